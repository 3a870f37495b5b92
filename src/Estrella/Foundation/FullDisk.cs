using Npgsql;

namespace Estrella.Foundation;

/// <summary>A disk the database has filled: what its server said of it becomes where, and what to do.</summary>
public static class FullDisk
{
    /// <summary>What is free below this is nothing to a server: the next piece of its log is as long.</summary>
    public const long LogSegmentBytes = 16 * 1024 * 1024;

    /// <summary>What PostgreSQL said of it; null: the failure is another.</summary>
    public static string? Said(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } full => full.MessageText,
        AggregateException many => many.InnerExceptions.Select(Said).FirstOrDefault(said => said is not null),
        { InnerException: { } inner } => Said(inner),
        _ => null,
    };

    /// <param name="folder">Where the server keeps its data; null: it does not tell.</param>
    /// <param name="outcome">What became of the work, such as <c>nothing was published</c>.</param>
    public static EstrellaException Refusal(string said, string? folder, string outcome, Exception? failure) => new(
        ExitCode.Failed,
        $"the disk of the database is full: {said}; {outcome}",
        $"make room {(folder is null ? "on the disk of the database's server" : $"on the disk that holds {folder}")}, then run the same again; nothing else needs mending",
        failure);

    /// <summary>The failure of a run as a person is told it, when a full disk is behind it; else null.</summary>
    internal static async Task<EstrellaException?> RefusalAsync(Exception failure, string connectionString, string outcome) =>
        Said(failure) is { } said ? Refusal(said, await FolderAsync(connectionString), outcome, failure) : null;

    private static async Task<string?> FolderAsync(string connectionString)
    {
        try
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
            await connection.OpenAsync();
            // The view leaves out what the role may not know.
            await using var ask = new NpgsqlCommand("select setting from pg_settings where name = 'data_directory'", connection);
            return await ask.ExecuteScalarAsync() as string;
        }
        catch (NpgsqlException)
        {
            // A server that cannot write its own log is gone: then the place is told without its name.
            return null;
        }
    }
}
