using System.Text.Json;

namespace Estrella.Entities;

/// <summary>One way to tell that two records are the same thing, as a source takes part in it.</summary>
/// <param name="Field">A field of <see cref="Identities.Steps"/>: tax_number, sku, id.</param>
/// <param name="DropPrefix">Taken off where a value begins with it; null: nothing.</param>
/// <param name="DropZeros">Zeros a value begins with say nothing.</param>
/// <param name="FoldCase">Case says nothing.</param>
public sealed record IdentityStep(string Field, string? DropPrefix = null, bool DropZeros = false, bool FoldCase = false);

/// <summary>How records of one source are known to be those of others.</summary>
/// <param name="Steps">Those the source takes part in; none: its records stand alone.</param>
/// <param name="IsWithin">The source's own ids do not tell its records apart, as those of guests: the steps hold within it as well.</param>
public sealed record IdentityRule(IReadOnlyList<IdentityStep> Steps, bool IsWithin)
{
    /// <summary>As <c>estrella.source</c> keeps it: by entity.</summary>
    public static string? ToText(IReadOnlyDictionary<string, IdentityRule> rules) =>
        rules.Count == 0 ? null : JsonSerializer.Serialize(rules.OrderBy(each => each.Key, StringComparer.Ordinal).ToDictionary(each => each.Key, each => each.Value));

    public static IReadOnlyDictionary<string, IdentityRule> FromText(string? text) =>
        text is null ? new Dictionary<string, IdentityRule>() : JsonSerializer.Deserialize<Dictionary<string, IdentityRule>>(text)!;
}

/// <summary>The entities that may be one thing in several sources, and by what.</summary>
public static class Identities
{
    /// <summary>Strongest first: a weaker one never unites what a stronger one tells apart. Crosswalks are lists of one's own and hold for all.</summary>
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Known = new Dictionary<string, IReadOnlyList<string>>
    {
        ["customer"] = ["crosswalk", "person", "tax_number", "email", "phone", "id"],
        ["product"] = ["crosswalk", "sku", "barcode", "id"],
    };

    public static IReadOnlyList<string> Entities { get; } = [.. Known.Keys];

    /// <summary>All steps of an entity in their order, the crosswalk first.</summary>
    public static IReadOnlyList<string> Steps(string entity) => Known[entity];

    /// <summary>The steps a source or shop may switch on.</summary>
    public static IReadOnlyList<string> Fields(string entity) => [.. Known.TryGetValue(entity, out var steps) ? steps.Skip(1) : []];

    /// <summary>Two records that both have it and differ are two things, whatever else they share.</summary>
    public static string Exclusive(string entity) => entity == "customer" ? "tax_number" : "barcode";
}
