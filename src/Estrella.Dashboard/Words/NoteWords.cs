using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Estrella.Dashboard.Words;

/// <summary>
/// Notes of the engine in Spanish. The engine says them in English, with figures and names within: a data file has each
/// sentence as a pattern and what it becomes. A note nobody translated stays as it is and is marked as English.
/// </summary>
public static class NoteWords
{
    private static readonly (Regex Pattern, string Spanish)[] Sentences = Load();

    // Names within a note: those that have a Spanish word where pages show them.
    private static readonly Dictionary<string, string> Parts = new()
    {
        ["growth"] = "crecimiento",
        ["net sales per order"] = "venta neta por pedido",
        ["days since the last order"] = "días desde el último pedido",
        ["orders of the year"] = "pedidos del año",
        ["net sales of the year"] = "ventas netas del año",
        ["on-time rate"] = "entregas a tiempo",
        ["orders per customer"] = "pedidos por cliente",
    };

    /// <summary>The note in Spanish; null: nobody translated it.</summary>
    public static string? Spanish(string note)
    {
        foreach (var (pattern, spanish) in Sentences)
        {
            if (pattern.Match(note) is { Success: true } match)
                return Parts.Aggregate(match.Result(spanish), (text, part) => text.Replace(part.Key, part.Value, StringComparison.Ordinal));
        }
        return null;
    }

    private static (Regex, string)[] Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Words/notes-es.json")!;
        return [.. JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.Select(each => (new Regex($"^{each.Key}$", RegexOptions.CultureInvariant), each.Value))];
    }
}
