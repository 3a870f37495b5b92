namespace Estrella.Sources;

/// <summary>
/// <c>{ remainder_of: A, without: [B, C] }</c>: what is left of an amount when others are taken off, whatever their sign:
/// what an export withholds and does not name. Blank where the amount or the first of the others is; the rest count 0.
/// Less than nothing is no remainder either.
/// </summary>
internal sealed record RemainderCell(string Of, IReadOnlyList<string> Without) : CellRule
{
    public override string Key => $"remainder of {ColumnName.Fold(Of)} without {string.Join(" / ", Without.Select(ColumnName.Fold))}";

    public override IEnumerable<string> Columns => Without.Prepend(Of);
}

internal sealed class RemainderPlan(RemainderCell rule, ColumnSight sight) : CellPlan
{
    private readonly int[] columns = [.. rule.Columns.Select(sight.Find)];
    private readonly ValueFormats formats = sight.Formats;

    public override void Read(RowCells row, out CellValue value)
    {
        value = default;
        long left = 0;
        for (var at = 0; at < columns.Length; at++)
        {
            var text = row.Text(columns[at]);
            if (text.IsEmpty)
            {
                if (at < 2)
                {
                    return;
                }
                continue;
            }
            if (formats.For(row.TypeOf(columns[at])).Number.Read(text, out var amount) != NumberRead.Good)
            {
                row.Refuse(columns[at], "amount", formats.Expected(Entities.CellKind.Number), ColumnPlan.NumberRemedy, text);
                return;
            }
            left += at == 0 ? Math.Abs(amount) : -Math.Abs(amount);
        }
        if (left >= 0)
        {
            value = CellValue.Of(left);
        }
    }
}
