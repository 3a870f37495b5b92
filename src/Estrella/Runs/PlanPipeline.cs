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
        var known = connection is null ? new() : await KnownAsync(connection, cancellation);
        var files = folder.Recognition.Matches.Select(match => (match, isKnown: IsKnown(match, out var isAgain), isAgain)).ToList();
        if (connection is not null)
            files.InsertRange(0, (await new KeptFiles(options.Settings).LackingAsync(connection, folder.Recognition.Matches, cancellation)).Select(kept => (kept.Match, false, true)));
        await Undated.RefuseAsync(connection, [.. files.Where(file => file is { isKnown: false, isAgain: false }).Select(file => file.match)], cancellation);
        var cut = new List<string>();
        var rehearsed = withFigures && known.Count > 0 && files.Exists(file => !file.isKnown)
            ? await Rehearsal.HoldAsync(options, folder, progress, cancellation)
            : null;
        var looked = new List<(int FileNo, FileMatch Match, FileTotals Read)>();
        if (rehearsed is not null)
            looked.AddRange(rehearsed.Files.Where(file => file.Read is not null).Select(file => (file.FileNo, file.Match, file.Read!)));
        var planned = rehearsed?.Files is { Count: > 0 } read && read.All(file => file.IsKnown || file.Read is not null)
            ? read.Select(file => Planned(file, rehearsed.Published)).ToList()
            : await ReadAsync();

        var drifts = await Drifts.FindAsync(connection, looked, cancellation);

        var (rows, keptOut) = (planned.Sum(file => file.Rows ?? 0), planned.Sum(file => file.Quarantined ?? 0));
        var refused = rehearsed?.Refused ?? Drifts.Refusal(options, drifts) ?? (cut.Count == 0 ? null : new EstrellaException(ExitCode.DecisionMissing, string.Join('\n', cut), "export it again, then run again"));
        var message = planned.TrueForAll(file => file.Action == "skip")
            ? $"no change: all {planned.Count} files were read before"
            : $"{planned.Count(file => file.Action == "read")} of {planned.Count} files would be read: {rows:N0} rows, {keptOut:N0} of them kept out; nothing was written";
        return new PlanReport(planned, folder.Recognition.Unmatched, rehearsed?.Published?.Figures, rehearsed?.Remark, refused,
            message, refused?.Next ?? $"estrella run {options.Directory}")
        { Drifts = drifts };

        bool IsKnown(FileMatch match, out bool isAgain)
        {
            isAgain = known.TryGetValue((match.Contract.Name, match.Export.Name, FileChecksum.Of(match.Table), match.AsOf ?? DateTime.MinValue), out var fed) && match.Export.FeedsMore(fed);
            return fed is not null && !isAgain;
        }

        async Task<List<PlannedFile>> ReadAsync()
        {
            var all = new List<PlannedFile>();
            looked.Clear();
            foreach (var (match, isKnown, _) in files)
            {
                progress?.Report(new RunProgress(isKnown ? "skip" : "read", match.Name));
                var read = isKnown ? null : await FileReader.ReadAsync(new FileReading(0, match), Takers.None, cancellation);
                if (read is not null)
                {
                    looked.Add((0, match, read));
                    if (TrustedFiles.Cut(match, read) is { } lost)
                        cut.Add(lost);
                }
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

    /// <summary>What the published runs read, each with what its last run fed from it.</summary>
    private static async Task<Dictionary<(string Source, string Export, string Checksum, DateTime AsOf), HashSet<string>>> KnownAsync(
        NpgsqlConnection connection, CancellationToken cancellation) =>
        (await connection.ListAsync(
            """
            select distinct on (source.name, file.export, file.checksum, file.as_of) source.name, file.export, file.checksum, file.as_of, coalesce((
                select array_agg(entity || '.' || field)
                from estrella.run_feed as feed
                cross join unnest(feed.fields) as field
                where feed.run_no = file.run_no and feed.source_no = file.source_no and feed.export = file.export), '{}')
            from estrella.file
            join estrella.source using (source_no)
            join estrella.run using (run_no)
            where run.is_published and file.state = 'read'
            order by source.name, file.export, file.checksum, file.as_of, file.run_no desc
            """,
            row => (Key: (row.GetString(0), row.GetString(1), row.GetString(2), row.GetDateTime(3)), Fed: row.GetFieldValue<string[]>(4).ToHashSet()), cancellation))
        .ToDictionary(each => each.Key, each => each.Fed);
}
