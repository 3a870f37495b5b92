using System.IO.Hashing;
using System.Text;
using Estrella.Entities;

namespace Estrella.Sources;

/// <summary>A rule made ready for the columns of one file and the kind of one field.</summary>
internal abstract class CellPlan
{
    /// <param name="field">The field fed; null: an id, a part of one, a date of change or the control amount.</param>
    /// <param name="keyOf">The entity whose whole id it is.</param>
    public static CellPlan Of(CellRule rule, CellKind kind, EntityField? field, ColumnSight sight, Entity? keyOf = null) => rule switch
    {
        ColumnCell column => new ColumnPlan(column, kind, field, sight, keyOf),
        RowNumberCell => new RowNumberPlan(kind),
        AsOfCell => new ConstantPlan(AsOf(kind, sight)),
        CurrencyCell currency => new CurrencyPlan(currency, sight),
        HeadingCurrencyCell heading => new ConstantPlan(heading.From.Select(sight.CurrencyOf).FirstOrDefault(code => code is not null) is { } code ? CellValue.Of(code) : default),
        RemainderCell remainder => new RemainderPlan(remainder, sight),
        // The reader knows no other file: the star looks the price up.
        ListPriceCell => new ConstantPlan(default),
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

/// <summary>The code of the currency beside an amount; blank where nothing or a sign of several currencies stands there.</summary>
internal sealed class CurrencyPlan(CurrencyCell rule, ColumnSight sight) : CellPlan
{
    private readonly int[] columns = [.. rule.From.Select(sight.Find)];
    private readonly Dictionary<string, string?> codes = [];

    public override void Read(RowCells row, out CellValue value)
    {
        value = default;
        Span<byte> room = stackalloc byte[NumberText.Longest];
        foreach (var column in columns)
        {
            var text = row.Text(column);
            if (text.IsEmpty)
                continue;
            if (NumberText.TryTake(text, room, out var number) && Code(number) is { } code)
                value = CellValue.Of(code);
            return;
        }
    }

    private string? Code(in NumberText number)
    {
        if (number.Before.IsEmpty && number.Behind.IsEmpty)
            return null;
        var (before, behind) = (Encoding.UTF8.GetString(number.Before), Encoding.UTF8.GetString(number.Behind));
        var both = $"{before}\n{behind}";
        if (!codes.TryGetValue(both, out var code))
            codes[both] = code = Money.CodeOf([before, behind]);
        return code;
    }
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
    private readonly StringBuilder joined = new();

    /// <param name="plan">Makes the plan of a part; <c>$nth</c> is this plan's own.</param>
    public CompoundPlan(CompoundCell rule, Func<CellRule, CellPlan> plan, Func<CellRule, CellKind>? kind = null)
    {
        parts = [.. rule.Parts.Select(part => part is NthCell ? null : plan(part))];
        kinds = [.. rule.Parts.Select(part => kind?.Invoke(part) ?? CellKind.Text)];
        HasNth = parts.Contains(null);
    }

    /// <summary>A part is the number of the row among those whose other parts are equal.</summary>
    public bool HasNth { get; }

    /// <summary>For rows that are brought again: the number, by what stands before and behind it in the id.</summary>
    public Func<string, string, int>? NextNumber { get; init; }

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
        if (HasNth)
        {
            var nth = (row.Origin is { } origin && NextNumber is not null ? Again(texts, origin) : Count(texts)).ToString(System.Globalization.CultureInfo.InvariantCulture);
            for (var at = 0; at < texts.Length; at++)
            {
                texts[at] ??= nth;
            }
        }
        value = CellValue.Of(string.Join(CompoundCell.Separator, texts));
    }

    /// <summary>So that [a|b, c] and [a, b|c] stay two ids.</summary>
    public static string Escape(string part) => part.AsSpan().IndexOfAny('|', '\\') < 0 ? part : part.Replace("\\", "\\\\").Replace("|", "\\|");

    /// <summary>The number the row had when it was kept out, if its other parts are still the same; else the next one nobody has.</summary>
    private int Again(string?[] texts, RowOrigin origin)
    {
        var at = Array.IndexOf(texts, null);
        var before = string.Concat(texts[..at].Select(text => text + CompoundCell.Separator));
        var behind = string.Concat(texts[(at + 1)..].Select(text => CompoundCell.Separator + text));
        foreach (var id in origin.CountedIds)
        {
            if (id.Length > before.Length + behind.Length && id.StartsWith(before, StringComparison.Ordinal) && id.EndsWith(behind, StringComparison.Ordinal)
                && int.TryParse(id.AsSpan(before.Length, id.Length - before.Length - behind.Length), System.Globalization.NumberStyles.None, null, out var number))
            {
                return number;
            }
        }
        return NextNumber!(before, behind);
    }

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
