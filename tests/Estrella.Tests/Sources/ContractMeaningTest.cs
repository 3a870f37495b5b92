using System.Text;
using Estrella.Foundation;
using Estrella.Sources;
using Xunit;

namespace Estrella.Tests.Sources;

/// <summary>What the words of a contract do to the cells of a row.</summary>
public class ContractMeaningTest
{
    private static async Task<ReadResult> Read(string section, string csv, string source = "")
    {
        using var folder = new ExportFolder();
        var yaml = $"contract: 1\nsource: shop\n{source}\nexports:\n  it:\n    files: \"*.csv\"\n" + string.Concat(section.Split('\n').Select(line => $"    {line}\n"));
        return await folder.With("it.csv", csv).Read(Contract.Parse(yaml, "sources/shop.yml"));
    }

    [Fact]
    public async Task Word_nobody_mapped_is_unmapped_and_kept_beside_the_record()
    {
        var read = await Read(
            "holds: changes\norder: { id: No, status: { column: State, map: status }, payment_status: { column: Paid, blank: pending } }",
            "No,State,Paid\n1,Listo,captured\n2,Raro,\n3,,Odd\n4,Nada,\n",
            "maps: { status: { Listo: delivered, Nada: null } }");
        Assert.Empty(read.KeptOut);
        Assert.Equal("delivered", read.Value("order", "1", "status"));
        Assert.Equal("unmapped", read.Value("order", "2", "status"));
        Assert.Equal("""{"status":"Raro"}""", read.Extras("order", "2"));
        Assert.Equal("pending", read.Value("order", "2", "payment_status"));
        Assert.Null(read.Value("order", "3", "status"));
        Assert.Equal("""{"payment_status":"Odd"}""", read.Extras("order", "3"));
        Assert.Null(read.Value("order", "4", "status"));
    }

    [Fact]
    public async Task Text_is_cut_before_it_is_read()
    {
        var read = await Read(
            "holds: changes\nread: { thousands: \".\", decimal: \",\" }\nproduct:\n  id: { column: Code, split: \"-\", part: last }\n  brand: { column: Code, split: \"-\", part: 1, case: upper }\n"
            + "  price: { column: Price, drop_prefix: $ }\n  cost: { column: Cost, decimal: \".\", drop_suffix: USD }\n  tax_rate: { value: 0.21 }\n  name: { first_of: [Name, Code] }",
            "Code;Price;Cost;Name\nñu-x-1;$ 1.234,50;10.25 USD;\n".Replace(';', '|'),
            "read: { delimiter: \"|\" }");
        Assert.Empty(read.KeptOut);
        Assert.Equal("ÑU", read.Value("product", "1", "brand"));
        Assert.Equal(1234.5m, read.Value("product", "1", "price"));
        Assert.Equal(10.25m, read.Value("product", "1", "cost"));
        Assert.Equal(0.21m, read.Value("product", "1", "tax_rate"));
        Assert.Equal("ñu-x-1", read.Value("product", "1", "name"));
    }

    [Fact]
    public async Task Wide_months_become_rows()
    {
        var read = await Read(
            "holds: all\nunpivot: { columns: [\"2024*\"], name: Month, value: Goal }\ntarget:\n  period: { column: Month, dates: yyyy-MM }\n  metric: { value: net_sales }\n  channel: Channel\n  value: Goal",
            "Channel,2024-01,2024-02,2024-03\nweb,10,20,\nshop,5,x,7\n");
        Assert.Equal(["2024-01-01|net_sales|web|", "2024-02-01|net_sales|web|"], read.Ids("target"));
        Assert.Equal(2, read.Totals.Rows);
        var row = Assert.Single(read.KeptOut);
        Assert.Equal(3, row.Line);
        Assert.Equal(("2024-02", 3), (Assert.Single(row.Problems).Column, row.Problems[0].Position));
        read = await Read(
            "holds: all\nskip: [total]\nkinds: { total: { Channel: sum } }\nunpivot: { columns: [A], name: Month, value: Goal }\ntarget: { when: not total, period: { value: 2024-01-01 }, metric: Month, channel: Channel, value: Goal }",
            "Channel,A\nweb,1\nsum,9\nshop,\n");
        Assert.Equal((2, 1, 1), (read.Totals.Rows, read.Totals.LayoutRows, read.Totals.Repeated));
        Assert.Equal(["2024-01-01|A|web|"], read.Ids("target"));
    }

    [Fact]
    public async Task Records_the_source_deleted_are_marked()
    {
        var read = await Read("holds: changes\ndeleted_when: { Gone: [yes, si] }\ncustomer: { id: No, city: City }", "No,City,Gone\n1,Salta,\n2,Salta,si\n");
        var batch = Assert.Single(read.Of("customer"));
        Assert.Equal([false, true], batch.IsDeleted.Take(2));
        Assert.NotEqual(batch.ContentHash[0], batch.ContentHash[1]);
    }

    [Fact]
    public async Task Tests_compare_texts_numbers_and_days()
    {
        var read = await Read(
            "holds: changes\nkinds:\n  big: { Total: { above: 100 } }\n  late: { Day: { above: 2024-01-31, below: 2024-03-01 } }\n  other: { No: { not: { ends: x } } }\norder: { when: [big, late, other], id: No }\nskip: { No: sum }\nset_aside: [{ Total: { below: 0 } }, { Total: { not: filled } }]",
            "No,Total,Day\n1,100,2024-02-01\n2,100.01,2024-02-01\n3,200,2024-01-31\n4x,200,2024-02-01\n5,-1,2024-02-01\n6,,2024-02-01\nsum,1,\n");
        Assert.Equal(["2"], read.Ids("order"));
        Assert.Equal(2, read.Totals.SetAside);
        Assert.Equal(1, read.Totals.LayoutRows);
        Assert.Equal(6, read.Totals.Rows);
        Assert.Equal(["feeds-nothing", "feeds-nothing", "feeds-nothing"], read.KeptOut.Select(row => row.Problems[0].Rule));
    }

    [Fact]
    public async Task Time_that_happened_twice_is_the_first_and_one_that_never_did_is_moved_forward()
    {
        var read = await Read(
            "holds: changes\norder: { id: No, ordered_at: At }",
            "No,At\n1,2024-11-03 01:30:00\n2,2024-03-10 02:30:00\n3,2024-03-10 12:00:00\n4,2024-07-01 00:00:00\n5,2024-11-03 00:30:00\n",
            "zone: America/New_York");
        DateTime Utc(int month, int day, int hour, int minute) => new(2024, month, day, hour, minute, 0, DateTimeKind.Utc);
        Assert.Equal(Utc(11, 3, 5, 30), read.Value("order", "1", "ordered_at"));
        Assert.Equal(Utc(3, 10, 7, 30), read.Value("order", "2", "ordered_at"));
        Assert.Equal(Utc(3, 10, 16, 0), read.Value("order", "3", "ordered_at"));
        Assert.Equal(Utc(7, 1, 4, 0), read.Value("order", "4", "ordered_at"));
        Assert.Equal(Utc(11, 3, 4, 30), read.Value("order", "5", "ordered_at"));
    }

    [Fact]
    public async Task Several_formats_of_one_column_are_tried_in_their_order()
    {
        var read = await Read(
            "holds: changes\nread: { dates: [d/M/yyyy h:mm tt, \"dd MMM yyyy\", yyyy-MM-ddTHH:mm:ssK] }\ncampaign: { id: No, starts_on: A }\ntouch: { id: No, touched_at: A }",
            "No,A\n1,3/4/2024 12:05 AM\n2,05 dic 2024\n3,2024-05-06T23:00:00-05:00\n4,2024-05-06T23:00:00\n",
            "zone: Europe/Madrid");
        Assert.Empty(read.KeptOut);
        Assert.Equal(new DateOnly(2024, 4, 3), read.Value("campaign", "1", "starts_on"));
        Assert.Equal(new DateTime(2024, 4, 2, 22, 5, 0, DateTimeKind.Utc), read.Value("touch", "1", "touched_at"));
        Assert.Equal(new DateOnly(2024, 12, 5), read.Value("campaign", "2", "starts_on"));
        // 23:00 five hours behind UTC is the morning of the next day in Madrid.
        Assert.Equal(new DateOnly(2024, 5, 7), read.Value("campaign", "3", "starts_on"));
        Assert.Equal(new DateTime(2024, 5, 6, 21, 0, 0, DateTimeKind.Utc), read.Value("touch", "4", "touched_at"));
    }

    [Fact]
    public async Task First_filled_cell_of_each_field_wins_over_the_whole_file()
    {
        var read = await Read(
            "holds: changes\ncustomer: { repeats: first, id: Who, city: City, segment: Class }",
            "Who,City,Class\na,,A\nb,Salta,\na,Lima,B\nb,Quito,C\n");
        Assert.Equal(["a", "b"], read.Ids("customer"));
        Assert.Equal(("Lima", "A"), (read.Value("customer", "a", "city"), read.Value("customer", "a", "segment")));
        Assert.Equal(("Salta", "C"), (read.Value("customer", "b", "city"), read.Value("customer", "b", "segment")));
        Assert.Equal((4, 2), (read.Totals.Rows, read.Totals.Repeated));
        // The rows disagree on a's class (lines 2 and 4) and on b's city (lines 3 and 5).
        Assert.Equal(
            [("a", "segment", "A", 2, "B", 4), ("b", "city", "Salta", 3, "Quito", 5)],
            read.Contradictions.Select(each => (each.Id, each.Field.Name, each.Kept, each.KeptLine, each.Other, each.OtherLine)));
    }

    [Fact]
    public async Task Parts_of_an_id_that_hold_the_separator_stay_apart()
    {
        var read = await Read("holds: changes\norder: { id: [A, B] }", "A,B\nx|y,z\nx,y|z\n");
        Assert.Equal(2, read.Ids("order").Distinct().Count());
    }

    [Fact]
    public async Task Change_column_dates_the_record_and_the_file_dates_the_rest()
    {
        using var folder = new ExportFolder();
        var contract = Contract.Parse(
            "contract: 1\nsource: shop\nexports:\n  it:\n    files: \"it_{as_of:yyyy-MM-dd}.csv\"\n    holds: all\n    product: { id: No, changed_at: Changed, name: $file }\n    inventory: { product: No, day: $as_of, on_hand: Stock }\n",
            "sources/shop.yml");
        var read = await folder.With("it_2024-05-01.csv", "No,Changed,Stock\n1,2024-04-01 10:00:00,5\n2,,6\n").Read(contract);
        var batch = Assert.Single(read.Of("product"));
        Assert.Equal(new DateTime(2024, 4, 1, 10, 0, 0, DateTimeKind.Utc), batch.SaidAt[0]);
        Assert.Equal(new DateTime(2024, 5, 1, 0, 0, 0, DateTimeKind.Utc), batch.SaidAt[1]);
        Assert.Equal("it_2024-05-01.csv", read.Value("product", "1", "name"));
        Assert.Equal(["1||2024-05-01", "2||2024-05-01"], read.Ids("inventory"));
    }

    [Fact]
    public async Task Row_numbers_need_rows_whose_extent_is_certain()
    {
        const string section = "holds: all\nreview: { id: $row, product: P, rating: R, text: T }";
        // No cell of this file spans lines, so each line is a row, whatever its quotes say.
        var read = await Read(section, "P,R,T\n1,5,a\n1,4,\"open\n1,3,c\n");
        Assert.Equal(["1", "3"], read.Ids("review"));
        // Here one does, so an open quote may hide rows.
        var failure = await Assert.ThrowsAsync<EstrellaException>(() => Read(section, "P,R,T\n1,5,\"two\nlines\"\n1,4,\"open\n1,3,c\n"));
        Assert.Equal(ExitCode.DecisionMissing, failure.ExitCode);
        Assert.StartsWith("it.csv:4:1: a quote is opened and not closed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Utf16_and_old_line_ends_are_read()
    {
        using var folder = new ExportFolder();
        var contract = Contract.Parse("contract: 1\nsource: shop\nread: { encoding: utf-16 }\nexports:\n  it:\n    files: \"*.csv\"\n    holds: all\n    category: { id: No, name: Name }\n", "sources/shop.yml");
        byte[] bytes = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("No,Name\r1,Café\r2,\"Té, verde\"\r")];
        var read = await folder.With("it.csv", bytes).Read(contract);
        Assert.Equal("Café", read.Value("category", "1", "name"));
        Assert.Equal("Té, verde", read.Value("category", "2", "name"));
        Assert.Equal(3, read.Of("category").Single().Line[1]);
    }

    [Fact]
    public async Task Batches_hold_8192_rows_and_every_row_once()
    {
        var read = await Read("holds: all\ncategory: { id: No, name: Name }", "No,Name\n" + string.Concat(Enumerable.Range(1, 20_000).Select(no => $"{no},c{no}\n")));
        Assert.Equal([8_192, 8_192, 3_616], read.Batches.Select(batch => batch.Count));
        Assert.Equal(20_000, read.Ids("category").Distinct().Count());
        Assert.Equal(20_001, read.Batches[2].Line[3_615]);
    }
}
