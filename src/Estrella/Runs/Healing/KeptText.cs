using Estrella.Ledger;
using Estrella.Sources;

namespace Estrella.Runs.Healing;

/// <summary>The text of rows that only the merge keeps out: their files are read once more for it, so that they can be corrected.</summary>
internal static class KeptText
{
    public static async Task<IReadOnlyList<QuarantinedRow>> WithAsync(
        IReadOnlyList<QuarantinedRow> rows, IReadOnlyList<RunFile> files, CancellationToken cancellation)
    {
        var told = new List<QuarantinedRow>();
        foreach (var ofFile in rows.GroupBy(row => row.FileNo))
        {
            var file = files.First(each => each.FileNo == ofFile.Key);
            if (file.Match.Export.HasSecret || file.Replay is not null)
            {
                told.AddRange(ofFile);
                continue;
            }
            var texts = new Dictionary<int, QuarantinedRow>();
            var takers = new Takers(_ => ValueTask.CompletedTask, row =>
            {
                texts.TryAdd(row.Line, row);
                return ValueTask.CompletedTask;
            });
            await FileReader.ReadAsync(file.Reading() with { Wanted = ofFile.Select(row => row.Line).ToHashSet() }, takers, cancellation);
            told.AddRange(ofFile.Select(row => texts.TryGetValue(row.Line, out var text)
                ? row with { Raw = text.Raw, Cells = text.Cells, RowNumber = text.RowNumber, CountedIds = text.CountedIds }
                : row));
        }
        return told;
    }
}
