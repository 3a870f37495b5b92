using System.CommandLine;
using System.Runtime.InteropServices;
using Estrella.Cli.Output;
using Estrella.Foundation;
using Estrella.Foundation.Embedded;
using Npgsql;

namespace Estrella.Cli.CommandLine;

/// <summary>Runs a parsed command line to its exit code: signals become cancellation, failures become sentences.</summary>
internal static class Outcome
{
    public static async Task<int> OfAsync(ParseResult parse)
    {
        var conversation = new Conversation(parse.GetValue(GlobalOptions.Quiet), parse.GetValue(GlobalOptions.Verbose));
        if (parse.Errors.Count > 0 && parse.Action is not HelpPage)
            return Usage.Refuse(parse, conversation);

        var verb = parse.CommandResult.Command as Verb;
        using var cancellation = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        try
        {
            return await parse.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                cancellation.Token);
        }
        catch (Exception failure)
        {
            if (cancellation.IsCancellationRequested)
            {
                conversation.Error(verb?.WhenCancelled ?? "cancelled", null);
                return ExitCode.Cancelled;
            }
            return Say(FullDiskOf(failure, parse) ?? failure, conversation);
        }

        // The second Ctrl-C ends the process at once; the database rolls back what was not published.
        void Cancel(PosixSignalContext signal)
        {
            signal.Cancel = verb is { LeavesSignals: true } || !cancellation.IsCancellationRequested;
            if (verb is not { LeavesSignals: true })
                cancellation.Cancel();
        }
    }

    /// <summary>A server that cannot write its own log ends without a word to its clients: then its disk is looked at.</summary>
    static EstrellaException? FullDiskOf(Exception failure, ParseResult parse)
    {
        var said = FullDisk.Said(failure);
        if (failure is EstrellaException { ExitCode: not ExitCode.NoDatabase } || (said is null && failure is not (NpgsqlException or EstrellaException)))
            return null;
        var call = new Call(parse);
        var isEmbedded = call.NamedDatabase() is null;
        if (said is not null)
            return FullDisk.Refusal(said, isEmbedded ? EmbeddedServer.DataOf(call.EmbeddedServer) : null, "nothing was written", failure);
        return isEmbedded ? EmbeddedServer.FullDiskOf(call.EmbeddedServer, failure) : null;
    }

    static int Say(Exception failure, Conversation conversation)
    {
        var code = failure switch
        {
            EstrellaException said => Speak(said.Message, said.Next, said.ExitCode),
            PostgresException refused => Speak(
                $"the database refused: {refused.MessageText} ({refused.SqlState})",
                refused.Hint ?? "--verbose shows where",
                ExitCode.Failed),
            NpgsqlException unreachable => Speak(
                $"the database cannot be reached: {unreachable.InnerException?.Message ?? unreachable.Message}",
                "check with: estrella doctor",
                ExitCode.NoDatabase),
            _ => Speak($"{failure.Message} ({failure.GetType().Name})", "--verbose shows where", ExitCode.Failed),
        };
        if (conversation.IsVerbose)
            conversation.Detail(failure.ToString());
        return code;

        int Speak(string message, string? next, int exitCode)
        {
            conversation.Error(message, next);
            return exitCode;
        }
    }
}
