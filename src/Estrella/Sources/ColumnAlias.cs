namespace Estrella.Sources;

/// <summary>What a column may be called in a header: another language, a currency behind it, a name in brackets.</summary>
/// <param name="Name">The name the contract uses.</param>
/// <param name="Patterns">Headings, or patterns with <c>*</c>; the first that fits one decides.</param>
internal sealed record ColumnAlias(string Name, IReadOnlyList<string> Patterns)
{
    public static IReadOnlyList<ColumnAlias> Parse(ContractNode node) =>
        [.. node.Entries.Select(each => new ColumnAlias(each.Word.Text, each.Value.Texts))];

    /// <summary>The headings as the contract names them; a column that bears the contract's own name keeps it.</summary>
    public static IReadOnlyList<string> Told(IReadOnlyList<string> headings, IReadOnlyList<ColumnAlias> aliases)
    {
        if (aliases.Count == 0)
        {
            return headings;
        }
        var told = headings.ToArray();
        var isTold = new bool[told.Length];
        foreach (var alias in aliases.Where(alias => !headings.Any(heading => ColumnName.Fold(heading) == ColumnName.Fold(alias.Name))))
        {
            var at = alias.Patterns
                .Select(pattern => Array.FindIndex(told, heading => heading.Length > 0 && ColumnName.Fits(heading, pattern)))
                .FirstOrDefault(found => found >= 0 && !isTold[found], -1);
            if (at >= 0)
            {
                (told[at], isTold[at]) = (alias.Name, true);
            }
        }
        return told;
    }
}
