using Estrella.Foundation;

namespace Estrella.Runs;

/// <summary>How many rows may be kept out before nothing is published: an export's own budget, else its source's, else the project's.</summary>
internal static class Budgets
{
    /// <param name="moreKeptOut">Rows the merge kept out beside the reader's, by file.</param>
    /// <returns>Exit 3 where an export, or those that share a budget together, are past it; else null.</returns>
    public static EstrellaException? Refusal(Settings settings, IReadOnlyList<RunFile> files, IReadOnlyDictionary<int, long> moreKeptOut)
    {
        var groups = files
            .GroupBy(file => file.Match switch
            {
                { Export: { Budget: not null, Name: var export }, Contract.Name: var source } => $"{source}/{export}",
                { Contract: { Budget: not null, Name: var source } } => source,
                _ => "",
            })
            .Select(group => (
                What: group.Key.Length == 0 ? "this run" : group.Key,
                Budget: group.First().Match.Export.Budget ?? group.First().Match.Contract.Budget ?? settings.Budget,
                Rows: group.Sum(file => file.Read!.Rows),
                KeptOut: group.Sum(file => file.Read!.Quarantined + moreKeptOut.GetValueOrDefault(file.FileNo))));
        var past = groups.Where(group => group.Budget.IsPassed(group.KeptOut, group.Rows)).ToList();
        return past.Count == 0 ? null : new EstrellaException(
            ExitCode.TooManyRowsKeptOut,
            string.Join('\n', past.Select(group =>
                $"{group.What}: {group.KeptOut:N0} of {group.Rows:N0} rows kept out, the budget is {group.Budget.Rows:N0} rows and {group.Budget.Ratio:P1}")) + "\nnothing was published",
            "see them with: estrella quarantine list; correct the files, or raise budget in the contract or in estrella.yml");
    }
}
