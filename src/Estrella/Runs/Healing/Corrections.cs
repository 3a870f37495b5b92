using System.Globalization;
using Estrella.Foundation;
using Estrella.Ledger;

namespace Estrella.Runs.Healing;

/// <summary>A row kept out, with the cells it is to be read with.</summary>
internal sealed record Correction(KeptRow Row, IReadOnlyList<string> Cells);

/// <summary>The corrected rows of a file beside the rows as they were kept out.</summary>
/// <param name="Rows">Those in which a cell changed, in the order of their files and lines.</param>
/// <param name="Untouched">Rows that came back as they went out: they stay where they are.</param>
internal sealed record Corrections(IReadOnlyList<Correction> Rows, int Untouched)
{
    private const int ProblemsTold = 20;

    /// <summary>Of a file somebody corrected.</summary>
    /// <exception cref="EstrellaException">Exit 4: every row that nobody can place, and every cell a spreadsheet has damaged.</exception>
    public static async Task<Corrections> OfAsync(LedgerReader ledger, string path, CancellationToken cancellation)
    {
        var given = CorrectedFile.Read(path);
        var kept = (await ledger.KeptRowsAsync([.. given.Select(row => row.Name).Distinct()], cancellation)).ToLookup(row => row.Name);
        var headers = await ledger.HeadersAsync(kept.SelectMany(rows => rows).Select(row => row.FileNo), cancellation);
        var problems = new List<string>();
        var rows = new List<Correction>();
        var untouched = 0;
        var seen = new Dictionary<(string, string), string>();
        foreach (var row in given)
        {
            if (!seen.TryAdd((row.Name, row.File), row.Place))
            {
                problems.Add($"{row.Place}: _row {row.Name} stands in {seen[(row.Name, row.File)]} already, expected each row once");
                continue;
            }
            if (Find(row, kept[row.Name].ToList(), out var found) is { } problem)
            {
                problems.Add(problem);
                continue;
            }
            var cells = Cells(row, found!, [.. headers[found!.FileNo]], problems);
            if (cells is null)
                untouched++;
            else
                rows.Add(new Correction(found, cells));
        }
        if (problems.Count > 0)
        {
            var more = problems.Count > ProblemsTold ? $"\nand {problems.Count - ProblemsTold:N0} more" : "";
            throw new EstrellaException(
                ExitCode.DecisionMissing, string.Join('\n', problems.Take(ProblemsTold)) + more + "\nno row was loaded",
                "put it right in the file; in a spreadsheet, give such columns the format Text before pasting, or export as .xlsx, where all cells are text: estrella quarantine export FILE.xlsx");
        }
        return new Corrections([.. rows.OrderBy(each => each.Row.FileNo).ThenBy(each => each.Row.Line)], untouched);
    }

    /// <summary>The open rows as they stand: what they need has come from elsewhere, such as a corrected contract.</summary>
    public static async Task<Corrections> AsTheyStandAsync(LedgerReader ledger, KeptFilter filter, CancellationToken cancellation)
    {
        var rows = await ledger.KeptRowsAsync(filter, cancellation);
        return new Corrections([.. rows.Where(row => row is { IsPublished: true, State: "open", Cells: not null }).Select(row => new Correction(row, row.Cells!))], 0);
    }

    private static string? Find(CorrectedRow row, List<KeptRow> kept, out KeptRow? found)
    {
        // The same bytes may have been read more than once: under another name, after an undo, or for another day.
        if (kept.Exists(each => each.File == row.File))
            kept.RemoveAll(each => each.File != row.File);
        found = kept.Where(each => each.IsPublished).OrderByDescending(each => each.State == "open").ThenByDescending(each => each.FileNo).FirstOrDefault();
        if (kept.Count == 0)
            return $"{row.Place}: _row is '{row.Name}', which no row kept out is called, expected the text that quarantine export wrote there";
        if (found is null)
            return $"{row.Place}: run {kept[0].RunNo}, which kept the row out, published nothing: correct {kept[0].File} and run it again";
        if (found.State != "open")
            return $"{row.Place}: the row is {found.State} already ({found.File}:{found.Line})";
        return found.Cells is null
            ? $"{row.Place}: of {found.File}:{found.Line} no text is kept, for its export has a secret column: correct the source file and run it again"
            : null;
    }

    /// <summary>The cells of the row in the order of its file, those that changed as they were given; null: none changed.</summary>
    private static List<string>? Cells(CorrectedRow row, KeptRow kept, IReadOnlyList<string> header, List<string> problems)
    {
        var before = kept.Cells!;
        var seen = new Dictionary<string, int>();
        var cells = new List<string>();
        var known = new HashSet<(string, int)>();
        var hasChanged = before.Count > header.Count;
        for (var at = 0; at < header.Count; at++)
        {
            var name = header[at].Trim();
            var nth = seen[name] = seen.GetValueOrDefault(name, -1) + 1;
            known.Add((name, nth));
            var was = at < before.Count ? before[at] : "";
            if (!row.Cells.TryGetValue((name, nth), out var now) || SpreadsheetDamage.IsSame(was, now))
            {
                cells.Add(was);
                continue;
            }
            if (SpreadsheetDamage.Of(was, now, kept.Problems.Any(problem => problem.Position == at + 1)) is { } damage)
                problems.Add($"{row.Place}: {name} {damage}: it was '{was}' and is '{now}'");
            hasChanged = true;
            cells.Add(now);
        }
        foreach (var (column, nth) in row.Cells.Keys.Where(key => !known.Contains(key) && row.Cells[key].Trim().Length > 0))
            problems.Add($"{row.Place}: {kept.File} has no column '{column}'{(nth > 0 ? string.Create(CultureInfo.InvariantCulture, $" a {nth + 1}. time") : "")}");
        if (row.More.Length > 0 && before.Count <= header.Count)
            problems.Add($"{row.Place}: {CorrectedFile.More} is '{row.More}', expected it to be blank");
        if (cells.TrueForAll(cell => cell.Trim().Length == 0))
            problems.Add($"{row.Place}: all cells are blank; to leave the row where it is, delete its line");
        // A row with too many cells whose overflow still stands was not put right.
        return before.Count > header.Count && row.More.Length > 0 ? null : hasChanged ? cells : null;
    }
}
