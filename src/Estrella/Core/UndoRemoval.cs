using Estrella.Entities;
using Estrella.Foundation;
using Npgsql;

namespace Estrella.Core;

/// <summary>
/// Removes the rows a run numbered, children before parents. A row that others still refer to is inferred again; an inferred
/// row that nobody refers to any more is removed.
/// </summary>
internal sealed class UndoRemoval(NpgsqlConnection connection)
{
    // Past records have no index on what they refer to: below this a row's check may look through them, above it keys are checked at the end.
    private const long ManyRows = 500;

    private readonly List<string> dropped = [];

    public async Task<(long Removed, long Inferred)> RemoveAsync(Entity entity, CancellationToken cancellation)
    {
        if (await connection.AskAsync<long>($"select count(*) from gone_{entity.Name}", cancellation) is var count && count == 0)
            return (0, 0);
        await connection.RunAsync($"create temp table still_{entity.Name} (no bigint primary key) on commit drop", cancellation);
        foreach (var (table, column, child) in References.Columns(entity))
        {
            // Of the own entity only rows that stay: those that go may refer to each other.
            var stays = child == entity ? $" and not exists (select from gone_{entity.Name} as own where own.no = child.{entity.NumberColumn})" : "";
            await connection.RunAsync($"""
                insert into still_{entity.Name}
                select distinct gone.no from gone_{entity.Name} as gone join {table} as child on child.{column} = gone.no where true{stays}
                on conflict do nothing
                """, cancellation);
        }
        var inferred = await connection.RunAsync($"""
            update {MergeEntity.CoreOf(entity)} as known set {UndoSql.Inferred(entity)}
            from still_{entity.Name} as still where still.no = known.{entity.NumberColumn} and not known.is_inferred
            """, cancellation);
        await DropKeysAsync(entity, count, cancellation);
        var removed = await connection.RunAsync($"""
            delete from {MergeEntity.CoreOf(entity)} as known using gone_{entity.Name} as gone
            where gone.no = known.{entity.NumberColumn} and not exists (select from still_{entity.Name} as still where still.no = gone.no)
            """, cancellation);
        return (removed, inferred);
    }

    public async Task RemoveOrphansAsync(Entity entity, CancellationToken cancellation)
    {
        await connection.RunAsync($"""
            delete from orphan_{entity.Name} as orphan
            where not exists (select from {MergeEntity.CoreOf(entity)} as known where known.{entity.NumberColumn} = orphan.no and known.is_inferred)
            """, cancellation);
        foreach (var (table, column, _) in References.Columns(entity))
            await connection.RunAsync(
                $"delete from orphan_{entity.Name} as orphan where exists (select from {table} as child where child.{column} = orphan.no)", cancellation);
        var count = await connection.AskAsync<long>($"select count(*) from orphan_{entity.Name}", cancellation);
        if (count == 0)
            return;
        await DropKeysAsync(entity, count, cancellation);
        await connection.RunAsync($"""
            insert into changed_{entity.Name} select no from orphan_{entity.Name};
            delete from {MergeEntity.CoreOf(entity)} as known using orphan_{entity.Name} as orphan where orphan.no = known.{entity.NumberColumn}
            """, cancellation);
    }

    /// <summary>Makes the foreign keys again that were taken off; they are checked over all rows.</summary>
    public async Task RestoreKeysAsync(CancellationToken cancellation)
    {
        foreach (var create in dropped)
            await connection.RunAsync(create, cancellation);
        dropped.Clear();
    }

    private async Task DropKeysAsync(Entity entity, long count, CancellationToken cancellation)
    {
        if (count < ManyRows)
            return;
        var found = await connection.ListAsync($"""
            select format('alter table %s drop constraint %I', conrelid::regclass, conname),
                format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
            from pg_constraint where contype = 'f' and confrelid = '{MergeEntity.CoreOf(entity)}'::regclass
            """, row => (Drop: row.GetString(0), Create: row.GetString(1)), cancellation);
        foreach (var (drop, create) in found)
        {
            await connection.RunAsync(drop, cancellation);
            dropped.Add(create);
        }
    }
}
