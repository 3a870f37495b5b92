using System.Globalization;
using System.Text;
using Xunit;

namespace Estrella.Tests.Stories;

/// <summary>Two tellings of one answer are held against each other, row by row, to the last digit printed.</summary>
public static class RowsAgree
{
    /// <param name="columns">What is compared; the answer may have more columns.</param>
    public static void Check(
        string what, IEnumerable<Dictionary<string, object?>> expected, IEnumerable<Dictionary<string, object?>> answered, IReadOnlyCollection<string>? columns = null)
    {
        var rows = expected.ToList();
        columns ??= rows.Count > 0 ? rows[0].Keys : [];
        var wanted = rows.Select(row => Line(row, columns)).Order(StringComparer.Ordinal).ToList();
        var found = answered.Select(row => Line(row, columns)).Order(StringComparer.Ordinal).ToList();
        if (wanted.SequenceEqual(found))
        {
            return;
        }
        var message = new StringBuilder($"{what}: {wanted.Count} rows expected, {found.Count} answered; columns {string.Join(", ", columns)}\n");
        foreach (var line in wanted.Except(found).Take(8))
        {
            message.AppendLine($"  expected {line}");
        }
        foreach (var line in found.Except(wanted).Take(8))
        {
            message.AppendLine($"  answered {line}");
        }
        Assert.Fail(message.ToString());
    }

    private static string Line(Dictionary<string, object?> row, IReadOnlyCollection<string> columns) => string.Join(" | ", columns.Select(column =>
        row.TryGetValue(column, out var cell) ? Text(cell) : "(no such column)"));

    private static string Text(object? cell) => cell switch
    {
        null => "-",
        string text => text,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        // 12.50 and 12.5 are one number
        IConvertible number and (decimal or int or long or double) =>
            number.ToDecimal(CultureInfo.InvariantCulture).ToString("0.############", CultureInfo.InvariantCulture),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture)!,
    };
}
