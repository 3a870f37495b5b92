using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Threading.Channels;
using Estrella.Dashboard.Reading;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Estrella.Dashboard.Serving;

/// <summary>
/// Pages as they were last made. A page is made anew when a run has ended since; where the server is busy making pages,
/// readers get the last one meanwhile, which names its run, rather than wait in a crowd for the first view of the new. Who
/// reloads a page waits for the new one.
/// </summary>
internal sealed class PageCache : IAsyncDisposable
{
    /// <summary>Bytes of all pages that are kept.</summary>
    private const long Most = 200 << 20;

    /// <summary>Stale pages asked for in a second by more readers than one who clicks.</summary>
    private const int Crowd = 4;

    private const string Renewing = "Estrella-Renewing";
    private const string Left = "Estrella-Left";

    /// <summary>How old what is known of the ledger may be: as long as a click takes.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    /// <summary>How old a page of what goes on may be in a crowd before it is made anew.</summary>
    private static readonly TimeSpan Lively = TimeSpan.FromSeconds(10);

    private readonly Shop shop;
    private readonly RecentlyUsed<Page> pages = new(Most, page => page.Html.Length);
    private readonly ConcurrentDictionary<string, bool> waiting = new();
    private readonly Channel<(string Key, HttpRequestMessage Request)> renewals = Channel.CreateUnbounded<(string, HttpRequestMessage)>();
    // A page takes as long as its statements may: who gave it up would leave it old.
    private readonly HttpClient client = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly CancellationTokenSource end = new();
    private readonly string secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private readonly SemaphoreSlim looking = new(1);
    private readonly Task renewing;
    private readonly Lock door = new();
    private (DateTime At, string Text) ledger;
    private int asked;
    private long askedAt;
    private int making;

    private sealed record Page(byte[] Html, string ContentType, string Ledger)
    {
        public DateTime MadeAt { get; } = DateTime.UtcNow;
    }

    public PageCache(Shop shop)
    {
        this.shop = shop;
        renewing = Task.Run(RenewAsync);
    }

    /// <summary>Where the server listens, once it does: pages are renewed from there.</summary>
    public Uri? Address { get; set; }

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!IsPage(context.Request))
        {
            await next(context);
            return;
        }
        string now;
        try
        {
            now = await LedgerAsync(context.RequestAborted);
        }
        catch (NpgsqlException)
        {
            // The page itself says what is wrong with the database.
            await next(context);
            return;
        }
        var key = KeyOf(context);
        var isRenewal = context.Request.Headers[Renewing] == secret;
        if (!isRenewal && pages.Find(key) is { } page)
        {
            // Runs and data health change while a run goes on: who is alone sees them as they are.
            var isLive = context.Request.Path.StartsWithSegments("/runs") || context.Request.Path.StartsWithSegments("/data");
            var isNew = !isLive && page.Ledger == now;
            if (isNew || (IsCrowded() && !IsReload(context.Request)))
            {
                if (page.Ledger != now || (isLive && DateTime.UtcNow - page.MadeAt > Lively))
                    Renew(key, context.Request);
                context.Response.ContentType = page.ContentType;
                await context.Response.Body.WriteAsync(page.Html, context.RequestAborted);
                return;
            }
        }
        await MakeAsync(context, next, key, now);
    }

    /// <summary>The page that is being made is this reader's alone.</summary>
    public static void Leave(HttpContext context) => context.Items[Left] = true;

    public async ValueTask DisposeAsync()
    {
        renewals.Writer.TryComplete();
        await end.CancelAsync();
        await renewing;
        client.Dispose();
        end.Dispose();
        looking.Dispose();
    }

    /// <summary>A page is being made, or many were asked for within the last second.</summary>
    private bool IsCrowded()
    {
        var second = Environment.TickCount64 / 1000;
        lock (door)
        {
            (asked, askedAt) = askedAt == second ? (asked + 1, second) : (1, second);
            return asked >= Crowd || Volatile.Read(ref making) > 0;
        }
    }

    // Files, assets and figures for programs are no pages.
    private static bool IsPage(HttpRequest request) => HttpMethods.IsGet(request.Method) && !request.Path.StartsWithSegments("/api")
        && !request.Path.StartsWithSegments("/assets") && !request.Path.StartsWithSegments("/healthz") && !request.Path.StartsWithSegments(SignIn.Path);

    private static bool IsReload(HttpRequest request) =>
        request.GetTypedHeaders().CacheControl is { } control && (control.NoCache || control.MaxAge == TimeSpan.Zero);

    /// <summary>Everything a page depends on beside the ledger: its address, its reader, their language and theme.</summary>
    private static string KeyOf(HttpContext context)
    {
        var request = context.Request;
        var reader = Preferences.Of(request);
        return string.Join('\n', context.User.Identity?.Name, reader.Language, reader.Theme, request.Scheme, request.Host, request.PathBase + request.Path + request.QueryString);
    }

    private async Task MakeAsync(HttpContext context, RequestDelegate next, string key, string now)
    {
        var outside = context.Response.Body;
        using var made = new MemoryStream();
        context.Response.Body = made;
        Interlocked.Increment(ref making);
        try
        {
            await next(context);
        }
        finally
        {
            Interlocked.Decrement(ref making);
            context.Response.Body = outside;
        }
        var html = made.ToArray();
        // A form's token is its reader's own.
        if (context.Response.StatusCode == StatusCodes.Status200OK && context.Response.ContentType is { } type && type.StartsWith("text/html", StringComparison.Ordinal)
            && html.AsSpan().IndexOf("__RequestVerificationToken"u8) < 0 && !context.Items.ContainsKey(Left))
        {
            pages.Keep(key, new Page(html, type, now));
        }
        await outside.WriteAsync(html, context.RequestAborted);
    }

    /// <summary>Asks for a page as its reader did, once however many wait for it.</summary>
    private void Renew(string key, HttpRequest request)
    {
        if (Address is not { } address || !waiting.TryAdd(key, true))
            return;
        var again = new HttpRequestMessage(HttpMethod.Get, new Uri(address, request.PathBase + request.Path + request.QueryString)) { Headers = { Host = request.Host.Value } };
        foreach (var name in new[] { "Cookie", "Accept-Language" })
        {
            if (request.Headers.TryGetValue(name, out var value))
                again.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value);
        }
        again.Headers.Add(Renewing, secret);
        renewals.Writer.TryWrite((key, again));
    }

    private async Task RenewAsync()
    {
        try
        {
            // One at a time: readers go first.
            await foreach (var (key, request) in renewals.Reader.ReadAllAsync(end.Token))
            {
                try
                {
                    using (request)
                    using (await client.SendAsync(request, end.Token))
                    {
                    }
                }
                catch (HttpRequestException failure)
                {
                    // The page stays as it is; the next reader asks for it again.
                    System.Diagnostics.Trace.TraceWarning($"a page could not be renewed: {failure.Message}");
                }
                finally
                {
                    waiting.TryRemove(key, out _);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
    }

    /// <summary>What has ended so far, and the shop's own questions as they stand: pages made under the same text are the same.</summary>
    internal async Task<string> LedgerAsync(CancellationToken cancellation)
    {
        if (DateTime.UtcNow - ledger.At < Glance)
            return ledger.Text;
        await looking.WaitAsync(cancellation);
        try
        {
            if (DateTime.UtcNow - ledger.At < Glance)
                return ledger.Text;
            await using var command = shop.Database.CreateCommand(
                "select count(ended_at) || ' ' || count(*) filter (where is_published) || ' ' || coalesce(max(run_no) filter (where is_published), 0) from estrella.run");
            var text = $"{await command.ExecuteScalarAsync(cancellation)} {shop.QuestionsChangedAt.Ticks}";
            ledger = (DateTime.UtcNow, text);
            return text;
        }
        finally
        {
            looking.Release();
        }
    }
}
