using System.Buffers.Text;
using System.Text;
using Estrella.Entities;

namespace Estrella.Sources;

/// <summary>The cell of a column, the first filled of several, or a product; converted and parsed.</summary>
internal sealed class ColumnPlan : CellPlan
{
    private readonly int[] columns;
    private readonly bool isProduct;
    private readonly bool isPlain;
    private readonly Conversion how;
    private readonly CellKind kind;
    private readonly string[]? words;
    private readonly int longest;
    private readonly byte[] dropPrefix;
    private readonly byte[] dropSuffix;
    private readonly byte[] split;
    private readonly byte[][] empty;
    private readonly bool isKey;
    private readonly bool isCode;
    private readonly Dictionary<string, CellValue>.AlternateLookup<ReadOnlySpan<char>>? map;
    private readonly CellValue otherwise;
    private readonly CellValue blank;
    private readonly ValueFormats formats;
    private readonly Factor[] factors;
    private readonly DayTime? timed;
    private readonly TextPool pool = new();

    /// <param name="keyOf">The entity whose whole id the cell is.</param>
    public ColumnPlan(ColumnCell rule, CellKind kind, EntityField? field, ColumnSight sight, Entity? keyOf)
    {
        this.kind = kind;
        how = rule.How;
        isProduct = rule.IsProduct;
        isPlain = how == Conversion.None;
        columns = [.. rule.From.Select(sight.Find)];
        words = field?.Vocabulary is { } vocabulary ? [.. Vocabulary.Of(vocabulary)] : null;
        longest = TextLimit.Of(field);
        formats = sight.Formats.With(how);
        factors = isProduct ? [.. rule.From.Select(name => rule.Forms.Of(name, sight, formats))] : [];
        timed = how.Time is null ? null : new DayTime(how, sight);
        empty = [.. (how.Empty ?? []).Select(Encoding.UTF8.GetBytes)];
        isKey = kind == CellKind.Text && (field is null || field.IsReference || field.Name is "sku" or "barcode" or "tax_number" or "phone" or "postcode");
        isCode = kind == CellKind.Text && (keyOf?.Name == "product" || field?.References == "product" || field?.Name is "sku" or "barcode");
        dropPrefix = Encoding.UTF8.GetBytes(how.DropPrefix ?? "");
        dropSuffix = Encoding.UTF8.GetBytes(how.DropSuffix ?? "");
        split = Encoding.UTF8.GetBytes(how.Split ?? "");
        blank = Constant(how.Blank);
        otherwise = Constant(how.Else);
        if (how.Map is not null)
        {
            map = how.Map.ToDictionary(each => each.Key, each => Constant(each.Value)).GetAlternateLookup<ReadOnlySpan<char>>();
        }
    }

    public override void Read(RowCells row, out CellValue value)
    {
        if (isProduct)
        {
            Multiply(row, out value);
            return;
        }
        ReadOnlySpan<byte> text = [];
        var column = -1;
        foreach (var each in columns)
        {
            column = each;
            text = row.Text(each);
            if (!text.IsEmpty && !IsMissing(text))
            {
                break;
            }
        }
        if (IsMissing(text))
        {
            text = [];
        }
        if (!isPlain)
        {
            text = Cut(text);
        }
        if (text.IsEmpty)
        {
            value = blank;
            return;
        }
        if (map is not null && Mapped(text, out value))
        {
            return;
        }
        if (SpreadsheetDamage.Of(text, isCode) is { } damage)
        {
            row.Refuse(column, SpreadsheetDamage.Rule, $"{(isKey ? "the code" : formats.Expected(kind))} as the source holds it: {damage}", SpreadsheetDamage.Remedy, text);
            value = default;
            return;
        }
        if (how.Case is not null)
        {
            text = Cased(row, text);
        }
        Parse(row, column, text, out value);
    }

    private bool IsMissing(ReadOnlySpan<byte> text)
    {
        foreach (var word in empty)
        {
            if (text.SequenceEqual(word))
            {
                return true;
            }
        }
        return false;
    }

    private CellValue Constant(string? text) => text is null ? default : Canonical.Parse(text, kind) ?? default;

    private ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text)
    {
        if (dropPrefix.Length > 0 && text.StartsWith(dropPrefix))
        {
            text = text[dropPrefix.Length..].TrimStart((byte)' ');
        }
        if (dropSuffix.Length > 0 && text.EndsWith(dropSuffix))
        {
            text = text[..^dropSuffix.Length].TrimEnd((byte)' ');
        }
        return split.Length > 0 ? Piece(text).Trim((byte)' ') : text;
    }

    private ReadOnlySpan<byte> Piece(ReadOnlySpan<byte> text)
    {
        var wanted = how.Part > 0 ? how.Part : Pieces(text) + 1 + how.Part;
        for (var piece = 1; ; piece++)
        {
            var at = text.IndexOf(split);
            if (piece == wanted)
            {
                return at < 0 ? text : text[..at];
            }
            if (at < 0 || wanted < 1)
            {
                return [];
            }
            text = text[(at + split.Length)..];
        }
    }

    private int Pieces(ReadOnlySpan<byte> text)
    {
        var count = 1;
        for (int at; (at = text.IndexOf(split)) >= 0; count++)
        {
            text = text[(at + split.Length)..];
        }
        return count;
    }

    private bool Mapped(ReadOnlySpan<byte> text, out CellValue value)
    {
        Span<char> letters = text.Length <= 256 ? stackalloc char[256] : new char[text.Length];
        if (map!.Value.TryGetValue(letters[..Encoding.UTF8.GetChars(text, letters)], out value))
        {
            return true;
        }
        value = otherwise;
        return how.HasElse;
    }

    private ReadOnlySpan<byte> Cased(RowCells row, ReadOnlySpan<byte> text)
    {
        var cased = row.Scratch(text.Length);
        if (Ascii.IsValid(text))
        {
            var done = how.Case == "lower" ? Ascii.ToLower(text, cased, out _) : Ascii.ToUpper(text, cased, out _);
            return done == System.Buffers.OperationStatus.Done ? cased : text;
        }
        var letters = Encoding.UTF8.GetString(text);
        return Encoding.UTF8.GetBytes(how.Case == "lower" ? letters.ToLowerInvariant() : letters.ToUpperInvariant());
    }

    private void Parse(RowCells row, int column, ReadOnlySpan<byte> text, out CellValue value)
    {
        value = default;
        switch (kind)
        {
            case CellKind.Number:
                if (TryNumber(row, column, formats, text, out var number))
                {
                    value = CellValue.Of(how.Negate ? -number : number);
                }
                break;
            case CellKind.Whole:
                var read = NumbersOf(row, column).ReadWhole(text, out var whole);
                if (read != NumberRead.Good)
                {
                    row.Refuse(column, "whole", formats.Expected(kind), NumberRemedy, text);
                    break;
                }
                value = CellValue.Of(how.Negate ? -whole : whole);
                break;
            case CellKind.Day or CellKind.Instant:
                if (!formats.For(row.TypeOf(column)).TryTime(text, out var time))
                {
                    row.Refuse(column, "date", formats.Expected(kind), "correct the cell, or add its format to dates in the contract", text);
                    break;
                }
                if (timed?.TryAdd(row, column, text, ref time) == false)
                {
                    break;
                }
                value = CellValue.Of(kind == CellKind.Day ? formats.Day(time).DayNumber : formats.Instant(time));
                break;
            case CellKind.Flag:
                if (FlagWords.Read(text) is not { } flag)
                {
                    row.Refuse(column, "flag", "true or false, yes or no, 1 or 0", "correct the cell, or map its words in the contract", text);
                    break;
                }
                value = CellValue.Of(flag ? 1 : 0);
                break;
            default:
                ParseText(row, column, text, out value);
                break;
        }
    }

    internal const string NumberRemedy = "correct the cell, or say decimal, thousands, empty or drop_prefix in the contract";

    private static bool TryNumber(RowCells row, int column, ValueFormats formats, ReadOnlySpan<byte> text, out long number)
    {
        var read = formats.For(row.TypeOf(column)).Number.Read(text, out number);
        if (read == NumberRead.Good)
        {
            return true;
        }
        if (read == NumberRead.OtherCurrency)
        {
            row.Refuse(
                column, "currency", formats.Number.Currency is { } code ? $"an amount in {code}" : "an amount without a currency beside it",
                "correct the cell, or say in the contract what stands beside the amounts: currency: CODE, currency: \"$\", or currency: cell", text);
            return false;
        }
        row.Refuse(column, "amount", read == NumberRead.TooLarge ? "an amount of at most 14 digits before the decimal sign" : formats.Expected(CellKind.Number), NumberRemedy, text);
        return false;
    }

    private NumberFormat NumbersOf(RowCells row, int column) => formats.For(row.TypeOf(column)).Number;

    private void Multiply(RowCells row, out CellValue value)
    {
        value = default;
        decimal product = 1;
        foreach (var each in factors)
        {
            var text = each.Text(row);
            if (text.IsEmpty || !TryNumber(row, each.Column, each.Formats, text, out var factor))
            {
                return;
            }
            product *= factor / (decimal)Canonical.Scale;
        }
        var scaled = decimal.Round(product * Canonical.Scale, MidpointRounding.AwayFromZero);
        if (Math.Abs(scaled) > 999_999_999_999_999_999m)
        {
            row.Refuse(columns[0], "amount", "factors whose product has at most 14 digits before the decimal sign", NumberRemedy, row.Text(columns[0]));
            return;
        }
        value = CellValue.Of(how.Negate ? -(long)scaled : (long)scaled);
    }

    private void ParseText(RowCells row, int column, ReadOnlySpan<byte> text, out CellValue value)
    {
        value = default;
        if (how.IsWhole)
        {
            if (NumbersOf(row, column).ReadName(text, out var whole) != NumberRead.Good)
            {
                row.Refuse(column, "whole", "a whole number such as 17850", "correct the cell, or leave number: whole out of the contract", text);
                return;
            }
            var digits = row.Scratch(20);
            Utf8Formatter.TryFormat(whole, digits, out var count);
            text = digits[..count];
        }
        // A letter takes at least one byte, so short texts need no counting.
        if (text.Length > longest && Encoding.UTF8.GetCharCount(text) > longest)
        {
            var name = column < row.Header.Names.Count ? row.Header.Names[column] : row.Unpivoted >= 0 ? row.Header.Names[row.Unpivoted] : "the cell carried down";
            row.RefuseRow("length", $"{name} has {Encoding.UTF8.GetCharCount(text):N0} characters, expected at most {longest:N0}", "shorten the cell, or leave its column unmapped: it is then kept beside the fields", column);
            return;
        }
        var letters = pool.Take(text);
        if (words is null || Array.IndexOf(words, letters) >= 0)
        {
            value = CellValue.Of(letters);
            return;
        }
        value = CellValue.Of(Vocabulary.Unmapped);
        value.Unmapped = letters;
    }
}

/// <summary>
/// How many characters a text may have. What becomes a key of the database is short: PostgreSQL refuses index rows
/// of more than 2,700 bytes, and would do so in the middle of a run; a place is four such texts in one key.
/// </summary>
internal static class TextLimit
{
    public const int WholeId = 800;

    public static int Of(EntityField? field) => field?.Name switch
    {
        "description" or "text" or "reason" => 10_000,
        "city" or "region" or "country" or "postcode" or "carrier" or "warehouse" or "channel" or "brand" or "segment" => 200,
        _ => 500,
    };
}

/// <summary>
/// The strings of a column, so that a text that comes again is not made again. A small table indexed by
/// hash; it forgets, it never grows.
/// </summary>
internal sealed class TextPool
{
    private readonly string?[] texts = new string?[1024];

    public string Take(ReadOnlySpan<byte> text)
    {
        if (text.Length > 32 || !Ascii.IsValid(text))
        {
            return Encoding.UTF8.GetString(text);
        }
        uint hash = 2166136261;
        foreach (var letter in text)
        {
            hash = (hash ^ letter) * 16777619;
        }
        ref var slot = ref texts[(hash ^ (hash >> 16)) & 1023];
        if (slot is { } known && known.Length == text.Length && Ascii.Equals(text, known))
        {
            return known;
        }
        return slot = Encoding.ASCII.GetString(text);
    }
}
