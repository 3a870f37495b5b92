using Estrella.Questions;

namespace Estrella.Dashboard.Api;

/// <summary>
/// Texts that a spreadsheet would take for a formula get an apostrophe before them. Numbers stay numbers: a negative
/// amount is no text.
/// </summary>
internal static class SafeCells
{
    private const string Dangerous = "=+-@\t\r";

    public static Answer Of(Answer answer) => answer with
    {
        Rows = [.. answer.Rows.Select(row => row.Any(IsDangerous) ? [.. row.Select(cell => IsDangerous(cell) ? "'" + cell : cell)] : row)],
    };

    private static bool IsDangerous(object? cell) => cell is string { Length: > 0 } text && Dangerous.Contains(text[0]);
}
