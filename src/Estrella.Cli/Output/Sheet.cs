namespace Estrella.Cli.Output;

/// <summary>How a result is written.</summary>
internal enum ResultFormat
{
    Table,
    Json,
    Csv,
    Md,
}

/// <summary>A result: named columns and their rows. Numbers stay numbers until they are written.</summary>
internal sealed record Sheet(IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows)
{
    /// <summary>Said under the table when there are no rows, so that nobody wonders whether something went wrong.</summary>
    public string WhenEmpty { get; init; } = "none";

    /// <summary>The columns whose numbers stand in line on the right.</summary>
    public bool IsNumeric(int column) =>
        Rows.Any(row => row[column] is not null) && Rows.All(row => row[column] is null or int or long or decimal or double);

    /// <summary>For people: a column in which nothing stands, or only zeros, takes no room.</summary>
    public Sheet WithoutEmptyColumns()
    {
        int[] kept = [.. Enumerable.Range(0, Columns.Count).Where(column => Rows.Any(row => row[column] is not (null or "" or 0 or 0L or 0m)))];
        return this with { Columns = [.. kept.Select(column => Columns[column])], Rows = [.. Rows.Select(row => kept.Select(column => row[column]).ToArray())] };
    }
}
