using System.Collections.Frozen;
using Estrella.Entities;
using Estrella.Foundation;
using Npgsql;

namespace Estrella.Staging;

/// <summary>
/// The landing place of one run: an unlogged table per entity fed, filled by binary COPY over connections of their
/// own and committed as it comes. Nothing outlives the run: tables are dropped with the area, and those of a run
/// that died when the next one opens its own.
/// </summary>
public sealed class StagingArea : IAsyncDisposable
{
    public const string Schema = "staging";

    private readonly string connectionString;
    private readonly FrozenDictionary<string, StagingTable> tables;
    private readonly Dictionary<string, StagingCopy> copies = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    private StagingArea(string connectionString, int runNo, IEnumerable<StagingTable> tables)
    {
        this.connectionString = connectionString;
        RunNo = runNo;
        this.tables = tables.ToFrozenDictionary(table => table.Entity.Name);
    }

    public int RunNo { get; }

    /// <summary>The tables of this run, one an entity fed.</summary>
    public IEnumerable<StagingTable> Tables => tables.Values;

    /// <summary>
    /// Makes the run's tables. The caller holds the run lock: whatever else lies in the schema belongs to the dead.
    /// </summary>
    /// <param name="fed">What each export feeds; an entity fed by several gets the columns of all.</param>
    public static async Task<StagingArea> OpenAsync(
        string connectionString, int runNo, IEnumerable<(Entity Entity, IReadOnlyList<EntityField> Fields)> fed, CancellationToken cancellation = default)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString;
        var tables = fed
            .GroupBy(each => each.Entity.Name)
            .Select(group => new StagingTable(
                group.First().Entity,
                [.. group.First().Entity.Fields.Where(field => group.Any(each => each.Fields.Contains(field)))],
                runNo))
            .ToList();
        var area = new StagingArea(unpooled, runNo, tables);
        await using var connection = new NpgsqlConnection(unpooled);
        await connection.OpenAsync(cancellation);
        await connection.RunAsync($"create schema if not exists {Schema}", cancellation);
        await DropLeftoversAsync(connection, cancellation);
        foreach (var table in tables)
            await connection.RunAsync(table.CreateSql, cancellation);
        return area;
    }

    /// <summary>
    /// Takes a batch over; it must not be touched again by the caller. Waits while the entity's COPY is several
    /// batches behind, so that memory does not grow with the data.
    /// </summary>
    public ValueTask StageAsync(EntityBatch batch, CancellationToken cancellation = default)
    {
        if (batch.Count == 0)
            return ValueTask.CompletedTask;
        StagingCopy? copy;
        lock (gate)
        {
            if (!copies.TryGetValue(batch.Entity.Name, out copy))
                copies[batch.Entity.Name] = copy = new StagingCopy(connectionString, tables[batch.Entity.Name]);
        }
        return copy.WriteAsync(batch, cancellation);
    }

    /// <summary>Ends every COPY and gathers statistics, without which the merge would be planned for empty tables.</summary>
    public async Task CompleteAsync(CancellationToken cancellation = default)
    {
        foreach (var copy in copies.Values)
            copy.End();
        foreach (var copy in copies.Values)
            await copy.Ended.WaitAsync(cancellation);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        // The merge joins by ids and references; a small sample tells what its plans ask.
        await connection.RunAsync("set default_statistics_target = 20", cancellation);
        foreach (var table in tables.Values)
            await connection.RunAsync($"analyze {table.Name} ({string.Join(", ", table.JoinedColumns)})", cancellation);
    }

    /// <summary>Stops what still copies and drops the run's tables.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var copy in copies.Values)
            await copy.DisposeAsync();
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync();
            foreach (var table in tables.Values)
                await connection.RunAsync($"drop table if exists {table.Name}", default);
        }
        catch (NpgsqlException lost)
        {
            // Of a server that is gone or full: why the run failed must not be hidden behind it, and the next run drops them.
            System.Diagnostics.Trace.TraceWarning($"landing tables of run {RunNo} are left to the next run: {lost.Message}");
        }
    }

    private static async Task DropLeftoversAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var find = new NpgsqlCommand(
            "select format('drop table %I.%I', schemaname, tablename) from pg_tables where schemaname = $1", connection);
        find.Parameters.Add(new() { Value = Schema });
        var drops = new List<string>();
        await using (var reader = await find.ExecuteReaderAsync(cancellation))
            while (await reader.ReadAsync(cancellation))
                drops.Add(reader.GetString(0));
        foreach (var drop in drops)
            await connection.RunAsync(drop, cancellation);
    }
}
