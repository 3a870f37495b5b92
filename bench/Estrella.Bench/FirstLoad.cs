using System.Globalization;

namespace Estrella.Bench;

/// <summary>A first load, beside the script an expert writes by hand for the same files; they take turns.</summary>
internal static class FirstLoad
{
    // What both must come to, each in its own tables.
    private const string Booked = "select currency, sum(net_amount), sum(gross_amount) from star.fact_sales where is_booked group by currency order by currency";
    private const string Orders = "select count(*) from star.fact_order where is_booked and event = 'sale'";

    // Shares of discounts are rounded otherwise; a cent in a million is not a difference.
    private const decimal Tolerance = 0.000001m;

    public static async Task<int> RunAsync(Place place, int orders, int rounds, string results)
    {
        var exports = place.Exports(orders);
        var server = await place.StartAsync();
        var (ours, theirs) = (new List<Taken>(), new List<Taken>());
        for (var round = 0; round <= rounds; round++)
        {
            var expert = await WholeProcess.ExpertAsync(exports, server, await Place.EmptyAsync(server, "bench_expert"));
            var estrella = await WholeProcess.EstrellaAsync(exports, place.Project, await Place.EmptyAsync(server, "bench_estrella"));
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}: expert {expert.Seconds:0.0} s, estrella {estrella.Seconds:0.0} s, ratio {estrella.Seconds / expert.Seconds:0.00}"));
            if (round == 0)
                continue;
            theirs.Add(expert);
            ours.Add(estrella);
        }
        if (await DifferenceAsync(Place.DatabaseOf(server, "bench_expert"), Place.DatabaseOf(server, "bench_estrella")) is { } difference)
        {
            Console.Error.WriteLine($"they do not come to the same: {difference}");
            return 1;
        }
        var database = Place.DatabaseOf(server, "bench_estrella");
        await Results.WriteAsync(results, $"first-{orders}", new
        {
            What = "first load, whole processes in turn",
            Date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Orders = orders,
            place.Seed,
            Rounds = rounds,
            RowsIn = long.Parse((await Place.AskAsync(database, "select sum(row_count) from estrella.file"))[0], CultureInfo.InvariantCulture),
            EstrellaSeconds = Spread.Of(ours.Select(each => each.Seconds)),
            ExpertSeconds = Spread.Of(theirs.Select(each => each.Seconds)),
            Ratio = Spread.Of(ours.Zip(theirs, (mine, other) => mine.Seconds / other.Seconds)),
            EstrellaClientMegabytes = Math.Round(ours.Max(each => each.ClientMegabytes)),
            Steps = (await Place.AskAsync(database, "select name || ' ' || round(milliseconds / 1000.0, 1) from estrella.step where run_no = 1 order by step_no")).ToList(),
            BookedOrders = (await Place.AskAsync(database, Orders))[0],
            Machine = await Machine.OfAsync(database),
        });
        return 0;
    }

    private static async Task<string?> DifferenceAsync(string expert, string estrella)
    {
        var counts = (Theirs: (await Place.AskAsync(expert, Orders))[0], Ours: (await Place.AskAsync(estrella, Orders))[0]);
        if (counts.Theirs != counts.Ours)
            return $"{counts.Theirs} and {counts.Ours} booked orders";
        var amounts = (Theirs: await Place.AskAsync(expert, Booked), Ours: await Place.AskAsync(estrella, Booked));
        var differ = amounts.Theirs.Count != amounts.Ours.Count || amounts.Theirs.Zip(amounts.Ours).Any(pair => !IsSame(pair.First, pair.Second));
        return differ ? $"{string.Join(" ", amounts.Theirs)} and {string.Join(" ", amounts.Ours)}" : null;
    }

    private static bool IsSame(string theirs, string ours)
    {
        var (left, right) = (theirs.Split('|'), ours.Split('|'));
        return left[0] == right[0] && left.Skip(1).Zip(right.Skip(1)).All(pair =>
            decimal.Parse(pair.First, CultureInfo.InvariantCulture) is var one && decimal.Parse(pair.Second, CultureInfo.InvariantCulture) is var other
            && Math.Abs(one - other) <= Math.Abs(one) * Tolerance);
    }
}
