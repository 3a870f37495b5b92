using Estrella.Tests.Foundation;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Stories;

/// <summary>An administrator, or a network, ends the session that is about to publish.</summary>
public sealed class LostConnectionStory
{
    [Fact]
    public async Task Run_whose_publishing_session_is_ended_publishes_nothing_and_the_next_run_does()
    {
        using var shop = new NightlyShop(publishWait: "10 min");
        var (database, reference) = (await TestServer.MigratedDatabaseAsync(), await TestServer.MigratedDatabaseAsync());
        await shop.RunAsync(database);
        await shop.RunAgainAsync(reference);
        var before = await SoldAsync(database);
        shop.Next();

        await using (var holder = new NpgsqlConnection(database + ";Pooling=false"))
        {
            await holder.OpenAsync(TestContext.Current.CancellationToken);
            await using (var hold = new NpgsqlCommand("begin; lock table core.order_line in access exclusive mode", holder))
                await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            var run = shop.RunAgainAsync(database);
            // Within its transaction by now, for it waits for what is held; seen from another session, for within a
            // transaction the list of sessions stays as it was first read.
            await using var watcher = new NpgsqlConnection(database + ";Pooling=false");
            await watcher.OpenAsync(TestContext.Current.CancellationToken);
            await using var end = new NpgsqlCommand(
                $"select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'estrella run,%' and {holder.ProcessID} = any (pg_blocking_pids(pid))",
                watcher);
            while (await end.ExecuteScalarAsync(TestContext.Current.CancellationToken) is null && !run.IsCompleted)
                await Task.Delay(20, TestContext.Current.CancellationToken);
            var lost = await Assert.ThrowsAnyAsync<NpgsqlException>(() => run);
            Assert.True(lost is not PostgresException { SqlState: not PostgresErrorCodes.AdminShutdown }, lost.Message);
        }

        Assert.Equal(before, await SoldAsync(database));
        Assert.Equal("failed", await Undisturbed.TextAsync(database, "select state from estrella.run order by run_no desc limit 1"));
        await shop.RunAgainAsync(database);
        await shop.RunAgainAsync(reference);
        await Undisturbed.AgreesAsync(reference, database);
    }

    private static Task<string> SoldAsync(string connectionString) =>
        Undisturbed.TextAsync(connectionString, "select sum(gross_amount)::text from star.fact_sales");
}
