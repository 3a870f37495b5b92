using System.ComponentModel;
using System.Diagnostics;

namespace Estrella.Foundation.Embedded;

internal readonly record struct CommandResult(int ExitCode, string Output, string Errors)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>What the program said last, for a message: at most <paramref name="lines"/> lines.</summary>
    public string Tail(int lines = 6) => LastLines(Errors + "\n" + Output, lines);

    public static string LastLines(string text, int lines) =>
        string.Join(
            '\n',
            text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(lines));
}

/// <summary>Runs a program and collects what it says. Works without PATH and HOME (cron, systemd, <c>env -i</c>).</summary>
internal sealed record Command(string Program, params string[] Arguments)
{
    /// <summary>Must be reachable by <see cref="Account"/>: a child that cannot enter its folder does not start.</summary>
    public string WorkingFolder { get; init; } = Path.GetPathRoot(Environment.SystemDirectory) is { Length: > 0 } root ? root : "/";

    /// <summary>The account to run as, when this process is root; null for our own.</summary>
    public string? Account { get; init; }

    /// <summary>
    /// Whether the child sees our environment. The server does not: it outlives us, and PGPORT, PGOPTIONS or a
    /// connection string with a password are none of its business.
    /// </summary>
    public bool InheritsEnvironment { get; init; }

    /// <exception cref="EstrellaException">The program cannot be started at all (exit code 6).</exception>
    public async Task<CommandResult> RunAsync(CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Program, Arguments)
        {
            WorkingDirectory = WorkingFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // On Unix the runtime itself does setgroups, setgid and setuid between fork and exec, so neither setpriv nor
        // runuser nor su is needed, nor a login shell for the account.
        if (Account is not null)
            start.UserName = Account;
        Surround(start.Environment);

        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception failure)
        {
            throw new EstrellaException(ExitCode.NoDatabase, $"{Program} could not be started: {failure.Message}", cause: failure);
        }

        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            throw;
        }

        // A grandchild may have inherited the pipes (Windows hands them on to the server), so the end of the program
        // is what is waited for, and the end of the pipes only shortly.
        await Task.WhenAny(Task.WhenAll(output, errors), Task.Delay(TimeSpan.FromSeconds(2), CancellationToken.None));
        return new CommandResult(
            process.ExitCode,
            output.IsCompletedSuccessfully ? output.Result : "",
            errors.IsCompletedSuccessfully ? errors.Result : "");
    }

    void Surround(IDictionary<string, string?> environment)
    {
        if (!InheritsEnvironment && !OperatingSystem.IsWindows())
        {
            foreach (var name in environment.Keys.Where(name => !Kept.Contains(name)).ToList())
                environment.Remove(name);
            environment["HOME"] = WorkingFolder;
        }
        else
        {
            foreach (var name in environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
                environment.Remove(name);
            if (!OperatingSystem.IsWindows() && string.IsNullOrEmpty(environment.TryGetValue("HOME", out var home) ? home : null))
                environment["HOME"] = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        }
        environment["LC_ALL"] = "C";
        environment["PATH"] = string.Join(Path.PathSeparator, [.. ProgramFolders(), Path.GetDirectoryName(Program) ?? ""]);
    }

    // Libraries of a PostgreSQL outside the system's folders are found by these.
    static readonly HashSet<string> Kept = ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LOCALE_ARCHIVE", "TMPDIR"];

    /// <summary>The folders programs are looked for in: PATH, and the places every system has even when PATH is empty.</summary>
    public static IEnumerable<string> ProgramFolders()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return OperatingSystem.IsWindows() ? path : path.Concat(UnixFolders).Distinct();
    }

    static readonly string[] UnixFolders =
        ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin", "/opt/homebrew/bin"];

    /// <summary>The full path of a program, or null when it is nowhere.</summary>
    public static string? Find(string name)
    {
        string[] names = OperatingSystem.IsWindows() ? [name + ".exe", name + ".cmd"] : [name];
        return ProgramFolders()
            .SelectMany(folder => names.Select(file => Path.Combine(folder, file)))
            .FirstOrDefault(File.Exists);
    }
}
