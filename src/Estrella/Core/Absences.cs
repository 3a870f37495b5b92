using Estrella.Foundation;
using Npgsql;

namespace Estrella.Core;

/// <summary>
/// What a full export no longer holds is said to be gone: a record without a line, dated by the file, that keeps
/// everything else as it was.
/// </summary>
internal static class Absences
{
    /// <summary>Several exports of a kind, or one that is late: absences are staged among the records, to be put in order with them.</summary>
    public static async Task StageAsync(NpgsqlConnection connection, MergeEntity entity, CancellationToken cancellation)
    {
        foreach (var feed in entity.Feeds.Where(feed => feed.HoldsAll))
        {
            if (await IsOneNewestAsync(connection, feed, cancellation))
                continue;
            await connection.RunAsync($"""
                drop table if exists own_export;
                drop table if exists own_file;
                drop table if exists absent;
                create temp table own_export on commit drop as
                with told as (
                    -- A later export that is not whole proves no absence, yet what it holds came after this one.
                    select full_export.*, not is_published and is_complete as is_told, coalesce(full_export.as_of <= newest.as_of, false) as is_late
                    from full_export
                    cross join (select max(as_of) as as_of from full_export where is_published and {OfExport(feed)}) as newest
                    where {OfExport(feed)}
                )
                select told.*, count(*) filter (where is_told and not is_late) over (order by as_of)::int as turn from told;
                create temp table own_file on commit drop as
                select run_file.file_no, run_file.as_of, own_export.turn, own_export.is_late
                from run_file join own_export using (as_of)
                where {OfExport(feed, "run_file.")}
                """, cancellation);
            await connection.RunAsync(HealedSql(entity, feed), cancellation);
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
                select staged.id from {entity.Staging} as staged join own_file using (file_no) where is_late;
                delete from {entity.Several} as several using placed where several.source_no = {feed.SourceNo} and several.id = placed.id;
                insert into {entity.Several} (source_no, id, is_ordered) select {feed.SourceNo}, id, true from placed;
                drop table placed, healed_record
                """, cancellation);
        }
    }

    /// <summary>The one newest export of its kind: what core last heard from it and it does not match is gone.</summary>
    public static async Task PlaceAsync(NpgsqlConnection connection, MergeEntity entity, CancellationToken cancellation)
    {
        foreach (var feed in entity.Feeds.Where(feed => feed.HoldsAll))
        {
            if (!await IsOneNewestAsync(connection, feed, cancellation))
                continue;
            var gone = await connection.RunAsync($"""
                with absent as (
                    insert into {entity.Staging} (file_no, line, id, content_hash, said_at, is_deleted)
                    select newest.file_no, null, known.{entity.Id}, null, greatest(newest.as_of, known.said_at), true
                    from {entity.Core} as known
                    join estrella.file as file on file.file_no = known.file_no and {OfExport(feed, "file.")}
                    join full_export as newest on not newest.is_published and newest.is_complete and {OfExport(feed, "newest.")}
                    where not known.is_deleted and not exists (select from {entity.Match} as match where match.no = known.{entity.No})
                        and {Covers(feed, "newest.within", CoreDay(feed, "known"))}
                    returning ctid, file_no, id, said_at
                )
                insert into {entity.Match} (staged_at, file_no, said_at, no, is_inferred, is_implied, is_on_path)
                select absent.ctid, absent.file_no, absent.said_at, known.{entity.No}, false, true, true
                from absent join {entity.Core} as known on known.source_no = {feed.SourceNo} and known.{entity.Id} = absent.id
                """, cancellation);
            entity.StagedCount += gone;
            entity.MatchedCount += gone;
            entity.HasNews |= gone > 0;
        }
    }

    /// <summary>A condition: the day is one of those a full export covers; without a column it covers everything.</summary>
    public static string Covers(Feed feed, string within, string day) =>
        feed.Within is null ? "true" : $"coalesce({day} <@ {within}, {within} is null)";

    /// <summary>The day of a row of core, by the column its export holds all within.</summary>
    public static string CoreDay(Feed feed, string row) => feed.Within is null ? "null::date" : DayOf(feed, $"{row}.\"{feed.Within.CoreColumn}\"");

    private static Task<bool> IsOneNewestAsync(NpgsqlConnection connection, Feed feed, CancellationToken cancellation) => connection.AskAsync<bool>(
        $"""
        select count(*) filter (where not is_published) = 1 and not coalesce(max(as_of) filter (where not is_published) < max(as_of) filter (where is_published), false)
            and (select count(distinct as_of) = 1 from run_file where {OfExport(feed)}) and not bool_or(is_healed)
        from full_export
        where {OfExport(feed)}
        """, cancellation);

    /// <summary>Each export is compared with the one before it, the first with what core last heard.</summary>
    private static string AbsentSql(MergeEntity entity, Feed feed) => $"""
        create temp table absent on commit drop as
        with present as (
            select staged.id, own_file.turn, own_file.as_of, max(staged.said_at) as said_at, {StagedDay(feed)} as day
            from {entity.Staging} as staged join own_file using (file_no)
            group by staged.id, own_file.turn, own_file.as_of, {StagedDay(feed)}
            union all
            select known.{entity.Id}, 0, null, known.said_at, {CoreDay(feed, "known")}
            from {entity.Core} as known
            join estrella.file as file on file.file_no = known.file_no and {OfExport(feed, "file.")}
            where not known.is_deleted
            union all
            select healed.id, own_export.turn, healed.as_of, max(healed.said_at), null::date
            from healed_record as healed join own_export using (as_of)
            group by healed.id, own_export.turn, healed.as_of
        )
        select distinct on (present.id, next.turn) present.id, next.file_no, greatest(next.as_of, present.said_at) as said_at
        from present
        -- one that covers some days only says nothing of the others, and the next but one may
        join own_export as next on next.is_told and not next.is_late and next.turn {(feed.Within is null ? "= present.turn + 1" : "> present.turn")}
            and {Covers(feed, "next.within", "present.day")}
        where not exists (select from present as again where again.id = present.id and again.as_of = next.as_of)
        order by present.id, next.turn, present.said_at desc
        """;

    /// <summary>An export older than one that is already published: what it lacks was gone then; the path of its records tells until when.</summary>
    private static string LateAbsentSql(MergeEntity entity, Feed feed) => $"""
        insert into absent (id, file_no, said_at)
        with known as (
            select staged.id, {StagedDay(feed)} as day from {entity.Staging} as staged join own_file using (file_no)
            union
            select known.{entity.Id}, {CoreDay(feed, "known")}
            from {entity.Core} as known join estrella.file as file on file.file_no = known.file_no and {OfExport(feed, "file.")}
            union
            select known.{entity.Id}, {CoreDay(feed, "past")}
            from {entity.Past} as past
            join {entity.Core} as known using ({entity.No})
            join estrella.file as file on file.file_no = past.file_no and {OfExport(feed, "file.")}
        )
        select distinct known.id, late.file_no, late.as_of
        from own_export as late
        join known on {Covers(feed, "late.within", "known.day")}
        where late.is_told and late.is_late and not exists (
            select from {entity.Staging} as again join own_file using (file_no) where again.id = known.id and own_file.as_of = late.as_of)
            and not exists (select from healed_record as healed where healed.id = known.id and healed.as_of = late.as_of)
        """;

    /// <summary>What the published files of a day said that becomes whole by this run: their records, and what they repeated.</summary>
    private static string HealedSql(MergeEntity entity, Feed feed)
    {
        string Said(string table) => $"""
            select known.{entity.Id} as id, healed_file.as_of, said.said_at
            from healed_file
            join {table} as said on said.file_no = healed_file.file_no or healed_file.file_no = any (said.confirmed_file_no)
            join {entity.Core} as known on known.{entity.No} = said.{entity.No}
            where {OfExport(feed, "healed_file.")}
            """;
        return $"create temp table healed_record on commit drop as {Said(entity.Core)} union all {Said(entity.Past)}";
    }

    private static string StagedDay(Feed feed) => feed.Within is null ? "null::date" : DayOf(feed, $"staged.\"{feed.Within.StagingColumn}\"");

    private static string DayOf(Feed feed, string column) => feed.Within!.Kind == Entities.CellKind.Day
        ? column
        : $"({column} at time zone coalesce((select zone from estrella.source where source_no = {feed.SourceNo}), (select zone from estrella.shop), 'UTC'))::date";

    private static string OfExport(Feed feed, string table = "") => $"{table}source_no = {feed.SourceNo} and {table}export = {Statements.Literal(feed.Export)}";
}
