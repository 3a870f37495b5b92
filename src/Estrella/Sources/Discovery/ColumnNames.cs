namespace Estrella.Sources.Discovery;

/// <summary>What the columns of a file are called: without the table's prefix, and with what stands in brackets where only that tells two apart.</summary>
internal sealed class ColumnNames
{
    private readonly Headings headings;
    private readonly string? prefix;
    private readonly Dictionary<ColumnProbe, string> told = [];
    private readonly HashSet<ColumnProbe> houses = [];

    public ColumnNames(ProbedFile file, Headings headings)
    {
        this.headings = headings;
        prefix = headings.CommonPrefix([.. file.Columns.Select(column => column.Name)]);
        foreach (var same in file.Columns.Select(column => (Column: column, ColumnName.Parts(column.Name).Name)).GroupBy(each => Headings.Fold(each.Name)))
        {
            // Amount, Amount (Tax), Amount (Shipping): three things. What stands in the brackets of many columns is a table's name.
            // Name (City), Name (Street): two that have nothing else to tell them apart, where the dictionary knows one of them so.
            var isTold = same.Any(each => !each.Name.Contains('(', StringComparison.Ordinal))
                || (same.Select(each => each.Name).Distinct().Count() > 1 && same.Any(each => !IsRare(file, each.Name) || headings.Meanings(Opened(each.Name), prefix).Count > 0));
            foreach (var (column, name) in same)
                told[column] = isTold && IsRare(file, name) ? Opened(name) : name;
        }
        // The number beside a street is the house's.
        for (var at = 1; at < file.Columns.Count; at++)
        {
            if (headings.IsNumber(told[file.Columns[at]]) && headings.Meanings(told[file.Columns[at - 1]], prefix).Any(each => each.Field is "street"))
                houses.Add(file.Columns[at]);
        }
    }

    private static string Opened(string name) => name.Replace('(', ' ').Replace(')', ' ');

    private static bool IsRare(ProbedFile file, string name) => name.IndexOf('(', StringComparison.Ordinal) is > 0 and var at && file.Columns.Count(column => column.Name.EndsWith(name[at..], StringComparison.Ordinal)) < 3;

    public IReadOnlyList<Heading> Meanings(ColumnProbe column) => houses.Contains(column) ? [] : [.. Said(column).Where(each => !IsSort(each))];

    /// <summary>What a list of customers sorts them by, as the name says it; null: it says nothing of it.</summary>
    public Heading? Sorts(ColumnProbe column) => Said(column).Where(each => IsSort(each) || each is { Entity.Name: "customer", Field: "segment" }).OrderBy(each => IsSort(each)).Cast<Heading?>().FirstOrDefault();

    /// <summary>A word for kinds that is one of customers in their own list only.</summary>
    private static bool IsSort(Heading heading) => heading is { Entity.Name: "customer", Field: Headings.Kind };

    private IReadOnlyList<Heading> Said(ColumnProbe column) => headings.Meanings(told[column], prefix);

    /// <summary>The name without what all of the file begin with.</summary>
    public string Bare(ColumnProbe column) => Headings.Bare(prefix, column.Name);
}
