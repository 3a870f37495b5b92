using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Estrella.Sources.Discovery;

/// <summary>
/// What the rows show the columns to be that feed no field. Nothing is read from them for it; a person need not look at
/// them again.
/// </summary>
internal sealed class LeftColumns
{
    /// <summary>Three rows of three; what fewer say may be an accident.</summary>
    private const decimal Likely = 0.80m;

    private const int MostShown = 24;

    private readonly FileMeaning meaning;
    private readonly DraftExport export;
    private readonly List<ColumnProbe> left;
    private readonly Dictionary<ColumnProbe, string[]> cells = [];
    private readonly Dictionary<ColumnProbe, LeftColumn> found = [];

    private LeftColumns(FileMeaning meaning, DraftExport export)
    {
        (this.meaning, this.export) = (meaning, export);
        left = [.. export.File.Open.Where(column => export.Unmapped.Contains(column.Name))];
    }

    /// <summary>Those something is known of, in the order of the file.</summary>
    /// <param name="all">What all files of the folder were taken for.</param>
    public static IReadOnlyList<LeftColumn> Of(FileMeaning meaning, DraftExport export, IReadOnlyList<(FileMeaning Meaning, DraftExport Export)> all, KeyForms forms)
    {
        var columns = new LeftColumns(meaning, export);
        columns.Look(all, forms);
        return [.. columns.left.Select(column => columns.found.GetValueOrDefault(column)).OfType<LeftColumn>()];
    }

    private void Look(IReadOnlyList<(FileMeaning Meaning, DraftExport Export)> all, KeyForms forms)
    {
        foreach (var column in left)
            Alone(column);
        // Months that stand side by side are rows of another shape.
        var open = left.Where(column => !found.ContainsKey(column) && meaning.File.Columns.Contains(column) && Cells(column).Where(cell => cell.Length > 0).Distinct().Take(2).Count() == 2).ToList();
        if (open.Count == 0)
            return;
        Copies(open);
        open.RemoveAll(found.ContainsKey);
        var elsewhere = new SaidElsewhere(meaning, export, all, forms);
        foreach (var column in open)
        {
            if (elsewhere.Of(Cells(column)) is { } said && said.Proof.Figure >= Likely)
                found[column] = new LeftColumn(column.Name, LeftIs.SaidElsewhere, said.Field, said.Proof, said.File);
        }
        var known = meaning.File.Open.Except(left).Concat(left.Where(column => found.TryGetValue(column, out var told) && told.Is == LeftIs.Constant));
        var sums = new LeftSums(meaning.Rows, known, open);
        // A sum first: its parts are the rest of it only where nothing else tells it.
        foreach (var isRest in new[] { false, true })
        {
            foreach (var column in open.Where(column => !found.ContainsKey(column)).ToList())
            {
                if (sums.Of(column, isRest) is var (how, proof))
                    found[column] = new LeftColumn(column.Name, LeftIs.Sum, how, proof);
            }
        }
        var shares = new LeftShares(meaning, known);
        foreach (var column in open.Where(column => !found.ContainsKey(column)).ToList())
        {
            if (shares.Of(column) is var (how, proof))
                found[column] = new LeftColumn(column.Name, LeftIs.Sum, how, proof);
        }
        var owners = new BelongsTo(meaning, export);
        foreach (var column in open.Where(column => !found.ContainsKey(column)).ToList())
        {
            if (owners.Of(Cells(column)) is var (_, by, proof))
                found[column] = new LeftColumn(column.Name, LeftIs.BelongsTo, by, proof);
        }
    }

    /// <summary>What all cells of a column say without any other.</summary>
    private void Alone(ColumnProbe column)
    {
        if (column is { Filled: 0, Blank: > 0 })
        {
            found[column] = new LeftColumn(column.Name, LeftIs.Blank, "", Proof.Of(column.Blank, column.Blank, FormattableString.Invariant($"blank in {column.Blank:N0} of {column.Blank:N0} rows")));
            return;
        }
        if (column is not { Distinct: 1, IsWhole: true, First: { } value })
            return;
        var shown = column.Emails > 0 ? "the same" : value.Length > MostShown ? value[..MostShown] + "…" : value;
        var proof = Proof.Of(column.Filled, column.Filled, FormattableString.Invariant($"always {shown}, in {column.Filled:N0} of {column.Filled + column.Blank:N0} rows"));
        if (proof.Figure >= Likely)
            found[column] = new LeftColumn(column.Name, LeftIs.Constant, shown, proof);
    }

    /// <summary>Of columns that say the same on all rows the one that feeds a field is the first, then the first of the file.</summary>
    private void Copies(List<ColumnProbe> open)
    {
        var firsts = new Dictionary<UInt128, ColumnProbe>();
        foreach (var column in meaning.File.Open.Except(left).Where(column => column.Distinct > 1 && column != meaning.File.Carried?.Column).Concat(open))
        {
            var content = new XxHash128();
            foreach (var cell in Cells(column))
            {
                content.Append(MemoryMarshal.AsBytes(cell.AsSpan()));
                content.Append("\0\0"u8);
            }
            if (firsts.TryAdd(content.GetCurrentHashAsUInt128(), column) || !export.Unmapped.Contains(column.Name))
                continue;
            var first = firsts[content.GetCurrentHashAsUInt128()];
            var filled = Cells(column).Count(cell => cell.Length > 0);
            var proof = Proof.Of(filled, filled, FormattableString.Invariant($"the same as {first.Name} in {filled:N0} of {filled:N0} {meaning.Rows.Told}"));
            if (first.Filled == column.Filled && proof.Figure >= Likely)
                found[column] = new LeftColumn(column.Name, LeftIs.Copy, first.Name, proof);
        }
    }

    /// <summary>The cells of the rows looked at, in one form.</summary>
    private string[] Cells(ColumnProbe column)
    {
        if (!cells.TryGetValue(column, out var formed))
        {
            var form = new CellForm(meaning.Rows, column);
            formed = cells[column] = [.. Enumerable.Range(0, meaning.Rows.Count).Select(row => form.Of(meaning.Rows.Text(row, column)))];
        }
        return formed;
    }
}
