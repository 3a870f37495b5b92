using Estrella.Foundation;
using Estrella.Ledger;

namespace Estrella.Runs;

/// <summary>Promise 1: for every file, rows in = new + changed + unchanged + duplicate + set aside + quarantined, and money likewise.</summary>
internal static class Identity
{
    /// <exception cref="EstrellaException">Exit 5: a file's rows or money do not add up; nothing must be published.</exception>
    public static void Check(IEnumerable<RunFile> files, IReadOnlyDictionary<int, IReadOnlyList<VerdictTotal>> totals)
    {
        var wrong = new List<string>();
        foreach (var file in files)
        {
            var read = file.Read!;
            var parts = totals[file.FileNo];
            var rows = parts.Sum(part => part.Rows);
            if (rows != read.Rows)
            {
                wrong.Add($"{file.Match.Name}: {read.Rows:N0} rows in, but {Sum(parts, part => $"{part.Rows:N0}")} = {rows:N0}");
            }
            if (file.Match.Export.HasControl && parts.Sum(part => part.Amount ?? 0) != (read.ControlRows ?? 0))
            {
                wrong.Add($"{file.Match.Name}: control {read.ControlRows ?? 0} in, but {Sum(parts, part => $"{part.Amount ?? 0}")}");
            }
        }
        if (wrong.Count > 0)
        {
            throw new EstrellaException(
                ExitCode.TotalsDiffer, string.Join('\n', wrong) + "\nnothing was published",
                "this is a fault of Estrella, not of the files: please report it with these lines");
        }
    }

    private static string Sum(IEnumerable<VerdictTotal> parts, Func<VerdictTotal, string> figure) =>
        string.Join(" + ", parts.Select(part => $"{Verdicts.NameOf(part.Verdict)} {figure(part)}"));
}
