using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>
/// Whether documents that name those of another file tell their goods again, as invoices of orders do: most orders are named,
/// and each time with the very goods and pieces. What comes back is never most of what was sold.
/// </summary>
internal static class SameGoods
{
    private static readonly Entity Line = EntityCatalog.Get("order_line");
    private static readonly Entity Product = EntityCatalog.Get("product");

    /// <summary>Null: it is not so, or the lines do not name the same goods.</summary>
    /// <param name="notes">The documents that name others, by a column.</param>
    /// <param name="sales">The documents named, and the column that they are named by.</param>
    public static Proof? Proof((FileMeaning Lines, FileMeaning Heads, ColumnProbe Named) notes, (FileMeaning Lines, FileMeaning Heads, ColumnProbe Key) sales)
    {
        if (notes.Lines.Column(Line, "quantity", false) is not { } pieces || sales.Lines.Column(Line, "quantity", false) is not { } sold)
            return null;
        var (documents, named) = (Documents(notes.Lines, notes.Heads, notes.Named), Documents(sales.Lines, sales.Heads, sales.Key));
        foreach (var (one, other) in Goods(notes.Lines).SelectMany(one => Goods(sales.Lines).Where(other => other.Shared(one) * 10 >= one.Distinct * 9).Select(other => (one, other))))
        {
            var (again, first) = (Lines(notes.Lines, documents, one, pieces), Lines(sales.Lines, named, other, sold));
            var both = again.Keys.Where(first.ContainsKey).ToList();
            var same = both.Count(document => again[document].SequenceEqual(first[document]));
            if (both.Count * 10 >= first.Count * 6 && same * 100 >= both.Count * 95)
                return Discovery.Proof.Of(same, both.Count, FormattableString.Invariant($"the goods and pieces of {same:N0} of {both.Count:N0} of them are those of the document named, which are {both.Count:N0} of {first.Count:N0}"));
        }
        return null;
    }

    /// <summary>What the document of each line says in a column, which stands on the line or in the document's head.</summary>
    private static string[] Documents(FileMeaning lines, FileMeaning heads, ColumnProbe column)
    {
        if (lines == heads)
            return [.. Enumerable.Range(0, lines.Rows.Count).Select(row => lines.Rows.Text(row, column))];
        var said = new Dictionary<string, string>();
        for (var row = 0; row < heads.Rows.Count; row++)
            said.TryAdd(heads.Rows.Text(row, heads.Own!), heads.Rows.Text(row, column));
        return [.. Enumerable.Range(0, lines.Rows.Count).Select(row => said.GetValueOrDefault(lines.Rows.Text(row, lines.OrderColumn!), ""))];
    }

    private static IEnumerable<ColumnProbe> Goods(FileMeaning lines) => lines.Columns(Product, "sku").Concat(lines.Columns(Product, Headings.Id, mustSay: true)).Concat(lines.Columns(Product, "name"))
        .Where(each => each is { Distinct: > 1, IsDate: false } && each.Blank * 20L <= each.Filled).Distinct();

    private static Dictionary<string, List<(string, decimal?)>> Lines(FileMeaning file, string[] documents, ColumnProbe goods, ColumnProbe pieces)
    {
        var numbers = file.Rows.Numbers(pieces);
        return Enumerable.Range(0, documents.Length).Where(row => documents[row].Length > 0).GroupBy(row => documents[row])
            .ToDictionary(each => each.Key, each => each.Select(row => (file.Rows.Text(row, goods), numbers[row])).Order().ToList());
    }
}
