using Estrella.Tests.Cli;
using Estrella.Tests.Foundation;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Sources.Discovery;

/// <summary>A project of its own with an empty database, to write exports into that no contract tells of.</summary>
public abstract class UnpreparedProject : IAsyncLifetime
{
    protected TemporaryFolder Project { get; } = new();

    protected string Database { get; private set; } = "";

    public async ValueTask InitializeAsync() => Database = await TestServer.MigratedDatabaseAsync();

    public ValueTask DisposeAsync()
    {
        Project.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private protected Task<Ended> RunAsync(params string[] arguments) => Executable.RunAsync(arguments, Project.Path, ("ESTRELLA_DATABASE", Database));

    /// <summary>The first column of what a query of the project's database gives, as text.</summary>
    protected async Task<List<string>> ListAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Database);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            lines.Add(reader.GetString(0));
        return lines;
    }
}
