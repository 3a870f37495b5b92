using Npgsql;

namespace Estrella.Ledger;

/// <summary>One problem of a row kept out, with where it stands.</summary>
/// <param name="State">open, replayed by run N, or replaced by run N (the corrected file itself was read)</param>
public sealed record LedgerProblem(
    int RunNo, string Source, string Export, string File, int Line, int ProblemNo, int? Position, string? Column, string? Value,
    string Rule, string Message, string Remedy, string? Raw, decimal? Control, string State);

/// <summary>Which rows kept out are meant; all of it must fit.</summary>
/// <param name="RunNo">Those of that run, whatever became of them since; null: those that are open.</param>
public sealed record KeptFilter(int? RunNo = null, string? Source = null, string? File = null, string? Rule = null);

/// <summary>A row kept out with everything it takes to correct it.</summary>
/// <param name="Directory">Folder below the one that was given; null: that folder.</param>
/// <param name="AsOf">Of its file, UTC; <see cref="DateTime.MinValue"/>: undated.</param>
/// <param name="Cells">As the file holds them; null: no text is kept, for the export has a secret column.</param>
/// <param name="Problems">In the order they were found.</param>
public sealed record KeptRow(
    int FileNo, int RunNo, int SourceNo, string Source, string Export, string File, string? Directory, string Checksum, DateTime AsOf, bool IsPublished,
    int Line, IReadOnlyList<string>? Cells, long? RowNumber, IReadOnlyList<string> CountedIds, string State, IReadOnlyList<KeptProblem> Problems)
{
    /// <summary>How a spreadsheet names the row: the checksum of its file and its line.</summary>
    public string Name => $"{Checksum}:{Line}";
}

/// <summary>What is wrong with a row kept out.</summary>
public sealed record KeptProblem(int? Position, string? Column, string Rule, string Message, string Remedy);

public sealed partial class LedgerReader
{
    // A row is open until a published run brought it, corrected, or read the corrected file of the same name and day.
    private const string States =
        """
        select kept.file_no, kept.line,
            coalesce(
                'replayed by run ' || (
                    select min(replay.run_no)
                    from estrella.replayed_row as replayed
                    join estrella.file as replay on replay.file_no = replayed.by_file_no
                    join estrella.run using (run_no)
                    join estrella.file as first on first.file_no = replayed.file_no
                    -- The same bytes, read again since, have the same rows.
                    where run.is_published and replayed.line = kept.line and (first.source_no, first.export, first.checksum, first.as_of)
                        = (file.source_no, file.export, file.checksum, file.as_of)),
                'replaced by run ' || (
                    select min(later.run_no)
                    from estrella.file as later
                    join estrella.run using (run_no)
                    where run.is_published and later.state = 'read' and later.replays_file_no is null and later.file_no > file.file_no
                        and (later.source_no, later.export, later.as_of, later.name, coalesce(later.directory, ''))
                            = (file.source_no, file.export, file.as_of, file.name, coalesce(file.directory, ''))),
                'open') as state
        from estrella.quarantine as kept
        join estrella.file as file on file.file_no = kept.file_no
        where kept.problem_no = 1
        """;

    // Of a run that published nothing its own rows are told as long as it is the last one; those of a replay stand with their file.
    private const string Meant =
        """
        ($1 = 0
            and file.replays_file_no is null and kept_state.state = 'open'
            and (run.is_published or run.state <> 'undone' and run.run_no = (
                select max(run_no) from estrella.file join estrella.run using (run_no) where file.state <> 'skipped' and run.state <> 'undone'))
            or file.run_no = $1)
        and ($2 = '' or source.name = $2) and ($3 = '' or file.name = $3) and ($4 = '' or kept.rule = $4)
        """;

    private const string From =
        $"""
        from estrella.quarantine as kept
        join estrella.file as file on file.file_no = kept.file_no
        join estrella.run as run on run.run_no = file.run_no
        join estrella.source as source on source.source_no = file.source_no
        join ({States}) as kept_state on kept_state.file_no = kept.file_no and kept_state.line = kept.line
        """;

    /// <summary>How many rows are kept out.</summary>
    public async Task<long> KeptOutCountAsync(KeptFilter filter, CancellationToken cancellation = default) =>
        (await ListAsync($"select count(distinct (kept.file_no, kept.line)) {From} where {Meant}", row => row.GetInt64(0), cancellation, Parameters(filter)))
            is [var count] ? count : 0;

    /// <summary>Problems of rows kept out, in the order of their files.</summary>
    /// <param name="offset">Problems to leave out, for the next page.</param>
    public Task<IReadOnlyList<LedgerProblem>> KeptOutAsync(KeptFilter filter, int offset = 0, int limit = 100, CancellationToken cancellation = default) => ListAsync(
        $"""
        select file.run_no, source.name, file.export, file.name, kept.line, kept.problem_no, kept.position, kept.column_name, kept.value,
            kept.rule, kept.message, kept.remedy, kept.raw, kept.control, kept_state.state
        {From}
        where {Meant}
        order by kept.file_no, kept.line, kept.problem_no
        offset $5 limit $6
        """,
        row => new LedgerProblem(
            row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt32(4), row.GetInt32(5), Cell<int>(row, 6), Text(row, 7),
            Text(row, 8), row.GetString(9), row.GetString(10), row.GetString(11), Text(row, 12), Cell<decimal>(row, 13), row.GetString(14)),
        cancellation, [.. Parameters(filter), offset, limit]);

    /// <summary>Rows kept out, each once, with all that is wrong with it.</summary>
    public Task<IReadOnlyList<KeptRow>> KeptRowsAsync(KeptFilter filter, CancellationToken cancellation = default) =>
        RowsAsync($"where {Meant} and file.replays_file_no is null", cancellation, Parameters(filter));

    /// <summary>Rows by the checksum of their file and their line, whatever became of them; those of replays stand with their file.</summary>
    public Task<IReadOnlyList<KeptRow>> KeptRowsAsync(IReadOnlyList<string> names, CancellationToken cancellation = default) =>
        RowsAsync("where file.checksum || ':' || kept.line = any ($1) and file.replays_file_no is null", cancellation, new object[] { names.ToArray() });

    /// <summary>The header of files, as it stands in them.</summary>
    public async Task<ILookup<int, string>> HeadersAsync(IEnumerable<int> files, CancellationToken cancellation = default) => (await ListAsync(
        "select file_no, name from estrella.file_column where file_no = any ($1) order by file_no, position",
        row => (FileNo: row.GetInt32(0), Name: row.GetString(1)), cancellation, files.Distinct().ToArray())).ToLookup(each => each.FileNo, each => each.Name);

    private async Task<IReadOnlyList<KeptRow>> RowsAsync(string where, CancellationToken cancellation, params object[] parameters) => await ListAsync(
        $"""
        with meant as (select distinct kept.file_no, kept.line {From} {where})
        select file.file_no, file.run_no, file.source_no, source.name, file.export, file.name, file.directory, file.checksum, file.as_of, run.is_published,
            kept.line, first.cells, first.row_number, coalesce(first.counted_ids, '{"{}"}'), kept_state.state, array_agg(kept.position order by kept.problem_no), array_agg(kept.column_name order by kept.problem_no),
            array_agg(kept.rule order by kept.problem_no), array_agg(kept.message order by kept.problem_no), array_agg(kept.remedy order by kept.problem_no)
        {From}
        join meant on meant.file_no = kept.file_no and meant.line = kept.line
        join estrella.quarantine as first on first.file_no = kept.file_no and first.line = kept.line and first.problem_no = 1
        group by file.file_no, file.run_no, file.source_no, source.name, file.export, file.name, file.directory, file.checksum, file.as_of, run.is_published,
            kept.file_no, kept.line, first.cells, first.row_number, first.counted_ids, kept_state.state
        order by file.file_no, kept.line
        """,
        row => new KeptRow(
            row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetString(3), row.GetString(4), row.GetString(5), Text(row, 6), row.GetString(7), row.GetDateTime(8),
            row.GetBoolean(9), row.GetInt32(10), row.IsDBNull(11) ? null : row.GetFieldValue<string[]>(11), Cell<long>(row, 12), row.GetFieldValue<string[]>(13), row.GetString(14),
            [.. row.GetFieldValue<int?[]>(15).Select((position, at) => new KeptProblem(
                position, row.GetFieldValue<string?[]>(16)[at], row.GetFieldValue<string[]>(17)[at], row.GetFieldValue<string[]>(18)[at], row.GetFieldValue<string[]>(19)[at]))]),
        cancellation, parameters);

    private static object[] Parameters(KeptFilter filter) => [filter.RunNo ?? 0, filter.Source ?? "", filter.File ?? "", filter.Rule ?? ""];
}
