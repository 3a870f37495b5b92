using System.Globalization;
using System.Text.Json;
using Estrella.Dashboard.Serving;
using Microsoft.Playwright;
using Xunit;

namespace Estrella.Tests.Dashboard;

/// <summary>What a reader chooses and reads: a sales event's last edition, and the shop's way to write.</summary>
public sealed class ComparisonTest(ServedShop shop, Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task A_month_is_held_against_the_days_around_the_last_cyber_monday()
    {
        var served = await shop.GetAsync();
        await using var context = await browser.OpenAsync("es", "light", 1440);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(served.Server.Address, "/?period=2025-11").ToString());
        var comparison = page.Locator(".sentence details.part").Nth(1);
        await comparison.Locator("> summary").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "la edición anterior de la misma fecha comercial" }).ClickAsync();
        await page.WaitForURLAsync(url => url.EndsWith("/?period=2025-11&compare=event", StringComparison.Ordinal));
        // Of the generator's calendar: from Monday 3 November 2025, and from Monday 4 November 2024, 364 days before.
        Assert.Equal("CyberMonday del 4 nov 2024", await comparison.Locator("> summary").InnerTextAsync());
        await comparison.Locator("> summary").ClickAsync();
        Assert.Equal("del 2 nov 2024 al 1 dic 2024", await comparison.Locator(".menu p").InnerTextAsync());

        var (now, then) = (await OrdersAsync("2025-11-01", "2025-12-01"), await OrdersAsync("2024-11-02", "2024-12-02"));
        Assert.True(then > 0 && now != then, $"{now} and {then} orders tell nothing apart");
        var orders = page.Locator(".tile", new() { HasText = "Pedidos" }).First;
        Assert.Equal(now.ToString(CultureInfo.InvariantCulture), await orders.Locator(".value").InnerTextAsync());
        var change = await orders.Locator(".change").InnerTextAsync();
        Assert.EndsWith((now > then ? "+" : "−") + Math.Abs(now - then), change, StringComparison.Ordinal);

        // Counted in the star itself, past the questions: booked orders with lines.
        async Task<long> OrdersAsync(string from, string to)
        {
            await using var command = served.Owner.CreateCommand(
                $"select count(*) from star.fact_order where event = 'sale' and is_booked and line_count > 0 and order_date >= '{from}' and order_date < '{to}'");
            return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        }
    }

    [Fact]
    public async Task An_edition_in_the_menu_is_a_period_and_its_comparison()
    {
        var served = await shop.GetAsync();
        await using var context = await browser.OpenAsync("en", "light", 390);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(served.Server.Address, "/profitability").ToString());
        await page.Locator(".sentence details.part").First.Locator("> summary").ClickAsync();
        await page.Locator(".sentence details.group > summary", new() { HasText = "sales events" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Hot Sale" }).First.ClickAsync();
        await page.WaitForURLAsync(url => url.EndsWith("/profitability?from=2025-05-12&to=2025-05-15&compare=event", StringComparison.Ordinal));
        Assert.Equal("Hot Sale of 13 May 2024", await page.Locator(".sentence details.part").Nth(1).Locator("> summary").InnerTextAsync());
        // The first edition known has nothing to be held against, which is said and is no zero.
        await page.GotoAsync(new Uri(served.Server.Address, "/profitability?from=2024-05-13&to=2024-05-16&compare=event").ToString());
        Assert.All(await page.Locator(".tile .change").AllInnerTextsAsync(), change => Assert.Equal("no sales event in these days had an edition before", change));
    }

    [Fact]
    public async Task Changed_prices_are_counted_along_the_axis()
    {
        var served = await shop.GetAsync();
        await using var context = await browser.OpenAsync("en", "light", 1440);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(served.Server.Address, "/?period=2025").ToString());
        await page.WaitForFunctionAsync("document.querySelector('figure.chart').drawn");
        var told = await page.EvaluateAsync<string[]>("document.querySelector('figure.chart').spec.spans.filter(each => each.kind === 'price').map(each => each.text)");
        Assert.Equal(12, told.Length);
        await using var command = served.Owner.CreateCommand(
            """
            select count(*)
            from star.product_price as price
            join star.product_price as other on other.product_no = price.product_no and other.valid_to = price.valid_from
            where price.valid_from >= timestamptz '2025-03-01 03:00+00' and price.valid_from < timestamptz '2025-04-01 03:00+00' and price.price <> other.price
            """);
        var march = (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        Assert.True(march > 0);
        Assert.StartsWith($"list prices changed: {march}; median ", told[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_money_and_days_follow_the_shops_locale_on_the_page_and_in_its_charts()
    {
        var served = await shop.GetAsync();
        await using var server = await DashboardServer.StartAsync(
            new ServeOptions(served.Settings with { Locale = "en-US", Currency = "ARS" }, served.ConnectionString) { Port = 0, StatementTimeout = TimeSpan.FromMinutes(5) },
            TestContext.Current.CancellationToken);
        using var asked = JsonDocument.Parse(await served.Client.GetStringAsync("/api/questions/best-sellers?by=all", TestContext.Current.CancellationToken));
        var most = asked.RootElement.EnumerateArray().Max(row => row.GetProperty("net_sales").GetDecimal()).ToString("N2", CultureInfo.InvariantCulture);
        foreach (var (language, day) in new[] { ("en", "Dec 31, 2025"), ("es", "31 dic 2025") })
        {
            await using var context = await browser.OpenAsync(language, "light", 1440);
            var page = await context.NewPageAsync();
            await page.GotoAsync(new Uri(server.Address, "/best-sellers?period=all").ToString());
            Assert.Contains(day, await page.Locator("footer").InnerTextAsync(), StringComparison.Ordinal);
            // Its readers know the dollar by that sign: pesos are told by their code, with a point before the cents.
            Assert.Matches(@"^ARS \d{1,3}(\.\d+ M|(,\d{3})*)", await page.Locator(".tile .value").First.InnerTextAsync());
            Assert.Matches(@"\d\.\d%", await page.Locator(".coverage").InnerTextAsync());
            await page.WaitForFunctionAsync("document.querySelector('figure.chart').drawn");
            var place = await page.EvaluateAsync<double[]>("(() => { const f = document.querySelector('figure.chart'); f.scrollIntoView({ block: 'center' }); const c = echarts.getInstanceByDom(f); const [x, y] = c.convertToPixel({ seriesIndex: 0 }, [c.getOption().series[0].data[0].value / 2, 0]); const r = f.getBoundingClientRect(); return [r.x + x, r.y + y]; })()");
            await page.Mouse.MoveAsync((float)place[0], (float)place[1]);
            await page.WaitForFunctionAsync("document.querySelector('figure.chart').innerText.includes('ARS')");
            Assert.Contains($": ARS {most}", await page.Locator("figure.chart").First.InnerTextAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_page_on_paper_is_light_has_its_charts_and_runs_over_no_edge()
    {
        var served = await shop.GetAsync();
        await using var context = await browser.OpenAsync("es", "dark", 1440);
        var page = await context.NewPageAsync();
        foreach (var path in new[] { "/", "/geography", "/data" })
        {
            await page.GotoAsync(new Uri(served.Server.Address, path).ToString());
            await page.EvaluateAsync("dispatchEvent(new Event('beforeprint'))");
            await page.EmulateMediaAsync(new() { Media = Media.Print });
            Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
            Assert.Equal("rgb(0, 0, 0)", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('h1')).color"));
            Assert.False(await page.Locator(".side").First.IsVisibleAsync());
            // A4 within its margins at 96 dots an inch.
            await page.SetViewportSizeAsync(703, 1000);
            Assert.False(await page.EvaluateAsync<bool>("document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth + 1"), path);
            // What waits for a size to settle has had its turn, as on a slow machine, and has drawn nothing into figures without a height.
            await page.EvaluateAsync("new Promise(done => setTimeout(done, 300))");
            Assert.All(await page.EvaluateAsync<double[]>("[...document.querySelectorAll('figure.chart canvas')].map(each => each.getBoundingClientRect().height)"), height => Assert.InRange(height, 60, 500));
            // Tables are whole: nothing to scroll.
            Assert.Equal(0, await page.EvaluateAsync<int>("[...document.querySelectorAll('.scroll')].filter(each => each.offsetParent && each.scrollHeight > each.clientHeight + 1).length"));
            await page.EmulateMediaAsync(new() { Media = Media.Screen });
            await page.SetViewportSizeAsync(1440, 900);
        }
    }
}
