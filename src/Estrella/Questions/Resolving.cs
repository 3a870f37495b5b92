using Estrella.Foundation;
using Npgsql;

namespace Estrella.Questions;

/// <summary>Fills the gaps of an asking from the warehouse: default range, origin of money, month of real terms, values of filters.</summary>
internal static class Resolving
{
    /// <summary>lines, or headers when no order has lines; what was asked stands.</summary>
    public static string Money(QuestionFile question, Asking asking, Warehouse warehouse)
    {
        if (asking.Money is { } asked)
            return asked;
        if (!question.Takes.TryGetValue("money", out var parameter))
            return question.Facts.Contains("payment") ? "payments" : "lines";
        var allowed = parameter.Allowed;
        return allowed.Contains("headers") && warehouse.Extent("sales", "event").First is null ? "headers" : "lines";
    }

    /// <exception cref="EstrellaException">Exit 2: an unknown value of a filter; exit 4: terms no index or rate can tell.</exception>
    public static async Task<Binding> BindAsync(
        NpgsqlConnection connection, QuestionFile question, Asking asking, string money, Warehouse warehouse, CancellationToken cancellation)
    {
        var basis = asking.Basis ?? "event";
        var extents = Facts(question, money).Select(fact => warehouse.Extent(fact, basis)).Where(each => each.First is not null).ToList();
        // Without a single dated fact any day will do: the range is empty, and the answer with it.
        var dataFrom = extents.Min(each => each.First) ?? warehouse.AsOf ?? new DateOnly(2000, 1, 1);
        var dataTo = extents.Max(each => each.Last)?.AddDays(1) ?? dataFrom;
        var asOf = warehouse.AsOf ?? dataFrom;
        var (from, to) = Range(asking.Range, dataFrom, dataTo, asOf);
        return new Binding
        {
            From = from,
            To = to,
            DataFrom = dataFrom,
            DataTo = dataTo,
            HasDays = from < to,
            AsOf = asOf,
            By = asking.By,
            Scope = asking.Scope ?? "any",
            Basis = basis,
            Money = money,
            Terms = asking.Terms,
            At = asking.Terms.Kind == TermsKind.Real ? await MonthAsync(connection, asking, to, cancellation) : null,
            Top = asking.Top,
            Level = asking.Level,
            Window = asking.Window,
            Decimals = Currencies.Decimals(Currencies.Told(asking.Terms, warehouse.Currency)),
            Filters = await FilterValues.ResolveAsync(connection, asking.Where, cancellation),
        };
    }

    /// <exception cref="EstrellaException">Exit 4: no rate of that currency and type.</exception>
    public static async Task CheckRatesAsync(NpgsqlConnection connection, AskedTerms terms, Warehouse warehouse, CancellationToken cancellation)
    {
        if (terms.Kind != TermsKind.Currency || terms.Currency == warehouse.Currency)
            return;
        var known = new List<string>();
        await foreach (var row in Rows.ReadAsync(
            connection,
            """
            select distinct other.currency || ':' || rate.rate_type
            from star.exchange_rate as rate
            cross join mart.shop_currency as shop
            cross join lateral (values (rate.from_currency, rate.to_currency), (rate.to_currency, rate.from_currency)) as other (currency, own)
            where other.own = shop.currency
            order by 1
            """,
            cancellation))
        {
            known.Add((string)row[0]!);
        }
        if (!known.Contains($"{terms.Currency}:{terms.Detail ?? "official"}"))
        {
            throw new EstrellaException(
                ExitCode.DecisionMissing,
                $"cannot be told in {terms.Text}: no rate of type {terms.Detail ?? "official"} between {terms.Currency} and {warehouse.Currency ?? "the shop's currency, which nobody said"}",
                known.Count == 0 ? "say the shop's currency in estrella.yml and add an exchange_rate export" : $"known: {string.Join(", ", known)}");
        }
    }

    public static IEnumerable<string> Facts(QuestionFile question, string money) => question.Facts.Count == 0
        ? ["sales", "order", "payment", "shipment"]
        : question.Facts.Select(fact => fact != "money" ? fact : money switch { "headers" => "header", "payments" => "payment", _ => "sales" });

    private static (DateOnly From, DateOnly To) Range(AskedRange asked, DateOnly dataFrom, DateOnly dataTo, DateOnly asOf)
    {
        if (asked.LastDays is { } days)
            return (asOf.AddDays(1 - days), asOf.AddDays(1));
        return (asked.From, asked.To) switch
        {
            ({ } from, { } to) => (from, to),
            // One end alone may lie beyond the facts; the range is then that day, and holds none.
            ({ } from, null) => (from, dataTo > from ? dataTo : from.AddDays(1)),
            (null, { } to) => (dataFrom < to ? dataFrom : to.AddDays(-1), to),
            _ => (dataFrom, dataTo),
        };
    }

    private static async Task<DateOnly> MonthAsync(NpgsqlConnection connection, Asking asking, DateOnly to, CancellationToken cancellation)
    {
        var months = new List<DateOnly>();
        await using var command = new NpgsqlCommand(
            """
            select month from star.price_index
            where index_name = coalesce($1, (
                select index_name from star.price_index order by index_name <> 'default', index_name limit 1))
            order by month
            """,
            connection);
        command.Parameters.AddWithValue(NpgsqlTypes.NpgsqlDbType.Text, (object?)asking.Terms.Detail ?? DBNull.Value);
        await foreach (var row in Rows.ReadAsync(command, cancellation))
            months.Add((DateOnly)row[0]!);
        if (months.Count == 0)
            throw new EstrellaException(ExitCode.DecisionMissing, $"cannot be told in real terms: no index is called '{asking.Terms.Detail}'", "see the price_index export for the names");
        if (asking.At is not { } at)
            return months.FindLast(month => month < to) is var last && last != default ? last : months[^1];
        return months.Contains(at)
            ? at
            : throw new EstrellaException(
                ExitCode.DecisionMissing, $"cannot be told in the money of {at:yyyy-MM}: its index is not known",
                $"the index is known from {months[0]:yyyy-MM} to {months[^1]:yyyy-MM}");
    }
}
