using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>The pieces of a line where no column is called so: what its price is multiplied by.</summary>
internal static class Pieces
{
    private const int MostColumns = 60;

    private static readonly Entity Line = EntityCatalog.Get("order_line");

    /// <summary>Null: a column is called so, or no row tells.</summary>
    public static ColumnProbe? Of(FileMeaning file)
    {
        if (file.Column(Line, "quantity", false) is not null || file.Column(EntityCatalog.Get("product"), Headings.Id, true) is null)
            return null;
        var numbers = file.File.Open.Where(each => each.IsNumber && each.Distinct > 1 && !each.Says.IsIdentifier).Take(MostColumns).ToList();
        var sums = numbers.Where(each => each.Most > 0).ToList();
        foreach (var price in file.Columns(Line, "unit_price").Where(numbers.Contains))
        {
            foreach (var pieces in numbers.Where(each => each != price && each.Least > -10_000 && each.Most < 100_000 && each.Wholes * 5L > each.Filled))
            {
                if (sums.Exists(sum => sum != price && sum != pieces && IsProduct(file.Rows, price, pieces, sum)))
                    return pieces;
            }
        }
        return null;
    }

    private static bool IsProduct(FileRows rows, ColumnProbe price, ColumnProbe pieces, ColumnProbe sum)
    {
        var (prices, counts, sums) = (rows.Numbers(price), rows.Numbers(pieces), rows.Numbers(sum));
        int telling = 0, wrong = 0;
        for (var row = 0; row < rows.Count; row++)
        {
            if (prices[row] is not { } each || counts[row] is not { } count || sums[row] is not { } amount || count is 0 or 1 or -1 || each is 0 or 1)
                continue;
            telling++;
            wrong += Math.Abs(each * count - amount) > Math.Max(LineMoney.Cent, Math.Abs(amount) * 0.0001m) ? 1 : 0;
            if (wrong > 3 && wrong * 20 > telling)
                return false;
        }
        return telling >= 5 && wrong * 20 <= telling;
    }
}
