using Estrella.Tests.Cli;
using Estrella.Tests.Foundation;
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
}
