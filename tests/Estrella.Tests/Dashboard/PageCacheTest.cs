using Estrella.Dashboard.Serving;
using Estrella.Foundation;
using Estrella.Runs;
using Estrella.Tests.Foundation;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Dashboard;

/// <summary>Who is alone sees what was published last; in a crowd the last page stands until the new one is made.</summary>
public sealed class PageCacheTest : IAsyncLifetime
{
    private const string Contract =
        """
        contract: 1
        source: shop
        zone: UTC
        currency: EUR
        exports:
          orders: { files: "orders_{as_of:yyyyMMdd}.csv", holds: changes, order: { id: id, ordered_at: day, total: total, status: { value: processing } } }
        """;

    /// <summary>A page that is being made as long as the test holds the lock.</summary>
    private const string Slow =
        """
        -- question: slow
        -- en: What takes long?
        -- es: ¿Qué tarda?
        select 1 as one from (select pg_advisory_xact_lock_shared(4711)) as held
        """;

    private readonly TemporaryFolder project = new();
    private string database = "";
    private DashboardServer server = null!;
    private HttpClient client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestServer.MigratedDatabaseAsync();
        project.Write("sources/shop.yml", Contract);
        project.Write("questions/slow.sql", Slow);
        await PublishAsync(1);
        server = await DashboardServer.StartAsync(new ServeOptions(Settings.Load(project.Path), database) { Port = 0, StatementTimeout = TimeSpan.FromMinutes(5) });
        client = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Add("Accept-Language", "en");
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
        project.Dispose();
    }

    [Fact]
    public async Task A_crowd_is_shown_the_last_page_while_the_new_one_is_made()
    {
        Assert.Equal(1, await RunShownAsync());
        await PublishAsync(2);
        await ShownSoonAsync(2);

        await using var holder = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await holder.OpenAsync(Cancellation);
        await holder.RunAsync("select pg_advisory_lock(4711)", Cancellation);
        var slow = client.GetStringAsync(new Uri("/questions/slow", UriKind.Relative), Cancellation);
        while (await holder.AskAsync<long>("select count(*) from pg_locks where locktype = 'advisory' and objid = 4711 and not granted", Cancellation) == 0)
            await Task.Delay(20, Cancellation);
        await PublishAsync(3);
        // What is known of the ledger is a second old at most; until then nobody could know better.
        await Task.Delay(TimeSpan.FromSeconds(1.5), Cancellation);

        Assert.Equal(2, await RunShownAsync());
        Assert.Equal(3, await RunShownAsync(isReload: true));
        Assert.Equal(3, await RunShownAsync());
        await PublishAsync(4);
        // The page is renewed behind the readers' backs.
        await ShownSoonAsync(4);

        await holder.RunAsync("select pg_advisory_unlock(4711)", Cancellation);
        Assert.Contains("What takes long?", await slow, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_reader_has_their_own_language_and_what_is_wrong_is_not_kept()
    {
        Assert.Contains("<html lang=\"en\"", await client.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation), StringComparison.Ordinal);
        using var spanish = new HttpClient { BaseAddress = server.Address };
        spanish.DefaultRequestHeaders.Add("Accept-Language", "es");
        Assert.Contains("<html lang=\"es\"", await spanish.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation), StringComparison.Ordinal);

        project.Write("questions/broken.sql", Slow.Replace("question: slow", "question: broken", StringComparison.Ordinal).Replace("select 1 as one from", "select 1 as one from mart.nothing,", StringComparison.Ordinal));
        var broken = new Uri("/questions/broken", UriKind.Relative);
        Assert.Contains("class=\"trouble\"", await client.GetStringAsync(broken, Cancellation), StringComparison.Ordinal);
        await using (var owner = new NpgsqlConnection(database))
        {
            await owner.OpenAsync(Cancellation);
            await owner.RunAsync("create view mart.nothing as select 2 as two; grant select on mart.nothing to public", Cancellation);
        }
        Assert.DoesNotContain("class=\"trouble\"", await client.GetStringAsync(broken, Cancellation), StringComparison.Ordinal);
    }

    private async Task ShownSoonAsync(int run)
    {
        while (await RunShownAsync() != run)
            await Task.Delay(100, Cancellation);
    }

    private async Task<int> RunShownAsync(bool isReload = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        if (isReload)
            request.Headers.CacheControl = new() { NoCache = true };
        using var response = await client.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        return Enumerable.Range(1, 9).First(run => text.Contains($"Run {run}.", StringComparison.Ordinal));
    }

    private async Task PublishAsync(int day)
    {
        project.Write($"data/orders_2026010{day}.csv", $"id,day,total\n{day},2026-01-0{day},10.00\n");
        await RunPipeline.RunAsync(new RunOptions(Settings.Load(project.Path), database, Path.Combine(project.Path, "data")), null, Cancellation);
    }
}
