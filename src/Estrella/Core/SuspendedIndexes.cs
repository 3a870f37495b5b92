using Estrella.Foundation;
using Npgsql;

namespace Estrella.Core;

/// <summary>
/// Keys, foreign keys and indexes of a core table, dropped for the time of a large insert and made again after it:
/// building them once is several times cheaper than keeping them row by row. All within the transaction, so that
/// nobody ever sees the table without them. The primary key of a table with rows stays: other rows refer to it.
/// </summary>
internal sealed class SuspendedIndexes(NpgsqlConnection connection, string table, IReadOnlyList<string> create)
{
    /// <param name="isEmpty">
    /// The table has no row, so nothing refers to it: its primary key and the foreign keys to it are suspended, too, and
    /// it is truncated, so that a server that is not replicated need not log what is written next.
    /// </param>
    public static async Task<SuspendedIndexes> DropAsync(NpgsqlConnection connection, string table, bool isEmpty, CancellationToken cancellation)
    {
        var found = await connection.ListAsync($"""
            select format('alter table %s drop constraint %I', conrelid::regclass, conname),
                format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)),
                array_position(array['p', 'u', 'f'], contype::text) * 10 as step
            from pg_constraint
            where conrelid = '{table}'::regclass and contype in ('u', 'f')
                or {isEmpty} and conrelid = '{table}'::regclass and contype = 'p'
                or {isEmpty} and confrelid = '{table}'::regclass
            union all
            select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid), 25
            from pg_index
            where indrelid = '{table}'::regclass and not exists (select from pg_constraint where conindid = indexrelid)
            order by 3 desc, 2
            """, row => (Drop: row.GetString(0), Create: row.GetString(1)), cancellation);
        if (isEmpty)
            found.Add(($"truncate {table}", ""));
        if (found.Count > 0)
            await connection.RunAsync(string.Join(";\n", found.Select(each => each.Drop)), cancellation);
        return new SuspendedIndexes(connection, table, [.. found.Select(each => each.Create).Where(create => create.Length > 0).Reverse()]);
    }

    /// <summary>Makes them again, keys and indexes before foreign keys, and gathers the statistics the next joins need.</summary>
    public async Task RestoreAsync(CancellationToken cancellation)
    {
        foreach (var statement in create)
            await connection.RunAsync(statement, cancellation);
        await connection.RunAsync($"analyze {table}", cancellation);
    }
}
