using Npgsql;

namespace Estrella.Questions;

/// <summary>Fills the coverage of an answer: each named figure is a small query of its own.</summary>
internal static class CoverageFigures
{
    /// <param name="isCounted">False: the words alone, without the figures.</param>
    public static async Task<Coverage> ReadAsync(
        NpgsqlConnection connection, QuestionFile question, Asking asking, Binding binding, Warehouse warehouse, bool isCounted, CancellationToken cancellation)
    {
        var figures = new Dictionary<string, object?>();
        foreach (var name in isCounted ? question.Covers : [])
        {
            var sql = name == "undated"
                ? await UndatedRows.SqlAsync(connection, question, binding.Money, cancellation)
                : QuestionCatalog.Embedded.Find($"Questions/Coverage/{name}.sql")
                    ?? throw QuestionFile.Fault(question.Path, 1, $"covers '{name}', expected some of orders, customers, cost, unmapped, undated");
            if (sql is null)
                continue;
            await using var command = binding.Command(connection, sql);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            if (await reader.ReadAsync(cancellation))
            {
                for (var at = 0; at < reader.FieldCount; at++)
                    figures[reader.GetName(at)] = reader.IsDBNull(at) ? null : reader.GetValue(at);
            }
        }
        return new Coverage
        {
            From = binding.HasDays ? binding.From : null,
            To = binding.HasDays ? binding.To : null,
            AsOf = warehouse.AsOf,
            Run = warehouse.Run,
            Scope = question.Takes.ContainsKey("scope") ? binding.Scope : null,
            Basis = question.Takes.ContainsKey("basis") ? binding.Basis : null,
            Money = question.Takes.ContainsKey("money") ? binding.Money : null,
            Currency = Currencies.Told(asking.Terms, warehouse.Currency),
            Terms = !question.ShowsMoney ? null : binding.At is { } month ? $"{asking.Terms.Text} at {month:yyyy-MM}" : asking.Terms.Text,
            Zone = warehouse.Zone,
            Orders = figures.GetValueOrDefault("orders") as long?,
            OrdersCovered = figures.GetValueOrDefault("orders_covered") as long?,
            CostShare = figures.GetValueOrDefault("cost_share") as decimal?,
            CustomersKnownShare = figures.GetValueOrDefault("customers_known_share") as decimal?,
            UnmappedStatusOrders = figures.GetValueOrDefault("unmapped_status_orders") as long?,
            UndatedRows = figures.GetValueOrDefault("undated_rows") as long?,
        };
    }
}
