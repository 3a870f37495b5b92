using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>
/// Rows that look like orders and are what was paid out for orders another file tells: an amount, less what came back and what
/// the marketplace keeps, is what the shop is paid.
/// </summary>
/// <param name="Amount">What the order came to.</param>
/// <param name="Fee">What is kept.</param>
/// <param name="Net">What is paid out.</param>
/// <param name="Refunded">What came back; null: no column says it.</param>
internal sealed record PaidOut(ColumnProbe Amount, ColumnProbe Fee, ColumnProbe Net, ColumnProbe? Refunded)
{
    private const int MostColumns = 12;
    private const int LeastTold = 5;

    private static readonly Entity Order = EntityCatalog.Get("order");
    private static readonly Entity Payment = EntityCatalog.Get("payment");

    /// <summary>Null: no other file tells the orders, with their state or their customer, or no amounts add up so.</summary>
    public static PaidOut? Of(FileMeaning file, IReadOnlyList<FileMeaning> files)
    {
        bool Says(FileMeaning each) => each.Column(Order, "status", false) is not null || each.Reference(EntityCatalog.Get("customer")) is not null;
        return file.Main != Order || file.Own is not { Distinct: > 2 } own || Says(file)
            || !files.Any(other => other != file && other.Main == Order && Says(other) && other.Own is { } known && known.Distinct > own.Distinct && known.Shared(own) * 10 >= own.Distinct * 9)
            ? null : Told(file);
    }

    private static PaidOut? Told(FileMeaning file)
    {
        var open = file.File.Open.Where(each => each is { IsNumber: true, Blank: 0 } && each != file.Own && !each.Says.IsIdentifier).ToList();
        bool IsCalled(ColumnProbe column, string field) => file.Meanings(column).Any(each => each.Entity == Payment && each.Field == field);
        var (rows, fees) = (file.Rows, open.Where(each => file.Headings.IsOfFee(each.Name)).ToList());
        if (open.Count > MostColumns)
            return null;
        foreach (var (amount, net) in open.SelectMany(amount => open.Where(each => each != amount).Select(net => (amount, net))))
        {
            var (before, after) = (rows.Numbers(amount), rows.Numbers(net));
            var others = open.Where(each => each != amount && each != net).ToList();
            foreach (var taken in TakenOff.Together(others, 3).Where(each => each.Exists(fees.Contains)).Reverse())
            {
                bool Fits(int row) => before[row] is { } all && after[row] is { } rest && Math.Abs(all - taken.Sum(each => Math.Abs(rows.Numbers(each)[row] ?? 0)) - rest) <= LineMoney.Cent;
                bool IsAny(int row) => taken.Exists(each => fees.Contains(each) && rows.Numbers(each)[row] is not null and not 0);
                var all = Enumerable.Range(0, rows.Count).ToList();
                if (all.Count(row => Fits(row) && IsAny(row)) >= LeastTold && all.Count(Fits) * 100 >= rows.Count * 98)
                    return new PaidOut(amount, taken.Where(fees.Contains).MaxBy(each => each.Most)!, net, taken.Find(each => IsCalled(each, "refunded")));
            }
        }
        return null;
    }

    /// <summary>The columns, by the field each tells.</summary>
    public IEnumerable<(ColumnProbe Column, string Field)> Fields =>
        new[] { (Amount, "amount"), (Fee, "fee"), (Net, "net") }.Concat(Refunded is { } back ? [(back, "refunded")] : []);
}
