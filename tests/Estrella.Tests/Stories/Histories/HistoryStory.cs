using System.Globalization;
using Estrella.Tests.Foundation;
using Xunit;

namespace Estrella.Tests.Stories.Histories;

/// <summary>
/// A shop sends new files every night, corrects old ones, forgets some, and finds last year's backups in a drawer. After
/// any sequence of runs and interruptions the warehouse is what it would be had everything arrived at once in the right
/// order. ESTRELLA_SEED=BATCH-NUMBER runs one history again; ESTRELLA_LONG=1 hunts for more.
/// </summary>
public sealed class HistoryStory
{
    private const int ShopsOfBatch = 70;

    // More than a person reads at once only costs time.
    private const int ToldAtOnce = 4;

    public static TheoryData<int> Batches => [.. One is { } one ? [one[0]] : IsLong ? Enumerable.Range(1, 60) : TestServer.Turn(1, 2, 3, 4)];

    private static int[]? One => Environment.GetEnvironmentVariable("ESTRELLA_SEED")?.Split('-').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();

    private static bool IsLong => Environment.GetEnvironmentVariable("ESTRELLA_LONG") == "1";

    [Theory]
    [MemberData(nameof(Batches))]
    public async Task Warehouse_is_what_was_said_in_whatever_order_it_arrived(int batch)
    {
        var plan = RunPlan.Draw(batch);
        List<History> histories = [.. (One is { } one ? [one[1]] : Enumerable.Range(0, ShopsOfBatch)).Select(at => HistoryDraw.Draw(batch, at, plan))];
        var deviations = await FindAsync(histories, plan, new Random(batch), isInOrder: false);
        var isInOrder = deviations.Count == 0;
        if (isInOrder)
            deviations = await FindAsync(histories, plan, null, isInOrder);
        if (deviations.Count > 0)
        {
            var smallest = await Shrinking.ShrinkAsync([.. deviations.Take(ToldAtOnce)], tries => FindAsync(tries, plan, null, isInOrder));
            Assert.Fail($"{deviations.Count} of {histories.Count} histories: {string.Join(", ", deviations.Select(each => each.History.Seed))}\n{string.Join('\n', smallest.Select(Tell))}");
        }
    }

    /// <summary>What differs from the model, or from the same files loaded in order.</summary>
    private static async Task<IReadOnlyList<Deviation>> FindAsync(IReadOnlyList<History> histories, RunPlan plan, Random? interruptions, bool isInOrder)
    {
        var shops = new HistoryBatch(histories, plan);
        return isInOrder ? await shops.CompareInOrderAsync() : await shops.CompareAsync(interruptions);
    }

    private static string Tell(Deviation deviation) =>
        $"again with ESTRELLA_SEED={deviation.History.Seed}\n{deviation.Difference}\n{HistoryFolder.Describe(deviation.History)}";
}
