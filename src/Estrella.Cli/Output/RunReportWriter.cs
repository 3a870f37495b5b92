using System.Globalization;
using Estrella.Ledger;
using Estrella.Runs;

namespace Estrella.Cli.Output;

/// <summary>Writes how a run ended: what became of each file's rows and money, and what a person should look at.</summary>
internal static class RunReportWriter
{
    static readonly Verdict[] Order = [Verdict.New, Verdict.Changed, Verdict.Unchanged, Verdict.Duplicate, Verdict.SetAside, Verdict.Quarantined];

    public static void Write(RunReport report, ResultFormat format, TextWriter to)
    {
        var forPeople = format is ResultFormat.Table or ResultFormat.Md;
        // A run that met nothing new says so in one sentence; a table of zeros would hide it.
        if (forPeople && report.State != "published")
            return;
        SheetWriter.Write(forPeople ? Files(report, forPeople).WithoutEmptyColumns() : Files(report, forPeople), format, to);
        if (forPeople)
        {
            to.WriteLine();
            to.WriteLine(Identity(report));
            foreach (var line in Remarks(report))
                to.WriteLine(line);
            FigureSheet.Write(report.Figures, format, to);
        }
    }

    /// <summary>A row a file: rows in = the sum of the verdicts, and the money of the contract's control column beside them.</summary>
    static Sheet Files(RunReport report, bool forPeople)
    {
        string[] columns = ["source", "file", "rows", .. Order.Select(Verdicts.NameOf), "amount", "kept_out", "state"];
        var rows = report.Files.Select(file => (object?[])
        [
            file.Source,
            file.Name,
            file.Rows,
            .. Order.Select(verdict => (object?)file.Totals.Where(total => total.Verdict == verdict).Sum(total => total.Rows)),
            Amount(file.Totals),
            Amount([.. file.Totals.Where(total => total.Verdict == Verdict.Quarantined)]),
            // Read is what one expects; what is not expected stands out.
            file.State == "read" && forPeople ? "" : file.State,
        ]).ToList();
        return new Sheet(columns, rows) { WhenEmpty = "no file was read" };
    }

    /// <summary>Promise 1, as numbers: `5 rows in = 3 new + 0 changed + … + 2 quarantined`.</summary>
    public static string Identity(RunReport report) =>
        $"{Number(report.RowsIn)} rows in = {string.Join(" + ", Order.Select(verdict => $"{Number(report.RowsOf(verdict))} {Verdicts.NameOf(verdict).Replace('_', ' ')}"))}";

    // Amounts of several files are not added: they may be of several currencies, or prices beside totals.
    static decimal? Amount(IReadOnlyList<VerdictTotal> totals) =>
        totals.Any(total => total.Amount is not null) ? totals.Sum(total => total.Amount ?? 0) : null;

    static IEnumerable<string> Remarks(RunReport report)
    {
        foreach (var file in report.Unmatched)
            yield return $"not read: {file.Name}: {file.Reason}";
        foreach (var drift in report.Drifts)
            yield return $"drift: {drift.Text}";
        foreach (var text in report.Unmapped)
            yield return $"not mapped: {text}";
        foreach (var each in report.Contradictions)
            yield return Contradicts(each, report.RunNo);
    }

    /// <summary>`an order is cancelled, yet paid (erp.orders, erp.payments): 595 of 2,510 disagree; what was kept: 332,663.99; since run 1, 12 more`.</summary>
    static string Contradicts(ContradictionHistory found, int runNo)
    {
        // The register's sentence ends with what its amount is.
        var parts = found.Message.Split("; amount: ");
        var money = found.Amount is { } amount && parts.Length > 1 ? string.Create(CultureInfo.InvariantCulture, $"; {parts[1]}: {amount:#,0.00}") : "";
        var since = found.SinceRunNo == runNo ? "" : $"; since run {found.SinceRunNo}, {Change(found.Change)}";
        var who = found.One == found.Other ? found.One : $"{found.One}, {found.Other}";
        return $"contradiction: {parts[0]} ({who}): {Number(found.Disagreeing)} of {Number(found.Compared)} disagree{money}{since}";
    }

    static string Change(long change) => change == 0 ? "as many as before" : $"{Number(Math.Abs(change))} {(change > 0 ? "more" : "fewer")}";

    static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
