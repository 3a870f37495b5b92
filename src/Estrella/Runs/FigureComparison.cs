using Estrella.Core;
using Estrella.Foundation;
using Estrella.Foundation.Models;
using Estrella.Ledger;
using Estrella.Star;
using Npgsql;

namespace Estrella.Runs;

/// <summary>
/// Which figures of which months a publication changes: the roll-ups of the mart added up by month before they are
/// built, and after. In an increment only the months are looked at in which a fact changed.
/// </summary>
internal sealed class FigureComparison(NpgsqlConnection connection, int runNo)
{
    private const string Figures =
        """
        with placed as (
            select
                months.month,
                orders.currency,
                sum(orders.order_count) as orders,
                sum(orders.kept_order_count) as kept_orders,
                sum(orders.header_gross_amount) - coalesce(sum(orders.header_discount_amount), 0) - coalesce(sum(orders.header_returned_amount), 0) as header_net
            from figure_month as months
            join mart.mart_order_day as orders
                on orders.event_date >= months.month and orders.event_date < months.month + interval '1 month'
            group by months.month, orders.currency
        ),

        sold as (
            select
                months.month,
                product.currency,
                sum(product.quantity) as units,
                sum(product.gross_amount) as gross_sales,
                sum(product.discount_amount) as discounts,
                sum(product.returned_amount) as returns,
                sum(product.net_amount) as net_sales,
                sum(product.cost_amount) as cost
            from figure_month as months
            join mart.mart_product_day as product
                on product.event_date >= months.month and product.event_date < months.month + interval '1 month'
            group by months.month, product.currency
        )

        select month, currency, measure, value
        from placed
        cross join lateral (values ('orders', orders), ('kept_orders', kept_orders), ('header_net', header_net)) as figure (measure, value)
        where value is not null
        union all
        select month, currency, measure, value
        from sold
        cross join lateral (values
            ('units', units), ('gross_sales', gross_sales), ('discounts', discounts), ('returns', returns), ('net_sales', net_sales), ('cost', cost)
        ) as figure (measure, value)
        where value is not null
        """;

    // An unknown cost is no cost of 0; a month without orders has 0 of them.
    private const string Changes =
        """
        insert into estrella.figure_change (run_no, month, currency, measure, before_value, after_value, is_new_month)
        select
            $1, month, currency, measure,
            case when measure in ('cost', 'header_net') or is_new then before.value else coalesce(before.value, 0) end,
            case when measure in ('cost', 'header_net') then after.value else coalesce(after.value, 0) end,
            is_new
        from figure_before as before
        full join figure_after as after using (month, currency, measure)
        cross join lateral (select not exists (select from figure_before as known where known.month = coalesce(before.month, after.month))) as told (is_new)
        where coalesce(before.value, 0) <> coalesce(after.value, 0)
        """;

    private bool hadFigures;

    /// <summary>To be called when the star is built and the mart is not.</summary>
    public async Task BeforeAsync(StarBuild star, ModelFolder mart, CancellationToken cancellation)
    {
        hadFigures = await connection.AskAsync<bool>("select to_regclass('mart.mart_order_day') is not null", cancellation)
            && await connection.AskAsync<bool>("select exists (select from mart.mart_order_day)", cancellation);
        await connection.RunAsync($"create temporary table figure_month on commit drop as {await MonthsAsync(star, mart, cancellation)}", cancellation);
        await connection.RunAsync($"create temporary table figure_before on commit drop as {(hadFigures ? Figures : "select null::date as month, ''::text as currency, ''::text as measure, 0::numeric as value where false")}", cancellation);
        await connection.RunAsync("analyze figure_month", cancellation);
    }

    /// <summary>To be called when the mart is built; keeps the changes in the ledger of the run.</summary>
    public async Task<FigureChanges> AfterAsync(CancellationToken cancellation)
    {
        if (!hadFigures)
            await connection.RunAsync("insert into figure_month select date_trunc('month', event_date::timestamp)::date from mart.mart_order_day union select date_trunc('month', event_date::timestamp)::date from mart.mart_product_day", cancellation);
        await connection.RunAsync($"create temporary table figure_after on commit drop as {Figures}", cancellation);
        await using (var insert = new NpgsqlCommand(Changes, connection) { CommandTimeout = 0 })
        {
            insert.Parameters.AddWithValue(runNo);
            await insert.ExecuteNonQueryAsync(cancellation);
        }
        return new FigureChanges(hadFigures, await LedgerReader.FiguresAsync(connection, runNo, cancellation));
    }

    /// <summary>The months that can differ: of the touched days, where the roll-ups are built by them; else all.</summary>
    private async Task<string> MonthsAsync(StarBuild star, ModelFolder mart, CancellationToken cancellation)
    {
        const string All = "select month_start as month from star.dim_date where month_start is not null group by month_start";
        if (!hadFigures)
            return "select null::date as month where false";
        if (!star.IsIncrement)
            return All;
        foreach (var model in mart.Models.Where(model => model.Kind == ModelKind.Table))
        {
            if (!(await star.State.FindAsync(connection, mart.Schema, model, cancellation)).IsSame)
                return All;
        }
        return "select date_trunc('month', day::timestamp)::date as month from pg_temp.touched_day where day > '-infinity' group by 1";
    }
}
