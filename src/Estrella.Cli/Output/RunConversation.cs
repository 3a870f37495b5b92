using System.Globalization;
using Estrella.Runs;

namespace Estrella.Cli.Output;

/// <summary>Tells a run's progress: each new step is a line, its details are worth a moment.</summary>
internal sealed class RunConversation(Conversation conversation) : IProgress<RunProgress>
{
    readonly Lock telling = new();
    string step = "";

    public void Report(RunProgress value)
    {
        var rows = value.Rows is { } count ? string.Create(CultureInfo.InvariantCulture, $" {count:#,0} rows") : "";
        var line = value.Detail.Length > 0 ? $"{value.Step}: {value.Detail}{rows}" : value.Step + rows;
        lock (telling)
        {
            if (value.Step != step)
                conversation.Say(value.Step);
            if (conversation.IsVerbose && line != value.Step)
                conversation.Detail("  " + line);
            else
                conversation.Now(line);
            step = value.Step;
        }
    }
}
