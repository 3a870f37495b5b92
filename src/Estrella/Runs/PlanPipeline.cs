using Estrella.Core;
using Estrella.Foundation;
using Estrella.Sources;
using Npgsql;

namespace Estrella.Runs;

/// <summary>What a run would do. Files are read to their end and checked; nothing is written, neither database nor file.</summary>
public static class PlanPipeline
{
    /// <param name="options">A database that Estrella has never met is planned for as an empty one; without a connection string there is none yet.</param>
    /// <exception cref="EstrellaException">As <see cref="RunPipeline.RunAsync"/> would refuse the folder.</exception>
    public static async Task<PlanReport> PlanAsync(RunOptions options, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var folder = Folder.Look(options);
        await using var connection = await OpenAsync(options.ConnectionString, cancellation);
        var known = connection is null ? [] : await KnownAsync(connection, cancellation);
        var matches = folder.Recognition.Matches
            .Select(match => (Match: match, IsKnown: known.Contains((match.Contract.Name, match.Export.Name, FileChecksum.Of(match.FullPath), match.AsOf ?? DateTime.MinValue))))
            .ToList();
        await Undated.RefuseAsync(connection, [.. matches.Where(each => !each.IsKnown).Select(each => each.Match)], cancellation);
        var files = new List<PlannedFile>();
        foreach (var (match, isKnown) in matches)
        {
            progress?.Report(new RunProgress(isKnown ? "skip" : "read", match.Name));
            var read = isKnown ? null : await FileReader.ReadAsync(new FileReading(0, match), Takers.None, cancellation);
            files.Add(new PlannedFile(
                match.Name, match.Contract.Name, match.Export.Name, isKnown ? "skip" : "read", match.Bytes, read?.Rows, read?.SetAside, read?.Quarantined, match.AsOf));
        }
        var (rows, keptOut) = (files.Sum(file => file.Rows ?? 0), files.Sum(file => file.Quarantined ?? 0));
        var message = files.TrueForAll(file => file.Action == "skip")
            ? $"no change: all {files.Count} files were read before"
            : $"{files.Count(file => file.Action == "read")} of {files.Count} files would be read: {rows:N0} rows, {keptOut:N0} of them kept out; nothing was written";
        return new PlanReport(files, folder.Recognition.Unmatched, message, $"estrella run {options.Directory}");
    }

    /// <summary>Null: there is no database yet, or Estrella has never been in it.</summary>
    private static async Task<NpgsqlConnection?> OpenAsync(string connectionString, CancellationToken cancellation)
    {
        if (connectionString.Length == 0)
            return null;
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await using var exists = new NpgsqlCommand("select to_regclass('estrella.file') is not null", connection);
        if ((bool)(await exists.ExecuteScalarAsync(cancellation))!)
            return connection;
        await connection.DisposeAsync();
        return null;
    }

    private static async Task<HashSet<(string Source, string Export, string Checksum, DateTime AsOf)>> KnownAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
    [
        .. await connection.ListAsync(
            """
            select source.name, file.export, file.checksum, file.as_of
            from estrella.file
            join estrella.source using (source_no)
            join estrella.run using (run_no)
            where run.is_published and file.state = 'read'
            """,
            row => (row.GetString(0), row.GetString(1), row.GetString(2), row.GetDateTime(3)), cancellation),
    ];
}
