using System.CommandLine;
using Estrella.Cli.CommandLine;
using Estrella.Cli.Output;
using Estrella.Foundation;
using Estrella.Foundation.Models;
using Npgsql;

namespace Estrella.Cli.Commands;

/// <summary>Lets a role read the star.</summary>
internal sealed class DatabaseGrantCommand : Verb
{
    readonly Argument<string> role = new("ROLE") { Description = "an existing role of the server" };

    public DatabaseGrantCommand()
        : base(
            "grant",
            "let a role read star and mart, without the columns about people",
            [
                new("estrella db grant analyst", "again after an upgrade, for what it added"),
                new("estrella db psql -- -c 'create role analyst login'", "where the role is not there yet"),
            ],
            ExitCode.NoDatabase) =>
        Add(role);

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(await call.DatabaseAsync(cancellation));
        await connection.OpenAsync(cancellation);
        var granted = await ReaderGrant.GiveAsync(connection, call.Value(role)!, cancellation);
        SheetWriter.Write(
            new Sheet(["relation", "withheld"], [.. granted.Select(each => new object?[] { each.Relation, string.Join(", ", each.Withheld) })]),
            call.Format,
            call.Results);
        return ExitCode.Done;
    }
}
