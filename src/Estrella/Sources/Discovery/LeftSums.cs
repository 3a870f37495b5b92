namespace Estrella.Sources.Discovery;

/// <summary>Numbers that are the sum, the difference or the product of two others of their row.</summary>
internal sealed class LeftSums
{
    private const int MostColumns = 25;

    /// <summary>Of them those that feed a field: the others must have their place, too.</summary>
    private const int MostKnown = 15;

    private const int LeastTold = 5;
    private const int LeastValues = 3;

    private static readonly (string Sign, bool IsProduct, Func<double, double, double> Of)[] Ways =
    [
        ("{0} × {1}", true, (one, two) => one * two),
        ("{0} × {1} / 100", true, (one, two) => one * two / 100),
        ("{0} + {1}", false, (one, two) => one + two),
    ];

    private static readonly (string Sign, bool IsProduct, Func<double, double, double> Of)[] Rests =
    [
        ("{0} − {1}", false, (one, two) => one - two),
        ("{1} − {0}", false, (one, two) => two - one),
    ];

    private readonly FileRows rows;
    private readonly List<ColumnProbe> columns;
    private readonly HashSet<ColumnProbe> known;
    private readonly Dictionary<ColumnProbe, double?[]> numbers = [];
    private readonly Dictionary<ColumnProbe, ColumnProbe[]> restsOn = [];

    /// <param name="known">Columns that feed a field.</param>
    /// <param name="left">The others that may be a part of it.</param>
    public LeftSums(FileRows rows, IEnumerable<ColumnProbe> known, IEnumerable<ColumnProbe> left)
    {
        this.rows = rows;
        this.known = [.. known.Where(IsAmount).Take(MostKnown)];
        columns = [.. this.known.Concat(left.Where(IsAmount)).Distinct().Take(MostColumns)];
    }

    /// <summary>Null: the column is the outcome of no two others.</summary>
    /// <param name="isRest">What one is less the other, else what both come to.</param>
    public (string How, Proof Proof)? Of(ColumnProbe column, bool isRest)
    {
        if (!columns.Contains(column))
            return null;
        (ColumnProbe[] Parts, string How, int Told, int Agreeing, int Seen)? best = null;
        for (var one = 0; one < columns.Count; one++)
        {
            for (var two = one + 1; two < columns.Count; two++)
            {
                var (first, second) = (columns[one], columns[two]);
                // A column that was told by this one cannot tell it.
                if (RestsOn(first, column) || RestsOn(second, column))
                    continue;
                foreach (var (sign, isProduct, way) in isRest ? Rests : Ways)
                {
                    if (Count(column, first, second, isProduct, way) is { } count && (best is not { } other || (count.Told, Known(first, second)).CompareTo((other.Told, Known(other.Parts))) > 0))
                        best = ([first, second], string.Format(System.Globalization.CultureInfo.InvariantCulture, sign, first.Name, second.Name), count.Told, count.Agreeing, count.Seen);
                }
            }
        }
        if (best is not { } found)
            return null;
        restsOn[column] = found.Parts;
        return (found.How, Proof.Of(found.Told, found.Told + found.Seen - found.Agreeing, FormattableString.Invariant($"= {found.How} in {found.Agreeing:N0} of {found.Seen:N0} {rows.Told}")));
    }

    private int Known(params ColumnProbe[] parts) => parts.Count(known.Contains);

    private bool RestsOn(ColumnProbe column, ColumnProbe other) => column == other || (restsOn.TryGetValue(column, out var parts) && Array.Exists(parts, part => RestsOn(part, other)));

    private static bool IsAmount(ColumnProbe column) => column.IsNumber && !column.IsDate && !column.Says.IsIdentifier && !column.Numbers.IsOpen
        // What is always nothing, one or a hundred changes nothing.
        && (column.Distinct > 1 || column.Least is not (0 or 1 or -1 or 100));

    /// <summary>Null: it does not hold, or too few rows could have spoken against it.</summary>
    private (int Told, int Agreeing, int Seen)? Count(ColumnProbe column, ColumnProbe first, ColumnProbe second, bool isProduct, Func<double, double, double> way)
    {
        var (all, ones, twos) = (Numbers(column), Numbers(first), Numbers(second));
        var unit = Unit(column);
        // Sums of rounded cells may be one off, where they are rounded at all.
        var far = unit < 1 ? unit * 1.01 : isProduct ? 0.5 : 0.01;
        var most = all.Length / 50;
        int told = 0, wrong = 0, seen = 0, agreeing = 0;
        var values = new HashSet<double>();
        for (var row = 0; row < all.Length; row++)
        {
            if (all[row] is not { } outcome)
                continue;
            seen++;
            if (ones[row] is not { } one || twos[row] is not { } two || Math.Abs(way(one, two) - outcome) > far + (Math.Abs(outcome) * 1e-9))
            {
                wrong++;
                if (wrong > most)
                    return null;
                continue;
            }
            agreeing++;
            // Nothing added, or times one, is no arithmetic; and of small numbers many come to the same.
            if (Math.Abs(outcome) < unit * 20 || Math.Abs(outcome - one) <= far * 2 || Math.Abs(outcome - two) <= far * 2)
                continue;
            told++;
            values.Add(outcome);
        }
        return told >= LeastTold && values.Count >= LeastValues && agreeing * 100 >= seen * 98 ? (told, agreeing, seen) : null;
    }

    private double?[] Numbers(ColumnProbe column)
    {
        if (!numbers.TryGetValue(column, out var read))
            read = numbers[column] = [.. rows.Numbers(column).Select(number => (double?)number)];
        return read;
    }

    /// <summary>The last place its numbers are written to: 1, or a hundredth and less.</summary>
    private double Unit(ColumnProbe column)
    {
        var places = rows.Numbers(column).Max(number => number is { } value ? (value / 1.000000000000000000000000000000m).Scale : 0);
        return places == 0 ? 1 : Math.Pow(10, -Math.Max((int)places, 2));
    }
}
