using System.Globalization;
using Estrella.Entities;
using Estrella.Foundation;

namespace Estrella.Sources;

/// <summary>One export of a contract.</summary>
internal sealed class ExportParser(
    ContractNode name, ReadOptions read, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>> maps, ContractMistakes mistakes)
{
    private static readonly string[] Words =
    [
        "read", "files", "recognise", "holds", "deleted_when", "secret", "personal", "optional", "control", "budget", "kinds",
        "set_aside", "skip", "unpivot", "shrink_limit", "expects", "drift", "columns", "carry",
    ];

    public ExportContract Parse(ContractNode node)
    {
        var cells = new CellParser(maps);
        var kinds = new Dictionary<string, RowTest>();
        var tests = new TestParser(kinds);
        var feedParser = new FeedParser(cells, tests, mistakes);
        var feeds = new List<EntityFeed>();
        var said = Said(node);
        IReadOnlyList<string> Names(string word) => said.TryGetValue(word, out var value) ? value.Texts : [];

        if (said.TryGetValue("kinds", out var named))
        {
            foreach (var (kind, test) in named.Entries)
            {
                mistakes.Try(() => kinds[kind.Text] = TestParser.Columns(test));
            }
        }
        foreach (var (word, value) in node.Entries.Where(each => EntityCatalog.Find(each.Word.Text) is not null))
        {
            var entity = FeedParser.EntityNamed(word);
            foreach (var one in value.IsList ? value.Items : [value])
            {
                mistakes.Try(() => feeds.Add(feedParser.Parse(entity, one)));
            }
        }
        var (holds, within) = said.TryGetValue("holds", out var held) ? HoldsOf(held) : throw name.Refuse($"export {name.Text} does not say what it holds", "say holds: all, holds: changes or holds: all within COLUMN");
        var files = said.TryGetValue("files", out var glob) ? FilesOf(glob)
            : said.ContainsKey("recognise") ? ""
            : throw name.Refuse($"export {name.Text} names no files", "write files: \"*.csv\", or under recognise the columns that tell its files from all others");
        if (feeds.Count == 0)
        {
            throw name.Refuse($"export {name.Text} feeds no entity", $"name at least one of: {string.Join(", ", EntityCatalog.All.Select(each => each.Name))}");
        }
        var export = new ExportContract
        {
            Name = name.Text,
            Read = said.TryGetValue("read", out var options) ? ContractParser.Read(options, read) : read,
            Files = files,
            Recognise = Names("recognise"),
            Holds = holds,
            HoldsWithin = within,
            Secret = Names("secret"),
            Personal = Names("personal"),
            Optional = Names("optional"),
            Required = [],
            Budget = said.TryGetValue("budget", out var budget) ? BudgetOf(budget) : null,
            ShrinkLimit = said.TryGetValue("shrink_limit", out var shrink) ? ShrinkLimitOf(shrink, holds) : 0.05m,
            Expects = said.TryGetValue("expects", out var expects) ? Expectation.Of(expects) : null,
            Drift = said.TryGetValue("drift", out var drift) ? DriftRules.Parse(drift) : DriftRules.None,
            Control = said.TryGetValue("control", out var control) ? cells.Parse(control, null) : null,
            ControlText = said.TryGetValue("control", out var controlled) ? controlled.Text : null,
            DeletedWhen = said.TryGetValue("deleted_when", out var deleted) ? tests.Row(deleted) : null,
            SetAside = said.TryGetValue("set_aside", out var aside) ? tests.AnyOf(aside) : [],
            Skip = said.TryGetValue("skip", out var skip) ? tests.AnyOf(skip) : [],
            Unpivot = said.TryGetValue("unpivot", out var unpivot) ? UnpivotOf(unpivot) : null,
            Carried = said.TryGetValue("carry", out var carry) ? CarriedColumn.Parse(carry, tests) : [],
            Aliases = said.TryGetValue("columns", out var aliases) ? ColumnAlias.Parse(aliases) : [],
            Feeds = feeds,
            FeedsEntities = [.. EntityCatalog.All.Where(entity => feeds.Any(feed => feed.Entity == entity))],
            FeedsFields = [.. EntityCatalog.All.SelectMany(entity => entity.Fields
                .Where(field => feeds.Any(feed => feed.Entity == entity && feed.Fields.Any(each => each.Field == field)))
                .Select(field => (entity, field)))],
            UsesRowNumbers = feeds.Any(UsesRowNumber),
            History = feedParser.History,
            ReferencesBy = feedParser.ReferencesBy,
        };
        mistakes.Try(() => CheckSecrets(export));
        if (export.Unpivot is not null && feeds.Any(feed => feed.Id is CompoundCell { Parts: var parts } && parts.Any(part => part is NthCell)))
        {
            throw unpivot.Refuse("$nth counts rows, and unpivot makes several of one", $"use {export.Unpivot.Name} as a part of the id");
        }
        if (export.UsesRowNumbers && export.Holds != Holds.All)
        {
            throw held.Refuse("row numbers are ids only where an export holds all", "say holds: all, or name a column as the id");
        }
        return export with { Required = Required(export, kinds.Values) };
    }

    /// <summary>Every column the rules of an export read.</summary>
    public static IEnumerable<string> ColumnsRead(ExportContract export) =>
        export.Feeds.SelectMany(feed =>
                feed.Fields.SelectMany(each => each.Cell.Columns)
                    .Concat(feed.Id?.Columns ?? [])
                    .Concat(feed.ChangedAt?.Columns ?? [])
                    .Concat(feed.When?.Columns ?? []))
            .Concat(export.Control?.Columns ?? [])
            .Concat(export.DeletedWhen?.Columns ?? [])
            .Concat(export.SetAside.Concat(export.Skip).SelectMany(test => test.Columns))
            .Concat(export.Carried.SelectMany(each => each.From.Columns.Prepend(each.Column)))
            .Concat(export.HoldsWithin is { } within ? [within] : []);

    private Dictionary<string, ContractNode> Said(ContractNode node)
    {
        var said = new Dictionary<string, ContractNode>();
        string[] known = [.. Words, .. EntityCatalog.All.Select(each => each.Name)];
        foreach (var (word, value) in node.Entries)
        {
            mistakes.Try(() => said[word.OneOf("word of an export and no entity", known)] = value);
        }
        return said;
    }

    private static IReadOnlyList<string> Required(ExportContract export, IEnumerable<RowTest> kinds) =>
        [.. ColumnsRead(export)
            .Concat(kinds.SelectMany(kind => kind.Columns))
            .Concat(export.Secret.Concat(export.Personal).Concat(export.Unpivot?.Columns ?? []).Where(each => !each.Contains('*')))
            .Concat(export.Recognise)
            .Where(column => !export.Optional.Any(pattern => ColumnName.Fits(column, pattern)))
            .Where(column => !export.Carried.Any(each => each.Name == column))
            .Where(column => export.Unpivot is null || (column != export.Unpivot.Name && column != export.Unpivot.Value))
            .DistinctBy(ColumnName.Fold)];

    private void CheckSecrets(ExportContract export)
    {
        foreach (var column in ColumnsRead(export))
        {
            if (export.Secret.FirstOrDefault(secret => ColumnName.Fits(column, secret)) is { } secret)
            {
                throw name.Refuse($"export {name.Text} reads '{column}', which it calls secret", $"a secret feeds nothing: take {secret} out of the fields, or out of secret");
            }
        }
    }

    private static bool UsesRowNumber(EntityFeed feed) =>
        HasRowNumber(feed.Id) || (feed.Id is null && feed.Fields.Any(each => feed.Entity.DefaultId.Contains(each.Field.Name) && HasRowNumber(each.Cell)));

    private static bool HasRowNumber(CellRule? cell) =>
        cell is RowNumberCell || (cell is CompoundCell { Parts: var parts } && parts.Any(part => part is RowNumberCell));

    private static (Holds, string?) HoldsOf(ContractNode node)
    {
        const string within = "all within ";
        return node.Text switch
        {
            "all" => (Holds.All, null),
            "changes" => (Holds.Changes, null),
            var text when text.StartsWith(within, StringComparison.Ordinal) => (Holds.AllWithin, text[within.Length..].Trim()),
            var other => throw node.Refuse($"holds is '{other}'{NearestWord.Hint(other, ["all", "changes", "all within COLUMN"])}", "say all, changes or all within COLUMN"),
        };
    }

    private static string FilesOf(ContractNode node) => FileNamePattern.Check(node.Text) is { } mistake ? throw node.Refuse(mistake, "write files: \"sales_{as_of:yyyyMMdd}.csv\"") : node.Text;

    /// <summary>A limit that is not said is 0: the other one decides alone.</summary>
    public static ErrorBudget BudgetOf(ContractNode node)
    {
        var budget = ErrorBudget.None;
        foreach (var (word, value) in node.Entries)
        {
            budget = word.OneOf("word of budget", ["rows", "ratio"]) == "rows"
                ? budget with { Rows = value.Count }
                : budget with { Ratio = Ratio(value) };
        }
        return budget;
    }

    private static decimal ShrinkLimitOf(ContractNode node, Holds holds) => holds == Holds.All
        ? Ratio(node)
        : throw node.Refuse("shrink_limit says how much smaller a full export may be, and this one does not hold all", "say holds: all, or take shrink_limit out");

    private static decimal Ratio(ContractNode node)
    {
        var isPercent = node.Text.EndsWith('%');
        return decimal.TryParse(node.Text.TrimEnd('%', ' '), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var ratio) && ratio <= (isPercent ? 100 : 1)
            ? isPercent ? ratio / 100 : ratio
            : throw node.Refuse($"ratio is '{node.Text}', expected a share such as 0.5 % or 0.005");
    }

    private static UnpivotRule UnpivotOf(ContractNode node)
    {
        var words = node.Entries.ToDictionary(each => each.Word.OneOf("word of unpivot", ["columns", "name", "value"]), each => each.Value);
        return words.Count == 3
            ? new UnpivotRule(words["columns"].Texts, words["name"].Text, words["value"].Text)
            : throw node.Refuse("unpivot needs columns, name and value", "write unpivot: { columns: [Jan, Feb], name: Month, value: Amount }");
    }
}
