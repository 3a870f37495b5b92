using System.Text.RegularExpressions;

namespace Estrella.Foundation.Models;

/// <summary>
/// The comment lines above a model's select. Words come first, columns after them: behind the first column every
/// line is a column, so that a column may be called <c>kind</c>.
/// </summary>
internal sealed partial class ModelHeader
{
    private static readonly string[] Words =
    [
        "kind", "grain", "key", "natural", "chain", "partition", "touched by", "from", "references", "index", "check", "personal", "moves",
    ];

    private readonly string model;
    private readonly List<(string Word, string Value)> words = [];
    private readonly OrderedDictionary<string, string> columns = [];

    private ModelHeader(string model) => this.model = model;

    public IReadOnlyDictionary<string, string> Columns => columns;

    public static EstrellaException Fault(string model, int? line, string fault) =>
        new(ExitCode.Failed, line is null ? $"{model}.sql: {fault}" : $"{model}.sql:{line}: {fault}", "correct the model's header; see docs/decisions/0002-models.md");

    public static (string Name, string Sentence) Title(string line)
    {
        var match = TitleLine().Match(line);
        return match.Success
            ? (match.Groups["name"].Value, match.Groups["text"].Value)
            : throw Fault("a model", 1, $"found '{line}', expected its name and what it holds: -- fact_sales: what was sold");
    }

    public static ModelHeader Read(string model, IReadOnlyList<string> lines)
    {
        var header = new ModelHeader(model);
        for (var at = 1; at < lines.Count; at++)
        {
            var match = HeaderLine().Match(lines[at]);
            if (!match.Success)
                throw Fault(model, at + 1, $"found '{lines[at]}', expected -- word: value");
            header.Add(match.Groups["word"].Value, match.Groups["text"].Value, at + 1);
        }
        return header;
    }

    public string? One(string word) => All(word) switch
    {
        [] => null,
        [var only] => only,
        _ => throw Fault(model, null, $"says '{word}' more than once"),
    };

    public IReadOnlyList<string> All(string word) => [.. words.Where(each => each.Word == word).Select(each => each.Value)];

    /// <summary>A list may go on in a second line of the same word.</summary>
    public IReadOnlyList<string> List(string word) => [.. All(word).SelectMany(Split)];

    public ModelKind Kind() => One("kind") switch
    {
        null or "table" => ModelKind.Table,
        "materialized view" => ModelKind.MaterializedView,
        "view" => ModelKind.View,
        "function" => ModelKind.Function,
        var other => throw Fault(model, null, $"kind is '{other}', expected table, materialized view, view or function"),
    };

    public string? Partition()
    {
        if (One("partition") is not { } partition)
            return null;
        return partition.EndsWith(" by month", StringComparison.Ordinal)
            ? partition[..^" by month".Length]
            : throw Fault(model, null, $"partition is '{partition}', expected a date column: event_date by month");
    }

    /// <summary><c>order_no</c> stands for <c>touched_order</c>; another relation is named in parentheses: <c>event_date (touched_day)</c>.</summary>
    public TouchedBy? Touched()
    {
        if (One("touched by") is not { } touched)
            return null;
        var match = WithParenthesis().Match(touched);
        return match.Success
            ? new TouchedBy(match.Groups["before"].Value, match.Groups["inside"].Value)
            : new TouchedBy(touched, "touched_" + (touched.EndsWith("_no", StringComparison.Ordinal) ? touched[..^3] : touched));
    }

    /// <summary><c>customer_key</c> points into <c>dim_customer</c>; another dimension is named in parentheses.</summary>
    public IReadOnlyList<ModelReference> References() =>
    [
        .. List("references").Select(each =>
        {
            var match = WithParenthesis().Match(each);
            if (match.Success)
                return new ModelReference(match.Groups["before"].Value, match.Groups["inside"].Value);
            return each.EndsWith("_key", StringComparison.Ordinal)
                ? new ModelReference(each, "dim_" + each[..^4])
                : throw Fault(model, null, $"references '{each}', expected a column that ends in _key, or column (dimension)");
        }),
    ];

    public IReadOnlyList<ModelIndex> Indexes() =>
    [
        .. All("index").Select(each =>
        {
            var match = WithParenthesis().Match(each);
            return match.Success
                ? new ModelIndex([.. Split(match.Groups["before"].Value)], match.Groups["inside"].Value)
                : throw Fault(model, null, $"index is '{each}', expected its columns and the reason for it: product_key (finds the sales of a version)");
        }),
    ];

    private void Add(string word, string text, int line)
    {
        if (columns.Count == 0 && Words.Contains(word))
            words.Add((word, text));
        else if (!ColumnName().IsMatch(word))
            throw Fault(model, line, $"'{word}' is neither a column nor one of: {string.Join(", ", Words)} (words stand above the columns)");
        else if (!columns.TryAdd(word, text))
            throw Fault(model, line, $"column {word} is described twice");
    }

    private static IEnumerable<string> Split(string list) =>
        list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^-- (?<name>[a-z][a-z0-9_]*): (?<text>\S.*)$")]
    private static partial Regex TitleLine();

    [GeneratedRegex(@"^-- (?<word>[a-z][a-z0-9_ ]*): (?<text>\S.*)$")]
    private static partial Regex HeaderLine();

    [GeneratedRegex(@"^(?<before>[^()]+?)\s*\((?<inside>.+)\)$")]
    private static partial Regex WithParenthesis();

    [GeneratedRegex(@"^[a-z][a-z0-9_]*$")]
    private static partial Regex ColumnName();
}
