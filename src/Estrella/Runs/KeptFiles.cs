using System.IO.Compression;
using Estrella.Foundation;
using Estrella.Ledger;
using Estrella.Sources;
using Npgsql;

namespace Estrella.Runs;

/// <summary>A file that was read when the contract fed less of it, as the project keeps it.</summary>
/// <param name="Match">Where the copy lies; name and date are the file's own.</param>
/// <param name="Checksum">Of the file, as the ledger has it.</param>
/// <param name="Bytes">Of the file.</param>
internal sealed record KeptFile(FileMatch Match, string Checksum, long Bytes);

/// <summary>
/// Copies of the files that were read, packed, for their owner only: a column that is declared later is filled from them
/// where the folder holds the new files alone. Nothing is kept of an export with a secret column.
/// </summary>
internal sealed class KeptFiles(Settings settings)
{
    private readonly List<string> written = [];

    private string Folder => Path.Combine(settings.ProjectFolder, ".estrella", "files");

    /// <summary>Copies what a run has read; a copy that cannot be made does not end the run.</summary>
    /// <returns>Why something is not kept, for a person; null: all is.</returns>
    public string? Keep(IEnumerable<RunFile> files, CancellationToken cancellation)
    {
        if (!settings.KeepsFiles)
            return null;
        try
        {
            MakeFolder();
            // The run holds the lock: what is there half was left by one that was killed.
            foreach (var left in Directory.GetFiles(Folder, "*.part"))
                File.Delete(left);
            foreach (var file in files.Where(file => file is { Replay: null, Match.Export.HasSecret: false, IsAgain: false }))
                Copy(file, cancellation);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"what was read is not kept in {Folder}: {failure.Message}; a column declared later is filled only from files the folder still holds (keep_files: no says that it is not wanted)";
        }
    }

    /// <summary>Removes what this run has kept: it was not published.</summary>
    public void Forget() => written.ForEach(File.Delete);

    /// <summary>Files of the exports of these that a published run read when the contract fed less of them, and which are not among them; oldest reading first.</summary>
    public async Task<IReadOnlyList<KeptFile>> LackingAsync(NpgsqlConnection connection, IReadOnlyList<FileMatch> matches, CancellationToken cancellation)
    {
        var lacking = new List<KeptFile>();
        if (!Directory.Exists(Folder))
            return lacking;
        foreach (var export in matches.GroupBy(match => (Source: match.Contract.Name, Export: match.Export.Name)))
        {
            var (contract, feeds) = (export.First().Contract, export.First().Export);
            if (feeds.HasSecret)
                continue;
            var held = export.Select(match => (FileChecksum.Of(match.Table), match.AsOf ?? DateTime.MinValue)).ToHashSet();
            var read = await ReadAsync(connection, export.Key.Source, export.Key.Export, [.. feeds.FeedsFields.Select(each => $"{each.Entity.Name}.{each.Field.Name}")], cancellation);
            foreach (var (name, checksum, asOf, bytes) in read.Where(each => !held.Contains((each.Checksum, each.AsOf))))
            {
                var path = PathOf(checksum, name);
                if (File.Exists(path) && TableFile.Of(path, FileOf(name)).FirstOrDefault(table => table.Name == name) is { } table
                    && Recogniser.Fit(table, contract, feeds.Name) is { } match)
                {
                    lacking.Add(new KeptFile(match with { AsOf = asOf == DateTime.MinValue ? null : asOf }, checksum, bytes));
                }
            }
        }
        return lacking;
    }

    private static Task<List<(string Name, string Checksum, DateTime AsOf, long Bytes)>> ReadAsync(
        NpgsqlConnection connection, string source, string export, string[] feeds, CancellationToken cancellation) => connection.ListAsync(
        $"""
        with known as (
            select distinct on (file.checksum, file.as_of) file.file_no, concat_ws('/', file.directory, file.name) as name, file.checksum, file.as_of, file.byte_count, (
                select array_agg(feed.entity || '.' || field)
                from estrella.run_feed as feed
                cross join unnest(feed.fields) as field
                where feed.run_no = file.run_no and feed.source_no = file.source_no and feed.export = file.export) as fed
            from estrella.file
            join estrella.source using (source_no)
            join estrella.run using (run_no)
            where run.is_published and file.state = 'read' and file.replays_file_no is null and source.name = {Statements.Literal(source)} and file.export = {Statements.Literal(export)}
            order by file.checksum, file.as_of, file.run_no desc)
        select name, checksum, as_of, byte_count
        from known
        -- What a run fed before runs kept that is not known.
        where not fed @> array[{string.Join(", ", feeds.Select(Statements.Literal))}]
        order by as_of, file_no
        """,
        row => (row.GetString(0), row.GetString(1), row.GetDateTime(2), row.GetInt64(3)),
        cancellation);

    private void Copy(RunFile file, CancellationToken cancellation)
    {
        var table = file.Match.Table;
        var path = PathOf(file.Checksum, table.Name);
        if (File.Exists(path))
            return;
        var part = $"{path}.part";
        try
        {
            using (var to = OwnerOnly.Open(part, FileMode.Create))
            {
                using Stream packed = ExportFile.IsPacked(table) ? to : new GZipStream(to, CompressionLevel.Fastest);
                if (FileChecksum.Copy(table, packed, cancellation) != file.Checksum)
                    return;
            }
            File.Move(part, path, overwrite: true);
            written.Add(path);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>What people put under version control is the project, not the exports.</summary>
    private void MakeFolder()
    {
        if (Directory.Exists(Folder))
            return;
        OwnerOnly.MakeFolder(Folder);
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(Folder)!, ".gitignore"), "*\n");
    }

    /// <summary>The name of the file a table lies in.</summary>
    private static string FileOf(string table) => table.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? table[..colon] : table;

    private string PathOf(string checksum, string table)
    {
        var file = FileOf(table);
        return Path.Combine(Folder, checksum + (TableFile.IsWorkbookName(file) || TableFile.IsArchiveName(file) ? Path.GetExtension(file).ToLowerInvariant() : ".csv.gz"));
    }
}
