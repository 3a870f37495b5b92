using System.Globalization;
using Npgsql;

namespace Estrella.Foundation;

/// <summary>A database as users write it: Npgsql's `Host=…;Username=…`, or `postgres://user@host:5432/database`.</summary>
public static class DatabaseAddress
{
    /// <summary>The connection string Npgsql takes.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="origin">Where they wrote it, such as <c>--database</c>; for the message, which never repeats the text: it may hold a password.</param>
    /// <exception cref="EstrellaException">Exit code 2: it is neither of the two.</exception>
    public static string Parse(string text, string origin)
    {
        try
        {
            var builder = IsUrl(text) ? OfUrl(new Uri(text)) : new NpgsqlConnectionStringBuilder(text);
            if (string.IsNullOrEmpty(builder.Host))
                throw new FormatException("it names no host");
            builder.ApplicationName ??= "estrella";
            return builder.ConnectionString;
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new EstrellaException(
                ExitCode.WrongUsage,
                $"{origin}: expected a database such as 'Host=localhost;Username=me;Database=shop' or 'postgres://me@localhost:5432/shop': {Harmless(failure)}",
                "correct it, or leave it out to use the embedded server",
                failure);
        }
    }

    /// <summary>Where it leads, without user and password: `localhost:5432/shop`.</summary>
    public static string Describe(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        return string.Create(CultureInfo.InvariantCulture, $"{builder.Host}:{builder.Port}/{builder.Database ?? builder.Username}");
    }

    /// <summary>The address clients take, with user and password.</summary>
    public static string ToUrl(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        var user = builder.Username is { Length: > 0 } name ? Uri.EscapeDataString(name) : "";
        var password = builder.Password is { Length: > 0 } secret ? ":" + Uri.EscapeDataString(secret) : "";
        var at = user.Length + password.Length > 0 ? "@" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"postgresql://{user}{password}{at}{builder.Host}:{builder.Port}/{Uri.EscapeDataString(builder.Database ?? builder.Username ?? "")}");
    }

    static bool IsUrl(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    static NpgsqlConnectionStringBuilder OfUrl(Uri url)
    {
        var builder = new NpgsqlConnectionStringBuilder { Host = url.Host };
        if (url.Port > 0)
            builder.Port = url.Port;
        if (url.AbsolutePath.Trim('/') is { Length: > 0 } database)
            builder.Database = Uri.UnescapeDataString(database);
        var user = url.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
            builder.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length == 2)
            builder.Password = Uri.UnescapeDataString(user[1]);
        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            builder[Uri.UnescapeDataString(parts[0])] = parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "";
        }
        return builder;
    }

    // Npgsql's complaint names the key it does not know; a malformed text might be repeated whole, so that one is not.
    static string Harmless(Exception failure) => failure switch
    {
        UriFormatException => "it is no address",
        ArgumentException { InnerException: null } argument when argument.Message.StartsWith("Couldn't set", StringComparison.Ordinal) => "a value in it cannot be taken",
        KeyNotFoundException or FormatException => failure.Message,
        _ => "it cannot be read",
    };
}
