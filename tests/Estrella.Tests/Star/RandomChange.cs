using Estrella.Entities;

namespace Estrella.Tests.Star;

/// <summary>
/// What a night may bring to the tiny shop, as core's merge would write it: the record that held becomes past, the row
/// says something else, and the changed keys lie in temporary tables.
/// </summary>
internal sealed class RandomChange(int seed)
{
    private readonly Random random = new(seed);
    private readonly List<string> statements = [];
    private int said;

    /// <summary>The statements of one night.</summary>
    public string Night(int night)
    {
        statements.Clear();
        said = night;
        foreach (var entity in EntityCatalog.All)
            statements.Add($"create temporary table changed_{entity.Name} (no bigint) on commit drop");
        for (var change = random.Next(1, 5); change > 0; change--)
            One();
        return string.Join(";\n", statements);
    }

    private void One()
    {
        switch (random.Next(24))
        {
            case 0: Says("order", Any(1, 10), "status = 'cancelled'"); break;
            case 1: Says("order", Any(1, 10), "status = 'delivered', cancelled_at = null, is_deleted = false"); break;
            case 2: Says("order", Any(1, 10), $"cancelled_at = {Moment()}"); break;
            case 3: Says("order", Any(1, 10), "is_deleted = true"); break;
            case 4: Says("order", Any(1, 10), $"ordered_at = {Moment()}, is_inferred = false, channel = {Pick("'web'", "'shop'", "'phone'", "null")}"); break;
            case 5: Says("order", Any(1, 10), $"discount = {Pick("null", "0.01", "7.77", "25")}, customer_no = {Pick("1", "2", "4", "null")}"); break;
            case 6: Says("order", Any(1, 10), $"ship_to_no = {Pick("1", "2", "3", "null")}, bill_to_no = {Pick("1", "2", "null")}"); break;
            case 7: Says("order_line", Line(), $"quantity = {Any(0, 6)}, unit_price = {Any(1, 99)}.{Any(10, 99)}"); break;
            case 8: Says("order_line", Line(), $"order_no = {Any(1, 10)}"); break;
            case 9: Says("order_line", Line(), $"product_no = {Pick("1", "2", "3", "4", "null")}, unit_cost = {Pick("null", "3.33")}"); break;
            case 10: Says("order_line", Line(), $"is_deleted = {Pick("true", "false")}"); break;
            case 11: Says("customer", Any(1, 5), $"is_inferred = false, city = {Pick("'Rosario'", "'Mendoza'", "null")}, region = null, country = null, segment = {Pick("'gold'", "null")}"); break;
            case 12: Earlier("customer", Any(1, 4), $"city = {Pick("'Tandil'", "'Viedma'")}"); break;
            case 13: Says("address", Any(1, 3), $"city = {Pick("'Salta'", "'Jujuy'")}, customer_no = {Pick("1", "2", "3", "5")}, kind = {Pick("'home'", "'billing'")}"); break;
            case 14: Says("product", Any(1, 4), $"category_no = {Pick("1", "2", "3", "4", "null")}, tax_rate = {Pick("0.21", "0.105", "null")}"); break;
            case 15: Earlier("product", Any(1, 4), $"category_no = {Pick("1", "2", "3", "4")}"); break;
            case 16: New("product_price", $"p{said}-{statements.Count}", "product_no, valid_from, price, cost", $"{Any(1, 4)}, '2024-0{Any(1, 5)}-1{Any(0, 9)}', {Any(10, 99)}, {Any(1, 9)}"); break;
            case 17: Says("return", Any(1, 6), $"quantity = {Any(1, 4)}, amount = {Pick("null", "12.34")}, returned_at = {Pick("null", Moment())}, is_deleted = {Pick("true", "false")}"); break;
            case 18: New("return", $"x{said}-{statements.Count}", "order_no, product_no, customer_no, returned_at, quantity", $"{Pick("1", "2", "9", "null")}, {Any(1, 4)}, {Any(1, 4)}, {Moment()}, 1"); break;
            case 19: Says("payment", Any(1, 6), $"order_no = {Pick("1", "2", "6", "8", "null")}, status = {Pick("'captured'", "'refunded'", "'failed'", "null")}, paid_at = {Moment()}"); break;
            case 20: Says("shipment", 1, $"order_no = {Any(1, 10)}, carrier = {Pick("'Andreani'", "'OCA'")}, shipped_at = {Pick("null", Moment())}"); break;
            case 21: Says("category", Any(1, 4), $"name = 'Nombre {said}'"); break;
            case 22: Says("campaign", 1, $"channel = {Pick("'email'", "'search'")}"); Says("order", Any(1, 10), "campaign_no = 1"); break;
            default: NewOrder(); break;
        }
    }

    private void NewOrder()
    {
        var order = $"n{said}-{statements.Count}";
        New("order", order, "customer_no, ordered_at, status, discount, total", $"{Any(1, 5)}, {Moment()}, 'shipped', {Pick("null", "1.01")}, 77");
        for (var line = random.Next(0, 3); line >= 0; line--)
        {
            New("order_line", $"{order}-{line}", "order_no, product_no, quantity, unit_price",
                $"(select order_no from core.\"order\" where order_id = '{order}'), {Any(1, 4)}, {Any(1, 3)}, {Any(1, 30)}");
        }
        New("cart", order, "customer_no, product_no, quantity, added_at", $"{Any(1, 5)}, {Any(1, 4)}, 1, {Moment()}");
        New("review", order, "customer_no, product_no, rating, reviewed_at", $"{Any(1, 5)}, {Any(1, 4)}, 3, {Moment()}");
        New("touch", order, "customer_no, campaign_no, touched_at", $"{Any(1, 5)}, 1, {Moment()}");
        New("inventory", order, "product_no, warehouse, day, on_hand", $"{Any(1, 4)}, 'Norte', '2024-05-0{Any(1, 9)}', 5");
    }

    /// <summary>A later export says something else of a row.</summary>
    private void Says(string entity, int no, string assignments)
    {
        Keep(entity, no, "said_at", "not is_inferred");
        statements.Add($"update core.\"{entity}\" set {assignments}, said_at = '2024-05-01'::timestamptz + interval '{said} hours' where {entity}_no = {no}");
        statements.Add($"insert into changed_{entity} select {no}");
    }

    /// <summary>An old export that comes late: its record lies before the one that holds.</summary>
    private void Earlier(string entity, int no, string assignments)
    {
        Keep(entity, no, $"'2024-0{Any(1, 4)}-15'::timestamptz", "true");
        statements.Add($"update core.{entity}_past set {assignments} where past_no = (select max(past_no) from core.{entity}_past)");
        statements.Add($"insert into changed_{entity} select {no}");
    }

    private void Keep(string entity, int no, string saidAt, string where)
    {
        var columns = string.Join(", ", EntityCatalog.Get(entity).Fields.Select(field => field.CoreColumn).Concat([$"{entity}_no", "is_deleted", "file_no"]));
        statements.Add($"insert into core.{entity}_past ({columns}, said_at) select {columns}, {saidAt} from core.\"{entity}\" where {entity}_no = {no} and {where}");
    }

    private void New(string entity, string id, string columns, string values) => statements.Add(
        $"with born as (insert into core.\"{entity}\" (source_no, {entity}_id, said_at, {columns}) values (1, '{id}', '2024-05-01', {values}) returning {entity}_no) "
        + $"insert into changed_{entity} select {entity}_no from born");

    private int Any(int first, int last) => random.Next(first, last + 1);

    private int Line() => new[] { 11, 12, 21, 22, 23, 31, 41, 51, 61, 71, 81, 91, 101, 102 }[random.Next(14)];

    private string Moment() => $"'2024-0{Any(1, 7)}-{Any(10, 28)} {Any(10, 23)}:00-03'";

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];
}
