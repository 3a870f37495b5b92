namespace Estrella.Foundation.Embedded;

/// <summary>PostgreSQL refuses to run as root, so as root the server gets an account that may do nothing else.</summary>
/// <param name="Name">The account's name, or null when we are not root and the server is ours.</param>
internal readonly record struct ServerAccount(string? Name)
{
    /// <summary>The account for a server in <paramref name="home"/>; an existing cluster stays with its owner.</summary>
    /// <exception cref="EstrellaException">Exit code 6: no such account, it may not be taken, or it cannot enter the folder.</exception>
    public static async Task<ServerAccount> OfAsync(EmbeddedServerOptions options, ServerHome home, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return default;

        var account = new ServerAccount(await OwnerAsync(home.Data, cancellation) ?? await ChosenAsync(options.ServerUser, cancellation));
        await account.MustReachAsync(home.Folder, cancellation);
        return account;
    }

    /// <summary>Gives files and folders made by root to the account.</summary>
    public async Task OwnAsync(CancellationToken cancellation, params string[] paths)
    {
        if (Name is null)
            return;
        var said = await new Command(Program("chown"), ["-R", "-h", Name + ":", .. paths]).RunAsync(cancellation);
        if (!said.Succeeded)
            throw new EstrellaException(ExitCode.NoDatabase, $"the server's files could not be given to the account {Name}: {said.Tail()}");
    }

    static async Task<string?> OwnerAsync(string data, CancellationToken cancellation)
    {
        if (!Directory.Exists(data))
            return null;
        string[] format = OperatingSystem.IsMacOS() ? ["-f", "%Su"] : ["-c", "%U"];
        var owner = (await new Command(Program("stat"), [.. format, data]).RunAsync(cancellation)).Output.Trim();
        return owner is "" or "root" or "UNKNOWN" ? null : owner;
    }

    static async Task<string> ChosenAsync(string? configured, CancellationToken cancellation)
    {
        string[] names = configured is { Length: > 0 } ? [configured] : ["postgres", "nobody"];
        foreach (var name in names)
        {
            var number = (await new Command(Program("id"), "-u", name).RunAsync(cancellation)).Output.Trim();
            if (number is "" or "0")
                continue;
            // A container may hold root without the right to become somebody else.
            try
            {
                if ((await new Command(Program("id"), "-u") { Account = name }.RunAsync(cancellation)).Output.Trim() == number)
                    return name;
            }
            catch (EstrellaException failure)
            {
                throw new EstrellaException(
                    ExitCode.NoDatabase,
                    $"PostgreSQL does not run as root, and the account {name} may not be taken here",
                    "run estrella as an ordinary user, or allow the container to change users (CAP_SETUID, CAP_SETGID)",
                    failure);
            }
        }
        throw new EstrellaException(
            ExitCode.NoDatabase,
            $"PostgreSQL does not run as root, and there is no other account to run it as: looked for {string.Join(", ", names)}",
            "run estrella as an ordinary user, or set ESTRELLA_SERVER_USER to an account without rights");
    }

    async Task MustReachAsync(string folder, CancellationToken cancellation)
    {
        var said = await new Command("/bin/sh", "-c", "cd \"$0\"", folder) { Account = Name }.RunAsync(cancellation);
        if (!said.Succeeded)
        {
            throw new EstrellaException(
                ExitCode.NoDatabase,
                $"the account {Name}, which runs the server because we are root, cannot enter {folder}",
                "set ESTRELLA_HOME to a folder below which every account may enter, such as /var/lib/estrella");
        }
    }

    static string Program(string name) =>
        Command.Find(name) ?? throw new EstrellaException(ExitCode.NoDatabase, $"{name} is missing on this machine; it is needed to run the server as another account than root");
}
