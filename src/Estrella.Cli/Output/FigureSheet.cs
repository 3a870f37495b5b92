using System.Globalization;
using Estrella.Ledger;

namespace Estrella.Cli.Output;

/// <summary>What a run changes in figures: by month and measure, before, after and the difference.</summary>
internal static class FigureSheet
{
    public static Sheet Of(IReadOnlyList<FigureChange> changes) => new(
        ["month", "currency", "measure", "before", "after", "difference"],
        [.. changes.Select(each => new object?[]
        {
            each.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture), each.Currency, each.Measure, each.Before, each.After, each.Difference,
        })])
    {
        WhenEmpty = "no figure changes",
    };

    /// <summary>For people: the figures of published months one by one, new months in a sentence.</summary>
    public static void Write(FigureChanges figures, ResultFormat format, TextWriter to)
    {
        if (figures.Published.Count > 0)
        {
            to.WriteLine("figures of published months that change:");
            SheetWriter.Write(Of(figures.Published).WithoutEmptyColumns(), format, to);
        }
        foreach (var sentence in figures.Sentences())
            to.WriteLine(sentence);
    }
}
