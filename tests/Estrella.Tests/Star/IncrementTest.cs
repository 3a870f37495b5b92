using Estrella.Foundation.Models;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Star;

/// <summary>Incremental equals full: whatever a night brings, the touched keys are enough.</summary>
public sealed class IncrementTest
{
    private static readonly ModelFolder Folder = ModelFolder.Load("Star");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Nights_of_small_changes_end_where_a_full_build_does(int seed)
    {
        await using var connection = await TinyShop.CopyBuiltAsync();
        var changes = new RandomChange(seed);
        for (var night = 1; night <= 8; night++)
        {
            var change = changes.Night(night);
            var build = await connection.BuildAsync(change);
            Assert.True(build.IsIncrement);
            // A rebuild takes longer than a night; what one night leaves wrong the next ones seldom mend.
            if (night % 4 > 0)
                continue;
            var kept = await ReadAsync(connection);
            var full = await RebuiltAsync(connection);
            foreach (var model in Folder.Models.Where(model => model.Kind == ModelKind.Table))
            {
                // A member of a dimension stays when the last fact that named it goes.
                var isMember = model.Natural.Count > 0 && model.Chain is null;
                Assert.True(full[model.Name].Except(kept[model.Name]).ToList() is [], $"{model.Name} lacks, after night {night}:\n{string.Join('\n', full[model.Name].Except(kept[model.Name]))}\nhas instead:\n{string.Join('\n', kept[model.Name].Except(full[model.Name]))}\n{change}");
                Assert.True(isMember || kept[model.Name].Count == full[model.Name].Count, $"{model.Name} has too much, after night {night}:\n{string.Join('\n', kept[model.Name].Except(full[model.Name]))}\n{change}");
            }
        }
    }

    [Fact]
    public async Task A_night_without_changes_writes_nothing()
    {
        await using var connection = await TinyShop.CopyBuiltAsync();
        var build = await connection.BuildAsync(new RandomChange(0).Night(1).Split("insert into")[0] is var tables ? tables[..tables.LastIndexOf(';')] : "");
        Assert.True(build.IsIncrement);
        Assert.All(build.Models, model => Assert.Equal((0, 0), (model.Written, model.Deleted)));
    }

    [Fact]
    public async Task Without_the_changed_keys_everything_is_compared_and_only_differences_are_written()
    {
        await using var connection = await TinyShop.CopyBuiltAsync();
        await connection.DoAsync("update core.order_line set quantity = 3 where order_line_no = 11");
        var build = await connection.BuildAsync();
        Assert.False(build.IsIncrement);
        Assert.Equal(("fact_sales", 1L, 1L), Assert.Single(build.Models.Where(model => model.Written > 0).Select(model => (model.Model, model.Written, model.Deleted))));
        Assert.Equal("300", await connection.CellAsync("select gross_amount from star.fact_sales where line_no = 11"));
    }

    [Fact]
    public async Task A_fact_that_is_new_within_an_increment_lets_the_mart_compare_everything()
    {
        await using var connection = await TinyShop.CopyBuiltAsync();
        await connection.DoAsync("drop table star.fact_order; delete from estrella.model where name = 'fact_order'");
        var build = await connection.BuildAsync(new RandomChange(1).Night(1));
        Assert.False(build.State.IsIncrement);
    }

    [Fact]
    public async Task Versions_keep_their_numbers_when_an_old_export_comes_late()
    {
        await using var connection = await TinyShop.CopyBuiltAsync();
        const string Versions = "select customer_key, valid_from, valid_to, city from star.dim_customer where customer_no = 1 order by valid_from";
        var before = await connection.RowsAsync(Versions);
        await connection.BuildAsync(
            Changed("customer", 1) + "insert into core.customer_past (customer_no, said_at, city, region, country) values (1, '2024-02-01 03:00+00', 'Tandil', 'Buenos Aires', 'AR')");
        var after = await connection.RowsAsync(Versions);
        Assert.Equal(3, after.Count);
        Assert.Equal(before[0].Split(' ')[0], after[0].Split(' ')[0]);
        Assert.Equal(before[1], after[2]);
        Assert.EndsWith("2024-02-01T03:00 2024-03-01T03:00 Tandil", after[1]);
        // The order of the 10th of February was placed in Tandil after all.
        Assert.Equal("Tandil", await connection.CellAsync("select distinct city from star.fact_sales join star.dim_customer using (customer_key) where order_no = 1"));
    }

    [Fact]
    public async Task The_mart_hears_of_the_days_that_changed_and_of_no_others()
    {
        await using var connection = await TinyShop.CopyBuiltAsync();
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await connection.DoAsync(Changed("return", 1) + "update core.\"return\" set quantity = 4 where return_no = 1");
        await new Estrella.Star.StarBuilder().BuildAsync(connection, transaction, 1, null, TestContext.Current.CancellationToken);
        Assert.Equal(["2024-03-10", "2024-04-02"], await connection.RowsAsync("select day from pg_temp.touched_day order by day"));
    }

    private static string Changed(string entity, int no) =>
        string.Join(";\n", Estrella.Entities.EntityCatalog.All.Select(each => $"create temporary table changed_{each.Name} (no bigint) on commit drop"))
        + $";\ninsert into changed_{entity} values ({no});\n";

    private static async Task<Dictionary<string, HashSet<string>>> RebuiltAsync(NpgsqlConnection connection)
    {
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await connection.DoAsync("drop view estrella.touched_day; drop schema star cascade; drop schema star_parts cascade; delete from estrella.model");
        await new Estrella.Star.StarBuilder().BuildAsync(connection, transaction, 1, null, TestContext.Current.CancellationToken);
        return await ReadAsync(connection);
    }

    /// <summary>Every table's rows, with what a surrogate key stands for in its place.</summary>
    private static async Task<Dictionary<string, HashSet<string>>> ReadAsync(NpgsqlConnection connection)
    {
        var tables = new Dictionary<string, HashSet<string>>();
        foreach (var model in Folder.Models.Where(model => model.Kind == ModelKind.Table))
        {
            var columns = model.Columns.Keys.Where(column => column != model.Surrogate).Select(column =>
                model.References.FirstOrDefault(each => each.Column == column) is { } reference ? Meaning(reference) : "this." + column);
            tables[model.Name] = [.. await connection.RowsAsync($"select row({string.Join(", ", columns)})::text from star.{model.Name} as this")];
        }
        return tables;
    }

    private static string Meaning(ModelReference reference)
    {
        var dimension = Folder.Models.Single(model => model.Name == reference.Model);
        return $"(select row({string.Join(", ", dimension.Natural)})::text from star.{reference.Model} where {dimension.Surrogate} = this.{reference.Column})";
    }
}
