using Estrella.Foundation;
using Npgsql;
using NpgsqlTypes;

namespace Estrella.Ledger;

/// <summary>The shop as estrella.yml and the contracts tell it.</summary>
/// <param name="Currency">ISO 4217 code; null: unknown.</param>
/// <param name="Zone">IANA zone that makes a business day of a time.</param>
/// <param name="WeekStart">First day of the week, 1 for Monday.</param>
public sealed record ShopSettings(string? Name, string? Currency, string Zone, int WeekStart);

/// <summary>A source as its contract tells it.</summary>
/// <param name="Zone">Null: the shop's.</param>
/// <param name="Identity">How its records are known to be those of other sources; null: as estrella.yml says.</param>
public sealed record SourceSettings(int SourceNo, string? Zone, string? Currency, bool PricesIncludeTax, string? Identity = null);

/// <summary>
/// What holds of the shop and its sources is what the last published run was told: a run that publishes nothing changes
/// neither, and one that is taken back leaves what stood before.
/// </summary>
public static class SettingsLedger
{
    /// <summary>Keeps what the run was told, within the publishing transaction, and lets it hold.</summary>
    public static async Task NoteAsync(
        NpgsqlConnection publishing, int runNo, ShopSettings shop, IReadOnlyList<SourceSettings> sources, CancellationToken cancellation)
    {
        await InsertAsync(
            "insert into estrella.run_shop (run_no, name, currency, zone, week_start) values ($1, $2, $3, $4, $5)",
            new() { Value = runNo }, Text(shop.Name), Text(shop.Currency), Text(shop.Zone), new() { Value = shop.WeekStart });
        foreach (var source in sources)
        {
            await InsertAsync(
                "insert into estrella.run_source (run_no, source_no, zone, currency, prices_include_tax, identity) values ($1, $2, $3, $4, $5, $6)",
                new() { Value = runNo }, new() { Value = source.SourceNo }, Text(source.Zone), Text(source.Currency), new() { Value = source.PricesIncludeTax }, Text(source.Identity));
        }
        await DeriveAsync(publishing, runNo, cancellation);

        async Task InsertAsync(string sql, params NpgsqlParameter[] values)
        {
            await using var insert = new NpgsqlCommand(sql, publishing);
            insert.Parameters.AddRange(values);
            await insert.ExecuteNonQueryAsync(cancellation);
        }
    }

    /// <param name="runNo">The run that is publishing: it counts, though it is not published yet.</param>
    public static Task DeriveAsync(NpgsqlConnection publishing, int runNo, CancellationToken cancellation) => publishing.RunAsync(
        $"""
        -- Without any run left there is nothing to tell days of: the shop stays as it was last told.
        insert into estrella.shop (is_only, name, currency, zone, week_start)
        select true, name, currency, zone, week_start
        from estrella.run_shop
        join estrella.run using (run_no)
        where run.is_published or run_no = {runNo}
        order by run_no desc
        limit 1
        on conflict (is_only) do update
        set name = excluded.name, currency = excluded.currency, zone = excluded.zone, week_start = excluded.week_start;

        update estrella.source as source
        set zone = said.zone, currency = said.currency, prices_include_tax = said.prices_include_tax, identity = said.identity
        from (
            select distinct on (known.source_no) known.source_no, told.zone, told.currency, coalesce(told.prices_include_tax, false) as prices_include_tax, told.identity
            from estrella.source as known
            left join (
                select run_source.*
                from estrella.run_source
                join estrella.run using (run_no)
                where run.is_published or run_no = {runNo}
            ) as told on told.source_no = known.source_no
            order by known.source_no, told.run_no desc nulls last
        ) as said
        where said.source_no = source.source_no
            and (said.zone, said.currency, said.prices_include_tax, said.identity) is distinct from (source.zone, source.currency, source.prices_include_tax, source.identity)
        """,
        cancellation);

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
