using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>
/// Columns that say which orders were cancelled: by yes or no, or by a day that only those have. They propose by their names,
/// and their values refuse.
/// </summary>
internal static class CancelFlags
{
    private static readonly Entity Order = EntityCatalog.Get("order");
    // May be cancelled, who did it, why, and how much.
    private static readonly string[] Besides = ["able", "avel", "ible", "user", "usuario", "usr", "motiv", "reason", "razon", "allow", "permit", "fee", "cargo", "policy", "by", "por"];

    /// <summary>The name speaks of cancelling.</summary>
    public static bool IsCalled(Headings headings, string name)
    {
        var parts = Wording.Cut(name).ConvertAll(ColumnName.Plain);
        // DTCANCEL has no sign between its words.
        bool Speaks(string part) => headings.Stem(Headings.Flag, part) == "cancelled" || part.Contains("cancel", StringComparison.Ordinal);
        return parts.Exists(Speaks) && !parts.Exists(part => Besides.Any(word => word.Length < 4 ? part == word : part.StartsWith(word, StringComparison.Ordinal) || part.EndsWith(word, StringComparison.Ordinal)));
    }

    /// <summary>The days on which orders were cancelled, which most orders do not have; null: no column tells them.</summary>
    public static ColumnProbe? Day(FileMeaning meaning, IReadOnlySet<ColumnProbe> used) => meaning.File.Open.FirstOrDefault(column => !used.Contains(column)
        && column is { IsDate: true, IsNumber: false, Filled: > 0 } && column.Filled * 2L < meaning.File.Rows && IsCalled(meaning.Headings, column.Name) && IsOfOrder(meaning, column));

    /// <summary>What the column says is said of the whole order.</summary>
    public static bool IsOfOrder(FileMeaning meaning, ColumnProbe column) =>
        meaning.Main == Order || (meaning.OrderColumn is { } order && meaning.Rows.IsConstantWithin(order, column) != false);

    /// <summary>
    /// A letter that stands on exactly the rows with a day of cancelling means cancelled; the other letters of its column are then
    /// sales. Null: no column has such a letter.
    /// </summary>
    public static (ColumnProbe Column, string Cancelled)? Letter(FileMeaning meaning, ColumnProbe day, IReadOnlySet<ColumnProbe> used)
    {
        var rows = Enumerable.Range(0, meaning.Rows.Count).ToLookup(row => meaning.Rows.Text(row, day).Length > 0);
        if (rows[true].Count() < 3 || rows[true].Count() >= rows[false].Count())
            return null;
        foreach (var column in meaning.File.Open.Where(column => column != day && !used.Contains(column) && column is { Blank: 0, Distinct: >= 2 and <= 12, Words: { } words }
            && words.Keys.All(text => text.Length <= 3) && !words.Keys.All(text => FlagWords.Read(text) is not null)))
        {
            var letters = rows[true].Select(row => meaning.Rows.Text(row, column)).Distinct().ToList();
            if (letters is [var letter] && !rows[false].Any(row => meaning.Rows.Text(row, column) == letter))
                return (column, letter);
        }
        return null;
    }
}
