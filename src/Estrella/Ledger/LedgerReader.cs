using Npgsql;

namespace Estrella.Ledger;

/// <summary>A run as the ledger keeps it.</summary>
/// <param name="UndoneBy">The run that took it back: who and when are told there.</param>
/// <param name="RowsRead">By PostgreSQL in the publishing transaction, without its parallel workers; null: nothing was published.</param>
/// <param name="RowsWritten">Inserted, updated and deleted in it.</param>
public sealed record LedgerRun(
    int RunNo, DateTime StartedAt, DateTime? EndedAt, string State, string UserName, string HostName, string Version, string Command,
    bool IsPublished, string? Message, int? UndoneBy, long? RowsRead, long? RowsWritten);

/// <summary>What a run met, over all its files.</summary>
/// <param name="Files">Those it skipped included.</param>
/// <param name="Rows">Of the files it read.</param>
public sealed record LedgerRunTotal(int RunNo, long Files, long Rows, IReadOnlyDictionary<string, long> RowsByVerdict);

/// <summary>A file of a run with what became of its rows.</summary>
/// <param name="State">pending, read or skipped</param>
/// <param name="AsOf">UTC; <see cref="DateTime.MinValue"/>: undated.</param>
public sealed record LedgerRunFile(
    int FileNo, string Source, string Export, string Name, string? Directory, string State, DateTime AsOf, long Bytes, long? Rows, long? LayoutRows,
    IReadOnlyList<ControlTotal> Totals);

/// <summary>A step of a run.</summary>
public sealed record LedgerStep(string Name, DateTime StartedAt, TimeSpan Duration, long? Rows);

/// <summary>A run with everything kept of it.</summary>
public sealed record LedgerRunDetail(
    LedgerRun Run, IReadOnlyList<LedgerRunFile> Files, IReadOnlyList<LedgerStep> Steps, IReadOnlyList<Contradiction> Contradictions, FigureChanges Figures)
{
    /// <summary>The run that took it back; null: none has.</summary>
    public LedgerRun? UndoneBy { get; init; }

    /// <summary>Names of the sources, by number.</summary>
    public required IReadOnlyDictionary<int, string> Sources { get; init; }

    /// <summary>Who said it, or should have: <c>tienda.ordenes</c>.</summary>
    public string NameOf(Teller teller) => teller.Export.Length == 0 ? Sources[teller.SourceNo] : $"{Sources[teller.SourceNo]}.{teller.Export}";

    /// <summary>Columns that are other than in the files before, a line each.</summary>
    public IReadOnlyList<string> Drifts { get; init; } = [];
}

/// <summary>Reads the ledger. A database no run has met yet has none: the answers are empty.</summary>
public sealed partial class LedgerReader(string connectionString)
{
    private const string RunColumns = "run_no, started_at, ended_at, state, user_name, host_name, version, command, is_published, message, undone_by_run_no, rows_read, rows_written";

    private const string Figures =
        """
        select month, currency, measure, before_value, after_value, is_new_month
        from estrella.figure_change
        where run_no = $1
        order by month, currency, array_position($2, measure)
        """;

    /// <summary>The last runs, latest first.</summary>
    public Task<IReadOnlyList<LedgerRun>> RunsAsync(int count = 20, CancellationToken cancellation = default) =>
        ListAsync($"select {RunColumns} from estrella.run order by run_no desc limit $1", Run, cancellation, count);

    /// <summary>Files and rows by verdict of those runs that met a file.</summary>
    public async Task<IReadOnlyDictionary<int, LedgerRunTotal>> TotalsAsync(IReadOnlyList<int> runs, CancellationToken cancellation = default) => (await ListAsync(
        """
        with verdict as (
            select file.run_no, total.verdict, sum(total.row_count)::bigint as row_count
            from estrella.control_total as total
            join estrella.file as file on file.file_no = total.file_no
            where file.run_no = any ($1)
            group by file.run_no, total.verdict
        ),

        verdict_list as (
            select run_no, array_agg(verdict) as verdicts, array_agg(row_count) as row_counts
            from verdict
            group by run_no
        ),

        met as (
            select run_no, count(*) as file_count, coalesce(sum(row_count) filter (where state = 'read'), 0)::bigint as row_count
            from estrella.file
            where run_no = any ($1)
            group by run_no
        )

        select met.run_no, met.file_count, met.row_count, coalesce(verdict_list.verdicts, '{}'), coalesce(verdict_list.row_counts, '{}')
        from met
        left join verdict_list on verdict_list.run_no = met.run_no
        """,
        row => new LedgerRunTotal(
            row.GetInt32(0), row.GetInt64(1), row.GetInt64(2),
            row.GetFieldValue<string[]>(3).Zip(row.GetFieldValue<long[]>(4)).ToDictionary(each => each.First, each => each.Second)),
        cancellation, runs.ToArray())).ToDictionary(total => total.RunNo);

    /// <summary>A run with its files, totals, steps and contradictions; without a number the last. Null: there is none.</summary>
    public async Task<LedgerRunDetail?> RunAsync(int? runNo = null, CancellationToken cancellation = default)
    {
        var runs = runNo is { } number
            ? await ListAsync($"select {RunColumns} from estrella.run where run_no = $1", Run, cancellation, number)
            : await RunsAsync(1, cancellation);
        if (runs.Count == 0)
            return null;
        var run = runs[0];
        var totals = (await ListAsync(
            """
            select total.file_no, total.verdict, total.row_count, total.amount, total.no_amount_count, total.control_column
            from estrella.control_total as total
            join estrella.file as file on file.file_no = total.file_no
            where file.run_no = $1
            """,
            row => new ControlTotal(
                row.GetInt32(0), (Verdict)Verdicts.Names.ToList().IndexOf(row.GetString(1)), row.GetInt64(2), Cell<decimal>(row, 3), row.GetInt64(4), Text(row, 5)),
            cancellation, run.RunNo)).ToLookup(total => total.FileNo);
        var files = await ListAsync(
            """
            select file.file_no, source.name, file.export, file.name, file.directory, file.state, file.as_of, file.byte_count, file.row_count, file.layout_row_count
            from estrella.file as file
            join estrella.source as source on source.source_no = file.source_no
            where file.run_no = $1
            order by file.file_no
            """,
            row => new LedgerRunFile(
                row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetString(3), Text(row, 4), row.GetString(5), row.GetDateTime(6), row.GetInt64(7),
                Cell<long>(row, 8), Cell<long>(row, 9), [.. totals[row.GetInt32(0)].OrderBy(total => total.Verdict)]),
            cancellation, run.RunNo);
        var steps = await ListAsync(
            "select name, started_at, milliseconds, row_count from estrella.step where run_no = $1 order by step_no",
            row => new LedgerStep(row.GetString(0), row.GetDateTime(1), TimeSpan.FromMilliseconds(row.GetInt64(2)), Cell<long>(row, 3)),
            cancellation, run.RunNo);
        var kept = await ListAsync(
            $"select {ContradictionRegister.Columns} from estrella.contradiction where run_no = $1 order by kind, source_no, export, other_source_no, other_export",
            ContradictionRegister.Read, cancellation, run.RunNo);
        var feeding = (await ListAsync(
            "select source_no, entity, string_agg(distinct export, ' + ') from estrella.feed group by source_no, entity",
            row => (Key: (row.GetInt32(0), row.GetString(1)), Exports: row.GetString(2)), cancellation)).ToDictionary(each => each.Key, each => each.Exports);
        var contradictions = ContradictionRegister.Told(kept, feeding);
        var tellers = (await ListAsync("select source_no, name from estrella.source", row => (row.GetInt32(0), row.GetString(1)), cancellation)).ToDictionary();
        var figures = await ListAsync(Figures, Figure, cancellation, run.RunNo, FigureChange.Measures.ToArray());
        var undo = run.UndoneBy is { } by ? await ListAsync($"select {RunColumns} from estrella.run where run_no = $1", Run, cancellation, by) : [];
        return new LedgerRunDetail(run, files, steps, contradictions, new FigureChanges(HadFigures: figures.Count == 0 || figures.Any(each => !each.IsNewMonth), figures))
        {
            UndoneBy = undo is [var found] ? found : null,
            Sources = tellers,
            Drifts = await ListAsync(
                "select file.name || ': ' || drift.message from estrella.drift join estrella.file as file using (file_no) where file.run_no = $1 order by file_no, column_name, kind",
                row => row.GetString(0), cancellation, run.RunNo),
        };
    }

    /// <summary>The figures a run changed, read within the transaction that changes them.</summary>
    internal static async Task<IReadOnlyList<FigureChange>> FiguresAsync(NpgsqlConnection publishing, int runNo, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Figures, publishing);
        command.Parameters.Add(new() { Value = runNo });
        command.Parameters.Add(new() { Value = FigureChange.Measures.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var figures = new List<FigureChange>();
        while (await reader.ReadAsync(cancellation))
            figures.Add(Figure(reader));
        return figures;
    }

    /// <summary>Where exports disagree, or did: how much, since which run.</summary>
    public async Task<IReadOnlyList<ContradictionHistory>> ContradictionsAsync(CancellationToken cancellation = default)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        return await ContradictionHistory.ReadAsync(connection, 0, cancellation);
    }

    /// <summary>Whether a run was ever begun on this database.</summary>
    public async Task<bool> HasRunsAsync(CancellationToken cancellation = default) => (await RunsAsync(1, cancellation)).Count > 0;

    private async Task<IReadOnlyList<T>> ListAsync<T>(
        string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation, params object[] parameters)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await using var exists = new NpgsqlCommand("select to_regclass('estrella.run') is not null", connection);
        if (!(bool)(await exists.ExecuteScalarAsync(cancellation))!)
            return [];
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
            command.Parameters.Add(new() { Value = parameter });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
            rows.Add(read(reader));
        return rows;
    }

    private static FigureChange Figure(NpgsqlDataReader row) => new(
        row.GetFieldValue<DateOnly>(0), row.GetString(1), row.GetString(2), Cell<decimal>(row, 3), Cell<decimal>(row, 4), row.GetBoolean(5));

    private static LedgerRun Run(NpgsqlDataReader row) => new(
        row.GetInt32(0), row.GetDateTime(1), Cell<DateTime>(row, 2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7),
        row.GetBoolean(8), Text(row, 9), Cell<int>(row, 10), Cell<long>(row, 11), Cell<long>(row, 12));

    private static T? Cell<T>(NpgsqlDataReader row, int at) where T : struct => row.IsDBNull(at) ? null : row.GetFieldValue<T>(at);

    private static string? Text(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);
}
