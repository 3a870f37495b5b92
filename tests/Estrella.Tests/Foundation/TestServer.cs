using System.Diagnostics;
using System.Globalization;
using Estrella.Core;
using Estrella.Foundation;
using Estrella.Foundation.Embedded;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(Estrella.Tests.Foundation.TestServer))]

namespace Estrella.Tests.Foundation;

/// <summary>
/// The one PostgreSQL server of a test process, started when a test first asks for a database and removed at the end.
/// ESTRELLA_TEST_POSTGRES says which: 15 is the system's, 18 the npm package's, a path is a folder of programs; unset
/// is what users get.
/// </summary>
public sealed class TestServer : IAsyncDisposable
{
    static readonly Lazy<Task<EmbeddedServer>> Server = new(StartAsync);
    static readonly Lazy<Task<string>> Migrated = new(MigrateAsync);
    static int databases;

    /// <summary>
    /// This server's turn of a long story's cases. CI runs all tests against two servers: each takes every second case, both
    /// together take all, and it takes half the time. Where no version is named there is one server, which takes all.
    /// </summary>
    public static IReadOnlyList<T> Turn<T>(params IEnumerable<T> cases)
    {
        var turn = Environment.GetEnvironmentVariable("ESTRELLA_TEST_POSTGRES") switch { "15" => 0, "18" => 1, _ => -1 };
        return [.. cases.Where((_, at) => turn < 0 || at % 2 == turn)];
    }

    /// <summary>A database nobody else uses, empty; gone when the tests end.</summary>
    public static Task<string> NewDatabaseAsync() => CreateAsync("template1");

    /// <summary>The same with the tables of core and ledger, for what is not about making them: that takes seconds, a copy a moment.</summary>
    public static async Task<string> MigratedDatabaseAsync() => await CreateAsync(await Migrated.Value);

    static async Task<string> CreateAsync(string template)
    {
        var server = await Server.Value;
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref databases)}");
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"create database {name} template {template}", connection);
        await create.ExecuteNonQueryAsync();
        // Hundreds of tests, each with a pool of its own: what lies idle is given back before the server's hundred are used up.
        return new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name, ConnectionIdleLifetime = 2, ConnectionPruningInterval = 1 }.ConnectionString;
    }

    /// <returns>Its name; nobody is connected to it, or it could not be copied.</returns>
    static async Task<string> MigrateAsync()
    {
        var database = new NpgsqlConnectionStringBuilder(await CreateAsync("template1")) { Pooling = false };
        await CoreDatabase.MigrateAsync(database.ConnectionString);
        return database.Database!;
    }

    /// <summary>Ends the pooled connections of this process and waits for it: what a connection did is counted for certain when it has ended.</summary>
    /// <param name="database">The waiting connection is not pooled.</param>
    public static async Task EndConnectionsAsync(string database, CancellationToken cancellation)
    {
        NpgsqlConnection.ClearAllPools();
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        while (await connection.AskAsync<long>(
            "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'", cancellation) > 0)
            await Task.Delay(20, cancellation);
    }

    /// <summary>The server itself, for tests that need its version.</summary>
    public static Task<EmbeddedServer> GetAsync() => Server.Value;

    /// <summary>What a test's server is: its own folder, quick instead of durable, small.</summary>
    internal static async Task<EmbeddedServerOptions> OptionsAsync(string home) => new("tests")
    {
        HomeFolder = home,
        BinariesFolder = await BinariesFolderAsync(),
        Durable = false,
        SharedBuffersMegabytes = 256,
    };

    /// <summary>A folder for one test process; the server's account can enter it.</summary>
    internal static string NewHome() =>
        Path.Combine(Path.GetTempPath(), $"estrella-test-{Environment.ProcessId}-{Guid.NewGuid():N}"[..40]);

    /// <summary>Ends what runs in a folder of <see cref="NewHome"/> and removes it.</summary>
    internal static async Task RemoveAsync(string home)
    {
        if (!Directory.Exists(home))
            return;
        foreach (var server in Directory.GetDirectories(home).Select(folder => new ServerHome(home, folder)))
        {
            if (Postmaster.Running(server) is { } running)
                Process.GetProcessById(running.ProcessId).Kill();
            Postmaster.ForgetCrashed(server);
        }
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                Directory.Delete(home, recursive: true);
                return;
            }
            catch (DirectoryNotFoundException)
            {
                // Other tests sweep the same leftovers.
                return;
            }
            catch (IOException) when (attempt < 20)
            {
                // The last process of a killed server may still be writing.
                await Task.Delay(100);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!Server.IsValueCreated)
            return;
        NpgsqlConnection.ClearAllPools();
        var server = await Server.Value;
        await server.StopAsync();
        await RemoveAsync(Path.GetDirectoryName(server.Folder)!);
    }

    static async Task<EmbeddedServer> StartAsync()
    {
        await SweepAsync();
        return await EmbeddedServer.StartAsync(await OptionsAsync(NewHome()));
    }

    // A test process that was killed could not tidy up.
    static async Task SweepAsync()
    {
        foreach (var left in Directory.GetDirectories(Path.GetTempPath(), "estrella-test-*"))
        {
            var processId = Path.GetFileName(left).Split('-') is [_, _, var number, ..] && int.TryParse(number, out var parsed) ? parsed : 0;
            if (processId == 0 || Process.GetProcesses().Any(process => process.Id == processId))
                continue;
            try
            {
                await RemoveAsync(left);
            }
            catch (UnauthorizedAccessException)
            {
                // Another user's tests left it; theirs to sweep.
                continue;
            }
        }
    }

    static async Task<string?> BinariesFolderAsync()
    {
        var cache = ServerHome.Of(new EmbeddedServerOptions("tests")).Binaries;
        switch (Environment.GetEnvironmentVariable("ESTRELLA_TEST_POSTGRES"))
        {
            case null or "":
                return (await ServerBinaries.FindAsync(BinarySearch.OfThisMachine(null, cache), null, default)).Folder;
            case "18" when Search().Npm is { } npm:
                return (await NpmBinaries.FetchAsync(npm, cache, null, default)).Folder;
            case var version when int.TryParse(version, out var major):
                return (await ServerBinaries.OfSystemAsync(Search(), default, major))?.Folder
                    ?? throw new InvalidOperationException($"ESTRELLA_TEST_POSTGRES={version}: this machine has no PostgreSQL {version}");
            case var path:
                return path;
        }

        BinarySearch Search() => BinarySearch.OfThisMachine(null, cache);
    }
}
