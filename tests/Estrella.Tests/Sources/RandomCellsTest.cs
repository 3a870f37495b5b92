using System.Text;
using Estrella.Sources;
using Xunit;

namespace Estrella.Tests.Sources;

/// <summary>Random cells written by the rules of RFC 4180 come back as they were, over every boundary of the reader's buffer.</summary>
public class RandomCellsTest
{
    private static readonly string[] Pieces = ["a", "ñ", "日本", "\"", ",", "\n", "\r\n", " ", "x y", "🙂", ";", "0", "\t", "'", ",\n,"];

    [Theory]
    [InlineData(1, "\n")]
    [InlineData(2, "\r\n")]
    [InlineData(3, "\n")]
    public async Task Cells_come_back_as_they_were_written(int seed, string lineEnd)
    {
        var random = new Random(seed);
        var text = new StringBuilder("No,Name,Description,Parent" + lineEnd);
        var written = new List<(int Line, string Name, string Description)>();
        var line = 2;
        for (var no = 1; no <= 30_000; no++)
        {
            var (name, description) = (Cell(random), Cell(random));
            var before = text.Length;
            text.Append(no).Append(',').Append(Quoted(name, random)).Append(',').Append(Quoted(description, random)).Append(",p").Append(lineEnd);
            written.Add((line, name, description));
            for (var at = before; at < text.Length; at++)
            {
                line += text[at] == '\n' ? 1 : 0;
            }
        }
        using var folder = new ExportFolder();
        var contract = Contract.Parse("contract: 1\nsource: s\nexports:\n  it:\n    files: \"*.csv\"\n    holds: changes\n    category: { id: No, name: Name, description: Description, parent: Parent }\n", "s.yml");
        var read = await folder.With("it.csv", text.ToString()).Read(contract);
        Assert.Empty(read.KeptOut);
        Assert.Equal(30_000, read.Totals.Rows);
        var no1 = 0;
        foreach (var batch in read.Batches)
        {
            for (var row = 0; row < batch.Count; row++, no1++)
            {
                var (expectedLine, name, description) = written[no1];
                Assert.Equal(expectedLine, batch.Line[row]);
                Assert.Equal(Trimmed(name), ReadResult.Cell(batch, row, "name"));
                Assert.Equal(Trimmed(description), ReadResult.Cell(batch, row, "description"));
            }
        }
    }

    private static string Cell(Random random) => string.Concat(Enumerable.Range(0, random.Next(0, 8)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static string Quoted(string cell, Random random) =>
        cell.AsSpan().IndexOfAny("\",\r\n") >= 0 || random.Next(4) == 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    /// <summary>Cells are trimmed, and a cell of white space is blank.</summary>
    private static string? Trimmed(string cell) => cell.Trim(' ', '\t', '\r', '\n') is { Length: > 0 } text ? text : null;
}
