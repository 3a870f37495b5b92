using System.Globalization;
using System.Text;

namespace Estrella.Foundation.Embedded;

/// <summary>A project's PostgreSQL cluster: made once, then started and stopped with the binaries it was made with.</summary>
internal sealed class Cluster(ServerHome home, ServerBinaries binaries, ServerAccount account)
{
    public const string Role = "estrella";

    const long LogLimitBytes = 10_000_000;

    // A start after a crash reads the log since the last checkpoint, at most max_wal_size.
    const string PatienceSeconds = "300";

    string SettingsFile => Path.Combine(home.Data, "estrella.conf");

    /// <summary>Makes the cluster beside its place and renames it there, so it exists whole or not at all.</summary>
    public async Task MakeAsync(SavedServer saved, bool durable, CancellationToken cancellation)
    {
        // Without the marker it was never completed, and nothing was ever stored in it.
        foreach (var left in Directory.GetDirectories(home.Folder, "data.making-*").Append(home.Data).Where(Directory.Exists))
            Directory.Delete(left, recursive: true);

        var making = $"{home.Data}.making-{Guid.NewGuid():N}";
        var password = Path.Combine(home.Folder, $"password-{Guid.NewGuid():N}");
        try
        {
            OwnerOnly.MakeFolder(making);
            ServerHome.WriteForOwner(password, saved.Password);
            await account.OwnAsync(cancellation, making, password);

            string[] hurry = durable ? [] : ["--no-sync"];
            var said = await RunAsync(
                binaries.InitDb,
                ["-D", making, "--locale=C", "--encoding=UTF8", "--auth=scram-sha-256", $"--username={Role}", $"--pwfile={password}", "--no-instructions", .. hurry],
                cancellation);
            if (!said.Succeeded)
                throw new EstrellaException(ExitCode.NoDatabase, $"initdb could not make a cluster in {home.Folder}:\n{said.Tail()}", "see what it says; free disk space and rights of that folder are the usual reasons");

            await File.AppendAllTextAsync(Path.Combine(making, "postgresql.conf"), "\n# Written by estrella at every start. What you set with ALTER SYSTEM wins over it.\ninclude_if_exists = 'estrella.conf'\n", cancellation);
            await File.WriteAllTextAsync(ServerHome.MarkerIn(making), $"{Path.GetFileName(home.Folder)}-{Guid.NewGuid().ToString("N")[..8]}\n", cancellation);
            await account.OwnAsync(cancellation, making);
            Directory.Move(making, home.Data);
        }
        finally
        {
            File.Delete(password);
            if (Directory.Exists(making))
                Directory.Delete(making, recursive: true);
        }
    }

    /// <summary>Starts the server; when it returns, connections are accepted.</summary>
    /// <returns>Null when it runs, else what the server's log says.</returns>
    public async Task<string?> StartAsync(SavedServer saved, EmbeddedServerOptions options, CancellationToken cancellation)
    {
        Postmaster.ForgetCrashed(home);
        await WriteSettingsAsync(saved, options, cancellation);
        if (File.Exists(home.Log) && new FileInfo(home.Log).Length > LogLimitBytes)
            File.Move(home.Log, home.Log + ".1", overwrite: true);
        if (!File.Exists(home.Log))
            ServerHome.WriteForOwner(home.Log, "");
        await account.OwnAsync(cancellation, home.Log, SettingsFile);
        var before = new FileInfo(home.Log).Length;

        // -l gives the server a log of its own and pg_ctl a session of its own to it: no pipe of our caller stays
        // open, and Ctrl-C in our caller's terminal does not reach it.
        var said = await RunAsync(binaries.PgCtl, ["start", "-D", home.Data, "-o", $"-c cluster_name={home.ClusterName}", "-l", home.Log, "-w", "-t", PatienceSeconds, "-s"], cancellation);
        return said.Succeeded ? null : CommandResult.LastLines(said.Errors + "\n" + await LogSinceAsync(before, cancellation), 12);
    }

    public async Task StopAsync(CancellationToken cancellation)
    {
        var said = await RunAsync(binaries.PgCtl, ["stop", "-D", home.Data, "-m", "fast", "-w", "-t", PatienceSeconds, "-s"], cancellation);
        if (!said.Succeeded && Postmaster.Running(home) is not null)
            throw new EstrellaException(ExitCode.Failed, $"the embedded server in {home.Folder} did not stop:\n{said.Tail()}", $"see {home.Log}");
    }

    async Task WriteSettingsAsync(SavedServer saved, EmbeddedServerOptions options, CancellationToken cancellation)
    {
        var text = new StringBuilder("# Written by estrella at every start; edits here are lost. Use ALTER SYSTEM.\n");
        (string, string)[] place =
        [
            ("listen_addresses", "'127.0.0.1'"),
            ("port", saved.Port.ToString(CultureInfo.InvariantCulture)),
            // A socket's path may hold 107 bytes, and ours may be longer.
            ("unix_socket_directories", "''"),
        ];
        foreach (var (name, value) in place.Concat(MachineSettings.For(Machine.Of(home.Folder), options.Durable, options.SharedBuffersMegabytes)))
            text.Append(name).Append(" = ").Append(value).Append('\n');
        await File.WriteAllTextAsync(SettingsFile, text.ToString(), cancellation);
    }

    async Task<string> LogSinceAsync(long position, CancellationToken cancellation)
    {
        await using var log = new FileStream(home.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Position = Math.Min(position, log.Length);
        using var reader = new StreamReader(log);
        return await reader.ReadToEndAsync(cancellation);
    }

    Task<CommandResult> RunAsync(string program, string[] arguments, CancellationToken cancellation) =>
        new Command(program, arguments) { Account = account.Name, WorkingFolder = home.Folder }.RunAsync(cancellation);
}
