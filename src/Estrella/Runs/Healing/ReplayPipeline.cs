using System.Text;
using Estrella.Core;
using Estrella.Foundation;
using Estrella.Ledger;
using Estrella.Sources;
using Npgsql;

namespace Estrella.Runs.Healing;

/// <summary>How a replay ended.</summary>
/// <param name="Run">The run that loaded the rows; null: there was none to load.</param>
/// <param name="Untouched">Rows that came back as they went out.</param>
/// <param name="StillWrong">What is wrong with rows that stay kept out, in the words of the reader.</param>
public sealed record ReplayReport(RunReport? Run, int Untouched, IReadOnlyList<string> StillWrong, string Message, string Next);

/// <summary>
/// Rows kept out that were corrected, read again and published as a run of their own: each row counts as one of its file, by
/// day, name, line and number, so that the warehouse is what it would be had the file been right at first. Docs: decision 0018.
/// </summary>
public static class ReplayPipeline
{
    /// <param name="options">Its folder is not looked at: the files may be gone.</param>
    /// <param name="path">What <c>quarantine export</c> wrote, corrected; null: the open rows as they stand.</param>
    /// <exception cref="EstrellaException">Exit 4: rows nobody can place, or cells a spreadsheet has damaged. Exit 3: no row could be loaded.</exception>
    public static async Task<ReplayReport> ReplayAsync(RunOptions options, string? path, KeptFilter filter, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        await CoreDatabase.MigrateAsync(options.ConnectionString, cancellation);
        var ledgerReader = new LedgerReader(options.ConnectionString);
        await using var holder = options.NoWait
            ? await RunLock.AcquireOrRefuseAsync(options.ConnectionString, cancellation)
            : await RunLock.AcquireAsync(options.ConnectionString, holding => progress?.Report(new RunProgress("wait", $"another run holds the lock: {holding}")), cancellation);
        var corrections = path is null
            ? await Corrections.AsTheyStandAsync(ledgerReader, filter, cancellation)
            : await Corrections.OfAsync(ledgerReader, path, cancellation);
        if (corrections.Rows.Count == 0)
            return new ReplayReport(null, corrections.Untouched, [], "no row was corrected: nothing changed", "estrella quarantine list");
        var exports = Exports(options.Settings, corrections.Rows.Select(each => each.Row));
        await using var ledger = await LedgerWriter.OpenAsync(options.ConnectionString, cancellation);
        var runNo = await ledger.BeginRunAsync(typeof(ReplayPipeline).Assembly.GetName().Version!.ToString(3), options.Command, cancellation);
        var clock = new StepClock(ledger, runNo, progress);
        return await RunPipeline.EndedAsync(options.ConnectionString, runNo, async () =>
        {
            var folder = Directory.CreateTempSubdirectory("estrella-replay-");
            try
            {
                await using var numbers = new NextNumbers(options.ConnectionString);
                var open = await ledgerReader.KeptRowsAsync(new KeptFilter(), cancellation);
                var files = new List<RunFile>();
                foreach (var ofFile in corrections.Rows.GroupBy(each => each.Row.FileNo))
                {
                    var headers = await ledgerReader.HeadersAsync([ofFile.Key], cancellation);
                    files.Add(await FileAsync(ledger, runNo, folder, [.. ofFile], [.. headers[ofFile.Key]], exports, open, numbers, cancellation));
                }
                var report = await new RunSteps(options, holder.Connection, ledger, runNo, clock).ReplayAsync(files, cancellation);
                var stillWrong = await StillWrongAsync(ledgerReader, runNo, cancellation);
                var loaded = report.RowsIn - report.RowsOf(Verdict.Quarantined);
                return new ReplayReport(
                    report, corrections.Untouched, stillWrong, $"run {runNo} is published: {loaded:N0} of {report.RowsIn:N0} corrected rows are loaded",
                    stillWrong.Count > 0 || corrections.Untouched > 0 ? "estrella quarantine list" : "estrella ask");
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        });
    }

    internal static async Task<IReadOnlyList<string>> StillWrongAsync(LedgerReader ledger, int runNo, CancellationToken cancellation) =>
        [.. (await ledger.KeptOutAsync(new KeptFilter(runNo), 0, 1_000, cancellation)).Select(each =>
            $"{CellPlace.Of(each.File, each.Line, each.Position)}: {each.Message}; {each.Remedy}")];

    /// <summary>The exports as the contracts say them now.</summary>
    private static Dictionary<(string Source, string Export), (Contract Contract, ExportContract Export)> Exports(Settings settings, IEnumerable<KeptRow> rows)
    {
        List<Contract> contracts = [.. Contracts.Load(settings.ProjectFolder), .. Contracts.BuiltIn()];
        var found = new Dictionary<(string, string), (Contract, ExportContract)>();
        foreach (var (source, name) in rows.Select(row => (row.Source, row.Export)).Distinct())
        {
            var contract = contracts.Find(each => each.Name == source && each.Exports.Any(export => export.Name == name));
            found[(source, name)] = contract is not null
                ? (contract, contract.Exports.First(export => export.Name == name))
                : throw new EstrellaException(
                    ExitCode.DecisionMissing, $"no contract of this project has the export {source}/{name}, whose rows were kept out",
                    $"bring its contract back to {settings.SourcesFolder}");
        }
        return found;
    }

    /// <summary>The corrected rows of one file, entered into the ledger as a file of the same name and day.</summary>
    private static async Task<RunFile> FileAsync(
        LedgerWriter ledger, int runNo, DirectoryInfo folder, IReadOnlyList<Correction> rows, IReadOnlyList<string> header,
        Dictionary<(string, string), (Contract, ExportContract)> exports, IReadOnlyList<KeptRow> open, NextNumbers numbers, CancellationToken cancellation)
    {
        var of = rows[0].Row;
        var (contract, export) = exports[(of.Source, of.Export)];
        var path = Path.Combine(folder.FullName, $"{of.FileNo}.csv");
        await File.WriteAllTextAsync(path, string.Concat(rows.Select(row => row.Cells).Prepend(header).Select(Line)), new UTF8Encoding(false), cancellation);
        var name = of.Directory is null ? of.File : $"{of.Directory}/{of.File}";
        var match = new FileMatch(
            new TableFile(path, name), contract.WithShop(await numbers.ZoneAsync(cancellation), null), Written(export),
            of.AsOf == DateTime.MinValue ? null : DateTime.SpecifyKind(of.AsOf, DateTimeKind.Utc), new FileInfo(path).Length);
        var noted = new LedgerFile(
            of.SourceNo, of.Export, of.File, of.Directory, FileChecksum.Of(match.Table), match.Bytes, of.AsOf, export.Holds != Holds.Changes)
        { ReplaysFileNo = of.FileNo };
        var lines = rows.Select(row => row.Row.Line).ToHashSet();
        return new RunFile(await ledger.AddFileAsync(runNo, noted, isKnown: false, cancellation), of.SourceNo, false, match)
        {
            Checksum = noted.Checksum,
            AsOf = of.AsOf,
            Replay = new Replay(
                of.FileNo, [.. rows.Select(row => new RowOrigin(row.Row.Line, row.Row.RowNumber, row.Row.CountedIds) { IsOfSheet = CellPlace.IsOfSheet(name) })],
                open.Any(row => row.FileNo == of.FileNo && !lines.Contains(row.Line)))
            {
                NextNumber = numbers.Of(of.SourceNo),
            },
        };
    }

    /// <summary>The export as the corrected rows are written: its numbers and dates as ever, its bytes as ours.</summary>
    private static ExportContract Written(ExportContract export) => export with
    {
        Read = export.Read with { Encodings = ["utf-8"], Delimiter = ',', Quote = '"', SkipLines = 0 },
    };

    private static string Line(IReadOnlyList<string> cells) => string.Join(',', cells.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n";
}

/// <summary>Numbers for records whose ids count rows, where a corrected row had none: the next one after all that are known.</summary>
internal sealed class NextNumbers(string connectionString) : IAsyncDisposable
{
    private readonly Dictionary<(int, string, string, string), int> given = [];
    private NpgsqlConnection? connection;

    public Func<Entities.Entity, string, string, int> Of(int sourceNo) => (entity, before, behind) =>
    {
        lock (given)
        {
            var key = (sourceNo, entity.Name, before, behind);
            given[key] = (given.TryGetValue(key, out var last) ? last : Last(sourceNo, entity, before, behind)) + 1;
            return given[key];
        }
    };

    /// <summary>The shop's zone, as the last run left it.</summary>
    public async Task<string?> ZoneAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select zone from estrella.shop", Open());
        return (string?)await command.ExecuteScalarAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
            await connection.DisposeAsync();
    }

    // Asked for single rows while the reader stands still.
    private int Last(int sourceNo, Entities.Entity entity, string before, string behind)
    {
        using var command = new NpgsqlCommand(
            $"""
            with known as (
                select {entity.IdColumn} as id from {MergeEntity.CoreOf(entity)} where source_no = $1
                union all
                select id from estrella.quarantine
                join estrella.file using (file_no)
                cross join unnest(counted_ids) as id
                where source_no = $1
            ),
            middle as (
                select substr(id, length($2) + 1, length(id) - length($2) - length($3)) as text
                from known
                where starts_with(id, $2) and right(id, length($3)) = $3 and length(id) > length($2) + length($3)
            )
            select coalesce(max(text::int), 0) from middle where text ~ '^[0-9]{"{1,9}"}$'
            """, Open());
        command.Parameters.Add(new() { Value = sourceNo });
        command.Parameters.Add(new() { Value = before });
        command.Parameters.Add(new() { Value = behind });
        return (int)command.ExecuteScalar()!;
    }

    private NpgsqlConnection Open()
    {
        if (connection is null)
        {
            connection = new NpgsqlConnection(connectionString);
            connection.Open();
        }
        return connection;
    }
}
