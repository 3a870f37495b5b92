using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Estrella.Dashboard.Pages;
using Estrella.Dashboard.Serving;
using Estrella.Foundation;
using Xunit;

namespace Estrella.Tests.Dashboard;

/// <summary>Pages without a browser: what is sent, and with what it is sent.</summary>
public sealed partial class PagesTest(ServedShop shop)
{
    /// <summary>Every page of its own kind.</summary>
    public static IReadOnlyList<string> Paths { get; } =
    [
        .. PagePlan.All.Select(plan => plan.Path), "/questions", "/questions/payments", "/questions/formulas", "/questions/customers-without-orders",
        "/questions/revenue/rows?period=all&row=2024-03-01", "/questions/rfm/rows?row=champions", "/data", "/runs", "/runs/1", "/catalogue", "/catalogue/star/fact_sales", "/catalogue/star/dim_product",
    ];

    [Fact]
    public async Task Every_page_is_there_in_both_languages()
    {
        var served = await shop.GetAsync();
        foreach (var path in Paths)
        {
            foreach (var language in new[] { "es-AR,es;q=0.9", "en" })
            {
                var (status, text) = await GetAsync(served, path, language);
                Assert.Equal((path, HttpStatusCode.OK), (path, status));
                Assert.Contains($"<html lang=\"{language[..2]}\"", text, StringComparison.Ordinal);
                Assert.DoesNotContain("class=\"trouble\"", text, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/questions/nothing")]
    [InlineData("/runs/999")]
    [InlineData("/catalogue/core/customer")]
    public async Task What_is_not_there_is_said_and_leads_back(string path)
    {
        var (status, text) = await GetAsync(await shop.GetAsync(), path, "en");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("There is no such page", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/?where=region=Atlantis", "no region is called")]
    [InlineData("/profitability?period=someday", "2025-Q2")]
    [InlineData("/questions/revenue?terms=EUR", "no rate of type")]
    public async Task What_cannot_be_shown_says_what_to_do(string path, string said)
    {
        var (status, text) = await GetAsync(await shop.GetAsync(), path, "en");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("class=\"trouble\"", text, StringComparison.Ordinal);
        Assert.Contains(said, WebUtility.HtmlDecode(text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_comes_from_elsewhere_and_nothing_runs_within_a_page()
    {
        var served = await shop.GetAsync();
        using var response = await served.Client.GetAsync("/", TestContext.Current.CancellationToken);
        var policy = string.Join(' ', response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotMatch(@"(src|href|action)=""(https?:)?//", text);
        Assert.DoesNotMatch(@"<[a-z]+[^>]*\s(style|on[a-z]+)=", text);
    }

    [Fact]
    public async Task Assets_are_compressed_and_kept_for_ever()
    {
        var served = await shop.GetAsync();
        var (_, text) = await GetAsync(served, "/", "en");
        var sizes = new Dictionary<string, long>();
        foreach (var href in Asset().Matches(text).Select(match => match.Groups["href"].Value).Distinct())
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, href);
            request.Headers.Add("Accept-Encoding", "br");
            using var response = await served.Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            Assert.Equal(["br"], response.Content.Headers.ContentEncoding);
            sizes[href.Split('/')[^1]] = response.Content.Headers.ContentLength!.Value;
        }
        Assert.Equal(["charts.js", "echarts.js", "pages.css", "star.svg"], sizes.Keys.Order());
        Assert.InRange(sizes.Values.Sum(), 1, 450_000);
    }

    [Fact]
    public async Task A_choice_of_language_is_kept_and_leaves_the_address()
    {
        var served = await shop.GetAsync();
        using var chosen = await served.Client.GetAsync("/geography?period=2024&lang=es&theme=dark", TestContext.Current.CancellationToken);
        Assert.Equal("/geography?period=2024", chosen.Headers.Location!.ToString());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/geography?period=2024");
        request.Headers.Add("Accept-Language", "en");
        request.Headers.Add("Cookie", chosen.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        using var page = await served.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Contains("<html lang=\"es\" data-theme=\"dark\"", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_sites_name_for_this_machine_gets_nothing()
    {
        var served = await shop.GetAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/questions");
        request.Headers.Host = "evil.example";
        using var response = await served.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Without_users_other_machines_get_nothing()
    {
        var served = await shop.GetAsync();
        var options = new ServeOptions(served.Settings, served.ConnectionString) { Port = 0, Address = IPAddress.Any };
        var refused = await Assert.ThrowsAsync<EstrellaException>(() => DashboardServer.StartAsync(options, TestContext.Current.CancellationToken));
        Assert.Equal(ExitCode.WrongUsage, refused.ExitCode);
        Assert.Contains("estrella password", refused.Next, StringComparison.Ordinal);
        var plain = options with { Settings = served.Settings with { Users = new Dictionary<string, string> { ["ana"] = "secret-secret" } } };
        await Assert.ThrowsAsync<EstrellaException>(() => DashboardServer.StartAsync(plain, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_and_another_one_named()
    {
        var served = await shop.GetAsync();
        var refused = await Assert.ThrowsAsync<EstrellaException>(() => DashboardServer.StartAsync(
            new ServeOptions(served.Settings, served.ConnectionString) { Port = served.Server.Address.Port }, TestContext.Current.CancellationToken));
        Assert.Equal((ExitCode.Failed, $"port {served.Server.Address.Port} of 127.0.0.1 is taken by another program"), (refused.ExitCode, refused.Message));
        Assert.Contains("--port", refused.Next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_signs_in_sees_the_pages_and_nobody_else()
    {
        var served = await shop.GetAsync();
        var users = new Dictionary<string, string> { ["ana"] = SignIn.Hash("ana", "correct horse") };
        await using var server = await DashboardServer.StartAsync(
            new ServeOptions(served.Settings with { Users = users }, served.ConnectionString) { Port = 0, DemandsLogin = true }, TestContext.Current.CancellationToken);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = server.Address };

        using var closed = await client.GetAsync("/profitability?period=2024", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, closed.StatusCode);
        Assert.StartsWith("/sign-in?to=", closed.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        using var api = await client.GetAsync("/api/questions", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);

        Assert.Contains("wrong=1", (await EnterAsync("ana", "wrong horse")).Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("wrong=1", (await EnterAsync("eva", "correct horse")).Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("/profitability?period=2024", (await EnterAsync("ana", "correct horse")).Headers.Location!.ToString());
        using var open = await client.GetAsync("/profitability?period=2024", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);

        async Task<HttpResponseMessage> EnterAsync(string user, string password)
        {
            var form = await client.GetStringAsync("/sign-in?to=%2Fprofitability%3Fperiod%3D2024", TestContext.Current.CancellationToken);
            var token = Token().Match(form);
            return await client.PostAsync("/sign-in/enter", new FormUrlEncodedContent(new Dictionary<string, string>
            {
                [token.Groups["name"].Value] = token.Groups["value"].Value,
                ["user"] = user,
                ["password"] = password,
                ["to"] = "/profitability?period=2024",
            }), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_campaign_stands_on_the_axis_where_it_began_within_the_month()
    {
        var served = await shop.GetAsync();
        var (_, text) = await GetAsync(served, "/?period=all", "en");
        using var drawing = JsonDocument.Parse(Figure().Match(text).Groups["json"].Value);
        var labels = drawing.RootElement.GetProperty("labels").EnumerateArray().Select(each => each.GetString()!).ToList();
        var spans = drawing.RootElement.GetProperty("spans").EnumerateArray().Where(each => each.GetProperty("kind").GetString() == "campaign")
            .Select(each => (each.GetProperty("name").GetString(), each.GetProperty("from").GetDouble(), each.GetProperty("to").GetDouble())).ToList();
        await using var command = served.Owner.CreateCommand("select name, starts_on, ends_on from star.dim_campaign where campaign_key <> 0 and ends_on > starts_on");
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var checkedCount = 0;
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            var (from, to) = (Place(reader.GetFieldValue<DateOnly>(1)), Place(reader.GetFieldValue<DateOnly>(2).AddDays(1)));
            if (from is not { } begun || to is not { } ended)
                continue;
            checkedCount++;
            Assert.Contains(spans, span => span.Item1 == reader.GetString(0) && Math.Abs(span.Item2 - begun) < 1e-6 && Math.Abs(span.Item3 - ended) < 1e-6);
        }
        Assert.True(checkedCount > 0);

        // A point stands in the middle of its month, and the axis ends at the last one.
        double? Place(DateOnly day) => labels.IndexOf(day.ToString("MMM yyyy", CultureInfo.InvariantCulture)) is >= 0 and var at
            ? Math.Clamp(at - 0.5 + (day.Day - 1.0) / DateTime.DaysInMonth(day.Year, day.Month), 0, labels.Count - 1)
            : null;
    }

    [Fact]
    public async Task A_mark_bears_the_name_of_its_region_and_filters_by_it()
    {
        var (_, text) = await GetAsync(await shop.GetAsync(), "/geography?period=all", "en");
        var marks = Figure().Matches(text).Select(match => JsonSerializer.Deserialize<JsonElement>(match.Groups["json"].Value))
            .Single(drawing => drawing.GetProperty("kind").GetString() == "scatter").GetProperty("marks").EnumerateArray().ToList();
        Assert.NotEmpty(marks);
        Assert.All(marks, mark => Assert.EndsWith("where=region=" + Uri.EscapeDataString(mark.GetProperty("name").GetString()!), mark.GetProperty("href").GetString(), StringComparison.Ordinal));
        Assert.Equal(marks.Count, marks.Select(mark => mark.GetProperty("name").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task Growth_is_told_nominal_real_and_in_units()
    {
        var served = await shop.GetAsync();
        var (_, text) = await GetAsync(served, "/profitability?period=2025-Q4", "en");
        var told = Growth().Matches(text).Select(match => (match.Groups["name"].Value, WebUtility.HtmlDecode(match.Groups["value"].Value))).ToList();
        Assert.Equal(
            [("nominal", await GrowthAsync("net_sales", "nominal")), ("real", await GrowthAsync("net_sales", "real")), ("units", await GrowthAsync("units", "nominal"))], told);

        async Task<string> GrowthAsync(string column, string terms)
        {
            var (now, then) = (await SumAsync("from=2025-10-01&to=2026-01-01"), await SumAsync("from=2025-07-01&to=2025-10-01"));
            var growth = decimal.Round((now / then - 1) * 100, 1, MidpointRounding.AwayFromZero);
            return (growth > 0 ? "+" : growth < 0 ? "−" : "") + Math.Abs(growth).ToString("0.0", CultureInfo.InvariantCulture).Replace('.', ',') + " %";

            async Task<decimal> SumAsync(string days)
            {
                using var answer = JsonDocument.Parse(await served.Client.GetStringAsync($"/api/questions/revenue?by=all&terms={terms}{(terms == "real" ? "&at=2025-09" : "")}&{days}", TestContext.Current.CancellationToken));
                return answer.RootElement[0].GetProperty(column).GetDecimal();
            }
        }
    }

    [Fact]
    public async Task A_contradiction_names_the_two_exports()
    {
        var served = await shop.GetAsync();
        await using var command = served.Owner.CreateCommand(
            """
            select one.name || '.' || found.export || ' ↔ ' || other.name || '.' || found.other_export
            from estrella.contradiction as found
            join estrella.source as one on one.source_no = found.source_no
            join estrella.source as other on other.source_no = found.other_source_no
            where found.run_no = 1 and found.export <> '' and found.other_export <> ''
            """);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var pairs = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            pairs.Add(reader.GetString(0));
        Assert.NotEmpty(pairs);
        var (_, text) = await GetAsync(served, "/runs/1", "es");
        Assert.All(pairs, pair => Assert.Contains(pair, WebUtility.HtmlDecode(text), StringComparison.Ordinal));
    }

    private static async Task<(HttpStatusCode Status, string Text)> GetAsync(ServedShop.Served served, string path, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Language", language);
        using var response = await served.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [GeneratedRegex("""(?:src|href)="(?<href>/assets/[^"]+)""")]
    private static partial Regex Asset();

    [GeneratedRegex("""<script type="application/json">(?<json>.+?)</script>""")]
    private static partial Regex Figure();

    [GeneratedRegex("""<span>(?<name>[a-z]+) <b>(?<value>[^<]+)</b></span>""")]
    private static partial Regex Growth();

    [GeneratedRegex("""name="(?<name>__RequestVerificationToken)" value="(?<value>[^"]+)""")]
    private static partial Regex Token();
}
