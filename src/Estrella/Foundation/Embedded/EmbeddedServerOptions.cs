namespace Estrella.Foundation.Embedded;

/// <summary>Which embedded server is meant, and how it is found and run. The defaults are right for users.</summary>
/// <param name="ProjectFolder">The project the server belongs to; only its path counts, nothing is written there.</param>
public sealed record EmbeddedServerOptions(string ProjectFolder)
{
    /// <summary>
    /// The folder of initdb, pg_ctl and postgres. Default: <c>ESTRELLA_POSTGRES</c>, else the system's, else the npm
    /// package. An existing cluster keeps the binaries it was made with.
    /// </summary>
    public string? BinariesFolder { get; init; } = Setting("ESTRELLA_POSTGRES");

    /// <summary>
    /// Where clusters and fetched binaries lie. Default: <c>ESTRELLA_HOME</c>, else the user's local application data;
    /// as root <c>/var/lib/estrella</c>, because the account the server runs as cannot enter <c>/root</c>.
    /// </summary>
    public string? HomeFolder { get; init; } = Setting("ESTRELLA_HOME");

    /// <summary>The account the server runs as when we are root. Default: <c>ESTRELLA_SERVER_USER</c>, else postgres, else nobody.</summary>
    public string? ServerUser { get; init; } = Setting("ESTRELLA_SERVER_USER");

    /// <summary>Whether a power cut may lose nothing. False only for tests, which can make their data again.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Megabytes of shared buffers. Default: a quarter of the memory, at most 4096.</summary>
    public int? SharedBuffersMegabytes { get; init; }

    /// <summary>Other places to look for binaries than this machine's; tests use it.</summary>
    internal BinarySearch? Search { get; init; }

    static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
