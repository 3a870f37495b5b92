using Estrella.Tests.Runs;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Stories;

/// <summary>What a warehouse must be after whatever disturbed its runs: the undisturbed one, with nothing left that needs a hand.</summary>
internal static class Undisturbed
{
    /// <param name="reference">The warehouse of the same files, loaded in peace.</param>
    public static async Task AgreesAsync(string reference, string disturbed)
    {
        // Without a pool: its connections would be of a server that is gone.
        var again = new NpgsqlConnectionStringBuilder(disturbed) { Pooling = false }.ConnectionString;
        Assert.Equal("", WarehouseDump.Difference(await WarehouseDump.OfAsync(reference), await WarehouseDump.OfAsync(again)));
        Assert.Equal("0 running, 0 landing tables, 0 files out of balance", await TextAsync(
            again,
            """
            select format('%s running, %s landing tables, %s files out of balance',
                (select count(*) from estrella.run where state = 'running'),
                (select count(*) from pg_tables where schemaname = 'staging'),
                (select count(*) from estrella.file as file join estrella.run as run using (run_no)
                    where run.is_published and file.state = 'read'
                        and file.row_count <> (select sum(row_count) from estrella.control_total as total where total.file_no = file.file_no)))
            """));
    }

    /// <summary>The text a query gives, asked on a connection of its own.</summary>
    public static async Task<string> TextAsync(string connectionString, string query)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(query, connection);
        return (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
