using System.Globalization;
using Estrella.Dashboard.Api;
using Estrella.Dashboard.Pages;
using Estrella.Dashboard.Reading;
using Estrella.Foundation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Estrella.Dashboard.Serving;

/// <summary>The dashboard: pages and API over one shop's warehouse.</summary>
public sealed class DashboardServer : IAsyncDisposable
{
    private readonly WebApplication application;

    private DashboardServer(WebApplication application) => this.application = application;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Starts to listen. The role pages read with is made first.</summary>
    /// <exception cref="EstrellaException">Exit 1: the port is taken.</exception>
    public static async Task<DashboardServer> StartAsync(ServeOptions options, CancellationToken cancellation = default)
    {
        options.Check();
        var shop = new Shop(options);
        await shop.PrepareAsync(cancellation);
        var server = new DashboardServer(Build(options, shop));
        try
        {
            await server.application.StartAsync(cancellation);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            await server.DisposeAsync();
            throw new EstrellaException(ExitCode.Failed, $"port {options.Port} of {options.Address} is taken by another program", "name another: estrella serve --port 5081", taken);
        }
        server.Address = new Uri(server.application.Urls.First());
        server.application.Services.GetRequiredService<PageCache>().Address = server.Address;
        server.application.Services.GetRequiredService<FirstViews>().Begin();
        return server;
    }

    /// <summary>Until somebody ends it.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        var ended = new TaskCompletionSource();
        await using var registration = cancellation.Register(() => ended.TrySetResult());
        await ended.Task;
        await application.StopAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private static WebApplication Build(ServeOptions options, Shop shop)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(DashboardServer).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = "Production",
        });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning)
            // A start that fails is told once, by the command.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        // Results go to stdout, the rest to stderr.
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(options.Address, options.Port);
        });

        // Keys live as long as the server does: nothing secret is left on the disk.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(_ => shop);
        builder.Services.AddSingleton<AssetStore>();
        builder.Services.AddSingleton<PageCache>();
        builder.Services.AddSingleton<FirstViews>();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped<PageReading>();
        builder.Services.AddScoped<PageContext>();
        builder.Services.AddRazorComponents();
        builder.Services.AddProblemDetails();
        builder.Services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = "estrella-form");
        if (options.IsOpen)
            SignIn.AddServices(builder.Services);
        else
            // A page of another site that gives its own name this machine's address gets nothing.
            builder.Services.AddHostFiltering(hosts => hosts.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"]);
        builder.Services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/problem+json"];
        });

        var application = builder.Build();
        application.Use((context, next) =>
        {
            SecurityHeaders.Write(context);
            return Preferences.Redirects(context) ? Task.CompletedTask : next(context);
        });
        if (!options.IsOpen)
            application.UseHostFiltering();
        application.UseResponseCompression();
        if (options.IsOpen)
        {
            application.UseRateLimiter();
            application.UseAuthentication();
            application.UseAuthorization();
        }
        application.UseAntiforgery();
        application.Use((context, next) => context.RequestServices.GetRequiredService<PageCache>().InvokeAsync(context, next));
        application.MapGet("/assets/{tag}/{name}", (HttpContext context, AssetStore assets) => assets.ServeAsync(context)).AllowAnonymous();
        application.MapGet("/healthz", HealthAsync).AllowAnonymous();
        if (options.IsOpen)
            SignIn.Map(application);
        QuestionsApi.Map(application);
        application.MapRazorComponents<App>();
        return application;
    }

    // For a watcher: is it there, does it reach its database, since which run does it show its figures, are they at hand.
    private static async Task<IResult> HealthAsync(PageReading reading, FirstViews views, CancellationToken cancellation)
    {
        try
        {
            var now = await reading.NowAsync(cancellation);
            return Results.Json(new
            {
                state = "ok",
                run = now.Run,
                as_of = now.AsOf?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                first_views = views.Run == now.Run ? "ready" : "in preparation",
            });
        }
        catch (Exception failure) when (Trouble.Of(failure) is { } trouble)
        {
            return Results.Json(new { state = "failed", message = trouble.Message }, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
