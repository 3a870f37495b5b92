using Estrella.Core;
using Estrella.Foundation;
using Estrella.Ledger;
using Estrella.Sources;
using Npgsql;

namespace Estrella.Runs;

/// <summary>What a run would do. Files are read to their end and checked; nothing that lasts is written, neither database nor file.</summary>
public static class PlanPipeline
{
    /// <param name="options">A database that Estrella has never met is planned for as an empty one; without a connection string there is none yet.</param>
    /// <param name="withFigures">
    /// Also work out what would change in figures already published, which takes as long as the run. Else the files are
    /// only read.
    /// </param>
    /// <exception cref="EstrellaException">No file fits a contract, or there is no such folder.</exception>
    public static async Task<PlanReport> PlanAsync(RunOptions options, bool withFigures, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var folder = Folder.Look(options);
        await using var connection = await OpenAsync(options.ConnectionString, cancellation);
        var known = connection is null ? [] : await KnownAsync(connection, cancellation);
        var files = folder.Recognition.Matches.Select(match => (match, isKnown: IsKnown(match))).ToList();
        await Undated.RefuseAsync(connection, [.. files.Where(file => !file.isKnown).Select(file => file.match)], cancellation);
        var rehearsed = withFigures && known.Count > 0 && files.Exists(file => !file.isKnown)
            ? await Rehearsal.HoldAsync(options, folder, progress, cancellation)
            : null;
        var planned = rehearsed?.Files is { Count: > 0 } read && read.All(file => file.IsKnown || file.Read is not null)
            ? read.Select(file => Planned(file, rehearsed.Published)).ToList()
            : await ReadAsync();

        var (rows, keptOut) = (planned.Sum(file => file.Rows ?? 0), planned.Sum(file => file.Quarantined ?? 0));
        var message = planned.TrueForAll(file => file.Action == "skip")
            ? $"no change: all {planned.Count} files were read before"
            : $"{planned.Count(file => file.Action == "read")} of {planned.Count} files would be read: {rows:N0} rows, {keptOut:N0} of them kept out; nothing was written";
        return new PlanReport(planned, folder.Recognition.Unmatched, rehearsed?.Published?.Figures, rehearsed?.Remark, message, $"estrella run {options.Directory}");

        bool IsKnown(FileMatch match) =>
            known.Contains((match.Contract.Name, match.Export.Name, FileChecksum.Of(match.FullPath), match.AsOf ?? DateTime.MinValue));

        async Task<List<PlannedFile>> ReadAsync()
        {
            var all = new List<PlannedFile>();
            foreach (var (match, isKnown) in files)
            {
                progress?.Report(new RunProgress(isKnown ? "skip" : "read", match.Name));
                var read = isKnown ? null : await FileReader.ReadAsync(new FileReading(0, match), Takers.None, cancellation);
                all.Add(Planned(match, read, read?.Quarantined));
            }
            return all;
        }
    }

    /// <summary>As the rehearsal found it: what only the merge can keep out is counted too.</summary>
    private static PlannedFile Planned(RunFile file, Published? published) => Planned(
        file.Match, file.Read,
        published?.Totals.GetValueOrDefault(file.FileNo)?.Where(total => total.Verdict == Verdict.Quarantined).Sum(total => total.Rows) ?? file.Read?.Quarantined);

    private static PlannedFile Planned(FileMatch match, FileTotals? read, long? quarantined) => new(
        match.Name, match.Contract.Name, match.Export.Name, read is null ? "skip" : "read", match.Bytes, read?.Rows, read?.SetAside, quarantined, match.AsOf);

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
