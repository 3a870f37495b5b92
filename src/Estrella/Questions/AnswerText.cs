using System.Globalization;

namespace Estrella.Questions;

/// <summary>Answers as text: aligned for a terminal, Markdown, CSV.</summary>
internal static class AnswerText
{
    public static void WriteTable(Answer answer, TextWriter writer)
    {
        var cells = Readable(answer);
        var widths = answer.Columns
            .Select((column, at) => cells.Select(row => Width(row[at])).Append(column.Name.Length).Max())
            .ToList();
        writer.WriteLine(Line([.. answer.Columns.Select(column => column.Name)]));
        writer.WriteLine(string.Join("  ", widths.Select(width => new string('-', width))));
        foreach (var row in cells)
            writer.WriteLine(Line(row));
        writer.WriteLine();
        foreach (var sentence in Footer(answer))
            writer.WriteLine(sentence);

        string Line(IReadOnlyList<string> texts) => string.Join("  ", texts.Select((text, at) =>
        {
            var padding = new string(' ', widths[at] - Width(text));
            return IsNumber(answer.Columns[at]) ? padding + text : text + padding;
        })).TrimEnd();
    }

    public static void WriteMarkdown(Answer answer, TextWriter writer)
    {
        writer.WriteLine($"| {string.Join(" | ", answer.Columns.Select(column => Escaped(column.Name)))} |");
        writer.WriteLine($"|{string.Join("|", answer.Columns.Select(column => IsNumber(column) ? "---:" : "---"))}|");
        foreach (var row in Readable(answer))
            writer.WriteLine($"| {string.Join(" | ", row.Select(Escaped))} |");
        writer.WriteLine();
        foreach (var sentence in Footer(answer))
            writer.WriteLine($"- {sentence}");
    }

    /// <summary>RFC 4180: lines end in CR LF, an unknown is an empty field and an empty text is quoted.</summary>
    public static void WriteCsv(Answer answer, TextWriter writer)
    {
        writer.Write(string.Join(',', answer.Columns.Select(column => Quoted(column.Name))) + "\r\n");
        foreach (var row in answer.Rows)
        {
            var cells = row.Select((cell, at) =>
                Figure.Exact(cell, answer.Columns[at].Kind, answer.MoneyDecimals) is { } text ? Quoted(text) : "");
            writer.Write(string.Join(',', cells) + "\r\n");
        }
    }

    /// <summary>What the figures are and rest on, in sentences.</summary>
    private static IEnumerable<string> Footer(Answer answer)
    {
        var coverage = answer.Coverage;
        yield return string.Join(", ", Terms(coverage));
        if (coverage.OrdersShare is { } share)
        {
            yield return $"rests on {coverage.OrdersCovered} of {coverage.Orders} orders ({Figure.Percent(share)})"
                + (coverage.Money switch { "lines" => ": those with lines", "headers" => ": those with a total", "payments" => ": those with a captured payment", _ => "" });
        }
        if (coverage.CostShare is { } cost)
            yield return $"cost is known for {Figure.Percent(cost)} of net sales";
        if (coverage.CustomersKnownShare is { } known)
            yield return $"the customer is known for {Figure.Percent(known)} of kept orders";
        foreach (var note in answer.Notes)
            yield return $"note: {note}";
    }

    private static IEnumerable<string> Terms(Coverage coverage)
    {
        yield return coverage is { From: { } from, To: { } to }
            ? $"{Day(from)} to {Day(to.AddDays(-1))}, both included"
            : "no days";
        if (coverage.AsOf is { } asOf)
            yield return $"as of {Day(asOf)}";
        if (coverage.Scope is { } scope)
            yield return $"orders {scope}";
        if (coverage.Basis is { } basis)
            yield return basis == "order" ? "by order day" : "by event day";
        if (coverage.Money is { } money)
            yield return $"money of {money}";
        if (coverage.Terms is { } terms)
        {
            yield return terms;
            yield return coverage.Currency ?? "currency unknown";
        }
        if (coverage.Zone is { } zone)
            yield return zone;
        if (coverage.Run is { } run)
            yield return $"run {run.ToString(CultureInfo.InvariantCulture)}";
    }

    private static List<string[]> Readable(Answer answer) =>
    [
        .. answer.Rows.Select(row => row
            .Select((cell, at) => Figure.Readable(cell, answer.Columns[at].Kind, answer.MoneyDecimals).ReplaceLineEndings(" "))
            .ToArray()),
    ];

    private static bool IsNumber(AnswerColumn column) => column.Kind is not (ColumnKind.Text or ColumnKind.Date);

    // Letters with a mark of their own (NFD) take one place, not two.
    private static int Width(string text) => new StringInfo(text).LengthInTextElements;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);

    private static string Quoted(string text) =>
        text.Length == 0 || text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
