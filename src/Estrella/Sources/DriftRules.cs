namespace Estrella.Sources;

/// <summary>What a contract says to a column that is other than it was.</summary>
public enum DriftPolicy
{
    /// <summary>Nothing is published before a person has looked.</summary>
    Stop,

    /// <summary>It is told, and the run goes on; what nobody mapped stays beside the records.</summary>
    Keep,

    /// <summary>It is not told.</summary>
    Ignore,
}

/// <summary>The policies of an export, by names of columns or patterns; the first that fits a column holds.</summary>
public sealed record DriftRules(IReadOnlyList<(string Pattern, DriftPolicy Policy)> Said)
{
    public static DriftRules None { get; } = new([]);

    public static IReadOnlyList<string> Words { get; } = ["stop", "keep", "ignore"];

    /// <param name="kind">The kind of change: what makes wrong figures silently stops where nothing is said.</param>
    public DriftPolicy Of(string column, DriftKind kind)
    {
        foreach (var (pattern, policy) in Said)
        {
            if (pattern == "*" || ColumnName.Fits(column, pattern))
            {
                return policy;
            }
        }
        return kind is DriftKind.Ids or DriftKind.Dates or DriftKind.Scale ? DriftPolicy.Stop : DriftPolicy.Keep;
    }

    internal static DriftRules Parse(ContractNode node)
    {
        static DriftPolicy Policy(ContractNode word) => Enum.Parse<DriftPolicy>(word.OneOf("policy of drift", Words), ignoreCase: true);
        return node.IsMap ? new([.. node.Entries.Select(each => (each.Word.Text, Policy(each.Value)))]) : new([("*", Policy(node))]);
    }
}

/// <summary>How a column of a file is other than in the file before it.</summary>
public enum DriftKind
{
    /// <summary>The column is not there any more.</summary>
    Gone,

    /// <summary>The column was not there.</summary>
    New,

    /// <summary>Its cells are written in another way that is read all the same, or that no rule reads.</summary>
    Kind,

    /// <summary>Words no vocabulary knows.</summary>
    Words,

    /// <summary>Codes became numbers: they lost their noughts, or were given decimals.</summary>
    Ids,

    /// <summary>Dates changed the order of day and month, or became numbers.</summary>
    Dates,

    /// <summary>Amounts are a hundred or a thousand times as large, or as small.</summary>
    Scale,
}

/// <summary>A column that is other than it was.</summary>
/// <param name="Message">What was, and what is.</param>
public sealed record ColumnDrift(string Column, DriftKind Kind, DriftPolicy Policy, string Message);

/// <summary>Compares the columns of two files of one export.</summary>
public static class ColumnComparison
{
    private const long FewestCells = 20;

    /// <summary>Nearly all cells.</summary>
    private const double Most = 0.95;

    /// <param name="before">Columns of the file before it.</param>
    /// <param name="now">Columns of the file.</param>
    public static IReadOnlyList<ColumnDrift> Of(ExportContract export, IReadOnlyList<ColumnLook> before, IReadOnlyList<ColumnLook> now)
    {
        var drifts = new List<ColumnDrift>();
        var amounts = export.Feeds.SelectMany(feed => feed.Fields).Where(each => each.Field.Kind == Entities.CellKind.Number && !each.Field.IsReference)
            .SelectMany(each => each.Cell.Columns).Concat(export.Control?.Columns ?? [])
            // Digits of a time lose noughts in front and mean the same; a hundred times as large or small they have seconds, or none.
            .Concat(export.Feeds.SelectMany(feed => feed.Fields.Select(each => each.Cell).Append(feed.ChangedAt)).OfType<ColumnCell>().Select(cell => cell.How.Time).OfType<string>()).ToList();
        var known = before.GroupBy(each => ColumnName.Fold(each.Name)).ToDictionary(each => each.Key, each => each.First());
        var found = now.Select(each => ColumnName.Fold(each.Name)).ToHashSet();
        foreach (var gone in known.Where(each => !found.Contains(each.Key) && each.Value.Name.Length > 0).Select(each => each.Value))
        {
            Add(gone.Name, DriftKind.Gone, gone.IsRead ? "is gone; what it fed stays as it was said" : "is gone");
        }
        foreach (var column in now.Where(each => each.Name.Length > 0))
        {
            if (!known.TryGetValue(ColumnName.Fold(column.Name), out var was))
            {
                Add(column.Name, DriftKind.New, column.IsRead ? "is new, and read" : "is new; its cells are kept beside the records");
                continue;
            }
            if (column.Words.Except(was.Words).ToList() is { Count: > 0 } words)
            {
                Add(column.Name, DriftKind.Words, $"has words the contract does not know: {string.Join(", ", words.Take(5))}");
            }
            Compare(column, was);
        }
        return drifts;

        void Compare(ColumnLook column, ColumnLook was)
        {
            if (column.Kinds is null || was.Kinds is null || column.Filled < FewestCells || was.Filled < FewestCells)
            {
                return;
            }
            double Was(params string[] kinds) => (double)kinds.Sum(kind => was.Kinds.GetValueOrDefault(kind)) / was.Filled;
            double Is(params string[] kinds) => (double)kinds.Sum(kind => column.Kinds.GetValueOrDefault(kind)) / column.Filled;
            string[] dates = ["year-first", "date", "day-first", "month-first"];
            if (Was("whole", "padded") >= Most && Is("float", "scientific") >= 1 - Most && Was("float", "scientific") == 0)
            {
                Add(column.Name, DriftKind.Ids, $"held whole numbers, and {Is("float", "scientific"):P0} of its cells have decimals or an exponent now");
            }
            else if (column.IsRead && !amounts.Contains(column.Name) && Was("padded") >= 1 - Most && Is("padded") == 0 && Is("whole") >= Most)
            {
                Add(column.Name, DriftKind.Ids, $"held codes that begin with 0 ({Was("padded"):P0}), and holds none now");
            }
            else if ((Was("day-first") > 0 && Was("month-first") == 0 && Is("month-first") > 0 && Is("day-first") == 0)
                || (Was("month-first") > 0 && Was("day-first") == 0 && Is("day-first") > 0 && Is("month-first") == 0))
            {
                Add(column.Name, DriftKind.Dates, Was("day-first") > 0 ? "began its dates with the day, and begins with the month now" : "began its dates with the month, and begins with the day now");
            }
            else if (Was(dates) >= Most && Is("whole", "decimal", "float") >= Most)
            {
                Add(column.Name, DriftKind.Dates, "held dates, and holds numbers now");
            }
            else if (Other(was, column) is { } other)
            {
                Add(column.Name, DriftKind.Kind, other);
            }
            if (amounts.Exists(amount => ColumnName.Fits(column.Name, amount)) && was.Median is { } old && column.Median is { } young && Times(young / old) is { } times)
            {
                Add(column.Name, DriftKind.Scale, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"is about {times} what it was: the median was {old:0.##} and is {young:0.##}"));
            }
        }

        void Add(string column, DriftKind kind, string message)
        {
            // Of a column nobody reads no figure is made: whatever became of it is only told.
            var policy = export.Drift.Of(column, now.FirstOrDefault(each => each.Name == column) is { IsRead: false } && kind is not DriftKind.Gone ? DriftKind.New : kind);
            if (policy != DriftPolicy.Ignore)
            {
                drifts.Add(new ColumnDrift(column, kind, policy, $"column '{column}' {message}"));
            }
        }
    }

    /// <summary>Nearly all cells were written one way, and hardly any is now.</summary>
    private static string? Other(ColumnLook was, ColumnLook column)
    {
        foreach (var (kind, names) in Families)
        {
            double Share(ColumnLook look) => (double)names.Sum(name => look.Kinds!.GetValueOrDefault(name)) / look.Filled;
            if (Share(was) >= Most && Share(column) <= 1 - Most)
            {
                var now = Families.MaxBy(family => family.Names.Sum(name => column.Kinds!.GetValueOrDefault(name))).Kind;
                return $"held {kind}, and holds {now} now";
            }
        }
        return null;
    }

    private static readonly (string Kind, string[] Names)[] Families =
    [
        ("texts", ["text"]),
        ("numbers", ["whole", "padded", "decimal", "float", "scientific"]),
        ("dates that begin with the year", ["year-first"]),
        ("dates that begin with day or month", ["date", "day-first", "month-first"]),
    ];

    private static string? Times(double ratio) => ratio switch
    {
        > 80 and < 125 => "100 times",
        > 800 and < 1250 => "1000 times",
        > 1 / 125.0 and < 1 / 80.0 => "a hundredth of",
        > 1 / 1250.0 and < 1 / 800.0 => "a thousandth of",
        _ => null,
    };
}
