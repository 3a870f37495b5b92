using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Estrella.Bench;

/// <summary>
/// The dashboard: how long the first view of each page takes when the marts are warm, and what readers who click through
/// it meet while a run publishes.
/// </summary>
internal static class Readers
{
    private static readonly string[] Pages = ["/", "/best-sellers", "/customers", "/stock", "/campaigns", "/profitability", "/geography", "/questions", "/data", "/runs", "/catalogue"];

    // What the seven pages with a sentence are asked for; a reader chooses among them.
    private static readonly string[] Periods = ["", "?period=2024", "?period=2025", "?period=2025-Q2", "?period=2025-11", "?period=all"];

    // A period nobody asks for before or afterwards.
    private const string Other = "?period=2024-Q3";

    private static readonly DateOnly FirstDay = new(2026, 1, 1);

    public static async Task<int> RunAsync(Place place, int orders, int readers, int seconds, string results)
    {
        Changes.WriteContract(place.Project);
        var server = await place.StartAsync();
        var database = await Place.EmptyAsync(server, "bench_readers");
        await WholeProcess.EstrellaAsync(place.Exports(orders), place.Project, database);
        await Place.RunAsync(database, "vacuum analyze");

        using var serving = WholeProcess.Serve(place.Project, database);
        try
        {
            var address = new Uri(await serving.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await serving.StandardError.ReadToEndAsync()));
            using var client = Client(address);
            var preparing = Stopwatch.StartNew();
            while (!(await client.GetStringAsync(new Uri("/healthz", UriKind.Relative))).Contains("ready", StringComparison.Ordinal))
                await Task.Delay(200);
            var prepared = preparing.Elapsed.TotalSeconds;
            // A process that has just begun compiles what it runs: one page is no page's first view.
            await ViewAsync(client, "/questions/revenue" + Other);
            var first = await ViewAllAsync(client, "");
            var others = await ViewAllAsync(client, Other);

            // Readers come every day: what they look at was looked at before the run.
            foreach (var page in Pages)
            {
                foreach (var period in Periods)
                    await ViewAsync(client, page + period);
            }

            using var end = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
            var views = new ConcurrentBag<View>();
            var clicking = Enumerable.Range(0, readers).Select(reader => ClickAsync(address, new Random(reader), views, end.Token)).ToList();
            var published = await Changes.BringAsync(place, database, FirstDay, Math.Max(orders / 1000, 1));
            await Task.WhenAll(clicking);
            var sorted = views.Select(view => view.Milliseconds).Order().ToList();
            var wrong = views.Where(view => view.Status != HttpStatusCode.OK).Select(view => $"{view.Page}: {view.Status}").Distinct().ToList();
            await Results.WriteAsync(results, $"readers-{orders}", new
            {
                What = "readers who click through pages seen before while a run publishes, and after it; first views with warm marts",
                Date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                Orders = orders,
                Readers = readers,
                Seconds = seconds,
                PreparationSeconds = Math.Round(prepared, 1),
                FirstViewMilliseconds = Spread.Of(first.Select(view => view.Milliseconds)),
                FirstViewOfAnotherPeriodMilliseconds = Spread.Of(others.Select(view => view.Milliseconds)),
                LargestPageBytes = first.Max(view => view.Bytes),
                Views = sorted.Count,
                ViewsPerSecond = Math.Round(sorted.Count / (double)seconds, 1),
                Milliseconds = new { P50 = At(sorted, 0.5), P95 = At(sorted, 0.95), Max = At(sorted, 1) },
                Errors = wrong,
                RunSeconds = Math.Round(published.Seconds, 2),
                Machine = await Machine.OfAsync(database),
            });
            return wrong.Count == 0 ? 0 : 1;
        }
        finally
        {
            serving.Kill(entireProcessTree: true);
        }
    }

    private static async Task<List<View>> ViewAllAsync(HttpClient client, string period)
    {
        var views = new List<View>();
        foreach (var page in Pages)
        {
            views.Add(await ViewAsync(client, page + period));
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{page}{period}: {views[^1].Milliseconds:0} ms, {views[^1].Bytes:N0} bytes"));
        }
        return views;
    }

    private static double At(List<double> sorted, double share) => Math.Round(sorted[Math.Min((int)(sorted.Count * share), sorted.Count - 1)]);

    /// <summary>A view as the reader meets it: the page whole, compressed as a browser asks for it, without pictures and scripts.</summary>
    private readonly record struct View(string Page, double Milliseconds, long Bytes, HttpStatusCode Status);

    private static HttpClient Client(Uri address)
    {
        var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        client.DefaultRequestHeaders.Add("Accept-Encoding", "br, gzip");
        client.DefaultRequestHeaders.Add("Accept-Language", "es-AR");
        return client;
    }

    private static async Task<View> ViewAsync(HttpClient client, string page)
    {
        var watch = Stopwatch.StartNew();
        using var response = await client.GetAsync(new Uri(page, UriKind.Relative));
        var bytes = (await response.Content.ReadAsByteArrayAsync()).Length;
        return new View(page, watch.Elapsed.TotalMilliseconds, bytes, response.StatusCode);
    }

    /// <summary>Reads a page, looks at it for a second or two, and clicks on.</summary>
    private static async Task ClickAsync(Uri address, Random random, ConcurrentBag<View> views, CancellationToken end)
    {
        using var client = Client(address);
        while (!end.IsCancellationRequested)
        {
            views.Add(await ViewAsync(client, Pages[random.Next(Pages.Length)] + Periods[random.Next(Periods.Length)]));
            await Task.Delay(random.Next(1000, 3000), CancellationToken.None);
        }
    }
}
