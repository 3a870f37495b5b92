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

    /// <summary>Reads the header of a file as an export's contract reads it.</summary>
    public static HeaderReading Read(string path, ExportContract export)
    {
        if (Refuse(path, export.Read) is { } problem)
        {
            return problem;
        }
        using var stream = ExportFile.Open(path, export.Read);
        return Read(new CsvRecords(stream, export.Read.Delimiter, export.Read.Quote, path), export);
    }

    /// <summary>Takes the lines before the header and the header; the next record is the first data row.</summary>
    public static HeaderReading Read(CsvRecords records, ExportContract export)
    {
        for (var line = 0; line < export.Read.SkipLines; line++)
        {
            records.SkipLine();
        }
        do
        {
            if (!records.Read())
            {
                return new HeaderReading(null, 1, "the file is empty, expected a header: an export without rows still names its columns", "export it again, or take it out of the folder");
            }
        }
        while (records.State == RecordState.Blank);
        if (records.State == RecordState.BrokenQuote)
        {
            return new HeaderReading(null, records.Line, "the header has a quote that is not closed, or one in the middle of a name", "correct the header, or say quote: none in the contract");
        }
        if (ExportFile.InvalidAt(records.Raw) is >= 0 and var at)
        {
            return new HeaderReading(null, records.Line, $"byte {at + 1} of the header (0x{records.Raw[at]:X2}) is no UTF-8, which the contract expects", "say how the file is written, such as read: { encoding: windows-1252 }");
        }
        var names = new string[records.CellCount];
        for (var cell = 0; cell < names.Length; cell++)
        {
            var name = Encoding.UTF8.GetString(records.Cell(cell));
            names[cell] = (records.IsEscaped(cell) ? name.Replace("\"\"", "\"") : name).Trim().TrimStart('\ufeff');
        }
        if (names.Length == 1 && export.Required.Count > 1 && OtherDelimiter(names[0], export.Read.Delimiter) is { } other)
        {
            return new HeaderReading(
                null, records.Line,
                $"header has 1 column{(export.HasSecret ? "" : $": '{names[0]}'")}; the contract says '{Show(export.Read.Delimiter)}'; it looks like '{Show(other)}'",
                $"say read: {{ delimiter: {(other == '\t' ? "tab" : $"\"{other}\"")} }} in the contract, or export with '{Show(export.Read.Delimiter)}'");
        }
        return new HeaderReading(new FileHeader(names, records.Line, export.PersonalColumns, export.Secret), records.Line, null, null);
    }

    /// <summary>The required columns a header lacks, or holds twice.</summary>
    public static IReadOnlyList<string> Missing(FileHeader header, ExportContract export) =>
        [.. export.Required.Where(column => ColumnName.Find(header.Names, column) < 0)
            .Concat(export.Optional.Where(column => ColumnName.Find(header.Names, column) == -2))];

    public static EstrellaException Lacks(string path, FileHeader header, ExportContract export, string contract)
    {
        var lines = Missing(header, export).Select(column => ColumnName.Find(header.Names, column) == -2
            ? $"{path}:{header.Line}:1: column '{column}' stands in the header twice; the contract {contract}, export {export.Name}, needs it once"
            : $"{path}:{header.Line}:1: column '{column}' is missing, which the contract {contract}, export {export.Name}, requires{Nearest(column)}");
        // Where a file lacks its header, its first row stands here: of an export with a secret column nothing of it is shown.
        string Nearest(string column) => export.HasSecret ? "; the first line is not shown, for the export has a secret column" : NearestWord.Of(column, header.Names) is { } near ? $"; the nearest is '{near}'" : $"; the header has {string.Join(", ", header.Names.Take(12))}";
        return new EstrellaException(ExitCode.DecisionMissing, string.Join(Environment.NewLine, lines), "correct the export, or name the column under optional if it may be absent");
    }

    /// <summary>What is wrong with the first bytes of a file.</summary>
    private static HeaderReading? Refuse(string path, ReadOptions read)
    {
        var bytes = new byte[4096];
        int count;
        try
        {
            using var stream = ExportFile.OpenBytes(path);
            count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException failure)
        {
            return new HeaderReading(null, 1, $"the archive cannot be unpacked: {failure.Message}", "pack it again, or unpack it yourself");
        }
        var seen = bytes.AsSpan(0, count);
        const string next = "export it as CSV text, or take it out of the folder";
        if (seen.IsEmpty)
        {
            return new HeaderReading(null, 1, "the file is empty (0 bytes), expected a header: an export without rows still names its columns", "export it again, or take it out of the folder");
        }
        if (seen.StartsWith("PK\x03\x04"u8))
        {
            return new HeaderReading(null, 1, "is a ZIP archive or an Excel workbook, expected CSV text", next);
        }
        if (seen is [0x1F, 0x8B, ..])
        {
            return new HeaderReading(null, 1, "is packed with gzip, expected CSV text", "name it .csv.gz, or unpack it");
        }
        var isWide = read.Encodings.Any(name => TextEncoding.Find(name).WebName.StartsWith("utf-16", StringComparison.Ordinal) || TextEncoding.Find(name).WebName.StartsWith("utf-32", StringComparison.Ordinal));
        if (isWide)
        {
            return null;
        }
        if (seen is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return new HeaderReading(null, 1, $"is written in UTF-16, the contract says {string.Join(", ", read.Encodings)}", "say read: { encoding: utf-16 } in the contract");
        }
        var line = seen.IndexOf((byte)'\n');
        return seen[..(line < 0 ? count : line)].Contains((byte)0)
            ? new HeaderReading(null, 1, $"is no text: byte {seen.IndexOf((byte)0) + 1} is NUL, expected the names of columns", next)
            : null;
    }

    private static char? OtherDelimiter(string header, char delimiter) =>
        Delimiters.Where(each => each != delimiter && header.Contains(each)).Select(each => (char?)each).FirstOrDefault();

    private static string Show(char delimiter) => delimiter == '\t' ? "tab" : delimiter.ToString();
}
