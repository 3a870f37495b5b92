using System.Text.Json;
using Estrella.Foundation;
using Estrella.Questions;
using Estrella.Runs;
using Estrella.Tests.Foundation;
using Npgsql;

namespace Estrella.Tests.Stories;

/// <summary>A folder of exports, run into a database of its own, and asked.</summary>
public sealed class PublishedShop : IAsyncDisposable
{
    private readonly string project = Directory.CreateTempSubdirectory("estrella-story-").FullName;

    private PublishedShop(string connectionString)
    {
        ConnectionString = connectionString;
        Database = NpgsqlDataSource.Create(connectionString);
    }

    public string ConnectionString { get; }

    public NpgsqlDataSource Database { get; }

    public RunReport Report { get; private set; } = null!;

    /// <param name="lockTimeout">A lock waited for longer fails the run, instead of hanging the tests.</param>
    public static async Task<PublishedShop> RunAsync(string directory, TimeSpan? lockTimeout = null)
    {
        var address = new NpgsqlConnectionStringBuilder(await TestServer.MigratedDatabaseAsync());
        if (lockTimeout is { } wait)
        {
            address.Options = $"-c lock_timeout={wait.TotalMilliseconds:0}";
        }
        var shop = new PublishedShop(address.ConnectionString);
        shop.Report = await shop.RunAgainAsync(directory);
        return shop;
    }

    public Task<RunReport> RunAgainAsync(string directory) =>
        RunPipeline.RunAsync(new RunOptions(Settings.Load(project), ConnectionString, directory), null, CancellationToken.None);

    /// <summary>The answer's rows as <c>--format json</c> prints them.</summary>
    public async Task<List<Dictionary<string, object?>>> AskAsync(string question, params (string Option, string Value)[] options)
    {
        using var document = JsonDocument.Parse(await TellAsync(AnswerFormat.Json, question, options));
        return [.. document.RootElement.EnumerateArray().Select(Row)];
    }

    /// <summary>The answer as text.</summary>
    public async Task<string> TellAsync(AnswerFormat format, string question, params (string Option, string Value)[] options)
    {
        var file = QuestionCatalog.Load(null).Get(question);
        var given = options.GroupBy(each => each.Option).ToDictionary(
            group => group.Key, group => (IReadOnlyList<string>)[.. group.Select(each => each.Value)]);
        var answer = await Answering.AskAsync(Database, file, Asking.Parse(file, given), CancellationToken.None);
        using var text = new StringWriter();
        AnswerWriter.Write(answer, format, text);
        return text.ToString();
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public static Dictionary<string, object?> Row(JsonElement element) => element.EnumerateObject().ToDictionary(
        cell => cell.Name,
        cell => cell.Value.ValueKind switch
        {
            JsonValueKind.Null => (object?)null,
            JsonValueKind.Number => cell.Value.GetDecimal(),
            JsonValueKind.String => cell.Value.GetString(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            var other => throw new InvalidOperationException($"{cell.Name} is {other}"),
        });

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Directory.Delete(project, recursive: true);
    }
}
