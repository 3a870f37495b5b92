using System.Net;
using Estrella.Foundation;

namespace Estrella.Dashboard.Serving;

/// <summary>What <c>estrella serve</c> was told.</summary>
/// <param name="ConnectionString">The warehouse, as its owner reaches it; pages read it through a role that may only read.</param>
public sealed record ServeOptions(Settings Settings, string ConnectionString)
{
    public const int DefaultPort = 5080;

    public const string DefaultRole = "estrella_reader";

    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Even on this machine's own address, such as behind a proxy.</summary>
    public bool DemandsLogin { get; init; }

    /// <summary>Other machines may reach it: then it demands a login.</summary>
    public bool IsOpen => DemandsLogin || !IPAddress.IsLoopback(Address);

    /// <summary>0: any that is free.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>The role pages read with; made where it is not there.</summary>
    public string Role { get; init; } = DefaultRole;

    /// <summary>How long a query of a page may take.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <exception cref="EstrellaException">Exit 2: open to other machines without a user, or with a password that is no hash.</exception>
    public void Check()
    {
        if (!IsOpen)
            return;
        if (Settings.Users.Count == 0)
        {
            throw new EstrellaException(
                ExitCode.WrongUsage,
                $"a login is demanded on {Address}, and no user may sign in",
                "make a hash with: estrella password NAME; write it into estrella.yml: users: { NAME: HASH }");
        }
        foreach (var (user, hash) in Settings.Users)
        {
            if (!SignIn.IsHash(hash))
            {
                throw new EstrellaException(
                    ExitCode.WrongUsage, $"estrella.yml: users: what stands for {user} is no hash of a password", $"make one with: estrella password {user}");
            }
        }
    }
}
