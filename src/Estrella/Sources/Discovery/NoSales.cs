using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>
/// Rows among orders or lines that sell nothing and take nothing back: fees and transfers, of a kind none of whose rows has an
/// amount where sales have theirs, and quotes that a flag tells. They are counted and kept, and feed nothing.
/// </summary>
internal static class NoSales
{
    private static readonly Entity Order = EntityCatalog.Get("order");
    private static readonly Entity Line = EntityCatalog.Get("order_line");
    private static readonly HashSet<string> BesideQuotes = [.. "is es e flag ind yn sn order orders pedido venta sale documento document".Split(' ')];

    public static void SetAside(FileMeaning meaning, DraftExport export, HashSet<ColumnProbe> used)
    {
        if (meaning.Documents == DocumentsAre.Returns || meaning.Events is not null)
            return;
        if (meaning.Kinds is { } kinds && Others(meaning, kinds) is { Count: > 0 } others)
            Add(export, "other", kinds, others, new Proof("neither sales nor returns: none of their rows has an amount where sales have theirs"));
        foreach (var aside in meaning.Asides)
            Add(export, aside.Name, aside.Kinds, aside.Texts, aside.Proof);
        if (meaning.File.Open.FirstOrDefault(column => IsQuote(meaning, column)) is not { } quote)
            return;
        Add(export, "quote", quote, [.. quote.Words!.Keys.Where(text => FlagWords.Read(text) == true).Order(StringComparer.Ordinal)], new Proof("quotes, no orders"));
        used.Add(quote);
    }

    private static void Add(DraftExport export, string kind, ColumnProbe column, IReadOnlyList<string> texts, Proof proof)
    {
        export.Kinds.Add(new DraftField(kind, $"{{ {Yaml.Text(column.Name)}: [{string.Join(", ", texts.Select(Yaml.Text))}] }}", proof));
        export.SetAside = new DraftField("set_aside", export.SetAside is { } known ? $"{known.Cell[..^1]}, {kind}]" : $"[{kind}]", export.SetAside?.Proof ?? proof);
    }

    /// <summary>The words for neither on whose rows nothing stands where sales say what they come to.</summary>
    private static List<string> Others(FileMeaning meaning, ColumnProbe kinds)
    {
        var money = meaning.Main == Line ? meaning.Money.Amount ?? meaning.Money.UnitPrice : meaning.Column(Order, "subtotal", false) ?? meaning.Column(Order, "total", false);
        if (money is null)
            return [];
        var amounts = meaning.Rows.Numbers(money);
        var rows = Enumerable.Range(0, meaning.Rows.Count).ToLookup(row => meaning.Rows.Text(row, kinds));
        string? Word(string text) => meaning.Headings.Word(Headings.DocumentKind, text);
        bool HasNone(int row) => amounts[row] is null or 0;
        var sold = rows.Where(each => Word(each.Key) == "sale").SelectMany(each => each).ToList();
        return sold.Count < 3 || sold.Count(HasNone) * 20 > sold.Count ? []
            : [.. kinds.Words!.Keys.Where(text => Word(text) is null && rows[text].Any() && rows[text].All(HasNone)).Order(StringComparer.Ordinal)];
    }

    private static bool IsQuote(FileMeaning meaning, ColumnProbe column)
    {
        if (meaning.Main != Order || column is not { Distinct: 2, Words: { } words } || !words.Keys.All(text => FlagWords.Read(text) is not null))
            return false;
        var parts = Wording.Cut(column.Name).ConvertAll(ColumnName.Plain);
        var isQuoted = words.ToLookup(each => FlagWords.Read(each.Key) == true, each => each.Value);
        bool IsWord(string part) => meaning.Headings.Stem(Headings.Flag, part) == "quote";
        return parts.Exists(IsWord) && parts.TrueForAll(part => IsWord(part) || BesideQuotes.Contains(part)) && isQuoted[true].Sum() < isQuoted[false].Sum();
    }
}
