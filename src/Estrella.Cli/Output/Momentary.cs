namespace Estrella.Cli.Output;

/// <summary>Progress that is worth a moment only: written over on a terminal, unsaid elsewhere unless <c>--verbose</c>.</summary>
internal sealed class Momentary(Conversation conversation) : IProgress<string>
{
    public void Report(string value)
    {
        conversation.Now(value);
        conversation.Detail(value);
    }
}
