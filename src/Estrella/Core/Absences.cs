using Npgsql;

namespace Estrella.Core;

/// <summary>
/// What a full export no longer holds is said to be gone: a record without a line, dated by the file, that keeps
/// everything else as it was. A file with rows in quarantine proves no absence.
/// </summary>
internal static class Absences
{
    /// <summary>Several files of an export, or one that is late: absences are staged among the records, to be put in order with them.</summary>
    public static async Task StageAsync(NpgsqlConnection connection, MergeEntity entity, int runNo, CancellationToken cancellation)
    {
        foreach (var feed in entity.Feeds.Where(feed => feed.HoldsAll))
        {
            await connection.RunAsync($"""
                drop table if exists full_file;
                drop table if exists absent;
                create temp table full_file on commit drop as
                select file.*, row_number() over (partition by is_late order by position)::int as nth
                from (
                    select run_file.*, exists (
                        select from estrella.file as newer
                        join estrella.run as run on run.run_no = newer.run_no and run.is_published
                        where newer.source_no = run_file.source_no and newer.export = run_file.export and newer.holds_all
                            and newer.run_no <> {runNo} and newer.as_of > run_file.as_of
                    ) as is_late
                    from run_file
                    where source_no = {feed.SourceNo} and export = {Statements.Literal(feed.Export)} and not kept_rows_out
                ) as file
                """, cancellation);
            if (!await connection.AskAsync<bool>($"""
                select count(*) > 0 and (bool_or(is_late) or (
                    select count(*) > 1 from run_file where source_no = {feed.SourceNo} and export = {Statements.Literal(feed.Export)}))
                from full_file
                """, cancellation))
                continue;
            await connection.RunAsync(AbsentSql(entity, feed), cancellation);
            await connection.RunAsync(LateAbsentSql(entity, feed), cancellation);
            await connection.RunAsync($"""
                insert into {entity.Staging} (file_no, line, id, content_hash, said_at, is_deleted)
                select file_no, null, id, null, said_at, true from absent
                """, cancellation);
            // What an older file says holds until the next one only: its ids, too, must be put in order.
            await connection.RunAsync($"""
                create temp table placed on commit drop as
                select id from absent
                union
                select staged.id from {entity.Staging} as staged join full_file as late on late.file_no = staged.file_no and late.is_late;
                delete from {entity.Several} as several using placed where several.source_no = {feed.SourceNo} and several.id = placed.id;
                insert into {entity.Several} (source_no, id, is_ordered) select {feed.SourceNo}, id, true from placed;
                drop table placed
                """, cancellation);
        }
    }

    /// <summary>The one newest file of an export: what core last heard from it and it does not match is gone.</summary>
    public static async Task PlaceAsync(NpgsqlConnection connection, MergeEntity entity, CancellationToken cancellation)
    {
        foreach (var feed in entity.Feeds.Where(feed => feed.HoldsAll))
        {
            var ofExport = $"source_no = {feed.SourceNo} and export = {Statements.Literal(feed.Export)}";
            var isOne = await connection.AskAsync<bool>($"""
                select count(*) = 1 and not bool_or(kept_rows_out) and not exists (
                    select from estrella.file as newer join estrella.run as run on run.run_no = newer.run_no and run.is_published
                    where newer.holds_all and newer.as_of > (select max(as_of) from run_file where {ofExport})
                        and newer.file_no not in (select file_no from run_file) and {ofExport.Replace("source_no", "newer.source_no")})
                from run_file where {ofExport}
                """, cancellation);
            if (!isOne)
                continue;
            var gone = await connection.RunAsync($"""
                with absent as (
                    insert into {entity.Staging} (file_no, line, id, content_hash, said_at, is_deleted)
                    select newest.file_no, null, known.{entity.Id}, null, greatest(newest.as_of, known.said_at), true
                    from {entity.Core} as known
                    join estrella.file as file on file.file_no = known.file_no and file.{ofExport.Replace(" and ", " and file.")}
                    cross join (select * from run_file where {ofExport}) as newest
                    {WithinJoin(entity, feed, "newest", "known." + entity.Id)}
                    where not known.is_deleted and not exists (select from {entity.Match} as match where match.no = known.{entity.No})
                    returning ctid, file_no, id, said_at
                )
                insert into {entity.Match} (staged_at, file_no, said_at, no, is_inferred, holds_all, is_on_path)
                select absent.ctid, absent.file_no, absent.said_at, known.{entity.No}, false, true, true
                from absent join {entity.Core} as known on known.source_no = {feed.SourceNo} and known.{entity.Id} = absent.id
                """, cancellation);
            entity.StagedCount += gone;
            entity.MatchedCount += gone;
            entity.HasNews |= gone > 0;
        }
    }

    /// <summary>Each file is compared with the one before it, the first with what core last heard from the export.</summary>
    private static string AbsentSql(MergeEntity entity, Feed feed) => $"""
        create temp table absent on commit drop as
        with seen as (
            select file.file_no, count(complete.file_no)::int as nth
            from run_file as file
            left join full_file as complete on complete.position <= file.position and not complete.is_late
            where file.source_no = {feed.SourceNo} and file.export = {Statements.Literal(feed.Export)}
            group by file.file_no
        ),
        present as (
            select staged.id, seen.nth, max(staged.said_at) as said_at
            from {entity.Staging} as staged join seen on seen.file_no = staged.file_no
            group by staged.id, seen.nth
            union all
            select known.{entity.Id}, 0, known.said_at
            from {entity.Core} as known
            join estrella.file as file on file.file_no = known.file_no and file.source_no = {feed.SourceNo} and file.export = {Statements.Literal(feed.Export)}
            where not known.is_deleted and known.source_no = {feed.SourceNo}
        )
        select distinct on (present.id, next.nth) present.id, next.file_no, greatest(next.as_of, present.said_at) as said_at
        from present
        join full_file as next on next.nth = present.nth + 1 and not next.is_late
        {WithinJoin(entity, feed, "next")}
        where not exists (select from present as again where again.id = present.id and again.nth = next.nth)
        order by present.id, next.nth, present.said_at desc
        """;

    /// <summary>A file older than one that is already published: what it lacks was gone then; the path of its records tells until when.</summary>
    private static string LateAbsentSql(MergeEntity entity, Feed feed) => $"""
        insert into absent (id, file_no, said_at)
        select known.{entity.Id}, late.file_no, late.as_of
        from full_file as late
        join estrella.file as file on file.source_no = late.source_no and file.export = late.export
        join {entity.Core} as known on known.file_no = file.file_no
        {WithinJoin(entity, feed, "late", "known." + entity.Id)}
        where late.is_late and not exists (select from {entity.Staging} as again where again.id = known.{entity.Id} and again.file_no = late.file_no)
        """;

    private static string WithinJoin(MergeEntity entity, Feed feed, string file, string id = "present.id") => feed.Within is null
        ? ""
        : $"""
           join {entity.Core} as ranged on ranged.source_no = {feed.SourceNo} and ranged.{entity.Id} = {id}
               and {InRange(feed, file)}
           """;

    private static string InRange(Feed feed, string file)
    {
        var column = $"ranged.\"{feed.Within!.CoreColumn}\"";
        var day = feed.Within.Kind == Entities.CellKind.Day
            ? column
            : $"({column} at time zone coalesce((select zone from estrella.source where source_no = {feed.SourceNo}), (select zone from estrella.shop), 'UTC'))::date";
        return $"{day} between {file}.first_day and {file}.last_day";
    }
}
