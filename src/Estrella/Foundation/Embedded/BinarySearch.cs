namespace Estrella.Foundation.Embedded;

/// <summary>Where binaries are looked for.</summary>
/// <param name="Configured">The folder the user named; nothing else is then looked at.</param>
/// <param name="SystemFolders">Where systems put the server's programs.</param>
/// <param name="Npm">The npm client, or null.</param>
/// <param name="Cache">Where the npm package is kept.</param>
internal sealed record BinarySearch(string? Configured, IReadOnlyList<string> SystemFolders, string? Npm, string Cache)
{
    public static BinarySearch OfThisMachine(string? configured, string cache) =>
        new(configured, [.. KnownFolders()], Command.Find("npm") ?? NpmOfVersionSwitcher(), cache);

    static IEnumerable<string> KnownFolders()
    {
        foreach (var folder in Command.ProgramFolders())
            yield return folder;
        // {0} is a version: Debian, PGDG on Red Hat, Alpine, SUSE, Homebrew (Apple silicon, Intel, Linux), Postgres.app, EDB.
        string[] patterns = OperatingSystem.IsWindows()
            ? [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL", "*", "bin")]
            :
            [
                "/usr/lib/postgresql/*/bin",
                "/usr/pgsql-*/bin",
                "/usr/libexec/postgresql*",
                "/usr/lib/postgresql*/bin",
                "/opt/homebrew/opt/postgresql*/bin",
                "/usr/local/opt/postgresql*/bin",
                "/home/linuxbrew/.linuxbrew/opt/postgresql*/bin",
                "/Applications/Postgres.app/Contents/Versions/*/bin",
                "/Library/PostgreSQL/*/bin",
            ];
        foreach (var folder in patterns.SelectMany(Matching))
            yield return folder;
    }

    // A cron job does not see what nvm put on an interactive shell's PATH.
    static string? NpmOfVersionSwitcher() =>
        Matching(Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify),
                ".nvm", "versions", "node", "*", "bin"))
            .Select(folder => Path.Combine(folder, "npm"))
            .LastOrDefault(File.Exists);

    // One `*` in one part of the path.
    internal static IEnumerable<string> Matching(string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        var start = pattern.LastIndexOfAny([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], star) + 1;
        var end = pattern.IndexOfAny([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], star);
        var part = end < 0 ? pattern[start..] : pattern[start..end];
        var rest = end < 0 ? "" : pattern[(end + 1)..];
        var parent = pattern[..start];
        if (!Directory.Exists(parent))
            return [];
        try
        {
            return [.. Directory.GetDirectories(parent, part).Order(StringComparer.Ordinal).Select(folder => Path.Combine(folder, rest)).Where(Directory.Exists)];
        }
        catch (UnauthorizedAccessException)
        {
            // A folder this user may not list holds no binaries this user may run.
            return [];
        }
    }
}
