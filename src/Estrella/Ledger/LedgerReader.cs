using Estrella.Foundation;
using Npgsql;

namespace Estrella.Ledger;

/// <summary>A run in the ledger, and its rows by verdict over all files it read.</summary>
/// <param name="EndedAt">Null: it is running, or it was killed and no run came after it.</param>
/// <param name="Files">Files it met, those it skipped included.</param>
/// <param name="RowsBy">Rows by the verdict's stored name.</param>
public sealed record RunEntry(
    int RunNo, DateTime StartedAt, DateTime? EndedAt, string State, string UserName, string HostName, string Version, string Command,
    string? Message, long Files, long Rows, IReadOnlyDictionary<string, long> RowsBy);

/// <summary>A file of a run, with rows and money by verdict.</summary>
/// <param name="AsOf">The moment it speaks for; null: undated.</param>
/// <param name="Rows">Data rows; null: not read to its end.</param>
/// <param name="ControlColumn">What the amounts are the sum of; null: no control.</param>
public sealed record FileEntry(
    int FileNo, string Source, string Export, string Name, DateTime? AsOf, string State, long? Rows, long? LayoutRows, string? ControlColumn,
    IReadOnlyDictionary<string, long> RowsBy, IReadOnlyDictionary<string, decimal> AmountBy);

/// <summary>A step of a run.</summary>
public sealed record StepEntry(string Name, DateTime StartedAt, TimeSpan Duration, long? Rows);

/// <summary>Where exports disagree with themselves.</summary>
public sealed record ContradictionEntry(string Kind, long Compared, long Agree, long Disagree, decimal? Amount, string Message);

/// <summary>One thing wrong with a row kept out.</summary>
public sealed record QuarantineEntry(
    int RunNo, string Source, string File, int Line, int? Position, string? Column, string? Value, string Rule, string Message, string Remedy);

/// <summary>Which rows kept out are asked for.</summary>
/// <param name="RunNo">Null: the newest run that read a file.</param>
public sealed record QuarantineFilter(int? RunNo, string? File, string? Rule, int Limit);

/// <summary>Reads what runs left behind: also runs that published nothing.</summary>
public static class LedgerReader
{
    /// <summary>The newest runs first.</summary>
    /// <exception cref="EstrellaException">Exit code 4: this database has seen no run.</exception>
    public static async Task<IReadOnlyList<RunEntry>> RunsAsync(NpgsqlConnection connection, int limit, int? runNo, CancellationToken cancellation)
    {
        await NeedLedgerAsync(connection, cancellation);
        return await ReadAsync(
            connection,
            """
            with file_total as (
                select run_no, count(*) as file_count, coalesce(sum(row_count) filter (where state = 'read'), 0)::bigint as row_count
                from estrella.file
                group by run_no
            ),

            verdict_total as (
                select run_no, verdict, sum(control_total.row_count)::bigint as row_count
                from estrella.control_total as control_total
                join estrella.file as file on file.file_no = control_total.file_no
                group by run_no, verdict
            ),

            verdict_list as (
                select run_no, array_agg(verdict) as verdicts, array_agg(row_count) as row_counts
                from verdict_total
                group by run_no
            )

            select
                run.run_no, run.started_at, run.ended_at, run.state, run.user_name, run.host_name, run.version, run.command, run.message,
                coalesce(file_total.file_count, 0), coalesce(file_total.row_count, 0),
                coalesce(verdict_list.verdicts, '{}'), coalesce(verdict_list.row_counts, '{}')
            from estrella.run as run
            left join file_total on file_total.run_no = run.run_no
            left join verdict_list on verdict_list.run_no = run.run_no
            where $2::int is null or run.run_no = $2
            order by run.run_no desc
            limit $1
            """,
            row => new RunEntry(
                row.GetInt32(0), row.GetDateTime(1), Moment(row, 2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6),
                row.GetString(7), Text(row, 8), row.GetInt64(9), row.GetInt64(10), ByVerdict<long>(row, 11, 12)),
            cancellation,
            limit,
            runNo);
    }

    /// <summary>The files of a run, in the order it met them.</summary>
    public static Task<IReadOnlyList<FileEntry>> FilesAsync(NpgsqlConnection connection, int runNo, CancellationToken cancellation) => ReadAsync(
        connection,
        """
        with total as (
            select
                file_no, max(control_column) as control_column, array_agg(verdict) as verdicts, array_agg(row_count) as row_counts,
                array_agg(verdict) filter (where amount is not null) as amount_verdicts,
                array_agg(amount) filter (where amount is not null) as amounts
            from estrella.control_total
            group by file_no
        )

        select
            file.file_no, source.name, file.export, file.name, nullif(file.as_of, '-infinity'), file.state, file.row_count, file.layout_row_count,
            total.control_column, coalesce(total.verdicts, '{}'), coalesce(total.row_counts, '{}'),
            coalesce(total.amount_verdicts, '{}'), coalesce(total.amounts, '{}')
        from estrella.file as file
        join estrella.source as source on source.source_no = file.source_no
        left join total on total.file_no = file.file_no
        where file.run_no = $1
        order by file.file_no
        """,
        row => new FileEntry(
            row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetString(3), Moment(row, 4), row.GetString(5), Number(row, 6), Number(row, 7),
            Text(row, 8), ByVerdict<long>(row, 9, 10), ByVerdict<decimal>(row, 11, 12)),
        cancellation,
        runNo);

    /// <summary>What a run did, step by step.</summary>
    public static Task<IReadOnlyList<StepEntry>> StepsAsync(NpgsqlConnection connection, int runNo, CancellationToken cancellation) => ReadAsync(
        connection,
        "select name, started_at, milliseconds, row_count from estrella.step where run_no = $1 order by step_no",
        row => new StepEntry(row.GetString(0), row.GetDateTime(1), TimeSpan.FromMilliseconds(row.GetInt64(2)), Number(row, 3)),
        cancellation,
        runNo);

    /// <summary>The contradictions a run counted.</summary>
    public static Task<IReadOnlyList<ContradictionEntry>> ContradictionsAsync(NpgsqlConnection connection, int runNo, CancellationToken cancellation) => ReadAsync(
        connection,
        """
        select kind, compared_count, agree_count, disagree_count, amount, message
        from estrella.contradiction
        where run_no = $1
        order by kind
        """,
        row => new ContradictionEntry(
            row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.IsDBNull(4) ? null : row.GetDecimal(4), row.GetString(5)),
        cancellation,
        runNo);

    /// <summary>Rows kept out, in the order of file and line; a row with two problems is there twice.</summary>
    /// <returns>At most as many as asked for, and how many there are.</returns>
    /// <exception cref="EstrellaException">Exit code 4: this database has seen no run.</exception>
    public static async Task<(IReadOnlyList<QuarantineEntry> Rows, long Count)> QuarantineAsync(
        NpgsqlConnection connection, QuarantineFilter filter, CancellationToken cancellation)
    {
        await NeedLedgerAsync(connection, cancellation);
        var count = 0L;
        var rows = await ReadAsync(
            connection,
            """
            select
                file.run_no, source.name, file.name, quarantine.line, quarantine.position, quarantine.column_name, quarantine.value,
                quarantine.rule, quarantine.message, quarantine.remedy, count(*) over ()
            from estrella.quarantine as quarantine
            join estrella.file as file on file.file_no = quarantine.file_no
            join estrella.source as source on source.source_no = file.source_no
            where file.run_no = coalesce($1::int, (select max(run_no) from estrella.file where state <> 'skipped'))
                and ($2::text is null or file.name = $2)
                and ($3::text is null or quarantine.rule = $3)
            order by quarantine.file_no, quarantine.line, quarantine.problem_no
            limit $4
            """,
            row =>
            {
                count = row.GetInt64(10);
                return new QuarantineEntry(
                    row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetInt32(3), row.IsDBNull(4) ? null : row.GetInt32(4), Text(row, 5),
                    Text(row, 6), row.GetString(7), row.GetString(8), row.GetString(9));
            },
            cancellation,
            filter.RunNo,
            filter.File,
            filter.Rule,
            filter.Limit);
        return (rows, count);
    }

    private static async Task NeedLedgerAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select to_regclass('estrella.run') is not null", connection);
        if (await command.ExecuteScalarAsync(cancellation) is not true)
            throw new EstrellaException(ExitCode.DecisionMissing, "this database has seen no run", "publish first: estrella run DIR");
    }

    private static async Task<IReadOnlyList<T>> ReadAsync<T>(
        NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> map, CancellationToken cancellation, params object?[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
            rows.Add(map(reader));
        return rows;
    }

    private static Dictionary<string, T> ByVerdict<T>(NpgsqlDataReader row, int verdicts, int values) =>
        row.GetFieldValue<string[]>(verdicts).Zip(row.GetFieldValue<T[]>(values)).ToDictionary(each => each.First, each => each.Second);

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static long? Number(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    private static DateTime? Moment(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDateTime(column);
}
