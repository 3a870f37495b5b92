using Estrella.Tests.Foundation;
using Xunit;

namespace Estrella.Tests.Cli;

/// <summary>The embedded server through the command line: one server, from its making to its end.</summary>
public sealed class DatabaseCommandTest : IAsyncLifetime
{
    readonly TemporaryFolder project = new();
    readonly string home = TestServer.NewHome();
    string? binaries;

    public async ValueTask InitializeAsync() => binaries = (await TestServer.OptionsAsync(home)).BinariesFolder;

    public async ValueTask DisposeAsync()
    {
        await TestServer.RemoveAsync(home);
        project.Dispose();
    }

    [Fact]
    public async Task Server_starts_keeps_its_address_and_stops()
    {
        var started = await RunAsync("db", "start");
        Assert.Equal(0, started.ExitCode);
        Assert.Matches("^PostgreSQL [0-9]+ on 127[.]0[.]0[.]1:[0-9]+, data in ", started.Output);

        var address = await RunAsync("db", "url");
        Assert.Matches("^postgresql://estrella:[0-9a-f]{32}@127[.]0[.]0[.]1:[0-9]+/estrella\n$", address.Output);
        Assert.Empty(address.Errors);

        var doctor = await RunAsync("doctor");
        Assert.Equal(0, doctor.ExitCode);
        Assert.Contains("(embedded, running)", doctor.Output, StringComparison.Ordinal);

        Assert.Equal("stopped\n", (await RunAsync("db", "stop")).Output);
        Assert.Equal("it was not running\n", (await RunAsync("db", "stop")).Output);
        Assert.Equal(address.Output, (await RunAsync("db", "url")).Output);
    }

    [Fact]
    public async Task A_server_of_somebody_else_is_neither_started_nor_stopped()
    {
        foreach (var verb in new[] { "start", "stop" })
        {
            var ended = await RunAsync("db", verb, "--database", "postgres://me@db.example/shop");
            Assert.Equal(2, ended.ExitCode);
            Assert.Contains("db.example:5432/shop (--database) is not estrella's own server", ended.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_address_of_a_named_server_is_given_as_clients_take_it()
    {
        var ended = await RunAsync("db", "url", "--database", "Host=db.example;Port=6432;Username=me;Password=p@ss/1;Database=shop");
        Assert.Equal("postgresql://me:p%40ss%2F1@db.example:6432/shop\n", ended.Output);
    }

    Task<Ended> RunAsync(params string[] arguments) =>
        Executable.RunAsync(arguments, project.Path, ("ESTRELLA_HOME", home), ("ESTRELLA_POSTGRES", binaries));
}
