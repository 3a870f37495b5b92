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
    [InlineData("PurchasesUnitPrice", "product.cost")]
    [InlineData("SalesUnitPrice", "product.price")]
    [InlineData("moving_average_cost", "product.cost")]
    [InlineData("POAddressLine1", "address.street")]
    [InlineData("Primer Apellido", "customer.last_name")]
    [InlineData("Nro. documento", "customer.tax_number")]
    [InlineData("DTCANCEL", "order.cancelled_at")]
    [InlineData("Sequência", "order_line.id")]
    [InlineData("Grupo Uno", "category.id")]
    [InlineData("Cód. Parceiro", "customer.id")]
    [InlineData("COD_PROVIN", "customer.region")]
    [InlineData("CIUDAD_ID", "address.city")]
    [InlineData("DESC_FAMILIA", "category.name")]
    [InlineData("Total IVA", "order.tax")]
    [InlineData("base_tax_amount", "order.tax")]
    // Cut short and run together: what ERPs make of names.
    [InlineData("F. Alta", "customer.registered_at")]
    [InlineData("DATCAD", "customer.registered_at")]
    [InlineData("CIDCLI", "customer.city")]
    [InlineData("FONCLI", "customer.phone")]
    [InlineData("CGCCPF", "customer.tax_number")]
    [InlineData("DESPRO", "product.name")]
    [InlineData("CODMAR", "product.brand")]
    [InlineData("QTDEST", "inventory.on_hand")]
    [InlineData("PREUNI", "order_line.unit_price")]
    [InlineData("PERDSC", "order_line.discount_rate")]
    [InlineData("ITEMNMBR", "product.id")]
    [InlineData("UNITPRCE", "order_line.unit_price")]
    [InlineData("XTNDPRCE", "order_line.amount")]
    [InlineData("createTime", "order.ordered_at")]
    // A sign run into the word or in brackets is a word; c/ and s/ are with and without.
    [InlineData("%Dto", "order_line.discount_rate")]
    [InlineData("Disc%", "order_line.discount_rate")]
    [InlineData("Desconto item (%)", "order_line.discount_rate")]
    [InlineData("Dto (%)", "order_line.discount_rate")]
    [InlineData("Total c/ IVA", "order.total")]
    [InlineData("PVP s/ IVA", "product.price")]
    [InlineData("WhatsApp", "customer.phone")]
    // Two words for one thing.
    [InlineData("RUC / C.I.", "customer.tax_number")]
    [InlineData("NIF/CIF/NIE", "customer.tax_number")]
    [InlineData("GST/VAT Number", "customer.tax_number")]
    [InlineData("Marca/Fabricante", "product.brand")]
    // One family in three languages.
    [InlineData("Móvil", "customer.phone")]
    [InlineData("Telemóvel", "customer.phone")]
    [InlineData("Cellphone", "customer.phone")]
    [InlineData("Código postal de destinatario", "address.postcode")]
    [InlineData("Cidade do destinatário", "address.city")]
    [InlineData("Recipient City", "address.city")]
    [InlineData("Proveedor logístico", "shipment.carrier")]
    [InlineData("Provedor de serviços logísticos", "shipment.carrier")]
    [InlineData("Logistics provider", "shipment.carrier")]
    [InlineData("Data e hora da coleta", "shipment.shipped_at")]
    [InlineData("Despatch Date", "shipment.shipped_at")]
    [InlineData("Fecha de recepción", "shipment.delivered_at")]
    [InlineData("Data de receção", "shipment.delivered_at")]
    [InlineData("Data do recebimento", "payment.paid_at")]
    [InlineData("Hora de abono", "payment.released_at")]
    [InlineData("Data de compensação", "payment.released_at")]
    [InlineData("Comisión de la plataforma", "payment.fee")]
    [InlineData("Taxa administrativa", "payment.fee")]
    [InlineData("Neto a recibir", "payment.net")]
    [InlineData("Valor do repasse", "payment.net")]
    [InlineData("Cargo", "order.shipping")]
    [InlineData("Taxa de entrega", "order.shipping")]
    [InlineData("Descuento de la tienda", "order.discount")]
    [InlineData("Desconto financeiro", "order.discount")]
    [InlineData("Default Sell Price", "product.price")]
    [InlineData("Preço atacado", "product.price")]
    [InlineData("P.M.P.", "product.cost")]
    [InlineData("Cantidad a mano", "inventory.on_hand")]
    [InlineData("Cantidad devuelta", "return.quantity")]
    [InlineData("Unidades vendidas", "order_line.quantity")]
    [InlineData("Quantidade faturada", "order_line.quantity")]
    [InlineData("Alpha Name", "customer.first_name")]
    [InlineData("2nd Item Number", "product.sku")]
    [InlineData("Billing Last Name", "customer.last_name")]
    [InlineData("E-mail de notificação do cliente", "customer.email")]
    public void A_name_means(string name, string field) =>
        Assert.Contains(field, Headings.Shipped.Meanings(name).Select(each => $"{each.Entity.Name}.{each.Field}"));

    [Theory]
    [InlineData("seller_id")]
    [InlineData("seller_city")]
    [InlineData("temperature")]
    [InlineData("profit")]
    [InlineData("status", "customer.region")]
    [InlineData("Base do ICMS", "order.tax")]
    [InlineData("Base IVA 21%", "order.tax")]
    [InlineData("Total s/ IVA", "order.tax")]
    [InlineData("Tax Y/N")]
    [InlineData("username", "customer.first_name")]
    [InlineData("NIT / CC", "order.total")]
    [InlineData("Data do pagamento", "shipment.delivered_at")]
    public void And_does_not_mean(string name, string? field = null) =>
        Assert.DoesNotContain(Headings.Shipped.Meanings(name), each => field is null || $"{each.Entity.Name}.{each.Field}" == field);

    [Theory]
    [InlineData("Preparando envío", "processing")]
    [InlineData("En espera de pago por transferencia", "pending")]
    [InlineData("Layby - 3 instalments", "pending")]
    [InlineData("Despachado por correo", "shipped")]
    [InlineData("Entregado en tienda", "delivered")]
    [InlineData("Devuelto por el cliente", "returned")]
    [InlineData("Anulado por falta de stock", "cancelled")]
    // What ended the order tells more than what was done before.
    [InlineData("Pago recibido, luego anulado", "cancelled")]
    // A text that is listed means what it is listed for, whatever its words begin with.
    [InlineData("Partially shipped", "part_shipped")]
    [InlineData("Pago fallido", "failed")]
    [InlineData("Malsucedido", "failed")]
    public void A_state_nobody_listed_is_told_by_how_one_of_its_words_begins(string text, string state) =>
        Assert.Equal(state, Headings.Shipped.Word("order_status", text));

    [Theory]
    [InlineData("Cancellation requested")]
    [InlineData("Not shipped")]
    [InlineData("Solicitud de devolución")]
    [InlineData("Parcialmente enviado al cliente")]
    [InlineData("Sin preparar")]
    [InlineData("Não entregue")]
    [InlineData("En manos de Dios")]
    public void And_by_none_where_a_word_casts_doubt(string text) =>
        Assert.Null(Headings.Shipped.Word("order_status", text));

    /// <summary>Texts of which only a beginning is known make no column one of states.</summary>
    [Fact]
    public void A_stem_lists_no_text()
    {
        Assert.True(Headings.Shipped.IsListed("order_status", "ENTREGADO"));
        Assert.False(Headings.Shipped.IsListed("order_status", "Entregado en tienda"));
    }

    [Theory]
    [InlineData("unit_price_tax_incl", "Within")]
    [InlineData("unit_price_tax_excl", "Without")]
    [InlineData("Precio unitario con IVA", "Within")]
    [InlineData("Precio unitario sin IVA", "Without")]
    [InlineData("unit_price_net", "Without")]
    [InlineData("unit price", "Unsaid")]
    public void A_name_says_whether_tax_is_within_and_of_what(string name, string side)
    {
        var said = Headings.Shipped.TaxOf(name);
        Assert.Equal(side, said.Side.ToString());
        Assert.Equal(Headings.Shipped.TaxOf("unit_price").Base, Headings.Shipped.TaxOf(name.Replace("Precio unitario", "unit_price", StringComparison.Ordinal)).Base);
        Assert.NotEqual(Headings.Shipped.TaxOf("shipping").Base, said.Base);
    }

    [Theory]
    [InlineData("Punto de Venta", true)]
    [InlineData("TIPO_COMP", true)]
    [InlineData("Serie", true)]
    [InlineData("branch_code", true)]
    [InlineData("Cod. Cliente", false)]
    [InlineData("Número", false)]
    public void A_name_is_of_what_orders_are_counted_apart_by(string name, bool isOfSeries) =>
        Assert.Equal(isOfSeries, Headings.Shipped.IsOfSeries(name));

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
