using System.Text.Json;
using Estrella.Core;
using Estrella.Foundation;
using Estrella.Ledger;
using Estrella.Sources;
using Npgsql;

namespace Estrella.Runs;

/// <summary>What is other in the files of a run than in those before them, found before anything of them is published.</summary>
internal static class Drifts
{
    /// <summary>Files that were read, each held against the one before it by date: of the run, or else published.</summary>
    /// <param name="connection">Null: nothing was ever published.</param>
    public static async Task<IReadOnlyList<FileDrift>> FindAsync(
        NpgsqlConnection? connection, IEnumerable<(int FileNo, FileMatch Match, FileTotals Read)> files, CancellationToken cancellation)
    {
        var found = new List<FileDrift>();
        foreach (var export in files.GroupBy(file => (file.Match.Contract.Name, file.Match.Export.Name)))
        {
            var ordered = export.OrderBy(file => file.Match.AsOf ?? DateTime.MinValue).ThenBy(file => file.Match.Name, StringComparer.Ordinal).ToList();
            IReadOnlyList<ColumnLook>? before = connection is null ? null : await PublishedAsync(connection, export.Key.Item1, export.Key.Item2, ordered[0].Match.AsOf, cancellation);
            foreach (var file in ordered)
            {
                if (before is not null)
                    found.AddRange(ColumnComparison.Of(file.Match.Export, before, file.Read.Columns).Select(drift => new FileDrift(file.FileNo, file.Match.Name, drift)));
                before = file.Read.Columns;
            }
        }
        return found;
    }

    /// <returns>Exit 4 where a column that must not change did; else null.</returns>
    public static EstrellaException? Refusal(RunOptions options, IReadOnlyList<FileDrift> drifts)
    {
        var stops = drifts.Where(each => each.Drift.Policy == DriftPolicy.Stop).ToList();
        return stops.Count == 0 || options.AcceptDrift ? null : new EstrellaException(
            ExitCode.DecisionMissing,
            string.Join('\n', stops.Select(each => each.Text)) + "\nnothing was published",
            $"look whether the export is what it was; if it is meant: estrella run {options.Directory} --accept-drift, or say drift: {{ {stops[0].Drift.Column}: keep }} in the contract");
    }

    /// <summary>The columns of the last published file not after a moment; where all are undated, of the last one read.</summary>
    private static async Task<IReadOnlyList<ColumnLook>?> PublishedAsync(
        NpgsqlConnection connection, string source, string export, DateTime? asOf, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            select position, name, is_read, seen_count, filled_count, kinds, median, words
            from estrella.file_column
            where file_no = (
                select file.file_no
                from estrella.file as file
                join estrella.run as run on run.run_no = file.run_no and run.is_published
                join estrella.source as source on source.source_no = file.source_no
                where source.name = $1 and file.export = $2 and file.state = 'read' and file.replays_file_no is null and file.as_of <= $3
                order by file.as_of desc, file.file_no desc
                limit 1)
            order by position
            """, connection);
        command.Parameters.Add(new() { Value = source });
        command.Parameters.Add(new() { Value = export });
        command.Parameters.Add(new() { Value = DateTime.SpecifyKind(asOf ?? DateTime.MinValue, DateTimeKind.Utc), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var columns = new List<ColumnLook>();
        while (await reader.ReadAsync(cancellation))
        {
            columns.Add(new ColumnLook(
                reader.GetInt32(0), reader.GetString(1), reader.GetBoolean(2), reader.GetInt64(3), reader.GetInt64(4),
                reader.IsDBNull(5) ? null : JsonSerializer.Deserialize<Dictionary<string, long>>(reader.GetString(5)),
                reader.IsDBNull(6) ? null : reader.GetDouble(6), reader.IsDBNull(7) ? [] : reader.GetFieldValue<string[]>(7)));
        }
        return columns.Count == 0 ? null : columns;
    }
}

/// <summary>A column of a file that is other than it was.</summary>
public sealed record FileDrift(int FileNo, string File, ColumnDrift Drift)
{
    /// <summary>One line for a person.</summary>
    public string Text => $"{File}: {Drift.Message}";
}
