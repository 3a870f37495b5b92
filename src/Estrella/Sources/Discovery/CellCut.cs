namespace Estrella.Sources.Discovery;

/// <summary>
/// A code and a text in one cell, and the sign between them: <c>[AB-12] Name</c>, <c>AB-12 - Name</c>, <c>Name (AB-12)</c>.
/// It cuts as <c>drop_prefix</c>, <c>drop_suffix</c>, <c>split</c> and <c>part</c> of a contract do.
/// </summary>
/// <param name="Before">What such a cell begins with; empty: nothing.</param>
/// <param name="Behind">What it ends in; empty: nothing.</param>
/// <param name="Part">1: what stands before the sign; -1: behind the last.</param>
internal sealed record CellCut(string Before, string Behind, string Sign, int Part)
{
    /// <summary>Codes first, and the brackets that are the surest sign of one.</summary>
    public static readonly IReadOnlyList<CellCut> All =
    [
        new("[", "", "]", 1), new("", "]", "[", -1), new("", "", " (", 1), new("", ")", " (", -1),
        new("", "", " - ", 1), new("", "", " – ", 1), new("", "", " : ", 1), new("", "", ": ", 1), new("", "", " | ", 1), new("", "", " / ", 1),
        new("[", "", "]", -1), new("", "", " - ", -1), new("", "", " – ", -1), new("", "", " : ", -1), new("", "", ": ", -1), new("", "", " | ", -1), new("", "", " / ", -1),
    ];

    /// <summary>The cell is written so: there is something on both sides of the sign.</summary>
    public bool Fits(string text) => text.StartsWith(Before, StringComparison.Ordinal) && text.EndsWith(Behind, StringComparison.Ordinal)
        && text.IndexOf(Sign, Before.Length, StringComparison.Ordinal) is var at && at > Before.Length && at + Sign.Length < text.Length - Behind.Length;

    /// <summary>What the contract reads of a cell; one that is not written so is read as it stands.</summary>
    public string Of(string text)
    {
        if (text.StartsWith(Before, StringComparison.Ordinal))
            text = text[Before.Length..].TrimStart(' ');
        if (text.EndsWith(Behind, StringComparison.Ordinal))
            text = text[..^Behind.Length].TrimEnd(' ');
        return text.Split(Sign)[Part == 1 ? 0 : ^1].Trim(' ');
    }

    /// <summary>As the words of a cell.</summary>
    public IEnumerable<string> Words
    {
        get
        {
            if (Before.Length > 0)
                yield return $"drop_prefix: {Yaml.Text(Before)}";
            if (Behind.Length > 0)
                yield return $"drop_suffix: {Yaml.Text(Behind)}";
            yield return $"split: {Yaml.Text(Sign)}";
            yield return $"part: {Part}";
        }
    }
}
