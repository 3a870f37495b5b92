using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using Estrella.Cli.CommandLine;
using Estrella.Foundation;
using Estrella.Foundation.Embedded;

namespace Estrella.Cli.Commands;

/// <summary>Runs psql on the database.</summary>
internal sealed class DatabasePsqlCommand : Verb
{
    readonly Argument<string[]> arguments = new("ARGS")
    {
        Description = "for psql; those that begin with a dash come after --",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public DatabasePsqlCommand()
        : base(
            "psql",
            "run psql on the database",
            [
                new("estrella db psql", "a session; the star lies in schemas star and mart"),
                new("estrella db psql -- -c 'select count(*) from star.fact_sales'", "one query"),
            ],
            ExitCode.NoDatabase) =>
        Add(arguments);

    public override bool LeavesSignals => true;

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellation)
    {
        var url = await DatabaseCommands.UrlAsync(call, cancellation);
        var program = call.NamedDatabase() is null
            ? (await EmbeddedServer.StartAsync(call.EmbeddedServer, call.Conversation, cancellation)).PsqlPath
            : "psql";
        try
        {
            using var psql = Process.Start(Beginning(program ?? "psql", url, call.Value(arguments) ?? []))!;
            await psql.WaitForExitAsync(CancellationToken.None);
            return psql.ExitCode == 0 ? ExitCode.Done : ExitCode.Failed;
        }
        catch (Win32Exception failure)
        {
            throw new EstrellaException(
                ExitCode.Failed,
                "there is no psql on this machine",
                "install a PostgreSQL client, or give another one the address: estrella db url",
                failure);
        }
    }

    // The password goes through the environment: other accounts read a program's arguments, not its environment.
    static ProcessStartInfo Beginning(string program, string url, string[] arguments)
    {
        var address = new UriBuilder(url);
        var password = Uri.UnescapeDataString(address.Password);
        address.Password = "";
        var start = new ProcessStartInfo(program, ["--dbname", address.Uri.OriginalString, .. arguments]);
        if (password.Length > 0)
            start.Environment["PGPASSWORD"] = password;
        return start;
    }
}
