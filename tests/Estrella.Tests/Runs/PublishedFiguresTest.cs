using Estrella.Ledger;
using Estrella.Runs;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Runs;

/// <summary>What a run changes in figures already published: told before by plan, after by run, and kept. Figures by hand.</summary>
public sealed class PublishedFiguresTest
{
    // January: order 1 (2 lamps at 10, 1 rug at 50 = 70) and order 2 (1 lamp at 10): 4 pieces, 80. February: 3 rugs, 150.
    // Told anew: the rugs of order 1 are 2 (January: 5 pieces, 130); order 2 is cancelled, in March; March has a new order.
    private static readonly (string, string)[] Corrections =
    [
        ("orders", "id,customer,ordered,status\n2,B,2024-01-20,void\n4,A,2024-03-01,open"),
        ("lines", "id,order,product,quantity,price\n1b,1,rug,2,50\n4a,4,lamp,5,12"),
    ];

    private static readonly string[] Corrected =
    [
        "2024-01 kept_orders 2 -> 1 (-1)",
        "2024-01 units 4 -> 5 (1)",
        "2024-01 gross_sales 80 -> 130 (50)",
        "2024-01 net_sales 80 -> 130 (50)",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_publication_changes_no_figure_it_has_months()
    {
        await using var shop = await CornerShop.OpenAsync();
        var report = await shop.NightAsync("2024-02-28", ("orders", "id,customer,ordered,status\n1,A,2024-01-10,done\n2,A,2024-02-10,done"));
        Assert.Empty(report.Figures.Published);
        Assert.Equal(["2 new months: 2024-01 to 2024-02"], report.Figures.Sentences());
    }

    [Fact]
    public async Task Plan_tells_what_run_then_does_and_the_ledger_keeps()
    {
        await using var shop = await CornerShop.OpenedAsync();
        shop.Write("2024-03-02", Corrections);
        var plan = await PlanPipeline.PlanAsync(shop.Options(), true, null, Cancellation);
        Assert.Null(plan.Remark);
        Assert.Equal(Corrected, Lines(plan.Figures!.Published));
        Assert.Equal(["1 new month: 2024-03"], plan.Figures.Sentences());

        var run = await shop.NightAsync("2024-03-02");
        Assert.Equal(Corrected, Lines(run.Figures.Published));
        Assert.Equal(Lines(plan.Figures.All), Lines(run.Figures.All));

        // Order 2 is taken back in March: the lamp and its 10, beside 5 lamps at 12.
        Assert.Equal(
            ["2024-03 orders - -> 1 (1)", "2024-03 kept_orders - -> 1 (1)", "2024-03 units - -> 4 (4)", "2024-03 gross_sales - -> 60 (60)", "2024-03 returns - -> 10 (10)", "2024-03 net_sales - -> 50 (50)"],
            Lines(run.Figures.All.Where(each => each.IsNewMonth)));

        var kept = await new LedgerReader(shop.Database).RunAsync(run.RunNo, Cancellation);
        Assert.Equal(run.Figures.All, kept!.Figures.All);
        Assert.True(kept.Figures.HadFigures);
    }

    [Fact]
    public async Task A_customer_who_moves_changes_no_figure()
    {
        await using var shop = await CornerShop.OpenedAsync();
        var run = await shop.NightAsync("2024-03-02", ("customers", "id,name,city\nA,Ana,Lugo\nB,Bea,Lugo"));
        Assert.Empty(run.Figures.All);
        Assert.Equal(["no figure of a published month changes"], run.Figures.Sentences());
    }

    [Fact]
    public async Task A_plan_leaves_no_row_no_table_and_no_number_behind()
    {
        await using var shop = await CornerShop.OpenedAsync();
        var before = await TraceAsync(shop);
        shop.Write("2024-03-02", [.. Corrections, ("products", "id,name,category\nlamp,Lamp,Home\nrug,Rug,Floor\nvase,Vase,Home"), ("customers", "id,name,city\nA,Ana,Lugo\nC,Cleo,Vigo")]);
        var plan = await PlanPipeline.PlanAsync(shop.Options(), true, null, Cancellation);
        Assert.NotNull(plan.Figures);
        Assert.Equal(before, await TraceAsync(shop));
        // And the run after it is the second one there ever was.
        Assert.Equal(2, (await shop.NightAsync("2024-03-02")).RunNo);
        Assert.True((await shop.VerifyAsync()).IsEqual);
    }

    [Fact]
    public async Task A_reader_does_not_wait_for_a_plan_and_sees_nothing_of_it()
    {
        await using var shop = await CornerShop.OpenedAsync();
        // An order of a month that has no partition yet, and a first return: core's table for it is empty.
        shop.Write("2024-03-02", [.. Corrections, ("returns", "id,order,product,returned,quantity\nr1,3,rug,2030-03-04,1")]);
        var seen = new List<string>();
        var plan = await PlanPipeline.PlanAsync(shop.Options(), true, new Steps(step =>
        {
            // Everything in star and mart is read at every step, with little patience.
            seen.Add(step);
            ReadEverything(shop);
        }), Cancellation);
        Assert.Contains("mart: mart_product_day", seen);
        // One of the three rugs of February is back in 2030.
        Assert.Contains("2030-03 net_sales - -> -50 (-50)", Lines(plan.Figures!.All));
    }

    [Fact]
    public async Task A_plan_beside_a_run_says_who_holds_the_lock_and_still_reads_the_files()
    {
        await using var shop = await CornerShop.OpenedAsync();
        shop.Write("2024-03-02", Corrections);
        await using var running = await RunLock.TryAcquireAsync(shop.Database, Cancellation);
        var plan = await PlanPipeline.PlanAsync(shop.Options(), true, null, Cancellation);
        Assert.Null(plan.Figures);
        Assert.StartsWith("what it would change in published figures is not known: another run holds the lock: estrella run, ", plan.Remark, StringComparison.Ordinal);
        Assert.Equal([2L, 2L], plan.Files.Where(file => file.Action == "read").Select(file => file.Rows));
    }

    [Fact]
    public async Task A_plan_says_that_the_run_would_be_refused_and_counts_what_only_the_merge_keeps_out()
    {
        await using var shop = await CornerShop.OpenedAsync();
        shop.Write("2024-03-02", ("lines", "id,order,product,quantity,price\n9a,3,rug,1,50\n9a,3,rug,2,50\n9b,3,lamp,1,10"));
        var plan = await PlanPipeline.PlanAsync(shop.Options(), true, null, Cancellation);
        Assert.Equal(2, Assert.Single(plan.Files, file => file.Action == "read").Quarantined);
        Assert.Contains("2024-02 net_sales 150 -> 160 (10)", Lines(plan.Figures!.Published));

        shop.Write("2024-03-03", ("orders", "id,customer,ordered,status\n" + string.Join('\n', Enumerable.Range(0, 1200).Select(at => $"x{at},A,nonsense,open"))));
        var refused = await PlanPipeline.PlanAsync(shop.Options(), true, null, Cancellation);
        Assert.Null(refused.Figures);
        Assert.StartsWith("this run: 1,200 of 1,203 rows kept out", refused.Refused!.Message, StringComparison.Ordinal);
        Assert.Equal("0", await shop.CellAsync("select count(*) from estrella.quarantine"));
    }

    [Fact]
    public async Task A_plan_does_not_rebuild_what_another_version_published()
    {
        await using var shop = await CornerShop.OpenedAsync();
        await shop.DoAsync("update estrella.model set checksum = 'another' where name = 'mart_order_day'");
        shop.Write("2024-03-02", Corrections);
        var plan = await PlanPipeline.PlanAsync(shop.Options(), true, null, Cancellation);
        Assert.Null(plan.Figures);
        Assert.Contains("another version of Estrella published them", plan.Remark, StringComparison.Ordinal);
        // A run compares the model as a whole, and tells the same changes as if only the touched days had been built.
        Assert.Equal(Corrected, Lines((await shop.NightAsync("2024-03-02")).Figures.Published));
    }

    [Fact]
    public async Task Without_figures_the_files_are_read_and_no_more()
    {
        await using var shop = await CornerShop.OpenedAsync();
        shop.Write("2024-03-02", Corrections);
        var plan = await PlanPipeline.PlanAsync(shop.Options(), false, null, Cancellation);
        Assert.Null(plan.Figures);
        Assert.Equal(["read", "read"], plan.Files.Where(file => file.Action == "read").Select(file => file.Action));
    }

    private static IEnumerable<string> Lines(IEnumerable<FigureChange> changes) => changes.Select(each =>
        FormattableString.Invariant($"{each.Month:yyyy-MM} {each.Measure} {(each.Before is { } before ? before.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture) : "-")} -> {each.After:0.####} ({each.Difference:0.####})"));

    private static void ReadEverything(CornerShop shop)
    {
        using var connection = new NpgsqlConnection(shop.Database);
        connection.Open();
        using var read = new NpgsqlCommand(
            """
            set lock_timeout = '300ms';
            do $$
            declare
                each regclass;
                rows bigint;
            begin
                for each in
                    select oid from pg_class where relkind in ('r', 'p', 'v') and relnamespace in ('star'::regnamespace, 'mart'::regnamespace)
                loop
                    execute format('select count(*) from %s', each) into rows;
                end loop;
                if (select sum(net_amount) from star.fact_sales) <> 230 or (select sum(net_sales) from mart.revenue_month) <> 230 then
                    raise exception 'a reader saw what a plan tried';
                end if;
            end
            $$
            """, connection);
        read.ExecuteNonQuery();
    }

    /// <summary>Every relation with its columns and rows, and the next number of every sequence.</summary>
    private static async Task<IReadOnlyList<string>> TraceAsync(CornerShop shop)
    {
        var tables = await shop.RowsAsync("select table_schema || '.\"' || table_name || '\"' from information_schema.tables where table_schema in ('core', 'estrella', 'star', 'mart', 'star_parts', 'staging') order by 1");
        var trace = new List<string>();
        foreach (var table in tables)
            trace.Add($"{table} {await shop.CellAsync($"select coalesce(md5(string_agg(row::text, '|' order by row::text)), '') from {table} as row")}");
        trace.AddRange(await shop.RowsAsync("select schemaname, sequencename, last_value from pg_sequences order by 1, 2"));
        trace.AddRange(await shop.RowsAsync("select oid::regclass::text, relfilenode, relkind from pg_class where relkind in ('r', 'S', 'm', 'i') and oid >= 16384 order by 1"));
        return trace;
    }

    private sealed class Steps(Action<string> step) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => step($"{value.Step}: {value.Detail}");
    }
}
