using Estrella.Foundation;
using Npgsql;

namespace Estrella.Runs;

/// <summary>
/// Tables of which a publication wrote over much are vacuumed right after it, so that the next questions need not walk
/// over the dead rows; what it hardly touched is left to autovacuum. The run is published by then: nothing here fails it.
/// </summary>
internal static class DeadRows
{
    private const long Many = 1_000;
    private const double Share = 0.05;

    /// <summary>The tables with many dead rows of this transaction; before it commits.</summary>
    public static Task<List<string>> FindAsync(NpgsqlConnection publishing, CancellationToken cancellation) => publishing.ListAsync(
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"""
            select format('%I.%I', schemaname, counted.relname)
            from pg_stat_xact_user_tables as counted
            join pg_class on pg_class.oid = relid
            where schemaname in ('core', 'star', 'star_parts', 'mart', 'estrella')
                and n_tup_upd + n_tup_del >= greatest({Many}, {Share} * reltuples)
            order by n_tup_upd + n_tup_del desc, 1
            """),
        row => row.GetString(0), cancellation);

    /// <summary>
    /// Neither waits for a lock nor cuts the table's end off, which would keep readers out for a moment. Ends early when
    /// it is cancelled.
    /// </summary>
    /// <returns>How many tables it did.</returns>
    public static async Task<int> VacuumAsync(NpgsqlConnection publishing, IReadOnlyList<string> tables, CancellationToken cancellation)
    {
        var done = 0;
        try
        {
            foreach (var table in tables)
            {
                await publishing.RunAsync($"vacuum (skip_locked, truncate false) {table}", cancellation);
                done++;
            }
        }
        catch (Exception left) when (left is NpgsqlException or OperationCanceledException)
        {
            // What is published stays published; autovacuum does the rest.
            System.Diagnostics.Trace.TraceWarning($"{tables.Count - done} tables are left to autovacuum: {left.Message}");
        }
        return done;
    }
}
