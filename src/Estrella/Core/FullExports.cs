using Estrella.Foundation;
using Npgsql;

namespace Estrella.Core;

/// <summary>
/// The full exports of a run beside those published before. Files of one day are parts of one export: what none of them
/// holds is absent. A part with rows in quarantine proves no absence, for the missing row may be one of those.
/// </summary>
internal static class FullExports
{
    /// <summary>
    /// Leaves <c>full_export</c>, a row for each export and day. Tells the ledger which files of the run prove an absence,
    /// and of which days, for the records of later runs depend on it.
    /// </summary>
    public static Task TellAsync(NpgsqlConnection connection, CancellationToken cancellation) => connection.RunAsync(
        """
        update run_file set is_complete = holds_all and not kept_rows_out;
        update estrella.file as file set holds_all = run_file.is_complete, within = run_file.within
        from run_file
        where run_file.file_no = file.file_no and run_file.holds_all;
        create temp table full_export on commit drop as
        with part as (
            select source_no, export, as_of, name, file_no, within, is_complete, true as is_of_run from run_file where holds_all
            union all
            select file.source_no, file.export, file.as_of, file.name, file.file_no, file.within, file.holds_all, false
            from estrella.file as file
            join estrella.run as run on run.run_no = file.run_no and run.is_published
            where file.state = 'read' and file.file_no not in (select file_no from run_file)
                and (file.source_no, file.export) in (select source_no, export from run_file where holds_all)
        )
        select source_no, export, as_of, (array_agg(name order by name desc))[1] as name, (array_agg(file_no order by name desc))[1] as file_no,
            range_agg(within) as within, bool_and(is_complete) as is_complete, bool_or(not is_of_run) as is_published
        from part
        group by source_no, export, as_of;
        analyze full_export
        """, cancellation);
}
