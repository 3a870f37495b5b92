using Estrella.Foundation;
using Estrella.Questions;
using Xunit;

namespace Estrella.Tests.Questions;

/// <summary>What the command line says becomes an asking, or exit 2 that says what would be right.</summary>
public class AskingTest
{
    private static readonly QuestionCatalog Catalog = QuestionCatalog.Load(null);

    [Theory]
    [InlineData("2025-06", "2025-06-01", "2025-07-01")]
    [InlineData("2025-12", "2025-12-01", "2026-01-01")]
    [InlineData("2025-Q2", "2025-04-01", "2025-07-01")]
    [InlineData("2025", "2025-01-01", "2026-01-01")]
    public void Period_is_half_open(string period, string from, string to)
    {
        var range = Ask("revenue", "period", period).Range;
        Assert.Equal(DateOnly.Parse(from), range.From);
        Assert.Equal(DateOnly.Parse(to), range.To);
        Assert.False(range.EndsOnLastDay);
    }

    [Fact]
    public void Last_days_wait_for_the_warehouse() => Assert.Equal(30, Ask("revenue", "period", "last-30d").Range.LastDays);

    [Fact]
    public void Defaults_stand_in_the_questions_header()
    {
        var revenue = Ask("revenue");
        Assert.Equal(("month", "booked", "event", null), (revenue.By, revenue.Scope, revenue.Basis, revenue.Money));
        Assert.Equal("all", Ask("best-sellers").By);
        Assert.Equal("order", Ask("customers").Basis);
        Assert.Equal("region", Ask("geography").Level);
        Assert.Equal(30, Ask("carts").Window);
        Assert.Null(Ask("reviews").By);
    }

    [Theory]
    [InlineData("revenue", "top", "3", "revenue takes no --top", "--period, --from, --to, --by, --scope, --basis, --money, --terms, --at, --where")]
    [InlineData("stock-rotation", "scope", "paid", "stock-rotation takes no --scope", "--period, --from, --to, --where")]
    [InlineData("revenue", "by", "hour", "--by is 'hour'", "day, week, month, quarter, year, all")]
    [InlineData("customers", "basis", "event", "--basis is 'event'", "order")]
    [InlineData("customers", "money", "payments", "--money is 'payments'", "lines, headers")]
    [InlineData("revenue", "period", "2025-13", "--period is '2025-13'", "2025-06, 2025-Q2, 2025 or last-30d")]
    [InlineData("revenue", "from", "31/02/2024", "--from is '31/02/2024'", "2025-06-01")]
    [InlineData("revenue", "terms", "pesos", "--terms is 'pesos'", "USD:blue")]
    [InlineData("revenue", "at", "2025-06", "--at goes with --terms real only", "--terms real")]
    [InlineData("best-sellers", "top", "0", "--top is '0'", "a whole number above 0")]
    [InlineData("revenue", "where", "colour=red", "which is no dimension", "category, product, brand")]
    [InlineData("carts", "where", "channel=web", "which says nothing of carts", "category, product, brand, country, region, city")]
    [InlineData("revenue", "where", "category", "--where is 'category'", "DIMENSION=VALUE")]
    public void What_is_wrong_is_said_with_what_would_be_right(string question, string option, string value, string fault, string next)
    {
        var failure = Assert.Throws<EstrellaException>(() => Ask(question, option, value));
        Assert.Equal(ExitCode.WrongUsage, failure.ExitCode);
        Assert.Contains(fault, failure.Message);
        Assert.Contains(next, failure.Next);
    }

    [Fact]
    public void An_empty_range_is_refused() => Assert.Contains(
        "the range is empty", Assert.Throws<EstrellaException>(() => Ask("revenue", "from", "2025-02-01", "to", "2025-02-01")).Message);

    [Fact]
    public void A_misspelt_question_is_answered_with_the_nearest() => Assert.Contains(
        "best-sellers", Assert.Throws<EstrellaException>(() => Catalog.Get("best-seller")).Message);

    [Fact]
    public void Every_question_asks_in_two_languages_and_fits_a_page()
    {
        Assert.Equal(30, Catalog.All.Count);
        Assert.All(Catalog.All, question =>
        {
            Assert.EndsWith("?", question.English);
            Assert.StartsWith("¿", question.Spanish);
            Assert.NotNull(question.Chart);
            Assert.NotEmpty(question.Needs);
            Assert.InRange(Repository.Read(Path.Combine("src", "Estrella", question.Path)).Count(letter => letter == '\n'), 5, 100);
        });
    }

    [Fact]
    public void A_file_of_the_project_is_a_question_and_may_take_the_place_of_a_shipped_one()
    {
        using var project = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(project.Path, "questions"));
        File.WriteAllText(Path.Combine(project.Path, "questions", "mine.sql"), "-- question: mine\n-- en: Mine?\n-- takes: top=5\nselect 1 as one limit :top\n");
        File.WriteAllText(Path.Combine(project.Path, "questions", "reviews.sql"), "-- question: reviews\nselect 2 as two\n");
        var catalog = QuestionCatalog.Load(project.Path);
        Assert.Equal("Mine?", catalog.Get("mine").English);
        Assert.Equal("select 2 as two", catalog.Get("reviews").Sql);
        Assert.Equal(31, catalog.All.Count);
    }

    [Theory]
    [InlineData("-- questoin: mine\nselect 1", "mine.sql:1: found '-- questoin: mine'")]
    [InlineData("select 1", "mine.sql:1: has no '-- question: NAME'")]
    [InlineData("-- question: mine\n-- takes: colour\nselect 1", "takes 'colour'")]
    [InlineData("-- question: mine\nselect :top", "binds :top, which its 'takes' does not name")]
    public void A_faulty_header_names_file_and_line(string text, string message) =>
        Assert.Contains(message, Assert.Throws<EstrellaException>(() => QuestionFile.Parse("mine.sql", text)).Message);

    [Fact]
    public void Placeholders_are_neither_casts_nor_texts() => Assert.Equal(
        ["from", "to"], QuestionFile.Parse("x.sql", "-- question: x\nselect ':by', \":at\", a::text /* :top */ -- :scope\nfrom t where d >= :from and d<:to").Uses.Order());

    private static Asking Ask(string question, params string[] words) =>
        Asking.Parse(Catalog.Get(question), TinyShop.Options(words));
}
