namespace Estrella.Sources;

/// <summary>
/// <c>{ remainder_of: A, without: [B, C] }</c>: what is left of an amount when others are taken off, whatever their sign:
/// what an export withholds and does not name. Blank where the amount or the first of the others is; the rest count 0.
/// Less than nothing is no remainder either. One of the others may be a product, as a share of the amount: <c>[A * B]</c>.
/// </summary>
internal sealed record RemainderCell(string Of, IReadOnlyList<string> Without, FactorForms Forms) : CellRule
{
    public override string Key => $"remainder of {ColumnName.Fold(Of)} without {string.Join(" / ", Without.Select(ColumnName.Fold))}{Forms.Key}";

    public override IEnumerable<string> Columns => Without.SelectMany(Factors).Prepend(Of);

    internal static string[] Factors(string part) => part.Split(" * ", StringSplitOptions.TrimEntries);
}

internal sealed class RemainderPlan(RemainderCell rule, ColumnSight sight) : CellPlan
{
    private readonly Factor[][] parts =
        [.. rule.Without.Select(RemainderCell.Factors).Prepend([rule.Of]).Select(factors => factors.Select(name => rule.Forms.Of(name, sight, sight.Formats)).ToArray())];

    public override void Read(RowCells row, out CellValue value)
    {
        value = default;
        long left = 0;
        for (var at = 0; at < parts.Length; at++)
        {
            if (!TryRead(row, parts[at], out var amount))
                return;
            if (amount is null && at < 2)
                return;
            left += (at == 0 ? 1 : -1) * Math.Abs(amount ?? 0);
        }
        if (left >= 0)
            value = CellValue.Of(left);
    }

    /// <summary>False: a cell of it is no number, which is noted. A blank cell makes it blank.</summary>
    private static bool TryRead(RowCells row, Factor[] factors, out long? amount)
    {
        amount = null;
        long? product = null;
        foreach (var each in factors)
        {
            var text = each.Text(row);
            if (text.IsEmpty)
                return true;
            if (each.Formats.For(row.TypeOf(each.Column)).Number.Read(text, out var factor) != NumberRead.Good)
            {
                row.Refuse(each.Column, "amount", each.Formats.Expected(Entities.CellKind.Number), ColumnPlan.NumberRemedy, text);
                return false;
            }
            product = product is { } other ? Times(other, factor) : factor;
        }
        amount = product;
        return true;
    }

    private static long Times(long one, long other) => (long)decimal.Round((decimal)one * other / Canonical.Scale, MidpointRounding.AwayFromZero);
}
