using Estrella.Dashboard.Charts;
using Estrella.Dashboard.Pages;
using Estrella.Dashboard.State;
using Estrella.Dashboard.Words;
using Estrella.Questions;
using Xunit;

namespace Estrella.Tests.Dashboard;

public sealed class DraughtsmanTest
{
    private static readonly AnswerColumn[] Spells = [new("product", ColumnKind.Text), new("starts_on", ColumnKind.Date), new("ends_on", ColumnKind.Date), new("days", ColumnKind.Count)];

    [Fact]
    public void Spells_without_stock_are_days_of_each_month_and_blank_where_there_are_none()
    {
        var drawing = Draw(
            "calendar x=starts_on y=days by=product", Spells, new DateOnly(2025, 1, 1), new DateOnly(2025, 9, 1),
            // Three days of January and four of February; then the whole of April.
            ["Yerba", new DateOnly(2025, 1, 29), new DateOnly(2025, 2, 4), 7L],
            ["Mate", new DateOnly(2025, 3, 31), new DateOnly(2025, 4, 30), 31L],
            ["Yerba", new DateOnly(2025, 2, 28), new DateOnly(2025, 2, 28), 1L]);
        Assert.Equal(["Jan 2025", "Feb 2025", "Mar 2025", "Apr 2025", "May 2025", "Jun 2025", "Jul 2025", "Aug 2025"], drawing.Labels);
        Assert.Equal(["Mate", "Yerba"], drawing.Series.Select(each => each.Name));
        Assert.Equal([null, null, 1m, 30m, null, null, null, null], drawing.Series[0].Values);
        Assert.Equal([3m, 5m, null, null, null, null, null, null], drawing.Series[1].Values);
    }

    [Theory]
    // 1 January 2025 is a Wednesday: its week began on 30 December. 45 days are told by day, 46 by week.
    [InlineData("2025-02-15", 45, "1 Jan 2025")]
    [InlineData("2025-02-16", 7, "30 Dec 2024")]
    public void A_few_days_are_a_calendar_of_days(string next, int columns, string first)
    {
        var drawing = Draw(
            "calendar x=starts_on y=days by=product", Spells, new DateOnly(2025, 1, 1), DateOnly.Parse(next, System.Globalization.CultureInfo.InvariantCulture),
            ["Yerba", new DateOnly(2025, 1, 4), new DateOnly(2025, 1, 7), 4L]);
        Assert.Equal((columns, first), (drawing.Labels.Count, drawing.Labels[0]));
        Assert.Equal(4, drawing.Series[0].Values.Sum());
    }

    [Fact]
    public void Classes_against_classes_are_a_grid_in_the_answers_order()
    {
        var drawing = Draw(
            "heat x=xyz y=products by=abc", [new("abc", ColumnKind.Text), new("xyz", ColumnKind.Text), new("products", ColumnKind.Count)], null, null,
            ["A", "X", 5L], ["A", "Z", 1L], ["B", "Z", 2L], ["C", "X", 4L]);
        Assert.Equal(["X", "Z"], drawing.Labels);
        Assert.Equal(["A", "B", "C"], drawing.Series.Select(each => each.Name));
        Assert.Equal([5m, 1m, null, 2m, 4m, null], drawing.Series.SelectMany(each => each.Values));
    }

    [Fact]
    public void Scores_against_scores_name_their_cells_in_the_readers_language()
    {
        var drawing = Draw(
            "grid x=frequency_money y=customers by=recency",
            [new("recency", ColumnKind.Count), new("frequency_money", ColumnKind.Count), new("rfm_group", ColumnKind.Text), new("customers", ColumnKind.Count), new("as_of", ColumnKind.Date)], null, null,
            [2L, 1L, "hibernating", 3L, new DateOnly(2025, 1, 31)], [2L, 2L, "cannot lose", 0L, new DateOnly(2025, 1, 31)], [1L, 1L, "hibernating", 5L, new DateOnly(2025, 1, 31)]);
        Assert.Equal(["1", "2"], drawing.Labels);
        Assert.Equal(["2", "1"], drawing.Series.Select(each => each.Name));
        Assert.Equal([3m, 0m, 5m, null], drawing.Series.SelectMany(each => each.Values));
        Assert.Equal(["Hibernating", "Cannot lose", "Hibernating", null], drawing.Cells!.SelectMany(line => line).Select(cell => cell?.Name));
        Assert.Contains("31 Jan 2025", drawing.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bridge_from_nowhere_is_not_drawn()
    {
        AnswerColumn[] columns = [new("step", ColumnKind.Text), new("starts_on", ColumnKind.Date), new("ends_on", ColumnKind.Date), new("gross_profit", ColumnKind.Money)];
        var (first, last) = (new DateOnly(2025, 1, 1), new DateOnly(2025, 1, 31));
        var known = Draw("bridge x=step y=gross_profit", columns, first, last, ["before", first, last, 5m], ["price", null, null, -7m], ["now", first, last, -2m]);
        Assert.Equal(["Before", "Price", "Now"], known.Labels);
        Assert.Equal([5m, -7m, -2m], known.Series[0].Values);
        Assert.Equal([5m, null, -2m], known.Series[1].Values);
        var unknown = Draw("bridge x=step y=gross_profit", columns, first, last, ["before", first, last, null], ["price", null, null, null], ["now", first, last, -2m]);
        Assert.True(unknown.IsEmpty);
        Assert.Equal(Vocabulary.In("en")["bridge-unknown"], unknown.Caption);
    }

    [Fact]
    public void Days_of_the_week_have_their_names_and_their_order()
    {
        var drawing = Draw(
            "bars x=weekday y=orders", [new("weekday", ColumnKind.Count), new("weekday_en", ColumnKind.Text), new("weekday_es", ColumnKind.Text), new("orders", ColumnKind.Count)], null, null,
            [1L, "Monday", "lunes", 4L], [2L, "Tuesday", "martes", 9L], [3L, "Wednesday", "miércoles", 1L]);
        Assert.Equal(["Monday", "Tuesday", "Wednesday"], drawing.Labels);
        Assert.Equal([4m, 9m, 1m], drawing.Series[0].Values);
    }

    [Theory]
    [InlineData(new[] { 1.0, 2, 4 }, 2.0)]
    [InlineData(new[] { -1.0, 2, 4, 9 }, 3.0)]
    public void Half_of_the_changes_are_at_most_their_median(double[] changes, double median) =>
        Assert.Equal((decimal)median, Annotations.Median([.. changes.Select(each => (decimal)each)]));

    private static Drawing Draw(string chart, AnswerColumn[] columns, DateOnly? from, DateOnly? to, params object?[][] rows)
    {
        var question = QuestionFile.Parse("made.sql", "-- question: made\nselect 1 as made");
        var answer = new Answer(question, columns, rows, new Coverage { From = from, To = to }, [], 2);
        return new Draughtsman(answer, ChartPlan.Parse(chart), new NumberStyle(Vocabulary.In("en"), ShopLocale.Of("AR")), Vocabulary.In("en"), PageState.Of("/x", [])).Draw()!;
    }
}
