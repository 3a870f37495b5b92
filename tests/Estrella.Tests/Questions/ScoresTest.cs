using System.Globalization;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Questions;

/// <summary>The two hard figures, lift and expansion score, held against their formulas reckoned here in another way.</summary>
public class ScoresTest
{
    private static readonly Lazy<Task<NpgsqlDataSource>> Shop = new(() => TinyShop.NewAsync("steady_shop"));

    private static readonly string[] Compared = ["A", "B", "C"];

    // steady_shop.sql: every day from 2024-01-01 to 2024-06-30 each region's orders, 100 + 10 x ISO weekday each.
    private static decimal Sold(DateOnly day) => 100 + 10 * (day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek);

    [Fact]
    public async Task Lift_is_what_the_window_sold_beyond_the_weekdays_before_it()
    {
        var rows = (await TinyShop.AskAsync(await Shop.Value, "campaigns")).Rows;
        // Three orders a day. In the window 2024-03-04 to 2024-03-13 one more of 500 a day, and another region shut on its last day.
        var row = rows.Single(each => (string?)each[0] == "K1");
        var shut = new DateOnly(2024, 3, 13);
        Assert.Equal(10 * 500m - Sold(shut), Number(row[11]));
        // The 28 days before are all alike, weekday by weekday and week by week, so chance has no part in it.
        Assert.Equal(Number(row[11]), Number(row[12]));
        Assert.Equal(Number(row[11]), Number(row[13]));
        Assert.Equal("L2", row[14]);
        Assert.Equal((10L, 5000m, 10L, 5000m, 5000m / 1000), ((long)row[6]!, Number(row[7]), (long)row[8]!, Number(row[9]), Number(row[10])));
    }

    [Fact]
    public async Task Lift_is_not_told_when_fewer_than_28_days_precede()
    {
        var row = (await TinyShop.AskAsync(await Shop.Value, "campaigns")).Rows.Single(each => (string?)each[0] == "K0");
        Assert.Equal([null, null, null], row.Skip(11).Take(3));
        Assert.Equal("L1", row[14]);
        Assert.Equal(0m, Number(row[7]));
        Assert.Null(row[10]);
    }

    [Fact]
    public async Task The_lifts_interval_is_wider_when_days_or_weeks_vary()
    {
        await using var command = (await Shop.Value).CreateCommand(
            "select mart.lift_interval(14, 14, 2100, 0), mart.lift_interval(14, 14, 0, 10)");
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await reader.ReadAsync(TestContext.Current.CancellationToken);
        // By days: 2.080 x sqrt(2100 / 21 x (14 + 14)); by weeks: 3.182 x 10 x sqrt(2 + 4 / 4).
        Assert.Equal(110.06, reader.GetDouble(0), 2);
        Assert.Equal(55.11, reader.GetDouble(1), 2);
    }

    [Fact]
    public async Task Expansion_score_is_the_mean_of_the_z_scores_known()
    {
        var answer = await TinyShop.AskAsync(await Shop.Value, "geography");
        var regions = answer.Rows.Where(row => (string?)row[1] is "A" or "B" or "C").ToDictionary(row => (string)row[1]!);
        // on-time rates stand in steady_shop.sql: A 1, B 1/2, C has no shipment due
        var onTime = new Dictionary<string, double?> { ["A"] = 1, ["B"] = 0.5, ["C"] = null };
        double?[] Part(Func<IReadOnlyList<object?>, string, double?> of) => [.. Compared.Select(name => of(regions[name], name))];
        double?[][] parts =
        [
            Part((row, _) => row[7] is null ? null : (double)Number(row[7])),
            Part((row, _) => (double)(Number(row[4]) / (long)row[3]!)),
            Part((_, name) => onTime[name]),
            Part((row, _) => (double)Number(row[6])),
        ];
        // Nobody promised C anything: its score rests on the other three parts.
        var scored = parts.Select(Z).ToList();
        foreach (var (at, name) in Compared.Index())
        {
            var expected = scored.Select(part => part[at]).Where(z => z is not null).Average();
            Assert.Equal(expected!.Value, (double)Number(regions[name][8]), 9);
        }
        // Region D has 29 orders and is not compared; neither is the unknown place.
        Assert.All(answer.Rows.Where(row => (string?)row[1] is "D" or null), row => Assert.Null(row[8]));
        Assert.Contains(answer.Notes, note => note.Contains("on-time rate", StringComparison.Ordinal));
    }

    private static double?[] Z(double?[] values)
    {
        var known = values.OfType<double>().ToList();
        var mean = known.Average();
        var deviation = Math.Sqrt(known.Average(value => (value - mean) * (value - mean)));
        return [.. values.Select(value => deviation == 0 ? null : (value - mean) / deviation)];
    }

    private static decimal Number(object? cell) => Convert.ToDecimal(cell, CultureInfo.InvariantCulture);
}
