using Estrella.Entities;

namespace Estrella.Sources;

/// <summary>The right-hand side of a field: where its value comes from.</summary>
internal sealed class CellParser(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>> maps)
{
    private static readonly string[] Words =
    [
        "column", "value", "first_of", "map", "else", "blank", "empty", "dates", "decimal", "thousands", "currency", "zone", "case", "number", "negate",
        "drop_prefix", "drop_suffix", "split", "part", "by", "time", "times", "remainder_of", "without", "as",
    ];

    private static readonly string[] FactorWords = ["decimal", "thousands", "currency", "number", "empty", "blank"];

    private const string OfHeading = "heading";

    /// <param name="field">The field fed, for its vocabulary; null for ids and control.</param>
    /// <param name="isMoment">No field, and yet an instant: when a record changed.</param>
    /// <param name="sayCurrency">Told the currency that stands beside an amount; null where none may.</param>
    public CellRule Parse(ContractNode node, EntityField? field, Action<CellRule>? sayCurrency = null, bool isMoment = false)
    {
        if (node.IsList)
        {
            return new CompoundCell([.. node.Items.Select(item => Parse(item, null))]);
        }
        if (!node.IsMap)
        {
            return node.IsNull ? new ConstantCell(null) : Short(node, field);
        }
        var words = node.Entries.ToDictionary(each => each.Word.OneOf("word of a cell", Words), each => each.Value);
        if (words.TryGetValue("value", out var constant))
        {
            return words.Count == 1
                ? new ConstantCell(Word(constant, field))
                : throw node.Refuse("a value stands alone, without other words");
        }
        if (words.TryGetValue("remainder_of", out var whole))
        {
            return field is { Kind: CellKind.Number } && words.Keys.All(word => word is "remainder_of" or "without" or "as") && words.TryGetValue("without", out var without) && without.Texts.Count > 0
                ? new RemainderCell(whole.Text, without.Texts, Forms(words, field, [whole.Text, .. without.Texts.SelectMany(RemainderCell.Factors)]))
                : throw node.Refuse("remainder_of belongs to an amount and needs without, alone", "write { remainder_of: A, without: [B, C] }");
        }
        if (words.TryGetValue("currency", out var currency))
        {
            if (field is not { Kind: CellKind.Number })
            {
                throw currency.Refuse("no currency can stand here", "it belongs to an amount");
            }
        }
        var (from, isProduct) = (words.TryGetValue("column", out var column), words.TryGetValue("first_of", out var firstOf)) switch
        {
            (true, false) => Factors(column.Text),
            (false, true) => (firstOf.Texts, false),
            _ => throw node.Refuse("expected either column or first_of", "write { column: A } or { first_of: [A, B] }"),
        };
        if (words.ContainsKey("currency") && currency.Text == OfHeading)
        {
            (sayCurrency ?? throw currency.Refuse("no currency can stand here", "it belongs to an amount of an entity that has a currency"))(new HeadingCurrencyCell(from));
            words.Remove("currency");
        }
        if (words.TryGetValue("time", out var time) && (!(isMoment || field is { Kind: CellKind.Instant }) || isProduct || from.Count != 1 || ColumnName.Fold(time.Text) == ColumnName.Fold(from[0])))
        {
            throw time.Refuse("no time can stand here", "it belongs to an instant and names the column beside its day: { column: Date, time: Hour }");
        }
        var how = Conversion(node, words, field);
        if (how.Currency is { } money && (Money.IsCode(money) || money == MoneyRule.OfCell))
        {
            (sayCurrency ?? throw words["currency"].Refuse("no currency can stand here", "it belongs to an amount of an entity that has a currency; a sign such as \"$\" may stand anywhere"))(
                money == MoneyRule.OfCell ? new CurrencyCell(from) : new ConstantCell(money));
        }
        return new ColumnCell(from, isProduct, how)
        {
            Forms = !words.TryGetValue("as", out var forms) ? FactorForms.None
                : isProduct ? Forms(words, field, from) : throw forms.Refuse("as belongs to a product or a remainder", "write the words beside the column"),
        };
    }

    private FactorForms Forms(Dictionary<string, ContractNode> words, EntityField? field, IReadOnlyList<string> columns)
    {
        if (!words.TryGetValue("as", out var node))
        {
            return FactorForms.None;
        }
        return new FactorForms(node.Entries.ToDictionary(
            each => columns.Contains(each.Word.Text) ? each.Word.Text : throw each.Word.Refuse($"'{each.Word.Text}' is no column of this cell{NearestWord.Hint(each.Word.Text, columns)}"),
            each => Conversion(each.Value, each.Value.Entries.ToDictionary(word => word.Word.OneOf("word of a factor", FactorWords), WholeIfBlank), field)));

        static ContractNode WholeIfBlank((ContractNode Word, ContractNode Value) each) => each.Word.Text != "blank" || each.Value.Text.All(char.IsAsciiDigit)
            ? each.Value
            : throw each.Value.Refuse($"a blank factor counts as a whole number, not as '{each.Value.Text}'");
    }

    private static CellRule Short(ContractNode node, EntityField? field)
    {
        var text = node.Text;
        if (text.StartsWith('$'))
        {
            return text switch
            {
                "$row" => new RowNumberCell(),
                "$nth" => new NthCell(),
                "$as_of" => new AsOfCell(),
                "$file" => new FileNameCell(),
                ListPriceCell.Word when field?.Name == "unit_price" => new ListPriceCell(),
                ListPriceCell.Word => throw node.Refuse("no list price can stand here", "it is the unit_price of order_line, where the export says none"),
                _ => throw node.Unknown("value", ["$row", "$nth", "$as_of", "$file", ListPriceCell.Word]),
            };
        }
        var (from, isProduct) = Factors(text);
        return new ColumnCell(from, isProduct, Sources.Conversion.None);
    }

    private static (IReadOnlyList<string> From, bool IsProduct) Factors(string text)
    {
        var factors = text.Split(" * ", StringSplitOptions.TrimEntries);
        return (factors, factors.Length > 1);
    }

    private Conversion Conversion(ContractNode node, Dictionary<string, ContractNode> words, EntityField? field)
    {
        var how = Sources.Conversion.None;
        foreach (var (word, value) in words)
        {
            how = word switch
            {
                "map" => how with { Map = MapOf(value, field) },
                "else" when value.IsText && value.Text == "keep" => how with { ElseKeep = true },
                "else" => how with { HasElse = true, Else = Word(value, field) },
                "blank" => how with { Blank = Word(value, field) },
                "empty" => how with { Empty = value.Texts },
                "dates" => how with { Dates = [.. (value.IsList ? value.Items : [value]).Select(ContractParser.DateFormatOf)] },
                "decimal" => how with { Decimal = ContractParser.Decimal(value) },
                "thousands" => how with { HasThousands = true, Thousands = ContractParser.Thousands(value) },
                "currency" => how with { Currency = ContractParser.Beside(value) },
                "zone" => how with { Zone = ContractParser.Zone(value) },
                "case" => how with { Case = value.OneOf("case", ["lower", "upper"]) },
                "number" => value.OneOf("number", ["whole", "percent"]) == "whole" ? how with { IsWhole = true } : how with { IsPercent = Percent(value, field) },
                "negate" => how with { Negate = value.Flag },
                "drop_prefix" => how with { DropPrefix = value.Text },
                "drop_suffix" => how with { DropSuffix = value.Text },
                "split" => how with { Split = value.Text.Length > 0 ? value.Text : throw value.Refuse("splits by nothing") },
                "part" => how with { Part = Part(value) },
                "time" => how with { Time = value.Text.Length > 0 ? value.Text : throw value.Refuse("names no column") },
                "times" => how with { Times = value.OneOf("form of times", [TimeOfDay.Minutes, TimeOfDay.Seconds]) },
                "by" => how with { By = By(value, field) },
                _ => how,
            };
        }
        if (how.Decimal is { } point && how.HasThousands && how.Thousands == point)
        {
            throw node.Refuse($"decimal and thousands are both '{point}'", "say: thousands: none");
        }
        if ((how.HasElse || how.ElseKeep) && how.Map is null)
        {
            throw node.Refuse("has else without map", "write a map, or leave else out");
        }
        if (words.ContainsKey("part") && how.Split is null)
        {
            throw node.Refuse("has part without split", "say by what the cell is split: split: \"-\"");
        }
        if (how is { Times: not null, Time: null })
        {
            throw node.Refuse("has times without time", "say which column tells the time: time: COLUMN");
        }
        return how;
    }

    private static bool Percent(ContractNode value, EntityField? field) => field is { Kind: CellKind.Number }
        ? true
        : throw value.Refuse("percent belongs to an amount or a share", "leave it out");

    private IReadOnlyDictionary<string, string?> MapOf(ContractNode value, EntityField? field)
    {
        if (value.IsText)
        {
            if (!maps.TryGetValue(value.Text, out var named))
            {
                throw value.Refuse($"'{value.Text}' is not named under maps{NearestWord.Hint(value.Text, maps.Keys)}", "name it under maps, or write the map here");
            }
            if (field?.Vocabulary is { } vocabulary && named.Values.FirstOrDefault(word => word is not null && !Vocabulary.Of(vocabulary).Contains(word)) is { } stray)
            {
                throw value.Refuse($"map '{value.Text}' says '{stray}', which is no {vocabulary.Replace('_', ' ')}{NearestWord.Hint(stray, Vocabulary.Of(vocabulary))}");
            }
            return named;
        }
        foreach (var (_, target) in value.Entries.Where(each => !each.Value.IsNull))
        {
            Word(target, field);
        }
        return ContractParser.Map(value);
    }

    /// <summary>A value the contract itself gives: where the field has a word list, one of its words.</summary>
    private static string? Word(ContractNode value, EntityField? field)
    {
        if (value.IsNull)
        {
            return null;
        }
        if (field?.Vocabulary is { } vocabulary)
        {
            return value.OneOf($"{vocabulary.Replace('_', ' ')}", Vocabulary.Of(vocabulary).ToList());
        }
        if (field is not null && Canonical.Parse(value.Text, field.Kind) is null)
        {
            throw value.Refuse($"{field.Name} cannot be '{value.Text}', expected {Canonical.Expected(field.Kind)}");
        }
        return value.Text;
    }

    private static int Part(ContractNode value) => int.TryParse(value.Text, out var part) && part != 0
        ? part
        : value.Text switch
        {
            "first" => 1,
            "last" => -1,
            _ => throw value.Refuse($"part is '{value.Text}', expected 1 for the first, 2 for the second, -1 for the last"),
        };

    private static string By(ContractNode value, EntityField? field)
    {
        if (field is not { References: { } references })
        {
            throw value.Refuse("by belongs to a reference", "leave it out");
        }
        return value.OneOf($"field of {references}", [.. EntityCatalog.Get(references).Fields.Select(each => each.Name)]);
    }
}
