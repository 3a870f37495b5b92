using System.Text;
using Estrella.Foundation;

namespace Estrella.Sources;

/// <summary>The header of a file, or why there is none.</summary>
/// <param name="Header">Null where <paramref name="Problem"/> tells why.</param>
/// <param name="Problem">What was found and expected, without the place.</param>
internal readonly record struct HeaderReading(FileHeader? Header, int Line, string? Problem, string? Next);

internal static class HeaderReader
{
    private static readonly char[] Delimiters = [';', '\t', '|', ','];

    /// <summary>A header stands within so many lines; titles above it are few.</summary>
    private const int LookedAt = 50;

    /// <summary>Reads the header of a file as an export's contract reads it.</summary>
    public static HeaderReading Read(TableFile file, ExportContract export)
    {
        if (!file.IsWorkbook && Refuse(file, export.Read) is { } problem)
        {
            return problem;
        }
        using var records = ExportFile.Open(file, export.Read, export.HasSecret);
        return Read(records, export);
    }

    /// <summary>
    /// Takes the lines before the header and the header; the next record is the first data row. The header is the first
    /// record that holds all columns the contract requires, so that titles above it may be of any number and width;
    /// where none does, the one that holds most of them is what the file is refused for.
    /// </summary>
    public static HeaderReading Read(Records records, ExportContract export)
    {
        for (var line = 0; line < export.Read.SkipLines; line++)
        {
            records.SkipLine();
        }
        HeaderReading? refused = null;
        (HeaderReading Reading, int Missing)? nearest = null;
        string[] above = [];
        var lineAbove = 0;
        for (var seen = 0; seen < LookedAt && records.Read();)
        {
            if (records.State == RecordState.Blank)
            {
                continue;
            }
            seen++;
            if (Problem(records) is { } problem)
            {
                refused ??= problem;
                continue;
            }
            var names = new string[records.CellCount];
            for (var cell = 0; cell < names.Length; cell++)
            {
                names[cell] = FileHeader.NameOf(records, cell);
            }
            if (names.Length == 1 && export.Required.Count > 1 && OtherDelimiter(names[0], export.Read.Delimiter) is { } other)
            {
                refused ??= new HeaderReading(
                    null, records.Line,
                    $"header has 1 column{(export.HasSecret ? "" : $": '{names[0]}'")}; the contract says '{Show(export.Read.Delimiter)}'; it looks like '{Show(other)}'",
                    $"say read: {{ delimiter: {(other == '\t' ? "tab" : $"\"{other}\"")} }} in the contract, or export with '{Show(export.Read.Delimiter)}'");
            }
            foreach (var each in lineAbove == records.Line - 1 && above.Count(name => name.Length > 0) > 1 ? [names, Over(above, names)] : new[] { names })
            {
                var header = new FileHeader(each, records.Line, export.PersonalColumns, export.Secret, export.Aliases);
                var missing = export.Required.Count == 0 ? 0 : Missing(header, export).Count;
                if (nearest is null || missing < nearest.Value.Missing)
                {
                    nearest = (new HeaderReading(header, records.Line, null, null), missing);
                }
                if (missing == 0)
                {
                    return nearest.Value.Reading;
                }
            }
            (above, lineAbove) = (names, records.Line);
        }
        if (nearest is { } found && (refused is null || found.Missing < export.Required.Count))
        {
            return found.Reading;
        }
        return refused ?? new HeaderReading(null, 1, "the file is empty, expected a header: an export without rows still names its columns", "export it again, or take it out of the folder");
    }

    /// <summary>The names of a header in two rows, where a cell over both stands in the upper one.</summary>
    public static string[] Over(string[] above, string[] names) =>
        [.. names.Select((name, at) => name.Length == 0 && at < above.Length ? above[at] : name)];

    private static HeaderReading? Problem(Records records)
    {
        if (records.State == RecordState.BrokenQuote)
        {
            return new HeaderReading(null, records.Line, "the header has a quote that is not closed, or one in the middle of a name", "correct the header, or say quote: none in the contract");
        }
        return ExportFile.InvalidAt(records.Raw) is >= 0 and var at
            ? new HeaderReading(null, records.Line, $"byte {at + 1} of the header (0x{records.Raw[at]:X2}) is no UTF-8, which the contract expects", "say how the file is written, such as read: { encoding: windows-1252 }")
            : null;
    }

    /// <summary>The required columns a header lacks, or holds twice.</summary>
    public static IReadOnlyList<string> Missing(FileHeader header, ExportContract export) =>
        [.. export.Required.Where(column => ColumnName.Find(header.Names, column) < 0)
            .Concat(export.Optional.Where(column => ColumnName.Find(header.Names, column) == -2))];

    public static EstrellaException Lacks(string path, FileHeader header, ExportContract export, string contract)
    {
        var lines = Missing(header, export).Select(column => ColumnName.Find(header.Names, column) == -2
            ? $"{CellPlace.Of(path, header.Line, 1)}: column '{column}' stands in the header twice; the contract {contract}, export {export.Name}, needs it once: say {column}#1 or {column}#2"
            : $"{CellPlace.Of(path, header.Line, 1)}: column '{column}' is missing, which the contract {contract}, export {export.Name}, requires{Nearest(column)}");
        // Where a file lacks its header, its first row stands here: of an export with a secret column nothing of it is shown.
        string Nearest(string column) => export.HasSecret ? "; the first line is not shown, for the export has a secret column" : NearestWord.Of(column, header.Names) is { } near ? $"; the nearest is '{near}'" : $"; the header has {string.Join(", ", header.Names.Take(12))}";
        return new EstrellaException(ExitCode.DecisionMissing, string.Join(Environment.NewLine, lines), "correct the export, or name the column under optional if it may be absent");
    }

    /// <summary>What is wrong with the first bytes of a file.</summary>
    private static HeaderReading? Refuse(TableFile file, ReadOptions read)
    {
        ReadOnlySpan<byte> seen;
        try
        {
            seen = ExportFile.Start(file);
        }
        catch (EstrellaException failure) when (failure.ExitCode == ExitCode.DecisionMissing)
        {
            return new HeaderReading(null, 1, $"the archive cannot be unpacked: {failure.Message}", failure.Next);
        }
        const string next = "export it as CSV text, or take it out of the folder";
        if (seen.IsEmpty)
        {
            return new HeaderReading(null, 1, "the file is empty (0 bytes), expected a header: an export without rows still names its columns", "export it again, or take it out of the folder");
        }
        if (seen.StartsWith("PK\x03\x04"u8))
        {
            return new HeaderReading(null, 1, "is a ZIP archive or an Excel workbook, expected CSV text", "name it .zip or .xlsx");
        }
        if (seen is [0x1F, 0x8B, ..])
        {
            return new HeaderReading(null, 1, "is packed with gzip, expected CSV text", "name it .csv.gz, or unpack it");
        }
        if (ExportFile.ByMark(seen) is not null || read.Encodings.Any(ExportFile.IsWide))
        {
            return null;
        }
        if (ExportFile.ByZeros(seen) is { } wide)
        {
            return new HeaderReading(null, 1, $"is written in UTF-16 without its mark, the contract says {string.Join(", ", read.Encodings)}", $"say read: {{ encoding: {wide} }} in the contract");
        }
        var line = seen.IndexOf((byte)'\n');
        return seen[..(line < 0 ? seen.Length : line)].Contains((byte)0)
            ? new HeaderReading(null, 1, $"is no text: byte {seen.IndexOf((byte)0) + 1} is NUL, expected the names of columns", next)
            : null;
    }

    private static char? OtherDelimiter(string header, char delimiter) =>
        Delimiters.Where(each => each != delimiter && header.Contains(each)).Select(each => (char?)each).FirstOrDefault();

    private static string Show(char delimiter) => delimiter == '\t' ? "tab" : delimiter.ToString();
}
