using Estrella.Foundation;
using Estrella.Foundation.Models;
using Xunit;

namespace Estrella.Tests.Star;

public sealed class ModelFileTest
{
    private const string Sales =
        """
        -- fact_sales: what was sold
        -- grain: one row per line
        -- key: order_no, line_no, event_date
        -- partition: event_date by month
        -- touched by: order_no
        -- from: core.order,
        -- from: core.order_line
        -- references: product_key, ship_to_key (dim_geography)
        -- index: product_key, event_date (best sellers)
        -- check: quantity > 0
        -- personal: email
        -- order_no: number of the order
        -- kind: behind the first column this is a column
        select 1 as order_no -- the first
        from core.order;

        """;

    [Fact]
    public void A_header_says_everything_its_table_is_made_from()
    {
        var model = ModelFile.Parse(Sales);
        Assert.Equal(("fact_sales", "what was sold", "one row per line", ModelKind.Table), (model.Name, model.Sentence, model.Grain, model.Kind));
        Assert.Equal(["order_no", "line_no", "event_date"], model.Key);
        Assert.Equal("event_date", model.Partition);
        Assert.Equal(new TouchedBy("order_no", "touched_order"), model.TouchedBy);
        Assert.Equal(["core.order", "core.order_line"], model.From);
        Assert.Equal([new ModelReference("product_key", "dim_product"), new ModelReference("ship_to_key", "dim_geography")], model.References);
        var index = Assert.Single(model.Indexes);
        Assert.Equal(["product_key", "event_date"], index.Columns);
        Assert.Equal("best sellers", index.Reason);
        Assert.Equal(["quantity > 0"], model.Checks);
        Assert.Equal(["email"], model.PersonalColumns);
        Assert.Equal(["order_no", "kind"], model.Columns.Keys);
        Assert.Equal("select 1 as order_no -- the first\nfrom core.order", model.Body);
    }

    [Fact]
    public void Another_relation_of_touched_keys_stands_in_parentheses() =>
        Assert.Equal(
            new TouchedBy("event_date", "touched_day"),
            ModelFile.Parse(Sales.Replace("-- touched by: order_no", "-- touched by: event_date (touched_day)", StringComparison.Ordinal)).TouchedBy);

    [Fact]
    public void Another_text_has_another_checksum() =>
        Assert.NotEqual(ModelFile.Parse(Sales).Checksum, ModelFile.Parse(Sales.Replace("best", "good", StringComparison.Ordinal)).Checksum);

    [Theory]
    [InlineData("-- grain: one row per line\n", "", "fact_sales.sql: does not say its grain")]
    [InlineData("-- key: order_no, line_no, event_date\n", "", "fact_sales.sql: names no key")]
    [InlineData("-- key: order_no, line_no, event_date\n", "-- key: order_no\n", "fact_sales.sql: is partitioned by event_date, which must be part of its key")]
    [InlineData("by month", "by year", "fact_sales.sql: partition is 'event_date by year', expected a date column: event_date by month")]
    [InlineData(" (best sellers)", "", "fact_sales.sql: index is 'product_key, event_date', expected its columns and the reason for it")]
    [InlineData("-- touched by: order_no", "-- tuched by: order_no", "fact_sales.sql:5: 'tuched by' is neither a column nor one of: kind, grain, key")]
    [InlineData("-- fact_sales: what was sold", "-- what was sold", "a model.sql:1: found '-- what was sold', expected its name and what it holds")]
    [InlineData("-- check: quantity > 0", "-- check", "fact_sales.sql:10: found '-- check', expected -- word: value")]
    [InlineData("-- order_no: number of the order\n", "-- order_no: a\n-- order_no: b\n", "fact_sales.sql:13: column order_no is described twice")]
    [InlineData("select 1 as order_no -- the first\nfrom core.order;", "", "fact_sales.sql: has no select below its header")]
    public void A_faulty_header_says_where_and_what_was_expected(string right, string wrong, string message)
    {
        var fault = Assert.Throws<EstrellaException>(() => ModelFile.Parse(Sales.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.StartsWith(message, fault.Message);
    }

    [Fact]
    public void Models_stand_behind_what_they_read_and_a_circle_is_named()
    {
        static ModelFile Model(string name, string from) => ModelFile.Parse($"-- {name}: a\n-- grain: b\n-- key: c\n-- from: {from}\n-- c: d\nselect 1 as c");
        Assert.Equal(["z", "b", "a"], ModelOrder.Sort([Model("a", "star.b"), Model("b", "star.z"), Model("z", "core.order")], "star").Select(model => model.Name));
        var fault = Assert.Throws<EstrellaException>(() => ModelOrder.Sort([Model("a", "star.b"), Model("b", "star.a"), Model("c", "core.order")], "star"));
        Assert.Equal("these models wait for each other: a, b", fault.Message);
    }

    [Fact]
    public void Tables_read_are_found_behind_from_and_join_but_not_in_comparisons() =>
        Assert.Equal(
            ["core.order", "core.return", "star.dim_date"],
            ModelOrder.TablesRead(
                """
                select * from core.order as said -- from core.nothing
                join core."return" using (order_no)
                left join lateral (select from star.dim_date) as day on day.x is not distinct from said.y
                """));
}
