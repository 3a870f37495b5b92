namespace Estrella.Generator;

/// <summary>The exports of the wholesale shop: another system, other words; its prices do not include tax.</summary>
internal sealed class WholesaleExports : IDisposable
{
    private static readonly string[] States =
    [
        "Abierta", "Armando", "Entrega parcial", "En viaje", "Entregada", "Con nota de crédito", "Devuelta", "Anulada", "Rechazada", "Ensayo", "Presupuesto",
    ];

    private static readonly string[] PaymentStates = ["A cobrar", "Cobrado", "Devuelto en parte", "Devuelto", "Rebotado"];

    private readonly ExportFile _customers;
    private readonly ExportFile _addresses;
    private readonly ExportFile _orders;
    private readonly ExportFile _lines;
    private readonly ExportFile _payments;
    private readonly ExportFile _returns;
    private readonly ExportFile _parcels;
    private readonly List<ExportFile> _files;
    private readonly Func<string, string[], ExportFile> _open;
    private long _paymentNo;
    private long _returnNo;
    private long _parcelNo;

    public WholesaleExports(string directory, ShopCalendar calendar, Defects? defects)
    {
        _open = (name, columns) => new ExportFile(directory, name, ExportStyle.Wholesale, calendar, defects, columns);
        _customers = _open("mayorista_clientes.csv", ["NroCliente", "RazonSocial", "CUIT", "Correo", "Inicio"]);
        _addresses = _open("mayorista_domicilios.csv", ["NroDomicilio", "NroCliente", "Uso", "Calle", "Localidad", "Provincia", "CodPostal", "Pais"]);
        _orders = _open("mayorista_facturas.csv",
            ["Factura", "NroCliente", "Emitida", "Anulada", "Situacion", "Neto", "Bonificacion", "Flete", "ImporteIVA", "TotalFactura", "Entrega", "Facturacion"]);
        _lines = _open("mayorista_renglones.csv", ["Factura", "Item", "Codigo", "Bultos", "PrecioLista", "Bonif"]);
        _payments = _open("mayorista_cobros.csv", ["Cobro", "Factura", "Medio", "Importe", "Devuelto", "Cobrado", "Situacion"]);
        _returns = _open("mayorista_notas_credito.csv", ["Nota", "Factura", "Item", "Codigo", "Emitida", "Bultos", "Importe", "VuelveAStock"]);
        _parcels = _open("mayorista_remitos.csv", ["Remito", "Factura", "Transportista", "Salida", "Compromiso", "Llegada", "CostoFlete"]);
        _files = [_customers, _addresses, _orders, _lines, _payments, _returns, _parcels];
    }

    public IReadOnlyList<ExportFile> Files => _files;

    public ExportFile Open(string name, params string[] columns)
    {
        var file = _open(name, columns);
        _files.Add(file);
        return file;
    }

    /// <summary>A firm and its two addresses, in one city.</summary>
    public void Customer(int seed, int customer, int city, int day)
    {
        var person = Population.Person(seed, customer);
        var place = Places.Cities[city];
        _customers.Code('E', customer + 1, 6).Text(person.Firm).Text(person.Cuit).Text($"compras{customer + 1}@empresa.example").Day(day).End();
        for (var address = 1; address <= 2; address++)
        {
            _addresses.Text(Population.AddressId(customer, true, address)).Code('E', customer + 1, 6).Text(address == 1 ? "Entrega" : "Fiscal")
                .Text($"{person.Street} {person.Door + address}").Text(place.Name).Text(Places.Regions[place.Region]).Text(place.Postcode).Text(Places.Country).End();
        }
    }

    public void Order(SoldOrder order)
    {
        _orders.Code('F', order.No, 7).Code('E', order.Customer + 1, 6).Moment(order.Day, order.Second);
        _ = order.CancelDay < 0 ? _orders.Blank() : _orders.Moment(order.CancelDay, order.CancelSecond);
        _orders.Text(States[(int)order.State]).Cents(order.Subtotal).Cents(order.Discount == 0 ? null : order.Discount).Cents(order.Shipping)
            .Cents(order.Tax).Cents(order.Total).Text(order.ShipTo).Text(order.BillTo).End();
        for (var at = 0; at < order.Lines.Count; at++)
        {
            var line = order.Lines[at];
            _lines.Code('F', order.No, 7).Whole(at + 1).Text(line.Product.Id).Whole(line.Quantity).Cents(line.UnitPrice)
                .Cents(line.Discount == 0 ? null : line.Discount).End();
        }
        foreach (var payment in order.Payments)
        {
            _payments.Code('B', ++_paymentNo, 8).Code('F', order.No, 7).Text(Cashier.MethodId(payment.Method)).Cents(payment.Amount)
                .Cents(payment.Refunded).Moment(payment.Day, payment.Second).Text(PaymentStates[(int)payment.State]).End();
        }
        foreach (var back in order.Returns)
        {
            _returns.Code('N', ++_returnNo, 7).Code('F', order.No, 7).Whole(back.Line + 1).Text(order.Lines[back.Line].Product.Id)
                .Moment(back.Day, back.Second).Whole(back.Quantity).Cents(back.Amount).Text(back.Restocked is { } restocked ? restocked ? "S" : "N" : null).End();
        }
        foreach (var parcel in order.Parcels)
        {
            _parcels.Code('M', ++_parcelNo, 7).Code('F', order.No, 7).Text(Words.Couriers[parcel.Carrier]).Moment(parcel.Shipped, parcel.ShippedSecond);
            _ = parcel.Promised < 0 ? _parcels.Blank() : _parcels.Day(parcel.Promised);
            _ = parcel.Delivered < 0 ? _parcels.Blank() : _parcels.Moment(parcel.Delivered, parcel.DeliveredSecond);
            _parcels.Cents(parcel.Cost).End();
        }
    }

    public void Dispose()
    {
        foreach (var file in _files)
        {
            file.Dispose();
        }
    }
}
