using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Estrella.Foundation.Embedded;

/// <summary>The server process of a cluster, as its <c>postmaster.pid</c> tells it and the process table confirms it.</summary>
/// <param name="ProcessId">Of the postmaster.</param>
/// <param name="Port">It listens on, or null while that is not written yet.</param>
internal readonly record struct Postmaster(int ProcessId, int? Port)
{
    // Above every pid a kernel gives, so it names no process.
    const string NoProcess = "2147483646";

    /// <summary>The running server, or null. A pid that now belongs to another program counts as not running.</summary>
    public static Postmaster? Running(ServerHome home)
    {
        var lines = PidLines(home);
        return lines is [var first, ..] && ProcessIdOf(first) is { } processId && (OperatingSystem.IsLinux() ? IsOurs(processId, home) : IsLikelyOurs(processId, lines))
            ? new Postmaster(processId, lines.Length > 3 && int.TryParse(lines[3], NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null)
            : null;
    }

    /// <summary>
    /// Makes what a crash left harmless, when <see cref="Running"/> says that no server runs: PostgreSQL refuses to
    /// start when the pid in the file is alive, and after a reboot it often is, as somebody else's.
    /// </summary>
    public static void ForgetCrashed(ServerHome home)
    {
        EndOrphans(home);
        var file = PidFile(home);
        var lines = PidLines(home);
        if (lines is null)
            return;
        if (lines.Length < 7 || ProcessIdOf(lines[0]) is null)
            File.Delete(file);
        else
            // The rest stays: with it PostgreSQL makes sure by itself that nobody is left in the shared memory.
            File.WriteAllText(file, string.Join('\n', [NoProcess, .. lines[1..]]) + "\n");
    }

    /// <summary>Ends backends that outlived their killed postmaster, which would keep a new one from starting.</summary>
    static void EndOrphans(ServerHome home)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var orphans = Directory.EnumerateDirectories("/proc")
            .Select(folder => ProcessIdOf(Path.GetFileName(folder)))
            .OfType<int>()
            .Where(processId => IsOurs(processId, home))
            .ToList();
        foreach (var processId in orphans)
        {
            try
            {
                using var process = Process.GetProcessById(processId);
                process.Kill();
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
            {
                // It ended by itself in the meantime, which is what was wanted.
                continue;
            }
        }
        // Not waited for as processes: where nobody reaps them, as in many containers, zombies stay for ever.
        for (var wait = 0; wait < 100 && orphans.Any(processId => IsOurs(processId, home)); wait++)
            Thread.Sleep(50);
    }

    // By the cluster's name on the command line (of the server) or in the title (of its backends). Every account may
    // read those, whereas root in a container may not see the working folder of another account's process. A zombie
    // has neither, and is no server any more.
    static bool IsOurs(int processId, ServerHome home)
    {
        var process = $"/proc/{processId.ToString(CultureInfo.InvariantCulture)}";
        return home.ClusterName is { Length: > 0 } name
            && ReadOrNull(Path.Combine(process, "comm"))?.TrimEnd() == "postgres"
            && ReadOrNull(Path.Combine(process, "cmdline"))?.Contains(name, StringComparison.Ordinal) == true;
    }

    // Without /proc: a postgres that began when the file says. The clock may have been set since, so within minutes.
    static bool IsLikelyOurs(int processId, string[] lines)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.ProcessName.StartsWith("postgres", StringComparison.OrdinalIgnoreCase)
                && (lines.Length < 3
                    || !long.TryParse(lines[2], NumberStyles.None, CultureInfo.InvariantCulture, out var began)
                    || (process.StartTime.ToUniversalTime() - DateTimeOffset.FromUnixTimeSeconds(began)).Duration() < TimeSpan.FromMinutes(5));
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // No such process, or one we may not look at: not a server we started.
            return false;
        }
    }

    static string PidFile(ServerHome home) => Path.Combine(home.Data, "postmaster.pid");

    static string[]? PidLines(ServerHome home) => ReadOrNull(PidFile(home))?.TrimEnd('\n').Split('\n');

    static int? ProcessIdOf(string line) =>
        int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var processId) && processId > 0 ? processId : null;

    static string? ReadOrNull(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
