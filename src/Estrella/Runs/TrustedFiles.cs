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
        var broken = files.Select(Broken).OfType<string>().ToList();
        var shrunken = options.AcceptShrink ? [] : await ShrunkenAsync(connection, files, cancellation);
        if (broken.Count + shrunken.Count == 0)
            return;
        var remedies = new List<string>();
        if (broken.Count > 0)
            remedies.Add(CompleteIt);
        if (shrunken.Count > 0)
            remedies.Add($"look whether the export is complete; if so much is really gone: estrella run {options.Directory} --accept-shrink, or raise shrink_limit in the contract");
        throw new EstrellaException(
            ExitCode.TooManyRowsKeptOut, string.Join('\n', broken.Concat(shrunken)) + "\nnothing was published", string.Join("; ", remedies));
    }

    private static string? Broken(RunFile file)
    {
        var (match, read) = (file.Match, file.Read!);
        var bytes = new FileInfo(match.FullPath) is { Exists: true } there ? there.Length : 0;
        if (read.Checksum != file.Checksum || bytes != match.Bytes)
            return $"{match.Name}: it changed while it was read: {match.Bytes:N0} bytes when the run began, {bytes:N0} bytes after {read.Rows:N0} rows were read";
        return read.IsCut && match.Export.Holds != Holds.Changes
            ? $"{match.Name}: its last line is cut: row {read.Rows:N0} has no line end and cannot be understood, expected a full export to end with a whole row"
            : null;
    }

    private static async Task<List<string>> ShrunkenAsync(NpgsqlConnection connection, IReadOnlyList<RunFile> files, CancellationToken cancellation)
    {
        var shrunken = new List<string>();
        foreach (var export in files.Where(file => file.Match.Export.Holds == Holds.All).GroupBy(file => (file.SourceNo, file.Match.Export.Name)))
        {
            RunFile? earlier = null;
            foreach (var file in export.OrderBy(file => file.AsOf))
            {
                var (rows, name) = await LastAsync(connection, file, cancellation) is { } last && (earlier is null || last.AsOf > earlier.AsOf)
                    ? (last.Rows, $"run {last.RunNo} read from {last.Name}")
                    : (earlier?.Read!.Rows ?? 0, $"{earlier?.Match.Name} holds");
                var missing = rows - file.Read!.Rows;
                // That one row is gone is an ordinary day, however small the export.
                if (missing > 1 && missing > rows * file.Match.Export.ShrinkLimit)
                    shrunken.Add($"{file.Match.Name}: {file.Read.Rows:N0} rows, {(decimal)missing / rows:P1} fewer than the {rows:N0} that {name}; its export may shrink by {file.Match.Export.ShrinkLimit:P0}");
                earlier = file;
            }
        }
        return shrunken;
    }

    /// <summary>The published file that speaks for the last moment before; an older export that comes late is compared with older ones.</summary>
    private static async Task<(long Rows, DateTime AsOf, int RunNo, string Name)?> LastAsync(NpgsqlConnection connection, RunFile file, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            select file.row_count, file.as_of, file.run_no, file.name
            from estrella.file as file
            join estrella.run as run on run.run_no = file.run_no and run.is_published
            where file.source_no = $1 and file.export = $2 and file.state = 'read' and file.as_of <= $3
            order by file.as_of desc, file.run_no desc, file.file_no desc
            limit 1
            """, connection);
        command.Parameters.Add(new() { Value = file.SourceNo });
        command.Parameters.Add(new() { Value = file.Match.Export.Name });
        command.Parameters.Add(new() { Value = DateTime.SpecifyKind(file.AsOf, DateTimeKind.Utc) });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? (reader.GetInt64(0), reader.GetDateTime(1), reader.GetInt32(2), reader.GetString(3)) : null;
    }
}
