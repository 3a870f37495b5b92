using System.Globalization;
using Estrella.Foundation;
using Estrella.Sources;
using Estrella.Tests.Sources.Reading;
using Xunit;

namespace Estrella.Tests.Sources;

/// <summary>A day and its time in two columns: <c>{ column: FECHA, time: HORA }</c>.</summary>
public class DayTimeTest
{
    private const string Order = "order: { id: Nro, ordered_at: { column: Fecha, time: Hora } }";

    private static Contract Of(string feeds, string export = "", string source = "") => Contract.Parse(
        $"contract: 1\nsource: till\n{source}\nread: {{ delimiter: \";\", dates: [yyyy-MM-dd, yyyy-MM-dd HH:mm] }}\nexports:\n  sales:\n    files: \"*\"\n    holds: changes\n{export}    {feeds}\n", "sources/till.yml");

    private static async Task<ReadResult> Read(string text, Contract contract)
    {
        using var folder = new ExportFolder();
        return await folder.With("till.csv", text).Read(contract);
    }

    private static async Task<ReadResult> OfCell(string hour, string how = "") =>
        await Read($"Nro;Fecha;Hora\n7;2024-11-15;{hour}\n", Of(Order.Replace("time: Hora", $"time: Hora{how}", StringComparison.Ordinal)));

    private static DateTime? Moment(string? time, string day = "2024-11-15") =>
        time is null ? null : DateTime.Parse($"{day}T{time}Z", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);

    [Theory]
    [InlineData("14:30", "14:30:00")]
    [InlineData("9:05", "09:05:00")]
    [InlineData("09:05:07", "09:05:07")]
    [InlineData("09:05:07.25", "09:05:07.25")]
    [InlineData("09:05:07,5", "09:05:07.5")]
    [InlineData("09:05:07.123456789", "09:05:07.1234567")]
    [InlineData("2:30 pm", "14:30:00")]
    [InlineData("2:30:15 PM", "14:30:15")]
    [InlineData("12:05 a. m.", "00:05:00")]
    [InlineData("12:05 p.m.", "12:05:00")]
    [InlineData("11:59\u00a0p.\u00a0m.", "23:59:00")]
    [InlineData("14:30 hs.", "14:30:00")]
    [InlineData("1430", "14:30:00")]
    [InlineData("0905", "09:05:00")]
    [InlineData("905", "09:05:00")]
    [InlineData("143007", "14:30:07")]
    [InlineData("090507", "09:05:07")]
    [InlineData("0", "00:00:00")]
    [InlineData("0.5", "12:00:00")]
    [InlineData("0,75", "18:00:00")]
    // 0.604 × 86,400 is 52,185.6 seconds: 14 h are 50,400, 29 min 1,740, and 46 are left.
    [InlineData("0.604", "14:29:46")]
    [InlineData("0.604166666666667", "14:30:00")]
    [InlineData("5.7870E-04", "00:00:50")]
    [InlineData("30/12/1899 14:30:00", "14:30:00")]
    [InlineData("12/30/1899 2:30 PM", "14:30:00")]
    [InlineData("1899-12-30T14:30:00", "14:30:00")]
    [InlineData("1900-01-00 14:30:00", "14:30:00")]
    [InlineData("1/1/1900 14:30", "14:30:00")]
    [InlineData("1899-12-30", "00:00:00")]
    [InlineData("", "00:00:00")]
    [InlineData("   ", "00:00:00")]
    public async Task Time_stands_in_a_column_of_its_own(string hour, string time)
    {
        var read = await OfCell(hour);
        Assert.Empty(read.KeptOut);
        Assert.Equal(Moment(time), read.Value("order", "7", "ordered_at"));
        // It is read, and kept nowhere else.
        Assert.Null(read.Extras("order", "7"));
    }

    [Theory]
    [InlineData("25:00")]
    [InlineData("24:00")]
    [InlineData("14:60")]
    [InlineData("14:30:60")]
    [InlineData("14:3")]
    [InlineData("14.30")]
    [InlineData("13:00 pm")]
    [InlineData("0:30 am")]
    [InlineData("1475")]
    [InlineData("2400")]
    [InlineData("1.5")]
    [InlineData("-0.5")]
    [InlineData("14:30:00Z")]
    [InlineData("1899-12-30T14:30:00.000Z")]
    [InlineData("15/11/2024 14:30")]
    [InlineData("s/d")]
    // Hours or minutes; and six digits that lost a nought, beside which 1230 may be 00:12:30.
    [InlineData("14")]
    [InlineData("93000")]
    public async Task Time_that_cannot_be_read_keeps_its_row_out(string hour)
    {
        var kept = Assert.Single((await OfCell(hour)).KeptOut);
        var problem = Assert.Single(kept.Problems);
        Assert.Equal((2, 3, "Hora", hour, "time"), (kept.Line, problem.Position, problem.Column, problem.Value, problem.Rule));
        Assert.Equal($"Hora is '{hour}', expected a time of day such as 14:30, 14:30:00, 2:30 pm or 1430", problem.Message);
        Assert.Contains("times: HHmm or times: HHmmss", problem.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HHmm", "5", "00:05:00")]
    [InlineData("HHmm", "14", "00:14:00")]
    [InlineData("HHmm", "930", "09:30:00")]
    [InlineData("HHmm", "93000", null)]
    [InlineData("HHmmss", "93000", "09:30:00")]
    [InlineData("HHmmss", "1230", "00:12:30")]
    [InlineData("HHmmss", "7", "00:00:07")]
    [InlineData("HHmmss", "1430000", null)]
    [InlineData("HHmmss", "14:30", "14:30:00")]
    [InlineData("HHmmss", "000007", "00:00:07")]
    // A nought in front says that none was lost.
    [InlineData("HHmmss", "0905", null)]
    [InlineData("HHmm", "05", null)]
    public async Task What_digits_alone_are_may_be_said(string digits, string hour, string? time)
    {
        var read = await OfCell(hour, $", times: {digits}");
        if (time is null)
            Assert.Equal($"Hora is '{hour}', expected a time of day such as 14:30, 14:30:00, 2:30 pm or 1430, digits alone as {digits}", read.KeptOut[0].Problems[0].Message);
        else
            Assert.Equal(Moment(time), read.Value("order", "7", "ordered_at"));
    }

    [Fact]
    public async Task Day_with_a_time_of_its_own_is_kept_out_and_a_blank_day_stays_blank()
    {
        var read = await Read("Nro;Fecha;Hora\n1;2024-11-15 10:00;10:00\n2;2024-11-15 10:00;\n3;;10:00\n4;2024-11-15 00:00;10:00\n5;x;y\n6;2024-11-15;#######\n", Of(Order));
        Assert.Equal((Moment("10:00"), null, Moment("10:00")), (read.Value("order", "2", "ordered_at"), read.Value("order", "3", "ordered_at"), read.Value("order", "4", "ordered_at")));
        Assert.Equal(
            ["2:2 time: Fecha is '2024-11-15 10:00', expected a day alone, for Hora tells its time", "6:2 date: Fecha is 'x', expected a time written yyyy-MM-dd or yyyy-MM-dd HH:mm",
                "7:3 spreadsheet: Hora is '#######', expected a time of day such as 14:30, 14:30:00, 2:30 pm or 1430 as the source holds it: a spreadsheet had no room to show the value"],
            read.KeptOut.SelectMany(row => row.Problems.Select(each => $"{row.Line}:{each.Position} {each.Rule}: {each.Message}")));
    }

    /// <summary>Madrid is two hours before UTC in July and one in January; the hour that came twice on 27 October is the first.</summary>
    [Theory]
    [InlineData("2024-07-01;14:30", "2024-07-01T12:30:00Z")]
    [InlineData("2024-01-15;00:30", "2024-01-14T23:30:00Z")]
    [InlineData("2024-10-27;02:30", "2024-10-27T00:30:00Z")]
    public async Task Day_and_time_are_told_in_the_zone_of_the_source(string cells, string utc) => Assert.Equal(
        DateTime.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal),
        (await Read($"Nro;Fecha;Hora\n7;{cells}\n", Of(Order, source: "zone: Europe/Madrid"))).Value("order", "7", "ordered_at"));

    [Fact]
    public async Task Time_may_have_another_name_be_absent_mean_blank_by_a_word_and_be_carried_down()
    {
        var read = await Read("Nro;Fecha;Hora venta\n1;2024-11-15;10:02\n2;2024-11-15;--\n", Of(Order.Replace("Hora }", "Hora, empty: [\"--\"] }", StringComparison.Ordinal), "    columns: { Hora: [Hora venta] }\n"));
        Assert.Equal((Moment("10:02"), Moment("00:00")), (read.Value("order", "1", "ordered_at"), read.Value("order", "2", "ordered_at")));
        read = await Read("Nro;Fecha\n1;2024-11-15\n", Of(Order, "    optional: [Hora]\n"));
        Assert.Equal(Moment("00:00"), read.Value("order", "1", "ordered_at"));
        read = await Read("Nro;Fecha;Hora\n;;10:02\n1;2024-11-15;\n2;2024-11-16;\n", Of(
            Order.Replace("time: Hora", "time: Shift", StringComparison.Ordinal), "    carry: { Shift: { column: Hora, from: { Hora: filled } } }\n    kinds: { shift: { Hora: filled } }\n    set_aside: shift\n"));
        Assert.Equal((Moment("10:02"), Moment("10:02", "2024-11-16")), (read.Value("order", "1", "ordered_at"), read.Value("order", "2", "ordered_at")));
    }

    /// <summary>The day in an id is what it was before its time was read: else every order would be another.</summary>
    [Fact]
    public async Task Id_made_of_the_day_stays_as_it_was()
    {
        const string Rows = "Nro;Fecha;Hora\n7;2024-11-15;10:02\n";
        var before = await Read(Rows, Of("order: { id: [Fecha, Nro], ordered_at: Fecha }"));
        var read = await Read(Rows, Of("order: { id: [Fecha, Nro], ordered_at: { column: Fecha, time: Hora } }"));
        Assert.Equal(before.Ids("order"), read.Ids("order"));
        Assert.Equal(Moment("10:02"), read.Value("order", read.Ids("order")[0], "ordered_at"));
    }

    [Fact]
    public async Task Rows_of_one_order_at_two_times_contradict_each_other_and_the_later_change_holds()
    {
        const string Rows = "Nro;Fecha;Hora;Estado\n7;2024-11-15;10:02;open\n7;2024-11-15;10:30;closed\n";
        var read = await Read(Rows, Of($"order: {{ repeats: first, {Order[9..]}"));
        var said = Assert.Single(read.Contradictions);
        Assert.Equal(("ordered_at", 2, 3), (said.Field.Name, said.KeptLine, said.OtherLine));
        read = await Read(Rows, Of("order: { id: Nro, changed_at: { column: Fecha, time: Hora }, coupon: Estado }"));
        Assert.Equal([Moment("10:02")!.Value.Ticks, Moment("10:30")!.Value.Ticks], read.Of("order").SelectMany(batch => batch.SaidAt.Take(batch.Count)).Select(each => each.Ticks));
    }

    [Fact]
    public async Task Time_of_a_personal_column_is_not_quoted()
    {
        var read = await Read("Nro;Fecha;Hora\n7;2024-11-15;x\n", Of(Order, "    personal: [Hora]\n"));
        Assert.StartsWith("Hora cannot be taken, expected a time of day", read.KeptOut[0].Problems[0].Message, StringComparison.Ordinal);
    }

    /// <summary>Half past two is 0.604166… of a day; without a style a number is shown as it is.</summary>
    [Theory]
    [InlineData(false, "0.604166666666667", 5)]
    [InlineData(false, "0.604166666666667", 0)]
    [InlineData(true, "0.604166666666667", 5)]
    [InlineData(false, "1430", 0)]
    public async Task Sheet_holds_times_in_its_own_way(bool is1904, string number, int style)
    {
        using var folder = new ExportFolder();
        var book = new WorkbookBytes { Is1904 = is1904, Formats = ["dd/mm/yyyy", "yyyy-mm-dd hh:mm", "#,##0.00", "[h]:mm", "hh:mm"] }
            .Sheet("till", "", (1, ["Nro", "Fecha", "Hora"]), (2, ["7", WorkbookBytes.Number(is1904 ? "44149" : "45611", 1), WorkbookBytes.Number(number, style)]));
        var read = await folder.With("till.xlsx", book.ToArray()).Read(Of(Order));
        Assert.Empty(read.KeptOut);
        // Day 45,611 of a sheet is 15 November 2024; counted from 1904 it is 1,462 less.
        Assert.Equal(Moment("14:30"), read.Value("order", "7", "ordered_at"));
    }

    /// <summary>A file of the evening has no nought in front and means the same; one without seconds is another thing.</summary>
    [Fact]
    public async Task Digits_that_have_no_seconds_any_more_stop_and_lost_noughts_do_not()
    {
        var contract = Of(Order.Replace("time: Hora", "time: Hora, times: HHmmss", StringComparison.Ordinal));
        static string Rows(Func<int, string> hour) => "Nro;Fecha;Hora\n" + string.Concat(Enumerable.Range(10, 40).Select(at => $"{at};2024-11-15;{hour(at)}\n"));
        var morning = (await Read(Rows(at => $"09{at}05"), contract)).Totals.Columns;
        var evening = (await Read(Rows(at => $"19{at}05"), contract)).Totals.Columns;
        var minutes = (await Read(Rows(at => $"19{at}"), contract)).Totals.Columns;
        Assert.True(morning.Single(each => each.Name == "Hora").IsRead);
        Assert.Empty(ColumnComparison.Of(contract.Exports[0], morning, evening));
        Assert.Equal([(DriftKind.Scale, DriftPolicy.Stop)], ColumnComparison.Of(contract.Exports[0], evening, minutes).Where(each => each.Column == "Hora").Select(each => (each.Kind, each.Policy)));
    }

    [Theory]
    [InlineData("order: { id: Nro, total: { column: Total, time: Hora } }", "sources/till.yml:9:53: no time can stand here")]
    [InlineData("customer: { id: Nro, birth_date: { column: Fecha, time: Hora } }", "no time can stand here")]
    [InlineData("order: { id: { column: Nro, time: Hora } }", "no time can stand here")]
    [InlineData("order: { id: Nro, ordered_at: { first_of: [A, B], time: Hora } }", "no time can stand here")]
    [InlineData("order: { id: Nro, ordered_at: { column: Hora, time: hora } }", "no time can stand here")]
    [InlineData("order: { id: Nro, ordered_at: { column: Fecha, tiem: Hora } }", "'tiem' is no word of a cell; did you mean 'time'?")]
    [InlineData("order: { id: Nro, ordered_at: { column: Fecha, time: Hora, times: HHmmsss } }", "'HHmmsss' is no form of times; did you mean 'HHmmss'?")]
    [InlineData("order: { id: Nro, ordered_at: { column: Fecha, times: HHmm } }", "has times without time")]
    [InlineData("order: { id: Nro, ordered_at: { time: Hora } }", "expected either column or first_of")]
    public void What_cannot_be_meant_is_refused(string feed, string message) =>
        Assert.Contains(message, Assert.Throws<EstrellaException>(() => Of(feed)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Missing_column_is_told_with_the_nearest_and_a_secret_one_tells_no_time()
    {
        var missing = await Assert.ThrowsAsync<EstrellaException>(() => Read("Nro;Fecha;Horra\n7;2024-11-15;x\n", Of(Order)));
        Assert.Contains("column 'Hora' is missing, which the contract sources/till.yml, export sales, requires; the nearest is 'Horra'", missing.Message, StringComparison.Ordinal);
        Assert.Contains("reads 'Hora', which it calls secret", Assert.Throws<EstrellaException>(() => Of(Order, "    secret: [Hora]\n")).Message, StringComparison.Ordinal);
    }
}
