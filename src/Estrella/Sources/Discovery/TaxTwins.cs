using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>
/// Amounts told twice, with tax and without: by their names, or net and gross in the ratios of tax rates. What is sold is told
/// without; the other, and what says it once more under a plain name, is none of these fields.
/// </summary>
internal static class TaxTwins
{
    private static readonly string[] Fields = ["unit_price", "unit_cost", "amount", "discount", "subtotal", "shipping", "price", "cost"];

    /// <summary>The columns with tax, each with its twin without.</summary>
    public static IReadOnlyDictionary<ColumnProbe, ColumnProbe> Find(ProbedFile file, FileRows rows, Headings headings)
    {
        var found = new Dictionary<ColumnProbe, ColumnProbe>();
        var named = file.Open.Where(column => column is { IsNumber: true, Most: > 0 } && !column.Says.IsIdentifier).Select(column => (Column: column, Said: headings.TaxOf(column.Name))).ToList();
        if (named.TrueForAll(each => each.Said.Side == TaxSide.Unsaid))
            return found;
        foreach (var same in named.GroupBy(each => each.Said.Base).Where(same => same.Count() > 1))
        {
            var (without, plain) = (same.Where(each => each.Said.Side is TaxSide.Without).Select(each => each.Column).FirstOrDefault(), same.Where(each => each.Said.Side is TaxSide.Unsaid).Select(each => each.Column).FirstOrDefault());
            foreach (var with in same.Where(each => each.Said.Side is TaxSide.Within).Select(each => each.Column))
            {
                var isSaid = without is not null && headings.IsTaxed(with.Name);
                if ((without ?? plain) is not { } net || !IsTaxed(rows, net, with, isSaid) || (!isSaid && IsLessened(file, rows, headings, net, with)))
                    continue;
                found[with] = net;
                if (without is not null && plain is not null && AreSame(rows, plain, with))
                    found[plain] = net;
            }
        }
        return found;
    }

    public static bool IsOfTwins(Heading heading) => Array.IndexOf(Fields, heading.Field) >= 0;

    /// <summary>No row is less with tax than without; where the names do not speak of tax itself, the rates are few.</summary>
    private static bool IsTaxed(FileRows rows, ColumnProbe without, ColumnProbe with, bool isSaid)
    {
        var (nets, grosses) = (rows.Numbers(without), rows.Numbers(with));
        // Of cells of a few cents rounding makes any rate.
        var ratios = Enumerable.Range(0, rows.Count).Where(row => Math.Abs(nets[row] ?? 0) >= 2 && grosses[row] is not null).Select(row => Math.Round(grosses[row]!.Value / nets[row]!.Value, 2)).ToList();
        return ratios.TrueForAll(each => each is >= 1 and <= 1.4m) && ratios.Exists(each => each > 1) && (isSaid || ratios.Count >= 3)
            && (isSaid || ratios.GroupBy(each => each).OrderByDescending(each => each.Count()).Take(6).Sum(each => each.Count()) * 10 >= ratios.Count * 9);
    }

    /// <summary>Net is gross less a discount.</summary>
    private static bool IsLessened(ProbedFile file, FileRows rows, Headings headings, ColumnProbe net, ColumnProbe gross)
    {
        var (nets, grosses) = (rows.Numbers(net), rows.Numbers(gross));
        var apart = Enumerable.Range(0, rows.Count).Where(row => nets[row] is not null && grosses[row] is not null && nets[row] != grosses[row]).ToList();
        return file.Open.Any(column => column != net && column != gross && column.IsNumber && headings.Meanings(column.Name).Any(each => each.Field == "discount")
            && rows.Numbers(column) is var off && apart.Count(row => Math.Abs(grosses[row]!.Value - Math.Abs(off[row] ?? 0) - nets[row]!.Value) <= LineMoney.Cent) * 2 > apart.Count);
    }

    private static bool AreSame(FileRows rows, ColumnProbe one, ColumnProbe other)
    {
        var (ones, others) = (rows.Numbers(one), rows.Numbers(other));
        return Enumerable.Range(0, rows.Count).All(row => ones[row] == others[row]);
    }
}

/// <summary>What a name says of the tax of its amounts.</summary>
internal enum TaxSide
{
    Unsaid,
    Within,
    Without,
}
