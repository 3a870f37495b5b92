using System.IO.Hashing;
using System.Text;
using Estrella.Entities;

namespace Estrella.Sources;

/// <summary>A rule made ready for the columns of one file and the kind of one field.</summary>
internal abstract class CellPlan
{
    /// <param name="field">The field fed; null: an id, a part of one, a date of change or the control amount.</param>
    public static CellPlan Of(CellRule rule, CellKind kind, EntityField? field, ColumnSight sight) => rule switch
    {
        ColumnCell column => new ColumnPlan(column, kind, field, sight),
        RowNumberCell => new RowNumberPlan(kind),
        AsOfCell => new ConstantPlan(AsOf(kind, sight)),
        FileNameCell => new ConstantPlan(CellValue.Of(sight.FileName)),
        ConstantCell constant => new ConstantPlan(constant.Value is null ? default : Canonical.Parse(constant.Value, kind) ?? default),
        CompoundCell compound => new CompoundPlan(compound, part => Of(part, CellKind.Text, null, sight)),
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };

    /// <summary>The value of the row; not filled: blank. What cannot be taken is noted in the row's problems.</summary>
    public abstract void Read(RowCells row, out CellValue value);

    private static CellValue AsOf(CellKind kind, ColumnSight sight)
    {
        var value = sight.AsOf is not { } at ? CellValue.Of(0)
            : kind == CellKind.Instant ? CellValue.Of(at.Ticks)
            : CellValue.Of(sight.Formats.Clock.DayOf(at).DayNumber);
        return kind is CellKind.Day or CellKind.Instant ? value : CellValue.Of(Canonical.Text(value, CellKind.Day));
    }
}

internal sealed class ConstantPlan(CellValue constant) : CellPlan
{
    public override void Read(RowCells row, out CellValue value) => value = constant;
}

internal sealed class RowNumberPlan(CellKind kind) : CellPlan
{
    public override void Read(RowCells row, out CellValue value) => value = kind switch
    {
        CellKind.Text => CellValue.Of(row.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        CellKind.Number => CellValue.Of(row.Number * Canonical.Scale),
        _ => CellValue.Of(row.Number),
    };
}

/// <summary>Parts joined to one id; blank as soon as one part is.</summary>
internal sealed class CompoundPlan : CellPlan
{
    private readonly CellPlan?[] parts;
    private readonly CellKind[] kinds;
    private readonly Dictionary<UInt128, int> seen = [];
    private readonly bool hasNth;
    private readonly StringBuilder joined = new();

    /// <param name="plan">Makes the plan of a part; <c>$nth</c> is this plan's own.</param>
    public CompoundPlan(CompoundCell rule, Func<CellRule, CellPlan> plan, Func<CellRule, CellKind>? kind = null)
    {
        parts = [.. rule.Parts.Select(part => part is NthCell ? null : plan(part))];
        kinds = [.. rule.Parts.Select(part => kind?.Invoke(part) ?? CellKind.Text)];
        hasNth = parts.Contains(null);
    }

    public override void Read(RowCells row, out CellValue value)
    {
        value = default;
        var texts = new string?[parts.Length];
        for (var at = 0; at < parts.Length; at++)
        {
            if (parts[at] is { } part)
            {
                part.Read(row, out var one);
                if (!one.IsFilled)
                {
                    return;
                }
                texts[at] = Escape(Canonical.Text(one, kinds[at]));
            }
        }
        if (hasNth)
        {
            var nth = Count(texts).ToString(System.Globalization.CultureInfo.InvariantCulture);
            for (var at = 0; at < texts.Length; at++)
            {
                texts[at] ??= nth;
            }
        }
        value = CellValue.Of(string.Join(CompoundCell.Separator, texts));
    }

    /// <summary>So that [a|b, c] and [a, b|c] stay two ids.</summary>
    public static string Escape(string part) => part.AsSpan().IndexOfAny('|', '\\') < 0 ? part : part.Replace("\\", "\\\\").Replace("|", "\\|");

    /// <summary>Sixteen bytes and a count for each key of the file are kept.</summary>
    private int Count(string?[] texts)
    {
        joined.Clear().AppendJoin(CompoundCell.Separator, texts);
        var hash = new XxHash128();
        foreach (var chunk in joined.GetChunks())
        {
            hash.Append(System.Runtime.InteropServices.MemoryMarshal.AsBytes(chunk.Span));
        }
        return ++System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(seen, hash.GetCurrentHashAsUInt128(), out _);
    }
}
