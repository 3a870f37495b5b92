namespace Estrella.Generator;

/// <summary>The exports whose size does not depend on the orders: catalogue, prices, campaigns, rates, calendar.</summary>
internal static class ReferenceExports
{
    public static void Write(
        RetailExports retail, WholesaleExports wholesale, ShopCalendar calendar, Prices prices, CampaignPlan plan, Catalogue catalogue, int orders, Chance chance)
    {
        Categories(retail, wholesale);
        Products(retail, wholesale, catalogue);
        PriceLists(retail, wholesale, catalogue);
        Methods(retail, wholesale);
        Campaigns(retail, plan, chance);
        Rates(retail, calendar, prices);
        Calendar(retail, calendar, orders);
    }

    private static void Categories(RetailExports retail, WholesaleExports wholesale)
    {
        var file = retail.Open("tienda_categorias.csv", "Categoría", "Nombre", "Categoría madre");
        foreach (var parent in Goods.Parents)
        {
            file.Text(Goods.ParentId(parent)).Text(parent).Blank().End();
        }
        for (var category = 0; category < Goods.Retail.Length; category++)
        {
            file.Text(Goods.CategoryId(category)).Text(Goods.Categories[category]).Text(Goods.ParentId(Goods.Retail[category].Parent)).End();
        }
        var groups = wholesale.Open("mayorista_rubros.csv", "CodRubro", "Rubro");
        for (var category = Goods.Retail.Length; category < Goods.Categories.Length; category++)
        {
            groups.Text(Goods.CategoryId(category)).Text(Goods.Categories[category]).End();
        }
    }

    private static void Products(RetailExports retail, WholesaleExports wholesale, Catalogue catalogue)
    {
        var file = retail.Open("tienda_productos.csv", "Producto", "Nombre", "Descripción", "Categoría", "Marca", "SKU", "EAN", "IVA", "Actualizado");
        var articles = wholesale.Open("mayorista_articulos.csv", "Codigo", "Detalle", "CodRubro", "Marca", "Alicuota");
        foreach (var product in catalogue.Products)
        {
            if (product.IsWholesale)
            {
                articles.Text(product.Id).Text(product.Name).Text(Goods.CategoryId(product.Category)).Text(product.Brand).Rate(product.TaxPermille).End();
                continue;
            }
            Product(file, product, product.Name, product.Category, Math.Min(product.Launched, 0) - 20);
            if (product.PresentCategory != product.Category)
            {
                Product(file, product, product.PresentName, product.PresentCategory, product.MovedOn);
            }
        }
    }

    private static void Product(ExportFile file, Product product, string name, int category, int day)
    {
        file.Text(product.Id).Text(name).Text($"{name}, de {product.Brand}. Garantía de seis meses.").Text(Goods.CategoryId(category)).Text(product.Brand)
            .Text("SUR" + product.Id[2..]).Text(Barcode(product.No)).Rate(product.TaxPermille).Moment(day, 11_000 + (product.No % 3000)).End();
    }

    /// <summary>An EAN-13 of Argentina (779) with its check digit.</summary>
    private static string Barcode(int no)
    {
        var digits = "779" + (100_000_000 + (no * 7919)).ToString();
        var sum = digits.Select((digit, at) => (digit - '0') * (at % 2 == 0 ? 1 : 3)).Sum();
        return digits + ((10 - (sum % 10)) % 10);
    }

    private static void PriceLists(RetailExports retail, WholesaleExports wholesale, Catalogue catalogue)
    {
        var file = retail.Open("tienda_precios.csv", "Producto", "Desde", "Precio", "Costo");
        var list = wholesale.Open("mayorista_lista.csv", "Codigo", "VigenteDesde", "Lista", "CostoUnitario");
        foreach (var product in catalogue.Products)
        {
            foreach (var price in product.Prices)
            {
                (product.IsWholesale ? list : file).Text(product.Id).Day(price.From).Cents(price.Price).Cents(price.Cost < 0 ? null : price.Cost).End();
            }
        }
    }

    private static void Methods(RetailExports retail, WholesaleExports wholesale)
    {
        var file = retail.Open("tienda_formas_pago.csv", "Forma de pago", "Nombre", "Descripción");
        var means = wholesale.Open("mayorista_medios.csv", "Medio", "Denominacion");
        for (var method = 0; method < Cashier.Methods.Length; method++)
        {
            if (method < Cashier.RetailMethods)
            {
                file.Text(Cashier.MethodId(method)).Text(Cashier.Methods[method]).Text($"Pago con {Cashier.Methods[method].ToLowerInvariant()}").End();
            }
            else
            {
                means.Text(Cashier.MethodId(method)).Text(Cashier.Methods[method]).End();
            }
        }
    }

    private static void Campaigns(RetailExports retail, CampaignPlan plan, Chance chance)
    {
        var file = retail.Open("tienda_campanias.csv", "Campaña", "Nombre", "Canal", "Desde", "Hasta");
        var spend = retail.Open("tienda_inversion.csv", "Campaña", "Día", "Inversión", "Impresiones", "Clics");
        foreach (var campaign in plan.Campaigns)
        {
            file.Text(campaign.Id).Text(campaign.Name).Text(campaign.Channel).Day(campaign.From).Day(campaign.To).End();
            for (var day = campaign.From; day <= campaign.To; day++)
            {
                var clicks = Math.Max(5, plan.Orders(day) * chance.Between(4, 9));
                spend.Text(campaign.Id).Day(day).Cents(plan.Spent(day)).Whole(clicks * chance.Between(20, 60)).Whole(clicks).End();
            }
        }
    }

    private static void Rates(RetailExports retail, ShopCalendar calendar, Prices prices)
    {
        var file = retail.Open("tienda_tipo_cambio.csv", "De", "A", "Tipo", "Día", "Valor");
        for (var day = -Prices.DaysBefore; day < calendar.Days; day++)
        {
            if (prices.OfficialSaid(day) != 0)
            {
                file.Text("USD").Text("ARS").Text("Oficial").Day(day).Cents(prices.OfficialSaid(day) / 100).End();
                file.Text("USD").Text("ARS").Text("Blue").Day(day).Cents(prices.BlueSaid(day) / 100).End();
            }
        }
        var index = retail.Open("tienda_indice_precios.csv", "Índice", "Mes", "Nivel");
        for (var month = -1; month < calendar.Months; month++)
        {
            index.Text("IPC").Day(calendar.FirstOfMonth(0).AddMonths(month)).Fine(prices.Index(month)).End();
        }
    }

    private static void Calendar(RetailExports retail, ShopCalendar calendar, int orders)
    {
        var file = retail.Open("tienda_calendario.csv", "Evento", "Clase", "Desde", "Hasta");
        foreach (var each in calendar.Events)
        {
            file.Text(each.Name).Text(each.Kind == "sale" ? "venta" : "feriado").Day(each.From).Day(each.To).End();
        }
        var targets = retail.Open("tienda_objetivos.csv", "Período", "Métrica", "Canal", "Rubro", "Objetivo");
        for (var month = 0; month < calendar.Months; month++)
        {
            targets.Day(calendar.FirstOfMonth(month)).Text("ventas netas").Blank().Blank().Cents(orders * 90_000_00L / 24 / 100 * (100 + (3 * month))).End();
        }
    }
}
