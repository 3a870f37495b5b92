using Estrella.Foundation;
using Estrella.Foundation.Models;
using Npgsql;

namespace Estrella.Dashboard.Reading;

/// <summary>
/// The role pages read with: star and mart without the columns about people, and of the ledger what was counted, never
/// what a row said. Of core it sees only in which file and on which line a record stands.
/// </summary>
internal static class ReaderRole
{
    private static readonly (string Table, string? Columns)[] Ledger =
    [
        ("estrella.source", null),
        ("estrella.run", null),
        ("estrella.file", null),
        ("estrella.control_total", null),
        ("estrella.contradiction", null),
        ("estrella.figure_change", null),
        ("estrella.step", null),
        ("estrella.feed", null),
        ("estrella.drift", null),
        ("estrella.quarantine", "file_no, line, problem_no, position, column_name, rule, remedy"),
        ("core.customer", "customer_no, customer_id, source_no, file_no, line"),
        ("core.\"order\"", "order_no, order_id, source_no, file_no, line"),
        ("core.order_line", "order_line_no, order_line_id, source_no, file_no, line"),
        ("core.\"return\"", "return_no, return_id, source_no, file_no, line"),
        ("core.payment", "payment_no, payment_id, source_no, file_no, line"),
    ];

    /// <summary>Makes the role where it is missing and lets it read.</summary>
    /// <exception cref="EstrellaException">Exit 1: the database's user may not make roles, or nothing was published yet.</exception>
    public static async Task PrepareAsync(string connectionString, string role, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        var quoted = '"' + role.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
        try
        {
            await MakeAsync(connection, role, quoted, cancellation);
            await ReaderGrant.GiveAsync(connection, role, cancellation);
            foreach (var (table, columns) in Ledger)
                await RunAsync(connection, $"grant select{(columns is null ? "" : $" ({columns})")} on {table} to {quoted}", cancellation);
            await RunAsync(connection, $"grant usage on schema estrella, core to {quoted}", cancellation);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new EstrellaException(
                ExitCode.Failed,
                $"the dashboard reads with the role {role}, and the database's user may not make or grant it: {refused.MessageText}",
                $"as the server's owner: create role {quoted}; grant {quoted} to the user estrella connects with",
                refused);
        }
    }

    /// <summary>The address of the warehouse as the role sees it: read only, with an end to every query.</summary>
    public static string Address(string connectionString, string role, TimeSpan timeout)
    {
        var address = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "estrella serve", MaxPoolSize = 20 };
        address.Options = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{address.Options} -c role={role} -c default_transaction_read_only=on -c statement_timeout={timeout.TotalMilliseconds:0}").Trim();
        return address.ConnectionString;
    }

    private static async Task MakeAsync(NpgsqlConnection connection, string role, string quoted, CancellationToken cancellation)
    {
        await using var look = new NpgsqlCommand("select exists (select from pg_roles where rolname = $1)", connection);
        look.Parameters.AddWithValue(role);
        if (!(bool)(await look.ExecuteScalarAsync(cancellation))!)
        {
            try
            {
                await RunAsync(connection, $"create role {quoted}", cancellation);
            }
            catch (PostgresException raced) when (raced.SqlState is PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation)
            {
                // Roles belong to the whole server: another dashboard made it a moment ago, and it is the one wanted.
                return;
            }
        }
        await using var member = new NpgsqlCommand("select pg_has_role($1, 'member')", connection);
        member.Parameters.AddWithValue(role);
        if (!(bool)(await member.ExecuteScalarAsync(cancellation))!)
            await RunAsync(connection, $"grant {quoted} to current_user", cancellation);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
