using Estrella.Foundation;

namespace Estrella.Runs;

/// <summary>How many rows may be kept out before nothing is published: an export's own budget, else the project's.</summary>
internal static class Budgets
{
    /// <param name="moreKeptOut">Rows the merge kept out beside the reader's, by file.</param>
    /// <returns>Exit 3 where an export, or the exports without a budget together, are past theirs; else null.</returns>
    public static EstrellaException? Refusal(Settings settings, IReadOnlyList<RunFile> files, IReadOnlyDictionary<int, long> moreKeptOut)
    {
        var groups = files
            .GroupBy(file => file.Match.Export.Budget is null ? (0, "") : (file.SourceNo, file.Match.Export.Name))
            .Select(group => (
                What: group.Key == (0, "") ? "this run" : $"{group.First().Match.Contract.Name}/{group.Key.Item2}",
                Budget: group.First().Match.Export.Budget ?? settings.Budget,
                Rows: group.Sum(file => file.Read!.Rows),
                KeptOut: group.Sum(file => file.Read!.Quarantined + moreKeptOut.GetValueOrDefault(file.FileNo))));
        // Both limits: a small folder may have a few bad rows, a large one a small share.
        var past = groups.Where(group => group.KeptOut > group.Budget.Rows && group.KeptOut > group.Rows * group.Budget.Ratio).ToList();
        return past.Count == 0 ? null : new EstrellaException(
            ExitCode.TooManyRowsKeptOut,
            string.Join('\n', past.Select(group =>
                $"{group.What}: {group.KeptOut:N0} of {group.Rows:N0} rows kept out, the budget is {group.Budget.Rows:N0} rows and {group.Budget.Ratio:P1}")) + "\nnothing was published",
            "see them with: estrella quarantine list; correct the files, or raise budget in the contract or in estrella.yml");
    }
}
