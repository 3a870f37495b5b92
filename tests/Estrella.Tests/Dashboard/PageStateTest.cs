using System.Globalization;
using Estrella.Dashboard.State;
using Estrella.Foundation;
using Estrella.Questions;
using Xunit;

namespace Estrella.Tests.Dashboard;

public sealed class PageStateTest
{
    private static readonly DateOnly Newest = new(2025, 6, 14);

    [Fact]
    public void An_address_is_the_whole_state_and_reads_back_as_itself()
    {
        var state = State(("period", "2025-06"), ("scope", "paid"), ("where", "category=Hogar, baño"), ("where", "region=Córdoba"), ("stranger", "x"));
        Assert.Equal("/x?period=2025-06&where=category=Hogar,%20ba%C3%B1o&where=region=C%C3%B3rdoba&scope=paid", state.Href);
        Assert.Equal([("category", "Hogar, baño"), ("region", "Córdoba")], state.Filters);
    }

    [Fact]
    public void A_filter_takes_the_place_of_another_of_its_dimension()
    {
        var state = State(("where", "region=Salta")).Filtered("region", "Jujuy").Filtered("category", "A=B");
        Assert.Equal([("region", "Jujuy"), ("category", "A=B")], state.Filters);
        Assert.Equal("/x", state.Unfiltered("region").Unfiltered("category").Href);
        Assert.Equal([("brand", "Sol")], State(("dimension", "brand"), ("value", " Sol ")).Filters);
    }

    [Fact]
    public void A_period_and_days_of_its_own_exclude_each_other()
    {
        var days = State(("from", "2025-01-01"), ("to", "2025-02-01"));
        Assert.Equal("/x?period=last-year", days.With("period", "last-year").Href);
        Assert.Equal("/x?from=2025-03-01", State(("period", "2025")).With("from", "2025-03-01").Href);
        // To leave days out is no word about the period.
        Assert.Equal("/x?period=2025", State(("period", "2025")).With("from", null).With("to", null).Href);
    }

    [Fact]
    public void Words_of_one_page_do_not_follow_to_another()
    {
        var state = State(("period", "2025"), ("by", "week"), ("level", "city"));
        Assert.Equal("/y?period=2025", state.On("/y").Href);
    }

    [Fact]
    public void A_question_hears_only_what_it_takes()
    {
        var payments = QuestionCatalog.Load(null).Get("payments");
        var state = State(("scope", "paid"), ("terms", "real"), ("by", "week"), ("where", "payment_method=Visa"));
        var said = state.For(payments, new AskedDays(new DateOnly(2025, 1, 1), null));
        Assert.Equal(["by", "from", "terms", "where"], said.Keys.Order());
        Assert.Empty(state.Unheard(payments));
        Assert.Equal(["payment_method"], state.Unheard(QuestionCatalog.Load(null).Get("reviews")));
    }

    [Theory]
    // month to date against the month before, to the same day
    [InlineData("this-month", "previous", "2025-06-01..2025-06-15", "2025-05-01..2025-05-15")]
    [InlineData("last-month", "previous", "2025-05-01..2025-06-01", "2025-04-01..2025-05-01")]
    [InlineData("2025-02", "previous", "2025-02-01..2025-03-01", "2025-01-01..2025-02-01")]
    [InlineData("2025-Q2", "previous", "2025-04-01..2025-06-15", "2025-01-01..2025-03-15")]
    [InlineData("this-year", "previous", "2025-01-01..2025-06-15", "2024-01-01..2024-06-15")]
    [InlineData("last-30d", "previous", "2025-05-16..2025-06-15", "2025-04-16..2025-05-16")]
    [InlineData("last-month", "weekdays", "2025-05-01..2025-06-01", "2024-05-02..2024-06-02")]
    [InlineData("last-month", "none", "2025-05-01..2025-06-01", "")]
    [InlineData("all", "previous", "..", "")]
    public void A_period_is_held_against_as_much_of_the_one_before(string period, string compare, string days, string compared)
    {
        var page = PageDays.Of(State(("period", period), ("compare", compare)), Newest, Events);
        Assert.Equal(days, Text(page.Days));
        Assert.Equal(compared, page.Compared is { } before ? Text(before) : "");
        Assert.Equal(period is "this-month" or "2025-Q2" or "this-year", page.IsCut);
    }

    [Theory]
    // Monday 12 May 2025 against Monday 13 May 2024: 364 days.
    [InlineData("2025-05-12..2025-05-15", "2024-05-13..2024-05-16", "Hot Sale")]
    [InlineData("2025-05-01..2025-06-01", "2024-05-02..2024-06-02", "Hot Sale")]
    // Of two in these days CyberMonday has no edition before. From 24 November 2023 to 29 November 2024 it is a leap year and five days: 371.
    [InlineData("2024-11-01..2024-12-01", "2023-10-27..2023-11-26", "Black Friday 2023")]
    // Both had one: the one that began last.
    [InlineData("2024-05-01..2025-06-01", "2023-05-03..2024-06-02", "Hot Sale")]
    // The first day alone touches it; the day after its last does not.
    [InlineData("2025-05-14..2025-05-15", "2024-05-15..2024-05-16", "Hot Sale")]
    [InlineData("2025-05-15..2025-05-20", "", null)]
    [InlineData("2024-05-13..2024-05-16", "", null)]
    public void Days_are_held_against_those_around_the_last_edition_of_a_sales_event(string days, string compared, string? edition)
    {
        var page = PageDays.Of(State(("from", days[..10]), ("to", days[12..]), ("compare", "event")), Newest, Events);
        Assert.Equal(days, Text(page.Days));
        Assert.Equal(compared, page.Compared is { } before ? Text(before) : "");
        Assert.Equal(edition, page.Edition?.Name);
    }

    [Fact]
    public void An_event_that_is_not_over_is_held_against_as_many_days()
    {
        var page = PageDays.Of(State(("from", "2025-05-12"), ("to", "2025-05-15"), ("compare", "event")), new DateOnly(2025, 5, 13), Events);
        Assert.Equal("2025-05-12..2025-05-14", Text(page.Days));
        Assert.Equal("2024-05-13..2024-05-15", Text(page.Compared!.Value));
    }

    [Fact]
    public void What_is_no_period_is_refused()
    {
        Assert.Throws<EstrellaException>(() => PageDays.Of(State(("period", "junio")), Newest, Events));
        Assert.Throws<EstrellaException>(() => PageDays.Of(State(("compare", "luck")), Newest, Events));
    }

    private static readonly SalesEvent[] Events =
    [
        Event("HOT SALE", "2025-05-12", "2025-05-14"), Event("Black Friday 2024", "2024-11-29", "2024-11-29"), Event("CyberMonday", "2024-11-04", "2024-11-06"),
        Event("Hot Sale", "2024-05-13", "2024-05-15"), Event("Black Friday 2023", "2023-11-24", "2023-11-24"),
    ];

    private static SalesEvent Event(string name, string from, string to) =>
        new(name, DateOnly.Parse(from, CultureInfo.InvariantCulture), DateOnly.Parse(to, CultureInfo.InvariantCulture));

    private static string Text(AskedDays days) => $"{days.From:yyyy-MM-dd}..{days.To:yyyy-MM-dd}";

    private static PageState State(params (string Word, string Value)[] words) =>
        PageState.Of("/x", words.Select(each => KeyValuePair.Create(each.Word, (string?)each.Value)));
}
