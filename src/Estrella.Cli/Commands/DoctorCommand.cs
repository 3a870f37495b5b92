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
        SheetWriter.Write(
            new Sheet(["check", "state", "found", "next"], [.. checks.Select(check => new object?[] { check.What, check.State, check.Found, check.Next })]),
            call.Format,
            call.Results);
        return checks.FirstOrDefault(check => check.ExitCode != ExitCode.Done)?.ExitCode ?? ExitCode.Done;
    }
}
