using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>
/// Quotes among the lines of orders, told by no word. A column tells kinds of documents where all pieces of one kind are below
/// zero and none of the others'. A kind of those others has sold nothing where no piece of it left and it has no day where later
/// sales have theirs.
/// </summary>
internal static class NeverSold
{
    private const int LeastDocuments = 3;
    private const int LaterSales = 10;

    private static readonly Entity Order = EntityCatalog.Get("order");
    private static readonly Entity Line = EntityCatalog.Get("order_line");

    /// <summary>Null: no column tells kinds, or all of them were delivered.</summary>
    public static (FileMeaning File, KindAside Aside)? Of(FileMeaning lines)
    {
        if (lines.Column(Line, "quantity", false) is not { Least: < 0 } quantity || lines.Column(Order, "ordered_at", false) is not { } day)
            return null;
        foreach (var column in lines.File.Open.Where(each => KindAside.MayBe(lines, each)))
        {
            if (Told(lines, column, quantity, day) is { } found)
                return (lines, found);
        }
        return null;
    }

    private static KindAside? Told(FileMeaning lines, ColumnProbe column, ColumnProbe quantity, ColumnProbe day)
    {
        var (rows, order, pieces) = (lines.Rows, lines.OrderColumn!, lines.Rows.Numbers(quantity));
        var kinds = Enumerable.Range(0, rows.Count).Where(row => pieces[row] is not (null or 0)).ToLookup(row => rows.Text(row, column));
        int Documents(IEnumerable<int> among) => among.DistinctBy(row => lines.OrderText(row, order)).Count();
        var back = kinds.Where(kind => kind.All(row => pieces[row] < 0)).Select(kind => kind.Key).ToHashSet();
        var others = kinds.Where(kind => !back.Contains(kind.Key)).OrderByDescending(Documents).ToList();
        if (back.Count == 0 || others.Count < 2 || others.Exists(kind => kind.Any(row => pieces[row] < 0)))
            return null;
        var sold = others[0];
        bool Has(int row, ColumnProbe each) => each.IsNumber ? rows.Numbers(each)[row] is not (null or 0) : rows.Text(row, each).Length > 0;
        // Nine of ten sales have both; what is open lacks them, too.
        var usual = lines.File.Open.Where(each => each != quantity && each != column && sold.Count(row => Has(row, each)) * 10 >= sold.Count() * 9).ToList();
        var counts = usual.FindAll(each => each.IsNumber && sold.Count(row => rows.Numbers(each)[row] == pieces[row]) * 10 >= sold.Count() * 8);
        var days = usual.FindAll(each => each.IsDate);
        foreach (var kind in others.Skip(1).Where(each => Documents(each) >= LeastDocuments))
        {
            var (left, on) = (counts.Find(each => !kind.Any(row => Has(row, each))), days.Find(each => !kind.Any(row => Has(row, each))));
            if (left is null || on is null)
                continue;
            var third = kind.DistinctBy(row => lines.OrderText(row, order)).Select(row => DraftCells.Day(day, rows.Text(row, day))).Order().ElementAt(LeastDocuments - 1);
            var later = Documents(sold.Where(row => Has(row, on) && DraftCells.Day(day, rows.Text(row, day)) >= third));
            if (third is not null && later >= LaterSales)
            {
                return new KindAside(column, "not_sold", [kind.Key], Proof.Of(kind.Count(), kind.Count(),
                    FormattableString.Invariant($"{left.Name} is nothing and {on.Name} blank in all {kind.Count():N0} lines of {kind.Key}; {later:N0} later documents of {sold.Key} have both")));
            }
        }
        return null;
    }
}
