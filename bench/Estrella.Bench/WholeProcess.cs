using System.Diagnostics;
using Estrella.Foundation.Embedded;
using Npgsql;

namespace Estrella.Bench;

/// <summary>What a command took from its start to its end.</summary>
internal readonly record struct Taken(double Seconds, double ClientMegabytes);

/// <summary>Runs a command as a user's shell runs it and times it whole.</summary>
internal static class WholeProcess
{
    public static Task<Taken> EstrellaAsync(string exports, string project, string database) => TimeAsync(
        "dotnet", [Path.Combine(AppContext.BaseDirectory, "Estrella.Cli.dll"), "run", exports, "--project", project, "--quiet"], project, ("ESTRELLA_DATABASE", database));

    /// <summary>The dashboard on a port of its own; the first line it says is its address.</summary>
    public static Process Serve(string project, string database)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Estrella.Cli.dll"), "serve", "--port", "0", "--project", project])
        {
            WorkingDirectory = project,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ESTRELLA_DATABASE"] = database;
        return Process.Start(start)!;
    }

    public static Task<Taken> ExpertAsync(string exports, EmbeddedServer server, string database)
    {
        var address = new NpgsqlConnectionStringBuilder(database);
        return TimeAsync(
            server.PsqlPath ?? "psql",
            ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", Path.Combine(AppContext.BaseDirectory, "psql", "expert.sql")], exports,
            ("PGHOST", address.Host!), ("PGPORT", $"{address.Port}"), ("PGUSER", address.Username!), ("PGPASSWORD", address.Password!), ("PGDATABASE", address.Database!));
    }

    private static async Task<Taken> TimeAsync(string program, string[] arguments, string folder, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        long most = 0;
        while (!process.WaitForExit(50))
        {
            process.Refresh();
            most = Math.Max(most, Peak(process));
        }
        await process.WaitForExitAsync();
        var taken = new Taken(watch.Elapsed.TotalSeconds, most / 1048576.0);
        return process.ExitCode == 0
            ? taken
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}\n{await output}\n{await errors}");
    }

    // It may have ended between the question and the answer.
    private static long Peak(Process process) => process.HasExited ? 0 : process.PeakWorkingSet64;
}
