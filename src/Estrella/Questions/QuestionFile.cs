using System.Text.RegularExpressions;
using Estrella.Foundation;

namespace Estrella.Questions;

/// <summary>A parameter a question takes: <c>by=month</c>, <c>money=lines|headers</c>.</summary>
/// <param name="Name">As on the command line, without dashes.</param>
/// <param name="Default">What it is when nobody says it; null: none, or (money) decided by the data.</param>
/// <param name="Allowed">The words it accepts; empty: not a word from a list.</param>
public sealed record QuestionParameter(string Name, string? Default, IReadOnlyList<string> Allowed);

/// <summary>How the records behind an answer's row are found: a query of <c>Questions/Rows</c> and the columns that name a row.</summary>
public sealed record RowsBehind(string Query, IReadOnlyList<string> KeyColumns);

/// <summary>
/// One business question: a header and a select. The select runs in psql as it stands, with <c>-v from="'2024-01-01'"</c>
/// and so on; the header says what it needs, takes and covers. The format: docs of contracts, "A question's header".
/// </summary>
public sealed partial class QuestionFile
{
    private static readonly string[] Words =
        ["question", "en", "es", "formula", "formula-es", "needs", "takes", "where", "covers", "facts", "columns", "hides", "rows", "chart"];

    private readonly Dictionary<string, string> header;

    private QuestionFile(string path, Dictionary<string, string> header, string sql)
    {
        Path = path;
        this.header = header;
        Sql = sql;
        Name = header.GetValueOrDefault("question") ?? throw Fault(path, 1, "has no '-- question: NAME'");
        Takes = List("takes").Select(Parameter).ToDictionary(each => each.Name);
        ColumnKinds = List("columns").Select(KindOf).ToDictionary();
        Behind = List("rows") is [var query, .. var columns] ? new RowsBehind(query, columns) : null;
        Uses = Placeholders(sql);
    }

    /// <summary>The file it came from, for messages.</summary>
    public string Path { get; }

    public string Name { get; }

    /// <summary>The question in English.</summary>
    public string English => header.GetValueOrDefault("en") ?? Name;

    /// <summary>The question in Spanish.</summary>
    public string Spanish => header.GetValueOrDefault("es") ?? English;

    /// <summary>Its figures in a sentence; empty where the file has none.</summary>
    public string Formula => header.GetValueOrDefault("formula") ?? "";

    /// <summary>The formula in a reader's language; what has no Spanish one stays English.</summary>
    /// <param name="language">es or en.</param>
    public string FormulaIn(string language) => language == "es" && header.TryGetValue("formula-es", out var spanish) ? spanish : Formula;

    /// <summary>Entities, or <c>entity.field</c>, some export must have fed.</summary>
    public IReadOnlyList<string> Needs => List("needs");

    /// <summary>Parameters beside range and filters, which go with every question.</summary>
    public IReadOnlyDictionary<string, QuestionParameter> Takes { get; }

    /// <summary>Dimensions a filter may name: all of them, unless the header's <c>where</c> lists those that mean something here.</summary>
    public IReadOnlyList<string> Where => List("where") is { Length: > 0 } some ? some : Asking.Dimensions;

    /// <summary>Coverage figures, each a query of <c>Questions/Coverage</c>.</summary>
    public IReadOnlyList<string> Covers => List("covers");

    /// <summary>Facts that give the range its default; <c>money</c>: the facts of the asked origin of money.</summary>
    public IReadOnlyList<string> Facts => List("facts");

    /// <summary>Kinds of columns that neither type nor name tells.</summary>
    public IReadOnlyDictionary<string, ColumnKind> ColumnKinds { get; }

    /// <summary>Columns shown only at some levels: <c>city=city|postcode</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ShownAtLevels => List("hides")
        .Select(each => each.Split('='))
        .ToDictionary(each => each[0], each => (IReadOnlyList<string>)each[1].Split('|'));

    public RowsBehind? Behind { get; }

    /// <summary>What to draw: <c>bars x=product y=net_sales by=category</c>; null: a table.</summary>
    public string? Chart => header.GetValueOrDefault("chart");

    /// <summary>The select, without its header.</summary>
    public string Sql { get; }

    /// <summary>Names of the parameters the select binds.</summary>
    public IReadOnlySet<string> Uses { get; }

    /// <summary>Whether money stands in its answer.</summary>
    public bool ShowsMoney => Takes.ContainsKey("terms");

    /// <summary>Reads a question.</summary>
    /// <exception cref="EstrellaException">Exit 2: the header has a fault; the message names file and line.</exception>
    public static QuestionFile Parse(string path, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var length = lines.TakeWhile(line => line.StartsWith("--", StringComparison.Ordinal)).Count();
        var header = new Dictionary<string, string>();
        for (var at = 0; at < length; at++)
        {
            var match = HeaderLine().Match(lines[at]);
            if (!match.Success || !Words.Contains(match.Groups["word"].Value))
                throw Fault(path, at + 1, $"found '{lines[at]}', expected -- word: value with one of {string.Join(", ", Words)}");
            if (!header.TryAdd(match.Groups["word"].Value, match.Groups["text"].Value))
                throw Fault(path, at + 1, $"says '{match.Groups["word"].Value}' twice");
        }
        var question = new QuestionFile(path, header, string.Join('\n', lines[length..]).Trim().TrimEnd(';'));
        foreach (var parameter in question.Uses.Where(each => !QuestionParameters.IsAlways(each) && !question.Takes.ContainsKey(each)))
            throw Fault(path, 1, $"binds :{parameter}, which its 'takes' does not name");
        return question;
    }

    /// <summary>Names a text binds: <c>:from</c>, but neither a cast nor what stands in quotes or comments.</summary>
    internal static IReadOnlySet<string> Placeholders(string sql) =>
        Placeholder().Matches(NotSql().Replace(sql, " ")).Select(match => match.Groups["name"].Value).ToHashSet();

    /// <summary>The text with each name replaced by what <paramref name="spell"/> makes of it.</summary>
    internal static string Spell(string sql, Func<string, string> spell) =>
        NotSqlOrPlaceholder().Replace(sql, match => match.Groups["name"].Success ? spell(match.Groups["name"].Value) : match.Value);

    internal static EstrellaException Fault(string path, int line, string fault) =>
        new(ExitCode.WrongUsage, $"{path}:{line}: {fault}", "correct the question's header");

    private string[] List(string word) =>
        header.GetValueOrDefault(word)?.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries) ?? [];

    private QuestionParameter Parameter(string text)
    {
        var name = text.Split('=')[0];
        if (!QuestionParameters.IsKnown(name))
            throw Fault(Path, 1, $"takes '{name}', expected some of {string.Join(", ", QuestionParameters.Names)}");
        return QuestionParameters.Declared(name, text.Contains('=') ? text[(name.Length + 1)..].Split('|') : []);
    }

    private KeyValuePair<string, ColumnKind> KindOf(string text) =>
        text.Split('=') is [var column, var kind] && Enum.TryParse<ColumnKind>(kind, ignoreCase: true, out var known)
            ? new(column, known)
            : throw Fault(Path, 1, $"columns '{text}', expected column=kind with text, date, count, money, ratio or number");

    [GeneratedRegex(@"^-- (?<word>[a-z-]+): (?<text>\S.*)$")]
    private static partial Regex HeaderLine();

    // '' and "" within quotes read as two neighbours, which is as good here
    [GeneratedRegex(@"--[^\n]*|/\*.*?\*/|'[^']*'|""[^""]*""", RegexOptions.Singleline)]
    private static partial Regex NotSql();

    [GeneratedRegex(@"--[^\n]*|/\*.*?\*/|'[^']*'|""[^""]*""|(?<![:\w]):(?<name>[a-z_]+)", RegexOptions.Singleline)]
    private static partial Regex NotSqlOrPlaceholder();

    [GeneratedRegex(@"(?<![:\w]):(?<name>[a-z_]+)")]
    private static partial Regex Placeholder();
}
