using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>
/// Which documents are sales and which take sales back, told by words: in a column that a heading does not give away, and in
/// the name of a file.
/// </summary>
internal static class DocumentKinds
{
    private const int MostKinds = 12;

    private static readonly Entity Order = EntityCatalog.Get("order");
    private static readonly Entity Line = EntityCatalog.Get("order_line");

    // Says that a file holds both: sales and returns.
    private static readonly HashSet<string> Joining = [.. "y e and with con com sin sem without".Split(' ')];

    /// <summary>
    /// The column whose words are partly those of returns and partly those of sales, more of these; states of orders, which say
    /// as much of a sale, are none. Null: there is none.
    /// </summary>
    public static ColumnProbe? ByValues(FileMeaning meaning) =>
        meaning.Main != Order && meaning.Main != Line ? null : meaning.File.Open.FirstOrDefault(column => TellsKinds(meaning, column));

    /// <summary>A number stands under one kind only: the kind is no part of what names a document.</summary>
    public static bool IsOfNumber(FileMeaning meaning, ColumnProbe kinds, ColumnProbe number) => number.IsUnique || meaning.Rows.IsConstantWithin(number, kinds) == true;

    /// <summary>A file is called as what takes sales back, and not as sales as well.</summary>
    public static bool AreReturns(Headings headings, string title)
    {
        var parts = Wording.Cut(title).ConvertAll(ColumnName.Plain);
        if (parts.Exists(Joining.Contains) || headings.Stem(Headings.DocumentKind, title) is not "return")
            return false;
        // Ventas devoluciones may be both: what a file is comes first.
        var (back, sold) = (parts.FindIndex(part => headings.Stem(Headings.DocumentKind, part) == "return"), parts.FindIndex(part => headings.Stem(Headings.DocumentKind, part) == "sale"));
        // Abono alone is a payment on account, too.
        return !parts.Exists(part => part.StartsWith("abono", StringComparison.Ordinal)) ? back < 0 || sold < 0 || back < sold : sold > back;
    }

    private static bool TellsKinds(FileMeaning meaning, ColumnProbe column)
    {
        if (column is not { Distinct: >= 2 and <= MostKinds, IsUnique: false, Words: { } words } || column.Blank * 20L > column.Filled)
            return false;
        var told = words.ToLookup(each => meaning.Headings.Word(Headings.DocumentKind, each.Key));
        var (back, sold) = (told["return"].ToList(), told["sale"].ToList());
        if (back.Count == 0 || sold.Count == 0 || back.Sum(each => each.Value) >= sold.Sum(each => each.Value)
            || sold.Exists(each => meaning.Headings.IsListed(Vocabulary.OrderStatus, each.Key)))
            return false;
        // Letters alone may be of anything: then all must be known. Words may have others beside them.
        var isInWords = back.Exists(each => each.Key.Length > 4) && sold.Exists(each => each.Key.Length > 4);
        if (told[null].Sum(each => each.Value) * (isInWords ? 2 : column.Filled) > column.Filled)
            return false;
        // Pieces below nought elsewhere tell of returns that the words do not.
        var pieces = meaning.Main == Line ? meaning.Column(Line, "quantity", false) : null;
        return pieces is not { Least: < 0 } || Enumerable.Range(0, meaning.Rows.Count).All(row => meaning.Rows.Numbers(pieces)[row] is not < 0 || meaning.Headings.Word(Headings.DocumentKind, meaning.Rows.Text(row, column)) == "return");
    }
}
