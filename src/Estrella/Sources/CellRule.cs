namespace Estrella.Sources;

/// <summary>
/// Where the value of a field comes from. <see cref="Key"/> is the rule written out in full: two rules
/// with the same key give the same value for the same row, however the contract spelled them.
/// </summary>
internal abstract record CellRule
{
    public abstract string Key { get; }

    /// <summary>The columns it reads, as the contract writes them.</summary>
    public virtual IEnumerable<string> Columns => [];
}

/// <summary><c>$row</c>: number of the data row in its file, 1 for the first.</summary>
internal sealed record RowNumberCell : CellRule
{
    public override string Key => "$row";
}

/// <summary><c>$nth</c>: the n-th row with the same other parts of a compound id.</summary>
internal sealed record NthCell : CellRule
{
    public override string Key => "$nth";
}

/// <summary><c>$as_of</c>: the date of the file.</summary>
internal sealed record AsOfCell : CellRule
{
    public override string Key => "$as_of";
}

/// <summary><c>$file</c>: the name of the file.</summary>
internal sealed record FileNameCell : CellRule
{
    public override string Key => "$file";
}

/// <summary><c>$list_price</c>: the price of a piece is what the product's list says on the day of its order.</summary>
internal sealed record ListPriceCell : CellRule
{
    public const string Word = "$list_price";

    public override string Key => Word;
}

/// <summary><c>currency: cell</c>: the currency that stands beside an amount.</summary>
internal sealed record CurrencyCell(IReadOnlyList<string> From) : CellRule
{
    public override string Key => "currency of " + string.Join(" / ", From.Select(ColumnName.Fold));

    public override IEnumerable<string> Columns => From;
}

/// <summary><c>currency: heading</c>: the currency the name of the column ends in, such as <c>Total (ARS)</c>.</summary>
internal sealed record HeadingCurrencyCell(IReadOnlyList<string> From) : CellRule
{
    public override string Key => "currency in the name of " + string.Join(" / ", From.Select(ColumnName.Fold));

    public override IEnumerable<string> Columns => From;
}

/// <summary><c>{ value: X }</c>; null is unknown.</summary>
internal sealed record ConstantCell(string? Value) : CellRule
{
    public override string Key => $"value {Value ?? "null"}";
}

/// <summary><c>[A, B]</c>: parts joined by <see cref="Separator"/>.</summary>
internal sealed record CompoundCell(IReadOnlyList<CellRule> Parts) : CellRule
{
    public const char Separator = '|';

    public override string Key => "[" + string.Join(", ", Parts.Select(part => part.Key)) + "]";

    public override IEnumerable<string> Columns => Parts.SelectMany(part => part.Columns);
}

/// <summary>A column, the first filled of several, or a product of columns; and how its text is understood.</summary>
internal sealed record ColumnCell(IReadOnlyList<string> From, bool IsProduct, Conversion How) : CellRule
{
    public FactorForms Forms { get; init; } = FactorForms.None;

    public override string Key =>
        string.Join(IsProduct ? " * " : " / ", From.Select(ColumnName.Fold)) + How.Key + Forms.Key;

    public override IEnumerable<string> Columns => How.Time is { } time ? From.Append(time) : From;

    /// <summary>The same without the time that another column tells.</summary>
    public ColumnCell Day => How.Time is null ? this : this with { How = How with { Time = null, Times = null } };
}

/// <summary>The steps from the text of a cell to its value, in the order in which they are taken.</summary>
internal sealed record Conversion
{
    public static Conversion None { get; } = new();

    public string? DropPrefix { get; init; }

    public string? DropSuffix { get; init; }

    public string? Split { get; init; }

    /// <summary>1 for the first piece, -1 for the last.</summary>
    public int Part { get; init; } = 1;

    /// <summary>Source text to value; a null value is unknown.</summary>
    public IReadOnlyDictionary<string, string?>? Map { get; init; }

    /// <summary>What a text that is not in the map becomes; <see cref="ElseKeep"/> leaves it.</summary>
    public string? Else { get; init; }

    public bool HasElse { get; init; }

    public bool ElseKeep { get; init; }

    /// <summary>What a blank cell becomes.</summary>
    public string? Blank { get; init; }

    /// <summary><c>lower</c> or <c>upper</c>, or null.</summary>
    public string? Case { get; init; }

    /// <summary><c>number: whole</c>: 17850.0 is 17850.</summary>
    public bool IsWhole { get; init; }

    public bool Negate { get; init; }

    public char? Decimal { get; init; }

    /// <summary>Null with <see cref="HasThousands"/>: none.</summary>
    public char? Thousands { get; init; }

    public bool HasThousands { get; init; }

    /// <summary>What may stand beside the amount: a code, a sign, or <c>cell</c>.</summary>
    public string? Currency { get; init; }

    /// <summary><c>number: percent</c>: 12.5 and 12.5 % are 0.125.</summary>
    public bool IsPercent { get; init; }

    /// <summary>Words that mean blank in this column.</summary>
    public IReadOnlyList<string>? Empty { get; init; }

    public IReadOnlyList<string>? Dates { get; init; }

    /// <summary>The column that tells the time of the day.</summary>
    public string? Time { get; init; }

    /// <summary>What digits alone are in it: <c>HHmm</c> or <c>HHmmss</c>; null: as <see cref="TimeOfDay.TryRead"/> has it.</summary>
    public string? Times { get; init; }

    public string? Zone { get; init; }

    /// <summary>A reference by this field of what it refers to.</summary>
    public string? By { get; init; }

    public string Key
    {
        get
        {
            var map = Map is null ? null : string.Join(",", Map.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}={each.Value}"));
            return string.Concat(
                Say("drop_prefix", DropPrefix), Say("drop_suffix", DropSuffix), Say("split", Split is null ? null : $"{Split} {Part}"),
                Say("map", map), Say("else", HasElse ? Else ?? "null" : ElseKeep ? "keep" : null), Say("blank", Blank), Say("case", Case),
                Say("number", IsWhole ? "whole" : IsPercent ? "percent" : null), Say("negate", Negate ? "true" : null), Say("decimal", Decimal?.ToString()),
                Say("thousands", HasThousands ? Thousands?.ToString() ?? "none" : null), Say("money", Currency), Say("empty", Empty is null ? null : string.Join(",", Empty)),
                Say("dates", Dates is null ? null : string.Join(",", Dates)), Say("time", Time is null ? null : ColumnName.Fold(Time)), Say("times", Times), Say("zone", Zone), Say("by", By));
        }
    }

    private static string Say(string word, string? value) => value is null ? "" : $"; {word} {value}";
}
