using Estrella.Ledger;
using Estrella.Sources;

namespace Estrella.Runs;

/// <summary>
/// Counts where rows of one file disagree on a record of which the first filled cell holds (<c>repeats: first</c>), by
/// entity and field. What the cells say is not kept: it may be personal.
/// </summary>
internal sealed class RepeatedCells(FileMatch match)
{
    private readonly Dictionary<(string Entity, string Field), (long Count, int Line, int Other)> found = [];

    public void Add(CellContradiction cell)
    {
        var key = (cell.Entity.Name, cell.Field.Name);
        var (count, line, other) = found.GetValueOrDefault(key, (0, cell.KeptLine, cell.OtherLine));
        found[key] = (count + 1, line, other);
    }

    /// <summary>What the register is told of the file.</summary>
    /// <param name="rows">Data rows of the file: all of them were compared with the record they tell of.</param>
    public IEnumerable<Contradiction> Told(long rows) =>
        from each in found
        orderby each.Key
        let count = Math.Min(each.Value.Count, rows)
        select new Contradiction(
            $"rows:{match.Contract.Name}.{match.Export.Name}:{match.Name}:{each.Key.Entity}.{each.Key.Field}", rows, rows - count, count, null,
            $"{match.Name}: rows tell one {each.Key.Entity} with another {each.Key.Field}, the first one holds; such as lines {each.Value.Line} and {each.Value.Other}");
}
