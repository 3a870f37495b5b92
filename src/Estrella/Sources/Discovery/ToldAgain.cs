using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>
/// Orders and the invoices made of them in the same tables: a line of the later document names the line it was made of. The
/// goods are sold once; the documents whose lines are named are set aside.
/// </summary>
internal static class ToldAgain
{
    private const int LeastPairs = 5;

    private static readonly Entity Order = EntityCatalog.Get("order");
    private static readonly Entity Line = EntityCatalog.Get("order_line");

    /// <summary>Null: no column names lines of another kind, or what it names is something else.</summary>
    public static (FileMeaning File, KindAside Aside)? Of(FileMeaning lines, IReadOnlyList<FileMeaning> files)
    {
        if (lines.Column(Line, "quantity", false) is not { } quantity || Goods(lines) is not { } goods)
            return null;
        foreach (var key in lines.File.Open.Where(each => each is { IsUnique: true, Blank: 0, IsDate: false, Distinct: > 3 }))
        {
            foreach (var link in lines.File.Open.Where(each => each != key && each != lines.OrderColumn && each is { IsDate: false, Distinct: >= LeastPairs } && key.Shared(each) == each.Distinct))
            {
                if (Pairs(lines, key, link, goods, quantity) is { } pairs && Kinds(lines, files, pairs, link) is { } found)
                    return found;
            }
        }
        return null;
    }

    /// <summary>What a line is of; a bare code will do.</summary>
    private static ColumnProbe? Goods(FileMeaning lines) => EntityCatalog.Get("product") is var product
        ? lines.Reference(product) ?? lines.Columns(product, Headings.Id).FirstOrDefault(each => each != lines.Own && each != lines.OrderColumn) : null;

    /// <summary>Rows and the rows they were made of: of another document, of the same goods, and as many at most. Null: some are not.</summary>
    private static List<(int Later, int Earlier)>? Pairs(FileMeaning lines, ColumnProbe key, ColumnProbe link, ColumnProbe goods, ColumnProbe quantity)
    {
        var (rows, order, pieces) = (lines.Rows, lines.OrderColumn!, lines.Rows.Numbers(quantity));
        var known = Enumerable.Range(0, rows.Count).ToDictionary(row => rows.Text(row, key));
        var pairs = Enumerable.Range(0, rows.Count).Where(row => rows.Text(row, link).Length > 0 && known.ContainsKey(rows.Text(row, link))).Select(row => (Later: row, Earlier: known[rows.Text(row, link)])).ToList();
        // What names lines with fewer than no pieces, or has fewer itself, was given back.
        bool IsMade((int Later, int Earlier) pair) => lines.OrderText(pair.Later, order) != lines.OrderText(pair.Earlier, order)
            && rows.Text(pair.Later, goods) == rows.Text(pair.Earlier, goods) && pieces[pair.Later] >= 0 && pieces[pair.Later] <= pieces[pair.Earlier];
        return pairs.Count >= LeastPairs && pairs.Count(IsMade) * 20 >= pairs.Count * 19 ? pairs : null;
    }

    /// <summary>Later and earlier documents have no kind in common, and most lines of the earlier kinds are named.</summary>
    private static (FileMeaning File, KindAside Aside)? Kinds(FileMeaning lines, IReadOnlyList<FileMeaning> files, List<(int Later, int Earlier)> pairs, ColumnProbe link)
    {
        foreach (var holder in files.Where(each => each == lines || (each.Main == Order && each.Own is { } own && own.Shared(lines.OrderColumn!) * 10 >= lines.OrderColumn!.Distinct * 9)).OrderByDescending(each => each == lines))
        {
            var at = holder == lines ? null : Enumerable.Range(0, holder.Rows.Count).GroupBy(row => holder.Rows.Text(row, holder.Own!)).ToDictionary(each => each.Key, each => each.First());
            foreach (var column in holder.Columns(Order, Headings.Kind).Prepend(holder.Kinds).OfType<ColumnProbe>().Distinct().Where(each => KindAside.MayBe(holder, each)))
            {
                string Kind(int row) => at is null ? lines.Rows.Text(row, column) : at.TryGetValue(lines.Rows.Text(row, lines.OrderColumn!), out var header) ? holder.Rows.Text(header, column) : "";
                var (later, earlier) = (pairs.Select(pair => Kind(pair.Later)).ToHashSet(), pairs.Select(pair => Kind(pair.Earlier)).ToHashSet());
                var all = Enumerable.Range(0, lines.Rows.Count).Count(row => earlier.Contains(Kind(row)));
                var named = pairs.Select(pair => pair.Earlier).Distinct().Count();
                if (later.Overlaps(earlier) || earlier.Contains("") || later.Contains("") || named * 2 < all)
                    continue;
                List<string> texts = [.. earlier.Order(StringComparer.Ordinal)];
                return (holder, new KindAside(column, "told_again", texts, Proof.Of(named, all,
                    FormattableString.Invariant($"{link.Name} names {named:N0} of {all:N0} lines of {string.Join(", ", texts)}: {string.Join(", ", later.Order(StringComparer.Ordinal))} sells the same goods"))));
            }
        }
        return null;
    }
}
