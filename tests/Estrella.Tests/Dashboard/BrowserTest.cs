using System.Globalization;
using System.Text.Json;
using Deque.AxeCore.Commons;
using Estrella.Dashboard.Pages;
using Estrella.Tests.Foundation;
using Microsoft.Playwright;
using Xunit;

namespace Estrella.Tests.Dashboard;

/// <summary>A Chromium, as readers have one; one for all tests of a class.</summary>
public sealed class Browser : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> started = new(StartAsync);

    public async Task<IBrowserContext> OpenAsync(string language, string theme, int width, int height = 900)
    {
        Prerequisite.Need(Array.Exists(Places, File.Exists), "chromium");
        var (_, browser) = await started.Value;
        var context = await browser.NewContextAsync(new()
        {
            Locale = language,
            ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = new() { Width = width, Height = height },
            DeviceScaleFactor = 1,
        });
        // The machine of a test may be busy; what is slow is not wrong.
        context.SetDefaultTimeout(180_000);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (!started.IsValueCreated)
            return;
        var (playwright, browser) = await started.Value;
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private static async Task<(IPlaywright, IBrowser)> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Places.First(File.Exists),
            Timeout = 180_000,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        return (playwright, browser);
    }
}

public sealed class BrowserTest(ServedShop shop, Browser browser) : IClassFixture<Browser>
{
    // Where pictures of the pages are wanted: docs/dashboard (CONTRIBUTING.md). Those of every theme and width: ESTRELLA_SCREENSHOTS_OF=all.
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("ESTRELLA_SCREENSHOTS");

    private static readonly bool AreAllWanted = Environment.GetEnvironmentVariable("ESTRELLA_SCREENSHOTS_OF") == "all";

    // What the documentation shows.
    private static readonly string[] Shown = [.. PagePlan.All.Select(plan => plan.Path), "/questions", "/data", "/catalogue"];

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    [Theory]
    [InlineData("es", "light", 1440, "{ resultTypes: ['violations'] }")]
    [InlineData("es", "dark", 820, null)]
    // Colours and small targets are what another theme and another width change; the rest was judged above.
    [InlineData("en", "dark", 390, "{ resultTypes: ['violations'], runOnly: ['color-contrast', 'target-size', 'scrollable-region-focusable'] }")]
    public async Task Every_page_draws_without_an_error_and_asks_nobody_else(string language, string theme, int width, string? judging)
    {
        var served = await shop.GetAsync();
        await using var context = await browser.OpenAsync(language, theme, width);
        var wrong = new List<string>();
        var page = await context.NewPageAsync();
        page.Console += (_, message) => Note(message.Type is "error" or "warning", $"{page.Url}: {message.Text}");
        page.PageError += (_, error) => Note(true, $"{page.Url}: {error}");
        page.Request += (_, request) => Note(!request.Url.StartsWith(served.Server.Address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal), $"asks {request.Url}");
        page.Response += (_, response) => Note(response.Status >= 400, $"{response.Status} {response.Url}");
        // Between a desk and a telephone only the layout is another: a page of each kind shows it.
        foreach (var path in width == 820 && !AreAllWanted ? Shown : PagesTest.Paths)
        {
            await page.GotoAsync(new Uri(served.Server.Address, path).ToString());
            var missing = await DrawAllAsync(page);
            Note(missing > 0, $"{path}: {missing} charts are not drawn");
            Note(await page.EvaluateAsync<bool>("document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth + 1"), $"{path}: wider than {width}");
            if (judging is not null)
                wrong.AddRange((await JudgeAsync(page, judging)).Select(each => $"{path}: {each}"));
            if (Pictures is not null && (AreAllWanted || (width == 1440 ? Shown.Contains(path) : width == 390 && path == "/")))
                await PictureAsync(page, path, language, theme, width);
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Distinct()));

        void Note(bool isWrong, string what)
        {
            if (isWrong)
                wrong.Add(what);
        }
    }

    [Theory]
    [InlineData("/questions/geography?period=all", "geography", "net_sales", "/api/questions/geography")]
    [InlineData("/questions/revenue?period=all", "revenue", "net_sales", "/api/questions/revenue")]
    [InlineData("/questions/sign-ups?period=all", "sign-ups", "sign_ups", "/api/questions/sign-ups")]
    public async Task What_a_chart_draws_is_what_ask_prints(string path, string question, string column, string api)
    {
        var served = await shop.GetAsync();
        await using var context = await browser.OpenAsync("en", "light", 1440);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(served.Server.Address, path).ToString());
        Assert.Equal(0, await DrawAllAsync(page));
        var drawn = await page.EvaluateAsync<JsonElement>("echarts.getInstanceByDom(document.querySelector('figure.chart')).getOption().series[0].data.map(each => typeof each === 'object' && each !== null ? each.value : each)");
        using var asked = JsonDocument.Parse(await served.Client.GetStringAsync(api, TestContext.Current.CancellationToken));
        var figures = asked.RootElement.EnumerateArray().Select(row => row.GetProperty(column).GetDecimal()).ToList();
        var shown = drawn.EnumerateArray().Select(each => each.GetDecimal()).ToList();
        Assert.NotEmpty(shown);
        // A ranking draws the largest; a time axis all.
        Assert.Equal(question == "geography" ? figures.OrderDescending().Take(shown.Count) : figures, shown);
    }

    [Fact]
    public async Task Scores_are_drawn_as_asked_and_a_cell_lists_its_customers()
    {
        var served = await shop.GetAsync();
        await using var context = await browser.OpenAsync("en", "light", 1440);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(served.Server.Address, "/customers?period=all").ToString());
        Assert.Equal(0, await DrawAllAsync(page));
        using var asked = JsonDocument.Parse(await served.Client.GetStringAsync("/api/questions/rfm", TestContext.Current.CancellationToken));
        var rows = asked.RootElement.EnumerateArray().ToList();
        var drawn = await page.EvaluateAsync<JsonElement>("echarts.getInstanceByDom(document.querySelector('figure[data-kind=grid]')).getOption().series[0].data.map(each => each.value)");
        // Recency from 5 downwards, frequency and money from 1 to the right.
        Assert.Equal(
            rows.Select(row => (row.GetProperty("frequency_money").GetInt32() - 1, 5 - row.GetProperty("recency").GetInt32(), row.GetProperty("customers").GetInt64())),
            drawn.EnumerateArray().Select(cell => (cell[0].GetInt32(), cell[1].GetInt32(), cell[2].GetInt64())));
        var full = rows.FindIndex(row => row.GetProperty("customers").GetInt64() > 0);
        var place = await page.EvaluateAsync<double[]>($"(() => {{ const f = document.querySelector('figure[data-kind=grid]'); f.scrollIntoView({{ block: 'center' }}); const c = echarts.getInstanceByDom(f); const [x, y] = c.convertToPixel({{ seriesIndex: 0 }}, [{full % 5}, {full / 5}]); const r = f.getBoundingClientRect(); return [r.x + x, r.y + y]; }})()");
        await page.Mouse.ClickAsync((float)place[0], (float)place[1]);
        await page.WaitForURLAsync(url => url.Contains("/questions/rfm/rows", StringComparison.Ordinal));
        Assert.EndsWith($"row={rows[full].GetProperty("recency").GetInt32()}|{rows[full].GetProperty("frequency_money").GetInt32()}", Uri.UnescapeDataString(page.Url), StringComparison.Ordinal);
        Assert.Equal(rows[full].GetProperty("customers").GetInt64(), await page.Locator("tbody tr").CountAsync());
    }

    [Fact]
    public async Task The_bridge_is_drawn_as_asked_and_ends_where_profit_is_now()
    {
        var served = await shop.GetAsync();
        await using var context = await browser.OpenAsync("en", "light", 1440);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(served.Server.Address, "/profitability?period=2025-Q4").ToString());
        Assert.Equal(0, await DrawAllAsync(page));
        using var asked = JsonDocument.Parse(await served.Client.GetStringAsync("/api/questions/profit-bridge?period=2025-Q4", TestContext.Current.CancellationToken));
        var figures = asked.RootElement.EnumerateArray().Select(row => row.GetProperty("gross_profit").GetDecimal()).ToList();
        var drawn = (await page.EvaluateAsync<JsonElement>("echarts.getInstanceByDom(document.querySelector('figure[data-kind=bridge]')).getOption().series[0].data")).EnumerateArray().ToList();
        Assert.Equal(figures, drawn.Select(bar => bar.GetProperty("step").GetDecimal()));
        // Each bar begins where the one above ends; the last stands on the ground and is as long as they led to.
        var ends = drawn.Select(bar => bar.GetProperty("value")).Select(value => (From: value[0].GetDouble(), To: value[1].GetDouble())).ToList();
        Assert.All(Enumerable.Range(1, ends.Count - 2), at => Assert.Equal(ends[at - 1].To, ends[at].From));
        Assert.Equal((0, (double)figures[^1]), ends[^1]);
        Assert.Equal(ends[^1].To, ends[^2].To, 0.001);
    }

    [Fact]
    public async Task A_click_filters_the_page_a_link_keeps_it_and_back_undoes_it()
    {
        var served = await shop.GetAsync();
        await using var context = await browser.OpenAsync("es", "light", 1440);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(served.Server.Address, "/geography?period=all").ToString());
        Assert.Equal(0, await DrawAllAsync(page));
        var before = await page.Locator(".tile .value").AllInnerTextsAsync();
        var place = await page.EvaluateAsync<double[]>("(() => { const f = document.querySelector('figure.chart'); f.scrollIntoView({ block: 'center' }); const c = echarts.getInstanceByDom(f); const o = c.getOption(); const [x, y] = c.convertToPixel({ seriesIndex: 0 }, [o.series[0].data[1].value / 2, 1]); const r = f.getBoundingClientRect(); return [r.x + x, r.y + y]; })()");
        await page.Mouse.ClickAsync((float)place[0], (float)place[1]);
        await page.WaitForURLAsync(url => url.Contains("where=region=", StringComparison.Ordinal));
        var filtered = page.Url;
        var region = Uri.UnescapeDataString(filtered.Split("where=region=")[1].Split('&')[0]);
        Assert.Contains(region, await page.Locator(".filter").InnerTextAsync(), StringComparison.Ordinal);
        var after = await page.Locator(".tile .value").AllInnerTextsAsync();
        Assert.NotEqual(before, after);
        using var asked = JsonDocument.Parse(await served.Client.GetStringAsync("/api/questions/revenue?by=all&where=region=" + Uri.EscapeDataString(region), TestContext.Current.CancellationToken));
        Assert.Equal(asked.RootElement[0].GetProperty("orders").GetInt64(), long.Parse(after[1].Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture));

        var other = await context.NewPageAsync();
        await other.GotoAsync(filtered);
        Assert.Equal(after, await other.Locator(".tile .value").AllInnerTextsAsync());
        await page.GoBackAsync();
        Assert.Equal(before, await page.Locator(".tile .value").AllInnerTextsAsync());
    }

    [Fact]
    public async Task The_sentence_changes_the_page_by_keyboard_alone()
    {
        var served = await shop.GetAsync();
        await using var context = await browser.OpenAsync("en", "light", 1440);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(served.Server.Address, "/profitability").ToString());
        var period = page.Locator(".sentence details.part").First;
        await period.Locator("> summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = "last year" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => url.Contains("period=last-year", StringComparison.Ordinal));
        Assert.Contains("last year", await page.Locator(".sentence details.part > summary").First.InnerTextAsync(), StringComparison.Ordinal);
        await page.Locator(".sentence details.add > summary").ClickAsync();
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal(0, await page.Locator("details[open].add").CountAsync());
        // Without the script every figure still stands in the tables.
        await page.Locator("details.rows summary").First.ClickAsync();
        Assert.True(await page.Locator("details.rows table").First.IsVisibleAsync());
    }

    // Charts are drawn when they come into view. How many never were, after as long as a busy machine may need.
    private static Task<int> DrawAllAsync(IPage page) => page.EvaluateAsync<int>(
        """
        async () => {
            const figures = [...document.querySelectorAll("figure.chart")];
            const end = performance.now() + 60000;
            for (const figure of figures) {
                figure.scrollIntoView({ block: "center" });
                while (!figure.drawn && performance.now() < end)
                    await new Promise(requestAnimationFrame);
            }
            scrollTo(0, 0);
            return figures.filter(figure => !figure.drawn || !figure.querySelector("canvas")).length;
        }
        """);

    // In the page itself: the package's own call opens another page for each judgement, which took most of this class's time.
    private static async Task<string[]> JudgeAsync(IPage page, string options)
    {
        await page.EvaluateAsync(Axe);
        return await page.EvaluateAsync<string[]>(
            $$"""
            async () => (await axe.run(document, {{options}})).violations
                .map(each => `${each.id} ${each.help}: ${each.nodes.slice(0, 3).map(node => node.html).join(" | ")}`)
            """);
    }

    private static async Task PictureAsync(IPage page, string path, string language, string theme, int width)
    {
        Directory.CreateDirectory(Pictures!);
        var name = path == "/" ? "overview" : path.Trim('/').Replace('/', '-').Split('?')[0];
        await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures!, $"{name}-{language}-{theme}-{width}.png"), FullPage = true });
    }
}
