using Estrella.Foundation;
using Npgsql;

namespace Estrella.Star;

/// <summary>
/// Which keys an increment rebuilds, derived from the core rows that changed. A model joins <c>touched_order</c>
/// without a schema: in the database that is a view of all keys, in an increment a temporary table stands before it.
/// What is uncertain is touched: rows that turn out to be the same are not written.
/// </summary>
internal sealed class TouchedKeys(NpgsqlConnection connection)
{
    private static readonly (string Relation, string Column, string Everything)[] Relations =
    [
        ("touched_customer", "customer_no", "select customer_no from core.customer"),
        ("touched_address", "address_no", "select address_no from core.address"),
        ("touched_product", "product_no", "select product_no from core.product"),
        // 0 stands for the returns and payments that name no order.
        ("touched_order", "order_no", "select order_no from core.\"order\" union all select 0::bigint"),
        ("touched_inventory", "inventory_no", "select inventory_no from core.inventory"),
        ("touched_campaign_spend", "campaign_spend_no", "select campaign_spend_no from core.campaign_spend"),
        ("touched_touch", "touch_no", "select touch_no from core.touch"),
        ("touched_cart", "cart_no", "select cart_no from core.cart"),
        ("touched_review", "review_no", "select review_no from core.review"),
    ];

    /// <summary>The chains whose moved versions reach facts; the merge of each fills <c>moved_...</c>.</summary>
    private static readonly (string Chain, string Column)[] Chains =
        [("customer", "customer_no"), ("product", "product_no"), ("product_price", "product_no")];

    private static readonly string[] ChildrenOfOrder = ["order_line", "order_charge", "tender", "shipment"];

    /// <summary>The views of all keys, which a full build reads and which let a model file run in psql as it stands.</summary>
    public async Task EnsureViewsAsync(CancellationToken cancellation)
    {
        foreach (var (relation, _, everything) in Relations)
            await EnsureViewAsync(relation, everything, cancellation);
    }

    /// <summary>The days of all facts; after the calendar is built.</summary>
    public Task EnsureDayViewAsync(CancellationToken cancellation) =>
        EnsureViewAsync("touched_day", "select date_key as day from star.dim_date", cancellation);

    /// <summary>Whether core's merge has left its temporary tables of changed rows.</summary>
    public async Task<bool> AreKnownAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select to_regclass('pg_temp.changed_order') is not null", connection);
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>What the changed rows themselves touch.</summary>
    public async Task TouchChangedAsync(CancellationToken cancellation)
    {
        foreach (var (relation, column, _) in Relations.Append(("touched_day", "day", "")))
        {
            var type = column == "day" ? "date" : "bigint";
            await connection.RunAsync($"create temporary table {relation} ({column} {type} primary key) on commit drop", cancellation);
        }
        foreach (var (chain, column) in Chains)
            await connection.RunAsync($"create temporary table moved_{chain} ({column} bigint primary key) on commit drop", cancellation);

        await TouchAsync("customer", "select no from changed_customer", cancellation);
        await TouchAsync("customer", Parents("address", "customer_no"), cancellation);
        await TouchAsync("address", "select no from changed_address", cancellation);
        await TouchAsync("address", "select address_no from core.address join touched_customer using (customer_no)", cancellation);
        await TouchAsync("address", "select address_no from core.address_past join touched_customer using (customer_no)", cancellation);
        await TouchAsync("product", "select no from changed_product", cancellation);
        await TouchAsync("product", Parents("product_price", "product_no"), cancellation);
        // A category's name stands in the versions of all products below it.
        await TouchAsync("product", "select product_no from core.product where exists (select from changed_category)", cancellation);

        await TouchAsync("order", "select no from changed_order", cancellation);
        foreach (var child in ChildrenOfOrder)
            await TouchAsync("order", Parents(child, "order_no"), cancellation);
        await TouchAsync("order", Parents("payment", "coalesce(order_no, 0)"), cancellation);
        await TouchAsync("order", Parents("return", "coalesce(order_no, (select order_no from core.order_line as line where line.order_line_no = said.order_line_no), 0)"), cancellation);
        await TouchAsync("order", "select order_no from core.\"order\" join changed_address as changed on ship_to_no = changed.no", cancellation);
        await TouchAsync("order", "select order_no from core.\"order\" join changed_address as changed on bill_to_no = changed.no", cancellation);

        foreach (var entity in new[] { "inventory", "campaign_spend", "touch", "cart", "review" })
            await TouchAsync(entity, $"select no from changed_{entity}", cancellation);
        await TouchAsync("campaign_spend", "select campaign_spend_no from core.campaign_spend join changed_campaign as changed on campaign_no = changed.no", cancellation);
        await TouchAsync("touch", "select touch_no from core.touch join changed_campaign as changed on campaign_no = changed.no", cancellation);
    }

    /// <summary>What the versions touch that the dimensions' merge found moved.</summary>
    public async Task TouchMovedAsync(CancellationToken cancellation)
    {
        const string Products = "(select product_no from moved_product union select product_no from moved_product_price)";
        await TouchAsync("order", "select order_no from core.\"order\" join moved_customer using (customer_no)", cancellation);
        await TouchAsync("order", $"select order_no from core.order_line join {Products} as moved using (product_no) where order_no is not null", cancellation);
        await TouchAsync("order", ReturnsOf($"join {Products} as moved using (product_no)"), cancellation);
        await TouchAsync("order", ReturnsOf("join moved_customer using (customer_no)"), cancellation);
        foreach (var (entity, chain) in new[] { ("inventory", "product"), ("cart", "customer"), ("cart", "product"), ("review", "customer"), ("review", "product"), ("touch", "customer") })
            await TouchAsync(entity, $"select {entity}_no from core.{entity} join moved_{chain} using ({chain}_no)", cancellation);
        foreach (var (relation, _, _) in Relations)
            await connection.RunAsync($"analyze {relation}", cancellation);
    }

    /// <summary>What a changed row refers to now, and what its earlier records referred to.</summary>
    private static string Parents(string entity, string parent) =>
        $"select {parent} from core.\"{entity}\" as said join changed_{entity} as changed on said.{entity}_no = changed.no "
        + $"union select {parent} from core.{entity}_past as said join changed_{entity} as changed on said.{entity}_no = changed.no";

    private static string ReturnsOf(string join) =>
        $"select coalesce(said.order_no, line.order_no, 0) from core.\"return\" as said {join} "
        + "left join core.order_line as line on line.order_line_no = said.order_line_no";

    private async Task TouchAsync(string entity, string keys, CancellationToken cancellation) =>
        await connection.RunAsync($"insert into touched_{entity} select key from ({keys}) as touched (key) where key is not null on conflict do nothing", cancellation);

    private async Task EnsureViewAsync(string relation, string everything, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select to_regclass($1) is null", connection);
        command.Parameters.AddWithValue("estrella." + relation);
        if (!(bool)(await command.ExecuteScalarAsync(cancellation))!)
            return;
        await connection.RunAsync($"create view estrella.{relation} as {everything}", cancellation);
        await connection.RunAsync($"comment on view estrella.{relation} is 'All keys; in an increment a temporary table of the touched ones stands before it'", cancellation);
    }
}
