using Estrella.Core;
using Estrella.Foundation;
using Estrella.Sources;
using Npgsql;

namespace Estrella.Runs;

/// <summary>
/// A full export speaks of what it does not hold, too. One that is cut, that changed while it was read, or that is suddenly
/// far smaller may not say that anything is gone: nothing is published.
/// </summary>
internal static class TrustedFiles
{
    private const string CompleteIt = "export it again, to another name until it is complete, then run again";

    /// <exception cref="EstrellaException">Exit 3: every file that cannot be trusted, with its counts.</exception>
    public static async Task CheckAsync(RunOptions options, NpgsqlConnection connection, IReadOnlyList<RunFile> files, CancellationToken cancellation)
    {
        if (Refusal(options, BrokenOf(files), options.AcceptShrink ? [] : await ShrunkenAsync(connection, files, cancellation)) is { } refusal)
            throw refusal;
    }

    /// <summary>What keeps a run from publishing that <c>--accept-shrink</c> does not lift; null: nothing.</summary>
    public static EstrellaException? Broken(RunOptions options, IReadOnlyList<RunFile> files) => Refusal(options, BrokenOf(files), []);

    /// <summary>What <c>--accept-shrink</c> lifts; null: nothing.</summary>
    public static async Task<EstrellaException?> ShrunkenAsync(
        RunOptions options, NpgsqlConnection connection, IReadOnlyList<RunFile> files, CancellationToken cancellation) =>
        options.AcceptShrink ? null : Refusal(options, [], await ShrunkenAsync(connection, files, cancellation));

    /// <summary>A full export whose last row is cut, as its reader found it; null: it is whole.</summary>
    public static string? Cut(FileMatch match, FileTotals read) => read.IsCut && match.Export.Holds != Holds.Changes
        ? $"{match.Name}: its last line is cut: row {read.Rows:N0} has no line end and cannot be understood, expected a full export to end with a whole row"
        : null;

    private static EstrellaException? Refusal(RunOptions options, List<string> broken, List<string> shrunken)
    {
        if (broken.Count + shrunken.Count == 0)
            return null;
        var remedies = new List<string>();
        if (broken.Count > 0)
            remedies.Add(CompleteIt);
        if (shrunken.Count > 0)
            remedies.Add($"look whether the export is complete; if so much is really gone: estrella run {options.Directory} --accept-shrink, or raise shrink_limit in the contract");
        return new EstrellaException(
            ExitCode.TooManyRowsKeptOut, string.Join('\n', broken.Concat(shrunken)) + "\nnothing was published", string.Join("; ", remedies));
    }

    private static List<string> BrokenOf(IReadOnlyList<RunFile> files) => [.. files.Select(Broken).OfType<string>()];

    private static string? Broken(RunFile file)
    {
        var (match, read) = (file.Match, file.Read!);
        var bytes = new FileInfo(match.FullPath) is { Exists: true } there ? there.Length : 0;
        if (read.Checksum != file.Checksum || bytes != match.Bytes)
            return $"{match.Name}: it changed while it was read: {match.Bytes:N0} bytes when the run began, {bytes:N0} bytes after {read.Rows:N0} rows were read";
        return Cut(match, read);
    }

    private static async Task<List<string>> ShrunkenAsync(NpgsqlConnection connection, IReadOnlyList<RunFile> files, CancellationToken cancellation)
    {
        var shrunken = new List<string>();
        foreach (var export in files.Where(file => file.Match.Export.Holds == Holds.All).GroupBy(file => (file.SourceNo, file.Match.Export.Name)))
        {
            // Files of one moment are parts of one export, also when they come apart.
            Moment? before = null;
            foreach (var parts in export.GroupBy(file => file.AsOf).OrderBy(group => group.Key))
            {
                var file = parts.First();
                var rows = parts.Sum(part => part.Read!.Rows) + ((await ReadAsync(connection, file, "=", [.. parts.Select(part => part.Match.Name)], cancellation))?.Rows ?? 0);
                if (await ReadAsync(connection, file, "<", [], cancellation) is { } last && (before is null || last.AsOf > before.AsOf))
                    before = last;
                if (before is not null && file.Match.Export.IsShrunken(rows, before.Rows))
                    shrunken.Add($"{file.Match.Name}: {rows:N0} rows, {(decimal)(before.Rows - rows) / before.Rows:P1} fewer than the {before.Rows:N0} that {before.Name}; its export may shrink by {file.Match.Export.ShrinkLimit:P0}");
                before = new Moment(file.AsOf, rows, $"{file.Match.Name} holds");
            }
        }
        return shrunken;
    }

    /// <summary>What the published files of one moment hold: of the moment itself, or of the last one before it.</summary>
    /// <param name="which">= or &lt;</param>
    /// <param name="again">Files that are read once more now: what they held before does not count.</param>
    private static async Task<Moment?> ReadAsync(NpgsqlConnection connection, RunFile file, string which, string[] again, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select file.as_of, sum(file.row_count)::bigint, 'run ' || max(file.run_no) || ' read from ' || min(file.name)
            from (
                -- A file that was read again counts once.
                select distinct on (file.as_of, file.directory, file.name) file.as_of, file.name, file.row_count, file.run_no
                from estrella.file as file
                join estrella.run as run on run.run_no = file.run_no and run.is_published
                where file.source_no = $1 and file.export = $2 and file.state = 'read' and file.replays_file_no is null and file.as_of {which} $3
                    and concat_ws('/', file.directory, file.name) <> all ($4)
                order by file.as_of, file.directory, file.name, file.file_no desc
            ) as file
            group by file.as_of
            order by file.as_of desc
            limit 1
            """, connection);
        command.Parameters.Add(new() { Value = file.SourceNo });
        command.Parameters.Add(new() { Value = file.Match.Export.Name });
        command.Parameters.Add(new() { Value = DateTime.SpecifyKind(file.AsOf, DateTimeKind.Utc) });
        command.Parameters.Add(new() { Value = again });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? new Moment(reader.GetDateTime(0), reader.GetInt64(1), reader.GetString(2)) : null;
    }

    /// <summary>What an export held at a moment.</summary>
    /// <param name="Name">Who read it from where, for a message.</param>
    private sealed record Moment(DateTime AsOf, long Rows, string Name);
}
