namespace Estrella.Cli.Output;

/// <summary>What is said beside the answer, on stderr: progress, warnings, errors.</summary>
internal sealed class Conversation(bool quiet, bool verbose) : IProgress<string>
{
    // A terminal shows one line that is written over; a file or a pipe gets whole lines.
    readonly bool overwrites = !quiet && !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
    readonly Lock writing = new();
    int shown;

    public bool IsQuiet => quiet;

    public bool IsVerbose => verbose;

    /// <summary>A line of progress.</summary>
    public void Say(string line)
    {
        if (quiet)
            return;
        Write(line);
    }

    void IProgress<string>.Report(string value) => Say(value);

    /// <summary>A line for <c>--verbose</c> only.</summary>
    public void Detail(string line)
    {
        if (verbose)
            Say(line);
    }

    /// <summary>What is going on at this moment; shown on a terminal only, and written over by the next line.</summary>
    public void Now(string line)
    {
        if (!overwrites)
            return;
        lock (writing)
        {
            var width = Math.Max(20, Console.BufferWidth) - 1;
            var cut = line.Length > width ? line[..(width - 1)] + "…" : line;
            Console.Error.Write('\r' + cut.PadRight(Math.Min(shown, width)));
            shown = cut.Length;
        }
    }

    /// <summary>A line nobody may miss, quiet or not.</summary>
    public void Warn(string line) => Write("warning: " + line);

    /// <summary>What went wrong and what to do next.</summary>
    public void Error(string message, string? next)
    {
        Write("error: " + message);
        if (next is not null)
            Write("next: " + next);
    }

    void Write(string line)
    {
        lock (writing)
        {
            if (shown > 0)
                Console.Error.Write('\r' + new string(' ', shown) + '\r');
            shown = 0;
            Console.Error.WriteLine(line);
        }
    }
}
