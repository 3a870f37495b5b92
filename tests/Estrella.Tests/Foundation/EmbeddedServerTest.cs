using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Estrella.Foundation;
using Estrella.Foundation.Embedded;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Foundation;

public sealed class EmbeddedServerTest : IAsyncLifetime
{
    readonly string root = TestServer.NewHome();
    readonly List<string> said = [];
    EmbeddedServerOptions options = null!;

    public async ValueTask InitializeAsync() => options = await TestServer.OptionsAsync(root);

    public async ValueTask DisposeAsync() => await TestServer.RemoveAsync(root);

    [Fact]
    public async Task Second_start_finds_the_first_ones_port_and_password()
    {
        var before = await EmbeddedServer.StatusAsync(options);
        Assert.False(before.IsMade);
        Assert.False(Directory.Exists(root));

        var first = await StartAsync();
        Assert.Equal("estrella", await AskAsync(first, "select current_database()"));
        Assert.Equal("UTF8/C/UTC/off", await AskAsync(first, "select concat_ws('/', current_setting('server_encoding'), datcollate, current_setting('timezone'), current_setting('jit')) from pg_database where datname = 'estrella'"));
        Assert.Equal("127.0.0.1", await AskAsync(first, "show listen_addresses"));
        Assert.Equal("scram-sha-256", await AskAsync(first, "select string_agg(distinct auth_method, ',') from pg_hba_file_rules"));

        said.Clear();
        var second = await StartAsync();
        Assert.Equal(first.Url, second.Url);
        Assert.Equal(first.ConnectionString, second.ConnectionString);
        Assert.Empty(said);

        Assert.True(await EmbeddedServer.StopAsync(options, cancellation: Cancellation));
        Assert.False(await EmbeddedServer.StopAsync(options, cancellation: Cancellation));
        Assert.False((await EmbeddedServer.StatusAsync(options)).IsRunning);

        var third = await StartAsync();
        Assert.Equal(first.Url, third.Url);
        var status = await EmbeddedServer.StatusAsync(options);
        Assert.True(status.IsRunning);
        Assert.Equal(first.Url, status.Url);
        Assert.Equal(first.MajorVersion, status.MajorVersion);
    }

    [Fact]
    public async Task Only_its_owner_reads_the_password_and_the_data()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("file modes are of Unix");
        var server = await StartAsync();

        Assert.Equal("600", Mode(Path.Combine(server.Folder, "server.json")));
        Assert.Equal("600", Mode(Path.Combine(server.Folder, "server.log")));
        Assert.Equal("700", Mode(Path.Combine(server.Folder, "data")));
        Assert.Empty(Directory.GetFiles(server.Folder, "password-*"));
    }

    [Fact]
    public async Task Server_is_never_root_and_keeps_nothing_of_its_callers()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("looks into /proc");
        var server = await StartAsync();
        var process = $"/proc/{(await EmbeddedServer.StatusAsync(options)).ProcessId}";

        var uids = (await File.ReadAllLinesAsync($"{process}/status", Cancellation)).Single(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1..];
        Assert.DoesNotContain("0", uids);
        // Field 6 of stat, counted after the name in parentheses, is the session: another than ours, so that Ctrl-C
        // in our terminal does not reach it.
        Assert.NotEqual(Session("/proc/self"), Session(process));
        // Asked as the server's own account: root in a container may not look at another's open files.
        var account = Environment.IsPrivilegedProcess ? await OwnerAsync(Path.Combine(server.Folder, "data")) : null;
        var open = await new Command("/bin/sh", "-c", $"readlink {process}/fd/0 {process}/fd/1 {process}/fd/2") { Account = account }.RunAsync(Cancellation);
        var log = Path.Combine(server.Folder, "server.log");
        Assert.Equal(["/dev/null", log, log], open.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var environment = (await new Command("/bin/sh", "-c", $"tr '\\000' '\\n' < {process}/environ") { Account = account }.RunAsync(Cancellation)).Output;
        Assert.Contains("LC_ALL=C", environment.Split('\n'));
        Assert.DoesNotContain("DOTNET_", environment, StringComparison.Ordinal);

        static string Session(string process)
        {
            var stat = File.ReadAllText($"{process}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3];
        }
    }

    [Fact]
    public async Task Killed_server_starts_again_with_its_data()
    {
        options = options with { Durable = true };
        var server = await StartAsync();
        await AskAsync(server, "create table kept (n int); insert into kept values (42); select 1");
        await KillAsync();

        var again = await StartAsync();
        Assert.Equal(server.Url, again.Url);
        Assert.Equal("42", await AskAsync(again, "select n from kept"));
        Assert.Equal("on/on/on", await AskAsync(again, "select concat_ws('/', current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit'))"));
    }

    [Fact]
    public async Task Backend_that_outlives_its_killed_server_does_not_block_the_next()
    {
        var server = await StartAsync();
        await using var busy = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        await busy.OpenAsync(Cancellation);
        await using var endless = new NpgsqlCommand("select count(*) from generate_series(1, 1000000000) a, generate_series(1, 1000) b", busy) { CommandTimeout = 0 };
        var counting = endless.ExecuteScalarAsync(Cancellation);
        await Task.Delay(300, Cancellation);
        await KillAsync();

        var again = await StartAsync();
        Assert.Equal("1", await AskAsync(again, "select 1"));
        if (OperatingSystem.IsLinux())
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => counting);
    }

    [Fact]
    public async Task Pid_that_now_belongs_to_another_program_does_not_block()
    {
        var server = await StartAsync();
        var pidFile = Path.Combine(server.Folder, "data", "postmaster.pid");
        var lines = await File.ReadAllLinesAsync(pidFile, Cancellation);
        await KillAsync();

        // After a reboot the old number may be anybody's; here it is a sleep's, of the same account.
        var start = new ProcessStartInfo("sleep", "600") { WorkingDirectory = "/" };
        if (Environment.IsPrivilegedProcess)
            start.UserName = await OwnerAsync(pidFile);
        using var other = Process.Start(start)!;
        try
        {
            await File.WriteAllTextAsync(pidFile, string.Join('\n', [$"{other.Id}", .. lines[1..]]) + "\n", Cancellation);
            Assert.False((await EmbeddedServer.StatusAsync(options)).IsRunning);
            Assert.Equal("1", await AskAsync(await StartAsync(), "select 1"));
            Assert.False(other.HasExited);
        }
        finally
        {
            other.Kill();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345\n")]
    public async Task Cut_off_pid_file_does_not_block(string content)
    {
        var server = await StartAsync();
        await server.StopAsync(Cancellation);
        await File.WriteAllTextAsync(Path.Combine(server.Folder, "data", "postmaster.pid"), content, Cancellation);

        Assert.Equal("1", await AskAsync(await StartAsync(), "select 1"));
    }

    [Fact]
    public async Task Cluster_that_was_never_completed_is_made_again()
    {
        var home = ServerHome.Of(options);
        Directory.CreateDirectory(Path.Combine(home.Data, "base"));
        await File.WriteAllTextAsync(Path.Combine(home.Data, "PG_VERSION"), "15\n", Cancellation);
        Directory.CreateDirectory(home.Data + ".making-0");

        Assert.Equal("1", await AskAsync(await StartAsync(), "select 1"));
        Assert.Equal([home.Data], Directory.GetDirectories(home.Folder));
    }

    [Fact]
    public async Task Cancelled_making_leaves_nothing_that_blocks()
    {
        using var impatient = new CancellationTokenSource();
        var progress = new Spoken(line =>
        {
            if (line.StartsWith("making", StringComparison.Ordinal))
                impatient.CancelAfter(100);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => EmbeddedServer.StartAsync(options, progress, impatient.Token));

        Assert.False((await EmbeddedServer.StatusAsync(options)).IsMade);
        Assert.Equal("1", await AskAsync(await StartAsync(), "select 1"));
    }

    [Fact]
    public async Task Taken_port_is_left_to_its_taker_and_the_move_is_said()
    {
        var server = await StartAsync();
        await AskAsync(server, "create table kept (n int); insert into kept values (42); select 1");
        await server.StopAsync(Cancellation);
        using var taker = new TcpListener(IPAddress.Loopback, server.Port);
        taker.Start();
        said.Clear();

        var moved = await StartAsync();
        Assert.NotEqual(server.Port, moved.Port);
        Assert.Equal("42", await AskAsync(moved, "select n from kept"));
        Assert.Contains(said, line => line.StartsWith($"port {server.Port} is taken by another program; the server now listens on {moved.Port}", StringComparison.Ordinal));
        Assert.Equal(moved.Port, (await EmbeddedServer.StatusAsync(options)).Port);
    }

    [Fact]
    public async Task Starts_at_once_meet_in_one_server()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(StartAsync)));

        Assert.Single(servers.Select(server => server.Url).Distinct());
        Assert.Single(said, line => line.StartsWith("making", StringComparison.Ordinal));
        Assert.Contains("another process is starting the server; waiting for it", said);
    }

    [Fact]
    public async Task Other_binaries_are_never_tried_on_a_cluster()
    {
        var server = await StartAsync();
        await server.StopAsync(Cancellation);
        var home = ServerHome.Of(options);
        home.Save(home.ReadSaved()! with { Binaries = "/gone/bin", MajorVersion = 14 });

        var failure = await Assert.ThrowsAsync<EstrellaException>(StartAsync);
        Assert.Equal(ExitCode.NoDatabase, failure.ExitCode);
        Assert.Equal($"the database in {server.Folder} was made by PostgreSQL 14 in /gone/bin, which is there no more", failure.Message);
    }

    [Fact]
    public async Task Log_holds_no_value_of_a_failed_statement()
    {
        var server = await StartAsync();
        await AskAsync(server, "create table person (email text primary key); insert into person values ('ana@example.com'); select 1");
        await Assert.ThrowsAsync<PostgresException>(() => AskAsync(server, "insert into person values ('ana@example.com')"));
        await Assert.ThrowsAsync<PostgresException>(() => AskAsync(server, "select 'ana@example.com'::text where 1 / 0 = 1"));

        // As another session would find it: the failure is there, its values are not.
        var log = await File.ReadAllTextAsync(Path.Combine(server.Folder, "server.log"), Cancellation);
        Assert.Contains("duplicate key value", log, StringComparison.Ordinal);
        Assert.DoesNotContain("ana@", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Projects_of_one_name_have_servers_of_their_own()
    {
        Assert.NotEqual(ServerHome.KeyOf("/a/shop"), ServerHome.KeyOf("/b/shop"));
        Assert.Equal(ServerHome.KeyOf("/a/shop"), ServerHome.KeyOf("/a/shop/"));
        Assert.StartsWith("mi-tienda--ltima-", ServerHome.KeyOf("/a/Mi tienda última"), StringComparison.Ordinal);

        var one = new ServerHome(root, Path.Combine(root, "one"));
        var two = new ServerHome(root, Path.Combine(root, "two"));
        one.Prepare();
        two.Prepare();
        one.Save(new SavedServer(LoopbackPort.Choose("same", new HashSet<int>()), "", "", 15));
        Assert.NotEqual(one.ReadSaved()!.Port, LoopbackPort.Choose("same", two.PortsOfOthers()));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Closed_home_is_refused_with_the_way_out()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("file modes are of Unix");
            return;
        }
        // As root the account cannot enter it; as anybody else it cannot be written to.
        Directory.CreateDirectory(root, Environment.IsPrivilegedProcess ? UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute : UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var failure = await Assert.ThrowsAsync<EstrellaException>(StartAsync);
        Assert.Equal(ExitCode.NoDatabase, failure.ExitCode);
        Assert.Contains(root, failure.Message, StringComparison.Ordinal);
        Assert.Contains("ESTRELLA_HOME", failure.Next, StringComparison.Ordinal);
    }

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    Task<EmbeddedServer> StartAsync() => EmbeddedServer.StartAsync(options, new Spoken(line =>
    {
        lock (said)
            said.Add(line);
    }), Cancellation);

    async Task KillAsync()
    {
        using var postmaster = Process.GetProcessById((await EmbeddedServer.StatusAsync(options)).ProcessId!.Value);
        postmaster.Kill();
        await postmaster.WaitForExitAsync(Cancellation);
    }

    static async Task<string?> AskAsync(EmbeddedServer server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync(Cancellation))?.ToString();
    }

    static async Task<string> OwnerAsync(string path)
    {
        using var stat = Process.Start(new ProcessStartInfo("stat", ["-c", "%U", path]) { RedirectStandardOutput = true })!;
        return (await stat.StandardOutput.ReadToEndAsync(Cancellation)).Trim();
    }

    static string Mode(string path) => OperatingSystem.IsWindows() ? "" : Convert.ToString((int)File.GetUnixFileMode(path), 8);

    // Progress<T> speaks on another thread, when the test may be over.
    sealed class Spoken(Action<string> say) : IProgress<string>
    {
        public void Report(string value) => say(value);
    }
}
