using System.Globalization;
using Estrella.Foundation;
using Estrella.Sources;
using Npgsql;

namespace Estrella.Runs;

/// <summary>An export a contract expects, and whether it came.</summary>
/// <param name="State">met, missing, unchanged or shrunken</param>
/// <param name="DueAt">The last moment at which it was due, UTC.</param>
/// <param name="LastAt">When a published run last read one, UTC; null: none has.</param>
/// <param name="Rows">Of that one.</param>
public sealed record ExpectedExport(string Source, string Export, string Expects, string State, DateTime DueAt, DateTime? LastAt, long? Rows, string Message)
{
    public bool IsLate => State != "met";
}

/// <summary>Silence is not success: which exports should have come by now, and did not, or came too small.</summary>
public static class Expected
{
    /// <summary>A file of an export as a run met it.</summary>
    private sealed record Met(DateTime At, string State, string RunState, long? Rows);

    /// <param name="contracts">Those of the project; exports without <c>expects</c> are not told.</param>
    /// <param name="zone">IANA name of the shop's zone; null: the contracts', else UTC.</param>
    public static async Task<IReadOnlyList<ExpectedExport>> OfAsync(
        string connectionString, IReadOnlyList<Contract> contracts, string? zone, TimeProvider clock, CancellationToken cancellation)
    {
        var due = contracts.SelectMany(contract => contract.Exports.Select(export => (contract, export))).Where(each => each.export.Expects is { Every: not ExpectedEvery.Never }).ToList();
        if (due.Count == 0)
            return [];
        var place = TimeZoneInfo.FindSystemTimeZoneById(zone ?? contracts.Select(contract => contract.Zone).OfType<string>().FirstOrDefault("UTC"));
        var now = clock.GetUtcNow().UtcDateTime;
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        var found = new List<ExpectedExport>();
        foreach (var (contract, export) in due)
            found.Add(Judge(contract, export, await MetAsync(connection, contract.Name, export.Name, now, cancellation), place, now));
        return found;
    }

    /// <summary>The exports of a project's own contracts.</summary>
    public static Task<IReadOnlyList<ExpectedExport>> OfAsync(string connectionString, Settings settings, TimeProvider clock, CancellationToken cancellation) =>
        OfAsync(connectionString, Contracts.Load(settings.ProjectFolder), settings.Zone, clock, cancellation);

    private static ExpectedExport Judge(Contract contract, ExportContract export, List<Met> met, TimeZoneInfo zone, DateTime now)
    {
        var expects = export.Expects!;
        var (due, since) = (expects.LastDue(now, zone), expects.Since(now, zone));
        var read = met.Where(each => each is { State: "read", RunState: "published" }).ToList();
        var last = read.FirstOrDefault();
        ExpectedExport Say(string state, string message) =>
            new(contract.Name, export.Name, expects.Text, state, due, last?.At, last?.Rows, $"{contract.Name}/{export.Name}: {message}");
        string Local(DateTime moment) => TimeZoneInfo.ConvertTimeFromUtc(moment, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var ever = last is null ? "none was ever read" : $"the last one was read {Local(last.At)}";

        if (last is null || last.At <= since)
        {
            var arrived = met.Where(each => each.At > since).ToList();
            if (arrived.Find(each => each is { RunState: "refused", Rows: not null } && last?.Rows is { } rows && export.IsShrunken(each.Rows.Value, rows)) is { } refused)
                return Say("shrunken", $"{refused.Rows:N0} rows, and {last!.Rows:N0} before: it was not published");
            return arrived.Exists(each => each.State == "skipped") && !export.Files.Contains("{as_of", StringComparison.Ordinal)
                ? Say("unchanged", $"unchanged since {Local(last?.At ?? since)}, was due {Local(due)}")
                : Say("missing", $"missing, was due {Local(due)}; {ever}");
        }
        if (expects.AtLeast is { } least && last.Rows < least)
            return Say("shrunken", $"{last.Rows:N0} rows, expected at least {least:N0}");
        return Say("met", $"came {Local(last.At)}");
    }

    private static async Task<List<Met>> MetAsync(NpgsqlConnection connection, string source, string export, DateTime now, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            select run.started_at, file.state, run.state, file.row_count
            from estrella.file as file
            join estrella.run as run on run.run_no = file.run_no and run.state in ('published', 'no_change', 'refused')
            join estrella.source as source on source.source_no = file.source_no
            where source.name = $1 and file.export = $2 and file.replays_file_no is null and run.started_at <= $3
            order by run.started_at desc, file.file_no desc
            """, connection);
        command.Parameters.Add(new() { Value = source });
        command.Parameters.Add(new() { Value = export });
        command.Parameters.Add(new() { Value = now });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var met = new List<Met>();
        while (await reader.ReadAsync(cancellation))
            met.Add(new Met(reader.GetDateTime(0), reader.GetString(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetInt64(3)));
        return met;
    }
}
