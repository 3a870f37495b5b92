using System.Runtime.InteropServices;
using System.Text;

namespace Estrella.Sources.Discovery;

/// <summary>Which formats a column's dates can have; day and month are told apart by the cells only one order fits.</summary>
internal sealed class DateTally
{
    private static readonly string[] Days =
    [
        "yyyy-MM-dd", "dd/MM/yyyy", "MM/dd/yyyy", "d/M/yyyy", "M/d/yyyy", "dd-MM-yyyy", "MM-dd-yyyy", "d-M-yyyy", "M-d-yyyy", "dd.MM.yyyy", "d.M.yyyy", "yyyy/MM/dd",
        "yyyyMMdd", "dd/MM/yy", "MM/dd/yy", "d/M/yy", "M/d/yy", "dd-MMM-yyyy", "d MMM yyyy", "dd MMM yyyy", "MMM d yyyy", "MMMM d, yyyy", "dd-MMM-yy", "yyyy-MM", "MM/yyyy",
    ];

    private static readonly string[] Times = ["", " HH:mm:ss", " HH:mm", "THH:mm:ss", "THH:mm:ssK", "THH:mm:ss.FFFFFFFK", " HH:mm:ss zzz", " HH:mm:ss.FFFFFFF", " H:mm", " H:mm:ss", " h:mm tt", " hh:mm:ss tt", " h:mm:ss tt"];

    private static readonly DateFormat[] All = [.. Days.SelectMany(day => Times.Select(time => new DateFormat(day + time)))];

    // Formats some cell has fitted are tried first; most columns need a few.
    private readonly Dictionary<DateFormat, long> fitted = [];
    private readonly HashSet<DateFormat> open = [];
    private long seen;
    private long unfit;
    private string? proof;

    /// <summary>The format most cells fit, and how many.</summary>
    public (string Format, long Count)? Best => fitted.Count == 0 ? null : fitted.OrderByDescending(each => each.Value).ThenBy(each => Array.IndexOf(All, each.Key)).Select(each => (each.Key.Text, each.Value)).First();

    /// <summary>Formats that fit as many cells as the best and mean another day: no row decides.</summary>
    public IReadOnlyList<string> Rivals { get; private set; } = [];

    /// <summary>A cell that decides between day and month first; null where none had to, or none can.</summary>
    public string? Proof => proof;

    public void See(ReadOnlySpan<byte> text, int line)
    {
        seen++;
        // A column that is no date is given up early.
        if (unfit > 20 && unfit > seen / 10)
            return;
        var fits = new List<(DateFormat Format, DateTime Clock)>();
        foreach (var format in open)
            Try(format, text, fits);
        if (fits.Count == 0)
        {
            // Another way of writing begins here.
            foreach (var format in All)
                Try(format, text, fits);
        }
        if (fits.Count == 0)
        {
            unfit++;
            return;
        }
        if (proof is null && open.Count > fits.Count && fits.TrueForAll(each => each.Clock == fits[0].Clock))
            proof = $"line {line} is {Encoding.UTF8.GetString(text)}";
        foreach (var (format, _) in fits)
        {
            open.Add(format);
            ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(fitted, format, out _);
            tally++;
        }
    }

    private static void Try(DateFormat format, ReadOnlySpan<byte> text, List<(DateFormat, DateTime)> fits)
    {
        if (format.TryParse(text, out var time))
            fits.Add((format, time.Clock));
    }

    /// <summary>Looks, when all cells were seen, for formats that fit as many and mean other days.</summary>
    public void Conclude()
    {
        if (Best is not { } best)
            return;
        var equals = fitted.Where(each => each.Value == best.Count).Select(each => each.Key.Text).ToList();
        Rivals = [.. equals.Where(each => each != best.Format && Order(each) != Order(best.Format))];
    }

    private static bool Order(string format) => format.IndexOf('d', StringComparison.Ordinal) < format.IndexOf('M', StringComparison.Ordinal);
}
