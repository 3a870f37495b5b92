using Estrella.Entities;
using Estrella.Staging;
using Estrella.Tests.Foundation;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Staging;

public class StagingTest
{
    [Fact]
    public async Task Every_kind_of_cell_arrives_as_it_was()
    {
        var database = await TestServer.MigratedDatabaseAsync();
        var payment = EntityCatalog.Get("payment");
        var fields = payment.Fields.Where(field => field.Name is "order" or "amount" or "paid_at" or "installments" or "released_at").ToList();
        await using var area = await StagingArea.OpenAsync(database, 3, [(payment, fields)], TestContext.Current.CancellationToken);
        var batch = new EntityBatch(payment, fields, 2);
        var row = batch.Add(1, 2, "p-1");
        batch.SaidAt[row] = DateTime.MinValue;
        batch.Control[row] = 12.34m;
        batch.Extras[row] = """{"note": "ñ"}""";
        batch.Columns[0].Text[row] = "o-1";
        batch.Columns[1].Number[row] = -0.0001m;
        batch.Columns[2].Instant[row] = new DateTime(2024, 2, 29, 23, 59, 59, DateTimeKind.Unspecified);
        batch.Columns[3].Whole[row] = 12;
        batch.Columns[4].Day[row] = DateOnly.MinValue;
        batch.Add(1, 3, "p-2");

        await area.StageAsync(batch, TestContext.Current.CancellationToken);
        await area.CompleteAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                "p-1|-infinity|12.34|{\"note\": \"ñ\"}|o-1|-0.0001|2024-02-29 23:59:59|12|-infinity",
                "p-2|-infinity|||||||",
            ],
            await AskAsync(database, """
                select concat(id, '|', said_at, '|', control, '|', extras, '|', order_id, '|', amount, '|', paid_at at time zone 'UTC', '|', installments, '|', released_at)
                from staging.payment_3 order by id
                """));
    }

    [Fact]
    public async Task Exports_that_feed_other_fields_share_the_table()
    {
        var database = await TestServer.MigratedDatabaseAsync();
        var customer = EntityCatalog.Get("customer");
        var (name, segment) = (customer.Find("first_name")!, customer.Find("segment")!);
        await using var area = await StagingArea.OpenAsync(database, 1, [(customer, [segment]), (customer, [name])], TestContext.Current.CancellationToken);
        foreach (var field in new[] { name, segment, name })
        {
            var batch = new EntityBatch(customer, [field], 1);
            var row = batch.Add(1, 2, field.Name);
            batch.Columns[0].Text[row] = "x";
            await area.StageAsync(batch, TestContext.Current.CancellationToken);
        }

        await area.CompleteAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["first_name/x/", "first_name/x/", "segment//x"], await AskAsync(database, "select concat(id, '/', first_name, '/', segment) from staging.customer_1 order by 1"));
    }

    [Fact]
    public async Task Leftovers_of_a_dead_run_are_removed_by_the_next()
    {
        var database = await TestServer.MigratedDatabaseAsync();
        var customer = EntityCatalog.Get("customer");
        // Never disposed, like the area of a process that was killed.
        await StagingArea.OpenAsync(database, 1, [(customer, customer.Fields)], TestContext.Current.CancellationToken);

        await using (await StagingArea.OpenAsync(database, 2, [(customer, customer.Fields)], TestContext.Current.CancellationToken))
            Assert.Equal(["customer_2"], await AskAsync(database, "select tablename from pg_tables where schemaname = 'staging'"));

        Assert.Empty(await AskAsync(database, "select tablename from pg_tables where schemaname = 'staging'"));
    }

    [Fact]
    public async Task Copy_that_fails_says_why_to_who_stages()
    {
        var database = await TestServer.MigratedDatabaseAsync();
        var customer = EntityCatalog.Get("customer");
        var name = customer.Find("first_name")!;
        await using var area = await StagingArea.OpenAsync(database, 1, [(customer, [name])], TestContext.Current.CancellationToken);
        await AskAsync(database, "drop table staging.customer_1; select 'x'");

        var failure = await Assert.ThrowsAsync<PostgresException>(async () =>
        {
            for (var count = 0; count < 100; count++)
            {
                var batch = new EntityBatch(customer, [name], 1);
                batch.Add(1, 2, "1");
                await area.StageAsync(batch, TestContext.Current.CancellationToken);
            }
            await area.CompleteAsync(TestContext.Current.CancellationToken);
        });

        Assert.Equal(PostgresErrorCodes.UndefinedTable, failure.SqlState);
    }

    private static async Task<List<string>> AskAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add(reader.GetString(0));
        return rows;
    }
}
