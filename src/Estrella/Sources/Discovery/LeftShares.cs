using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>
/// Numbers that are what was taken off, or added, as a share: of two amounts of the row one is the other times it, or less it.
/// The discount of a line may be told in money and in percent, and one of them is enough.
/// </summary>
internal sealed class LeftShares
{
    private const int MostAmounts = 8;
    private const int LeastTold = 5;

    private static readonly (string Sign, Func<decimal, decimal, decimal> Of)[] Ways =
    [
        ("{0} × (1 − {1} %)", (whole, share) => whole * (1 - share / 100)),
        ("{0} × {1} %", (whole, share) => whole * share / 100),
        ("{0} × (1 + {1} %)", (whole, share) => whole * (1 + share / 100)),
        ("{0} × (1 − {1})", (whole, share) => whole * (1 - share)),
        ("{0} × {1}", (whole, share) => whole * share),
        ("{0} × (1 + {1})", (whole, share) => whole * (1 + share)),
    ];

    private readonly FileRows rows;
    private readonly List<(string Name, ColumnProbe? Column, decimal?[] Numbers)> amounts;

    /// <param name="known">Columns that feed a field.</param>
    public LeftShares(FileMeaning meaning, IEnumerable<ColumnProbe> known)
    {
        rows = meaning.Rows;
        amounts = [.. known.Where(each => each is { IsNumber: true, IsDate: false, Distinct: > 2 } && !each.Says.IsIdentifier).Take(MostAmounts).Select(each => (each.Name, (ColumnProbe?)each, rows.Numbers(each)))];
        if (meaning.Money.UnitPrice is { } price && meaning.Column(EntityCatalog.Get("order_line"), "quantity", false) is { } quantity && price != quantity)
        {
            var (prices, pieces) = (rows.Numbers(price), rows.Numbers(quantity));
            amounts.Insert(0, ($"{quantity.Name} × {price.Name}", null, [.. prices.Select((each, row) => each * pieces[row])]));
        }
    }

    /// <summary>Null: the column is no share of two amounts.</summary>
    public (string How, Proof Proof)? Of(ColumnProbe share)
    {
        if (share is not { IsNumber: true, IsDate: false, Least: >= 0, Most: > 0 and <= 100 } || share.Says.IsIdentifier)
            return null;
        var shares = rows.Numbers(share);
        var told = Enumerable.Range(0, shares.Length).Where(row => shares[row] is > 0).ToList();
        if (told.Count < LeastTold)
            return null;
        foreach (var (sign, way) in Ways)
        {
            foreach (var (whole, part) in amounts.SelectMany(whole => amounts.Where(part => part != whole && part.Column is not null && part.Column != share && whole.Column != share).Select(part => (whole, part))))
            {
                var unit = part.Numbers.All(number => number is null || decimal.IsInteger(number.Value)) ? 1 : LineMoney.Cent;
                // Of small amounts many a share comes to the same.
                var seen = told.Where(row => Math.Abs(whole.Numbers[row] ?? 0) > unit * 20 && part.Numbers[row] is not null).ToList();
                var fits = seen.Count(row => Math.Abs(Math.Abs(way(whole.Numbers[row]!.Value, shares[row]!.Value)) - Math.Abs(part.Numbers[row]!.Value)) <= unit);
                if (fits >= LeastTold && fits * 100 >= seen.Count * 98 && seen.Count * 2 >= told.Count)
                {
                    var how = $"{part.Name} = {string.Format(System.Globalization.CultureInfo.InvariantCulture, sign, whole.Name, share.Name)}";
                    return (how, Proof.Of(fits, seen.Count, FormattableString.Invariant($"{how} in {fits:N0} of {seen.Count:N0} rows with some")));
                }
            }
        }
        return null;
    }
}
