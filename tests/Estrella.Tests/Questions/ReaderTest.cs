using Estrella.Foundation.Models;
using Estrella.Questions;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Questions;

/// <summary>A role that may only read star and mart, without personal columns, gets every answer.</summary>
public class ReaderTest
{
    [Fact]
    public async Task A_reader_gets_the_answers_the_owner_gets()
    {
        await using var owner = await TinyShop.NewAsync("tiny_shop");
        var role = $"reader_{Guid.NewGuid():N}";
        await using (var connection = await owner.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await using (var create = new NpgsqlCommand($"create role {role}", connection))
                await create.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            await ReaderGrant.GiveAsync(connection, role, TestContext.Current.CancellationToken);
        }
        await using var reader = Reader(owner, role);
        foreach (var question in QuestionCatalog.Load(null).All)
        {
            var wanted = await TinyShop.AskAsync(owner, question.Name);
            var given = await TinyShop.AskAsync(reader, question.Name);
            Assert.Equal(TinyShop.Lines(wanted), TinyShop.Lines(given));
            // How many rows wait in core is not for readers.
            Assert.Equal(wanted.Coverage with { UndatedRows = null }, given.Coverage);
        }
        await using var filtered = Reader(owner, role);
        Assert.NotEmpty((await TinyShop.AskAsync(filtered, "revenue", "where", "region=Mendoza", "where", "payment_method=Tarjeta")).Rows);
    }

    private static NpgsqlDataSource Reader(NpgsqlDataSource owner, string role) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(TinyShop.Addresses[owner]) { Options = $"-c role={role}" }.ConnectionString);
}
