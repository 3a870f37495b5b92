namespace Estrella.Foundation.Models;

/// <summary>
/// What later models must hear of a merge: of a chain, the numbers whose versions moved; of a table with days in it,
/// the days whose rows changed. An increment of the mart then rebuilds those days and no others.
/// </summary>
/// <param name="Relation">The temporary table that takes the notes; a view of the same name may stand before it in the search path.</param>
/// <param name="Returning">What the changed rows give.</param>
internal sealed record ModelNotes(string Relation, string Returning, string Unfold)
{
    /// <summary>Days on which a fact changed.</summary>
    public const string TouchedDay = "touched_day";

    /// <summary>The months of those days.</summary>
    public const string TouchedMonth = "touched_month";

    /// <summary>Null where nobody has to hear of it.</summary>
    public static ModelNotes? Of(ModelFile model, IReadOnlyList<ModelColumn> columns)
    {
        if (model.Chain is { } chain)
            return new ModelNotes("pg_temp." + Moved(model.Name), $"kept.{chain} as note", "select distinct note from noted");
        var days = columns.Where(column => column.Type == "date").Select(column => column.Name).ToList();
        // What is rebuilt by days or months has been told them.
        return model.Surrogate is not null || days.Count == 0 || model.TouchedBy?.Relation is null or TouchedDay or TouchedMonth
            ? null
            : new ModelNotes("pg_temp." + TouchedDay, $"array[{string.Join(", ", days)}] as note", "select distinct day from noted, unnest(note) as day where day is not null");
    }

    /// <summary><c>moved_customer</c> for the chain <c>dim_customer</c>.</summary>
    public static string Moved(string model) => "moved_" + (model.StartsWith("dim_", StringComparison.Ordinal) ? model[4..] : model);

    /// <summary>Runs the statement, takes the notes and tells how many rows it changed.</summary>
    public string Wrap(string statement) =>
        $"with noted as ({statement}), note as (insert into {Relation} {Unfold} on conflict do nothing) select count(*) from noted";
}
