using System.Globalization;
using System.Text;

namespace Estrella.Sources.Discovery;

/// <summary>
/// The zone an export writes its times in, where each time says how far it is from UTC: its days are those of the shop, and
/// UTC would count the orders of an evening on the next day.
/// </summary>
internal static class WrittenZone
{
    private const int LeastTimes = 5;

    // Winter and summer, as shops' systems write them; a distance that never changes is a zone by itself.
    private static readonly Dictionary<(int Winter, int Summer), string> Seasons = new()
    {
        [(-8, -7)] = "America/Los_Angeles",
        [(-7, -6)] = "America/Denver",
        [(-6, -5)] = "America/Chicago",
        [(-5, -4)] = "America/New_York",
        [(-4, -3)] = "America/Santiago",
        [(0, 1)] = "Europe/London",
        [(1, 2)] = "Europe/Madrid",
        [(2, 3)] = "Europe/Athens",
        [(10, 11)] = "Australia/Sydney",
    };

    /// <summary>Null: no times of orders say so, or not all of them one zone.</summary>
    public static (string Name, Proof Proof)? Of(IEnumerable<DraftExport> exports)
    {
        var times = exports.SelectMany(export => export.Feeds.Where(feed => feed.Entity.Name == "order").SelectMany(feed => feed.Fields).Where(field => field.Field == "ordered_at")
            .SelectMany(field => DraftCells.Columns(field.Cell, export.File.Columns))).Distinct().ToList();
        var (told, hours) = (0, new SortedSet<int>());
        foreach (var column in times)
        {
            var formats = column.DateFormats.Select(format => new DateFormat(format)).ToList();
            foreach (var text in column.Sample.OfType<string>())
            {
                var time = formats.Select(format => format.TryParse(Encoding.UTF8.GetBytes(text), out var read) ? read : (WrittenTime?)null).FirstOrDefault(read => read is not null);
                if (time?.Offset is not { } offset || offset.Minutes != 0)
                    return null;
                told++;
                hours.Add(offset.Hours);
            }
        }
        var zone = hours.Count switch
        {
            1 when hours.Min != 0 => $"Etc/GMT{-hours.Min:+0;-0}",
            2 => Seasons.GetValueOrDefault((hours.Min, hours.Max)),
            _ => null,
        };
        return zone is null || told < LeastTimes ? null
            : (zone, Proof.Of(told, told, FormattableString.Invariant($"{told:N0} of {told:N0} times of orders looked at are {string.Join(" or ", hours.Select(hour => hour.ToString("+0;-0;0", CultureInfo.InvariantCulture)))} hours from UTC")));
    }
}
