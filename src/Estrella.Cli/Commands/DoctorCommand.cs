using Estrella.Cli.CommandLine;
using Estrella.Cli.Output;
using Estrella.Foundation;

namespace Estrella.Cli.Commands;

/// <summary>Checks what a run needs, writes nothing.</summary>
internal sealed class DoctorCommand : Verb
{
    public DoctorCommand()
        : base(
            "doctor",
            "check what a run needs: project, settings, contracts, database, disk",
            [
                new("estrella doctor", "one line a check, and what to do where one fails"),
                new("estrella doctor --database 'Host=db;Username=etl;Database=shop'", "whether that server will do"),
            ],
            ExitCode.DecisionMissing,
            ExitCode.NoDatabase)
    {
    }

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellation)
    {
        var checks = new List<Check>();
        await foreach (var check in Checks.OfAsync(call, cancellation))
        {
            call.Conversation.Now($"checked {check.What}");
            checks.Add(check);
        }
        if (call.Format == ResultFormat.Table)
            WriteLines(checks, call.Results);
        else
        {
            SheetWriter.Write(
                new Sheet(["check", "state", "found", "next"], [.. checks.Select(check => new object?[] { check.What, check.State, check.Found, check.Next })]),
                call.Format,
                call.Results);
        }
        return checks.FirstOrDefault(check => check.ExitCode != ExitCode.Done)?.ExitCode ?? ExitCode.Done;
    }

    // Messages are sentences of any length: below one another they are read, in a table's cells they are not.
    static void WriteLines(List<Check> checks, TextWriter to)
    {
        var width = checks.Max(check => check.What.Length);
        var indent = new string(' ', 8 + width + 2);
        foreach (var check in checks)
        {
            to.WriteLine($"{check.State,-8}{check.What.PadRight(width)}  {check.Found.ReplaceLineEndings("\n" + indent)}");
            if (check.Next is { } next)
                to.WriteLine($"{indent}next: {next.ReplaceLineEndings("\n" + indent)}");
        }
    }
}
