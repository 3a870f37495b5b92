using Estrella.Core;
using Estrella.Foundation;
using Estrella.Foundation.Models;
using Estrella.Ledger;
using Npgsql;

namespace Estrella.Runs;

/// <summary>What a rehearsal found out.</summary>
internal sealed class Rehearsed
{
    /// <summary>The files with what the reader counted; empty where the lock was not given.</summary>
    public IReadOnlyList<RunFile> Files { get; set; } = [];

    /// <summary>Null: it did not come to that.</summary>
    public Published? Published { get; set; }

    /// <summary>Why it did not come to that.</summary>
    public string? Remark { get; set; }

    /// <summary>Why the run would publish nothing; null: it would. With <see cref="Published"/>: unless its shrinking is accepted.</summary>
    public EstrellaException? Refused { get; set; }
}

/// <summary>
/// A run that is rolled back: what it would publish is compared with what is published. Everything but the landing
/// tables, which are dropped, happens in one transaction on the connection that holds the lock, the ledger and the
/// numbers core gives included; it takes no lock that a reader waits for.
/// </summary>
internal static class Rehearsal
{
    // A sequence that is set within a transaction is another one until it commits: rolled back, no number was given.
    private const string OwnNumbers =
        """
        do $$
        declare
            each record;
        begin
            for each in
                select format('alter sequence %I.%I restart with %s', schemaname, sequencename, coalesce(last_value + increment_by, start_value)) as statement
                from pg_sequences
                where schemaname in ('core', 'estrella', 'star', 'mart')
            loop
                execute each.statement;
            end loop;
        end
        $$
        """;

    /// <param name="options">Of a database in which something is published.</param>
    public static async Task<Rehearsed> HoldAsync(RunOptions options, Folder folder, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var rehearsed = new Rehearsed();
        if (!await IsComparableAsync(options.ConnectionString, cancellation))
        {
            rehearsed.Remark = "what it would change in published figures is not known: another version of Estrella published them, and the run brings them up to date";
            return rehearsed;
        }
        try
        {
            await using var holder = await RunLock.AcquireOrRefuseAsync(options.ConnectionString, "plan", cancellation);
            await using var transaction = await holder.Connection.BeginTransactionAsync(cancellation);
            await holder.Connection.RunAsync("set local lock_timeout = '5s'", cancellation);
            await holder.Connection.RunAsync(OwnNumbers, cancellation);
            await using var ledger = LedgerWriter.Within(holder.Connection);
            var runNo = await ledger.BeginRunAsync("plan", options.Command, cancellation);
            var clock = new StepClock(ledger, runNo, progress);
            await new RunSteps(options, holder.Connection, ledger, runNo, clock).RehearseAsync(folder, transaction, rehearsed, cancellation);
        }
        catch (EstrellaException refused)
        {
            if (refused.ExitCode == ExitCode.LockHeld)
                rehearsed.Remark = $"what it would change in published figures is not known: {refused.Message}";
            else
                rehearsed.Refused = refused;
        }
        catch (PostgresException blocked) when (blocked.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            rehearsed.Remark = "what it would change in published figures is not known: another session holds a lock on the star";
        }
        return rehearsed;
    }

    /// <summary>Whether this version's models are the published ones: the tables must not change their shape for a plan.</summary>
    private static async Task<bool> IsComparableAsync(string connectionString, CancellationToken cancellation)
    {
        if (!await CoreDatabase.IsCurrentAsync(connectionString, cancellation))
            return false;
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        if (!await connection.AskAsync<bool>("select to_regclass('mart.mart_order_day') is not null", cancellation))
            return false;
        var built = ModelFolder.Load("Star").Models.Concat(ModelFolder.Load("Mart").Models.Where(model => model.Kind == ModelKind.Table));
        return await ModelState.ArePublishedAsync(connection, built, cancellation);
    }
}
