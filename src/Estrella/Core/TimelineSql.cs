using Estrella.Entities;

namespace Estrella.Core;

/// <summary>
/// The statements that put the records of some ids in order. Origin of a record: 0 past, 1 current, 2 staged; made here:
/// -1 an export repeated it, 3 what an earlier record said holds again, because a full export after the late one said so.
/// </summary>
internal static class TimelineSql
{
    // What a record says beside its fields, in the order of the tables made here.
    private const string Frame = "is_deleted, said_at, confirmed_at, confirmed_file_no, file_no, line, content_hash, carried, extras";

    /// <summary>The ids; late ones are said for a time after which something else was said already, and need their past.</summary>
    public static string Path(MergeEntity entity) => $"""
        create temp table {entity.Path} on commit drop as
        with full_export as (
            select file.source_no, file.export, max(file.as_of) as as_of
            from estrella.file as file
            join estrella.run as run on run.run_no = file.run_no and run.is_published
            where file.holds_all and file.file_no not in (select file_no from run_file)
            group by file.source_no, file.export
        )
        select match.no, match.is_inferred as is_new,
            bool_or(
                not match.is_inferred and (staged.said_at, file.as_of, file.name) < (known.said_at, coalesce(told.as_of, '-infinity'), coalesce(told.name, ''))
                or staged.said_at <= any (known.confirmed_at)
                -- The file is read once more: what it said before is none any more.
                or file.is_again or file.replays_file_no is not null
                or file.as_of <= full_export.as_of
                -- Several exports: whether one says something else than before is known by its own records only.
                or (select count(distinct feed.export) > 1 from estrella.feed as feed
                    where feed.source_no = file.source_no and feed.entity = '{entity.Name}')) as is_late
        from {entity.Match} as match
        join {entity.Staging} as staged on staged.ctid = match.staged_at
        join run_file as file on file.file_no = staged.file_no
        join {entity.Core} as known on known.{entity.No} = match.no
        left join estrella.file as told on told.file_no = known.file_no
        left join full_export on full_export.source_no = file.source_no and full_export.export = coalesce(told.export, file.export)
        where match.is_on_path
        group by match.no, match.is_inferred;
        alter table {entity.Path} add primary key (no);
        analyze {entity.Path}
        """;

    /// <summary>What was said of them: staged, current, and for late ones past and each time it was repeated.</summary>
    public static string Records(MergeEntity entity)
    {
        var columns = List(entity.Columns);
        var kept = List(entity.Columns.Select(column => "kept." + column));
        string Kept(string table, string past, int origin, string condition) => $"""
            insert into {entity.Record} (no, origin, past_no, as_of, file_name, export, erases, is_implied, within, {Frame}{columns})
            select kept.{entity.No}, {origin}, {past}, coalesce(file.as_of, '-infinity'), coalesce(file.name, ''), coalesce(file.source_no || '/' || file.export, ''), feed.erases,
                coalesce(file.holds_all, false), datemultirange(file.within), kept.is_deleted, kept.said_at,
                case when not path.is_late then kept.confirmed_at end, case when not path.is_late then kept.confirmed_file_no end,
                kept.file_no, kept.line, kept.content_hash, kept.carried, kept.extras{kept}
            from {table} as kept
            join {entity.Path} as path on path.no = kept.{entity.No}
            left join estrella.file as file on file.file_no = kept.file_no
            left join ({Erasing(entity)}) as feed on feed.source_no = file.source_no and feed.export = file.export
            where {condition} and {Again("kept.said_at")};
            """;
        string Confirmed(string table) => $"""
            insert into {entity.Record} (no, origin, as_of, file_name, export, erases, is_implied, is_deleted, said_at, file_no, line, content_hash, carried, extras{columns})
            select kept.{entity.No}, -1, file.as_of, file.name, file.source_no || '/' || file.export, feed.erases, false, kept.is_deleted, again.said_at, again.file_no, null,
                kept.content_hash, kept.carried, kept.extras{kept}
            from {table} as kept
            join {entity.Path} as path on path.no = kept.{entity.No} and path.is_late
            cross join unnest(kept.confirmed_at, kept.confirmed_file_no) as again (said_at, file_no)
            join estrella.file as file on file.file_no = again.file_no
            left join ({Erasing(entity)}) as feed on feed.source_no = file.source_no and feed.export = file.export
            where {Again("again.said_at")};
            """;
        // What a file said of an id it says again, read once more after it or the contract was corrected; and what its later rows
        // said of a record that now has an earlier row (repeats: first), which took over what these had filled.
        string Again(string saidAt) => $"""
            not exists (
                select from run_file as reread
                join {entity.Record} as said on said.no = kept.{entity.No} and said.origin = 2 and said.file_no = reread.file_no
                where said.said_at = {saidAt} and (
                    reread.is_again and (reread.source_no, reread.export, reread.as_of, reread.name, coalesce(reread.directory, ''))
                        = (file.source_no, file.export, file.as_of, file.name, coalesce(file.directory, ''))
                    or {entity.IsOf(feed => feed.BlankKeeps, "reread")} and said.line < kept.line
                        and exists (select from sibling where sibling.file_no = reread.file_no and sibling.loaded_no = file.file_no)))
            """;
        string Unsaid(string table, string condition) => $"""
            select kept.{entity.No} as no
            from {table} as kept
            join {entity.Path} as path on path.no = kept.{entity.No}
            left join estrella.file as file on file.file_no = kept.file_no
            where {condition} and not ({Again("kept.said_at")})
            """;
        return $"""
            create temp table {entity.Record} on commit drop as
            select null::bigint as no, null::int as origin, null::bigint as past_no, null::timestamptz as as_of, null::text collate "C" as file_name,
                null::text as export, null::text[] as erases, null::boolean as is_implied, null::datemultirange as within, null::numeric as control, {Frame}{columns}
            from {entity.Core} where false;
            insert into {entity.Record} (no, origin, as_of, file_name, export, erases, is_implied, within, control, is_deleted, said_at, file_no, line, content_hash, extras{List(entity.FedColumns)})
            select match.no, 2, file.as_of, file.name, file.source_no || '/' || file.export, feed.erases, file.is_complete, full_export.within, staged.control, staged.is_deleted,
                staged.said_at, staged.file_no, staged.line, staged.content_hash, staged.extras{List(entity.FedValues)}
            from {entity.Match} as match
            join {entity.Staging} as staged on staged.ctid = match.staged_at
            join run_file as file on file.file_no = staged.file_no
            left join full_export on (full_export.source_no, full_export.export, full_export.as_of) = (file.source_no, file.export, file.as_of)
            left join ({Erasing(entity)}) as feed on feed.source_no = file.source_no and feed.export = file.export
            {entity.ParentJoins}
            where match.is_on_path;
            {Kept(entity.Core, "null", 1, "not kept.is_inferred")}
            {Kept(entity.Past, "kept.past_no", 0, "path.is_late")}
            {Confirmed(entity.Core)}
            {Confirmed(entity.Past)}
            create temp table {entity.Unsaid} on commit drop as {Unsaid(entity.Core, "not kept.is_inferred")} union {Unsaid(entity.Past, "path.is_late")};
            analyze {entity.Record}
            """;
    }

    /// <summary>
    /// A late record ends what was said before it only until the next full export that still said the old: it held every
    /// id it did not declare gone. One that covers some days says nothing of the others, so that each must be asked.
    /// </summary>
    public static string Resumed(MergeEntity entity)
    {
        var within = entity.Feeds.FirstOrDefault(feed => feed.Within is not null);
        var holds = $"before.no is not null and not before.is_deleted{(within is null ? "" : $" and {Absences.Covers(within, "again.within", Absences.CoreDay(within, "before"))}")}";
        return $"""
            insert into {entity.Record} (no, origin, as_of, file_name, export, erases, is_implied, within, is_deleted, said_at, file_no, line, content_hash, carried, extras{List(entity.Columns)})
            with judged as (
                select record.*, content_hash is null and bool_or(content_hash is not null) over export_day as is_void, min(said_at) filter (where content_hash is not null) over export_day as told_at
                from {entity.Record} as record
                window export_day as (partition by no, export, as_of)
            ),
            placed as (
                -- An absence that another part of its export refutes ends nothing: what was said after it counts.
                select judged.*, count(*) filter (where origin < 2) over (
                    partition by no order by case when is_void then told_at else said_at end, as_of, is_void desc, file_name, origin, past_no, line) as nth
                from judged
            ),
            full_part as (
                select file.source_no || '/' || file.export as export, file.as_of, max(file.name) as name, max(file.file_no) as file_no, range_agg(file.within) as within
                from estrella.file as file
                join estrella.run as run on run.run_no = file.run_no and run.is_published
                where file.state = 'read' and file.file_no not in (select file_no from run_file)
                group by file.source_no, file.export, file.as_of
                having bool_and(file.holds_all)
            )
            select distinct on (late.no, again.as_of) late.no, 3, again.as_of, again.name, coalesce(before.export, late.export), before.erases, true, again.within,
                not ({holds}), greatest(again.as_of, late.said_at), again.file_no, null, case when {holds} then before.content_hash end,
                before.carried, before.extras{List(entity.Columns.Select(column => "before." + column))}
            from placed as late
            join {entity.Path} as path on path.no = late.no and path.is_late
            left join placed as before on before.no = late.no and before.nth = late.nth and before.origin < 2
            left join placed as next on next.no = late.no and next.nth = late.nth + 1 and next.origin < 2
            cross join lateral (
                (select * from full_part where full_part.export = coalesce(before.export, late.export) and full_part.as_of > late.as_of and within is null order by as_of limit 1)
                union all
                select * from full_part where full_part.export = coalesce(before.export, late.export) and full_part.as_of > late.as_of and within is not null
                union all
                -- An earlier part of the same export, by its name: the later one still says what it said.
                select * from full_part
                where full_part.export = before.export and full_part.as_of = late.as_of and full_part.name > late.file_name and not before.is_deleted
            ) as again
            where late.origin = 2 and (next.no is null or (again.as_of, again.as_of, again.name) < (next.said_at, next.as_of, next.file_name))
            order by late.no, again.as_of, late.nth desc
            """;
    }

    /// <summary>
    /// The records in order. One that says what its export said before, and changes nothing, lengthens what holds
    /// (<c>repeats</c>); an absence before anything was said is none.
    /// </summary>
    public static string States(MergeEntity entity, bool isMixed) => $"""
        create temp table {entity.State} on commit drop as
        with placed as (
            select record.*, row_number() over path as position, count(*) filter (where content_hash is not null or origin < 2) over path as told,
                -- Another part of the same export holds the id after all.
                content_hash is null and bool_or(content_hash is not null) over (partition by no, export, as_of) as is_void
            from {entity.Record} as record
            window path as (partition by no order by {Order})
        ),
        {(isMixed ? Carried(entity) : "said as (select * from placed)")},
        compared as (
            select said.*, coalesce(
                lag((is_deleted, extras{List(entity.Columns)})) over path = (is_deleted, extras{List(entity.Columns)})
                and (lag(export) over path = export or (lag(content_hash) over series is not distinct from content_hash and lag(no) over series is not null)),
                false) as repeats
            from said where told > 0 and not is_void and {Covered(entity)}
            window path as (partition by no order by position), series as (partition by no, export order by position)
        ),
        grouped as (
            select compared.*, count(*) filter (where not repeats) over (partition by no order by position) as nth from compared
        )
        select grouped.*, nth = 1 as is_first, nth = max(nth) over (partition by no) as is_last,
            nullif(coalesce(confirmed_at, '{"{}"}') || coalesce(array_agg(said_at) filter (where repeats and not is_implied) over series, '{"{}"}'), '{"{}"}') as repeated_at,
            nullif(coalesce(confirmed_file_no, '{"{}"}') || coalesce(array_agg(file_no) filter (where repeats and not is_implied) over series, '{"{}"}'), '{"{}"}') as repeated_file_no
        from grouped
        window series as (partition by no, nth, export)
        """;

    /// <summary>Brings core and its past to the states; tells what changed.</summary>
    public static string Keep(MergeEntity entity)
    {
        var columns = List(entity.Columns);
        string Set(string column) => $"{column} = state.{column}";
        var told = entity.IsFirstFill
            ? ""
            : $"""
               insert into {entity.Changed}
               select distinct no from {entity.State} where (origin not in (0, 1) and not repeats) or (origin in (0, 1) and repeats)
               union
               select no from {entity.Unsaid}
               union
               -- An absence that was kept is none any more.
               select no from (
                   select no, 1 as count from {entity.Record} where origin in (0, 1)
                   union all
                   select no, -1 from {entity.State} where origin in (0, 1)
               ) as record
               group by no having sum(count) <> 0;
               """;
        return $"""
            delete from {entity.Past} as past using {entity.Path} as path where path.is_late and path.no = past.{entity.No};
            insert into {entity.Past} ({entity.No}, {Frame}{columns})
            select no, {Frame.Replace("confirmed_", "repeated_")}{columns} from {entity.State} where not repeats and not is_last order by no, position;
            update {entity.Core} as known
            set is_inferred = false, confirmed_at = state.repeated_at, confirmed_file_no = state.repeated_file_no,
                {string.Join(", ", Frame.Split(", ").Where(each => !each.StartsWith("confirmed_", StringComparison.Ordinal)).Concat(entity.Columns).Select(Set))}
            from {entity.State} as state
            where state.is_last and not state.repeats and known.{entity.No} = state.no;
            {told}
            """;
    }

    /// <summary>
    /// A field the record does not say itself is as the record before left it. Its own are those it holds, and the
    /// blank ones of an export whose blank cells empty what was filled.
    /// </summary>
    private static string Carried(MergeEntity entity)
    {
        var columns = (IReadOnlyList<string>)["extras", .. entity.Entity.Fields.Select(field => field.CoreColumn)];
        var groups = columns.Select(column => $"""
            count(*) filter (where (is_start and "{column}" is not null) or (content_hash is not null and coalesce('{column}' <> all (carried), true)
                and ("{column}" is not null or coalesce('{column}' = any (erases), false)))) over path as "nth {column}"
            """);
        var values = columns.Select(column => $"""
            case when "nth {column}" > 0 then first_value("{column}") over (partition by no, "nth {column}" order by position) end as "{column}"
            """);
        var carried = columns.Select(column => $"""
            case when lag("nth {column}") over path = "nth {column}" and "nth {column}" > 0 then '{column}' end
            """);
        return $"""
            started as (
                -- Where the past is not needed, the path begins with what holds now: a state, with all that was carried to it.
                select placed.*, origin < 2 and position = 1 as is_start from placed
            ),
            counted as (
                select started.*, {string.Join(", ", groups)}
                from started
                window path as (partition by no order by position)
            ),
            said as (
                select no, origin, export, control, position, told, is_void, is_implied, within, is_deleted, said_at, confirmed_at, confirmed_file_no, file_no, line, content_hash,
                    case when is_start then carried else nullif(array_remove(array[{string.Join(", ", carried)}], null), '{"{}"}') end as carried, {string.Join(", ", values)}
                from counted
                window path as (partition by no order by position)
            )
            """;
    }

    /// <summary>An absence from an export of some days is none where the record's day is not one of them.</summary>
    private static string Covered(MergeEntity entity) => entity.Feeds.FirstOrDefault(feed => feed.Within is not null) is { } feed
        ? $"(content_hash is not null or {Absences.Covers(feed, "within", Absences.CoreDay(feed, "said"))})"
        : "true";

    /// <summary>For each export that ever fed the entity, the columns its blank cells empty.</summary>
    private static string Erasing(MergeEntity entity) =>
        $"select source_no, export, array_agg(column_name) as erases from estrella.feed where entity = '{entity.Name}' and blank_erases group by source_no, export";

    private const string Order = "said_at, as_of, file_name, origin, past_no, line";

    private static string List(IEnumerable<string> columns) => string.Concat(columns.Select(column => ", " + column));
}
