using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Estrella.Sources;
using Estrella.Sources.Discovery;
using Xunit;

namespace Estrella.Tests.Sources.Discovery;

/// <summary>
/// Numbers and dates written at random in random habits. The judge must find the habit, or ask, exactly where two
/// readings fit every cell; which that is is found here by trying all of them, with other code than the judge's.
/// </summary>
public sealed partial class RandomLocaleTest
{
    private static readonly (char Decimal, string Group)[] Habits = [('.', ""), ('.', ","), (',', ""), (',', "."), ('.', "'"), (',', " "), (',', "\u00a0"), ('.', "\u2009"), (',', "\u202f")];

    private static readonly Func<string, string>[] Below = [text => "-" + text, text => $"({text})", text => text + "-", text => "\u2212" + text];

    private static readonly string[] Orders = ["dd/MM/yyyy", "MM/dd/yyyy", "d/M/yyyy", "M/d/yyyy", "dd-MM-yyyy", "dd.MM.yy", "MM/dd/yy"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Amounts_are_read_as_they_were_meant_or_asked_for(int seed)
    {
        var random = new Random(seed);
        var asked = 0;
        for (var round = 0; round < 60; round++)
        {
            var (sign, group) = Habits[random.Next(Habits.Length)];
            var places = random.Next(4);
            var below = Below[random.Next(Below.Length)];
            var meant = Enumerable.Range(0, random.Next(1, 8)).Select(_ => Number(random, places)).ToList();
            var cells = meant.Select(value => Written(value, places, sign, group, below)).ToList();
            using var folder = new ExportFolder();
            folder.With("orders.csv", "order_id;total\n" + string.Concat(cells.Select((cell, at) => $"A{at};{cell}\n")));
            var found = Discoverer.Discover(folder.Path, null, null, null, TestContext.Current.CancellationToken);

            var isOpen = Meant(cells, '.') is { } point && Meant(cells, ',') is { } comma && !point.SequenceEqual(comma);
            Assert.True(isOpen == (found.Questions.Count > 0), $"{string.Join(" | ", cells)}: {string.Join("; ", found.Questions.Select(each => each.Line))}");
            if (isOpen)
            {
                asked++;
                var answers = Answers.Parse([$"orders.total={(sign == '.' ? "point" : "comma")}"], null);
                found = Discoverer.Discover(folder.Path, null, null, answers, null, TestContext.Current.CancellationToken);
            }
            var read = await folder.Read(Contract.Parse(found.Contract, "drafted"));
            Assert.Empty(read.KeptOut);
            for (var at = 0; at < meant.Count; at++)
                Assert.True(meant[at] == (decimal?)read.Value("order", $"A{at}", "total"), $"{cells[at]} in {string.Join(" | ", cells)}");
        }
        Assert.InRange(asked, 1, 59);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Days_are_read_as_they_were_meant_or_asked_for(int seed)
    {
        var random = new Random(seed);
        var asked = 0;
        for (var round = 0; round < 60; round++)
        {
            var format = Orders[random.Next(Orders.Length)];
            // No more than five rows: six that follow one another would be evidence of their own.
            var meant = Enumerable.Range(0, random.Next(1, 6)).Select(_ => new DateTime(2019, 1, 1).AddDays(random.Next(2000))).ToList();
            var cells = meant.Select(day => day.ToString(format, CultureInfo.InvariantCulture)).ToList();
            using var folder = new ExportFolder();
            folder.With("orders.csv", "order_id,order_date,total\n" + string.Concat(cells.Select((cell, at) => $"A{at},{cell},1.50\n")));
            var found = Discoverer.Discover(folder.Path, null, null, null, TestContext.Current.CancellationToken);

            var isOpen = cells.TrueForAll(cell => Parts(cell) is [<= 12, <= 12, _]);
            Assert.True(isOpen == (found.Questions.Count > 0), string.Join(" | ", cells));
            if (isOpen)
            {
                asked++;
                var choice = found.Questions[0].Choices.Single(each => each[0] == format[0]);
                found = Discoverer.Discover(folder.Path, null, null, Answers.Parse([$"orders.order_date={choice}"], null), null, TestContext.Current.CancellationToken);
            }
            var read = await folder.Read(Contract.Parse(found.Contract, "drafted"));
            Assert.Empty(read.KeptOut);
            for (var at = 0; at < meant.Count; at++)
                Assert.Equal(meant[at], ((DateTime)read.Value("order", $"A{at}", "ordered_at")!).ToUniversalTime());
        }
        Assert.InRange(asked, 1, 59);
    }

    private static int[] Parts(string cell) => [.. cell.Split('/', '-', '.').Select(part => int.Parse(part, CultureInfo.InvariantCulture))];

    private static decimal Number(Random random, int places)
    {
        var whole = random.Next(4) switch { 0 => random.Next(1000), 1 => random.Next(1000, 1_000_000), 2 => random.Next(1_000_000, 2_000_000_000), _ => random.Next(10) };
        var value = whole + (decimal.Round((decimal)random.NextDouble(), places) % 1);
        return random.Next(6) == 0 ? -value : value;
    }

    private static string Written(decimal value, int places, char sign, string group, Func<string, string> below)
    {
        var parts = Math.Abs(value).ToString("F" + places, CultureInfo.InvariantCulture).Split('.');
        var whole = group.Length == 0 ? parts[0] : Triples().Replace(parts[0], group);
        var text = parts.Length == 2 ? $"{whole}{sign}{parts[1]}" : whole;
        return value < 0 ? below(text) : text;
    }

    /// <summary>What all cells mean with a decimal sign; null: some cannot be numbers with it.</summary>
    private static List<decimal>? Meant(IReadOnlyList<string> cells, char sign)
    {
        var other = sign == '.' ? "," : ".";
        var pattern = new Regex($@"^(\d+|[1-9]\d{{0,2}}((?:{Regex.Escape(other)}\d{{3}})+|(?: \d{{3}})+|(?:'\d{{3}})+))({Regex.Escape(sign.ToString())}\d+)?$");
        var meant = new List<decimal>();
        foreach (var cell in cells)
        {
            var isBelow = cell.IndexOfAny(['-', '(', '\u2212']) >= 0;
            var bare = cell.Trim('-', '(', ')', '\u2212').Replace('\u00a0', ' ').Replace('\u2009', ' ').Replace('\u202f', ' ');
            if (!pattern.IsMatch(bare))
                return null;
            var plain = new StringBuilder(bare).Replace(" ", "").Replace("'", "").Replace(other, "").Replace(sign, '.').ToString();
            meant.Add(decimal.Parse(plain, CultureInfo.InvariantCulture) * (isBelow ? -1 : 1));
        }
        return meant;
    }

    [GeneratedRegex(@"(?<=\d)(?=(\d{3})+$)")]
    private static partial Regex Triples();
}
