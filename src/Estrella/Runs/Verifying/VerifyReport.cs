namespace Estrella.Runs.Verifying;

/// <summary>What was compared, and where the published tables say something else than core.</summary>
/// <param name="RunNo">The newest published run of the snapshot.</param>
/// <param name="Tables">In the order they are built.</param>
/// <param name="Differences">The first of each table; <see cref="VerifiedTable.Differing"/> counts them all.</param>
/// <param name="Notes">What a person should know when reading differences: other settings, another version of a model.</param>
public sealed record VerifyReport(
    int RunNo, IReadOnlyList<VerifiedTable> Tables, IReadOnlyList<Difference> Differences, IReadOnlyList<string> Notes)
{
    public bool IsEqual => Tables.All(table => table.Differing == 0);

    public long Rows => Tables.Sum(table => table.Rows);
}

/// <summary>A published table held against its rebuilt twin.</summary>
/// <param name="Table">With its schema: <c>star.fact_sales</c>.</param>
/// <param name="Rows">Published rows compared.</param>
/// <param name="Missing">Rows the rebuild has and the published table lacks.</param>
/// <param name="Extra">Rows the published table has and the rebuild lacks.</param>
/// <param name="Changed">Rows of both that say something else.</param>
/// <param name="KeptMembers">Members of a dimension that nothing names any more: they stay, by design, and are no difference.</param>
public sealed record VerifiedTable(string Table, long Rows, long Missing, long Extra, long Changed, long KeptMembers)
{
    public long Differing => Missing + Extra + Changed;
}

/// <summary>One row, or one column of a row, that differs.</summary>
/// <param name="Kind">missing (from the published table), extra (in it) or changed</param>
/// <param name="Key">The row's key; surrogate keys are told by what they stand for.</param>
/// <param name="Column">Null where the whole row is missing or extra.</param>
/// <param name="Published">The published value as PostgreSQL writes it; null is null.</param>
/// <param name="Rebuilt">What it should be.</param>
public sealed record Difference(string Table, string Kind, string Key, string? Column, string? Published, string? Rebuilt);
