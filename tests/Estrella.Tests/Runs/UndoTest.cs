using Estrella.Foundation;
using Estrella.Questions;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Runs;

/// <summary>After an undo core, star and mart are what they would be had the run never been, by natural keys and values.</summary>
public sealed class UndoTest
{
    private static readonly string[] First =
    [
        """
        customers 20240601
        id,name,city,country
        c1,Ana,Salta,AR
        c2,Luis,Jujuy,AR
        """,
        """
        categories 20240601
        id,name,parent
        shoes,Shoes,
        boots,Boots,shoes
        """,
        """
        products 20240601
        id,name,category,price,cost,stock
        p1,Boot,boots,100,60,5
        p2,Sandal,shoes,50,20,9
        """,
        """
        orders 20240601
        id,customer,ordered,channel,total,status
        o1,c1,2024-05-10 10:00,web,200,p
        o2,c2,2024-05-20 12:30,shop,50,d
        o9,c9,2024-05-21 12:30,web,50,d
        """,
        """
        lines 20240601
        order,nth,product,quantity,price
        o1,1,p1,2,100
        o2,1,p2,1,50
        o7,1,p7,1,70
        """,
        "spend 20240601\ncampaign,day,amount\nWinter,2024-05-10,10",
    ];

    public static TheoryData<string, string[]> Runs => new()
    {
        { "new rows", ["orders 20240602\nid,customer,ordered,channel,total,status\no3,c2,2024-07-01 09:00,phone,60,d", "lines 20240602\norder,nth,product,quantity,price\no3,1,p1,1,60"] },
        { "changed rows", ["orders 20240602\nid,customer,ordered,channel,total,status\no1,c2,2024-05-11 10:00,web,210,c", "customers 20240602\nid,name,city,country\nc1,Ana María,Salta,AR\nc2,Luis,Tilcara,AR"] },
        { "unchanged repeats", ["orders 20240602\nid,customer,ordered,channel,total,status\no2,c2,2024-05-20 12:30,shop,50,d", "customers 20240602\nid,name,city,country\nc1,Ana,Salta,AR\nc2,Luis,Jujuy,AR"] },
        { "gone from a full export", ["customers 20240602\nid,name,city,country\nc2,Luis,Jujuy,AR", "categories 20240602\nid,name,parent\nshoes,Shoes,"] },
        { "late older full export", ["customers 20240501\nid,name,city,country\nc1,Ana,Oran,AR\nc3,Eva,Cafayate,AR"] },
        { "late older changes", ["orders 20240501\nid,customer,ordered,channel,total,status\no1,c1,2024-05-10 10:00,web,150,p\no2,c1,2024-05-20 12:30,shop,50,d"] },
        { "parents inferred", ["lines 20240602\norder,nth,product,quantity,price\no8,1,p8,1,60\no1,1,p9,2,100", "returns 20240602\nid,order,product,day,quantity\nr1,o6,p6,2024-06-02,1"] },
        { "parents given their first record", ["orders 20240602\nid,customer,ordered,channel,total,status\no7,c9,2024-04-01 09:00,web,70,d", "customers 20240602\nid,name,city,country\nc1,Ana,Salta,AR\nc2,Luis,Jujuy,AR\nc9,Rosa,Mendoza,AR"] },
        { "parent known by name gets its id", ["campaigns 20240602\nid,name,channel\nk1,Winter,email"] },
        { "parent known by name only", ["spend 20240602\ncampaign,day,amount\nSpring,2024-06-10,30"] },
        { "price, cost and stock", ["products 20240602\nid,name,category,price,cost,stock\np1,Boot,boots,120,70,4\np2,Sandal,boots,50,25,9"] },
        { "returns and payments", ["returns 20240602\nid,order,product,day,quantity\nr1,o1,p1,2024-06-02,1\nr2,,p2,2024-06-02,1", "payments 20240602\nid,order,amount,day\ny1,o1,200,2024-05-11\ny2,,5,2024-05-11"] },
        { "an entity fed for the first time", ["shipments 20240602\nid,order,carrier,warehouse,day\ns1,o1,OCA,Norte,2024-05-12"] },
        { "another export of an entity", ["segments 20240602\nid,segment\nc1,gold\nc5,silver"] },
        { "years nobody had spoken of", ["orders 20280101\nid,customer,ordered,channel,total,status\no30,c2,2027-07-01 09:00,fax,60,d"] },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Newest_run_is_taken_back_exactly(string what, string[] files)
    {
        Assert.NotEmpty(what);
        await using var shop = await UndoShop.OpenAsync();
        await shop.RunAsync(First);
        var before = await shop.DumpAsync();

        var run = await shop.RunAsync(files);
        var during = await shop.DumpAsync();
        await shop.UndoAsync(run);

        UndoShop.AssertSame(before, await shop.DumpAsync());
        // The same files again load again, to the same warehouse.
        var again = await shop.RunFolderAsync(shop.Folder(files));
        Assert.Equal("published", again.State);
        UndoShop.AssertSame(during, await shop.DumpAsync());
    }

    [Fact]
    public async Task Runs_are_taken_back_one_after_another_down_to_the_empty_warehouse()
    {
        await using var shop = await UndoShop.OpenAsync();
        var history = new List<(int RunNo, IReadOnlyList<string> Before)>();
        var nothing = new List<string>();
        foreach (var files in Runs.Select(row => row.Data.Item2).Prepend(First))
        {
            IReadOnlyList<string> before = history.Count == 0 ? nothing : await shop.DumpAsync();
            history.Add((await shop.RunAsync(files), before));
        }
        foreach (var (runNo, before) in history.AsEnumerable().Reverse().SkipLast(1))
        {
            await shop.UndoAsync(runNo);
            UndoShop.AssertSame(before, await shop.DumpAsync());
        }

        await shop.UndoAsync(history[0].RunNo);

        // Of core nothing; of star and mart what stands in an empty one: unknown members, the present year, no fact.
        var left = await shop.DumpAsync();
        Assert.DoesNotContain(left, line => line.StartsWith("core.", StringComparison.Ordinal) || line.StartsWith("fe", StringComparison.Ordinal));
        Assert.DoesNotContain(left, line => line.StartsWith("star.fact", StringComparison.Ordinal) || line.StartsWith("mart.", StringComparison.Ordinal));
        Assert.Equal(["star.dim_customer"], left.Where(line => line.StartsWith("star.dim_customer ", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]));
        await using var database = NpgsqlDataSource.Create(shop.ConnectionString);
        var refusal = await Assert.ThrowsAsync<EstrellaException>(() => Answering.AskAsync(
            database, QuestionCatalog.Load(null).Get("revenue"), Asking.Parse(QuestionCatalog.Load(null).Get("revenue"), new Dictionary<string, IReadOnlyList<string>>()), TestContext.Current.CancellationToken));
        Assert.Equal(ExitCode.DecisionMissing, refusal.ExitCode);
        Assert.Contains("nothing to ask", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("published", (await shop.RunFolderAsync(shop.Folder(First))).State);
    }

    [Fact]
    public async Task Ledger_says_who_took_a_run_back_and_when()
    {
        await using var shop = await UndoShop.OpenAsync();
        var run = await shop.RunAsync(First);

        var report = await shop.UndoAsync(run);

        Assert.Equal(
            $"undone {report.RunNo} estrella undo {run} {Environment.UserName} published",
            await shop.ScalarAsync<string>($"""
                select concat_ws(' ', undone.state, undone.undone_by_run_no, by.command, by.user_name, by.state)
                from estrella.run as undone join estrella.run as by on by.run_no = undone.undone_by_run_no where undone.run_no = {run}
                """));
        var twice = await Assert.ThrowsAsync<EstrellaException>(() => shop.UndoAsync(run));
        Assert.Equal((ExitCode.WrongUsage, $"run {run} was taken back already, by run {report.RunNo}"), (twice.ExitCode, twice.Message));
        var undo = await Assert.ThrowsAsync<EstrellaException>(() => shop.UndoAsync(report.RunNo));
        Assert.Equal(ExitCode.WrongUsage, undo.ExitCode);
        var none = await Assert.ThrowsAsync<EstrellaException>(() => shop.UndoAsync(99));
        Assert.Equal((ExitCode.WrongUsage, "there is no run 99"), (none.ExitCode, none.Message));
    }
}
