using Estrella.Foundation;
using Npgsql;

namespace Estrella.Ledger;

/// <summary>How two exports have disagreed over the published runs.</summary>
/// <param name="Kind">Name of the comparison, such as <c>header-lines</c>.</param>
/// <param name="One">Who says the one thing: source and export.</param>
/// <param name="Other">Who says the other; where nobody does, who should.</param>
/// <param name="Compared">What could be compared in <paramref name="LastRunNo"/>.</param>
/// <param name="Disagreeing">How much of it disagreed.</param>
/// <param name="Amount">Its money, as the message says; null where it is counted only.</param>
/// <param name="FirstRunNo">The first run in which they disagreed.</param>
/// <param name="SinceRunNo">They have disagreed in every run from this one to <paramref name="LastRunNo"/>.</param>
/// <param name="LastRunNo">The last run in which they disagreed; an older one than the newest: it is over.</param>
/// <param name="Change">How much more disagreed than in the run before; the whole where nothing had.</param>
/// <param name="AmountChange">The same in money.</param>
public sealed record ContradictionHistory(
    string Kind, string One, string Other, long Compared, long Disagreeing, decimal? Amount, int FirstRunNo, int SinceRunNo, int LastRunNo,
    long Change, decimal? AmountChange, string Message)
{
    // What no export said is told under the exports that feed it, as of now: `tienda.historial_pagos`.
    private static readonly string Sql =
        $$"""
        with run_list as (
            select run_no, row_number() over (order by run_no) as nth
            from estrella.run
            where is_published or run_no = $1
        ),

        teller as (
            select
                contradiction.*,
                run_list.nth,
                source.name || '.' || coalesce(nullif(contradiction.export, ''), '?') as one,
                other.name || '.' || coalesce(nullif(other_export, ''), feeding.exports, should.entity, '?') as the_other
            from estrella.contradiction
            join run_list using (run_no)
            join estrella.source as source on source.source_no = contradiction.source_no
            join estrella.source as other on other.source_no = contradiction.other_source_no
            left join (values {{string.Join(", ", ContradictionRegister.Comparisons.Select(each => $"('{each.Kind}', '{each.Other}')"))}}) as should (kind, entity)
                on should.kind = contradiction.kind
            left join lateral (
                select string_agg(distinct feed.export, ' + ') as exports
                from estrella.feed
                where feed.source_no = contradiction.other_source_no and feed.entity = should.entity
            ) as feeding on contradiction.other_export = ''
        ),

        told as (
            select
                kind, one, the_other, run_no, nth,
                sum(compared_count)::bigint as compared_count,
                sum(disagree_count)::bigint as disagree_count,
                sum(amount) as amount,
                min(message) as message
            from teller
            group by kind, one, the_other, run_no, nth
            having sum(disagree_count) > 0
        ),

        -- Runs without a gap have the same distance from their number within the pair.
        series as (
            select told.*, nth - row_number() over (partition by kind, one, the_other order by nth) as series_no
            from told
        ),

        compared as (
            select
                series.*,
                min(run_no) over (partition by kind, one, the_other) as first_run_no,
                min(run_no) over (partition by kind, one, the_other, series_no) as since_run_no,
                lag(disagree_count) over (partition by kind, one, the_other, series_no order by nth) as before_count,
                lag(amount) over (partition by kind, one, the_other, series_no order by nth) as before_amount
            from series
        )

        select distinct on (kind, one, the_other)
            kind, one, the_other, compared_count, disagree_count, amount, first_run_no, since_run_no, run_no,
            disagree_count - coalesce(before_count, 0),
            amount - coalesce(before_amount, 0),
            message
        from compared
        order by kind, one, the_other, run_no desc
        """;

    /// <param name="runNo">The run that is publishing: it counts, though it is not published yet. 0: none is.</param>
    public static async Task<IReadOnlyList<ContradictionHistory>> ReadAsync(NpgsqlConnection connection, int runNo, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Sql, connection);
        command.Parameters.Add(new() { Value = runNo });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var histories = new List<ContradictionHistory>();
        while (await reader.ReadAsync(cancellation))
        {
            histories.Add(new ContradictionHistory(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3), reader.GetInt64(4), Money(5),
                reader.GetInt32(6), reader.GetInt32(7), reader.GetInt32(8), reader.GetInt64(9), Money(10), reader.GetString(11)));
        }
        return histories;

        decimal? Money(int at) => reader.IsDBNull(at) ? null : reader.GetDecimal(at);
    }
}
