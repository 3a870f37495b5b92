using System.Text.RegularExpressions;
using Estrella.Dashboard.Pages;
using Estrella.Dashboard.State;
using Estrella.Dashboard.Words;
using Estrella.Foundation;
using Estrella.Questions;
using Estrella.Tests.Questions;
using Xunit;

namespace Estrella.Tests.Dashboard;

public sealed partial class VocabularyTest
{
    [Fact]
    public void Both_languages_have_the_same_texts_with_the_same_gaps()
    {
        var (english, spanish) = (Vocabulary.In("en"), Vocabulary.In("es"));
        Assert.Equal(english.Keys.Order(), spanish.Keys.Order());
        Assert.All(english.Keys, key => Assert.Equal(Gaps(english[key]), Gaps(spanish[key])));
    }

    [Fact]
    public void Every_text_a_page_names_is_there()
    {
        var words = Vocabulary.In("es");
        var folder = Path.Combine(Repository.Root, "src", "Estrella.Dashboard");
        var named = Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".razor" or ".cs" && !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(file => Named().Matches(File.ReadAllText(file)).Select(match => match.Groups["key"].Value)).Distinct().ToList();
        Assert.NotEmpty(named);
        Assert.All(named, key => Assert.NotNull(words.Find(key)));
        Assert.All(PagePlan.All, plan => Assert.True(words.Find("page." + plan.Name) is not null && words.Find("title." + plan.Name) is not null));
        Assert.All(PagePlan.All.SelectMany(plan => plan.Sections), section => Assert.NotNull(words.Find(section.Title)));
        Assert.All(PageDays.Comparisons, comparison => Assert.NotNull(words.Find("compare." + comparison)));
        Assert.All(PageDays.Presets, preset => Assert.NotNull(words.Find("period." + preset)));
        Assert.All(Asking.Dimensions, dimension => Assert.NotNull(words.Find("dimension." + dimension)));
    }

    [Theory]
    [InlineData("champions", "Campeones")]
    [InlineData("2024-03-01", "2024-03-01")]
    public void A_word_of_a_list_is_known_without_its_column(string cell, string said) => Assert.Equal(said, Vocabulary.In("es").Said(cell));

    [Theory]
    [InlineData("rfm_group", "Mart/rfm_group.sql", @"then '(?<word>[a-z ]+)'|else '(?<word>[a-z ]+)'", 10)]
    [InlineData("step", "Questions/profit-bridge.sql", @"\(\d, '(?<word>[a-z]+)'\)", 9)]
    public void Words_of_a_closed_list_are_in_both_languages(string column, string file, string pattern, int count)
    {
        var words = Regex.Matches(File.ReadAllText(Path.Combine(Repository.Root, "src", "Estrella", file)), pattern).Select(match => match.Groups["word"].Value).ToList();
        Assert.Equal(count, words.Count);
        Assert.All(words, word => Assert.All(Vocabulary.Languages, language => Assert.Equal(Vocabulary.In(language)[$"{column}.{word}"], Vocabulary.In(language).Said(column, word))));
    }

    [Theory]
    [InlineData("ARS", "es", "−1.234.567,9")]
    [InlineData("ARS", "en", "−1.234.567,9")]
    [InlineData("USD", "es", "−1,234,567.9")]
    [InlineData(null, "en", "−1,234,567.9")]
    [InlineData(null, "es", "−1.234.567,9")]
    public void Numbers_follow_the_shop_and_not_the_reader(string? currency, string language, string written) =>
        Assert.Equal(written, new NumberStyle(Vocabulary.In(language), ShopLocale.Of(Bare, null, currency, language)).Number(-1234567.89m, 1));

    [Fact]
    public void An_unknown_figure_is_no_zero()
    {
        var style = new NumberStyle(Vocabulary.In("es"), ShopLocale.Of("AR"));
        Assert.Equal("–", style.Brief(null, ColumnKind.Money, "ARS"));
        Assert.Equal("$ 0", style.Brief(0, ColumnKind.Money, "ARS"));
    }

    [Theory]
    [InlineData("2024-03 is cut: it counts to 2024-03-20", "2024-03 está cortado: cuenta hasta el 2024-03-20")]
    [InlineData("the week of 2024-02-05 is cut: it counts from 2024-02-11 to 2024-02-11", "la semana del 2024-02-05 está cortada: cuenta del 2024-02-11 al 2024-02-11")]
    [InlineData("expansion_score rests on no growth, on-time rate: not known, or the same everywhere (4 places)", "el puntaje de expansión no usa crecimiento, entregas a tiempo: no se sabe, o es igual en todas partes (4 lugares)")]
    [InlineData("fewer than five values differ, and fixed cut points score them: days since the last order, orders of the year, net sales of the year", "hay menos de cinco valores distintos y se puntúan con cortes fijos: días desde el último pedido, pedidos del año, ventas netas del año")]
    [InlineData("the days before go back beyond the first fact: there is nothing to hold these days against; ask for a later or shorter period", "los días anteriores quedan antes del primer hecho: no hay con qué comparar estos días; conviene pedir un período posterior o más corto")]
    [InlineData("a note of somebody's own question", null)]
    public void Notes_are_told_in_spanish(string note, string? spanish) => Assert.Equal(spanish, NoteWords.Spanish(note));

    [Fact]
    public async Task Every_note_and_formula_of_a_shipped_question_has_its_spanish()
    {
        var notes = new List<string>();
        foreach (var question in QuestionCatalog.Load(null).All)
        {
            Assert.True(question.Formula.Length == 0 || question.FormulaIn("es") != question.Formula, question.Name);
            foreach (var asked in new string[][] { [], ["--from", "2024-01-20", "--to", "2024-03-01"], ["--period", "2030"] })
                notes.AddRange((await TinyShop.AskAsync(question.Name, asked)).Notes);
        }
        notes.AddRange((await TinyShop.AskAsync("revenue", "--terms", "USD")).Notes);
        Assert.True(notes.Distinct().Count() > 8, string.Join('\n', notes.Distinct()));
        Assert.All(notes, note => Assert.NotNull(NoteWords.Spanish(note)));
    }

    private static readonly Settings Bare = new() { ProjectFolder = "/shop", DataFolder = "/shop/data" };

    private static List<string> Gaps(string text) => [.. Gap().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Gap();

    [GeneratedRegex("""(?:[Ww]ords)(?:\[|\.Fill\()"(?<key>[^"]+?[^."])"[\],)]""")]
    private static partial Regex Named();
}
