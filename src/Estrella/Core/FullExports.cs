using Estrella.Foundation;
using Npgsql;

namespace Estrella.Core;

/// <summary>
/// The full exports of a run beside those published before. Files of one day are parts of one export: what none of them
/// holds is absent. A part with rows in quarantine proves no absence, for the missing row may be one of those; once all of
/// them came, by replays or with a corrected file of the same name and day, the day is whole and does.
/// </summary>
internal static class FullExports
{
    private const string SameName =
        "(later.source_no, later.export, later.as_of, later.name, coalesce(later.directory, '')) = (file.source_no, file.export, file.as_of, file.name, coalesce(file.directory, ''))";

    /// <summary>
    /// Leaves <c>full_export</c>, a row for each export and day. Tells the ledger which files of the run prove an absence,
    /// and of which days, for the records of later runs depend on it. A day that becomes whole by this run is told as a new
    /// one (<c>is_healed</c>); <c>healed_file</c> has its published files.
    /// </summary>
    public static Task TellAsync(NpgsqlConnection connection, CancellationToken cancellation) => connection.RunAsync(
        $"""
        update run_file set is_complete = holds_all and not kept_rows_out;
        update estrella.file as file set holds_all = run_file.is_complete, within = run_file.within
        from run_file
        where run_file.file_no = file.file_no and run_file.holds_all;
        create temp table full_part on commit drop as
        with published as (
            select file.*, exists (
                select from estrella.file as later
                join estrella.run using (run_no)
                where run.is_published and later.state = 'read' and later.replays_file_no is null and later.file_no > file.file_no and {SameName}) as is_replaced
            from estrella.file as file
            join estrella.run using (run_no)
            where run.is_published and file.state = 'read' and file.file_no not in (select file_no from run_file)
                and (file.source_no, file.export) in (select source_no, export from run_file where holds_all)
        )
        select source_no, export, as_of, name, file_no, within, is_complete, null::boolean as was_complete from run_file where holds_all
        union all
        -- A replay is no part of its own: whether nothing is missing any more is said of its file.
        select source_no, export, as_of, name, file_no, within,
            holds_all or replays_file_no is not null
                or exists (select from run_file as replay where replay.is_complete and replay.replays_file_no = file.file_no)
                or exists (select from run_file as later where later.replays_file_no is null and {SameName}),
            holds_all or replays_file_no is not null
        from published as file
        where not is_replaced;
        create temp table full_export on commit drop as
        select told.*, has_published and is_complete and not was_complete as is_healed, has_published and (was_complete or not is_complete) as is_published
        from (
            select source_no, export, as_of,
                (array_agg(name order by was_complete is null desc, name desc))[1] as name,
                (array_agg(file_no order by was_complete is null desc, name desc))[1] as file_no,
                range_agg(within) as within, bool_and(is_complete) as is_complete,
                coalesce(bool_and(was_complete), false) as was_complete, count(was_complete) > 0 as has_published
            from full_part
            group by source_no, export, as_of
        ) as told;
        analyze full_export;
        create temp table healed_file on commit drop as
        select file.source_no, file.export, file.as_of, file.file_no
        from full_part as part
        join full_export using (source_no, export, as_of)
        join estrella.file as file on file.file_no = part.file_no
        where full_export.is_healed and part.was_complete is not null
            and not exists (select from run_file as later where later.replays_file_no is null and {SameName})
        """, cancellation);

    /// <summary>After the records were put in order: all files of a day that is whole now count as such for later runs.</summary>
    public static Task HealAsync(NpgsqlConnection connection, CancellationToken cancellation) => connection.RunAsync(
        """
        update estrella.file as file set holds_all = true
        from full_export
        join estrella.run on run.is_published
        where full_export.is_healed and run.run_no = file.run_no and file.state = 'read' and not file.holds_all
            and (file.source_no, file.export, file.as_of) = (full_export.source_no, full_export.export, full_export.as_of)
        """, cancellation);

    /// <summary>Days that only the undone run made whole are so no longer: rows of their files are open again.</summary>
    public static Task UnhealAsync(NpgsqlConnection connection, int undoneRunNo, CancellationToken cancellation) => connection.RunAsync(
        $"""
        update estrella.file as file set holds_all = false
        from estrella.run
        where run.is_published and run.run_no = file.run_no and run.run_no <> {undoneRunNo} and file.state = 'read' and file.holds_all
            and (file.source_no, file.export, file.as_of) in (
                select source_no, export, as_of from estrella.file where run_no = {undoneRunNo} and state = 'read' and holds_all)
            and exists (
                select from estrella.quarantine as kept
                where kept.file_no = coalesce(file.replays_file_no, file.file_no) and not exists (
                    select from estrella.replayed_row as replayed
                    join estrella.file as replay on replay.file_no = replayed.by_file_no and replay.run_no <> {undoneRunNo}
                    join estrella.run as other on other.run_no = replay.run_no and other.is_published
                    where replayed.file_no = kept.file_no and replayed.line = kept.line))
            and not exists (
                select from estrella.file as later
                join estrella.run as other on other.run_no = later.run_no and other.is_published
                where other.run_no <> {undoneRunNo} and later.state = 'read' and later.replays_file_no is null and later.file_no > file.file_no and {SameName})
        """, cancellation);
}
