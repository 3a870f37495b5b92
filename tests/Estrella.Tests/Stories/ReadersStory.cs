using System.Collections.Concurrent;
using Estrella.Foundation;
using Estrella.Questions;
using Estrella.Tests.Foundation;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Stories;

/// <summary>Nobody freezes anybody: those who ask, those who forget a transaction, and the run.</summary>
public sealed class ReadersStory
{
    private const int Nights = 4;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_asks_during_runs_is_never_cancelled_and_sees_whole_runs_only()
    {
        var database = await TestServer.MigratedDatabaseAsync();
        using var shop = new NightlyShop();
        var sold = new ConcurrentDictionary<long, decimal>();
        async Task NightAsync()
        {
            var report = await shop.RunAsync(database);
            sold[report.RunNo] = shop.Sold;
        }
        await NightAsync();

        await using var forgotten = await OpenAsync(database);
        await using var open = await forgotten.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, Cancellation);
        var facts = await TextAsync(forgotten, "select string_agg(format('table %I.%I', schemaname, tablename), '; ') from (select schemaname, tablename from pg_tables union all select schemaname, viewname from pg_views) as relation where schemaname in ('star', 'mart')");
        await DoAsync(forgotten, facts);

        // A user's own views on a fact and on the mart.
        await using var own = await OpenAsync(database);
        await DoAsync(own, "create view public.my_sales as select sum(gross_amount) as gross from star.fact_sales; create view public.my_months as select sum(gross_sales) as gross from mart.revenue_month");

        // A lock that a reader waits for longer than this cancels the reader.
        await using var patient = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { Options = "-c lock_timeout=600" }.ConnectionString);
        using var ended = new CancellationTokenSource();
        var seen = new ConcurrentBag<(long Run, decimal Gross)>();
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() => AskOnAndOnAsync(patient, seen, ended.Token))).ToList();
        for (var night = 1; night <= Nights; night++)
        {
            await NightAsync();
            Assert.Equal((shop.Sold, shop.Sold), (await MoneyAsync(own, "select gross from public.my_sales"), await MoneyAsync(own, "select gross from public.my_months")));
        }
        await ended.CancelAsync();
        var asked = await Task.WhenAll(readers);

        Assert.All(asked, count => Assert.True(count > 0, "a reader never came to the end of all questions"));
        Assert.NotEmpty(seen);
        // A run's answer may be seen before the run has told that it is published, never half of it.
        Assert.All(seen, answer => Assert.Equal(sold[answer.Run], answer.Gross));
        // The forgotten transaction still sees what it saw.
        Assert.Equal(sold.MinBy(each => each.Key).Value, await MoneyAsync(forgotten, "select sum(gross_amount) from star.fact_sales"));
    }

    [Fact]
    public async Task A_lock_that_is_held_too_long_ends_the_run_with_the_name_of_who_holds_it()
    {
        var database = await TestServer.MigratedDatabaseAsync();
        using var shop = new NightlyShop();
        await shop.RunAsync(database);
        var before = shop.Sold;

        await using var holder = await OpenAsync(new NpgsqlConnectionStringBuilder(database) { ApplicationName = "a sheet of Ana's" }.ConnectionString);
        await using (var holding = await holder.BeginTransactionAsync(Cancellation))
        {
            await DoAsync(holder, "lock table star.fact_sales in share mode");
            var fault = await Assert.ThrowsAsync<EstrellaException>(() => shop.RunAsync(database));
            Assert.Equal(ExitCode.LockHeld, fault.ExitCode);
            Assert.Contains($"(a sheet of Ana's, process {holder.ProcessID}, transaction open since ", fault.Message, StringComparison.Ordinal);
            Assert.Contains("nothing was published", fault.Message, StringComparison.Ordinal);
        }
        Assert.Equal(before, await MoneyAsync(holder, "select sum(gross_amount) from star.fact_sales"));
        Assert.Equal("refused", await TextAsync(holder, "select state from estrella.run order by run_no desc limit 1"));

        // The file of that night was not read by a published run: the next night's run finds both in one folder or two.
        var after = await shop.RunAgainAsync(database);
        Assert.Equal("published", after.State);
        Assert.Equal(shop.Sold, await MoneyAsync(holder, "select sum(gross_amount) from star.fact_sales"));
    }

    /// <summary>All questions, again and again; what revenue comes to is kept with the run it says.</summary>
    /// <returns>How many times all of them were asked.</returns>
    private static async Task<int> AskOnAndOnAsync(NpgsqlDataSource database, ConcurrentBag<(long, decimal)> seen, CancellationToken ended)
    {
        var rounds = 0;
        for (; !ended.IsCancellationRequested || rounds == 0; rounds++)
        {
            foreach (var question in QuestionCatalog.Load(null).All)
            {
                var isRevenue = question.Name == "revenue";
                var asking = Asking.Parse(question, isRevenue ? new Dictionary<string, IReadOnlyList<string>> { ["by"] = ["all"] } : new Dictionary<string, IReadOnlyList<string>>());
                try
                {
                    var answer = await Answering.AskAsync(database, question, asking, CancellationToken.None);
                    if (isRevenue)
                    {
                        var gross = answer.Columns.ToList().FindIndex(column => column.Name == "gross_sales");
                        seen.Add((answer.Coverage.Run!.Value, Math.Round(Convert.ToDecimal(Assert.Single(answer.Rows)[gross]), 2)));
                    }
                }
                catch (EstrellaException refused) when (refused.ExitCode == ExitCode.DecisionMissing)
                {
                    // This shop has no such export: that is an answer.
                    continue;
                }
            }
        }
        return rounds;
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancellation);
        return connection;
    }

    private static async Task DoAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private static async Task<decimal> MoneyAsync(NpgsqlConnection connection, string query)
    {
        await using var command = new NpgsqlCommand(query, connection);
        return (decimal)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private static async Task<string> TextAsync(NpgsqlConnection connection, string query)
    {
        await using var command = new NpgsqlCommand(query, connection);
        return (string)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
