using System.Globalization;
using Estrella.Foundation;
using Npgsql;

namespace Estrella.Cli.Commands;

/// <summary>Whether a server is there, new enough, and lets us make our schemas.</summary>
internal static class ServerCheck
{
    const string Rights = """
        select
            current_setting('server_version') as version,
            current_setting('server_version_num')::int / 10000 as major,
            pg_is_in_recovery() as is_standby,
            has_database_privilege(current_database(), 'create') as may_create,
            current_setting('server_encoding') as encoding,
            current_user as account
        """;

    public static async Task<Check> OfAsync(string connectionString, string origin, CancellationToken cancellation)
    {
        var where = $"{DatabaseAddress.Describe(connectionString)} ({origin})";
        try
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, Timeout = 10 }.ConnectionString);
            await connection.OpenAsync(cancellation);
            await using var command = new NpgsqlCommand(Rights, connection);
            await using var row = await command.ExecuteReaderAsync(cancellation);
            await row.ReadAsync(cancellation);
            var found = $"PostgreSQL {row.GetString(0)} at {where}";
            var (problem, next) = Problem(row);
            return problem is null
                ? Check.Ok("database", found)
                : new Check("database", "failed", $"{found}: {problem}", next, ExitCode.NoDatabase);
        }
        catch (NpgsqlException failure)
        {
            return new Check(
                "database",
                "failed",
                $"{where}: {(failure as PostgresException)?.MessageText ?? failure.InnerException?.Message ?? failure.Message}",
                $"check that the server runs and that {origin} names it",
                ExitCode.NoDatabase);
        }
    }

    static (string? Problem, string? Next) Problem(NpgsqlDataReader row)
    {
        if (row.GetInt32(1) < 15)
            return ("expected 15 or newer", "use a newer server, or the embedded one");
        if (row.GetBoolean(2))
            return ("a standby, which takes no writes", "name the primary server");
        if (!row.GetBoolean(3))
            return (string.Create(CultureInfo.InvariantCulture, $"{row.GetString(5)} may not create schemas there"), "as its owner: grant create on database … to …");
        if (row.GetString(4) != "UTF8")
            return ($"its encoding is {row.GetString(4)}, expected UTF8", "create database … encoding 'UTF8' template template0");
        return (null, null);
    }
}
