using System.Text.RegularExpressions;

namespace Estrella.Sources;

/// <summary>Conditions as contracts write them.</summary>
internal sealed class TestParser(IReadOnlyDictionary<string, RowTest> kinds)
{
    private static readonly string[] Words = ["starts", "ends", "matches", "above", "below", "not", "filled", "blank"];

    /// <summary>A kind, <c>not kind</c>, columns with their tests, or a list of these that all hold.</summary>
    public RowTest Row(ContractNode node) =>
        node.IsList ? new AllTest([.. node.Items.Select(Row)])
        : node.IsMap ? Columns(node)
        : Kind(node);

    /// <summary>A test, or a list of tests of which any holds.</summary>
    public IReadOnlyList<RowTest> AnyOf(ContractNode node) => node.IsList ? [.. node.Items.Select(Row)] : [Row(node)];

    public static RowTest Columns(ContractNode node)
    {
        var tests = node.Entries.Select(each => (RowTest)new ColumnTest(each.Word.Text, Cell(each.Value))).ToList();
        return tests.Count switch
        {
            0 => throw node.Refuse("tests nothing", "write { Column: filled }"),
            1 => tests[0],
            _ => new AllTest(tests),
        };
    }

    private RowTest Kind(ContractNode node)
    {
        var words = node.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var isNot = words is ["not", ..];
        var name = string.Join(' ', isNot ? words[1..] : words);
        if (!kinds.TryGetValue(name, out var kind))
        {
            throw node.Refuse($"'{name}' is not named under kinds{NearestWord.Hint(name, kinds.Keys)}", "name it under kinds, or write { Column: test }");
        }
        var test = new KindTest(name, kind);
        return isNot ? new NotTest(test) : test;
    }

    private static CellTest Cell(ContractNode node)
    {
        if (node.IsMap)
        {
            var tests = node.Entries.Select(each => Word(each.Word, each.Value)).ToList();
            return tests.Count == 1 ? tests[0] : new AllCellTest(tests);
        }
        return node switch
        {
            { IsNull: true } => new BlankTest(),
            { IsText: true, Text: "filled" } => new FilledTest(),
            { IsText: true, Text: "blank" } => new BlankTest(),
            _ => new EqualsTest(node.Texts),
        };
    }

    private static CellTest Word(ContractNode word, ContractNode value) => word.OneOf("test", Words) switch
    {
        "starts" => new StartsTest(value.Text),
        "ends" => new EndsTest(value.Text),
        "matches" => new MatchesTest(Pattern(value)),
        "above" => new BoundTest(true, Bound(value)),
        "below" => new BoundTest(false, Bound(value)),
        "filled" => value.Flag ? new FilledTest() : new BlankTest(),
        "blank" => value.Flag ? new BlankTest() : new FilledTest(),
        _ => new NotCellTest(Cell(value)),
    };

    private static string Bound(ContractNode value) => Canonical.Bound(value.Text) is null
        ? throw value.Refuse($"is '{value.Text}', expected a number such as 10.5 or a day such as 2024-12-31")
        : value.Text;

    private static string Pattern(ContractNode value)
    {
        try
        {
            _ = new Regex(value.Text, RegexOptions.CultureInvariant);
            return value.Text;
        }
        catch (RegexParseException failure)
        {
            throw value.Refuse($"is no regular expression: {failure.Message}", "try it with .NET's syntax");
        }
    }
}
