using Estrella.Sources.Discovery;
using Xunit;

namespace Estrella.Tests.Sources.Discovery;

/// <summary>Amounts told with tax and without: what is sold is without, and the contract says so.</summary>
public sealed class TaxTwinsTest
{
    [Theory]
    [InlineData("prices-with-and-without-tax", "unit_price_tax_excl stands beside unit_price_tax_incl, which holds it")]
    [InlineData("net-and-gross-prices", "net_price stands beside gross_price, which holds it")]
    public void Prices_are_without_tax_where_another_column_holds_it(string folder, string proof)
    {
        // All eight rows have both: (8 + 1) / (8 + 2).
        Assert.Matches($"\nprices_include_tax: false  +# 0\\.90: {proof}\n", CorpusFolder.Get(folder).Discover().Contract);
    }

    /// <summary>A column that is less on one row holds no tax of the other, whatever both are called.</summary>
    [Fact]
    public void Columns_that_are_in_no_ratio_of_taxes_are_no_twins()
    {
        using var folder = new TemporaryFolder();
        folder.Write("sales_lines.csv", """
            receipt,sale_date,customer_id,sku,quantity,net_price,price_with_vat
            R1,2024-10-02,901,T-1,3,40.00,49.20
            R2,2024-10-15,902,T-3,1,200.00,180.00
            R3,2024-10-22,903,T-2,5,10.00,12.30
            R4,2024-11-05,901,T-3,1,200.00,246.00

            """);
        var contract = Discoverer.Discover(folder.Path, null, null, null, TestContext.Current.CancellationToken).Contract;
        Assert.DoesNotContain("\nprices_include_tax: ", contract, StringComparison.Ordinal);
        Assert.Contains("\n# prices_include_tax: true ", contract, StringComparison.Ordinal);
    }
}
