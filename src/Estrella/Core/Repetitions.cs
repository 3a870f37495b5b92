using Estrella.Foundation;
using Estrella.Ledger;
using Npgsql;

namespace Estrella.Core;

/// <summary>Ids said more than once in a run. Only they pass through windows; the others cost one hash aggregate.</summary>
internal static class Repetitions
{
    private const string Remedy = "correct the export, or say in the contract which one holds: repeats, or changed_at with the column of its last change";

    public static async Task<IReadOnlyList<QuarantinedRow>> FindConflictsAsync(
        NpgsqlConnection connection, IEnumerable<MergeEntity> entities, CancellationToken cancellation)
    {
        foreach (var entity in entities)
        {
            await connection.RunAsync(SeveralSql(entity), cancellation);
            if (await connection.AskAsync<bool>($"select exists (select from {entity.Several})", cancellation))
                await connection.RunAsync(ConflictsSql(entity), cancellation);
        }
        if (!await connection.AskAsync<bool>("select exists (select from kept_out)", cancellation))
            return [];
        await connection.RunAsync("analyze kept_out; create temp table kept_control (file_no int, line int, control numeric) on commit drop", cancellation);
        foreach (var entity in entities)
            await connection.RunAsync($"""
                with gone as (
                    delete from {entity.Staging} as staged using kept_out
                    where staged.file_no = kept_out.file_no and staged.line = kept_out.line
                    returning staged.file_no, staged.line, staged.control
                )
                insert into kept_control select * from gone where control is not null
                """, cancellation);
        await connection.RunAsync("""
            update kept_out set control = told.control
            from (select file_no, line, sum(control) as control from kept_control group by file_no, line) as told
            where told.file_no = kept_out.file_no and told.line = kept_out.line;
            update run_file set kept_rows_out = true where file_no in (select file_no from kept_out)
            """, cancellation);
        return await connection.ListAsync("""
            select kept_out.file_no, line, entity, id, first_line, control from kept_out order by file_no, line
            """, Read, cancellation);
    }

    /// <summary>
    /// Finds what repeats the record before it. Removed from staging is what no later record can depend on: rows of one file
    /// and moment, and full exports that repeat an id nobody knew. The others say until when something held.
    /// </summary>
    public static async Task DropDuplicatesAsync(NpgsqlConnection connection, MergeEntity entity, RowVerdicts totals, CancellationToken cancellation)
    {
        if (!await connection.AskAsync<bool>($"select exists (select from {entity.Several})", cancellation))
            return;
        await connection.RunAsync($"""
            analyze {entity.Several};
            create temp table repeat_{entity.Name} on commit drop as
            with said as (
                select several.source_no, staged.ctid as staged_at, staged.file_no, staged.line, staged.id, staged.control,
                    staged.content_hash, staged.is_deleted, staged.said_at, file.position,
                    file.is_complete and not several.is_ordered and not exists (
                        select from {entity.Core} as known
                        where known.source_no = several.source_no and known.{entity.Id} = several.id and not known.is_inferred) as is_implied,
                    {entity.IsOf(feed => feed.LastWins)} and (staged.file_no, staged.said_at)
                        is not distinct from (lead(staged.file_no) over path, lead(staged.said_at) over path) as is_overruled
                from {entity.Several} as several
                join {entity.Staging} as staged on staged.id = several.id
                join run_file as file on file.file_no = staged.file_no and file.source_no = several.source_no
                window path as (partition by several.source_no, staged.id order by staged.said_at, file.position, staged.line nulls last)
            )
            select compared.*, is_duplicate and (is_overruled or is_implied or is_same_moment) as is_dropped
            from (
                select said.*,
                    is_overruled or (
                        content_hash is not null
                        and content_hash is not distinct from lag(content_hash) over path
                        and is_deleted is not distinct from lag(is_deleted) over path) as is_duplicate,
                    (file_no, said_at) is not distinct from (lag(file_no) over path, lag(said_at) over path) as is_same_moment
                from said
                window path as (partition by source_no, id, is_overruled order by said_at, position, line nulls last)
            ) as compared;
            delete from {entity.Staging} as staged using repeat_{entity.Name} as repeat
            where repeat.is_dropped and staged.ctid = repeat.staged_at;
            delete from {entity.Several} as several
            where not is_ordered and not exists (
                select from (
                    select source_no, id from repeat_{entity.Name} where not is_dropped group by source_no, id having count(*) > 1
                ) as still
                where still.source_no = several.source_no and still.id = several.id)
            """, cancellation);
        entity.HasRepeats = true;
        entity.Duplicate = await totals.AddAsync(
            entity, Verdict.Duplicate, $"select file_no, line, control from repeat_{entity.Name} where is_dropped and line is not null", cancellation);
    }

    private static string SeveralSql(MergeEntity entity)
    {
        // One source: the file need not be asked whose id it is.
        var sources = entity.Feeds.Select(feed => feed.SourceNo).Distinct().ToList();
        return sources.Count == 1
            ? $"""
               create temp table {entity.Several} on commit drop as
               select {sources[0]} as source_no, staged.id, false as is_ordered from {entity.Staging} as staged group by staged.id having count(*) > 1
               """
            : $"""
               create temp table {entity.Several} on commit drop as
               select file.source_no, staged.id, false as is_ordered
               from {entity.Staging} as staged join run_file as file on file.file_no = staged.file_no
               group by file.source_no, staged.id having count(*) > 1
               """;
    }

    private static string ConflictsSql(MergeEntity entity) => $"""
        insert into kept_out (file_no, line, entity, id, first_line)
        select file_no, line, '{entity.Name}', case when hides_id then null else id end, case when line = first_line then last_line else first_line end
        from (
            select staged.file_no, staged.line, staged.id, min(staged.line) over same as first_line, max(staged.line) over same as last_line,
                min(staged.content_hash::text || staged.is_deleted) over same <> max(staged.content_hash::text || staged.is_deleted) over same as differs,
                {entity.IsOf(feed => feed.HidesId)} as hides_id
            from {entity.Several} as several
            join {entity.Staging} as staged on staged.id = several.id
            join run_file as file on file.file_no = staged.file_no and file.source_no = several.source_no
            where not {entity.IsOf(feed => feed.LastWins)}
            window same as (partition by staged.file_no, staged.id, staged.said_at)
        ) as said
        where differs
        on conflict do nothing
        """;

    private static QuarantinedRow Read(NpgsqlDataReader row)
    {
        var (entity, id, other) = (row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), row.GetInt32(4));
        var named = id is null ? $"the {entity}" : $"{entity} '{id}'";
        return new QuarantinedRow(
            row.GetInt32(0), row.GetInt32(1), row.IsDBNull(5) ? null : row.GetDecimal(5), null,
            [new CellProblem(null, null, id, "same-id", $"{named} is said otherwise in line {other}, expected one content for an id", Remedy)]);
    }
}
