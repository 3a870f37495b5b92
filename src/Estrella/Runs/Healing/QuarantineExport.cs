using System.Text;
using Estrella.Foundation;
using Estrella.Ledger;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace Estrella.Runs.Healing;

/// <summary>A file, or a sheet, of rows to be corrected.</summary>
public sealed record ExportedSection(string Path, string Source, string Export, int Rows);

/// <summary>What was written for a person to correct.</summary>
/// <param name="WithoutText">Files of exports with a secret column, whose rows have no text to correct, with how many rows.</param>
public sealed record QuarantineExportReport(IReadOnlyList<ExportedSection> Sections, IReadOnlyList<(string File, int Rows)> WithoutText);

/// <summary>
/// Writes rows kept out as they stand in their files, with what is wrong beside them, for a spreadsheet: as CSV a file for
/// each export, as workbook a sheet for each, all cells as text. Readable by its owner only, for rows may hold personal data.
/// </summary>
public static class QuarantineExport
{
    private const int LongestSheetName = 31;

    private sealed record Section(string Source, string Export, IReadOnlyList<string> Header, List<KeptRow> Rows)
    {
        /// <summary>Some row has more cells than the header: what is too much stands in a column of its own.</summary>
        public bool HasMore => Rows.Exists(row => row.Cells!.Count > Header.Count);

        public IEnumerable<string> Columns => [.. CorrectedFile.Marks, .. Header, .. HasMore ? [CorrectedFile.More] : Array.Empty<string>()];

        public List<string> Cells(KeptRow row)
        {
            string All(Func<KeptProblem, string?> of) => string.Join("; ", row.Problems.Select(of).Where(text => !string.IsNullOrEmpty(text)).Distinct());
            List<string> cells =
            [
                row.Name, row.File, All(problem => problem.Column), All(problem => problem.Rule), All(problem => problem.Message), All(problem => problem.Remedy),
                .. Enumerable.Range(0, Header.Count).Select(at => at < row.Cells!.Count ? row.Cells[at] : ""),
            ];
            if (HasMore)
                cells.Add(string.Join(" | ", row.Cells!.Skip(Header.Count)));
            return cells;
        }
    }

    /// <param name="path">Its ending says how: .csv, or .xlsx.</param>
    /// <exception cref="EstrellaException">Exit 2: a file is there already, or no row is meant.</exception>
    public static async Task<QuarantineExportReport> WriteAsync(LedgerReader ledger, KeptFilter filter, string path, char delimiter, bool force, CancellationToken cancellation)
    {
        // The same bytes under one name, read for two days, have the same rows: one of them is enough.
        var kept = (await ledger.KeptRowsAsync(filter, cancellation)).DistinctBy(row => (row.Name, row.File, row.Source, row.Export)).ToList();
        var headers = await ledger.HeadersAsync(kept.Select(row => row.FileNo), cancellation);
        var sections = kept.Where(row => row.Cells is not null)
            .GroupBy(row => (row.Source, row.Export, Header: string.Join('\0', headers[row.FileNo])))
            .Select(rows => new Section(rows.Key.Source, rows.Key.Export, [.. headers[rows.First().FileNo]], [.. rows]))
            .ToList();
        var silent = kept.Where(row => row.Cells is null).GroupBy(row => row.File).Select(rows => (rows.Key, rows.Count())).ToList();
        var isWorkbook = Path.GetExtension(path).Equals(".xlsx", StringComparison.OrdinalIgnoreCase);
        var paths = isWorkbook || sections.Count < 2 ? [.. sections.Select(_ => path)] : Paths(path, sections);
        if (!force && paths.Find(File.Exists) is { } there)
            throw new EstrellaException(ExitCode.WrongUsage, $"{there} is there already, and may hold corrections", "name another file, or write over it with --force");
        if (isWorkbook && sections.Count > 0)
            await WorkbookAsync(sections, path, cancellation);
        for (var at = 0; at < sections.Count && !isWorkbook; at++)
            await TextAsync(sections[at], paths[at], delimiter, cancellation);
        return new QuarantineExportReport([.. sections.Select((section, at) => new ExportedSection(paths[at], section.Source, section.Export, section.Rows.Count))], silent);
    }

    private static List<string> Paths(string path, IReadOnlyList<Section> sections)
    {
        var names = sections.Select(section => $"{section.Source}-{section.Export}").ToList();
        return [.. names.Select((name, at) => Path.Combine(
            Path.GetDirectoryName(path) ?? "",
            $"{Path.GetFileNameWithoutExtension(path)}-{name}{(names.Count(other => other == name) > 1 ? $"-{names.Take(at + 1).Count(other => other == name)}" : "")}{Path.GetExtension(path)}"))];
    }

    private static async Task TextAsync(Section section, string path, char delimiter, CancellationToken cancellation)
    {
        // The mark tells Excel that it is UTF-8.
        await using var writer = new StreamWriter(Open(path), new UTF8Encoding(true));
        foreach (var cells in section.Rows.Select(section.Cells).Prepend([.. section.Columns]))
            await writer.WriteAsync($"{string.Join(delimiter, cells.Select(cell => Quoted(cell, delimiter)))}\r\n".AsMemory(), cancellation);
    }

    private static string Quoted(string cell, char delimiter) =>
        cell.AsSpan().IndexOfAny("\"\r\n") >= 0 || cell.Contains(delimiter) || cell != cell.Trim() ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    private static async Task WorkbookAsync(IReadOnlyList<Section> sections, string path, CancellationToken cancellation)
    {
        await using var file = Open(path);
        await using var book = await Spreadsheet.CreateNewAsync(file, cancellationToken: cancellation);
        var text = book.AddStyle(new Style { Format = NumberFormat.Standard(StandardNumberFormat.Text) });
        var bold = book.AddStyle(new Style { Format = NumberFormat.Standard(StandardNumberFormat.Text), Font = { Bold = true } });
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var section in sections)
        {
            await book.StartWorksheetAsync(SheetName(section, names), new WorksheetOptions { FrozenRows = 1 }, cancellation);
            await book.AddRowAsync([.. section.Columns.Select(column => new StyledCell(column, bold))], cancellation);
            foreach (var row in section.Rows)
                await book.AddRowAsync([.. section.Cells(row).Select(cell => new StyledCell(cell, text))], cancellation);
        }
        await book.FinishAsync(cancellation);
    }

    // A name has at most 31 letters, none of some signs, and stands once.
    private static string SheetName(Section section, HashSet<string> names)
    {
        var name = string.Concat($"{section.Source} {section.Export}".Select(letter => letter is '[' or ']' or ':' or '*' or '?' or '/' or '\\' or '\'' ? '_' : letter));
        var cut = name.Length > LongestSheetName ? name[..LongestSheetName] : name;
        for (var nth = 2; !names.Add(cut); nth++)
            cut = $"{name[..Math.Min(name.Length, LongestSheetName - 4)]} {nth}";
        return cut;
    }

    private static FileStream Open(string path)
    {
        File.Delete(path);
        return OwnerOnly.Open(path, FileMode.CreateNew);
    }
}
