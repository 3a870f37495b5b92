using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>
/// A row's day and its time in two columns, as tills and ERPs export them. The name proposes; every filled cell must be a time
/// of day, the day have none of its own, and all rows of an order say the same: else it is the time of something else.
/// </summary>
internal sealed class DayTimes
{
    /// <summary>Fewer different ones may be numbers by accident.</summary>
    private const int LeastNumbers = 3;

    private static readonly string[] Days = ["ordered_at", "returned_at", "paid_at"];

    private readonly ColumnProbe time;
    private readonly List<DateFormat> formats;

    /// <summary>The time of each order, both by their hashes: as many as the file has orders.</summary>
    private readonly Dictionary<UInt128, ulong> said = [];

    private readonly HashSet<string> numbers = [];
    private readonly HashSet<int> lengths = [];
    private long filled;
    private long clocks;
    private long fractions;
    private long again;
    private bool isTold;
    private bool isFine;
    private bool isPadded;

    private DayTimes(ColumnProbe day, ColumnProbe time) => (this.time, formats) = (time, [.. day.DateFormats.Select(format => new DateFormat(format))]);

    /// <summary>Drafts the time beside the day of the export's rows, wherever that day is read.</summary>
    public static void Add(FileMeaning meaning, DraftExport export, HashSet<ColumnProbe> used)
    {
        var read = export.Feeds.SelectMany(feed => feed.Fields.Select(field => (Feed: feed, Field: field))).Where(each => Days.Contains(each.Field.Field)).ToList();
        if (export.Wide is not null || read.Count == 0)
            return;
        var (feed, dated) = read.MinBy(each => Array.IndexOf(Days, each.Field.Field));
        // Where the day tells the newest row of an order, each row has a time of its own.
        if (feed.Repeats?.StartsWith("last by", StringComparison.Ordinal) == true || DraftCells.Columns(dated.Cell, meaning.File.Open).ToList() is not [{ IsDate: true } day])
            return;
        foreach (var time in Named(meaning, feed.Entity, used))
        {
            if (Of(meaning, export, feed, day, time) is not var (words, proof))
                continue;
            used.Add(time);
            var told = dated.Cell;
            var cell = told.StartsWith('{') ? $"{told[..^2]}, {words} }}" : $"{{ column: {told}, {words} }}";
            var proven = Proof.Least([dated.Proof ?? DraftCells.Proof(meaning, feed.Entity.Find(dated.Field)!, day), proof]);
            foreach (var other in export.Feeds)
            {
                for (var at = 0; at < other.Fields.Count; at++)
                {
                    if (other.Fields[at] is var field && field.Cell == told && other.Entity.Find(field.Field)?.Kind == CellKind.Instant)
                        other.Fields[at] = field with { Cell = cell, Proof = field == dated ? proven : field.Proof };
                }
            }
            return;
        }
    }

    /// <summary>Columns nothing is read from that are called a time of day, those first that say whose.</summary>
    private static IEnumerable<ColumnProbe> Named(FileMeaning meaning, Entity entity, HashSet<ColumnProbe> used)
    {
        return meaning.File.Open.Where(column => !used.Contains(column) && column.Filled > 0)
            .Select(column => (Column: column, Is: meaning.Headings.IsTimeOf(meaning.Bare(column), entity)))
            .Where(each => each.Is is not null).OrderByDescending(each => each.Is).ThenBy(each => each.Column.Position).Select(each => each.Column);
    }

    /// <summary>The words of the cell and what bears them out; null: the column is no time of these rows.</summary>
    private static (string Words, Proof Proof)? Of(FileMeaning meaning, DraftExport export, DraftFeed feed, ColumnProbe day, ColumnProbe time)
    {
        var order = export.Feeds.Find(each => each.Entity.Name == "order")?.Id ?? feed.Fields.Find(each => each.Field == "order")?.Cell ?? feed.Id ?? "";
        var named = order.Contains('$') ? [] : DraftCells.Columns(order, meaning.File.Columns).ToList();
        var told = new DayTimes(day, time);
        foreach (var cells in meaning.Rows.All([day, time, .. named]))
        {
            if (!told.See(cells[0], cells[1], named.Count == 0 ? [] : cells[2..]))
                return null;
        }
        if (told.Digits is not { } digits)
            return null;
        var same = told.again > 0 ? FormattableString.Invariant($", the same on {told.again:N0} of {told.again:N0} rows whose order stands before") : "";
        return ($"time: {Yaml.Text(time.Name)}{(digits.Length > 0 ? $", times: {digits}" : "")}", Proof.Of(told.filled, told.filled, FormattableString.Invariant($"{time.Name}: {told.filled:N0} of {told.filled:N0} are times of a day{same}")));
    }

    /// <summary>False: the row speaks against it.</summary>
    /// <param name="order">The cells that name its order; none: each row is for itself.</param>
    private bool See(string date, string text, string[] order)
    {
        text = time.Missing.ContainsKey(text) ? "" : text;
        if (text.Length > 0 && !SeeTime(text))
            return false;
        // A row without a day, or with one that is kept out, has no time either.
        if (Day(date) is not { } day)
            return true;
        if (day.Offset is not null || day.Clock.TimeOfDay != TimeSpan.Zero)
            return false;
        if (order.Length == 0)
            return true;
        ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(said, XxHash128.HashToUInt128(MemoryMarshal.AsBytes(string.Join('\u001f', order).AsSpan())), out var isKnown);
        var hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan()));
        again += isKnown ? 1 : 0;
        first = isKnown ? first : hash;
        return first == hash;
    }

    private WrittenTime? Day(string date)
    {
        foreach (var format in formats)
        {
            if (format.TryParse(Encoding.UTF8.GetBytes(date), out var written))
                return written;
        }
        return null;
    }

    private bool SeeTime(string text)
    {
        filled++;
        var isDigits = text.All(char.IsAsciiDigit);
        if (isDigits && text.Length > 6)
            return false;
        if (!TimeOfDay.TryRead(Encoding.UTF8.GetBytes(text), isDigits ? TimeOfDay.Seconds : null, out var read)
            && !(isDigits && TimeOfDay.TryRead(Encoding.UTF8.GetBytes(text), TimeOfDay.Minutes, out read)))
            return false;
        isTold |= read > TimeSpan.Zero;
        if (text.Contains(':'))
        {
            clocks++;
        }
        else if (!isDigits)
        {
            fractions++;
            isFine |= text.Length > 4;
            if (numbers.Count < LeastNumbers)
                numbers.Add(text);
        }
        else if (read > TimeSpan.Zero)
        {
            lengths.Add(text.Length);
            isPadded |= text[0] == '0';
            numbers.Add(text);
        }
        return true;
    }

    /// <summary>What the contract has to say of digits alone, nothing where they tell it themselves; null: the cells are no times of a day.</summary>
    private string? Digits
    {
        get
        {
            if (!isTold || (clocks > 0 ? numbers.Count > 0 : numbers.Count < LeastNumbers && !(isPadded && lengths.Count == 1)))
                return null;
            if (clocks > 0 || fractions > 0)
                return lengths.Count == 0 && (clocks > 0 || isFine) ? "" : null;
            var whole = lengths.Max() switch { <= 2 => null, <= 4 => TimeOfDay.Minutes, _ => TimeOfDay.Seconds };
            if (whole is null || !numbers.All(text => TimeOfDay.TryRead(Encoding.UTF8.GetBytes(text), whole, out _)))
                return null;
            return numbers.All(text => TimeOfDay.TryRead(Encoding.UTF8.GetBytes(text), null, out _)) && !(whole == TimeOfDay.Seconds && lengths.Count > 1) ? "" : whole;
        }
    }
}
