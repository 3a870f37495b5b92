namespace Estrella.Foundation;

/// <summary>What the process says to its caller when it ends. Scripts lean on these numbers; they never change.</summary>
public static class ExitCode
{
    /// <summary>Everything asked for was done.</summary>
    public const int Done = 0;

    /// <summary>Something failed that has no number of its own.</summary>
    public const int Failed = 1;

    /// <summary>The command line could not be understood.</summary>
    public const int WrongUsage = 2;

    /// <summary>More rows were kept out than the contract tolerates; nothing was published.</summary>
    public const int TooManyRowsKeptOut = 3;

    /// <summary>A contract, or a decision only a person can take, is missing.</summary>
    public const int DecisionMissing = 4;

    /// <summary>Totals, or an incremental and a full build, differ.</summary>
    public const int TotalsDiffer = 5;

    /// <summary>No database could be found, started or reached.</summary>
    public const int NoDatabase = 6;

    /// <summary>Another run holds the lock.</summary>
    public const int LockHeld = 7;

    /// <summary>Ctrl-C or SIGTERM.</summary>
    public const int Cancelled = 130;
}

/// <summary>
/// A failure the user can do something about: printed without a stack trace, and the process ends with <see cref="ExitCode"/>.
/// </summary>
/// <param name="exitCode">One of <see cref="Foundation.ExitCode"/>.</param>
/// <param name="message">Where, what was found, and what was expected.</param>
/// <param name="next">What to do next, when there is something to do: a command or a sentence.</param>
/// <param name="cause">The exception below, for <c>--verbose</c>.</param>
public sealed class EstrellaException(int exitCode, string message, string? next = null, Exception? cause = null)
    : Exception(message, cause)
{
    public int ExitCode { get; } = exitCode;

    public string? Next { get; } = next;
}
