using System.CommandLine;
using Estrella.Foundation;

namespace Estrella.Cli.CommandLine;

/// <summary>An example of a help text: what to type, and what it gives.</summary>
internal readonly record struct Example(string Line, string Gives);

/// <summary>
/// One command of the command line, in one file: what its help shows, and what it does. Every command has examples
/// and exit codes; a test holds that.
/// </summary>
internal abstract class Verb : Command
{
    protected Verb(string name, string description, IReadOnlyList<Example> examples, params int[] exitCodes)
        : base(name, description)
    {
        Examples = examples;
        ExitCodes = [ExitCode.Done, ExitCode.Failed, ExitCode.WrongUsage, .. exitCodes, ExitCode.Cancelled];
        SetAction((parse, cancellation) => RunAsync(new Call(parse), cancellation));
    }

    public IReadOnlyList<Example> Examples { get; }

    /// <summary>The codes it may end with, in the order of their numbers.</summary>
    public IReadOnlyList<int> ExitCodes { get; }

    /// <summary>What is said when it is cancelled.</summary>
    public virtual string WhenCancelled => "cancelled";

    /// <summary>Whether Ctrl-C is for a program it runs, such as psql, and not for us.</summary>
    public virtual bool LeavesSignals => false;

    /// <returns>One of <see cref="ExitCode"/>.</returns>
    protected abstract Task<int> RunAsync(Call call, CancellationToken cancellation);
}

/// <summary>A command that only holds others, such as <c>db</c>.</summary>
internal sealed class VerbGroup : Command
{
    public VerbGroup(string name, string description, params Verb[] verbs)
        : base(name, description)
    {
        foreach (var verb in verbs)
            Add(verb);
    }

    /// <summary>The first example of each of its commands.</summary>
    public IReadOnlyList<Example> Examples => [.. Subcommands.OfType<Verb>().Select(verb => verb.Examples[0])];
}
