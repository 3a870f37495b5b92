using System.Globalization;
using Estrella.Generator;
using Estrella.Questions;
using Estrella.Tests.Stories;
using Npgsql;
using NpgsqlTypes;
using Xunit;

namespace Estrella.Tests.Questions;

/// <summary>A question that nothing narrows reads a roll-up instead of the lines, and answers what the lines say.</summary>
public sealed class RolledUpTest(RolledUpTest.Made made) : IClassFixture<RolledUpTest.Made>
{
    // Days in the middle of a week, a month and a quarter.
    private static readonly DateOnly From = new(2024, 3, 13), To = new(2024, 11, 20);

    private static readonly string[] Scopes = ["booked", "paid", "fulfilled"], Bases = ["event", "order"];

    private static readonly string[] Terms = ["nominal", "real", "USD", "USD:blue"];

    private static readonly string[] Periods = ["day", "week", "month", "quarter", "year", "all"];

    private static readonly string[] Figures = ["orders", "units", "gross_sales", "discounts", "returns", "net_sales"];

    private static readonly string[] FiguresOfCustomers =
        ["customers", "new_customers", "recurring_customers", "kept_orders", "new_net_sales", "recurring_net_sales", "returning_rate"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Revenue_is_what_the_lines_say_by_any_period_scope_basis_and_terms()
    {
        var shop = made.Shop;
        var wrong = new List<string>();
        var (reversals, untold) = (0m, 0L);
        foreach (var asked in Askings())
        {
            var expected = await ExpectedAsync(shop.Database, "revenue_of_lines", asked, [.. Figures, "untold"]);
            var answer = await TinyShop.AskAsync(shop.Database, "revenue", Words(asked));
            foreach (var row in answer.Rows)
            {
                var of = answer.Columns.Select((column, at) => (column.Name, Cell: row[at])).ToDictionary(cell => cell.Name, cell => cell.Cell);
                var lines = expected.GetValueOrDefault((DateOnly)of["period"]!) ?? [0, 0, 0, 0, 0, 0, 0];
                var told = Figures.Select(name => Text(of[name])).ToList();
                if (!told.SequenceEqual(lines.Take(Figures.Length).Select(cell => Text(cell))))
                    wrong.Add($"{asked} {of["period"]}: {string.Join(' ', told)}, lines say {string.Join(' ', lines.Select(cell => Text(cell)))}");
                reversals += lines[4] ?? 0;
            }
            if (expected.Keys.Except(answer.Rows.Select(row => (DateOnly)row[0]!)).Any())
                wrong.Add($"{asked}: periods are missing");
            var left = answer.Notes.Where(note => note.Contains(" in no total", StringComparison.Ordinal)).Sum(note => long.Parse(note.Split(' ')[0], CultureInfo.InvariantCulture));
            if (left != (long)expected.Values.Sum(row => row[^1]!.Value))
                wrong.Add($"{asked}: {left} amounts are said to be in no total");
            if (answer.Coverage.OrdersCovered != (long)expected.Values.Sum(row => row[0]!.Value))
                wrong.Add($"{asked}: {answer.Coverage.OrdersCovered} orders covered");
            untold += left;
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} differ\n{string.Join('\n', wrong.Take(20))}");
        // The shop has what may go wrong: goods that came back, and amounts of days without a rate.
        Assert.True(reversals > 0 && untold > 0);
    }

    [Fact]
    public async Task Customers_are_what_their_orders_say_by_any_period_scope_and_terms()
    {
        var shop = made.Shop;
        var wrong = new List<string>();
        var (returning, elsewhere) = (0m, 0);
        foreach (var asked in Askings().Where(each => each.Basis == "order"))
        {
            var expected = await ExpectedAsync(shop.Database, "customers_of_orders", asked, FiguresOfCustomers);
            var answer = await TinyShop.AskAsync(shop.Database, "customers", [.. Words(asked).Where(word => word is not ("basis" or "order"))]);
            foreach (var row in answer.Rows)
            {
                var of = answer.Columns.Select((column, at) => (column.Name, Cell: row[at])).ToDictionary(cell => cell.Name, cell => cell.Cell);
                var orders = expected.GetValueOrDefault((DateOnly)of["period"]!) ?? [0, 0, 0, 0, 0, 0, null];
                var told = FiguresOfCustomers.Select(name => Text(of[name])).ToList();
                if (!told.SequenceEqual(orders.Select(cell => Text(cell))))
                    wrong.Add($"{asked} {of["period"]}: {string.Join(' ', told)}, orders say {string.Join(' ', orders.Select(cell => Text(cell)))}");
                returning += orders[6] ?? 0;
                // New in the period by an order that the filter leaves out.
                elsewhere += orders[1] > 0 && orders[4] == 0 ? 1 : 0;
            }
            if (expected.Keys.Except(answer.Rows.Select(row => (DateOnly)row[0]!)).Any())
                wrong.Add($"{asked}: periods are missing");
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} differ\n{string.Join('\n', wrong.Take(20))}");
        Assert.True(returning > 0 && elsewhere > 0);
    }

    [Fact]
    public async Task Sums_of_a_currency_and_day_are_told_as_their_rows_are_to_the_last_digit()
    {
        var shop = made.Shop;
        const string Sums = "sum(gross) as gross, sum(discounts) as discounts, sum(returned) as returned, sum(net) as net, sum(quantity) as quantity";
        // Both functions are asked every way there is; only the first looks at the roll-up.
        Assert.Equal("0 true", await shop.ScalarAsync<string>(
            $"""
            with asked as (
                select scope, basis, terms, at_month
                from unnest(array['booked', 'paid', 'fulfilled']) as scope
                cross join unnest(array['event', 'order']) as basis
                cross join (values ('nominal', null::date), ('real', date '2024-06-01'), ('USD', null), ('USD:blue', null)) as terms (terms, at_month)
            ),
            rolled as (
                select asked.*, money.order_date, money.day, money.currency, sum(money.row_count)::bigint as row_count, sum(money.untold_row_count)::bigint as untold, {Sums}
                from asked cross join lateral mart.asked_money_days('lines', scope, basis, terms, at_month, '{"{}"}') as money
                group by 1, 2, 3, 4, 5, 6, 7
            ),
            lines as (
                select asked.*, money.order_date, money.day, money.currency, count(*) as row_count, count(*) filter (where money.gross is null) as untold, {Sums}
                from asked cross join lateral mart.asked_money('lines', scope, basis, terms, at_month, '{"{}"}') as money
                group by 1, 2, 3, 4, 5, 6, 7
            )
            select count(*) filter (where rolled.* is distinct from lines.*) || ' ' || (count(distinct lines.currency) = 2)
            from rolled
            full join lines on (rolled.scope, rolled.basis, rolled.terms, rolled.order_date, rolled.day, rolled.currency)
                = (lines.scope, lines.basis, lines.terms, lines.order_date, lines.day, lines.currency)
            """));
    }

    [Theory]
    [InlineData("revenue", "mart_sales_day mart_placed_day", "")]
    [InlineData("revenue", "mart_sales_day mart_placed_day", "scope", "paid", "basis", "order", "terms", "USD", "by", "week")]
    [InlineData("revenue", "fact_sales fact_order", "where", "category=Hogar")]
    [InlineData("revenue", "fact_sales fact_order", "where", "channel=web")]
    [InlineData("revenue", "fact_order mart_placed_day", "money", "headers")]
    [InlineData("revenue", "fact_payment", "money", "payments")]
    [InlineData("customers", "mart_customer_order", "terms", "real", "by", "week")]
    [InlineData("customers", "fact_order mart_customer_order", "where", "channel=web")]
    [InlineData("customers", "fact_sales fact_order mart_customer_order", "where", "category=Hogar")]
    [InlineData("customers", "fact_sales fact_order", "scope", "paid")]
    [InlineData("cohorts", "mart_customer_order", "")]
    [InlineData("cohorts", "fact_order", "money", "headers")]
    [InlineData("rfm", "mart_customer_order", "")]
    [InlineData("rfm", "fact_sales fact_order", "scope", "fulfilled")]
    public async Task Either_the_roll_ups_are_read_or_the_facts_as_the_planner_sees_it(string name, string expected, params string[] words)
    {
        await using var connection = await (await TinyShop.GetAsync()).OpenConnectionAsync(Cancellation);
        var question = QuestionCatalog.Load(null).Get(name);
        var asking = Asking.Parse(question, TinyShop.Options([.. words.Where(word => word.Length > 0)]));
        var binding = await Answering.PrepareAsync(connection, await Warehouse.ReadAsync(connection, Cancellation), question, asking, Cancellation);
        await using var command = binding.Command(connection, $"explain (costs off) {question.Sql}");
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var plan = "";
        while (await reader.ReadAsync(Cancellation))
            plan += reader.GetString(0) + "\n";
        string[] relations = ["mart_sales_day", "mart_placed_day", "mart_customer_order", "fact_sales", "fact_order", "fact_payment"];
        var read = relations.Where(relation => plan.Contains($" on {relation}", StringComparison.Ordinal)).Order();
        Assert.True(expected.Split(' ').Order().SequenceEqual(read), $"{string.Join(' ', read)}\n{plan}");
    }

    [Fact]
    public async Task The_explained_SQL_comes_to_the_answer_and_the_lines_stand_behind_it()
    {
        var database = await TinyShop.GetAsync();
        var question = QuestionCatalog.Load(null).Get("revenue");
        var explained = await Explaining.ExplainAsync(database, question, Asking.Parse(question, TinyShop.Options()), "2024-02-01", Cancellation);
        await using var command = database.CreateCommand(explained.Sql);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var net = new List<decimal>();
        while (await reader.ReadAsync(Cancellation))
            net.Add(reader.GetDecimal(reader.GetOrdinal("net_sales")));
        Assert.Equal([340m, 510m, 1800m], net);
        // What February's 510 is made of: orders 3, 4 and 5 were sold, orders 2 and 4 cancelled.
        Assert.Equal(
            ["order O2", "order O4", "order_line L4", "order_line L5", "order_line L6"],
            explained.Rows.Select(row => $"{row.Entity} {row.Id}").Order(StringComparer.Ordinal));
    }

    // What is narrowed reads the lines anyway: once by month will do.
    private static IEnumerable<Asked> Askings() =>
        from narrowed in new[] { (Category: "", Channel: ""), (Category: "Audio", Channel: ""), (Category: "", Channel: "web") }
        from scope in Scopes
        from basis in Bases
        from terms in Terms
        from period in narrowed is ("", "") ? Periods : ["month"]
        select new Asked(period, scope, basis, terms, narrowed.Category, narrowed.Channel);

    private static string[] Words(Asked asked)
    {
        var words = new List<string>
        {
            "from", From.ToString("o"), "to", To.ToString("o"), "by", asked.By, "scope", asked.Scope, "basis", asked.Basis, "terms", asked.Terms,
        };
        if (asked.Terms == "real")
            words.AddRange(["at", "2024-06"]);
        if (asked.Category.Length > 0)
            words.AddRange(["where", $"category={asked.Category}"]);
        if (asked.Channel.Length > 0)
            words.AddRange(["where", $"channel={asked.Channel}"]);
        return [.. words];
    }

    private static async Task<Dictionary<DateOnly, decimal?[]>> ExpectedAsync(NpgsqlDataSource database, string file, Asked asked, params string[] figures)
    {
        using var stream = typeof(TinyShop).Assembly.GetManifestResourceStream($"Questions/{file}.sql")!;
        using var text = new StreamReader(stream);
        var rounded = string.Join(", ", figures.Select(name => $"round({name}::numeric, 8)"));
        await using var command = database.CreateCommand($"select period, {rounded} from (\n{await text.ReadToEndAsync(Cancellation)}\n) as expected");
        command.Parameters.AddWithValue("from", NpgsqlDbType.Date, From);
        command.Parameters.AddWithValue("to", NpgsqlDbType.Date, To);
        command.Parameters.AddWithValue("at", NpgsqlDbType.Date, new DateOnly(2024, 6, 1));
        foreach (var (name, value) in new[] { ("by", asked.By), ("scope", asked.Scope), ("basis", asked.Basis), ("terms", asked.Terms), ("category", asked.Category), ("channel", asked.Channel) })
            command.Parameters.AddWithValue(name, NpgsqlDbType.Text, value);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var rows = new Dictionary<DateOnly, decimal?[]>();
        while (await reader.ReadAsync(Cancellation))
        {
            rows[reader.GetFieldValue<DateOnly>(0)] =
                [.. Enumerable.Range(1, figures.Length).Select(at => reader.IsDBNull(at) ? (decimal?)null : Convert.ToDecimal(reader.GetValue(at), CultureInfo.InvariantCulture))];
        }
        return rows;
    }

    // Eight decimals: the last digits of a division by a rate are the division's own.
    private static string Text(object? cell) => cell is null
        ? "-"
        : decimal.Round(Convert.ToDecimal(cell, CultureInfo.InvariantCulture), 8, MidpointRounding.AwayFromZero).ToString("0.########", CultureInfo.InvariantCulture);

    /// <summary>A generated shop of two currencies, only read.</summary>
    public sealed class Made : IAsyncLifetime
    {
        public PublishedShop Shop { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            using var folder = new TemporaryFolder();
            ShopGenerator.Write(new GeneratorOptions(folder.Path, 600, 11), null, Cancellation);
            Shop = await PublishedShop.RunAsync(folder.Path);
            // Nobody knows a rate of some weeks of May.
            await Shop.ScalarAsync<long>("with gone as (delete from star.exchange_rate where rate_date between '2024-05-01' and '2024-05-25' returning 1) select count(*) from gone");
            var view = await Shop.ScalarAsync<string>("select 'star_parts.' || matviewname from pg_matviews where matviewname like 'currency_day_%'");
            await using var refresh = Shop.Database.CreateCommand($"refresh materialized view {view}");
            await refresh.ExecuteNonQueryAsync(Cancellation);
        }

        public ValueTask DisposeAsync() => Shop.DisposeAsync();
    }

    private sealed record Asked(string By, string Scope, string Basis, string Terms, string Category, string Channel);
}
