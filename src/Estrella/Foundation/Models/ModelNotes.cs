namespace Estrella.Foundation.Models;

/// <summary>
/// What later models must hear of a merge: of a chain, the numbers whose versions moved; of a table with days in it,
/// the days whose rows changed, and where orders stand in it, whose they are. An increment of the mart then rebuilds
/// those days and buyers and no others.
/// </summary>
internal sealed class ModelNotes
{
    /// <summary>Days on which a fact changed.</summary>
    public const string TouchedDay = "touched_day";

    /// <summary>The months of those days.</summary>
    public const string TouchedMonth = "touched_month";

    /// <summary>Customers of whose orders a fact changed.</summary>
    public const string TouchedBuyer = "touched_buyer";

    // The temporary tables that take the notes, and the select over `noted` that gives them; views of the same names may
    // stand before them in the search path.
    private readonly IReadOnlyList<(string Relation, string Select)> takers;

    private ModelNotes(string returning, params IReadOnlyList<(string Relation, string Select)> takers) => (Returning, this.takers) = (returning, takers);

    /// <summary>What the changed rows give.</summary>
    public string Returning { get; }

    /// <summary>Null where nobody has to hear of it.</summary>
    public static ModelNotes? Of(ModelFile model, IReadOnlyList<ModelColumn> columns)
    {
        if (model.Chain is { } chain)
            return new ModelNotes($"kept.{chain} as note", (Moved(model), "select distinct note from noted"));
        var days = columns.Where(column => column.Type == "date").Select(column => column.Name).ToList();
        // What is rebuilt by days, months or buyers has been told them.
        if (model.Surrogate is not null || days.Count == 0 || model.TouchedBy?.Relation is null or TouchedDay or TouchedMonth or TouchedBuyer)
            return null;
        var note = $"array[{string.Join(", ", days)}] as note";
        var ofDays = (TouchedDay, "select distinct day from noted, unnest(note) as day where day is not null");
        return model.TouchedBy.Column == "order_no" && columns.Any(column => column.Name == "customer_no")
            ? new ModelNotes($"{note}, customer_no", ofDays, (TouchedBuyer, "select distinct customer_no from noted where customer_no <> 0"))
            : new ModelNotes(note, ofDays);
    }

    /// <summary>Takes the numbers a query gives, as a merge would have told them.</summary>
    public string Take(string query) => $"insert into pg_temp.{takers[0].Relation} {query} on conflict do nothing";

    /// <summary>Runs the statement, takes the notes and tells how many rows it changed.</summary>
    public string Wrap(string statement) =>
        $"with noted as ({statement}), "
        + string.Join(", ", takers.Select(taker => $"{taker.Relation}_note as (insert into pg_temp.{taker.Relation} {taker.Select} on conflict do nothing)"))
        + " select count(*) from noted";

    // moved_customer for the chain dim_customer
    private static string Moved(ModelFile model) => "moved_" + (model.Name.StartsWith("dim_", StringComparison.Ordinal) ? model.Name[4..] : model.Name);
}
