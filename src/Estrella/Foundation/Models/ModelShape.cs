namespace Estrella.Foundation.Models;

/// <summary>Holds a model's header and its published table against the columns its select brings.</summary>
internal static class ModelShape
{
    /// <summary>Columns of a chain or a surrogate that the table computes by itself.</summary>
    public static IReadOnlyList<string> MadeByTheTable(ModelFile model) =>
    [
        .. model.Surrogate is { } surrogate ? [surrogate] : Array.Empty<string>(),
        .. model.Chain is null ? Array.Empty<string>() : ["closed_at", "is_current"],
    ];

    /// <summary>Every column has a comment, every comment a column, and the words name columns that are there.</summary>
    public static void Check(ModelFile model, IReadOnlyList<ModelColumn> columns)
    {
        var there = columns.Select(column => column.Name).Concat(MadeByTheTable(model)).ToHashSet();
        Demand(model, "describes columns its select does not bring", model.Columns.Keys.Where(column => !there.Contains(column)));
        Demand(model, "does not describe", there.Where(column => !model.Columns.ContainsKey(column)));
        var named = model.Key.Concat(model.Natural).Concat(model.PersonalColumns).Concat(model.Moves)
            .Concat(model.References.Select(each => each.Column))
            .Concat(model.Indexes.SelectMany(index => index.Columns))
            .Concat(model.TouchedBy is { } touched && model.Natural.Count == 0 ? [touched.Column] : []);
        Demand(model, "names columns its select does not bring", named.Where(column => !there.Contains(column)));
    }

    /// <summary>The published table can hold what the select brings.</summary>
    public static void Fits(ModelFile model, IReadOnlyList<ModelColumn> published, IReadOnlyList<ModelColumn> columns)
    {
        Check(model, columns);
        var written = published.Where(column => !column.IsGenerated).ToDictionary(column => column.Name);
        foreach (var column in columns)
        {
            if (!written.TryGetValue(column.Name, out var there))
                throw Incompatible(model, $"column {column.Name} is not in the published table");
            if (there.Type != column.Type)
                throw Incompatible(model, $"column {column.Name} is {there.Type} in the published table and {column.Type} in the select");
        }
        foreach (var gone in written.Keys.Except(columns.Select(column => column.Name)))
            throw Incompatible(model, $"column {gone} is in the published table and no longer in the select");
    }

    public static EstrellaException Incompatible(ModelFile model, string why) => new(
        ExitCode.Failed,
        $"{model.Name}.sql does not fit the table that is published: {why}",
        "a published table is never dropped or renamed; keep its columns, or give the model a new name");

    private static void Demand(ModelFile model, string fault, IEnumerable<string> columns)
    {
        if (string.Join(", ", columns.Distinct()) is { Length: > 0 } list)
            throw ModelHeader.Fault(model.Name, null, $"{fault}: {list}");
    }
}
