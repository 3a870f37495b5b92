using Estrella.Foundation;
using Estrella.Ledger;
using Npgsql;

namespace Estrella.Core;

/// <summary>
/// Counts rows and money by file and verdict. A row that is one record is counted with its record; a row that feeds
/// several entities waits for all of them, and is what its most novel record is.
/// </summary>
internal sealed class RowVerdicts(NpgsqlConnection connection)
{
    public Task PrepareAsync(CancellationToken cancellation) => connection.RunAsync("""
        create temp table file_total (file_no int, verdict int, row_count bigint, amount numeric, amount_count bigint) on commit drop;
        create temp table row_verdict (file_no int, line int, verdict int, control numeric) on commit drop;
        """, cancellation);

    /// <summary>Adds the records a query gives, as <c>file_no, line, control</c>, and returns how many they are.</summary>
    public async Task<long> AddAsync(MergeEntity entity, Verdict verdict, string records, CancellationToken cancellation) =>
        entity.IsAloneInItsRows
            ? await connection.AskAsync<long>($"""
                with added as (
                    insert into file_total
                    select record.file_no, {(int)verdict}, count(*), sum(record.control), count(record.control)
                    from ({records}) as record group by record.file_no
                    returning row_count
                )
                select coalesce(sum(row_count), 0)::bigint from added
                """, cancellation)
            : await connection.RunAsync(
                $"insert into row_verdict select record.file_no, record.line, {(int)verdict}, record.control from ({records}) as record", cancellation);

    public Task<List<FileVerdict>> ReadAsync(CancellationToken cancellation) => connection.ListAsync($"""
        with whole as (
            select file_no, min(verdict) as verdict, sum(control) as control from row_verdict group by file_no, line
        ),
        total as (
            select * from file_total
            union all
            select file_no, verdict, count(*), sum(control), count(control) from whole group by file_no, verdict
            union all
            select file_no, {(int)Verdict.Quarantined}, count(*), sum(control), count(control) from kept_out group by file_no
        )
        select file_no, verdict, sum(row_count)::bigint, sum(amount), sum(row_count - amount_count)::bigint
        from total group by file_no, verdict order by file_no, verdict
        """,
        row => new FileVerdict(row.GetInt32(0), (Verdict)row.GetInt32(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetDecimal(3), row.GetInt64(4)),
        cancellation);
}
