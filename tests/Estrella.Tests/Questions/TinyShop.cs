using System.Collections.Concurrent;
using Estrella.Core;
using Estrella.Foundation.Models;
using Estrella.Questions;
using Estrella.Star;
using Estrella.Tests.Foundation;
using Npgsql;

namespace Estrella.Tests.Questions;

/// <summary>The hand-made shop in a database of its own, with the mart that stands on it. Only read, so one for all tests.</summary>
internal static class TinyShop
{
    private static readonly Lazy<Task<NpgsqlDataSource>> Shared = new(() => NewAsync("tiny_shop"));

    /// <summary>Where each database is, password and all, which a data source does not tell.</summary>
    public static ConcurrentDictionary<NpgsqlDataSource, string> Addresses { get; } = [];

    public static Task<NpgsqlDataSource> GetAsync() => Shared.Value;

    /// <summary>A database whose core holds what the scripts put there, and the star and the mart built on it.</summary>
    public static async Task<NpgsqlDataSource> NewAsync(params string[] scripts)
    {
        var address = await TestServer.MigratedDatabaseAsync();
        var database = NpgsqlDataSource.Create(address);
        Addresses[database] = address;
        await using var connection = await database.OpenConnectionAsync();
        foreach (var script in scripts)
            await RunAsync(connection, Script(script));
        await using var transaction = await connection.BeginTransactionAsync();
        var star = await new StarBuilder().BuildAsync(connection, transaction, 1, null, default);
        var mart = ModelFolder.Load("Mart");
        var builder = new ModelBuilder(connection, mart, star.State);
        await builder.EnsureSchemasAsync(default);
        foreach (var model in mart.Models)
            await builder.BuildAsync(model, default);
        await RunAsync(connection, "set local search_path = estrella, public, pg_temp");
        await DataTests.RunAsync(connection, mart.Tests, default);
        await transaction.CommitAsync();
        return database;
    }

    /// <summary>Asks as the command line would: <c>Ask("revenue", "--by", "month", "--where", "category=Hogar")</c>.</summary>
    public static async Task<Answer> AskAsync(NpgsqlDataSource database, string name, params string[] words)
    {
        var question = QuestionCatalog.Load(null).Get(name);
        return await Answering.AskAsync(database, question, Asking.Parse(question, Options(words)), default);
    }

    public static async Task<Answer> AskAsync(string name, params string[] words) => await AskAsync(await GetAsync(), name, words);

    /// <summary>The answer as CSV lines, the way a test writes down what it expects.</summary>
    public static async Task<string[]> LinesAsync(string name, params string[] words) => Lines(await AskAsync(name, words));

    public static string[] Lines(Answer answer)
    {
        using var writer = new StringWriter();
        AnswerWriter.Write(answer, AnswerFormat.Csv, writer);
        return writer.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    public static Dictionary<string, IReadOnlyList<string>> Options(params string[] words) => words
        .Chunk(2)
        .GroupBy(pair => pair[0].TrimStart('-'), pair => pair[1])
        .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group]);

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string Script(string name)
    {
        using var stream = typeof(TinyShop).Assembly.GetManifestResourceStream($"Questions/{name}.sql")
            ?? throw new InvalidOperationException($"no script {name}");
        return new StreamReader(stream).ReadToEnd();
    }
}
