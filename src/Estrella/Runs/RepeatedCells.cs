using Estrella.Ledger;
using Estrella.Sources;

namespace Estrella.Runs;

/// <summary>
/// Counts where rows of one file disagree on a record of which the first filled cell holds (<c>repeats: first</c>), by
/// entity and field. What the cells say is not kept: it may be personal.
/// </summary>
internal sealed class RepeatedCells
{
    private readonly Dictionary<(string Entity, string Field), (long Count, int Line, int Other)> found = [];

    public void Add(CellContradiction cell)
    {
        var key = (cell.Entity.Name, cell.Field.Name);
        var (count, line, other) = found.GetValueOrDefault(key, (0, cell.KeptLine, cell.OtherLine));
        found[key] = (count + 1, line, other);
    }

    /// <summary>What the register is told of a run's files: an export disagrees with itself.</summary>
    public static IEnumerable<Contradiction> Told(IEnumerable<RunFile> files) =>
        from file in files
        let rows = file.Read!.Rows
        from each in file.Repeated.found
        let told = (file, rows, each.Key, Count: Math.Min(each.Value.Count, rows), each.Value.Line, each.Value.Other)
        group told by (Teller: new Teller(file.SourceNo, file.Match.Export.Name), told.Key) into export
        orderby export.Key.Key, export.Key.Teller.SourceNo, export.Key.Teller.Export
        let first = export.First()
        // All rows of a file were compared with the record they tell of.
        let compared = export.Sum(each => each.rows)
        let disagreeing = export.Sum(each => each.Count)
        select new Contradiction(
            $"rows:{export.Key.Key.Entity}.{export.Key.Key.Field}", export.Key.Teller, export.Key.Teller, compared, compared - disagreeing, disagreeing, null,
            $"{first.file.Match.Name}: rows tell one {export.Key.Key.Entity} with another {export.Key.Key.Field}, the first one holds; such as lines {first.Line} and {first.Other}");
}
