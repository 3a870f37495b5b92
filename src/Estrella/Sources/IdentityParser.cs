using Estrella.Entities;

namespace Estrella.Sources;

/// <summary>
/// How a source takes part in unifying: <c>identity: { customer: [tax_number, { id: { drop_prefix: C- } }], within: customer }</c>.
/// </summary>
internal static class IdentityParser
{
    private const string Within = "within";

    private static readonly string[] StepWords = ["drop_prefix", "leading_zeros", "case"];

    public static Dictionary<string, IdentityRule> Parse(ContractNode node)
    {
        var within = node.Entries.Where(each => each.Word.Text == Within).SelectMany(each => Names(each.Value)).ToHashSet();
        var rules = new Dictionary<string, IdentityRule>();
        foreach (var (word, value) in node.Entries.Where(each => each.Word.Text != Within))
        {
            var entity = word.OneOf("entity that several sources may share", Identities.Entities);
            rules[entity] = new IdentityRule([.. (value.IsList ? value.Items : [value]).Where(each => !each.IsNull).Select(each => Step(each, entity))], within.Contains(entity));
        }
        if (within.Except(rules.Keys).FirstOrDefault() is { } missing)
            throw node.Refuse($"within names {missing}, yet no step of it is switched on", $"say by what, such as {missing}: [{Identities.Fields(missing)[1]}]");
        return rules;
    }

    private static IEnumerable<string> Names(ContractNode node) =>
        (node.IsList ? node.Items : [node]).Select(each => each.OneOf("entity that several sources may share", Identities.Entities));

    private static IdentityStep Step(ContractNode node, string entity)
    {
        var known = Identities.Fields(entity);
        if (!node.IsMap)
            return new IdentityStep(node.OneOf($"step for {entity}", known));
        if (node.Entries is not [var (word, how)])
            throw node.Refuse("names several steps at once", "give each its own entry in the list");
        var step = new IdentityStep(word.OneOf($"step for {entity}", known));
        foreach (var (name, value) in how.Entries)
        {
            step = name.OneOf($"word of step {step.Field}", StepWords) switch
            {
                "drop_prefix" => step with { DropPrefix = value.Text },
                "leading_zeros" => step with { DropZeros = value.OneOf("leading_zeros", ["drop", "keep"]) == "drop" },
                _ => step with { FoldCase = value.OneOf("case", ["fold", "keep"]) == "fold" },
            };
        }
        return step;
    }
}
