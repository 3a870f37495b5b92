using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>
/// Lines that say how many of their pieces came back, or what money for them did: what was returned stands beside what was
/// sold, and no file of returns tells it.
/// </summary>
/// <param name="files">All files of the folder.</param>
internal sealed class PiecesBack(FileMeaning meaning, IReadOnlyList<FileMeaning> files, HashSet<ColumnProbe> used, DraftExport export)
{
    private static readonly Entity Back = EntityCatalog.Get("return");
    private static readonly Entity Line = EntityCatalog.Get("order_line");

    private readonly FileRows rows = meaning.Rows;
    private readonly LineMoney money = meaning.Money;

    /// <summary>Rows of which half at least say that nothing came back are no returns: they are sales, and say both.</summary>
    public static bool AreSales(FileMeaning file) => Said(file, "quantity").Concat(Said(file, "amount")).Any(column =>
        file.Rows.Numbers(column) is var back && back.Count(each => each is null or 0) * 2 >= back.Length);

    public void Find()
    {
        if (export.Feeds.Find(feed => feed.Entity == Line) is not { Id: not null } line || files.Any(TellsReturns) || export.Feeds.Exists(feed => feed.Entity == Back)
            || line.Fields.Find(field => field.Field == "order") is not { } order)
            return;
        if (meaning.Column(Line, "quantity", false) is { } sold && Counts(sold).Exists(column => rows.All([column, sold]).Any(cells => Exceeds(cells, column, sold))))
            return;
        var pieces = Pieces();
        var amount = Amounts().FirstOrDefault(column => IsWorth(column, pieces));
        if (pieces is null && (amount is null || !IsOfLine(amount)))
            return;
        // Money may come back without a piece; then it tells which rows are meant.
        var told = pieces is null || (amount is not null && HasMore(amount, pieces)) ? amount! : pieces;
        var feed = new DraftFeed(Back, line.Id, Proof.Of(Count(told), Count(told), told == amount
            ? FormattableString.Invariant($"money for it came back in {Count(told):N0} of {rows.Count:N0} {rows.Told}, never more than the line comes to")
            : FormattableString.Invariant($"pieces came back in {Count(told):N0} of {rows.Count:N0} {rows.Told}, never more than the line's own")), line.Repeats);
        feed.When.AddRange(line.When);
        feed.When.Add($"{{ {Yaml.Text(told.Name)}: {{ {AboveNought(told, told == pieces ? "quantity" : "amount")} }} }}");
        feed.Fields.Add(order with { Proof = null });
        feed.Add("order_line", line.Id);
        if (line.Fields.Find(field => field.Field == "product") is { } product)
            feed.Fields.Add(product with { Proof = null });
        Say(feed, "quantity", pieces);
        Say(feed, "amount", amount);
        Say(feed, "reason", meaning.Columns(Back, "reason").FirstOrDefault(column => !used.Contains(column) && IsOfThese(column, told)));
        var day = meaning.Columns(Back, "returned_at", mustSay: true).FirstOrDefault(column => !used.Contains(column) && IsOfThese(column, told));
        Say(feed, "returned_at", day);
        if (day is null)
            export.Notes.Add($"no column says on which day it came back ({told.Name}): it counts on its order's");
        export.Feeds.Add(feed);
    }

    private static bool TellsReturns(FileMeaning file) => file.Main == Back || file.Kinds is not null || file.Documents != DocumentsAre.Sales;

    private static IEnumerable<ColumnProbe> Said(FileMeaning file, string field) => file.Columns(Back, field, mustSay: true).Where(column => column is { IsNumber: true, Least: >= 0, Most: > 0 });

    /// <summary>The columns that count pieces that came back.</summary>
    private List<ColumnProbe> Counts(ColumnProbe sold) => [.. Said(meaning, "quantity").Where(column => column != sold && !used.Contains(column))];

    /// <summary>Of two columns that count what came back the one that is nowhere less; null: none is, or none counts.</summary>
    private ColumnProbe? Pieces()
    {
        if (meaning.Column(Line, "quantity", false) is not { Least: >= 0 } sold)
            return null;
        var told = Counts(sold);
        return told.Find(column => told.TrueForAll(other => rows.Numbers(column).Zip(rows.Numbers(other)).All(pair => (pair.First ?? 0) >= (pair.Second ?? 0))));
    }

    /// <summary>Wherever pieces came back money did, and elsewhere, too.</summary>
    private bool HasMore(ColumnProbe amount, ColumnProbe pieces) =>
        rows.Numbers(amount).Zip(rows.Numbers(pieces)).ToList() is var pairs && pairs.TrueForAll(pair => pair.First > 0 || pair.Second is null or 0) && pairs.Exists(pair => pair.First > 0 && pair.Second is null or 0);

    private bool Exceeds(string[] cells, ColumnProbe back, ColumnProbe quantity) =>
        (FileRows.Number(cells[0], rows.SignOf(back)) ?? 0) > (FileRows.Number(cells[1], rows.SignOf(quantity)) ?? 0);

    /// <summary>A test reads numbers as the file writes them. Of one that is written otherwise, $25.00, any digit but 0 tells: none is below.</summary>
    private string AboveNought(ColumnProbe column, string field) => DraftCells.Of(meaning, Back.Find(field)!, column) == Yaml.Text(column.Name) ? "above: 0" : "matches: '[1-9]'";

    /// <summary>Those without tax where the prices are, and with it where they hold it.</summary>
    private IEnumerable<ColumnProbe> Amounts()
    {
        TaxSide Side(ColumnProbe? column) => column is null ? TaxSide.Unsaid : meaning.Headings.TaxOf(column.Name).Side;
        var sold = Side(money.UnitPrice ?? money.Amount);
        return Said(meaning, "amount").Where(column => !used.Contains(column) && !money.Tells(column))
            .Where(column => sold == TaxSide.Unsaid || Side(column) == TaxSide.Unsaid || Side(column) == sold).OrderByDescending(column => Side(column) == sold);
    }

    /// <summary>
    /// What the pieces came to, net of discount, is never less than what was given back: else tax or postage is within it, or a
    /// discount is still to be taken off. Where pieces came back and mostly no money, it tells nothing.
    /// </summary>
    private bool IsWorth(ColumnProbe amount, ColumnProbe? pieces)
    {
        var (given, sold) = (rows.Numbers(amount), meaning.Column(Line, "quantity", false) is { } quantity ? rows.Numbers(quantity) : null);
        var back = pieces is null ? null : rows.Numbers(pieces);
        int told = 0, filled = 0;
        for (var row = 0; row < rows.Count; row++)
        {
            var hasPieces = back?[row] > 0;
            told += hasPieces ? 1 : 0;
            filled += hasPieces && given[row] > 0 ? 1 : 0;
            if (given[row] > 0 && given[row] > Worth(row, sold) * (hasPieces ? back![row] / sold![row] : 1) + LineMoney.Cent)
                return false;
        }
        return (money.UnitPrice ?? money.Amount) is not null && filled * 2 >= told;
    }

    /// <summary>What a line comes to, its discount taken off; null: a cell says nothing.</summary>
    private decimal? Worth(int row, decimal?[]? pieces)
    {
        if (money is { Amount: { } amount, IsBeforeDiscount: false })
            return rows.Numbers(amount)[row];
        var gross = money.UnitPrice is { } price ? rows.Numbers(price)[row] * (pieces is null ? 1 : pieces[row]) : money.Amount is { } whole ? rows.Numbers(whole)[row] : null;
        if (gross is not { } worth || money.Discount is not { } discount)
            return gross;
        var off = Math.Abs(rows.Numbers(discount)[row] ?? 0);
        // Undecided yet: the less of the two.
        return money.DiscountKind == DiscountIs.Undecided
            ? Math.Min(LineMoney.Less(worth, off, DiscountIs.Money), LineMoney.Less(worth, off, DiscountIs.Percent))
            : LineMoney.Less(worth, off, money.DiscountKind);
    }

    /// <summary>
    /// Money that came back is the line's own, and not the order's said on each of its rows or on the first: an order of several
    /// lines has it on another row alone, or none has it.
    /// </summary>
    private bool IsOfLine(ColumnProbe amount)
    {
        if (meaning.OrderColumn is not { } order)
            return false;
        var given = rows.Numbers(amount);
        var orders = Enumerable.Range(0, rows.Count).GroupBy(row => meaning.OrderText(row, order)).Select(each => each.ToList())
            .Where(each => each.Count > 1 && each.Exists(row => given[row] > 0)).ToList();
        return orders.TrueForAll(each => each.Exists(row => given[row] is null or 0)) && (orders.Count == 0 || orders.Exists(each => given[each[0]] is null or 0));
    }

    /// <summary>It is filled where something came back, and hardly elsewhere.</summary>
    private bool IsOfThese(ColumnProbe column, ColumnProbe told)
    {
        var back = rows.Numbers(told);
        var filled = Enumerable.Range(0, rows.Count).Where(row => rows.Text(row, column).Length > 0).ToList();
        return filled.Count > 0 && filled.Count(row => back[row] > 0) * 10 >= filled.Count * 8;
    }

    private int Count(ColumnProbe column) => rows.Numbers(column).Count(each => each > 0);

    private void Say(DraftFeed feed, string field, ColumnProbe? column)
    {
        if (column is null || !used.Add(column))
            return;
        feed.Add(field, DraftCells.Of(meaning, Back.Find(field)!, column), DraftCells.Proof(meaning, Back.Find(field)!, column));
    }
}
