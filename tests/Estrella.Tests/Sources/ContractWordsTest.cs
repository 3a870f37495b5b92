using Estrella.Foundation;
using Estrella.Sources;
using Xunit;

namespace Estrella.Tests.Sources;

/// <summary>The words of a contract, and what is said when one is wrong.</summary>
public class ContractWordsTest
{
    private const string Orders =
        """
        contract: 1
        source: shop
        exports:
          orders:
            files: "*.csv"
            holds: changes
            order: { id: No, total: Total, status: { column: State, map: { a: pending } } }
        """;

    private static EstrellaException Refused(string yaml)
    {
        var failure = Assert.Throws<EstrellaException>(() => Contract.Parse(yaml, "sources/shop.yml"));
        Assert.Equal(ExitCode.DecisionMissing, failure.ExitCode);
        return failure;
    }

    private static EstrellaException Refused(string from, string to) => Refused(Orders.Replace(from, to, StringComparison.Ordinal));

    [Theory]
    [InlineData("source: shop", "sorce: shop", "sources/shop.yml:2:1: 'sorce' is no word of a contract; did you mean 'source'?")]
    [InlineData("holds: changes", "hold: changes", "sources/shop.yml:6:5: 'hold' is no word of an export and no entity; did you mean 'holds'?")]
    [InlineData("holds: changes", "holds: change", "sources/shop.yml:6:12: holds is 'change'; did you mean 'changes'?")]
    [InlineData("order:", "ordr:", "sources/shop.yml:7:5: 'ordr' is no word of an export and no entity; did you mean 'order'?")]
    [InlineData("total:", "totl:", "sources/shop.yml:7:22: 'totl' is no word or field of order; did you mean 'total'?")]
    [InlineData("map:", "mapp:", "sources/shop.yml:7:61: 'mapp' is no word of a cell; did you mean 'map'?")]
    [InlineData("a: pending", "a: pendign", "sources/shop.yml:7:71: 'pendign' is no order status; did you mean 'pending'?")]
    [InlineData("id: No, ", "", "sources/shop.yml:7:12: order has no id")]
    [InlineData("id: No", "id: $rw", "sources/shop.yml:7:18: '$rw' is no value; did you mean '$row'?")]
    [InlineData("id: No", "id: $row", "sources/shop.yml:6:12: row numbers are ids only where an export holds all")]
    [InlineData("contract: 1", "contract: 2", "sources/shop.yml:1:11: contract format 2 is not known here, expected 1")]
    [InlineData("source: shop", "source: shop\nzone: Europe/Madird", "sources/shop.yml:3:7: 'Europe/Madird' is no time zone; did you mean 'Europe/Madrid'?")]
    [InlineData("source: shop", "source: shop\nread: { delimeter: x }", "sources/shop.yml:3:9: 'delimeter' is no word of read; did you mean 'delimiter'?")]
    [InlineData("source: shop", "source: shop\nread: { dates: YYYY-MM-DD }", "sources/shop.yml:3:16: 'YYYY-MM-DD' is no date format")]
    [InlineData("source: shop", "source: shop\nread: { encoding: utf-9 }", "sources/shop.yml:3:19: 'utf-9' is no encoding")]
    [InlineData("source: shop", "source: shop\ncurrency: pesos", "sources/shop.yml:3:11: 'pesos' is no currency")]
    [InlineData("holds: changes", "holds: changes\n    set_aside: [bad]", "sources/shop.yml:7:17: 'bad' is not named under kinds")]
    [InlineData("holds: changes", "holds: changes\n    skip: { No: { start: C } }", "sources/shop.yml:7:19: 'start' is no test; did you mean 'starts'?")]
    [InlineData("holds: changes", "holds: changes\n    skip: { No: { matches: '(' } }", "sources/shop.yml:7:28: is no regular expression")]
    [InlineData("\"*.csv\"", "\"*_{date:yyyy}.csv\"", "the only word in braces is as_of")]
    [InlineData("{ column: State,", "{", "sources/shop.yml:7:44: expected either column or first_of")]
    [InlineData("id: No", "id: { value: x }", "is the same for every row")]
    [InlineData("order:", "order_line: { id: No, quantity: Q, unit_price: P }\n    order:", "order_line has no order (The order it belongs to)")]
    [InlineData("source: shop", "source: shop\nsource: shop", "sources/shop.yml:3:1: is no YAML")]
    public void Mistake_is_refused_with_its_place_and_the_nearest_word(string from, string to, string message) =>
        Assert.Contains(message, Refused(from, to).Message, StringComparison.Ordinal);

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var failure = Refused(Orders.Replace("source", "sorce", StringComparison.Ordinal).Replace("total:", "totl:", StringComparison.Ordinal).Replace("a: pending", "a: x", StringComparison.Ordinal));
        Assert.Contains(":2:1:", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'totl'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'x' is no order status", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Contract_says_what_it_feeds()
    {
        var export = ExampleContracts.Wholesale().Exports.Single();
        Assert.Equal(["customer", "order", "order_charge", "order_line", "product", "return"], export.FeedsEntities.Select(entity => entity.Name).Order(StringComparer.Ordinal));
        Assert.Equal(new ErrorBudget(100, 0.005m), export.Budget);
        Assert.True(export.HasControl);
        Assert.Contains(export.FeedsFields, fed => fed is { Entity.Name: "return", Field.Name: "quantity" });
        Assert.Equal(["Country", "CustomerID", "Description", "InvoiceDate", "InvoiceNo", "Quantity", "StockCode", "UnitPrice"], export.Required.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("Discount Code", ExampleContracts.Shopify().Exports[0].Required);
    }

    [Fact]
    public void Built_in_profiles_are_sound()
    {
        var tienda = Exports.Tienda();
        Assert.Equal(11, tienda.Exports.Count);
        Assert.Null(tienda.Currency);
        Assert.Equal("America/Argentina/Buenos_Aires", tienda.Zone);
        Assert.Equal("ARS", tienda.WithShop("Europe/Madrid", "ARS").Currency);
        Assert.Equal("America/Argentina/Buenos_Aires", tienda.WithShop("Europe/Madrid", "ARS").Zone);
        Assert.True(tienda.Exports.Single(export => export.Name == "usuarios").HasSecret);
        Assert.All(tienda.Exports, export => Assert.True(export.UsesRowNumbers));
    }

    [Fact]
    public void Recognised_columns_tell_exports_of_one_name_apart()
    {
        using var folder = new ExportFolder();
        folder.With("a.csv", "X,Y,Z\n").With("b.csv", "No,State,Sum\n");
        var contract = Contract.Parse(Orders.Replace("holds: changes", "holds: changes\n    recognise: [No, Total]", StringComparison.Ordinal), "sources/shop.yml");
        // Two of b's three columns are there: it is meant, and misses one. Nothing of a is: it is another file.
        var failure = Assert.Throws<EstrellaException>(() => folder.Recognise(contract));
        Assert.StartsWith("b.csv:1:1: column 'Total' is missing", failure.Message, StringComparison.Ordinal);
        File.Delete(Path.Combine(folder.Path, "b.csv"));
        Assert.Contains("column 'No' is missing", Assert.Single(folder.Recognise(contract).Unmatched).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Project_contracts_are_loaded_with_all_their_mistakes()
    {
        using var folder = new ExportFolder();
        Assert.Empty(Contracts.Load(null));
        Assert.Empty(Contracts.Load(folder.Path));
        folder.With("sources/a.yml", Orders).With("sources/b.yml", ExampleContracts.ShopifyYaml);
        Assert.Equal(["shop", "shopify"], Contracts.Load(folder.Path).Select(contract => contract.Name));
        folder.With("sources/c.yml", Orders).With("sources/d.yml", "contract: 1\n");
        var failure = Assert.Throws<EstrellaException>(() => Contracts.Load(folder.Path));
        Assert.Contains("c.yml:1:1: source 'shop' is also the name of", failure.Message, StringComparison.Ordinal);
        Assert.Contains("d.yml:1:1: 'source' is missing", failure.Message, StringComparison.Ordinal);
    }
}
