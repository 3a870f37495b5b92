using Estrella.Runs.Healing;
using Xunit;

namespace Estrella.Tests.Runs;

/// <summary>What spreadsheets do to cells nobody meant to change.</summary>
public sealed class SpreadsheetDamageTest
{
    [Theory]
    [InlineData("2000003508897546", "2000003508897540", "lost its digits after the fifteenth")]
    [InlineData("7790001234567", "7,79E+12", "became a number in scientific notation")]
    [InlineData("7790001234567", "7.79E+12", "became a number in scientific notation")]
    [InlineData("00712", "712", "lost the noughts it begins with")]
    [InlineData("17850", "17850.0", "became a number with decimals")]
    [InlineData("17850", "17850,00", "became a number with decimals")]
    [InlineData("1-5", "01-May", "became a date")]
    [InlineData("5/24", "may-24", "became a date")]
    [InlineData("2024-03-04", "04/03/2024", "changed the order or the format of its date")]
    [InlineData("03/04/2024", "04/03/2024", "changed the order or the format of its date")]
    [InlineData("2024-03-04 10:00:00", "4/3/2024 10:00", "changed the order or the format of its date")]
    [InlineData("2024-03-04", "45355", "became the number of a day")]
    [InlineData("12.50", "12,50", "changed its decimal sign")]
    public void Damage_has_a_name(string before, string after, string damage)
    {
        Assert.False(SpreadsheetDamage.IsSame(before, after));
        Assert.Equal(damage, SpreadsheetDamage.Of(before, after, wasAtFault: false));
    }

    [Theory]
    [InlineData("19.90", "19.9")]
    [InlineData("20.00", "20")]
    [InlineData("true", "TRUE")]
    [InlineData("=\"0012\"", "0012")]
    [InlineData("  a ", "a")]
    public void Another_spelling_is_no_change(string before, string after) => Assert.True(SpreadsheetDamage.IsSame(before, after));

    [Theory]
    [InlineData("x", "10", true)]
    [InlineData("12,50", "12.50", true)]
    [InlineData("03/14/2024", "14/03/2024", true)]
    [InlineData("2024-02-31", "2024-02-28", false)]
    [InlineData("2024-03-04 10:00", "2024-03-04 11:00", false)]
    [InlineData("1000", "100", false)]
    [InlineData("0012", "0013", false)]
    [InlineData("Ana", "Ana María", false)]
    public void A_correction_is_none(string before, string after, bool wasAtFault)
    {
        Assert.False(SpreadsheetDamage.IsSame(before, after));
        Assert.Null(SpreadsheetDamage.Of(before, after, wasAtFault));
    }
}
