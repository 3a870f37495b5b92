using System.Globalization;
using Estrella.Entities;
using Estrella.Foundation;
using Npgsql;

namespace Estrella.Core;

/// <summary>Why a run cannot be taken back before a later one is.</summary>
/// <param name="RunNo">The later run.</param>
/// <param name="What">What of it rests on the run that is to be undone, with counts and a few ids.</param>
public sealed record UndoObstacle(int RunNo, string What);

/// <summary>
/// Finds the published runs that brought or confirmed the same keys: they wrote or repeated the same rows; they read a full
/// export, which holds everything; they found their place before a full export of the run; they skipped a file it had read.
/// In doubt a run stands in the way: the newest one can always be taken back.
/// </summary>
internal sealed class UndoObstacles(NpgsqlConnection connection, int runNo)
{
    private const int Examples = 3;

    public async Task<IReadOnlyList<UndoObstacle>> FindAsync(CancellationToken cancellation)
    {
        if (!await connection.AskAsync<bool>("select exists (select from later_run)", cancellation))
            return [];
        List<UndoObstacle> found = [.. await SkippedAsync(cancellation), .. await ReplayedAsync(cancellation)];
        foreach (var entity in await EntitiesAsync(cancellation))
        {
            found.AddRange(await CountAsync(entity, SameRows(entity), "wrote or repeated", cancellation));
            found.AddRange(await CountAsync(entity, HeldByFull(entity), "read a full export that holds", cancellation));
            found.AddRange(await CountAsync(entity, BeforeFull(entity), "placed before a full export of it", cancellation));
            foreach (var (child, field) in References.To(entity))
                found.AddRange(await CountAsync(entity, Named(entity, child, field), $"has {child.Name} rows that name", cancellation));
        }
        return [.. found.OrderBy(each => each.RunNo)];
    }

    private Task<List<UndoObstacle>> SkippedAsync(CancellationToken cancellation) => connection.ListAsync(
        $"""
        select again.run_no, again.name
        from estrella.file as again
        join later_run using (run_no)
        join estrella.file as file on file.run_no = {runNo} and file.state = 'read' and file.source_no = again.source_no
            and file.export = again.export and file.checksum = again.checksum and file.as_of = again.as_of
        where again.state = 'skipped'
        order by again.file_no
        """,
        row => new UndoObstacle(row.GetInt32(0), $"met {row.GetString(1)} again and skipped it, because run {runNo} had read it"), cancellation);

    private Task<List<UndoObstacle>> ReplayedAsync(CancellationToken cancellation) => connection.ListAsync(
        $"""
        select distinct replay.run_no, file.name
        from estrella.file as replay
        join later_run using (run_no)
        join estrella.file as file on file.file_no = replay.replays_file_no and file.run_no = {runNo}
        order by 1, 2
        """,
        row => new UndoObstacle(row.GetInt32(0), $"replayed rows that run {runNo} had kept out of {row.GetString(1)}"), cancellation);

    private async Task<List<Entity>> EntitiesAsync(CancellationToken cancellation) => [.. (await connection.ListAsync(
        $"""
        select entity from undone_key where not isempty(numbered) or not isempty(touched)
        union
        select entity from estrella.run_feed where run_no = {runNo}
        """, row => row.GetString(0), cancellation)).Select(EntityCatalog.Get)];

    private async Task<List<UndoObstacle>> CountAsync(Entity entity, string rows, string what, CancellationToken cancellation) => await connection.ListAsync(
        $"""
        select run_no, count(distinct no), (array_agg(distinct id) filter (where nth <= {Examples} and not hides_id))::text[]
        from (
            select found.*, dense_rank() over (partition by run_no order by no) as nth, exists (
                select from estrella.run_feed where entity = '{entity.Name}' and run_feed.source_no = found.source_no and hides_id) as hides_id
            from ({rows}) as found (run_no, source_no, no, id)
        ) as counted
        group by run_no
        """,
        row =>
        {
            var count = row.GetInt64(1);
            var ids = row.IsDBNull(2) ? [] : row.GetFieldValue<string[]>(2);
            var examples = ids.Length == 0 ? "" : $" ({string.Join(", ", ids)}{(count > ids.Length ? ", …" : "")})";
            return new UndoObstacle(row.GetInt32(0), string.Create(CultureInfo.InvariantCulture, $"{what} {count:N0} of {entity.Name}{examples}"));
        }, cancellation);

    /// <summary>A later run wrote over the same row, or an export of changes repeated it.</summary>
    private static string SameRows(Entity entity) => $"""
        select later.run_no, known.source_no, known.{entity.NumberColumn}, known.{entity.IdColumn}
        from undone_key as mine
        join later_key as later on later.entity = mine.entity
        cross join unnest((mine.numbered + mine.touched) * later.touched) as range
        join {MergeEntity.CoreOf(entity)} as known on known.{entity.NumberColumn} >= lower(range) and known.{entity.NumberColumn} < upper(range)
        where mine.entity = '{entity.Name}'
        """;

    /// <summary>A full export that repeats what is known writes nothing; it held every row of its source that it did not declare gone.</summary>
    private static string HeldByFull(Entity entity) => $"""
        select full_file.run_no, known.source_no, known.{entity.NumberColumn}, known.{entity.IdColumn}
        from {UndoKeys.Rows(entity, "numbered + touched")}
        join ({FullFiles(entity, "run_no in (select run_no from later_run)")}) as full_file on full_file.source_no = known.source_no
        where not known.is_inferred
        """;

    /// <summary>Records that are older than a full export of the run hold until that one: without it they would hold longer.</summary>
    private string BeforeFull(Entity entity)
    {
        string Said(string table) => $"""
            select file.run_no, known.source_no, known.{entity.NumberColumn}, known.{entity.IdColumn}
            from {table} as said
            join estrella.file as file on file.file_no = said.file_no and file.run_no in (select run_no from later_run)
            join {MergeEntity.CoreOf(entity)} as known on known.{entity.NumberColumn} = said.{entity.NumberColumn}
            where exists (
                select from ({FullFiles(entity, $"run_no = {runNo}")}) as full_file
                where full_file.source_no = known.source_no and (said.said_at < full_file.as_of or file.as_of < full_file.as_of))
            """;
        return $"{Said(MergeEntity.CoreOf(entity))} union {Said(MergeEntity.PastOf(entity))}";
    }

    /// <summary>A row told by its name would have been called by that name.</summary>
    private static string Named(Entity entity, Entity child, EntityField field) => $"""
        select file.run_no, known.source_no, known.{entity.NumberColumn}, known.{entity.IdColumn}
        from {UndoKeys.Rows(entity, "numbered")}
        join {MergeEntity.CoreOf(child)} as child on child.{field.CoreColumn} = known.{entity.NumberColumn}
        join estrella.file as file on file.file_no = child.file_no and file.run_no in (select run_no from later_run)
        join estrella.run_feed as feed on feed.run_no = file.run_no and feed.source_no = file.source_no and feed.export = file.export
            and feed.entity = '{child.Name}' and '{field.CoreColumn}' = any (feed.named_by)
        where not known.is_inferred
        """;

    private static string FullFiles(Entity entity, string ofRuns) => $"""
        select distinct file.run_no, file.source_no, file.as_of
        from estrella.file as file
        join estrella.run_feed as feed using (run_no, source_no, export)
        where file.holds_all and file.state = 'read' and feed.entity = '{entity.Name}' and file.{ofRuns}
        """;
}
