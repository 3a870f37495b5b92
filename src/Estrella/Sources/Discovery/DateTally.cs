using System.Text;

namespace Estrella.Sources.Discovery;

/// <summary>How a column's dates are written: every way that occurs, each with the order of day and month its cells prove.</summary>
internal sealed class DateTally
{
    private const int MostShapes = 400;

    private readonly Dictionary<string, Variant?> shapes = [];
    private readonly Dictionary<string, DateWay> ways = [];
    private readonly Dictionary<(DateWay, string), Variant> variants = [];
    private long seen;
    private long unfit;

    private sealed class Variant(DateWay way, string time)
    {
        public DateWay Way { get; } = way;

        public string Time { get; } = time;

        public DateFormat[] Formats { get; } = [.. way.Orders.Select(order => new DateFormat(order + time))];

        public bool HasShortHour { get; set; }

        public long Count { get; set; }
    }

    /// <summary>Ways of writing, the most frequent first.</summary>
    public IReadOnlyList<DateWay> Ways => [.. ways.Values.OrderByDescending(way => way.Cells)];

    /// <summary>Those whose order nothing has decided yet.</summary>
    public IEnumerable<DateWay> Open => Ways.Where(way => way.Order is null);

    /// <summary>Cells that are dates in the orders decided; of an open way as many as its best order takes.</summary>
    public long Count => ways.Values.Sum(way => way.Fits);

    /// <summary>The formats of the column as the contract writes them, the most frequent first.</summary>
    public IReadOnlyList<string> Formats => [.. variants.Values.Where(each => each.Way.Fits > 0).OrderByDescending(each => each.Count)
        .Select(each => each.Way.Text(each.Way.Order ?? 0) + Padded(each)).Distinct()];

    /// <summary>The format most cells have, and how many are dates at all.</summary>
    public (string Format, long Count)? Best => Formats is [var first, ..] ? (first, Count) : null;

    /// <summary>First and last, in the orders decided.</summary>
    public (DateTime First, DateTime Last)? Range => ways.Values.Where(way => way.Fits > 0).Select(way => way.Range(way.Order ?? 0)).ToList() is { Count: > 0 } all
        ? (all.Min(each => each.First), all.Max(each => each.Last))
        : null;

    public void See(ReadOnlySpan<byte> text, int line)
    {
        seen++;
        // A column that is no date is given up early.
        if (text.Length > 48 || (unfit > 20 && unfit > seen / 10))
        {
            unfit++;
            return;
        }
        Span<char> skeleton = stackalloc char[48];
        for (var at = 0; at < text.Length; at++)
            skeleton[at] = text[at] is >= (byte)'0' and <= (byte)'9' ? '0' : (char)text[at];
        var lookup = shapes.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(skeleton[..text.Length], out var variant))
        {
            variant = Learn(text);
            if (shapes.Count < MostShapes)
                lookup[skeleton[..text.Length]] = variant;
        }
        if (variant is null || !variant.Way.See(text, line, variant.Formats))
        {
            unfit++;
            return;
        }
        variant.Count++;
    }

    /// <summary>Lets each way decide by its own cells, then by those of another way of the column that is alike.</summary>
    public void Conclude()
    {
        foreach (var way in ways.Values)
            way.Conclude();
        foreach (var way in ways.Values.Where(way => way.Order is null).ToList())
        {
            if (ways.Values.FirstOrDefault(other => other.Order is not null && other.IsLike(way)) is { } like)
                way.Decide(like.Order!.Value, like.Proof);
        }
    }

    private Variant? Learn(ReadOnlySpan<byte> text)
    {
        if (DateShape.Of(text) is not { } shape)
            return null;
        var key = string.Join('|', shape.Orders);
        if (!ways.TryGetValue(key, out var way))
            ways[key] = way = new DateWay(shape);
        way.Learn(shape);
        if (!variants.TryGetValue((way, shape.Time), out var variant))
            variants[(way, shape.Time)] = variant = new Variant(way, shape.Time);
        variant.HasShortHour |= shape.HourWidth == 1;
        return variant;
    }

    private static string Padded(Variant variant)
    {
        var at = variant.Time.IndexOfAny(['H', 'h']);
        return at < 0 || variant.HasShortHour ? variant.Time : variant.Time.Insert(at, variant.Time[at].ToString());
    }
}

/// <summary>One way of writing dates within a column, apart from the time of day: <c>03/04/2024</c>, with the orders it can mean.</summary>
internal sealed class DateWay(DateShape shape)
{
    private readonly Reading[] readings = [.. shape.Orders.Select(_ => new Reading())];
    private readonly bool[] hasShort = new bool[shape.Widths.Count];
    private bool hasWholeMonth;
    private byte[] before = [];

    private sealed class Reading
    {
        public long Fits;
        public long Only;
        public string? Proof;
        public DateTime First = DateTime.MaxValue;
        public DateTime Last = DateTime.MinValue;
        public DateTime Before;
        public long Rises;
        public long Falls;
    }

    public IReadOnlyList<string> Orders => shape.Orders;

    public long Cells { get; private set; }

    /// <summary>The order that holds; null: no row decides.</summary>
    public int? Order { get; private set; }

    /// <summary>What decided it; null: nothing had to.</summary>
    public Proof? Proof { get; private set; }

    /// <summary>The first cells as they stand, for a person to look at.</summary>
    public List<(int Line, string Text)> Rows { get; } = [];

    /// <summary>Cells in text order do not show that they are in the order of time.</summary>
    public bool IsInTextOrder { get; private set; } = true;

    public long Fits => Order is { } order ? readings[order].Fits : Usual.Max(at => readings[at].Fits);

    private IEnumerable<int> Usual => Enumerable.Range(0, readings.Length - shape.Rare);

    public void Learn(DateShape seen)
    {
        for (var at = 0; at < hasShort.Length; at++)
            hasShort[at] |= seen.Widths[at] == 1;
        hasWholeMonth |= seen.HasWholeMonth;
    }

    public bool See(ReadOnlySpan<byte> text, int line, DateFormat[] formats)
    {
        var fitting = 0;
        var only = -1;
        for (var at = 0; at < formats.Length; at++)
        {
            if (!formats[at].TryParse(text, out var time))
                continue;
            fitting++;
            if (at < formats.Length - shape.Rare)
                only = only == -1 ? at : -2;
            var reading = readings[at];
            if (reading.Fits++ > 0)
            {
                reading.Rises += time.Clock > reading.Before ? 1 : 0;
                reading.Falls += time.Clock < reading.Before ? 1 : 0;
            }
            reading.Before = time.Clock;
            reading.First = time.Clock < reading.First ? time.Clock : reading.First;
            reading.Last = time.Clock > reading.Last ? time.Clock : reading.Last;
        }
        if (fitting == 0)
            return false;
        Cells++;
        if (only >= 0)
        {
            readings[only].Only++;
            readings[only].Proof ??= $"line {line} is {Encoding.UTF8.GetString(text)}";
        }
        if (Rows.Count < 3)
            Rows.Add((line, Encoding.UTF8.GetString(text)));
        if (IsInTextOrder)
        {
            IsInTextOrder = before.AsSpan().SequenceCompareTo(text) <= 0;
            before = text.ToArray();
        }
        return true;
    }

    public void Conclude()
    {
        var usual = Usual.OrderByDescending(at => readings[at].Fits).ToList();
        var rare = Enumerable.Range(usual.Count, shape.Rare).OrderByDescending(at => readings[at].Fits).ToList();
        if (rare.Count > 0 && readings[rare[0]].Fits == Cells && readings[usual[0]].Fits < Cells)
        {
            Decide(rare[0], Discovery.Proof.Of(Cells, Cells, "no other order fits all"));
        }
        else if (usual.Count == 1)
        {
            Order = usual[0];
        }
        else
        {
            // Some cells that say otherwise are mistakes, and are kept out; many are two habits in one column.
            var (most, least) = readings[usual[0]].Only >= readings[usual[1]].Only ? (usual[0], usual[1]) : (usual[1], usual[0]);
            if (readings[most].Only > 0 && readings[least].Only * 20 <= readings[most].Only)
                Decide(most, Discovery.Proof.Of(readings[most].Only, readings[most].Only + readings[least].Only, Told(most, least)));
        }
    }

    public void Decide(int order, Proof? proof)
    {
        Order = order;
        Proof = proof;
    }

    /// <summary>The same order of parts with the same signs: another width of the year, another time of day.</summary>
    public bool IsLike(DateWay other) => Usual.Count() == 2 && other.Usual.Count() == 2 && Usual.All(at => Bare(Orders[at]) == Bare(other.Orders[at]));

    /// <summary>Every cell follows the one before it, or every one precedes it, in this order only.</summary>
    public int? Monotone()
    {
        if (IsInTextOrder)
            return null;
        var sorted = Usual.Where(at => readings[at].Fits == Cells && readings[at].Rises + readings[at].Falls >= 5 && (readings[at].Rises == 0 || readings[at].Falls == 0)).ToList();
        return sorted is [var one] ? one : null;
    }

    /// <summary>The one order in which no cell lies behind a day; null: several, or none.</summary>
    public int? NotBehind(DateTime day) => Usual.Where(at => readings[at].Last < day.AddDays(2)).ToList() is [var one] && readings[one].Fits == Cells ? one : null;

    public (DateTime First, DateTime Last) Range(int order) => (readings[order].First, readings[order].Last);

    /// <summary>An order as the contract writes it: two letters where every cell has two digits.</summary>
    public string Text(int order)
    {
        var text = new StringBuilder();
        var number = 0;
        var pattern = Orders[order];
        for (var at = 0; at < pattern.Length;)
        {
            if (pattern[at] == '\'')
            {
                var end = pattern.IndexOf('\'', at + 1) + 1;
                text.Append(pattern, at, end - at);
                at = end;
                continue;
            }
            var count = 1;
            while (at + count < pattern.Length && pattern[at + count] == pattern[at])
                count++;
            if (pattern[at] is 'd' or 'M' && count == 1)
                text.Append(pattern[at], hasShort[number++] ? 1 : 2);
            else
                text.Append(pattern[at], pattern[at] == 'M' && count == 3 && hasWholeMonth ? 4 : count);
            at += count;
        }
        return text.ToString();
    }

    private string Told(int most, int least)
    {
        var told = FormattableString.Invariant($"{readings[most].Only:N0} of {Cells:N0} can be nothing else: {readings[most].Proof}");
        return readings[least].Only == 0 ? told : FormattableString.Invariant($"{told}; {readings[least].Only:N0} say otherwise and are kept out: {readings[least].Proof}");
    }

    /// <summary>Cells only this order takes, where the others are proven by some, too.</summary>
    public string? Contradiction => Usual.All(at => readings[at].Only > 0) ? string.Join("; ", Usual.Select(at => readings[at].Proof)) : null;

    private static string Bare(string order) => order.Replace("yyyy", "yy", StringComparison.Ordinal);
}
