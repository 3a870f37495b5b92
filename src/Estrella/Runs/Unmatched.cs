using Estrella.Foundation;
using Npgsql;

namespace Estrella.Runs;

/// <summary>What no rule and no pack could match: it is told with its weight, so that a person knows where to begin.</summary>
public static class Unmatched
{
    /// <summary>Regions and countries as sources write them that no pack knows, with the addresses and customers that say them.</summary>
    public static async Task<IReadOnlyList<(string? Country, string? Region, long Count)>> PlacesAsync(string connectionString, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        return await connection.ListAsync(
            """
            with said as (
                select country, region, city, postcode from core.customer where not is_deleted
                union all
                select country, region, city, postcode from core.address where not is_deleted
            )
            select place.said_country, place.said_region, count(*)
            from said
            join star.dim_geography as place
                on array[place.said_country, place.said_region, place.city, place.postcode] = array[said.country, said.region, said.city, said.postcode]
            where (place.said_country is not null and place.country_code is null) or (place.said_region is not null and place.region_code is null)
            group by place.said_country, place.said_region
            order by count(*) desc, place.said_country collate "C", place.said_region collate "C"
            """,
            row => (row.IsDBNull(0) ? null : row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetInt64(2)), cancellation);
    }

    /// <summary>Products of sources that take part in unifying, yet are one with no other, with what was sold of them, most first.</summary>
    public static async Task<IReadOnlyList<(string Record, string? Name, decimal? NetSales)>> ProductsAsync(string connectionString, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        return await connection.ListAsync(
            """
            select source.name || ':' || product.product_id, product.name, sold.net_sales
            from core.product
            join estrella.source using (source_no)
            left join (select product_no, sum(net_amount) as net_sales from star.fact_sales group by product_no) as sold using (product_no)
            where exists (select from core.product_same)
                and not exists (select from core.product_same as same where same.product_no = product.product_no)
                and not product.is_deleted
            order by sold.net_sales desc nulls last, source.name collate "C", product.product_id
            """,
            row => (row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.IsDBNull(2) ? (decimal?)null : row.GetDecimal(2)), cancellation);
    }
}
