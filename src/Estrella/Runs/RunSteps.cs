using Estrella.Foundation;
using Estrella.Ledger;
using Estrella.Sources;
using Estrella.Staging;
using Npgsql;

namespace Estrella.Runs;

/// <summary>The steps of one run before and after its publication.</summary>
internal sealed class RunSteps(RunOptions options, NpgsqlConnection publishing, LedgerWriter ledger, int runNo, StepClock clock)
{
    // The reader parses on one core while COPY encodes on the other; a third would only wait.
    private const int FilesAtOnce = 2;

    public async Task<RunReport> RunAsync(Folder folder, CancellationToken cancellation)
    {
        var files = await RegisterAsync(folder, cancellation);
        var fresh = files.Where(file => !file.IsKnown).ToList();
        if (fresh.Count == 0)
        {
            var message = $"no change: all {files.Count} files were read before";
            await ledger.EndRunAsync(runNo, "no_change", message, cancellation);
            return Report(folder, files, Published.Nothing, "no_change", message, "estrella ask");
        }

        await Undated.RefuseAsync(publishing, [.. fresh.Select(file => file.Match)], cancellation);
        await using var staging = await StagingArea.OpenAsync(options.ConnectionString, runNo, RunFile.Exports(fresh).SelectMany(file => file.Staged()), cancellation);
        await clock.TimeAsync("read", () => ReadAsync(fresh, staging, cancellation), rows => rows, cancellation);
        var published = await PublishAsync(fresh, cancellation);

        var rows = fresh.Sum(file => file.Read!.Rows);
        var keptOut = published.Totals.Values.SelectMany(totals => totals).Where(total => total.Verdict == Verdict.Quarantined).Sum(total => total.Rows);
        return keptOut == 0
            ? Report(folder, files, published, "published", $"run {runNo} is published: {rows:N0} rows in, none kept out", "estrella ask")
            : Report(folder, files, published, "published", $"run {runNo} is published: {rows:N0} rows in, {keptOut:N0} of them kept out", "estrella quarantine list");
    }

    private async Task<Published> PublishAsync(IReadOnlyList<RunFile> files, CancellationToken cancellation)
    {
        try
        {
            await TrustedFiles.CheckAsync(options, publishing, files, cancellation);
            return Budgets.Refusal(options.Settings, files, new Dictionary<int, long>()) is { } refusal
                ? throw refusal
                : await new Publication(options, publishing, ledger, runNo, clock).PublishAsync(files, cancellation);
        }
        catch (EstrellaException)
        {
            // The transaction and its locks are gone by now; what the reader kept aside or out stays known.
            await ledger.WriteTotalsAsync(files.SelectMany(file => file.Totals([])), cancellation);
            throw;
        }
    }

    private RunReport Report(Folder folder, List<RunFile> files, Published published, string state, string message, string next) => new(
        runNo, state, [.. files.Select(file => file.Report(published.Totals))], folder.Recognition.Unmatched,
        clock.Steps, published.Contradictions, published.Unmapped, message, next);

    private async Task<List<RunFile>> RegisterAsync(Folder folder, CancellationToken cancellation)
    {
        var settings = options.Settings;
        await ledger.SetShopAsync(settings.Shop, folder.Currency, folder.Zone, settings.Week == DayOfWeek.Sunday ? 7 : (int)settings.Week, cancellation);
        var files = new List<RunFile>();
        foreach (var match in folder.Recognition.Matches)
        {
            var contract = match.Contract;
            var sourceNo = await ledger.SourceAsync(contract.Name, contract.Zone, contract.Currency, contract.PricesIncludeTax, cancellation);
            var at = match.Name.LastIndexOf('/');
            var noted = new LedgerFile(
                sourceNo, match.Export.Name, match.Name[(at + 1)..], at < 0 ? null : match.Name[..at], FileChecksum.Of(match.FullPath), match.Bytes,
                match.AsOf ?? DateTime.MinValue, match.Export.Holds != Holds.Changes);
            var isKnown = await ledger.KnownAsync(noted, cancellation) is not null;
            files.Add(new RunFile(await ledger.AddFileAsync(runNo, noted, isKnown, cancellation), sourceNo, isKnown, match) { Checksum = noted.Checksum, AsOf = noted.AsOf });
        }
        return files;
    }

    private async Task<long?> ReadAsync(List<RunFile> files, StagingArea staging, CancellationToken cancellation)
    {
        await Parallel.ForEachAsync(
            // The largest first: what is read last should be short.
            files.OrderByDescending(file => file.Match.Bytes),
            new ParallelOptions { MaxDegreeOfParallelism = FilesAtOnce, CancellationToken = cancellation },
            async (file, token) =>
            {
                clock.Tell("read", file.Match.Name);
                file.Read = await FileReader.ReadAsync(
                    new FileReading(file.FileNo, file.Match), batch => staging.StageAsync(batch, token), row => ledger.KeepOutAsync(row, token), token);
                await ledger.FileReadAsync(file.FileNo, file.Read.Rows, file.Read.LayoutRows, token);
                clock.Tell("read", file.Match.Name, file.Read.Rows);
            });
        await ledger.FlushAsync(cancellation);
        await staging.CompleteAsync(cancellation);
        return files.Sum(file => file.Read!.Rows);
    }
}
