using System.Globalization;
using Estrella.Questions;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace Estrella.Dashboard.Api;

/// <summary>An answer as a workbook: numbers as numbers, ids as text, days as days; what it rests on in a sheet of its own.</summary>
internal static class Workbook
{
    public static async Task<byte[]> WriteAsync(Answer answer, CancellationToken cancellation)
    {
        using var target = new MemoryStream();
        await using (var book = await Spreadsheet.CreateNewAsync(target, cancellationToken: cancellation))
        {
            var bold = book.AddStyle(new Style { Font = { Bold = true } });
            var styles = Enum.GetValues<ColumnKind>().ToDictionary(kind => kind, kind => book.AddStyle(new Style { Format = Format(kind, answer.MoneyDecimals) }));
            var sheet = new WorksheetOptions { FrozenRows = 1 };
            for (var at = 0; at < answer.Columns.Count; at++)
                sheet.Column(at + 1).Width = Math.Clamp(answer.Rows.Take(200).Select(row => $"{row[at]}".Length).Append(answer.Columns[at].Name.Length).Max() + 2, 8, 48);
            await book.StartWorksheetAsync(Name(answer.Question.Name), sheet, cancellation);
            await book.AddRowAsync([.. answer.Columns.Select(column => new StyledCell(column.Name, bold))], cancellation);
            foreach (var row in answer.Rows)
                await book.AddRowAsync([.. row.Select((cell, at) => Of(cell, answer.Columns[at].Kind, answer.MoneyDecimals, styles))], cancellation);

            await book.StartWorksheetAsync("coverage", token: cancellation);
            foreach (var (name, value) in Coverage(answer.Coverage).Concat(answer.Notes.Select(note => ("note", (string?)note))))
                await book.AddRowAsync([new StyledCell(name, bold), new StyledCell(value, null)], cancellation);
            await book.FinishAsync(cancellation);
        }
        return target.ToArray();
    }

    private static StyledCell Of(object? cell, ColumnKind kind, int moneyDecimals, Dictionary<ColumnKind, StyleId> styles) => cell switch
    {
        null => new StyledCell((string?)null, null),
        // Rounded as everywhere: once, on its way out.
        decimal or long => new StyledCell(decimal.Parse(Figure.Exact(cell, kind, moneyDecimals)!, CultureInfo.InvariantCulture), styles[kind]),
        DateOnly day => new StyledCell(day.ToDateTime(TimeOnly.MinValue), styles[ColumnKind.Date]),
        bool flag => new StyledCell(flag, null),
        _ => new StyledCell(cell.ToString(), null),
    };

    private static NumberFormat Format(ColumnKind kind, int moneyDecimals) => kind switch
    {
        ColumnKind.Money => NumberFormat.Custom("#,##0" + (moneyDecimals > 0 ? "." + new string('0', moneyDecimals) : "")),
        ColumnKind.Ratio => NumberFormat.Custom("0.0%"),
        ColumnKind.Number => NumberFormat.Custom("#,##0.00"),
        ColumnKind.Count => NumberFormat.Custom("#,##0"),
        ColumnKind.Date => NumberFormat.Custom("yyyy-mm-dd"),
        _ => NumberFormat.Standard(StandardNumberFormat.Text),
    };

    // A sheet's name has at most 31 letters.
    private static string Name(string question) => question.Length > 31 ? question[..31] : question;

    private static IEnumerable<(string Name, string? Value)> Coverage(Coverage coverage) =>
    [
        ("from", Text(coverage.From)), ("to", Text(coverage.To)), ("as_of", Text(coverage.AsOf)), ("run", Text(coverage.Run)), ("scope", coverage.Scope),
        ("basis", coverage.Basis), ("money", coverage.Money), ("terms", coverage.Terms), ("currency", coverage.Currency), ("zone", coverage.Zone),
        ("orders", Text(coverage.Orders)), ("orders_covered", Text(coverage.OrdersCovered)), ("cost_share", Text(coverage.CostShare)),
        ("customers_known_share", Text(coverage.CustomersKnownShare)),
    ];

    private static string? Text(object? value) => value switch
    {
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };
}
