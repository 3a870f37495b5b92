using Estrella.Cli.CommandLine;
using Estrella.Foundation;

namespace Estrella.Cli.Commands;

/// <summary>Prints the address of the database.</summary>
internal sealed class DatabaseUrlCommand : Verb
{
    public DatabaseUrlCommand()
        : base(
            "url",
            "print the database's address, with its password, for psql, pgAdmin or a notebook",
            [
                new("estrella db url", "the embedded server's address stays the same; it is started if it does not run"),
                new("psql \"$(estrella db url)\"", "any client takes it"),
            ],
            ExitCode.NoDatabase)
    {
    }

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellation)
    {
        call.Results.WriteLine(await DatabaseCommands.UrlAsync(call, cancellation));
        return ExitCode.Done;
    }
}
