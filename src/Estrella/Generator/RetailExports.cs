using System.Globalization;

namespace Estrella.Generator;

/// <summary>The twelve exports of the retail shop that grow with its orders; the others are <see cref="ReferenceExports"/>. Its prices include tax.</summary>
internal sealed class RetailExports : IDisposable
{
    private static readonly string[] States =
    [
        "Pendiente", "En preparación", "Enviado parcial", "Enviado", "Entregado", "Devuelto parcial", "Devuelto", "Cancelado", "Fallido", "Prueba", "Borrador",
    ];

    private static readonly string[] PaymentStates = ["Pendiente", "Aprobado", "Reintegro parcial", "Reintegrado", "Rechazado"];

    private readonly Func<string, string[], ExportFile> _open;
    private readonly List<ExportFile> _files;
    private readonly ExportFile _customers;
    private readonly ExportFile _addresses;
    private readonly ExportFile _orders;
    private readonly ExportFile _lines;
    private readonly ExportFile _charges;
    private readonly ExportFile _tenders;
    private readonly ExportFile _payments;
    private readonly ExportFile _returns;
    private readonly ExportFile _parcels;
    private readonly ExportFile _stock;
    private readonly ExportFile _touches;
    private readonly ExportFile _carts;
    private readonly ExportFile _reviews;
    private readonly Defects? _defects;
    private long _lineNo;
    private long _chargeNo;
    private long _paymentNo;
    private long _returnNo;
    private long _parcelNo;
    private long _cartLineNo;
    private long _tenderNo;
    private long _reviewNo;

    public RetailExports(string directory, ShopCalendar calendar, Defects? defects)
    {
        _open = (name, columns) => new ExportFile(directory, name, ExportStyle.Retail, calendar, defects, columns);
        _defects = defects;
        _customers = _open("tienda_clientes.csv",
            ["Cliente", "Nombre", "Apellido", "Email", "Teléfono", "Tipo Doc", "Documento", "Nacimiento", "Alta", "Segmento", "Ciudad", "Provincia", "País", "CP", "Actualizado"]);
        _addresses = _open("tienda_direcciones.csv", ["Dirección", "Cliente", "Tipo", "Calle", "Ciudad", "Provincia", "CP", "País"]);
        _orders = _open("tienda_pedidos.csv",
            ["Pedido", "Cliente", "Fecha", "Cancelado el", "Estado", "Canal", "Moneda", "Subtotal", "Descuento", "Total", "Cupón", "Campaña", "Dirección de envío"]);
        _lines = _open("tienda_detalle.csv", ["Renglón", "Pedido", "Producto", "Cantidad", "Precio Unitario", "Descuento", "IVA"]);
        _charges = _open("tienda_cargos.csv", ["Cargo", "Pedido", "Concepto", "Importe"]);
        _tenders = _open("tienda_medios_elegidos.csv", ["Elección", "Pedido", "Forma de pago", "Importe"]);
        _payments = _open("tienda_pagos.csv",
            ["Pago", "Pedido", "Forma de pago", "Importe", "Reintegro", "Fecha", "Estado", "Moneda", "Cuotas", "Comisión", "Financiación", "Retención", "Neto", "Acreditación"]);
        _returns = _open("tienda_devoluciones.csv", ["Devolución", "Pedido", "Renglón", "Producto", "Fecha", "Cantidad", "Reingresa", "Motivo"]);
        _parcels = _open("tienda_envios.csv", ["Envío", "Pedido", "Transporte", "Depósito", "Despachado", "Prometido", "Entregado", "Costo"]);
        _stock = _open("tienda_stock.csv", ["Producto", "Depósito", "Día", "Existencia"]);
        _touches = _open("tienda_contactos.csv", ["Contacto", "Cliente", "Sesión", "Campaña", "Canal", "Momento"]);
        _carts = _open("tienda_carrito.csv", ["Ítem", "Carrito", "Cliente", "Producto", "Cantidad", "Agregado"]);
        _reviews = _open("tienda_resenas.csv", ["Reseña", "Cliente", "Producto", "Puntaje", "Comentario", "Fecha"]);
        _files = [_customers, _addresses, _orders, _lines, _charges, _tenders, _payments, _returns, _parcels, _stock, _touches, _carts, _reviews];
    }

    public IReadOnlyList<ExportFile> Files => _files;

    /// <summary>A further export of the same system; closed with the others.</summary>
    public ExportFile Open(string name, params string[] columns)
    {
        var file = _open(name, columns);
        _files.Add(file);
        return file;
    }

    public void Customer(int seed, int customer, int city, int registered, int day, int second)
    {
        var person = Population.Person(seed, customer);
        var place = Places.Cities[city];
        _ = _customers.Text(Population.Id(customer, false)).Text(person.First).Text(person.Last).Text(customer % 17 == 3 ? null : person.Email)
            .Text(customer % 5 == 2 ? null : person.Phone).Text("DNI").Text(person.Document).Day(person.Born).Day(registered).Text(person.Segment)
            .Text(place.Name).Text(Places.Regions[place.Region]).Text(Places.Country).Text(place.Postcode).Moment(day, second);
        _customers.End();
    }

    /// <param name="customer">−1: a guest's.</param>
    public void Address(int seed, string id, int customer, int city, int salt)
    {
        var person = Population.Person(seed, salt);
        var place = Places.Cities[city];
        _ = _addresses.Text(id).Text(customer < 0 ? null : Population.Id(customer, false)).Text("Envío").Text($"{person.Street} {person.Door}")
            .Text(place.Name).Text(Places.Regions[place.Region]).Text(place.Postcode).Text(Places.Country);
        _addresses.End();
    }

    public void Order(SoldOrder order)
    {
        _orders.Code('P', order.No, 7);
        _ = order.Customer < 0 ? _orders.Blank() : _orders.Code('C', order.Customer + 1, 6);
        _orders.Moment(order.Day, order.Second);
        _ = order.CancelDay < 0 ? _orders.Blank() : _orders.Moment(order.CancelDay, order.CancelSecond);
        _orders.Text(States[(int)order.State]).Text(Words.Channels[order.Channel]).Text(order.IsDollar ? "USD" : "ARS")
            .Cents(order.Subtotal).Cents(order.Discount == 0 ? null : order.Discount).Cents(order.Total)
            .Text(order.HasCoupon ? order.Campaign?.Coupon : null).Text(order.Campaign?.Id).Text(order.ShipTo).End();
        Lines(order);
        Charge(order.No, "Envío", order.Shipping);
        Charge(order.No, "Recargo", order.Fee);
        foreach (var tender in order.Tenders)
        {
            _tenders.Code('T', ++_tenderNo, 7).Code('P', order.No, 7).Text(Cashier.MethodId(tender.Method)).Cents(tender.Amount).End();
        }
        foreach (var payment in order.Payments)
        {
            Payment(order, payment);
        }
        foreach (var parcel in order.Parcels)
        {
            _parcels.Code('E', ++_parcelNo, 7).Code('P', order.No, 7).Text(Words.Couriers[parcel.Carrier]).Text(Words.Warehouses[parcel.Warehouse])
                .Moment(parcel.Shipped, parcel.ShippedSecond);
            _ = parcel.Promised < 0 ? _parcels.Blank() : _parcels.Day(parcel.Promised);
            _ = parcel.Delivered < 0 ? _parcels.Blank() : _parcels.Moment(parcel.Delivered, parcel.DeliveredSecond);
            _parcels.Cents(parcel.Cost).End();
        }
    }

    private void Lines(SoldOrder order)
    {
        var first = _lineNo;
        foreach (var line in order.Lines)
        {
            _lines.Code('R', ++_lineNo, 8).Code('P', order.No, 7).Text(line.Product.Id);
            _ = line.IsCorrupt ? _lines.Text(_defects!.Spoil(_lines, "Cantidad")) : _lines.Whole(line.Quantity);
            _lines.Cents(line.UnitPrice).Cents(line.Discount == 0 ? null : line.Discount).Rate(line.TaxStated ? line.Product.TaxPermille : null).End();
        }
        foreach (var back in order.Returns)
        {
            var line = order.Lines[back.Line];
            _returns.Code('V', ++_returnNo, 7).Code('P', order.No, 7).Code('R', first + back.Line + 1, 8).Text(line.Product.Id)
                .Moment(back.Day, back.Second).Whole(back.Quantity).Text(back.Restocked is { } restocked ? restocked ? "Sí" : "No" : null)
                .Text(Words.ReturnReasons[(int)(_returnNo % Words.ReturnReasons.Length)]).End();
        }
    }

    private void Charge(int order, string kind, long amount)
    {
        if (amount != 0)
        {
            _charges.Code('G', ++_chargeNo, 7).Code('P', order, 7).Text(kind).Cents(amount).End();
        }
    }

    private void Payment(SoldOrder order, PaymentTry payment)
    {
        var cameIn = payment.State is PaymentState.Captured or PaymentState.PartRefunded or PaymentState.Refunded;
        var fee = cameIn ? payment.Amount * (payment.Method == 0 ? 42 : payment.Method <= 2 ? 29 : 0) / 1000 : 0;
        var financing = cameIn ? payment.Amount * payment.Installments switch { 3 => 85, 6 => 160, 12 => 290, _ => 0 } / 1000 : 0;
        var withheld = cameIn && payment.Method <= 2 ? payment.Amount * 2 / 100 : 0;
        _payments.Code('X', ++_paymentNo, 8).Code('P', order.No, 7).Text(Cashier.MethodId(payment.Method));
        _ = payment.IsCorrupt ? _payments.Text(_defects!.Spoil(_payments, "Importe")) : _payments.Cents(payment.Amount);
        _payments.Cents(payment.Refunded).Moment(payment.Day, payment.Second).Text(PaymentStates[(int)payment.State])
            .Text(order.IsDollar ? "USD" : "ARS").Whole(payment.Installments).Cents(cameIn ? fee : null).Cents(cameIn ? financing : null)
            .Cents(cameIn ? withheld : null).Cents(cameIn ? payment.Amount - fee - financing - withheld : null);
        _ = cameIn ? _payments.Day(payment.Day + (payment.Method == 0 ? 18 : payment.Method <= 2 ? 2 : 0)) : _payments.Blank();
        _payments.End();
    }

    public void Stock(Product product, int warehouse, int day, int onHand) =>
        _stock.Text(product.Id).Text(Words.Warehouses[warehouse]).Day(day).Whole(onHand).End();

    public void Visit(Visits visits)
    {
        foreach (var touch in visits.Touches)
        {
            _touches.Code('K', _touches.Rows + 1, 8);
            _ = touch.Customer < 0 ? _touches.Blank() : _touches.Code('C', touch.Customer + 1, 6);
            _touches.Text(touch.Customer < 0 ? Chance.Mix((ulong)_touches.Rows).ToString("x16", CultureInfo.InvariantCulture) : null)
                .Text(touch.Campaign?.Id).Text(touch.Channel).Moment(touch.Day, touch.Second).End();
        }
        foreach (var line in visits.Carts)
        {
            _carts.Code('I', ++_cartLineNo, 8).Code('K', line.Cart, 7);
            _ = line.Customer < 0 ? _carts.Blank() : _carts.Code('C', line.Customer + 1, 6);
            _carts.Text(line.Product.Id).Whole(line.Quantity).Moment(line.Day, line.Second).End();
        }
        foreach (var review in visits.Reviews)
        {
            _reviews.Code('O', ++_reviewNo, 7);
            _ = review.Customer < 0 ? _reviews.Blank() : _reviews.Code('C', review.Customer + 1, 6);
            _reviews.Text(review.Product.Id).Whole(review.Rating)
                .Text(_reviewNo % 3 == 0 ? null : Words.Comments[(int)(_reviewNo % Words.Comments.Length)]).Moment(review.Day, review.Second).End();
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
