using System.Text.Json;
using Xunit;

namespace Estrella.Tests.Generator;

/// <summary>The books against the exports, counted here in another way, and against themselves.</summary>
public class BooksTest(MadeShop made) : IClassFixture<MadeShop>
{
    private static readonly string[] NotBooked = ["Fallido", "Prueba", "Borrador", "Rechazada", "Ensayo", "Presupuesto"];

    [Fact]
    public void Gross_sales_are_quantity_times_price_without_tax()
    {
        var rates = DollarsByDay();
        var orders = made.Export("tienda_pedidos.csv").Where(row => !NotBooked.Contains(row["Estado"])).ToDictionary(row => row["Pedido"]);
        var taxes = made.Export("tienda_productos.csv").GroupBy(row => row["Producto"]).ToDictionary(rows => rows.Key, rows => rows.First()["IVA"]);
        var gross = new SortedDictionary<string, decimal>();
        foreach (var line in made.Export("tienda_detalle.csv").Where(line => orders.ContainsKey(line["Pedido"])))
        {
            var order = orders[line["Pedido"]];
            var tax = MadeShop.Amount(line["IVA"].Length > 0 ? line["IVA"] : taxes[line["Producto"]]);
            var exTax = Math.Round(MadeShop.Amount(line["Cantidad"]) * MadeShop.Amount(line["Precio Unitario"]) / (1 + tax), 4, MidpointRounding.AwayFromZero);
            Add(gross, order["Fecha"], exTax * (order["Moneda"] == "USD" ? rates(MadeShop.Day(order["Fecha"])) : 1));
        }
        var invoices = made.Export("mayorista_facturas.csv").Where(row => !NotBooked.Contains(row["Situacion"])).ToDictionary(row => row["Factura"]);
        foreach (var line in made.Export("mayorista_renglones.csv").Where(line => invoices.ContainsKey(line["Factura"])))
        {
            Add(gross, invoices[line["Factura"]]["Emitida"], MadeShop.Amount(line["Bultos"]) * MadeShop.Amount(line["PrecioLista"]));
        }
        Assert.Equal(
            gross.Select(month => (month.Key, Math.Round(month.Value, 2, MidpointRounding.AwayFromZero))),
            made.Rows("revenue").Select(row => (Text(row, "period"), Number(row, "gross_sales"))));
    }

    [Fact]
    public void What_came_in_is_what_the_payment_exports_say()
    {
        var rates = DollarsByDay();
        var ordered = made.Export("tienda_pedidos.csv").ToDictionary(row => row["Pedido"], row => MadeShop.Day(row["Fecha"]));
        var captured = new SortedDictionary<string, decimal>();
        foreach (var payment in made.Export("tienda_pagos.csv").Where(row => row["Estado"] is "Aprobado" or "Reintegrado" or "Reintegro parcial"))
        {
            var rate = payment["Moneda"] == "USD" ? rates(ordered[payment["Pedido"]]) : 1;
            Add(captured, payment["Fecha"], MadeShop.Amount(payment["Importe"]) * rate);
        }
        foreach (var payment in made.Export("mayorista_cobros.csv").Where(row => row["Situacion"] is "Cobrado" or "Devuelto" or "Devuelto en parte"))
        {
            Add(captured, payment["Cobrado"], MadeShop.Amount(payment["Importe"]));
        }
        var told = made.Rows("payments").GroupBy(row => Text(row, "period")).Select(rows => (rows.Key, rows.Sum(row => Number(row, "captured_amount")))).ToList();
        Assert.Equal(captured.Count, told.Count);
        // Nine methods, each rounded to a cent.
        Assert.All(captured.Zip(told), pair => Assert.InRange(pair.First.Value - pair.Second.Item2, -0.05m, 0.05m));
    }

    [Fact]
    public void Customers_are_those_with_an_order_that_was_kept()
    {
        var withLines = made.Export("tienda_detalle.csv").Select(row => row["Pedido"]).ToHashSet();
        var kept = made.Export("tienda_pedidos.csv")
            .Where(row => row["Cliente"].Length > 0 && withLines.Contains(row["Pedido"]) && row["Estado"] != "Cancelado" && !NotBooked.Contains(row["Estado"]))
            .Select(row => (Customer: row["Cliente"], Day: MadeShop.Day(row["Fecha"])))
            .Concat(made.Export("mayorista_facturas.csv")
                .Where(row => row["Situacion"] != "Anulada" && !NotBooked.Contains(row["Situacion"]))
                .Select(row => (Customer: row["NroCliente"], Day: MadeShop.Day(row["Emitida"]))))
            .ToList();
        var all = Assert.Single(made.Rows("customers", "by=all"));
        var orders = kept.GroupBy(each => each.Customer).Select(each => each.Count()).ToList();
        Assert.Equal(orders.Count, Number(all, "customers"));
        Assert.Equal(orders.Count, Number(all, "new_customers"));
        Assert.Equal(kept.Count, Number(all, "kept_orders"));
        Assert.Equal(Math.Round((decimal)orders.Count(count => count > 1) / orders.Count, 6, MidpointRounding.AwayFromZero), Number(all, "returning_rate"));
        var firstDays = kept.GroupBy(each => each.Customer).Select(each => each.Min(order => order.Day)).GroupBy(day => $"{day:yyyy-MM}-01").ToDictionary(days => days.Key, days => days.Count());
        Assert.All(made.Rows("customers"), row => Assert.Equal(firstDays.GetValueOrDefault(Text(row, "period")), Number(row, "new_customers")));
    }

    [Fact]
    public void Parcels_are_late_by_the_day()
    {
        var parcels = made.Export("tienda_envios.csv").Select(row => (Promised: row["Prometido"], Delivered: row["Entregado"]))
            .Concat(made.Export("mayorista_remitos.csv").Select(row => (Promised: row["Compromiso"], Delivered: row["Llegada"]))).ToList();
        var due = parcels.Where(parcel => parcel.Promised.Length > 0 && MadeShop.Day(parcel.Promised) <= made.Shop.LastDay).ToList();
        var late = due.Count(parcel => parcel.Delivered.Length == 0 || MadeShop.Day(parcel.Delivered) > MadeShop.Day(parcel.Promised));
        var rows = made.Rows("deliveries", "by=all");
        Assert.Equal(parcels.Count, rows.Sum(row => Number(row, "shipments")));
        Assert.Equal(late, rows.Sum(row => Number(row, "late")));
        Assert.Equal(due.Count(parcel => parcel.Delivered.Length == 0), rows.Sum(row => Number(row, "open_overdue")));
    }

    [Theory]
    [InlineData("", "by=all")]
    [InlineData("", "by=quarter")]
    [InlineData("terms=real at=2025-12", "by=all terms=real at=2025-12")]
    public void Months_add_up_to_longer_periods(string months, string longer)
    {
        foreach (var column in new[] { "orders", "units", "gross_sales", "discounts", "returns", "net_sales" })
        {
            var difference = made.Rows("revenue", months).Sum(row => Number(row, column)) - made.Rows("revenue", longer).Sum(row => Number(row, column));
            Assert.InRange(difference, -0.2m, 0.2m);
        }
    }

    [Fact]
    public void Both_bases_tell_the_same_sum()
    {
        var byEvent = made.Rows("revenue").Sum(row => Number(row, "net_sales"));
        Assert.InRange(byEvent - made.Rows("revenue", "basis=order").Sum(row => Number(row, "net_sales")), -0.3m, 0.3m);
        Assert.NotEqual(
            made.Rows("revenue").Select(row => Number(row, "returns")),
            made.Rows("revenue", "basis=order").Select(row => Number(row, "returns")));
    }

    [Fact]
    public void Questions_agree_on_net_sales()
    {
        var net = Number(Assert.Single(made.Rows("revenue", "by=all")), "net_sales");
        foreach (var (question, arguments) in new[] { ("best-sellers", ""), ("profitability", "by=all"), ("geography", ""), ("geography", "level=city") })
        {
            Assert.InRange(made.Rows(question, arguments).Sum(row => Number(row, "net_sales")) - net, -1m, 1m);
        }
        Assert.Equal(1m, made.Rows("geography").Sum(row => Number(row, "share")), 4);
    }

    [Fact]
    public void Shops_prices_rise_so_that_real_sales_are_higher_than_nominal_ones()
    {
        var nominal = made.Rows("revenue");
        var real = made.Rows("revenue", "terms=real at=2025-12");
        Assert.All(nominal.Zip(real), pair => Assert.True(Number(pair.First, "gross_sales") <= Number(pair.Second, "gross_sales")));
        Assert.Equal(Number(nominal[^1], "gross_sales"), Number(real[^1], "gross_sales"));
        Assert.Equal(nominal.Select(row => Number(row, "units")), real.Select(row => Number(row, "units")));
    }

    [Fact]
    public void Every_question_is_answered_and_every_row_of_a_question_has_the_same_columns()
    {
        string[] questions =
        [
            "best-sellers", "customers", "stock-rotation", "deliveries", "campaigns", "profitability", "geography", "revenue", "payments", "carts", "reviews",
        ];
        Assert.Equal(questions.Order(), made.Answers.Select(each => each.GetProperty("question").GetString()!).Distinct().Order());
        foreach (var asked in made.Answers)
        {
            Assert.NotEmpty(asked.GetProperty("rows").EnumerateArray());
            Assert.Single(asked.GetProperty("rows").EnumerateArray().Select(row => string.Join(',', row.EnumerateObject().Select(cell => cell.Name))).Distinct());
        }
    }

    private Func<DateOnly, decimal> DollarsByDay()
    {
        var said = made.Export("tienda_tipo_cambio.csv").Where(row => row["Tipo"] == "Oficial").ToDictionary(row => MadeShop.Day(row["Día"]), row => MadeShop.Amount(row["Valor"]));
        return day => said[Enumerable.Range(0, 8).Select(back => day.AddDays(-back)).First(said.ContainsKey)];
    }

    private static void Add(SortedDictionary<string, decimal> sums, string day, decimal amount)
    {
        var month = $"{MadeShop.Day(day):yyyy-MM}-01";
        sums[month] = sums.GetValueOrDefault(month) + amount;
    }

    private static string Text(JsonElement row, string column) => row.GetProperty(column).GetString()!;

    private static decimal Number(JsonElement row, string column) => row.GetProperty(column).GetDecimal();
}
