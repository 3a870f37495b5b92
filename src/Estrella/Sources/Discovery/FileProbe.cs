using System.Text;
using Estrella.Foundation;

namespace Estrella.Sources.Discovery;

/// <summary>A file nobody has described yet, looked at to its end.</summary>
/// <param name="Name">Path below the folder, with slashes.</param>
/// <param name="Read">How it is written.</param>
/// <param name="Proofs">Why, by the word of the contract that says it.</param>
internal sealed record ProbedFile(string FullPath, string Name, ReadOptions Read, IReadOnlyList<ColumnProbe> Columns, long Rows, IReadOnlyDictionary<string, string> Proofs)
{
    /// <summary>Columns whose values are shown nowhere: neither meaning nor proof is taken from them.</summary>
    public IReadOnlyList<ColumnProbe> Secret { get; } = SecretColumns.Of(Columns);

    public IEnumerable<ColumnProbe> Open => Columns.Except(Secret);
}

/// <summary>Finds out how a file is written: encoding, delimiter, where its header stands; and what its columns hold.</summary>
internal static class FileProbe
{
    private const int LookedAt = 200;
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    /// <exception cref="EstrellaException">Exit 4: the file is no table of text.</exception>
    public static ProbedFile Look(string path, string name)
    {
        var proofs = new Dictionary<string, string>();
        var encoding = EncodingOf(path, proofs);
        var read = new ReadOptions { Encodings = [encoding] };
        var best = Delimiters.Select(each => Shape(path, read with { Delimiter = each })).MaxBy(each => (each.Width > 1 ? 1 : 0, each.Fitting, each.Width))!;
        if (best.Width == 0)
            throw new EstrellaException(ExitCode.DecisionMissing, $"{name}: the file is empty, expected a header", "export it again, or take it out of the folder");
        read = read with { Delimiter = best.Delimiter, SkipLines = best.Skip };
        proofs["delimiter"] = $"{best.Fitting} of {best.Records} rows looked at have {best.Width} cells with it";
        if (best.Skip > 0)
            proofs["skip_lines"] = $"the header is line {best.Skip + 1}: the first with {best.Width} filled cells";
        var (columns, rows) = Columns(path, name, read);
        return new ProbedFile(path, name, read, columns, rows, proofs);
    }

    private static string EncodingOf(string path, Dictionary<string, string> proofs)
    {
        var start = new byte[4];
        using (var stream = ExportFile.OpenBytes(path))
        {
            _ = stream.ReadAtLeast(start, 4, throwOnEndOfStream: false);
        }
        if (start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            proofs["encoding"] = "the file begins with its byte order mark";
            return "utf-16";
        }
        if (ExportFile.Keeps(path, "utf-8"))
            return "utf-8";
        proofs["encoding"] = "the file is no UTF-8; every byte is a letter of Windows-1252";
        return "windows-1252";
    }

    private sealed record Cut(char Delimiter, int Width, int Fitting, int Records, int Skip);

    /// <summary>How many cells most of the first rows have with a delimiter, and where the first such row of names stands.</summary>
    private static Cut Shape(string path, ReadOptions read)
    {
        using var stream = ExportFile.Open(path, read);
        var records = new CsvRecords(stream, read.Delimiter, read.Quote, path);
        var seen = new List<(int Cells, int Line, bool IsFilled)>();
        while (seen.Count < LookedAt && records.Read())
        {
            if (records.State is RecordState.Blank or RecordState.BrokenQuote)
                continue;
            var filled = 0;
            for (var at = 0; at < records.CellCount; at++)
                filled += records.Cell(at).Trim((byte)' ').IsEmpty ? 0 : 1;
            seen.Add((records.CellCount, records.Line, filled * 10 >= records.CellCount * 7));
        }
        if (seen.Count == 0)
            return new Cut(read.Delimiter, 0, 0, 0, 0);
        var usual = seen.GroupBy(each => each.Cells).OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key).First();
        var header = usual.FirstOrDefault(each => each.IsFilled, usual.First());
        return new Cut(read.Delimiter, usual.Key, usual.Count(), seen.Count, header.Line - 1);
    }

    private static (IReadOnlyList<ColumnProbe> Columns, long Rows) Columns(string path, string name, ReadOptions read)
    {
        using var stream = ExportFile.Open(path, read);
        var records = new CsvRecords(stream, read.Delimiter, read.Quote, name);
        for (var line = 0; line < read.SkipLines; line++)
            records.SkipLine();
        do
        {
            if (!records.Read())
                throw new EstrellaException(ExitCode.DecisionMissing, $"{name}: the file is empty, expected a header", "export it again, or take it out of the folder");
        }
        while (records.State == RecordState.Blank);
        var columns = new List<ColumnProbe>();
        for (var at = 0; at < records.CellCount; at++)
            columns.Add(new ColumnProbe(Encoding.UTF8.GetString(records.Cell(at)).Replace("\"\"", "\"").Trim().TrimStart('\ufeff'), at));
        records.Expected = columns.Count;
        long rows = 0;
        while (records.Read())
        {
            if (records.State == RecordState.Blank)
                continue;
            rows++;
            if (records.State != RecordState.Good)
                continue;
            for (var at = 0; at < columns.Count; at++)
                columns[at].See(records.Cell(at), records.Line);
        }
        foreach (var column in columns)
            column.Dates.Conclude();
        return (columns, rows);
    }
}
