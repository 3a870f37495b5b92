using System.IO.Hashing;
using System.Text;

namespace Estrella.Sources.Discovery;

/// <summary>A second look at the rows of a file: rows that stand twice, columns that are copies, numbers far from the others.</summary>
internal sealed class ProfiledRows
{
    /// <summary>Beyond so many rows duplicates and outliers are no longer looked for, so that memory stays bounded.</summary>
    private const int MostRows = 4_000_000;

    private const int MostLines = 5;

    private readonly ProbedFile file;
    private readonly HashSet<UInt128> seen = [];
    private readonly XxHash128[] content;
    private readonly List<(decimal Value, int Line)>?[] numbers;

    private ProfiledRows(ProbedFile file)
    {
        this.file = file;
        content = [.. file.Columns.Select(_ => new XxHash128())];
        numbers = [.. file.Columns.Select(column => column.IsNumber && !column.IsDate && !column.Says.IsIdentifier && !file.Secret.Contains(column) ? new List<(decimal, int)>() : null)];
    }

    /// <summary>Rows that stand in the file before, cell by cell.</summary>
    public long Repeated { get; private set; }

    public List<int> RepeatedLines { get; } = [];

    public static ProfiledRows Read(ProbedFile file)
    {
        var rows = new ProfiledRows(file);
        FileProbe.Visit(file.Table, file.Read, file.Header, rows.See);
        return rows;
    }

    /// <summary>The first column before this one that holds the same in every row; null: none.</summary>
    public ColumnProbe? CopyOf(ColumnProbe column)
    {
        var own = content[column.Position].GetCurrentHashAsUInt128();
        return file.Columns.Take(column.Position).FirstOrDefault(other => !file.Secret.Contains(other) && other.Distinct == column.Distinct && content[other.Position].GetCurrentHashAsUInt128() == own);
    }

    /// <summary>Numbers further from the middle half than three times its width; null: none, or the middle half is one number.</summary>
    public (long Count, decimal Low, decimal High, IReadOnlyList<int> Lines)? OutliersOf(ColumnProbe column)
    {
        if (numbers[column.Position] is not { Count: >= 8 } all || seen.Count >= MostRows)
            return null;
        var sorted = all.Select(each => each.Value).Order().ToList();
        var (first, third) = (Quantile(sorted, 0.25m), Quantile(sorted, 0.75m));
        var width = third - first;
        if (width == 0)
            return null;
        var (low, high) = (first - (3 * width), third + (3 * width));
        var outside = all.Where(each => each.Value < low || each.Value > high).ToList();
        return outside.Count == 0 ? null : (outside.Count, low, high, [.. outside.Take(MostLines).Select(each => each.Line)]);
    }

    /// <summary>Between two values in proportion, as spreadsheets do.</summary>
    private static decimal Quantile(List<decimal> sorted, decimal share)
    {
        var at = share * (sorted.Count - 1);
        var below = (int)decimal.Floor(at);
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (at - below));
    }

    private void See(RowCells cells)
    {
        var row = new XxHash128();
        for (var at = 0; at < file.Columns.Count; at++)
        {
            var cell = cells.Text(at);
            content[at].Append(cell);
            content[at].Append("\0"u8);
            row.Append(cell);
            row.Append("\0"u8);
            if (numbers[at] is { } values && values.Count < MostRows && Number(file.Columns[at], cell) is { } value)
                values.Add((value, cells.Line));
        }
        if (seen.Count < MostRows && !seen.Add(row.GetCurrentHashAsUInt128()))
        {
            Repeated++;
            if (RepeatedLines.Count < MostLines)
                RepeatedLines.Add(cells.Line);
        }
    }

    private static decimal? Number(ColumnProbe column, ReadOnlySpan<byte> cell)
    {
        Span<byte> room = stackalloc byte[NumberText.Longest];
        if (cell.IsEmpty || !NumberText.TryTake(cell, room, out var number))
            return null;
        var sign = column.Numbers.Decimal ?? '.';
        var group = number.Digits.Contains((byte)' ') ? ' ' : number.Digits.Contains((byte)'\'') ? '\'' : sign == '.' ? ',' : '.';
        return new NumberFormat(sign, group).Read(number.Digits, out var value) == NumberRead.Good ? (number.IsNegative ? -value : value) / (decimal)Canonical.Scale : null;
    }
}
