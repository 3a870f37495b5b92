using Estrella.Foundation;
using Estrella.Ledger;
using Npgsql;

namespace Estrella.Core;

/// <summary>Records of ids core does not have, and of those it has only by inference.</summary>
internal static class NewRecords
{
    // Below this an index is cheaper kept than built again.
    private const long ManyRows = 20_000;

    // An empty table has nothing to keep: its indexes are built after the rows as soon as that is worth their statements.
    private const long SomeRows = 2_000;

    public static async Task InsertAsync(NpgsqlConnection connection, MergeEntity entity, RowVerdicts totals, CancellationToken cancellation)
    {
        var isMatched = entity.MatchedCount > 0;
        var unmatched = isMatched ? $"where not exists (select from {entity.Match} as match where match.staged_at = staged.ctid)" : "";
        var count = entity.StagedCount - entity.MatchedCount;
        if (count > 0)
        {
            var known = await connection.AskAsync<long>($"select count(*) from (select from {entity.Core} limit {count + 1}) as row", cancellation);
            entity.IsFirstFill = known == 0 && count >= SomeRows;
            var written = entity.IsFirstFill || (count >= ManyRows && known <= count)
                ? await FillAsync(connection, entity, unmatched, cancellation)
                : await AddAsync(connection, entity, unmatched, cancellation);
            await CountAsync(entity, totals, written, unmatched, cancellation);
        }
        if (isMatched)
            entity.New += await HealAsync(connection, entity, totals, cancellation);
    }

    /// <summary>What was written is counted where it was written, money where it was said; both must be the same rows.</summary>
    private static async Task CountAsync(MergeEntity entity, RowVerdicts totals, long written, string unmatched, CancellationToken cancellation)
    {
        entity.New = await totals.AddAsync(
            entity, Verdict.New, $"select staged.file_no, staged.line, staged.control from {entity.Staging} as staged {unmatched}", cancellation);
        if (written != entity.New)
            throw new EstrellaException(
                ExitCode.TotalsDiffer, $"{entity.New:N0} new rows of {entity.Name} were staged, {written:N0} were written to core",
                "nothing was published; this is a defect of Estrella: please report it");
    }

    /// <summary>A large insert: indexes after the rows, and what was written is counted in the table itself.</summary>
    private static async Task<long> FillAsync(NpgsqlConnection connection, MergeEntity entity, string unmatched, CancellationToken cancellation)
    {
        var suspended = await SuspendedIndexes.DropAsync(connection, entity.Core, isEmpty: entity.IsFirstFill, cancellation);
        await connection.RunAsync(InsertSql(entity, unmatched), cancellation);
        await suspended.RestoreAsync(cancellation);
        const string OfThisRun = "file_no in (select file_no from run_file)";
        if (entity.IsFirstFill)
            await connection.RunAsync(
                $"drop table {entity.Changed}; create temp view {entity.Changed} as select {entity.No} as no from {entity.Core}", cancellation);
        else
            await connection.RunAsync($"insert into {entity.Changed} select {entity.No} from {entity.Core} where {OfThisRun}", cancellation);
        return await connection.AskAsync<long>($"select count(*) from {entity.Core} where {OfThisRun}", cancellation);
    }

    private static Task<long> AddAsync(NpgsqlConnection connection, MergeEntity entity, string unmatched, CancellationToken cancellation)
    {
        return connection.AskAsync<long>($"""
            with written as ({InsertSql(entity, unmatched)} returning {entity.No} as no),
            told as (insert into {entity.Changed} select no from written)
            select count(*) from written
            """, cancellation);
    }

    private static string InsertSql(MergeEntity entity, string unmatched) => $"""
        insert into {entity.Core} (source_no, {entity.Id}, is_deleted, said_at, file_no, line, content_hash, extras{List(entity.FedColumns)})
        select file.source_no, staged.id, staged.is_deleted, staged.said_at, staged.file_no, staged.line, staged.content_hash,
            staged.extras{List(entity.FedValues)}
        from {entity.Staging} as staged
        join run_file as file on file.file_no = staged.file_no
        {entity.ParentJoins}
        {unmatched}
        """;

    /// <summary>An inferred row gets its first record and keeps its number.</summary>
    private static async Task<long> HealAsync(NpgsqlConnection connection, MergeEntity entity, RowVerdicts totals, CancellationToken cancellation)
    {
        await Journal.HealAsync(connection, entity, $"select no from {entity.Match} where is_inferred and not is_on_path", cancellation);
        var sets = entity.FedColumns.Zip(entity.FedValues, (column, value) => $"{column} = {value}");
        var healed = await connection.AskAsync<long>($"""
            with healed as (
                update {entity.Core} as known
                set is_inferred = false, is_deleted = staged.is_deleted, said_at = staged.said_at, file_no = staged.file_no,
                    line = staged.line, content_hash = staged.content_hash, extras = staged.extras{List(sets)}
                from {entity.Match} as match
                join {entity.Staging} as staged on staged.ctid = match.staged_at
                join run_file as file on file.file_no = staged.file_no
                {entity.ParentJoins}
                where match.is_inferred and not match.is_on_path and known.{entity.No} = match.no
                returning known.{entity.No} as no
            ),
            told as (insert into {entity.Changed} select no from healed)
            select count(*) from healed
            """, cancellation);
        await totals.AddAsync(
            entity, Verdict.New, $"select file_no, line, control from {entity.Match} where is_inferred and not is_on_path", cancellation);
        return healed;
    }

    private static string List(IEnumerable<string> columns) => string.Concat(columns.Select(column => ", " + column));
}
