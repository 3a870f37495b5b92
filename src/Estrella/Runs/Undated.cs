using Estrella.Core;
using Estrella.Foundation;
using Estrella.Sources;
using Npgsql;

namespace Estrella.Runs;

/// <summary>
/// The first export of an entity needs no date: what it says holds from the beginning. A second, different one does, for
/// nobody can tell which of the two is the later; it is never dated by the clock of the run.
/// </summary>
internal static class Undated
{
    /// <param name="connection">Null: there is no database yet, so that nothing was read before.</param>
    /// <param name="files">Files no published run has read.</param>
    /// <exception cref="EstrellaException">Exit 4, with the three ways to say the date.</exception>
    public static async Task RefuseAsync(NpgsqlConnection? connection, IReadOnlyList<FileMatch> files, CancellationToken cancellation)
    {
        var refused = new List<string>();
        foreach (var export in files.Where(NeedsDate).GroupBy(file => (file.Contract.Name, file.Export.Name)))
        {
            var (source, name) = export.Key;
            if (connection is not null && await EarlierAsync(connection, source, name, cancellation) is { } earlier)
                refused.AddRange(export.Select(file => $"{file.Name}: an export of {source}.{name} without a date, and {earlier} was read before it"));
            else if (export.Count() > 1 && export.First().Export.Holds == Holds.All)
                refused.AddRange(export.Skip(1).Select(file => $"{file.Name}: an export of {source}.{name} without a date, and so is {export.First().Name}"));
        }
        if (refused.Count > 0)
        {
            throw new EstrellaException(
                ExitCode.DecisionMissing,
                string.Join("\n", refused) + "\nwhich one is the later cannot be told",
                "say the day: run --as-of 2024-06-30; or in the contract, in the export's name (files: \"orders_{as_of:yyyyMMdd}.csv\") or as_of: modified (the time of the file)");
        }
    }

    private static bool NeedsDate(FileMatch file) =>
        file.AsOf is null && !(file.Export.Holds == Holds.Changes && file.Export.Feeds.All(feed => feed.ChangedAt is not null));

    private static async Task<string?> EarlierAsync(NpgsqlConnection connection, string source, string export, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            select file.name || ' (run ' || file.run_no || ')'
            from estrella.file
            join estrella.source using (source_no)
            join estrella.run using (run_no)
            where run.is_published and file.state = 'read' and source.name = $1 and file.export = $2
            order by file.run_no desc, file.file_no desc
            limit 1
            """,
            connection);
        command.Parameters.AddWithValue(source);
        command.Parameters.AddWithValue(export);
        return (string?)await command.ExecuteScalarAsync(cancellation);
    }
}
