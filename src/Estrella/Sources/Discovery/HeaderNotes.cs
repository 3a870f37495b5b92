namespace Estrella.Sources.Discovery;

/// <summary>A row below the header that explains its columns: text where all other rows have numbers and days.</summary>
/// <param name="Line">Where it stands.</param>
/// <param name="Column">A column that tells it from the rows.</param>
/// <param name="Text">What it says there.</param>
internal sealed record HeaderNotes(int Line, string Column, string Text, Proof Proof)
{
    private const int LeastRows = 5;
    private const int LeastColumns = 3;

    /// <summary>Null: the row below the header is one of the others.</summary>
    /// <param name="seen">The first rows with their lines.</param>
    /// <param name="header">Where the header stands among them.</param>
    public static HeaderNotes? Of(IReadOnlyList<(int Cells, int Line, string[] Names)> seen, int header, string[] names)
    {
        if (header + 1 + LeastRows >= seen.Count || seen[header + 1].Names is not { } notes || notes.Length < names.Length
            || Array.Exists(notes, each => each.Length > 0 && !each.Any(char.IsLetter)))
            return null;
        var rows = seen.Skip(header + 2).Select(each => each.Names).ToList();
        // What has digits wherever it is filled: numbers, days, keys.
        var counted = Enumerable.Range(0, names.Length).Where(at => names[at].Length > 0
            && rows.Select(row => at < row.Length ? row[at] : "").Where(each => each.Length > 0).ToList() is { Count: >= LeastRows } filled && filled.TrueForAll(each => each.Any(char.IsDigit))).ToList();
        var told = counted.FindAll(at => notes[at].Length > 0 && !notes[at].Any(char.IsDigit));
        return told.Count >= LeastColumns && told.Count * 10 >= counted.Count * 9
            ? new HeaderNotes(seen[header + 1].Line, names[told[0]], notes[told[0]], Proof.Of(told.Count, counted.Count, FormattableString.Invariant($"line {seen[header + 1].Line} explains the columns: no digit in {told.Count:N0} of the {counted.Count:N0} that have some in all other rows")))
            : null;
    }
}
