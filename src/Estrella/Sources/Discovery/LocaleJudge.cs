using System.Globalization;
using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>
/// Judges how the numbers, dates and amounts of a folder are written, column by column. What the cells of a column do
/// not decide, other evidence may (<see cref="Evidence"/>); what nothing decides is asked, and never guessed.
/// </summary>
internal sealed class LocaleJudge
{
    private readonly Answers answers;
    private readonly Dictionary<ProbedFile, WrittenForm> forms = [];

    /// <param name="currency">The shop's; null: what the files name with one voice.</param>
    public LocaleJudge(IReadOnlyList<ProbedFile> files, string? currency, Answers answers)
    {
        this.answers = answers;
        foreach (var file in files)
            Evidence.Weigh(file);
        SameWriter.Weigh(files);
        (Currency, CurrencyProof) = currency is null ? CurrencyOf(files) : (currency, Discovery.Proof.Said("the settings say so"));
        foreach (var file in files)
            forms[file] = WrittenForm.Of(file);
    }

    /// <summary>What is open; an answer takes it from the list.</summary>
    public List<DraftQuestion> Questions { get; } = [];

    /// <summary>The currency of all amounts that name none.</summary>
    public string? Currency { get; }

    public Proof? CurrencyProof { get; }

    public WrittenForm Of(ProbedFile file) => forms[file];

    /// <summary>What a spreadsheet has spoilt, a line each.</summary>
    public static IEnumerable<string> Warnings(ProbedFile file)
    {
        foreach (var column in file.Open)
        {
            foreach (var (damage, (count, line, text)) in column.Damages)
                yield return FormattableString.Invariant($"{file.Name}:{line}: {column.Name} is '{text}': {damage} ({count:N0} cells); export the file again with this column as text");
            if (column.LostZeros is { } lost)
                yield return FormattableString.Invariant($"{file.Name}: {column.Name}: {lost.Shorter:N0} of {column.Filled:N0} codes are shorter than {lost.Length} digits and none begins with 0: a spreadsheet may have taken leading zeros");
        }
    }

    /// <summary>The words a cell needs so that the column is read as it is written, in the order of the contract.</summary>
    public IReadOnlyList<string> Words(Entity entity, EntityField field, ColumnProbe column, ProbedFile file)
    {
        var words = new List<string>();
        var form = forms[file];
        if (field.Kind is CellKind.Day or CellKind.Instant)
        {
            Settle(file, column, column.Dates.Open.ToList());
            var formats = column.Dates.Open.Any() && column.CountedDates is null ? [ContractParser.Undecided] : column.DateFormats;
            if (formats.Count > 0 && !formats.SequenceEqual(form.Dates))
                words.Add($"dates: {(formats.Count == 1 ? Yaml.Text(formats[0]) : $"[{string.Join(", ", formats.Select(Yaml.Text))}]")}");
        }
        if (field.Kind is CellKind.Number or CellKind.Whole)
            Numbers(words, entity, field, column, form, file);
        if (field.Kind is not CellKind.Text && column.MissingAmongValues.Count > 0)
            words.Add($"empty: [{string.Join(", ", column.MissingAmongValues.Keys.Order(StringComparer.Ordinal).Select(Yaml.Text))}]");
        // A mark stands for yes, and nothing beside it for no.
        if (field.Kind == CellKind.Flag && column.Blank > 0 && column.Words is { Count: 1 } marks && FlagWords.Read(marks.Keys.First()) == true)
            words.Add("blank: \"false\"");
        return words;
    }

    /// <summary>Why the cells are read so.</summary>
    public static Proof? Proof(EntityField field, ColumnProbe column)
    {
        if (field.Kind is CellKind.Number or CellKind.Whole && column.Filled > 0)
        {
            var (least, most) = (column.Least, column.Most);
            var told = FormattableString.Invariant($"{column.Numbers.Good:N0} numbers, {least:0.##} to {most:0.##}");
            return column.Numbers.IsOpen
                ? Discovery.Proof.Of(0, 0, $"{told}; no row decides its decimal sign")
                : Discovery.Proof.Least([Discovery.Proof.Of(column.Numbers.Good, column.Values, told), column.Numbers.Proof?.Behind($"decimal {(column.Numbers.Decimal == ',' ? "comma" : "point")}: ")]);
        }
        if (field.Kind is CellKind.Day or CellKind.Instant && column.CountedDates is { } counted)
            return Discovery.Proof.Of(column.Numbers.Good, column.Values, FormattableString.Invariant($"{column.Filled:N0} numbers, {column.Least:0.##} to {column.Most:0.##}: dates counted as {counted}"));
        if (field.Kind is CellKind.Day or CellKind.Instant && column.Dates.Best is { } best)
        {
            var told = FormattableString.Invariant($"{best.Count:N0} of {column.Filled:N0} fit {string.Join(" or ", column.Dates.Formats)}");
            return column.Dates.Open.Any()
                ? Discovery.Proof.Of(0, 0, $"{told}; no row decides day and month")
                : Discovery.Proof.Least(column.Dates.Ways.Select(way => way.Proof).Prepend(Discovery.Proof.Of(best.Count, column.Values, told)));
        }
        return null;
    }

    private void Numbers(List<string> words, Entity entity, EntityField field, ColumnProbe column, WrittenForm form, ProbedFile file)
    {
        var numbers = column.Numbers;
        if (numbers.IsOpen)
            Settle(file, column);
        if (numbers.IsOpen)
        {
            words.Add($"decimal: {ContractParser.Undecided}");
        }
        else
        {
            var sign = numbers.Decimal ?? form.Decimal;
            if (sign != form.Decimal)
                words.Add($"decimal: {Yaml.Text(sign.ToString())}");
            var held = form.Thousands == sign ? null : form.Thousands;
            if (numbers.ThousandsUnder(sign) is { } thousands && thousands != held)
                words.Add($"thousands: {(thousands == ' ' ? "space" : Yaml.Text(thousands.ToString()))}");
        }
        if (IsShare(field) && (column.IsPercent || (numbers.Percents == 0 && column.Most is > 1 and <= 100)))
            words.Add("number: percent");
        if (MoneyWord(entity, column) is { } money)
            words.Add($"currency: {Yaml.Text(money)}");
    }

    /// <summary>A field that wants 0.21 for 21 %.</summary>
    public static bool IsShare(EntityField field) => field.Kind == CellKind.Number && field.Name is "tax_rate" or "discount_rate";

    /// <summary>What must be said of the currency: nothing where the cells name the source's own.</summary>
    private string? MoneyWord(Entity entity, ColumnProbe column)
    {
        var beside = column.Numbers.Beside.Keys;
        var hasCurrency = entity.Find("currency") is not null;
        if (!beside.Any())
            return hasCurrency && column.Says.Currency is { } said && said != Currency ? said : null;
        if (Currency is { } own && beside.All(text => Money.Meanings(text).Contains(own)))
            return null;
        if (column.Numbers.Codes.Count > 1 && hasCurrency)
            return MoneyRule.OfCell;
        if (column.Numbers.Codes.Count == 1 && hasCurrency)
            return column.Numbers.Codes.First();
        // A sign of several currencies: the amounts stay without one.
        return column.Numbers.Codes.Count == 0 && beside.Count() == 1 ? beside.First() : hasCurrency ? MoneyRule.OfCell : null;
    }

    private void Settle(ProbedFile file, ColumnProbe column, List<DateWay> open)
    {
        foreach (var way in open)
        {
            var (line, text) = way.Rows[0];
            var choices = Enumerable.Range(0, 2).Select(way.Text).ToList();
            var question = new DraftQuestion(
                $"{file.Name}: {column.Name}",
                way.Contradiction is { } both ? $"some rows are day and month, some month and day: {both}" : $"'{text}' is day and month or month and day: no row decides",
                choices)
            {
                Key = $"{FileNames.Word(file.Name)}.{column.Name}",
                Meanings = [.. Enumerable.Range(0, 2).Select(at => Means(way, at, line, text))],
            };
            if (answers.Of(question) is { } answer)
                way.Decide(choices.IndexOf(answer), Discovery.Proof.Said("a person said so"));
            else
                Ask(question);
        }
    }

    private static string Means(DateWay way, int order, int line, string text)
    {
        var date = new DateFormat(way.Orders[order]);
        var day = System.Text.Encoding.UTF8.GetBytes(text[..Math.Min(text.Length, DayLength(text))]);
        return date.TryParse(day, out var time) ? $"line {line}, {text}, is {time.Clock.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}" : $"line {line}, {text}, is none";
    }

    private static int DayLength(string text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiDigit(text[length]) || text[length] is '/' or '-' or '.'))
            length++;
        return length;
    }

    private void Settle(ProbedFile file, ColumnProbe column)
    {
        var (line, text) = column.Numbers.Rows[0];
        var question = new DraftQuestion(
            $"{file.Name}: {column.Name}",
            column.Numbers.Contradiction is { } both ? $"some rows have a decimal point, some a decimal comma: {both}" : $"'{text}' is a thousand or a decimal: no row decides",
            ["point", "comma"])
        {
            Key = $"{FileNames.Word(file.Name)}.{column.Name}",
            Meanings = [Reads('.'), Reads(',')],
            Spellings = new Dictionary<string, string> { ["."] = "point", [","] = "comma", ["punto"] = "point", ["ponto"] = "point", ["coma"] = "comma", ["vírgula"] = "comma", ["virgula"] = "comma" },
        };
        if (answers.Of(question) is { } answer)
            column.Numbers.Decide(answer == "comma" ? ',' : '.', Discovery.Proof.Said("a person said so"));
        else
            Ask(question);

        string Reads(char sign) => new NumberFormat(sign, sign == '.' ? ',' : '.', new MoneyRule(MoneyRule.OfCell), false).Read(System.Text.Encoding.UTF8.GetBytes(text.TrimEnd('%', ' ')), out var value) == NumberRead.Good
            ? string.Create(CultureInfo.InvariantCulture, $"line {line}, {text}, is {value / (decimal)Canonical.Scale:#,0.####}") : $"line {line}, {text}, is none";
    }

    /// <summary>What a person says of something the rows leave open; null: it stays open.</summary>
    public string? Decide(DraftQuestion question)
    {
        if (answers.Of(question) is { } answer)
            return answer;
        Ask(question);
        return null;
    }

    private void Ask(DraftQuestion question)
    {
        if (!Questions.Exists(each => each.Key == question.Key))
            Questions.Add(question);
    }

    /// <summary>The one currency cells, headers and currency columns name; null where they name none or several.</summary>
    private static (string? Code, Proof? Proof) CurrencyOf(IReadOnlyList<ProbedFile> files)
    {
        var said = new Dictionary<string, string>();
        // A heading says it once, a cell each time.
        long times = 0;
        foreach (var file in files)
        {
            foreach (var column in file.Open)
            {
                if (column.IsNumber && column.Says.Currency is { } header)
                {
                    said.TryAdd(header, $"{file.Name}: {column.Name}");
                    times++;
                }
                times += column.IsNumber && column.Numbers.Codes.Count > 0 ? column.Numbers.Beside.Values.Sum() : 0;
                foreach (var code in column.IsNumber ? column.Numbers.Codes : [])
                    said.TryAdd(code, $"{file.Name}: cells of {column.Name}");
                if (column.Words is { Count: > 0 } words && words.Keys.All(Money.IsCode))
                {
                    foreach (var code in words.Keys)
                        said.TryAdd(code, $"{file.Name}: {column.Name}");
                    times += column.Filled;
                }
            }
        }
        return said.Count == 1 ? (said.Keys.First(), Discovery.Proof.Of(times, times, FormattableString.Invariant($"{said.Values.First()} says so, {times:N0} of {times:N0} times a currency is named"))) : (null, null);
    }
}
