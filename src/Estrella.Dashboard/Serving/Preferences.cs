using Estrella.Dashboard.Words;
using Microsoft.AspNetCore.Http;

namespace Estrella.Dashboard.Serving;

/// <summary>What a reader prefers: no part of a page's state, so that a link shows its receiver the page in their own language.</summary>
public sealed record Preferences(string Language, string Theme)
{
    private const string Cookie = "estrella";

    /// <summary>auto follows the reader's system.</summary>
    public static IReadOnlyList<string> Themes { get; } = ["auto", "light", "dark"];

    public static Preferences Of(HttpRequest request)
    {
        var kept = (request.Cookies[Cookie] ?? "").Split('.');
        var language = kept[0] is var said && Vocabulary.Languages.Contains(said) ? said : OfBrowser(request);
        var theme = kept.Length > 1 && Themes.Contains(kept[1]) ? kept[1] : Themes[0];
        return new Preferences(language, theme);
    }

    /// <summary>Keeps what <c>?lang=</c> or <c>?theme=</c> chose and leads back to the address without it.</summary>
    public static bool Redirects(HttpContext context)
    {
        var query = context.Request.Query;
        if (!HttpMethods.IsGet(context.Request.Method) || !(query.ContainsKey("lang") || query.ContainsKey("theme")))
            return false;
        var now = Of(context.Request);
        var language = Vocabulary.Languages.Contains(query["lang"].ToString()) ? query["lang"].ToString() : now.Language;
        var theme = Themes.Contains(query["theme"].ToString()) ? query["theme"].ToString() : now.Theme;
        context.Response.Cookies.Append(Cookie, $"{language}.{theme}", new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            IsEssential = true,
            MaxAge = TimeSpan.FromDays(365),
            Secure = context.Request.IsHttps,
        });
        var rest = QueryString.Create(query.Where(each => each.Key is not ("lang" or "theme")).SelectMany(each => each.Value.Select(value => KeyValuePair.Create(each.Key, value))));
        context.Response.Redirect(context.Request.PathBase + context.Request.Path + rest);
        return true;
    }

    // The first of the browser's languages that pages are written in.
    private static string OfBrowser(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(each => each.Quality ?? 1)
        .Select(each => each.Value.Value?.Split('-')[0] ?? "")
        .FirstOrDefault(Vocabulary.Languages.Contains) ?? "en";
}
