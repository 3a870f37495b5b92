using System.Text.Json;
using Estrella.Dashboard.Pages;
using Estrella.Dashboard.Reading;
using Estrella.Dashboard.Serving;
using Estrella.Foundation;
using Estrella.Generator;
using Estrella.Questions;
using Estrella.Runs;
using Estrella.Tests.Foundation;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Dashboard;

/// <summary>Figures are at hand before anybody comes; what a page asks side by side is of one moment.</summary>
public sealed class FirstViewsTest
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_page_of_the_business_opens_without_reading_a_fact()
    {
        using var project = new TemporaryFolder();
        var data = Path.Combine(project.Path, "data");
        ShopGenerator.Write(new GeneratorOptions(data, 60, 11), null, Cancellation);
        var settings = Settings.Load(project.Path);
        var database = await TestServer.MigratedDatabaseAsync();
        await RunPipeline.RunAsync(new RunOptions(settings, database, data) { AsOf = new DateOnly(2026, 6, 1) }, null, Cancellation);
        await using var server = await DashboardServer.StartAsync(new ServeOptions(settings, database) { Port = 0, StatementTimeout = TimeSpan.FromMinutes(5) }, Cancellation);
        using var client = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(5) };
        await ReadyAsync(client, run: 1);

        await using var holder = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await holder.OpenAsync(Cancellation);
        await holder.RunAsync("begin", Cancellation);
        var facts = await holder.AskAsync<string>("select string_agg(format('%I.%I', schemaname, tablename), ', ') from pg_tables where schemaname = 'star' and tablename like 'fact%'", Cancellation);
        await holder.RunAsync($"lock table {facts} in access exclusive mode", Cancellation);
        foreach (var plan in PagePlan.All)
        {
            foreach (var language in new[] { "en", "es" })
            {
                var page = await PageAsync(client, plan.Path, language);
                Assert.Contains($"<html lang=\"{language}\"", page, StringComparison.Ordinal);
                Assert.DoesNotContain("class=\"trouble\"", page, StringComparison.Ordinal);
                Assert.Equal(plan.Tiles.Count, page.Split("class=\"value").Length - 1);
            }
        }

        // Other days are asked for when somebody wants them: that page waits for the lock.
        var other = PageAsync(client, "/?period=2024-Q3", "en");
        while (await holder.AskAsync<long>("select count(*) from pg_locks where not granted and relation is not null", Cancellation) == 0)
            await Task.Delay(20, Cancellation);
        Assert.False(other.IsCompleted);
        await holder.RunAsync("commit", Cancellation);
        Assert.DoesNotContain("class=\"trouble\"", await other, StringComparison.Ordinal);

        // Another run, another preparation.
        var orders = Directory.GetFiles(data, "*pedidos*").Single();
        await File.WriteAllLinesAsync(orders, (await File.ReadAllLinesAsync(orders, Cancellation)).SkipLast(1), Cancellation);
        await RunPipeline.RunAsync(new RunOptions(settings, database, data) { AsOf = new DateOnly(2026, 6, 2), AcceptShrink = true }, null, Cancellation);
        await ReadyAsync(client, run: 2);

        // Somebody is writing a contract: data health, which reads it, says what is wrong with it.
        project.Write("sources/half.yml", "contract: 1\nsource: half\nexports: [");
        var health = await PageAsync(client, "/data", "en");
        Assert.Contains("class=\"trouble\"", health, StringComparison.Ordinal);
        Assert.Contains("A contract of this project cannot be read.", health, StringComparison.Ordinal);
        Assert.Contains("half.yml", health, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_page_asks_side_by_side_is_of_one_moment_and_a_failure_does_not_end_it()
    {
        var database = await TestServer.MigratedDatabaseAsync();
        await using var owner = new NpgsqlConnection(database);
        await owner.OpenAsync(Cancellation);
        using var project = new TemporaryFolder();
        project.Write("sources/shop.yml", "contract: 1\nsource: shop\nzone: UTC\ncurrency: EUR\nexports:\n  orders: { files: orders.csv, holds: all, order: { id: id, ordered_at: day, total: total, status: { value: processing } } }\n");
        project.Write("data/orders.csv", "id,day,total\n1,2026-01-01,10.00\n");
        var settings = Settings.Load(project.Path);
        await RunPipeline.RunAsync(new RunOptions(settings, database, Path.Combine(project.Path, "data")), null, Cancellation);
        await owner.RunAsync("create table public.seen (text text); insert into public.seen values ('before')", Cancellation);

        await using var shop = new Shop(new ServeOptions(settings, database) { StatementTimeout = TimeSpan.FromMinutes(5) });
        await shop.PrepareAsync(Cancellation);
        await owner.RunAsync("grant select on public.seen to estrella_reader", Cancellation);
        await using var reading = new PageReading(shop);
        await reading.NowAsync(Cancellation);
        await owner.RunAsync("update public.seen set text = 'after'", Cancellation);

        // Each waits until all four are there.
        const string Together =
            """
            select pg_backend_pid(), seen.text
            from public.seen as seen
            cross join (select pg_advisory_xact_lock_shared(4712)) as held
            """;
        await owner.RunAsync("select pg_advisory_lock(4712)", Cancellation);
        var asked = Enumerable.Range(0, 4).Select(_ => reading.RowsAsync(Together, Cancellation)).ToList();
        while (await owner.AskAsync<long>("select count(*) from pg_locks where locktype = 'advisory' and objid = 4712 and not granted", Cancellation) < 4)
            await Task.Delay(20, Cancellation);
        await owner.RunAsync("select pg_advisory_unlock(4712)", Cancellation);
        var rows = (await Task.WhenAll(asked)).Select(each => each.Single()).ToList();
        Assert.Equal(4, rows.Select(row => row[0]).Distinct().Count());
        Assert.All(rows, row => Assert.Equal("before", row[1]));

        for (var time = 0; time < 5; time++)
            await Assert.ThrowsAsync<PostgresException>(() => reading.RowsAsync("select 1 / 0", Cancellation));
        // A question that names what is not there fails with Estrella's own words.
        project.Write("questions/broken.sql", "-- question: broken\n-- en: What is not there?\n-- es: ¿Qué falta?\nselect one from mart.nothing\n");
        var broken = QuestionCatalog.Load(project.Path).Get("broken");
        for (var time = 0; time < 5; time++)
            await Assert.ThrowsAsync<EstrellaException>(() => reading.AskAsync(broken, new Dictionary<string, IReadOnlyList<string>>(), Cancellation));
        Assert.All(
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => reading.RowsAsync("select text from public.seen", Cancellation))),
            each => Assert.Equal("before", each.Single()[0]));
    }

    private static async Task ReadyAsync(HttpClient client, long run)
    {
        while (true)
        {
            using var health = JsonDocument.Parse(await client.GetStringAsync(new Uri("/healthz", UriKind.Relative), Cancellation));
            if (health.RootElement.GetProperty("run").GetInt64() == run && health.RootElement.GetProperty("first_views").GetString() == "ready")
                return;
            await Task.Delay(100, Cancellation);
        }
    }

    private static async Task<string> PageAsync(HttpClient client, string path, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept-Language", language } } };
        using var response = await client.SendAsync(request, Cancellation);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }
}
