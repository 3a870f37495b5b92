using Npgsql;
using NpgsqlTypes;

namespace Estrella.Ledger;

/// <summary>A file as the ledger notes it before it is read.</summary>
/// <param name="AsOf">UTC; null: undated.</param>
public sealed record NotedFile(int SourceNo, string Export, string Name, string Checksum, long Bytes, DateTime? AsOf, bool HoldsAll);

/// <summary>
/// Writes the ledger on a connection of its own, committed as it comes: a run that publishes nothing still shows
/// what it met and what it kept out. Calls are made one after the other.
/// </summary>
public sealed class LedgerWriter : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;

    private LedgerWriter(NpgsqlConnection connection) => this.connection = connection;

    public static async Task<LedgerWriter> OpenAsync(string connectionString, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, ApplicationName = "estrella ledger" }.ConnectionString);
        await connection.OpenAsync(cancellation);
        return new LedgerWriter(connection);
    }

    /// <summary>Begins a run. The caller holds the run lock: a run that still says running was killed, and is marked so.</summary>
    public async Task<int> BeginAsync(string command, CancellationToken cancellation)
    {
        await RunAsync(
            """
            update estrella.run set state = 'failed', ended_at = now(), message = 'it was killed; nothing was published'
            where state = 'running'
            """,
            cancellation);
        return await ScalarAsync<int>(
            """
            insert into estrella.run (started_at, state, user_name, host_name, version, command, is_published)
            values (now(), 'running', $1, $2, $3, $4, false)
            returning run_no
            """,
            cancellation, Environment.UserName, Environment.MachineName, typeof(LedgerWriter).Assembly.GetName().Version!.ToString(3), command);
    }

    /// <summary>The number of a source, made when it is new; what its contract says of it is published with its rows.</summary>
    public async Task<int> SourceAsync(string name, CancellationToken cancellation)
    {
        await RunAsync("insert into estrella.source (name) values ($1) on conflict (name) do nothing", cancellation, name);
        return await ScalarAsync<int>("select source_no from estrella.source where name = $1", cancellation, name);
    }

    /// <summary>Notes a file; it is known when a published run has read the same bytes as the same export.</summary>
    public async Task<(int FileNo, bool IsKnown)> FileAsync(int runNo, NotedFile file, CancellationToken cancellation)
    {
        var isKnown = await ScalarAsync<bool>(
            """
            select exists (
                select from estrella.file
                join estrella.run using (run_no)
                where run.is_published and file.state = 'read' and file.source_no = $1 and file.export = $2 and file.checksum = $3)
            """,
            cancellation, file.SourceNo, file.Export, file.Checksum);
        var fileNo = await ScalarAsync<int>(
            """
            insert into estrella.file (run_no, source_no, export, name, checksum, byte_count, as_of, holds_all, state)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            returning file_no
            """,
            cancellation, runNo, file.SourceNo, file.Export, file.Name, file.Checksum, file.Bytes,
            DateTime.SpecifyKind(file.AsOf ?? DateTime.MinValue, DateTimeKind.Utc), file.HoldsAll, isKnown ? "skipped" : "pending");
        return (fileNo, isKnown);
    }

    /// <summary>A file was read to its end.</summary>
    public Task ReadAsync(int fileNo, string checksum, long rows, long layoutRows, CancellationToken cancellation) => RunAsync(
        "update estrella.file set state = 'read', checksum = $2, row_count = $3, layout_row_count = $4 where file_no = $1",
        cancellation, fileNo, checksum, rows, layoutRows);

    /// <summary>Rows kept out, with everything wrong with each.</summary>
    public async Task KeepOutAsync(IReadOnlyList<QuarantinedRow> rows, CancellationToken cancellation)
    {
        await using var import = await connection.BeginBinaryImportAsync(
            """
            copy estrella.quarantine (file_no, line, problem_no, position, column_name, value, rule, message, remedy, raw, control)
            from stdin (format binary)
            """,
            cancellation);
        foreach (var row in rows)
        {
            for (var at = 0; at < row.Problems.Count; at++)
            {
                var problem = row.Problems[at];
                await import.StartRowAsync(cancellation);
                await import.WriteAsync(row.FileNo, NpgsqlDbType.Integer, cancellation);
                await import.WriteAsync(row.Line, NpgsqlDbType.Integer, cancellation);
                await import.WriteAsync(at + 1, NpgsqlDbType.Integer, cancellation);
                await WriteAsync(import, problem.Position, NpgsqlDbType.Integer, cancellation);
                await WriteAsync(import, Storable(problem.Column), NpgsqlDbType.Text, cancellation);
                await WriteAsync(import, Storable(problem.Value), NpgsqlDbType.Text, cancellation);
                await WriteAsync(import, problem.Rule, NpgsqlDbType.Text, cancellation);
                await WriteAsync(import, Storable(problem.Message), NpgsqlDbType.Text, cancellation);
                await WriteAsync(import, Storable(problem.Remedy), NpgsqlDbType.Text, cancellation);
                await WriteAsync(import, at == 0 ? Storable(row.Raw) : null, NpgsqlDbType.Text, cancellation);
                await WriteAsync(import, at == 0 ? row.Control : null, NpgsqlDbType.Numeric, cancellation);
            }
        }
        await import.CompleteAsync(cancellation);
    }

    /// <summary>Rows and money of a file by verdict; written again they replace what was there.</summary>
    public static async Task TotalsAsync(
        NpgsqlConnection connection, int fileNo, string? control, IEnumerable<(Verdict Verdict, long Rows, decimal? Amount, long NoAmount)> totals, CancellationToken cancellation)
    {
        foreach (var (verdict, rows, amount, noAmount) in totals)
        {
            await using var command = new NpgsqlCommand(
                """
                insert into estrella.control_total (file_no, verdict, row_count, amount, no_amount_count, control_column)
                values ($1, $2, $3, $4, $5, $6)
                on conflict (file_no, verdict) do update set
                    row_count = excluded.row_count, amount = excluded.amount, no_amount_count = excluded.no_amount_count
                """,
                connection);
            Bind(command, [fileNo, Verdicts.NameOf(verdict), rows, amount, noAmount, control]);
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    public Task TotalsAsync(
        int fileNo, string? control, IEnumerable<(Verdict Verdict, long Rows, decimal? Amount, long NoAmount)> totals, CancellationToken cancellation) =>
        TotalsAsync(connection, fileNo, control, totals, cancellation);

    public Task StepAsync(int runNo, int stepNo, string name, DateTime startedAt, TimeSpan duration, long? rows, CancellationToken cancellation) => RunAsync(
        """
        insert into estrella.step (run_no, step_no, name, started_at, milliseconds, row_count)
        values ($1, $2, $3, $4, $5, $6)
        """,
        cancellation, runNo, stepNo, name, startedAt, (long)duration.TotalMilliseconds, rows);

    /// <summary>Marks how a run ended that published nothing.</summary>
    public Task EndAsync(int runNo, string state, string message, CancellationToken cancellation) => RunAsync(
        "update estrella.run set state = $2, ended_at = now(), message = $3 where run_no = $1 and state = 'running'",
        cancellation, runNo, state, message);

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    // PostgreSQL stores no NUL; the picture of it is what an editor shows.
    private static string? Storable(string? text) => text?.Replace('\0', '\u2400');

    private static async Task WriteAsync<T>(NpgsqlBinaryImporter import, T? value, NpgsqlDbType type, CancellationToken cancellation)
    {
        if (value is null)
        {
            await import.WriteNullAsync(cancellation);
        }
        else
        {
            await import.WriteAsync<object>(value, type, cancellation);
        }
    }

    private async Task RunAsync(string sql, CancellationToken cancellation, params object?[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        Bind(command, values);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<T> ScalarAsync<T>(string sql, CancellationToken cancellation, params object?[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        Bind(command, values);
        return (T)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static void Bind(NpgsqlCommand command, ReadOnlySpan<object?> values)
    {
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }
    }
}
