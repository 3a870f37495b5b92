using System.Collections.Concurrent;
using System.Globalization;
using Estrella.Dashboard.State;

namespace Estrella.Dashboard.Pages;

/// <summary>Values the menu of filters offers; others can be typed.</summary>
internal static class DimensionValues
{
    private static readonly (string Dimension, string Sql)[] Offered =
    [
        ("category", "select distinct category from star.dim_product where valid_to = 'infinity' and category <> '' order by 1 limit 60"),
        ("brand", "select distinct brand from star.dim_product where valid_to = 'infinity' and brand <> '' order by 1 limit 60"),
        ("channel", "select name from star.dim_channel where name <> '' order by 1 limit 60"),
        ("region", "select distinct region from star.dim_geography where region <> '' order by 1 limit 60"),
        ("campaign", "select name from star.dim_campaign where campaign_key <> 0 order by starts_on desc limit 60"),
        ("payment_method", "select distinct name from star.dim_payment_method where name <> '' order by 1 limit 60"),
        ("carrier", "select name from star.dim_carrier where name <> '' order by 1 limit 60"),
        ("warehouse", "select name from star.dim_warehouse where name <> '' order by 1 limit 60"),
    ];

    public static async Task<IReadOnlyList<(string Dimension, string Value)>> ReadAsync(PageContext page, IReadOnlyCollection<string> dimensions)
    {
        var values = new List<(string, string)>();
        foreach (var (dimension, sql) in Offered.Where(each => dimensions.Contains(each.Dimension)))
            values.AddRange((await ShownAsync(page, sql)).Select(value => (dimension, value)));
        return values;
    }

    /// <summary>Currencies with rates, as terms name them: the official one without its type.</summary>
    public static Task<IReadOnlyList<string>> CurrenciesAsync(PageContext page) => ShownAsync(
        page,
        """
        select distinct other.currency || case when rate.rate_type = 'official' then '' else ':' || rate.rate_type end
        from star.exchange_rate as rate
        cross join mart.shop_currency as shop
        cross join lateral (values (rate.from_currency, rate.to_currency), (rate.to_currency, rate.from_currency)) as other (currency, own)
        where other.own = shop.currency
        order by 1
        """);

    /// <summary>Editions of sales events, the newest first.</summary>
    public static async Task<IReadOnlyList<SalesEvent>> EventsAsync(PageContext page) =>
    [
        .. (await KnownAsync(
            page,
            """
            select concat_ws(' ', event.starts_on, coalesce(event.ends_on, event.starts_on), event.name)
            from star.calendar_event as event
            where event.kind is distinct from 'holiday' and isfinite(event.starts_on) and isfinite(coalesce(event.ends_on, event.starts_on)) and event.name <> ''
            order by event.starts_on desc, event.name
            """)).Select(each => each.Split(' ', 3))
            .Select(each => new SalesEvent(each[2], DateOnly.Parse(each[0], CultureInfo.InvariantCulture), DateOnly.Parse(each[1], CultureInfo.InvariantCulture))),
    ];

    // A menu that cannot be read is short: what the page is about says why.
    private static async Task<IReadOnlyList<string>> ShownAsync(PageContext page, string sql)
    {
        var (values, _) = await PageContext.TryAsync(() => KnownAsync(page, sql));
        return values ?? [];
    }

    // Until another run publishes, the values are the same.
    private static async Task<IReadOnlyList<string>> KnownAsync(PageContext page, string sql)
    {
        var (run, kept) = page.Shop.Values;
        if (run != page.Now?.Run)
            page.Shop.Values = (run, kept) = (page.Now?.Run, new ConcurrentDictionary<string, IReadOnlyList<string>>());
        if (kept.TryGetValue(sql, out var known))
            return known;
        var rows = await page.Reading.RowsAsync(sql, page.Cancellation);
        return kept[sql] = [.. rows.Select(row => row[0]).OfType<string>()];
    }
}
