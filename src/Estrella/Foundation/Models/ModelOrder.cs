using System.Text.RegularExpressions;

namespace Estrella.Foundation.Models;

/// <summary>What is built before what, and what a select really reads.</summary>
public static partial class ModelOrder
{
    /// <summary>Puts every model behind those its <c>from:</c> names; names decide where that leaves a choice.</summary>
    /// <exception cref="EstrellaException">Models wait for each other.</exception>
    public static IReadOnlyList<ModelFile> Sort(IReadOnlyList<ModelFile> models, string schema)
    {
        var waiting = models.OrderBy(model => model.Name, StringComparer.Ordinal).ToList();
        var ordered = new List<ModelFile>();
        while (waiting.Count > 0)
        {
            var next = waiting.Find(model => !waiting.Any(other => other != model && model.From.Contains($"{schema}.{other.Name}")));
            if (next is null)
                throw new EstrellaException(ExitCode.Failed, $"these models wait for each other: {string.Join(", ", waiting.Select(model => model.Name))}", "break the circle in their from: lines");
            ordered.Add(next);
            waiting.Remove(next);
        }
        return ordered;
    }

    /// <summary>The tables of our schemas that a select names behind from or join; sorted, each once.</summary>
    public static IReadOnlyList<string> TablesRead(string sql) =>
    [
        .. QualifiedTable().Matches(Comment().Replace(sql, ""))
            .Select(match => match.Groups["table"].Value.Replace("\"", "", StringComparison.Ordinal))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    [GeneratedRegex(@"\b(?:from|join)\s+(?:lateral\s+)?(?:only\s+)?(?<table>(?:staging|core|star|mart|estrella)\.""?[a-z_][a-z0-9_]*""?)")]
    private static partial Regex QualifiedTable();

    [GeneratedRegex(@"--[^\n]*")]
    private static partial Regex Comment();
}
