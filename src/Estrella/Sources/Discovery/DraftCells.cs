using System.Text;
using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>Cells as the contract writes them, and what proves them.</summary>
internal static class DraftCells
{
    /// <param name="isTurned">What stands below zero counts above, and the other way round.</param>
    public static string Of(FileMeaning meaning, EntityField field, ColumnProbe column, bool isTurned = false)
    {
        var how = new List<string>(meaning.Judge.Words(EntityOf(field), field, column, meaning.Source));
        if (field.Vocabulary is { } vocabulary && column.Words is { } words)
        {
            var map = words.Keys.Order(StringComparer.Ordinal).Select(text => (Text: text, Word: meaning.Headings.Word(vocabulary, text) ?? UnknownStates.Word(meaning, field, column, text))).Where(each => each.Word is not null && each.Word != each.Text).ToList();
            if (map.Count > 0)
                how.Add($"map: {{ {string.Join(", ", map.Select(each => $"{Yaml.Text(each.Text)}: {each.Word}"))} }}");
        }
        // Discounts are told above zero; some write them as what they do to the total.
        if (isTurned || (field.Name == "discount" && column is { Least: < 0, Most: <= 0 }))
            how.Add("negate: true");
        return how.Count == 0 ? Yaml.Text(column.Name) : $"{{ column: {Yaml.Text(column.Name)}, {string.Join(", ", how)} }}";
    }

    /// <summary>How the columns of a remainder are written, behind it; empty: as the file's others. Where nothing is taken off, nothing may stand.</summary>
    public static string As(FileMeaning meaning, (ColumnProbe Column, EntityField Field) whole, (ColumnProbe Column, EntityField Field) off)
    {
        var forms = new[] { whole, off }
            .Select(each => (each.Column, Words: (IReadOnlyList<string>)[.. meaning.Judge.Words(EntityOf(each.Field), each.Field, each.Column, meaning.Source), .. each.Column == off.Column && off.Column.Blank > 0 ? ["blank: 0"] : Array.Empty<string>()]))
            .Where(each => each.Words.Count > 0)
            .Select(each => $"{Yaml.Text(each.Column.Name)}: {{ {string.Join(", ", each.Words)} }}").ToList();
        return forms.Count == 0 ? "" : $", as: {{ {string.Join(", ", forms)} }}";
    }

    private static Entity EntityOf(EntityField field) => EntityCatalog.All.First(each => each.Type == field.Property.DeclaringType);

    /// <summary>Says of each row, yes or no, whether it was cancelled.</summary>
    public static bool SaysCancelled(FileMeaning meaning, ColumnProbe column) => column.Words is { Count: > 0 } words && words.Keys.All(text => IsCancelled(text) is not null)
        && (meaning.Meanings(column).Any(each => each.Entity.Name == "order" && each.Field == "cancelled_at") || CancelFlags.IsCalled(meaning.Headings, column.Name));

    /// <summary>Yes, no, -1 as some databases write yes, or C: the document that cancels another.</summary>
    public static bool? IsCancelled(string text) => text is "C" or "-1" ? true : FlagWords.Read(text);

    public static Proof? Proof(FileMeaning meaning, EntityField field, ColumnProbe column)
    {
        if (field.Vocabulary is { } vocabulary && column.Words is { } words)
        {
            var unknown = words.Keys.Where(text => meaning.Headings.Word(vocabulary, text) is null).Order(StringComparer.Ordinal).ToList();
            var known = words.Where(each => !unknown.Contains(each.Key)).Sum(each => each.Value);
            var told = FormattableString.Invariant($"{known:N0} of {column.Filled:N0} are words of the vocabulary");
            var taken = unknown.ToLookup(text => UnknownStates.Word(meaning, field, column, text) is not null);
            if (taken[false].Any())
                told += $"; not mapped, loaded in no scope: {string.Join(", ", taken[false].Take(8))}";
            if (taken[true].Any())
                told += $"; {UnknownStates.Why(meaning, column)}: {string.Join(", ", taken[true].Take(8))}";
            return Discovery.Proof.Of(known, column.Filled, told);
        }
        return LocaleJudge.Proof(field, column);
    }

    /// <summary>The columns a cell is read from, in its own order.</summary>
    public static IEnumerable<ColumnProbe> Columns(string cell, IEnumerable<ColumnProbe> columns) => columns
        .Select(column => (Column: column, At: At(cell, Yaml.Text(column.Name)))).Where(each => each.At >= 0).OrderBy(each => each.At).Select(each => each.Column);

    /// <summary>Where a cell names a column: alone, as <c>column:</c> or <c>time:</c>, in a list or in a product; -1: nowhere.</summary>
    private static int At(string cell, string name)
    {
        if (cell == name)
            return 0;
        if (cell.IndexOf($"column: {name}", StringComparison.Ordinal) is var at and >= 0 && cell[(at + 8 + name.Length)..].TrimStart() is ['}' or ',' or '*', ..])
            return at;
        if (cell.IndexOf($", time: {name}", StringComparison.Ordinal) is var beside and >= 0 && cell[(beside + 8 + name.Length)..].TrimStart() is ['}' or ',', ..])
            return beside;
        if (cell.StartsWith($"{{ remainder_of: {name},", StringComparison.Ordinal))
            return 14;
        var parts = cell.StartsWith('[') ? cell[1..^1].Split(", ") : cell.StartsWith('{') ? [] : cell.Split(" * ");
        return Array.IndexOf(parts, name);
    }

    /// <summary>That a parcel's day is not before its order's.</summary>
    public static Proof? InOrder(FileMeaning meaning, EntityField field, ColumnProbe column, DraftFeed order)
    {
        if (field.Kind is not (CellKind.Day or CellKind.Instant) || order.Fields.Find(each => each.Field == "ordered_at") is not { } ordered
            || meaning.File.Columns.FirstOrDefault(each => ordered.Cell.Contains(Yaml.Text(each.Name), StringComparison.Ordinal) && each.IsDate) is not { } day)
            return null;
        var (before, after) = Compare(meaning, day, column);
        return before + after == 0 ? null : Discovery.Proof.Of(after, before + after, FormattableString.Invariant($"not before {day.Name} in {after:N0} of {before + after:N0} rows looked at"));
    }

    /// <summary>Rows in which the second date lies before the first, and the others.</summary>
    public static (int Before, int After) Compare(FileMeaning meaning, ColumnProbe first, ColumnProbe second)
    {
        var (ones, others) = (first.DateFormats.Select(each => new DateFormat(each)).ToList(), second.DateFormats.Select(each => new DateFormat(each)).ToList());
        int before = 0, after = 0;
        for (var row = 0; row < meaning.Rows.Count; row++)
        {
            if (Day(ones, meaning.Rows.Text(row, first)) is not { } one || Day(others, meaning.Rows.Text(row, second)) is not { } other)
                continue;
            if (other < one)
                before++;
            else
                after++;
        }
        return (before, after);
    }

    /// <summary>The day of a cell; null: it is none.</summary>
    public static DateTime? Day(ColumnProbe column, string text) => Day(column.DateFormats.Select(each => new DateFormat(each)).ToList(), text);

    private static DateTime? Day(List<DateFormat> formats, string text)
    {
        foreach (var format in formats)
        {
            if (format.TryParse(Encoding.UTF8.GetBytes(text), out var time))
                return time.Clock.Date;
        }
        return null;
    }
}
