using System.Globalization;
using System.Runtime.CompilerServices;
using Estrella.Cli.CommandLine;
using Estrella.Foundation;
using Estrella.Foundation.Embedded;
using Estrella.Sources;

namespace Estrella.Cli.Commands;

/// <summary>One thing that <c>doctor</c> looked at.</summary>
/// <param name="What">What was looked at.</param>
/// <param name="State">ok, note or failed.</param>
/// <param name="Found">What is there.</param>
/// <param name="Next">What to do about it, when there is something to do.</param>
/// <param name="ExitCode">What the process ends with when it failed; else 0.</param>
internal sealed record Check(string What, string State, string Found, string? Next = null, int ExitCode = ExitCode.Done)
{
    public static Check Ok(string what, string found) => new(what, "ok", found);

    public static Check Note(string what, string found, string? next) => new(what, "note", found, next);

    public static Check Failed(string what, EstrellaException failure) => new(what, "failed", failure.Message, failure.Next, failure.ExitCode);
}

/// <summary>The checks of <c>estrella doctor</c>, cheap ones first.</summary>
internal static class Checks
{
    // Below this a small shop's first run may not find room: its star, its indexes and the server's log.
    const long LittleSpace = 1L << 30;

    public static async IAsyncEnumerable<Check> OfAsync(Call call, [EnumeratorCancellation] CancellationToken cancellation)
    {
        yield return Check.Ok("runtime", $".NET {Environment.Version}, {System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier}");
        var settings = Try("settings", () => SettingsCheck(call.Settings));
        yield return settings;
        if (settings.ExitCode != ExitCode.Done)
            yield break;
        yield return Try("contracts", () => ContractsCheck(call.Settings));
        yield return DataCheck(call.Settings);
        yield return Space("disk of the project", call.Settings.ProjectFolder);
        await foreach (var check in DatabaseAsync(call, cancellation))
            yield return check;
    }

    static Check SettingsCheck(Settings settings) => settings.File is { } file
        ? Check.Ok("settings", file)
        : Check.Note("settings", $"no {Settings.FileName} in {settings.ProjectFolder} or above: defaults hold", "estrella init DIR makes a project");

    static Check ContractsCheck(Settings settings)
    {
        string[] own = [.. Contracts.Load(settings.ProjectFolder).Select(contract => contract.Name)];
        string[] builtIn = [.. Contracts.BuiltIn().Select(contract => contract.Name)];
        return Check.Ok("contracts", $"own: {(own.Length == 0 ? "none" : string.Join(", ", own))}; built-in: {string.Join(", ", builtIn)}");
    }

    static Check DataCheck(Settings settings) => Directory.Exists(settings.DataFolder)
        ? Check.Ok("data", $"{settings.DataFolder}, {Directory.EnumerateFiles(settings.DataFolder, "*.csv*").Count().ToString(CultureInfo.InvariantCulture)} CSV files")
        : Check.Note("data", $"no folder {settings.DataFolder}", "name the exports: estrella run DIR");

    static Check Space(string what, string folder)
    {
        var free = new DriveInfo(folder).AvailableFreeSpace;
        var found = string.Create(CultureInfo.InvariantCulture, $"{free / (double)(1L << 30):0.0} GiB free");
        return free < LittleSpace ? Check.Note(what, found, "free some: a run needs about four times the size of the exports") : Check.Ok(what, found);
    }

    static async IAsyncEnumerable<Check> DatabaseAsync(Call call, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var named = Try("database", () => Check.Ok("database", call.NamedDatabase()?.Origin ?? "embedded"));
        if (named.ExitCode != ExitCode.Done)
            yield return named;
        else if (call.NamedDatabase() is { } database)
            yield return await ServerCheck.OfAsync(database.ConnectionString, database.Origin, cancellation);
        else
        {
            await foreach (var check in EmbeddedAsync(call.EmbeddedServer, cancellation))
                yield return check;
        }
    }

    // Looked at as it stands: doctor starts, makes and fetches nothing.
    static async IAsyncEnumerable<Check> EmbeddedAsync(EmbeddedServerOptions options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var status = await EmbeddedServer.StatusAsync(options);
        yield return Space("disk of the embedded server", Existing(status.Folder));
        if (status.IsRunning)
        {
            var server = await EmbeddedServer.StartAsync(options, null, cancellation);
            yield return await ServerCheck.OfAsync(server.ConnectionString, "embedded, running", cancellation);
        }
        else if (status.IsMade)
            yield return Check.Ok("database", $"embedded PostgreSQL {status.MajorVersion} in {status.Folder}, not running; it starts when it is needed");
        else
            yield return await BinariesAsync(options, cancellation);
    }

    static async Task<Check> BinariesAsync(EmbeddedServerOptions options, CancellationToken cancellation)
    {
        try
        {
            return await ServerBinaries.LookAsync(options, cancellation) is { } binaries
                ? Check.Ok("database", $"embedded, not made yet; it will run PostgreSQL {binaries.Version} in {binaries.Folder}")
                : Check.Note("database", "embedded, not made yet; no PostgreSQL on this machine", "npm will fetch one, once");
        }
        catch (EstrellaException failure)
        {
            return Check.Failed("database", failure);
        }
    }

    static string Existing(string folder) => Directory.Exists(folder) ? folder : Existing(Path.GetDirectoryName(folder)!);

    static Check Try(string what, Func<Check> check)
    {
        try
        {
            return check();
        }
        catch (EstrellaException failure)
        {
            return Check.Failed(what, failure);
        }
    }
}
