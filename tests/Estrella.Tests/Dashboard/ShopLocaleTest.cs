using Estrella.Dashboard.Words;
using Estrella.Foundation;
using Estrella.Questions;
using Xunit;

namespace Estrella.Tests.Dashboard;

/// <summary>Expected as each country writes, written out by hand.</summary>
public sealed class ShopLocaleTest
{
    private static readonly Settings Bare = new() { ProjectFolder = "/shop", DataFolder = "/shop/data" };

    [Theory]
    [InlineData("AR", "ARS", "−1.234.567,9", "−$ 1,23 M", "5,3 %", "27 Nov 2026")]
    [InlineData("AR", "USD", "−1.234.567,9", "−US$ 1,23 M", "5,3 %", "27 Nov 2026")]
    [InlineData("US", "USD", "−1,234,567.9", "−$1.23 M", "5.3%", "Nov 27, 2026")]
    // A sign alone would be the dollar there; a code does not touch its number.
    [InlineData("US", "ARS", "−1,234,567.9", "−ARS 1.23 M", "5.3%", "Nov 27, 2026")]
    [InlineData("EC", "USD", "−1.234.567,9", "−$1,23 M", "5,3 %", "27 Nov 2026")]
    [InlineData("MX", "MXN", "−1,234,567.9", "−$1.23 M", "5.3 %", "27 Nov 2026")]
    [InlineData("CL", "CLP", "−1.234.567,9", "−$1,23 M", "5,3 %", "27 Nov 2026")]
    [InlineData("BR", "BRL", "−1.234.567,9", "−R$ 1,23 M", "5,3%", "27 Nov 2026")]
    [InlineData("ES", "EUR", "−1.234.567,9", "−1,23 M €", "5,3 %", "27 Nov 2026")]
    [InlineData("FR", "EUR", "−1\u00A0234\u00A0567,9", "−1,23 M €", "5,3 %", "27 Nov 2026")]
    [InlineData("CH", "CHF", "−1’234’567.9", "−CHF 1.23 M", "5.3%", "27 Nov 2026")]
    [InlineData("GB", "GBP", "−1,234,567.9", "−£1.23 M", "5.3%", "27 Nov 2026")]
    public void Numbers_money_and_days_are_written_as_the_country_does(string country, string currency, string number, string money, string percent, string day)
    {
        var style = new NumberStyle(Vocabulary.In("en"), ShopLocale.Of(country));
        Assert.Equal(
            (number, money, percent, day),
            (style.Number(-1234567.89m, 1), style.Brief(-1_234_567m, ColumnKind.Money, currency), style.Percent(0.053m), style.Day(new DateOnly(2026, 11, 27))));
    }

    [Fact]
    public void In_spanish_the_day_comes_first_wherever_the_shop_is() =>
        Assert.Equal("27 nov 2026", new NumberStyle(Vocabulary.In("es"), ShopLocale.Of("US")).Day(new DateOnly(2026, 11, 27)));

    [Theory]
    [InlineData("es-MX", "UY", "America/Argentina/Salta", "ARS", "MX")]
    [InlineData(null, "UY", "America/Argentina/Salta", "USD", "UY")]
    [InlineData(null, null, "America/Argentina/Salta", "USD", "AR")]
    [InlineData(null, null, "Pacific/Auckland", "MXN", "MX")]
    [InlineData(null, null, null, "EUR", "EU")]
    [InlineData(null, null, null, null, null)]
    public void The_setting_comes_before_country_zone_and_currency(string? locale, string? country, string? zone, string? currency, string? expected)
    {
        Assert.Equal(expected, ShopLocale.Of(Bare with { Locale = locale, Country = country, Zone = zone, Currency = currency }, null, null, "en").Country);
        // What the settings leave open the warehouse may know.
        Assert.Equal(expected, ShopLocale.Of(Bare with { Locale = locale, Country = country }, zone, currency, "en").Country);
    }

    [Fact]
    public void Where_nothing_is_known_numbers_follow_the_page()
    {
        Assert.Equal("1.234,5", new NumberStyle(Vocabulary.In("es"), ShopLocale.Of(Bare, null, null, "es")).Number(1234.5m, 1));
        Assert.Equal("1,234.5", new NumberStyle(Vocabulary.In("en"), ShopLocale.Of(Bare, null, null, "en")).Number(1234.5m, 1));
    }
}
