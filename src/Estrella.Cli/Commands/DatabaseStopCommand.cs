using Estrella.Cli.CommandLine;
using Estrella.Foundation;
using Estrella.Foundation.Embedded;

namespace Estrella.Cli.Commands;

/// <summary>Stops the embedded server.</summary>
internal sealed class DatabaseStopCommand : Verb
{
    public DatabaseStopCommand()
        : base(
            "stop",
            "stop the project's embedded server; its data stays",
            [new("estrella db stop", "the next command that needs it starts it again")],
            ExitCode.NoDatabase)
    {
    }

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellation)
    {
        DatabaseCommands.RefuseNamed(call, "stopped");
        var stopped = await EmbeddedServer.StopAsync(call.EmbeddedServer, call.Conversation, cancellation);
        call.Results.WriteLine(stopped ? "stopped" : "it was not running");
        return ExitCode.Done;
    }
}
