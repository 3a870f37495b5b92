using Estrella.Cli.CommandLine;
using Estrella.Foundation;
using Estrella.Foundation.Embedded;

namespace Estrella.Cli.Commands;

/// <summary>What the commands of <c>db</c> share.</summary>
internal static class DatabaseCommands
{
    public static VerbGroup Group() => new(
        "db",
        "the embedded server: start, stop, address, psql; readers' rights",
        new DatabaseStartCommand(),
        new DatabaseStopCommand(),
        new DatabaseUrlCommand(),
        new DatabasePsqlCommand(),
        new DatabaseGrantCommand());

    /// <exception cref="EstrellaException">Exit code 2: the project's database is a server that is not ours.</exception>
    public static void RefuseNamed(Call call, string what)
    {
        if (call.NamedDatabase() is { } named)
        {
            throw new EstrellaException(
                ExitCode.WrongUsage,
                $"{DatabaseAddress.Describe(named.ConnectionString)} ({named.Origin}) is not estrella's own server: it is not {what} from here",
                $"leave {named.Origin} out to mean the embedded server");
        }
    }

    /// <summary>An address for psql, pgAdmin or a notebook; holds the password. Starts the embedded server.</summary>
    public static async Task<string> UrlAsync(Call call, CancellationToken cancellation) => call.NamedDatabase() is { } named
        ? DatabaseAddress.ToUrl(named.ConnectionString)
        : (await EmbeddedServer.StartAsync(call.EmbeddedServer, call.Conversation, cancellation)).Url;
}
