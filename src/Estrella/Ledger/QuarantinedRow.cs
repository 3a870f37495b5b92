namespace Estrella.Ledger;

/// <summary>A data row kept out, with everything that is wrong with it.</summary>
/// <param name="FileNo">The ledger's number of the file.</param>
/// <param name="Line">Line of the file on which the row begins, 1 for the first.</param>
/// <param name="Control">The row's control amount where it could be read.</param>
/// <param name="Raw">The row as it stands in the file; null where the export has a secret column.</param>
/// <param name="Problems">At least one.</param>
public sealed record QuarantinedRow(int FileNo, int Line, decimal? Control, string? Raw, IReadOnlyList<CellProblem> Problems)
{
    /// <summary>Its cells as the file holds them, unquoted; null where the export has a secret column.</summary>
    public IReadOnlyList<string>? Cells { get; init; }

    /// <summary>Number of the data row in its file; null: not known.</summary>
    public long? RowNumber { get; init; }

    /// <summary>Ids of its records that count the rows of the file: corrected later, the row keeps its place among them.</summary>
    public IReadOnlyList<string> CountedIds { get; init; } = [];
}

/// <summary>One thing wrong with a row.</summary>
/// <param name="Position">Number of the column in the file, 1 for the first; null when the row as a whole is meant.</param>
/// <param name="Column">Header of the column, or null.</param>
/// <param name="Value">What was found; null where it may not be shown (a secret column, or a row that could be shifted over one).</param>
/// <param name="Rule">Short name of the rule, such as <c>amount</c>, <c>date</c>, <c>cells</c>, <c>same-id</c>.</param>
/// <param name="Message">What was found and what was expected: <c>total is 'N/A', expected an amount such as 19.90</c>.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record CellProblem(int? Position, string? Column, string? Value, string Rule, string Message, string Remedy);

/// <summary>A data row the contract declares no data of ours: counted and kept, fed to nothing.</summary>
/// <param name="FileNo">The ledger's number of the file.</param>
/// <param name="Line">Line of the file on which the row begins, 1 for the first.</param>
/// <param name="Raw">The row as it stands in the file; null where the export has a secret column.</param>
/// <param name="Control">The row's control amount where it could be read.</param>
public sealed record SetAsideRow(int FileNo, int Line, string? Raw, decimal? Control);
