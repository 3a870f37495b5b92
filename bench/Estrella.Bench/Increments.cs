using System.Globalization;

namespace Estrella.Bench;

/// <summary>
/// What a small export of changes costs on histories of 1, 4 and 16 times: the same number of new orders each time, a
/// thousandth of the smallest history, so that only the history differs.
/// </summary>
internal static class Increments
{
    private static readonly int[] Times = [1, 4, 16];
    private static readonly DateOnly FirstDay = new(2026, 1, 1);

    public static async Task<int> RunAsync(Place place, int orders, int rounds, string results)
    {
        Changes.WriteContract(place.Project);
        var server = await place.StartAsync();
        var bases = new List<string>();
        foreach (var times in Times)
        {
            bases.Add(await Place.EmptyAsync(server, $"bench_history_{times}"));
            await WholeProcess.EstrellaAsync(place.Exports(orders * times), place.Project, bases[^1]);
            await Place.RunAsync(bases[^1], "vacuum analyze");
        }
        var measured = Times.ToDictionary(times => times, _ => new List<(double Seconds, long Read, long Written)>());
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var (times, database) in Times.Zip(bases))
            {
                var taken = await OneDayAsync(place, database, FirstDay.AddDays(round), Math.Max(orders / 1000, 1));
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}, history x{times}: {taken.Seconds:0.00} s, {taken.Read:N0} rows read, {taken.Written:N0} written"));
                if (round > 0)
                    measured[times].Add(taken);
            }
        }
        await Results.WriteAsync(results, $"increments-{orders}", new
        {
            What = "a small export of changes on a growing history, whole processes in turn",
            Date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            NewOrders = Math.Max(orders / 1000, 1),
            place.Seed,
            Rounds = rounds,
            Histories = Times.Select(times => new
            {
                Orders = orders * times,
                Seconds = Spread.Of(measured[times].Select(each => each.Seconds)),
                RowsRead = measured[times].Max(each => each.Read),
                RowsWritten = measured[times].Max(each => each.Written),
            }).ToList(),
            RatioOfSeconds = Spread.Of(measured[Times[^1]].Zip(measured[Times[0]], (large, small) => large.Seconds / small.Seconds)),
            Machine = await Machine.OfAsync(bases[0]),
        });
        return 0;
    }

    private static async Task<(double Seconds, long Read, long Written)> OneDayAsync(Place place, string database, DateOnly day, int orders)
    {
        var taken = await Changes.BringAsync(place, database, day, orders);
        var counted = (await Place.AskAsync(database, "select rows_read, rows_written from estrella.run where is_published order by run_no desc limit 1"))[0].Split('|');
        return (taken.Seconds, long.Parse(counted[0], CultureInfo.InvariantCulture), long.Parse(counted[1], CultureInfo.InvariantCulture));
    }
}
