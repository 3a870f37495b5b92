using Estrella.Cli.CommandLine;
using Estrella.Foundation;
using Estrella.Foundation.Embedded;

namespace Estrella.Cli.Commands;

/// <summary>Starts the embedded server.</summary>
internal sealed class DatabaseStartCommand : Verb
{
    public DatabaseStartCommand()
        : base(
            "start",
            "start the project's embedded server; other commands do so by themselves",
            [new("estrella db start", "makes it the first time; it runs until estrella db stop")],
            ExitCode.NoDatabase)
    {
    }

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellation)
    {
        DatabaseCommands.RefuseNamed(call, "started");
        var server = await EmbeddedServer.StartAsync(call.EmbeddedServer, call.Conversation, cancellation);
        call.Results.WriteLine($"PostgreSQL {server.MajorVersion} on 127.0.0.1:{server.Port}, data in {server.Folder}");
        call.Conversation.Say("next: estrella db url, or estrella db psql");
        return ExitCode.Done;
    }
}
