namespace Estrella.Sources.Discovery;

/// <summary>The orders of a folder with what their headers say of sums and discounts, and what their lines come to.</summary>
internal sealed class DiscountedOrders
{
    private readonly FileMeaning orders;
    private readonly List<(decimal Gross, decimal Off, int Lines)> sums = [];
    private readonly Dictionary<string, int> places = [];
    private readonly int[] placeOfRow;
    private readonly decimal[] header;
    private readonly List<(ColumnProbe Column, decimal?[] Said)> parts;
    private readonly Dictionary<ColumnProbe, decimal?[]> said = [];

    /// <param name="key">The orders' own number in their file.</param>
    /// <param name="parts">What a total may hold beside the goods: one of the order, or the sum of its lines' own.</param>
    public DiscountedOrders(FileMeaning orders, ColumnProbe key, LineSums lines, ColumnProbe discount, List<(ColumnProbe Column, bool IsOfLine)> parts)
    {
        this.orders = orders;
        placeOfRow = new int[orders.Rows.Count];
        for (var row = 0; row < placeOfRow.Length; row++)
        {
            var order = orders.OrderText(row, key);
            if (!places.TryGetValue(order, out var place))
            {
                place = places[order] = lines[order] is null ? -1 : sums.Count;
                if (lines[order] is { } sum)
                    sums.Add(sum);
            }
            placeOfRow[row] = place;
        }
        // Discounts are told above zero; some write them as what they do to the total.
        var sign = discount is { Least: < 0, Most: <= 0 } ? -1 : 1;
        header = [.. Said(discount, false).Select(each => sign * (each ?? 0))];
        this.parts = [.. parts.Select(each => (each.Column, Said(each.Column, each.IsOfLine)))];
        With = Where(Both, Lines);
    }

    /// <summary>The orders with a discount in their header.</summary>
    public List<int> With { get; }

    /// <summary>What is left when both discounts are taken off.</summary>
    public decimal Both(int order) => sums[order].Gross - sums[order].Off - header[order];

    /// <summary>When the lines' own is.</summary>
    public decimal Lines(int order) => sums[order].Gross - sums[order].Off;

    /// <summary>When the header's is.</summary>
    public decimal Header(int order) => sums[order].Gross - header[order];

    /// <summary>What the lines came to before a discount of the header that they have already.</summary>
    public decimal Before(int order) => Lines(order) + header[order];

    /// <summary>The orders of which two readings say different sums, whatever is lost in rounding.</summary>
    public List<int> Where(Func<int, decimal> one, Func<int, decimal> other) =>
        [.. Enumerable.Range(0, sums.Count).Where(order => Math.Abs(one(order) - other(order)) > 2 * Room(order))];

    /// <summary>Orders in which the header's discount is the sum of the lines', of those with either.</summary>
    public (int Fits, int Seen) Same()
    {
        var either = Enumerable.Range(0, sums.Count).Where(order => Math.Max(Math.Abs(header[order]), Math.Abs(sums[order].Off)) > 2 * Room(order)).ToList();
        return (either.Count(order => Math.Abs(header[order] - sums[order].Off) <= Room(order)), either.Count);
    }

    /// <summary>The sum of the header that a reading comes to in most of the orders, with or without postage and tax.</summary>
    public Borne Best(IEnumerable<ColumnProbe> columns, List<int> among, Func<int, decimal> reading)
    {
        var best = new Borne(0, "", "");
        foreach (var column in columns.Where(each => !parts.Exists(part => part.Column == each)))
        {
            if (!said.TryGetValue(column, out var sum))
                sum = said[column] = Said(column, false);
            for (var with = 0; with < 1 << parts.Count; with++)
            {
                var added = parts.Where((_, at) => (with & (1 << at)) != 0).ToList();
                var fits = among.Count(order => sum[order] is { } all && Math.Abs(all - reading(order) - added.Sum(part => part.Said[order] ?? 0)) <= Room(order));
                if (fits > best.Fits)
                    best = new Borne(fits, $"{column.Name} is", string.Concat(added.Select(part => $" + {part.Column.Name}")));
            }
        }
        return best;
    }

    /// <summary>Half a cent a line is lost in rounding, and a ten-thousandth where there are no cents.</summary>
    private decimal Room(int order) => Math.Max(0.015m + 0.005m * sums[order].Lines, Math.Abs(sums[order].Gross) * 0.0001m);

    /// <summary>What a column says of each order; null: nothing.</summary>
    private decimal?[] Said(ColumnProbe column, bool isOfLine)
    {
        var (found, numbers) = (new decimal?[sums.Count], orders.Rows.Numbers(column));
        for (var row = 0; row < placeOfRow.Length; row++)
        {
            if (placeOfRow[row] is var place and >= 0 && numbers[row] is { } number)
                found[place] = isOfLine ? (found[place] ?? 0) + number : found[place] ?? number;
        }
        return found;
    }
}

/// <summary>How many orders bear a reading out, by which sum of their header, and what that holds beside the goods.</summary>
internal readonly record struct Borne(int Fits, string Sum, string Parts)
{
    public bool Proves(int seen) => Fits >= 3 && Fits >= seen * 0.95;
}
