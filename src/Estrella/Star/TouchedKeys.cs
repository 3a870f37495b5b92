using Estrella.Entities;
using Estrella.Foundation;
using Estrella.Foundation.Models;
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
        // The merge of the facts tells whose orders changed.
        (ModelNotes.TouchedBuyer, "buyer_no", "select customer_no as buyer_no from core.customer"),
        (ModelNotes.TouchedDay, "day", $"select '-infinity'::date as day union all select day::date from generate_series('{FirstDay}'::timestamp, '{LastDay}', '1 day') as day"),
        (ModelNotes.TouchedMonth, "month", $"select month::date from generate_series('{FirstDay}'::timestamp, '{LastDay}', '1 month') as month"),
    ];

    // A typing error must not make a roll-up of ten thousand years: the calendar ends there, too.
    private const string FirstDay = "1970-01-01";
    private const string LastDay = "2100-12-31";

    /// <summary>The chains whose moved versions reach facts; the merge of each fills <c>moved_...</c>.</summary>
    private static readonly (string Chain, string Column)[] Chains =
        [("customer", "customer_no"), ("product", "product_no"), ("product_price", "product_no")];

    // A review that names an order has its customer and its product.
    private const string ReviewsOfOrders = "select review_no from core.review join touched_order using (order_no)";

    private static readonly string[] ChildrenOfOrder = ["order_line", "order_charge", "tender", "shipment"];

    /// <summary>The views of all keys, which a full build reads and which let a model file run in psql as it stands.</summary>
    public async Task EnsureViewsAsync(CancellationToken cancellation)
    {
        foreach (var (relation, _, everything) in Relations)
            await EnsureViewAsync(relation, everything, cancellation);
    }

    /// <summary>Whether core's merge has left its temporary tables of changed rows.</summary>
    public async Task<bool> AreKnownAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select to_regclass('pg_temp.changed_order') is not null", connection);
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>What the changed rows themselves touch.</summary>
    public async Task TouchChangedAsync(CancellationToken cancellation)
    {
        foreach (var (relation, column, _) in Relations)
        {
            var type = column is "day" or "month" ? "date" : "bigint";
            await connection.RunAsync($"create temporary table {relation} ({column} {type} primary key) on commit drop", cancellation);
        }
        foreach (var (chain, column) in Chains)
            await connection.RunAsync($"create temporary table moved_{chain} ({column} bigint primary key) on commit drop", cancellation);

        await connection.RunAsync($"analyze {string.Join(", ", EntityCatalog.All.Select(entity => "changed_" + entity.Name))}", cancellation);
        await TouchAsync("customer", "select no from changed_customer", cancellation);
        await TouchAsync("customer", Parents("address", "customer_no"), cancellation);
        await TouchSameAsync("customer", cancellation);
        await connection.RunAsync("analyze touched_customer", cancellation);
        await TouchAsync("address", "select no from changed_address", cancellation);
        await TouchAsync("address", "select address_no from core.address join touched_customer using (customer_no)", cancellation);
        await TouchAsync("address", "select address_no from core.address_past join touched_customer using (customer_no)", cancellation);
        await TouchAsync("product", "select no from changed_product", cancellation);
        await TouchAsync("product", Parents("product_price", "product_no"), cancellation);
        // A category's name stands in the versions of all products below it.
        await TouchAsync("product", "select product_no from core.product where exists (select from changed_category)", cancellation);

        await TouchSameAsync("product", cancellation);

        await TouchAsync("order", "select no from changed_order", cancellation);
        foreach (var child in ChildrenOfOrder)
            await TouchAsync("order", Parents(child, "order_no"), cancellation);
        await TouchAsync("order", Parents("payment", "coalesce(order_no, 0)"), cancellation);
        await TouchAsync("order", Parents("return", "coalesce(order_no, (select order_no from core.order_line as line where line.order_line_no = said.order_line_no), 0)"), cancellation);
        await TouchAsync("order", "select order_no from core.\"order\" join changed_address as changed on ship_to_no = changed.no", cancellation);
        await TouchAsync("order", "select order_no from core.\"order\" join changed_address as changed on bill_to_no = changed.no", cancellation);

        foreach (var entity in new[] { "inventory", "campaign_spend", "touch", "cart", "review" })
            await TouchAsync(entity, $"select no from changed_{entity}", cancellation);
        await TouchAsync("review", ReviewsOfOrders, cancellation);
        await TouchAsync("campaign_spend", "select campaign_spend_no from core.campaign_spend join changed_campaign as changed on campaign_no = changed.no", cancellation);
        await TouchAsync("touch", "select touch_no from core.touch join changed_campaign as changed on campaign_no = changed.no", cancellation);
        await AnalyzeAsync(cancellation);
    }

    /// <summary>What the versions touch that the dimensions' merge found moved.</summary>
    public async Task TouchMovedAsync(CancellationToken cancellation)
    {
        foreach (var entity in Identities.Entities)
        {
            // Facts name records: those the star knows by the number that moved, and those it knows by another number now.
            await connection.RunAsync($"""
                insert into moved_{entity}
                select same.{entity}_no from core.{entity}_same as same join moved_{entity} as moved on moved.{entity}_no = same.same_no
                union
                {(entity == "product" ? "select same.product_no from core.product_same as same join moved_product_price as moved on moved.product_no = same.same_no union" : "")}
                select no from regrouped_{entity}
                on conflict do nothing
                """, cancellation);
        }
        foreach (var (chain, _) in Chains)
            await connection.RunAsync($"analyze moved_{chain}", cancellation);
        const string Products = "(select product_no from moved_product union select product_no from moved_product_price)";
        await TouchAsync("order", "select order_no from core.\"order\" join moved_customer using (customer_no)", cancellation);
        await TouchAsync("order", $"select order_no from core.order_line join {Products} as moved using (product_no) where order_no is not null", cancellation);
        await TouchAsync("order", ReturnsOf($"join {Products} as moved using (product_no)"), cancellation);
        await TouchAsync("order", ReturnsOf("join moved_customer using (customer_no)"), cancellation);
        foreach (var (entity, chain) in new[] { ("inventory", "product"), ("cart", "customer"), ("cart", "product"), ("review", "customer"), ("review", "product"), ("touch", "customer") })
            await TouchAsync(entity, $"select {entity}_no from core.{entity} join moved_{chain} using ({chain}_no)", cancellation);
        await TouchAsync("review", ReviewsOfOrders, cancellation);
        await AnalyzeAsync(cancellation);
    }

    /// <summary>Records that are one are touched together, and those that were or have become one.</summary>
    private async Task TouchSameAsync(string entity, CancellationToken cancellation)
    {
        await connection.RunAsync($"create temp table if not exists regrouped_{entity} (no bigint primary key) on commit drop", cancellation);
        await TouchAsync(entity, $"select no from regrouped_{entity}", cancellation);
        await TouchAsync(
            entity, $"select other.{entity}_no from core.{entity}_same as mine join touched_{entity} using ({entity}_no) join core.{entity}_same as other using (same_no)", cancellation);
    }

    /// <summary>The months of the days on which the facts' merge found something changed.</summary>
    public async Task TouchMonthsAsync(CancellationToken cancellation)
    {
        await connection.RunAsync($"delete from touched_day where day not between '{FirstDay}' and '{LastDay}' and day > '-infinity'", cancellation);
        await TouchAsync("month", "select distinct date_trunc('month', day::timestamp)::date from touched_day where day > '-infinity'", cancellation);
        await connection.RunAsync($"analyze {ModelNotes.TouchedMonth}", cancellation);
    }

    /// <summary>Without statistics a table of three keys is planned for thousands, and core is read through to join it.</summary>
    private async Task AnalyzeAsync(CancellationToken cancellation) =>
        await connection.RunAsync($"analyze {string.Join(", ", Relations.Select(each => each.Relation))}", cancellation);

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
