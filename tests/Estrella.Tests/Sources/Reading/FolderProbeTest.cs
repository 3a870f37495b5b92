using System.Text;
using Estrella.Sources;
using Estrella.Sources.Discovery;
using Xunit;

namespace Estrella.Tests.Sources.Reading;

/// <summary>What discovery finds out about files before it asks what their columns mean.</summary>
public class FolderProbeTest
{
    private static FolderProbe Look(ExportFolder folder) => FolderProbe.Look(folder.Path, null, TestContext.Current.CancellationToken);

    private static ProbedFile One(string name, byte[] bytes)
    {
        using var folder = new ExportFolder();
        return Assert.Single(Look(folder.With(name, bytes)).Tables);
    }

    [Theory]
    [InlineData("sales_20240131.csv", "sales_{as_of:yyyyMMdd}.csv")]
    [InlineData("sales 2024-01-31.csv", "sales {as_of:yyyy-MM-dd}.csv")]
    [InlineData("31-01-2024_sales.csv", "{as_of:dd-MM-yyyy}_sales.csv")]
    [InlineData("sales-01.31.2024.csv", "sales-{as_of:MM.dd.yyyy}.csv")]
    [InlineData("sales31012024.csv", "sales{as_of:ddMMyyyy}.csv")]
    [InlineData("sales_2024_01.csv", "sales_{as_of:yyyy_MM}.csv")]
    [InlineData("ventas-enero-2024.csv", "ventas-{as_of:MMMM-yyyy}.csv")]
    [InlineData("sales_jan2024.xlsx", "sales_{as_of:MMMMyyyy}.xlsx")]
    [InlineData("sales_20240101_20240131.csv", "sales_*_{as_of:yyyyMMdd}.csv")]
    // Nobody knows whether this is March or April.
    [InlineData("sales_03-04-2024.csv", "sales_03-04-2024.csv")]
    [InlineData("sales_20241341.csv", "sales_20241341.csv")]
    [InlineData("sales2.csv", "sales2.csv")]
    public void A_name_carries_its_date_in_many_spellings(string name, string glob) => Assert.Equal(glob, NameSeries.Of([name]).Glob);

    [Fact]
    public void All_names_of_a_series_decide_together()
    {
        Assert.Equal("s_{as_of:dd-MM-yyyy}.csv", NameSeries.Of(["s_03-04-2024.csv", "s_13-04-2024.csv"]).Glob);
        Assert.Equal("s_{as_of:yyyyMMdd}_*.csv", NameSeries.Of(["s_20240101_17.csv", "s_20240102_3.csv"]).Glob);
        Assert.Equal("**/s_{as_of:yyyyMMdd}.csv", NameSeries.Of(["2023/s_20231231.csv", "2024/s_20240101.csv"]).Glob);
        Assert.Equal(("part_*.csv", false), (NameSeries.Of(["part_1.csv", "part_12.csv"]).Glob, NameSeries.Of(["part_1.csv", "part_12.csv"]).IsDated));
    }

    [Fact]
    public async Task A_file_a_day_is_one_table_though_columns_moved_and_one_was_added()
    {
        using var folder = new ExportFolder();
        for (var day = 1; day <= 28; day++)
        {
            var rows = day < 20 ? $"order_id,order_date,total\n{day},2024-02-{day:00},10.50\n" : $"order_date,order_id,total,coupon\n2024-02-{day:00},{day},10.50,SUMMER\n";
            folder.With($"2024/sales_202402{day:00}.csv", rows);
        }
        folder.With("README.txt", "").With("logo.png", [1, 2]).With("old.xls", [0xD0, 0xCF]).With("~$sales.xlsx", [0]).With(".DS_Store", [0]);
        var probe = Look(folder);
        var table = Assert.Single(probe.Tables);
        Assert.Equal(("2024/sales_{as_of:yyyyMMdd}.csv", 28L, 28), (table.Files.Glob, table.Rows, table.Tables.Count));
        Assert.Equal(["order_date", "order_id", "total", "coupon"], table.Columns.Select(column => column.Name));
        Assert.Equal(("coupon", 19), (Assert.Single(table.Absent).Key.Name, table.Absent.Values.Single()));
        Assert.Equal(28, table.Columns[1].Distinct);
        Assert.Equal(["README.txt", "logo.png", "old.xls"], probe.Files.Select(file => file.Name));
        Assert.Contains("save it as .xlsx or CSV", probe.Files[2].Reason, StringComparison.Ordinal);

        var contract = Contract.Parse(Discoverer.Discover(folder.Path, null, null, null, TestContext.Current.CancellationToken).Contract, "sources/shop.yml");
        var matches = folder.Recognise(contract).Matches;
        Assert.Equal(28, matches.Count);
        Assert.Equal(new DateTime(2024, 2, 28, 0, 0, 0, DateTimeKind.Utc), matches[^1].AsOf);
        Assert.Equal(10.5m, (await Exports.Read(matches[0])).Value("order", "1", "total"));
        Assert.Equal(10.5m, (await Exports.Read(matches[^1])).Value("order", "28", "total"));
    }

    [Fact]
    public void Files_of_one_name_in_several_folders_are_those_of_several_shops()
    {
        using var folder = new ExportFolder();
        folder.With("north/orders.csv", "order_id,total\n1,2\n").With("south/orders.csv", "order_id,total\n1,3\n");
        Assert.Equal(["north/orders.csv", "south/orders.csv"], Look(folder).Tables.Select(table => table.Files.Glob));
        Assert.Equal(2, Look(folder).Tables.Select(table => FileNames.Word(table.Title)).Distinct().Count());
    }

    [Fact]
    public void Sheets_named_by_month_are_one_table_and_others_their_own()
    {
        using var folder = new ExportFolder();
        string?[] header = ["order_id", "total"];
        folder.With("sales.xlsx", new WorkbookBytes()
            .Sheet("enero", "", (1, header), (2, ["1", WorkbookBytes.Number("10")]))
            .Sheet("febrero", "", (1, header), (2, ["2", WorkbookBytes.Number("20")]))
            .Sheet("clientes", "", (1, ["customer_id", "name"]), (2, ["c1", "Ana"]))
            .ToArray());
        Assert.Equal([2, 1], Look(folder).Tables.Select(table => table.Tables.Count));
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public void Delimiter_titles_and_totals_are_found(char delimiter)
    {
        var text = "Report; of all, sales | now\n\nFrom\t2024-01-01\nNo;Name;Total\n1;\"a;b\";2.5\n2;c;3.5\nTotal;;6\n".Replace(';', delimiter);
        var table = One("sales.csv", Encoding.UTF8.GetBytes(text));
        Assert.Equal((delimiter, 2L), (table.Read.Delimiter, table.Rows));
        Assert.Equal(["No", "Name", "Total"], table.Columns.Select(column => column.Name));
        Assert.Equal([2L, 2L, 2L], table.Columns.Select(column => column.Filled));
    }

    [Fact]
    public void Encoding_is_decided_by_all_lines()
    {
        Assert.Equal(["windows-1252"], One("a.csv", Encoding.Latin1.GetBytes("No;Año\n1;é\n")).Read.Encodings);
        Assert.Equal(["utf-16BE"], One("a.csv", Encoding.BigEndianUnicode.GetBytes("No;Año\n1;é\n")).Read.Encodings);
        var mixed = One("a.csv", [.. "No;Año\n1;é\n"u8, .. Encoding.Latin1.GetBytes("2;camión\n")]);
        Assert.Equal(["utf-8", "windows-1252"], mixed.Read.Encodings);
        // Header 8 bytes, first row 5; ó is the seventh of the third line.
        Assert.Equal("2 lines are UTF-8, 1 are not: line 3, byte 20 of the file is 0xF3", mixed.Proofs["encoding"].Text);
        // Half a letter is no letter of Windows-1252.
        Assert.Equal(["utf-8"], One("a.csv", [.. "No;Año\n1;é\n2;caf"u8, 0x81, .. "\n"u8]).Read.Encodings);
    }

    [Fact]
    public void Beyond_their_room_distinct_values_are_an_even_share()
    {
        var room = new DistinctRoom(20_000);
        DistinctValues ids = new(room), references = new(room);
        for (var no = 0; no < 100_000; no++)
        {
            ids.Add(Hash(no));
            if (no % 2 == 0)
                references.Add(Hash(no));
        }
        Assert.InRange(ids.Held + references.Held, 5_000, 20_001);
        Assert.InRange(ids.Count, 90_000, 110_000);
        Assert.False(ids.IsWhole);
        Assert.False(ids.HasTwice);
        // Every reference is an id; half of the ids are referred to.
        Assert.InRange(ids.Shared(references), references.Count * 0.95, references.Count);
        Assert.InRange(references.Shared(ids), 40_000, 60_000);

        static ulong Hash(int no) => System.IO.Hashing.XxHash3.HashToUInt64(BitConverter.GetBytes(no));
    }
}
