using Estrella.Cli.Output;
using Estrella.Core.Unification;
using Estrella.Runs;

namespace Estrella.Cli.Commands;

/// <summary>What is one thing in several sources, and what could not be matched.</summary>
internal static class UnifiedSheets
{
    /// <param name="what">merges, places or products</param>
    public static async Task<Sheet> ReadAsync(string what, string database, CancellationToken cancellation) => what switch
    {
        "merges" => Merges(await MergeLog.ReadAsync(database, cancellation)),
        "places" => new(["country", "region", "records"], [.. (await Unmatched.PlacesAsync(database, cancellation)).Select(each => new object?[] { each.Country, each.Region, each.Count })])
        {
            WhenEmpty = "every country and region is known",
        },
        _ => new(["product", "name", "net_sales"], [.. (await Unmatched.ProductsAsync(database, cancellation)).Select(each => new object?[] { each.Record, each.Name, each.NetSales })])
        {
            WhenEmpty = "no product of one source is one with that of another, or all are",
        },
    };

    static Sheet Merges(IReadOnlyList<MergedRecord> log) => new(
        ["entity", "record", "with", "by", "value", "since_run", "not_merged"],
        [.. log.Select(each => new object?[] { each.Entity, each.Record, each.With, each.Step, each.Hash, each.SinceRun, each.Remark })])
    {
        WhenEmpty = "nothing is one thing in several sources; identity in a contract or in estrella.yml switches it on",
    };
}
