using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;

namespace Estrella.Dashboard.Serving;

/// <summary>Who may look, where the dashboard is reachable from other machines: users and hashed passwords of the settings.</summary>
public static class SignIn
{
    public const string Path = "/sign-in";

    /// <summary>Where the form goes: the page's own address answers every method.</summary>
    internal const string Enter = "/sign-in/enter";

    private const string Slowly = "sign-in";
    private const int AttemptsAMinute = 10;

    private static readonly PasswordHasher<string> Hasher = new();

    // Checked where there is no such user, so that both take as long.
    private static readonly string Nobody = Hash("nobody", Guid.NewGuid().ToString());

    /// <summary>What estrella.yml keeps of a password.</summary>
    public static string Hash(string user, string password) => Hasher.HashPassword(user, password);

    internal static bool IsRight(ServeOptions options, string user, string password)
    {
        var isKnown = options.Settings.Users.TryGetValue(user, out var hash);
        return Hasher.VerifyHashedPassword(user, hash ?? Nobody, password) != PasswordVerificationResult.Failed && isKnown;
    }

    /// <summary>Whether a text can be a hash at all.</summary>
    internal static bool IsHash(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length > 32 && bytes[0] is 0 or 1;
    }

    internal static void AddServices(IServiceCollection services)
    {
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.LoginPath = Path;
            cookie.ReturnUrlParameter = "to";
            cookie.Cookie.Name = "estrella-user";
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
            cookie.Events.OnRedirectToLogin = context =>
            {
                if (context.Request.Path.StartsWithSegments("/api"))
                    context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                else
                    context.Response.Redirect(context.RedirectUri);
                return Task.CompletedTask;
            };
        });
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.AddPolicy(Slowly, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "", _ => new FixedWindowRateLimiterOptions { PermitLimit = AttemptsAMinute, Window = TimeSpan.FromMinutes(1) }));
        });
    }

    internal static void Map(WebApplication application)
    {
        application.MapPost(Enter, EnterAsync).AllowAnonymous().RequireRateLimiting(Slowly).DisableAntiforgery();
        application.MapPost("/sign-out", LeaveAsync).DisableAntiforgery();
    }

    private static async Task<IResult> EnterAsync(HttpContext context, ServeOptions options, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return Results.BadRequest();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (user, password, to) = (form["user"].ToString(), form["password"].ToString(), form["to"].ToString());
        // Only a path of ours: nobody is led elsewhere by a link.
        var next = to.StartsWith('/') && !to.StartsWith("//", StringComparison.Ordinal) && !to.StartsWith("/\\", StringComparison.Ordinal) ? to : "/";
        if (!IsRight(options, user, password))
            return Results.LocalRedirect($"{Path}?wrong=1&to={Uri.EscapeDataString(next)}");
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, user)], CookieAuthenticationDefaults.AuthenticationScheme);
        await context.SignInAsync(new ClaimsPrincipal(identity));
        return Results.LocalRedirect(next);
    }

    private static async Task<IResult> LeaveAsync(HttpContext context, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
            return Results.BadRequest();
        await context.SignOutAsync();
        return Results.LocalRedirect(Path);
    }
}
