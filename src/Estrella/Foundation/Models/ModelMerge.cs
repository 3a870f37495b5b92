namespace Estrella.Foundation.Models;

/// <summary>
/// The statements that bring a table to what its select says now. Only rows that differ are written: a wider
/// scope costs reading, not writing, so in doubt more is touched.
/// </summary>
/// <param name="table">The published table.</param>
/// <param name="fresh">What the select says now, for the touched keys or for all.</param>
/// <param name="columns">The columns the select brings.</param>
internal sealed class ModelMerge(string table, string fresh, ModelFile model, IReadOnlyList<string> columns)
{
    // The parts of a natural key may be unknown, and arrays take two unknowns for the same.
    private readonly string sameRow = model is { Surrogate: not null, Chain: null, Natural.Count: > 1 }
        ? $"array[{string.Join(", ", model.Natural.Select(column => $"fresh.{column}"))}] = array[{string.Join(", ", model.Natural.Select(column => $"kept.{column}"))}]"
        : string.Join(" and ", model.Identity.Select(column => $"fresh.{column} = kept.{column}"));

    private readonly IReadOnlyList<string> others = [.. columns.Except(model.Identity)];

    /// <summary>
    /// Deletes what the select no longer says, and of a table without surrogate keys what it says otherwise.
    /// Members of a dimension stay, facts may point at them; only versions of a chain vanish. Null: nothing to delete.
    /// </summary>
    /// <param name="touched">Only rows whose key is touched; else the whole table.</param>
    public string? Delete(bool touched, string? returning)
    {
        if (model.Surrogate is not null && model.Chain is null)
            return null;
        var scope = touched && model.TouchedBy is { } key ? $"kept.{key.Column} = any (array(table {key.Relation})) and " : "";
        var known = model.Surrogate is { } surrogate ? $"kept.{surrogate} <> 0 and " : "";
        var asItIs = model.Surrogate is null && others.Count > 0 ? $" and {Row("fresh")} is not distinct from {Row("kept")}" : "";
        return $"delete from {table} as kept where {scope}{known}not exists (select from {fresh} as fresh where {sameRow}{asItIs}){Returning(returning)}";
    }

    /// <summary>Rows of a dimension whose columns say something else, by the chain's number; see <see cref="ModelFile.Moves"/>.</summary>
    public string Moved() =>
        $"select distinct fresh.{model.Chain} from {fresh} as fresh join {table} as kept on {sameRow} "
        + $"where {Row("fresh", model.Moves)} is distinct from {Row("kept", model.Moves)}";

    /// <summary>Updates members of a dimension in place, so that their numbers stay. Null: there is nothing beside the key.</summary>
    public string? Update() => model.Surrogate is null || others.Count == 0
        ? null
        : $"update {table} as kept set {string.Join(", ", others.Select(column => $"{column} = fresh.{column}"))} "
            + $"from {fresh} as fresh where {sameRow} and {Row("fresh")} is distinct from {Row("kept")}";

    public string Insert(string? returning)
    {
        var missing = $"select {ModelTable.List(columns)} from {fresh} as fresh where not exists (select from {table} as kept where {sameRow})";
        return $"insert into {table} as kept ({ModelTable.List(columns)}) {missing}{Returning(returning)}";
    }

    private static string Returning(string? expressions) => expressions is null ? "" : $" returning {expressions}";

    private static string Row(string alias, IEnumerable<string> names) => $"row({string.Join(", ", names.Select(name => $"{alias}.{name}"))})";

    private string Row(string alias) => Row(alias, others);
}
