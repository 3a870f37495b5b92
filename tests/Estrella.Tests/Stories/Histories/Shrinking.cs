namespace Estrella.Tests.Stories.Histories;

/// <summary>Makes histories that deviate small: what can be left out without the deviation going away is left out.</summary>
internal static class Shrinking
{
    private const int Rounds = 12;

    // Each round costs as many runs as one batch, however many histories it holds.
    private const int TriesOfRound = 20;

    /// <param name="find">The deviations among some histories, each told by its history.</param>
    public static async Task<IReadOnlyList<Deviation>> ShrinkAsync(
        IReadOnlyList<Deviation> deviations, Func<IReadOnlyList<History>, Task<IReadOnlyList<Deviation>>> find)
    {
        var smallest = deviations.ToDictionary(each => each.History.Seed);
        var passed = smallest.Keys.ToDictionary(seed => seed, _ => 0);
        for (var round = 0; round < Rounds && passed.Count > 0; round++)
        {
            var tries = passed.SelectMany(each => Smaller(smallest[each.Key].History).Skip(each.Value).Take(TriesOfRound)).ToList();
            var found = (await find(tries)).GroupBy(each => each.History.Seed).ToDictionary(group => group.Key, group => group.First());
            foreach (var seed in passed.Keys.ToList())
            {
                if (found.TryGetValue(seed, out var less))
                    (smallest[seed], passed[seed]) = (less, 0);
                else if (tries.Count(each => each.Seed == seed) < TriesOfRound)
                    passed.Remove(seed);
                else
                    passed[seed] += TriesOfRound;
            }
        }
        return [.. smallest.Values];
    }

    /// <summary>Everything that is a step smaller, the largest steps first.</summary>
    private static IEnumerable<History> Smaller(History history)
    {
        foreach (var entity in history.Files.Select(file => file.Entity).Distinct())
            yield return history with { Files = [.. history.Files.Where(file => file.Entity != entity)] };
        foreach (var file in history.Files)
            yield return history with { Files = [.. history.Files.Where(each => each != file)] };
        foreach (var file in history.Files)
        {
            foreach (var id in file.Rows.Select(row => row.Id).Distinct())
                yield return Put(history, file, file with { Rows = [.. file.Rows.Where(row => row.Id != id)] });
            for (var at = 0; at < file.Rows.Count; at++)
                yield return Put(history, file, file with { Rows = [.. file.Rows.Where((_, each) => each != at)] });
            if (file.Runs.Count > 1)
                yield return Put(history, file, file with { Runs = [file.Runs[0]] });
        }
    }

    private static History Put(History history, ShopFile file, ShopFile other) =>
        history with { Files = [.. history.Files.Select(each => each == file ? other : each)] };
}
