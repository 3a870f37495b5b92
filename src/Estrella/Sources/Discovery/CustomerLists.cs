using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>
/// What a list of customers says in words that say something else anywhere else: <c>Cliente</c> beside their codes is their
/// name, and their class, branch of business, group of posting or list of prices is what they are sorted by.
/// </summary>
internal static class CustomerLists
{
    private const int MostSorts = 40;

    public static void Add(FileMeaning meaning, DraftExport export, HashSet<ColumnProbe> used)
    {
        if (meaning.Main is not { Name: "customer" } customer || export.Feeds.Find(feed => feed.Entity == customer) is not { Id: not null } feed)
            return;
        bool Lacks(string field) => !feed.Fields.Exists(each => each.Field == field);
        if (Lacks("first_name") && Lacks("last_name") && meaning.File.Open.FirstOrDefault(column => !used.Contains(column) && meaning.IsOwnWord(column, customer) && IsName(column)) is { } name)
        {
            Take("first_name", name, Proof.Of(name.Distinct, name.Filled, FormattableString.Invariant($"{name.Distinct:N0} texts for {name.Filled:N0} customers")));
            export.Personal.Add(name.Name);
        }
        var sort = meaning.File.Open.Where(column => !used.Contains(column) && IsSort(column))
            .Select(column => (Column: column, Said: meaning.Sorts(column)))
            .Where(each => each.Said is not null)
            .OrderBy(each => each.Said!.Value.Field == "segment" ? 0 : 1).ThenBy(each => each.Said!.Value.Rank).ThenBy(each => each.Column.Position)
            .Select(each => each.Column).FirstOrDefault();
        if (Lacks("segment") && sort is not null)
            Take("segment", sort, Proof.Of(sort.Filled - sort.Distinct, sort.Filled, FormattableString.Invariant($"{sort.Distinct:N0} values for {sort.Filled:N0} customers")));

        void Take(string field, ColumnProbe column, Proof proof)
        {
            feed.Add(field, DraftCells.Of(meaning, customer.Find(field)!, column), proof);
            used.Add(column);
        }
    }

    /// <summary>Most customers are called otherwise than the next, in letters: what says yes or no is no name.</summary>
    private static bool IsName(ColumnProbe column) => !column.IsNumber && !column.IsDate && column.Filled > 0 && column.Distinct * 2L > column.Filled;

    /// <summary>Few values, each of many rows: what is the same for all sorts nobody, and what is each one's own is no sort.</summary>
    private static bool IsSort(ColumnProbe column) => column is { IsDate: false, Distinct: >= 2 and <= MostSorts } && (!column.IsNumber || column.IsWholeNumber) && column.Distinct * 3L <= column.Filled;
}
