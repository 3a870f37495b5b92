using Estrella.Foundation.Models;
using Xunit;

namespace Estrella.Tests.Star;

/// <summary>The star's files themselves: what a header says is what the select does.</summary>
public sealed class StarModelsTest
{
    private static readonly ModelFolder Folder = ModelFolder.Load("Star");

    private static readonly string[] Readable = ["core", "estrella", "star"];

    public static TheoryData<string> Names => [.. Folder.Models.Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void From_names_exactly_the_tables_the_select_reads(string name)
    {
        var model = Folder.Models.Single(each => each.Name == name);
        Assert.Equal(ModelOrder.TablesRead(model.Body), model.From.Order(StringComparer.Ordinal));
    }

    /// <summary>A layer reads only the one before it; the ledger says how sources and the shop are set.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void The_star_reads_core_the_ledger_and_itself(string name) =>
        Assert.All(ModelOrder.TablesRead(Folder.Models.Single(each => each.Name == name).Body), table => Assert.Contains(table.Split('.')[0], Readable));

    [Fact]
    public void Dimensions_do_not_read_facts() =>
        Assert.All(Folder.Models.Where(model => model.Name.StartsWith("dim_", StringComparison.Ordinal)), model => Assert.DoesNotContain(model.From, table => table.Contains("fact_", StringComparison.Ordinal)));

    [Fact]
    public void A_model_file_is_called_like_its_model_and_fits_a_screen()
    {
        var folder = Path.Combine(Repository.Root, "src", "Estrella", "Star");
        foreach (var file in Directory.GetFiles(folder, "*.sql").Where(file => !file.EndsWith(".test.sql", StringComparison.Ordinal)))
        {
            Assert.Equal(Path.GetFileNameWithoutExtension(file), ModelFile.Parse(File.ReadAllText(file)).Name);
            Assert.True(File.ReadAllLines(file).Length <= 100, $"{file} has more than 100 lines");
        }
    }

    [Fact]
    public void People_are_marked() =>
        Assert.Equal(["first_name", "last_name", "email", "phone", "tax_number", "postcode"], Folder.Models.Single(model => model.Name == "dim_customer").PersonalColumns);

    [Fact]
    public async Task Every_table_and_column_has_a_comment_in_the_database()
    {
        await using var connection = await TinyShop.OpenBuiltAsync();
        Assert.Empty(await connection.RowsAsync(
            """
            select pg_class.relname, attname
            from pg_class
            join pg_attribute on attrelid = pg_class.oid and attnum >= 0 and not attisdropped
            where relnamespace = 'star'::regnamespace and relkind in ('r', 'p', 'v')
                and (col_description(pg_class.oid, attnum) is null or obj_description(pg_class.oid) is null)
            """));
    }

    [Fact]
    public async Task Every_version_key_of_a_fact_is_indexed()
    {
        await using var connection = await TinyShop.OpenBuiltAsync();
        Assert.Empty(await connection.RowsAsync(
            """
            select conrelid::regclass::text, conname
            from pg_constraint
            where contype = 'f' and connamespace = 'star'::regnamespace and conparentid = 0
                and confrelid in ('star.dim_customer'::regclass, 'star.dim_product'::regclass) and conrelid <> confrelid
                and not exists (select from pg_index where indrelid = conrelid and indkey[0] = conkey[1])
            """));
    }

    [Fact]
    public async Task Partitions_are_months_in_a_schema_of_their_own_without_a_default()
    {
        await using var connection = await TinyShop.OpenBuiltAsync();
        Assert.Equal(
            ["star_parts.fact_sales_y2024m02 FOR VALUES FROM ('2024-02-01') TO ('2024-03-01')", "star_parts.fact_sales_y2024m03 FOR VALUES FROM ('2024-03-01') TO ('2024-04-01')"],
            await connection.RowsAsync(
                """
                select inhrelid::regclass::text, pg_get_expr(relpartbound, inhrelid)
                from pg_inherits
                join pg_class on pg_class.oid = inhrelid
                where inhparent = 'star.fact_sales'::regclass
                order by inhrelid::regclass::text
                limit 2
                """));
        Assert.Equal("0", await connection.CellAsync("select count(*) from pg_partitioned_table where partdefid <> 0"));
    }

    [Fact]
    public async Task Natural_keys_sort_by_their_bytes()
    {
        await using var connection = await TinyShop.OpenBuiltAsync();
        Assert.Empty(await connection.RowsAsync(
            """
            select table_name, column_name
            from information_schema.columns
            where table_schema = 'star' and column_name like '%\_id' and collation_name is distinct from 'C'
            """));
    }
}
