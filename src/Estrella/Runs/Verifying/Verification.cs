using System.Data;
using Estrella.Foundation;
using Estrella.Foundation.Models;
using Estrella.Star;
using Npgsql;

namespace Estrella.Runs.Verifying;

/// <summary>
/// Incremental equals full: rebuilds star and mart beside the published ones, from core, and compares every row.
/// Works on one snapshot and takes no lock but a reader's: runs publish meanwhile, and what they publish is not seen.
/// A run that does have to wait for it (a first load takes the keys off core) is let past at once.
/// </summary>
public static class Verification
{
    // Temporary tables are not shared between processes: what they read is read by one.
    private const string Workspace =
        "set local join_collapse_limit = 16; set local from_collapse_limit = 16; set local work_mem = '256MB'; set local lock_timeout = '10s'";

    /// <param name="shown">How many differing rows of each table are told; all are counted.</param>
    /// <param name="sample">A share of the keys of facts, of the days of roll-ups; null: everything.</param>
    /// <exception cref="EstrellaException">Exit 4: nothing is published. Exit 7: a run had to wait for it, and went first.</exception>
    public static async Task<VerifyReport> VerifyAsync(
        string connectionString, KeySample? sample, int shown, IProgress<string>? progress, CancellationToken cancellation)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            ApplicationName = $"estrella verify, {Environment.UserName} on {Environment.MachineName}, process {Environment.ProcessId}",
        };
        await using var connection = new NpgsqlConnection(unpooled.ConnectionString);
        await connection.OpenAsync(cancellation);
        await connection.RunAsync("set temp_buffers = '128MB'", cancellation);
        await using var way = GivingWay.To(connection, connectionString, cancellation);
        try
        {
            return await CompareAsync(connection, sample, shown, progress, way.Token);
        }
        catch (Exception) when (way.HasGivenWay)
        {
            throw new EstrellaException(ExitCode.LockHeld, "a run had to wait for the verification, so it was ended; nothing was decided", "verify again when the run has ended: estrella verify");
        }
    }

    private static async Task<VerifyReport> CompareAsync(
        NpgsqlConnection connection, KeySample? sample, int shown, IProgress<string>? progress, CancellationToken cancellation)
    {
        // Never committed: the temporary tables go with it.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await connection.RunAsync(Workspace, cancellation);
        var runNo = await PublishedRunAsync(connection, cancellation);
        List<ModelFolder> folders = [ModelFolder.Load("Star"), ModelFolder.Load("Mart")];
        var state = new ModelState(runNo, false, await StarBuilder.SettingsAsync(connection, cancellation));
        var rebuild = new Rebuild(connection, folders, sample);
        await rebuild.PrepareAsync(cancellation);
        var meaning = new KeyMeaning(connection, folders[0]);

        var tables = new List<VerifiedTable>();
        var differences = new List<Difference>();
        var notes = new List<string>();
        foreach (var (schema, model) in folders.SelectMany(folder => folder.Models.Where(model => model.Kind != ModelKind.Function).Select(model => (folder.Schema, model))))
        {
            var table = $"{schema}.{model.Name}";
            progress?.Report(table);
            var known = await state.FindAsync(connection, schema, model, cancellation);
            if (!known.Exists && model.Surrogate is not null)
                throw new EstrellaException(ExitCode.DecisionMissing, $"{table} is not published yet: it came with a newer version", "publish first: estrella run DIR");
            var rows = await rebuild.BuildAsync(schema, model, cancellation);
            if (!known.Exists || !known.IsSame)
                notes.Add(known.Exists ? $"{table} was published under other settings, or from another version of its model" : $"{table} is not published yet");
            if (!known.Exists || model.Kind == ModelKind.View)
                continue;
            var columns = await SharedColumnsAsync(connection, table, model, notes, cancellation);
            var scope = rebuild.IsSampled(model) ? sample!.Condition("kept." + model.TouchedBy!.Column) : null;
            var (verified, differing) = await new TableComparison(connection, schema, model, columns, scope).CompareAsync(rows, shown, cancellation);
            // A sample names fewer members than there are.
            tables.Add(sample is null ? verified : verified with { KeptMembers = 0 });
            foreach (var row in differing)
                differences.AddRange(await meaning.TellAsync(table, row, cancellation));
        }
        return new VerifyReport(runNo, tables, differences, notes);
    }

    private static async Task<IReadOnlyList<string>> SharedColumnsAsync(
        NpgsqlConnection connection, string table, ModelFile model, List<string> notes, CancellationToken cancellation)
    {
        var rebuilt = (await ModelColumns.ReadAsync(connection, Beside.Of(model), cancellation))
            .Where(column => !column.IsGenerated && column.Name != model.Surrogate).Select(column => column.Name).ToList();
        var published = (await ModelColumns.ReadAsync(connection, table, cancellation)).Select(column => column.Name).ToList();
        foreach (var column in rebuilt.Except(published))
            notes.Add($"{table}.{column} is not published yet");
        return [.. rebuilt.Intersect(published)];
    }

    private static async Task<int> PublishedRunAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var exists = new NpgsqlCommand("select to_regclass('star.fact_sales') is not null and to_regclass('estrella.run') is not null", connection);
        if (!(bool)(await exists.ExecuteScalarAsync(cancellation))!)
            throw new EstrellaException(ExitCode.DecisionMissing, "nothing is published yet, so there is nothing to verify", "publish first: estrella run DIR");
        await using var newest = new NpgsqlCommand("select coalesce(max(run_no), 0) from estrella.run where is_published", connection);
        return (int)(await newest.ExecuteScalarAsync(cancellation))!;
    }
}
