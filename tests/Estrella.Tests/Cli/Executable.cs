using System.Diagnostics;

namespace Estrella.Tests.Cli;

/// <summary>What the process said and how it ended.</summary>
public sealed record Ended(int ExitCode, string Output, string Errors);

/// <summary>The real executable, run as a user's shell runs it.</summary>
public static class Executable
{
    static readonly string Path = System.IO.Path.Combine(AppContext.BaseDirectory, "Estrella.Cli.dll");

    /// <summary>Runs it to its end, without standard input, with the given variables set (or unset when null).</summary>
    public static async Task<Ended> RunAsync(string[] arguments, string? folder = null, params (string Name, string? Value)[] environment)
    {
        using var process = Start(arguments, folder, environment);
        return await EndAsync(process);
    }

    public static Process Start(string[] arguments, string? folder = null, params (string Name, string? Value)[] environment)
    {
        var dotnet = Environment.ProcessPath is { } path && System.IO.Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        // What a shell starts in the background ignores Ctrl-C, and so does whatever that starts: a user's terminal does not.
        var start = OperatingSystem.IsLinux()
            ? new ProcessStartInfo("env", ["--default-signal=INT", dotnet, Path, .. arguments])
            : new ProcessStartInfo(dotnet, [Path, .. arguments]);
        start.WorkingDirectory = folder ?? System.IO.Path.GetTempPath();
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        // The developer's own database is no part of a test.
        start.Environment.Remove("ESTRELLA_DATABASE");
        foreach (var (name, value) in environment)
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    public static async Task<Ended> EndAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Ended(process.ExitCode, await output, await errors);
    }
}
