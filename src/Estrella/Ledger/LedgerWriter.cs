using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Estrella.Ledger;

/// <summary>A file as the ledger is told of it before it is read.</summary>
/// <param name="Directory">Folder below the one given; null: that folder itself.</param>
/// <param name="Checksum">XxHash128 of its bytes, hexadecimal.</param>
/// <param name="AsOf">The moment it speaks for, UTC; <see cref="DateTime.MinValue"/>: undated.</param>
public sealed record LedgerFile(
    int SourceNo, string Export, string Name, string? Directory, string Checksum, long Bytes, DateTime AsOf, bool HoldsAll)
{
    /// <summary>The file whose rows it brings, kept out then and corrected since; null: a file of its own.</summary>
    public int? ReplaysFileNo { get; init; }
}

/// <summary>A column of a file as the ledger keeps it.</summary>
/// <param name="Kinds">Filled cells by how they are written; null: not looked at.</param>
public sealed record LedgerColumn(
    int Position, string Name, bool IsRead, long Seen, long Filled, IReadOnlyDictionary<string, long>? Kinds, double? Median, IReadOnlyList<string> Words);

/// <summary>Rows and money of a file with one verdict.</summary>
/// <param name="NoAmount">Rows whose control is no amount.</param>
/// <param name="ControlColumn">The contract's control; null: none.</param>
public sealed record ControlTotal(int FileNo, Verdict Verdict, long Rows, decimal? Amount, long NoAmount, string? ControlColumn);

/// <summary>
/// Writes the ledger on a connection of its own, committed as it comes: a run that publishes nothing still shows what it
/// met and what it kept out. Safe to be called by several readers at once.
/// </summary>
public sealed class LedgerWriter : IAsyncDisposable
{
    private const int RowsAtOnce = 1_000;

    private readonly NpgsqlConnection connection;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly List<QuarantinedRow> waiting = [];
    private readonly List<SetAsideRow> aside = [];

    private readonly bool isBorrowed;

    private LedgerWriter(NpgsqlConnection connection, bool isBorrowed) => (this.connection, this.isBorrowed) = (connection, isBorrowed);

    /// <summary>Writes within the caller's transaction, which may be rolled back: what is written for a plan.</summary>
    public static LedgerWriter Within(NpgsqlConnection connection) => new(connection, isBorrowed: true);

    public static async Task<LedgerWriter> OpenAsync(string connectionString, CancellationToken cancellation = default)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        return new LedgerWriter(connection, isBorrowed: false);
    }

    /// <summary>The number of a source. What its contract says of it is published with the run, as <see cref="SettingsLedger"/> has it.</summary>
    public Task<int> SourceAsync(string name, CancellationToken cancellation = default) => AskAsync<int>(
        """
        with first as (
            insert into estrella.source (name, prices_include_tax)
            select $1, false
            where not exists (select from estrella.source where name = $1)
            returning source_no
        )
        select source_no from first union all select source_no from estrella.source where name = $1
        """, cancellation, Text(name));

    /// <summary>Begins a run. The caller holds the run lock, so whatever else says it is running was killed.</summary>
    public Task<int> BeginRunAsync(string version, string command, CancellationToken cancellation = default) => AskAsync<int>(
        """
        with killed as (
            update estrella.run set state = 'failed', ended_at = now(), message = 'ended without a word: killed, or its server was'
            where state = 'running'
        )
        insert into estrella.run (started_at, state, user_name, host_name, version, command, is_published)
        values (now(), 'running', $1, $2, $3, $4, false)
        returning run_no
        """, cancellation, Text(Environment.UserName), Text(Environment.MachineName), Text(version), Text(command));

    /// <summary>The published run that read the same bytes for the same moment, or null.</summary>
    public async Task<int?> KnownAsync(LedgerFile file, CancellationToken cancellation = default)
    {
        var known = await AskAsync<object>(
            """
            select max(file.run_no)
            from estrella.file as file
            join estrella.run as run on run.run_no = file.run_no
            where file.source_no = $1 and file.export = $2 and file.checksum = $3 and file.as_of = $4
                and file.state = 'read' and run.is_published
            """, cancellation, new() { Value = file.SourceNo }, Text(file.Export), Text(file.Checksum), Instant(file.AsOf));
        return known as int?;
    }

    /// <summary>What a run read of an export, as <c>entity.field</c>.</summary>
    public async Task<IReadOnlySet<string>> FedAsync(int runNo, int sourceNo, string export, CancellationToken cancellation = default)
    {
        var fed = await AskAsync<object>(
            "select array_agg(entity || '.' || field) from estrella.run_feed cross join unnest(fields) as field where run_no = $1 and source_no = $2 and export = $3",
            cancellation, new() { Value = runNo }, new() { Value = sourceNo }, Text(export));
        return (fed as string[] ?? []).ToHashSet();
    }

    /// <summary>Enters a file and returns its number.</summary>
    /// <param name="isKnown">It is skipped: a published run read it.</param>
    public Task<int> AddFileAsync(int runNo, LedgerFile file, bool isKnown, CancellationToken cancellation = default) => AskAsync<int>(
        """
        insert into estrella.file (run_no, source_no, export, name, directory, checksum, byte_count, as_of, holds_all, state, replays_file_no)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        returning file_no
        """,
        cancellation, new() { Value = runNo }, new() { Value = file.SourceNo }, Text(file.Export), Text(file.Name), Text(file.Directory), Text(file.Checksum),
        new() { Value = file.Bytes }, Instant(file.AsOf), new() { Value = file.HoldsAll }, Text(isKnown ? "skipped" : "pending"),
        new() { Value = (object?)file.ReplaysFileNo ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });

    /// <summary>Says that a file was read to its end.</summary>
    public Task FileReadAsync(int fileNo, long rows, long layoutRows, CancellationToken cancellation = default) => RunAsync(
        "update estrella.file set state = 'read', row_count = $2, layout_row_count = $3 where file_no = $1",
        cancellation, new() { Value = fileNo }, new() { Value = rows }, new() { Value = layoutRows });

    /// <summary>Keeps what the columns of a file are and how their cells look.</summary>
    public async Task ColumnsAsync(int fileNo, IReadOnlyList<LedgerColumn> columns, CancellationToken cancellation = default)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            await using var copy = await connection.BeginBinaryImportAsync(
                "copy estrella.file_column (file_no, position, name, is_read, seen_count, filled_count, kinds, median, words) from stdin (format binary)", cancellation);
            foreach (var column in columns)
            {
                await copy.StartRowAsync(cancellation);
                await copy.WriteAsync(fileNo, NpgsqlDbType.Integer, cancellation);
                await copy.WriteAsync(column.Position, NpgsqlDbType.Integer, cancellation);
                await copy.WriteAsync(column.Name.Replace('\0', '\u2400'), NpgsqlDbType.Text, cancellation);
                await copy.WriteAsync(column.IsRead, NpgsqlDbType.Boolean, cancellation);
                await copy.WriteAsync(column.Seen, NpgsqlDbType.Bigint, cancellation);
                await copy.WriteAsync(column.Filled, NpgsqlDbType.Bigint, cancellation);
                if (column.Kinds is null)
                    await copy.WriteNullAsync(cancellation);
                else
                    await copy.WriteAsync(JsonSerializer.Serialize(column.Kinds), NpgsqlDbType.Jsonb, cancellation);
                if (column.Median is { } median)
                    await copy.WriteAsync(median, NpgsqlDbType.Double, cancellation);
                else
                    await copy.WriteNullAsync(cancellation);
                await copy.WriteAsync(column.Words.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text, cancellation);
            }
            await copy.CompleteAsync(cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Keeps which columns are other than they were.</summary>
    public async Task DriftAsync(IEnumerable<(int FileNo, string Column, string Kind, string Policy, string Message)> drifts, CancellationToken cancellation = default)
    {
        foreach (var (fileNo, column, kind, policy, message) in drifts)
        {
            await RunAsync(
                "insert into estrella.drift (file_no, column_name, kind, policy, message) values ($1, $2, $3, $4, $5) on conflict do nothing",
                cancellation, new() { Value = fileNo }, Text(column), Text(kind), Text(policy), Text(message));
        }
    }

    /// <summary>Keeps a row out; written with the next thousand, or by <see cref="FlushAsync"/>.</summary>
    public ValueTask KeepOutAsync(QuarantinedRow row, CancellationToken cancellation = default) => KeepAsync(waiting, row, cancellation);

    /// <summary>Keeps a row that is no data of ours; written likewise.</summary>
    public ValueTask SetAsideAsync(SetAsideRow row, CancellationToken cancellation = default) => KeepAsync(aside, row, cancellation);

    /// <summary>Writes the rows kept out or set aside that are still waiting.</summary>
    public async Task FlushAsync(CancellationToken cancellation = default)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            await CopyAsync(cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>What became of the rows of files whose run publishes nothing.</summary>
    public async Task WriteTotalsAsync(IEnumerable<ControlTotal> totals, CancellationToken cancellation = default)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            await WriteTotalsAsync(connection, totals, cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>
    /// The same within the publishing transaction. A first load takes core's foreign keys off for a while and so locks
    /// <c>estrella.file</c> until it commits: written on another connection, totals would wait for the run that waits for them.
    /// </summary>
    public static async Task WriteTotalsAsync(NpgsqlConnection publishing, IEnumerable<ControlTotal> totals, CancellationToken cancellation = default)
    {
        foreach (var total in totals)
        {
            await using var insert = new NpgsqlCommand(
                "insert into estrella.control_total (file_no, verdict, row_count, amount, no_amount_count, control_column) values ($1, $2, $3, $4, $5, $6)",
                publishing);
            insert.Parameters.AddRange(new NpgsqlParameter[]
            {
                new() { Value = total.FileNo }, Text(Verdicts.NameOf(total.Verdict)), new() { Value = total.Rows },
                new() { Value = (object?)total.Amount ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Numeric },
                new() { Value = total.NoAmount }, Text(total.ControlColumn),
            });
            await insert.ExecuteNonQueryAsync(cancellation);
        }
    }

    /// <summary>Keeps how long a step took.</summary>
    public Task StepAsync(int runNo, string name, DateTime startedAt, TimeSpan duration, long? rows = null, CancellationToken cancellation = default) => RunAsync(
        """
        insert into estrella.step (run_no, step_no, name, started_at, milliseconds, row_count)
        select $1, coalesce(max(step_no), 0) + 1, $2, $3, $4, $5 from estrella.step where run_no = $1
        """,
        cancellation, new() { Value = runNo }, Text(name), Instant(startedAt), new() { Value = (long)duration.TotalMilliseconds },
        new() { Value = (object?)rows ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });

    /// <summary>Ends a run that publishes nothing.</summary>
    /// <param name="state">no_change, failed or refused</param>
    public async Task EndRunAsync(int runNo, string state, string message, CancellationToken cancellation = default)
    {
        await FlushAsync(cancellation);
        await RunAsync("update estrella.run set state = $2, ended_at = now(), message = $3 where run_no = $1 and state = 'running'",
            cancellation, new() { Value = runNo }, Text(state), Text(message));
    }

    /// <summary>
    /// Says that the run is published, within the transaction that publishes: readers see it and its rows together. Keeps
    /// how many rows PostgreSQL read and wrote in that transaction, so that a run that grows with history is seen.
    /// </summary>
    public static async Task PublishAsync(NpgsqlConnection publishing, int runNo, string message, CancellationToken cancellation = default)
    {
        await using var command = new NpgsqlCommand(
            """
            update estrella.run
            set state = 'published', is_published = true, ended_at = clock_timestamp(), message = $2,
                rows_read = counted.rows_read, rows_written = counted.rows_written
            from (
                -- this transaction's own counters: what others do meanwhile is not in them
                select
                    sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint as rows_read,
                    sum(n_tup_ins + n_tup_upd + n_tup_del)::bigint as rows_written
                from pg_stat_xact_user_tables
            ) as counted
            where run_no = $1
            """,
            publishing);
        command.Parameters.Add(new() { Value = runNo });
        command.Parameters.Add(Text(message));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (!isBorrowed)
            await connection.DisposeAsync();
        turn.Dispose();
    }

    private async ValueTask KeepAsync<T>(List<T> rows, T row, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            rows.Add(row);
            if (rows.Count >= RowsAtOnce)
                await CopyAsync(cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task CopyAsync(CancellationToken cancellation)
    {
        if (waiting.Count > 0)
            await QuarantineCopy.WriteAsync(connection, waiting, cancellation);
        if (aside.Count > 0)
            await QuarantineCopy.WriteAsync(connection, aside, cancellation);
        waiting.Clear();
        aside.Clear();
    }

    private async Task RunAsync(string sql, CancellationToken cancellation, params NpgsqlParameter[] parameters) =>
        await AskAsync<object>(sql, cancellation, parameters);

    private async Task<T> AskAsync<T>(string sql, CancellationToken cancellation, params NpgsqlParameter[] parameters)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            command.Parameters.AddRange(parameters);
            return (T)(await command.ExecuteScalarAsync(cancellation))!;
        }
        finally
        {
            turn.Release();
        }
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Instant(DateTime value) =>
        new() { Value = DateTime.SpecifyKind(value, DateTimeKind.Utc), NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
