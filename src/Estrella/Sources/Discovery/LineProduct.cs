namespace Estrella.Sources.Discovery;

/// <summary>What a line comes to, found without a word: pieces times a price, less a discount where a column tells one.</summary>
/// <param name="Discount">Null: no column takes anything off.</param>
/// <param name="IsPercent">The discount is a percentage of the price.</param>
internal sealed record LineProduct(ColumnProbe Pieces, ColumnProbe Price, ColumnProbe Amount, ColumnProbe? Discount, bool IsPercent)
{
    private const int MostColumns = 40;
    private const int FewestTelling = 8;

    /// <summary>What each column feeds of a line.</summary>
    public IEnumerable<(ColumnProbe Column, string Field)> Fields
    {
        get
        {
            yield return (Pieces, "quantity");
            yield return (Price, "unit_price");
            yield return (Amount, "amount");
            if (Discount is not null)
                yield return (Discount, IsPercent ? "discount_rate" : "discount");
        }
    }

    /// <summary>Null: no column is the product of two others.</summary>
    public static LineProduct? Of(FileMeaning file)
    {
        var rows = file.Rows;
        List<ColumnProbe> numbers = [];
        foreach (var column in file.File.Open.Where(each => each.IsNumber && !each.IsDate && each.Distinct > 1 && each.Most > 0 && each.Most < 1_000_000_000_000m && each.Filled * 2 > file.File.Rows && !file.Headings.IsOfCost(each.Name)))
        {
            // The same in another unit, or once more: the first is enough.
            if (numbers.Count < MostColumns && !numbers.Exists(other => rows.Numbers(other).SequenceEqual(rows.Numbers(column))))
                numbers.Add(column);
        }
        var found = new List<LineProduct>();
        foreach (var pieces in numbers.Where(each => each.Most < 100_000 && each.Wholes * 2L > each.Filled))
        {
            foreach (var price in numbers.Where(each => each != pieces))
            {
                foreach (var amount in numbers.Where(each => each != pieces && each != price))
                {
                    if (Less(rows, numbers, pieces, price, amount) is { } sum)
                        found.Add(sum);
                }
            }
        }
        // Of two that multiply the pieces are those there are fewer of.
        found.RemoveAll(each => found.Exists(other => other.Pieces == each.Price && other.Price == each.Pieces && other.Amount == each.Amount && other.Pieces.Most < each.Pieces.Most));
        return found.Count == 0 ? null : found.Aggregate((one, other) => IsMeant(rows, other.Amount, one.Amount) ? other : one);
    }

    private static LineProduct? Less(FileRows rows, List<ColumnProbe> numbers, ColumnProbe pieces, ColumnProbe price, ColumnProbe amount)
    {
        var (counts, prices, amounts) = (rows.Numbers(pieces), rows.Numbers(price), rows.Numbers(amount));
        int told = 0, same = 0, telling = 0;
        var open = new List<int>();
        for (var row = 0; row < rows.Count; row++)
        {
            // A sum without pieces is charged beside the goods.
            if (counts[row] is not { } count || count == 0 || prices[row] is not { } each || amounts[row] is not { } sum)
                continue;
            told++;
            if (Is(count * each, sum))
            {
                same++;
                telling += count is 1 or -1 || each is 0 or 1 ? 0 : 1;
            }
            else
            {
                open.Add(row);
            }
            if (told >= 40 && same * 3 < told)
                return null;
        }
        if (telling < FewestTelling || same * 3 < told)
            return null;
        if (open.Count * 50 <= told)
            return new(pieces, price, amount, null, false);
        foreach (var discount in numbers.Where(each => each != pieces && each != price && each != amount && each.Least >= 0))
        {
            foreach (var isPercent in new[] { true, false })
            {
                var off = rows.Numbers(discount);
                var wrong = open.Count(row => off[row] is not { } taken || !Is(isPercent ? counts[row]!.Value * prices[row]!.Value * (100 - taken) / 100 : counts[row]!.Value * prices[row]!.Value - taken, amounts[row]!.Value, isPercent));
                if (wrong * 50 <= told && wrong * 4 < open.Count)
                    return new(pieces, price, amount, discount, isPercent);
            }
        }
        // Several discounts one after another: most lines have none, and the others come to less.
        return same * 10 >= told * 6 && open.Count(row => Math.Abs(amounts[row]!.Value) > Math.Abs(counts[row]!.Value * prices[row]!.Value)) * 50 <= told ? new(pieces, price, amount, null, false) : null;
    }

    /// <summary>Whatever the sign: what is credited may stand below zero beside pieces that do not.</summary>
    /// <param name="isRounded">The currency may have no cents.</param>
    private static bool Is(decimal sum, decimal told, bool isRounded = false) =>
        Math.Abs(Math.Abs(sum) - Math.Abs(told)) <= Math.Max(isRounded && decimal.IsInteger(told) ? 1 : LineMoney.Cent, Math.Abs(told) * 0.0001m);

    /// <summary>
    /// Whether an amount is meant rather than another. One that is the other less a few rates, or less nothing on most rows, is
    /// without tax or after a discount. One that stands in ever another ratio to it is what the goods cost, and less.
    /// </summary>
    private static bool IsMeant(FileRows rows, ColumnProbe amount, ColumnProbe other)
    {
        var (ones, others) = (rows.Numbers(amount), rows.Numbers(other));
        var ratios = Enumerable.Range(0, rows.Count).Where(row => ones[row] is > 0 && others[row] is > 0).Select(row => Math.Round(ones[row]!.Value / others[row]!.Value, 2)).ToList();
        if (ratios.Count == 0 || amount == other)
            return false;
        var isLess = ratios.Sum() < ratios.Count;
        var isOfRates = ratios.Distinct().Count() <= 6 || ratios.Count(each => each == 1) * 2 > ratios.Count;
        return isLess == isOfRates;
    }
}
