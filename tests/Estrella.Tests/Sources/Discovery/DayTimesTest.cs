using System.Globalization;
using Estrella.Sources.Discovery;
using Estrella.Tests.Foundation;
using Xunit;

namespace Estrella.Tests.Sources.Discovery;

/// <summary>Which columns discovery takes for the time of the day beside them, what it proves them by, and that the time arrives.</summary>
public sealed class DayTimesTest : UnpreparedProject
{
    /// <summary>Lines of the draft of one file that read an instant.</summary>
    private static IEnumerable<string> Moments(string file, string text)
    {
        using var folder = new TemporaryFolder();
        folder.Write($"sales/{file}", text);
        return Discoverer.Discover(Path.Combine(folder.Path, "sales"), null, null, null, TestContext.Current.CancellationToken).Contract.Split('\n')
            .Where(line => line.TrimStart().Split(' ')[0].EndsWith("_at:", StringComparison.Ordinal)).Select(line => line.Split("  #")[0].Trim());
    }

    /// <summary>What the draft reads the orders' day from.</summary>
    /// <param name="head">Names of the columns behind the order's number and its total.</param>
    private static string Drafted(string head, params string[] rows)
    {
        using var folder = new TemporaryFolder();
        folder.Write("sales/orders.csv", $"order_id;total;{head}\n" + string.Concat(rows.Select((row, at) => string.Create(CultureInfo.InvariantCulture, $"{at + 1};{10 + at}.50;{row}\n"))));
        var contract = Discoverer.Discover(Path.Combine(folder.Path, "sales"), null, null, null, TestContext.Current.CancellationToken).Contract;
        return contract.Split('\n').Single(line => line.StartsWith("      ordered_at: ", StringComparison.Ordinal))["      ordered_at: ".Length..].Split("  #")[0].TrimEnd();
    }

    [Theory]
    [InlineData("Hora")]
    [InlineData("hr")]
    [InlineData("Time")]
    [InlineData("Hour")]
    [InlineData("Heure")]
    [InlineData("HORA_VENTA")]
    [InlineData("Hora de emisión")]
    [InlineData("Transaction_Time")]
    [InlineData("DocTime")]
    [InlineData("Posting Time")]
    [InlineData("Sale time")]
    [InlineData("HR_VENDA")]
    public void Column_beside_the_day_is_called_a_time_of_day(string name) =>
        Assert.Equal($"{{ column: date, time: {name} }}", Drafted($"date;{name}", "2024-05-01;10:02", "2024-05-02;11:30", "2024-05-03;"));

    [Theory]
    [InlineData("Delivery time")]
    [InlineData("Hora entrega")]
    [InlineData("Tiempo")]
    [InlineData("HR_FIM")]
    [InlineData("Customer time")]
    [InlineData("Store")]
    public void Column_of_another_name_is_none(string name) =>
        Assert.Equal("date", Drafted($"date;{name}", "2024-05-01;10:02", "2024-05-02;11:30", "2024-05-03;09:00"));

    [Theory]
    [InlineData("time: time", "2:30 p. m.", "9:05 a. m.", "12:00 p. m.")]
    [InlineData("time: time", "0905", "1430", "2359")]
    [InlineData("time: time", "905", "1430", "2359")]
    [InlineData("time: time, times: HHmm", "5", "1430", "2359")]
    [InlineData("time: time", "090500", "143000", "0")]
    [InlineData("time: time, times: HHmmss", "90500", "143000", "7")]
    // Twelve and a half minutes past midnight, beside six digits.
    [InlineData("time: time, times: HHmmss", "1230", "143000", "220000")]
    [InlineData("time: time", "0.604166666666667", "0.5", "0.75")]
    [InlineData("time: time", "30/12/1899 14:30:00", "30/12/1899 09:05:00", "30/12/1899 00:00:00")]
    // Hours alone, hours of work, durations of more than a day, minutes past 59, nothing but midnight, a cell that is none.
    [InlineData(null, "9", "14", "23")]
    [InlineData(null, "0.5", "0.75", "0.25")]
    [InlineData(null, "1.5", "0.625", "0.125")]
    [InlineData(null, "10:02", "31:15", "09:00")]
    [InlineData(null, "905", "1475", "2359")]
    [InlineData(null, "00:00", "00:00", "00:00")]
    [InlineData(null, "10:02", "noon", "09:00")]
    [InlineData(null, "10:02", "1430", "09:00")]
    public void Every_filled_cell_has_to_be_a_time(string? words, string one, string two, string three) =>
        Assert.Equal(words is null ? "date" : $"{{ column: date, {words} }}", Drafted("date;time", $"2024-05-01;{one}", $"2024-05-02;{two}", $"2024-05-03;{three}"));

    [Fact]
    public void Day_that_has_its_own_time_needs_none_and_one_at_midnight_does()
    {
        Assert.Equal("date", Drafted("date;time", "2024-05-01 10:02:00;10:02", "2024-05-02 11:30:00;11:30", "2024-05-03 00:00:00;00:00"));
        Assert.Equal("date", Drafted("date;time", "2024-05-01T00:00:00Z;10:02", "2024-05-02T00:00:00Z;11:30", "2024-05-03T00:00:00Z;00:00"));
        Assert.Equal("{ column: date, time: time }", Drafted("date;time", "2024-05-01 00:00:00;10:02", "2024-05-02 00:00:00;11:30", "2024-05-03 00:00:00;12:00"));
    }

    /// <summary>The day's own words stay, and of two times the one that says whose it is comes first, then the first of the file.</summary>
    [Fact]
    public void Of_two_times_the_order_s_own_is_taken()
    {
        Assert.Equal("{ column: date, time: order time }", Drafted("date;time;order time", "2024-05-01;10:03;10:02", "2024-05-02;11:31;11:30", "2024-05-03;09:01;09:00"));
        Assert.Equal("{ column: date, time: hora inicio }", Drafted("date;hora fin;hora inicio", "2024-05-01;10:03;10:02", "2024-05-02;11:31;11:30", "2024-05-03;09:01;09:00"));
        Assert.Equal("{ column: date, time: posting time }", Drafted("date;order time;posting time", "2024-05-01;x;10:02", "2024-05-02;11:31;11:30", "2024-05-03;09:01;09:00"));
    }

    [Fact]
    public void Payments_returns_and_charges_have_the_time_of_their_own_day()
    {
        Assert.Equal(["paid_at: { column: fecha pago, time: hora pago }"], Moments("pagos.csv", "pago_id;pedido;monto;fecha pago;hora pago;estado\n1;A1;10.50;2024-05-01;10:02;aprobado\n2;A2;20.00;2024-05-02;11:30;aprobado\n3;A3;7.25;2024-05-03;12:00;rechazado\n"));
        Assert.Equal(["returned_at: { column: Fecha devolución, time: Hora }"], Moments("devoluciones.csv", "Nro devolución;Producto;Cantidad;Fecha devolución;Hora;Motivo\n1;P1;1;2024-05-01;10:02;roto\n2;P2;2;2024-05-02;11:30;talle\n3;P1;1;2024-05-03;12:00;roto\n"));
        // Sales, what came back of them, and postage among the goods: one day, one time.
        Assert.Equal(
            ["ordered_at: { column: Date, time: Time }", "charged_at: { column: Date, time: Time }", "returned_at: { column: Date, time: Time }"],
            Moments("sales.csv", "Invoice;Date;Time;StockCode;Description;Quantity;Price\nI1;2024-05-01;10:02;85123;Lamp;2;10.00\nI1;2024-05-01;10:02;POST;Postage;1;4.00\nI2;2024-05-02;11:30;71053;Lantern;3;5.00\nC3;2024-05-03;12:00;85123;Lamp;-1;10.00\n").Distinct().OrderBy(line => line[0] switch { 'o' => 0, 'c' => 1, _ => 2 }));
    }

    /// <summary>A till's lines; a damaged hour keeps its line out until it is corrected.</summary>
    [Fact]
    public async Task Time_arrives_in_the_zone_of_the_shop_and_a_damaged_one_is_corrected()
    {
        Project.Write("estrella.yml", "estrella: 1\nshop: Till\nzone: America/Argentina/Buenos_Aires\ncurrency: ARS\n");
        Project.Write("till/ventas.csv", "FECHA;HORA;TICKET;ARTICULO;CANT;PRECIO\n15/11/2024;09:05;1;Yerba;2;10,00\n15/11/2024;09:05;1;Mate;1;30,00\n28/11/2024;23:40;2;Yerba;1;10,00\n");
        Assert.Equal(0, (await RunAsync("run", "till")).ExitCode);
        Assert.Contains(
            "ordered_at: { column: FECHA, time: HORA }               # 0.80: 3 of 3 fit dd/MM/yyyy; 3 of 3 can be nothing else: line 2 is 15/11/2024; HORA: 3 of 3 are times of a day, the same on 1 of 1 rows",
            await File.ReadAllTextAsync(Path.Combine(Project.Path, "sources/till.yml"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        const string Moments = "select order_id || ' ' || to_char(ordered_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' ' || order_date from star.fact_order order by 1";
        // Three hours before UTC: twenty to midnight is the next day there, and the shop's own day here.
        Assert.Equal(["1 2024-11-15 12:05 2024-11-15", "2 2024-11-29 02:40 2024-11-28"], await ListAsync(Moments));

        Project.Write("till/ventas.csv", "FECHA;HORA;TICKET;ARTICULO;CANT;PRECIO\n15/11/2024;09:05;1;Yerba;2;10,00\n15/11/2024;09:05;1;Mate;1;30,00\n28/11/2024;23:40;2;Yerba;1;10,00\n29/11/2024;2x:10;3;Mate;1;30,00\n");
        Assert.Equal(0, (await RunAsync("run", "till", "--as-of", "2024-12-01")).ExitCode);
        Assert.Contains("ventas.csv:5:2", (await RunAsync("quarantine", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("quarantine", "export", "fix.csv")).ExitCode);
        var path = Path.Combine(Project.Path, "fix.csv");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).Replace(",2x:10,", ",21:10,", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Equal(0, (await RunAsync("quarantine", "replay", "fix.csv")).ExitCode);
        Assert.Equal(["1 2024-11-15 12:05 2024-11-15", "2 2024-11-29 02:40 2024-11-28", "3 2024-11-30 00:10 2024-11-29"], await ListAsync(Moments));
        Assert.Equal(0, (await RunAsync("verify")).ExitCode);
    }
}
