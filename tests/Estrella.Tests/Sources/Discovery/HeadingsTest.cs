using Estrella.Foundation;
using Estrella.Sources.Discovery;
using Estrella.Tests.Foundation;
using Xunit;

namespace Estrella.Tests.Sources.Discovery;

/// <summary>What names of columns mean, however an ERP spells them.</summary>
public sealed class HeadingsTest
{
    [Theory]
    [InlineData("COD_CLI", "customer.id")]
    [InlineData("CustomerCode", "customer.id")]
    [InlineData("código do cliente", "customer.id")]
    [InlineData("CODCLI", "customer.id")]
    [InlineData("FEC_EMI", "order.ordered_at")]
    [InlineData("DTEMISSAO", "order.ordered_at")]
    [InlineData("N.º Fatura", "order.id")]
    [InlineData("P.V.P.", "order_line.unit_price")]
    [InlineData("QTDE", "order_line.quantity")]
    [InlineData("DESCRIPCIO", "product.name")]
    [InlineData("NM_CIDADE", "customer.city")]
    [InlineData("Amount spent (USD)", "campaign_spend.amount")]
    [InlineData("DESC", "product.name")]
    [InlineData("DESC", "order_line.discount")]
    [InlineData("estado", "order.status")]
    [InlineData("estado", "customer.region")]
    public void A_name_means(string name, string field) =>
        Assert.Contains(field, Headings.Shipped.Meanings(name).Select(each => $"{each.Entity.Name}.{each.Field}"));

    [Theory]
    [InlineData("seller_id")]
    [InlineData("seller_city")]
    [InlineData("temperature")]
    [InlineData("profit")]
    [InlineData("status", "customer.region")]
    public void And_does_not_mean(string name, string? field = null) =>
        Assert.DoesNotContain(Headings.Shipped.Meanings(name), each => field is null || $"{each.Entity.Name}.{each.Field}" == field);

    [Fact]
    public void A_project_adds_words_of_its_own()
    {
        using var project = new TemporaryFolder();
        project.Write("dictionary.yml", "words:\n  customer: [paciente]\nheadings:\n  order:\n    ordered_at: [dia del turno]\nvalues:\n  order_status:\n    delivered: [atendido]\n");
        var headings = Headings.With(Path.Combine(project.Path, "dictionary.yml"));
        Assert.Contains(headings.Meanings("cod_paciente"), each => each is { Entity.Name: "customer", Field: "id" });
        Assert.Contains(headings.Meanings("Dia del turno"), each => each is { Entity.Name: "order", Field: "ordered_at" });
        Assert.Equal("delivered", headings.Word("order_status", "Atendido"));
        Assert.Equal("cancelled", headings.Word("order_status", "anulado"));
    }

    [Theory]
    [InlineData("headings:\n  orden:\n    total: [x]\n", "dictionary.yml:2:3: 'orden' is no entity")]
    [InlineData("headings:\n  order:\n    totals: [x]\n", "dictionary.yml:3:5: order has no field 'totals'")]
    [InlineData("values:\n  status:\n    delivered: [x]\n", "dictionary.yml:2:3: 'status' is no vocabulary")]
    [InlineData("synonyms:\n  a: [b]\n", "dictionary.yml:1:1: 'synonyms' is no part of a dictionary")]
    [InlineData("words: [a]\n", "it is no dictionary")]
    [InlineData("words: {a\n", "it is no YAML")]
    public void A_mistake_in_them_is_told_with_its_line(string text, string problem)
    {
        using var project = new TemporaryFolder();
        project.Write("dictionary.yml", text);
        var refused = Assert.Throws<EstrellaException>(() => Headings.With(Path.Combine(project.Path, "dictionary.yml")));
        Assert.Equal(ExitCode.DecisionMissing, refused.ExitCode);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }
}
