using Estrella.Foundation;
using Estrella.Ledger;
using Estrella.Runs.Healing;
using Estrella.Sources;
using Estrella.Staging;
using Npgsql;

namespace Estrella.Runs;

/// <summary>The steps of one run before and after its publication.</summary>
internal sealed class RunSteps(RunOptions options, NpgsqlConnection publishing, LedgerWriter ledger, int runNo, StepClock clock)
{
    // The reader parses on one core while COPY encodes on the other; a third would only wait.
    private const int FilesAtOnce = 2;

    private readonly KeptFiles keeping = new(options.Settings);
    private IReadOnlyList<FileDrift> drifts = [];

    public async Task<RunReport> RunAsync(Folder folder, CancellationToken cancellation)
    {
        var files = await RegisterAsync(folder, cancellation);
        var fresh = files.Where(file => !file.IsKnown).ToList();
        if (fresh.Count == 0 && !await Renewal.IsDueAsync(publishing, options.Settings, files, cancellation))
        {
            var message = $"no change: all {files.Count} files were read before";
            await ledger.EndRunAsync(runNo, "no_change", message, cancellation);
            return Report(folder, files, Published.Nothing, "no_change", message, "estrella ask");
        }

        if (fresh.Count == 0)
        {
            var renewed = await new Publication(options, publishing, ledger, runNo, clock) { Told = files }.PublishAsync(folder.Shop, [], cancellation);
            return Report(folder, files, renewed, "published", $"run {runNo} is published: no new file, but contracts, packs, estrella.yml or a newer Estrella say otherwise what is to be built", "estrella ask");
        }

        await Undated.RefuseAsync(publishing, [.. fresh.Where(file => !file.IsAgain).Select(file => file.Match)], cancellation);
        await using var staging = await StagingArea.OpenAsync(options.ConnectionString, runNo, RunFile.Exports(fresh).SelectMany(file => file.Staged()), cancellation);
        await clock.TimeAsync("read", () => ReadAsync(fresh, staging, cancellation), rows => rows, cancellation);
        var published = await KeepingAsync(fresh, () => PublishAsync(folder, fresh, cancellation), cancellation);

        var rows = fresh.Sum(file => file.Read!.Rows);
        var keptOut = published.Totals.Values.SelectMany(totals => totals).Where(total => total.Verdict == Verdict.Quarantined).Sum(total => total.Rows);
        return keptOut == 0
            ? Report(folder, files, published, "published", $"run {runNo} is published: {rows:N0} rows in, none kept out", "estrella ask")
            : Report(folder, files, published, "published", $"run {runNo} is published: {rows:N0} rows in, {keptOut:N0} of them kept out", "estrella quarantine list");
    }

    /// <summary>Does all of it within a transaction that the caller rolls back, and which ends here: staging is dropped from another session.</summary>
    /// <param name="rehearsal">Told what is known, also where the run would be refused.</param>
    public async Task RehearseAsync(Folder folder, NpgsqlTransaction transaction, Rehearsed rehearsal, CancellationToken cancellation)
    {
        rehearsal.Files = await RegisterAsync(folder, cancellation);
        var fresh = rehearsal.Files.Where(file => !file.IsKnown).ToList();
        await using var staging = await StagingArea.OpenAsync(options.ConnectionString, runNo, RunFile.Exports(fresh).SelectMany(file => file.Staged()), cancellation);
        try
        {
            await clock.TimeAsync("read", () => ReadAsync(fresh, staging, cancellation), rows => rows, cancellation);
            if ((TrustedFiles.Broken(options, fresh) ?? Drifts.Refusal(options, await DriftsAsync(fresh, cancellation)) ?? Budgets.Refusal(options.Settings, fresh, new Dictionary<int, long>())) is { } refusal)
                throw refusal;
            // What it would change once the shrinking is accepted is what a person must know to accept it.
            rehearsal.Refused = await TrustedFiles.ShrunkenAsync(options, publishing, fresh, cancellation);
            rehearsal.Published = await new Publication(options, publishing, ledger, runNo, clock).WriteAsync(folder.Shop, fresh, transaction, isRehearsal: true, cancellation);
        }
        finally
        {
            await transaction.DisposeAsync();
        }
    }

    /// <summary>Corrected rows of earlier files, entered into the ledger already: no file of a folder, and nothing they could be held against.</summary>
    /// <exception cref="EstrellaException">Exit 3: all of them are still wrong; nothing was published.</exception>
    public async Task<RunReport> ReplayAsync(IReadOnlyList<RunFile> files, CancellationToken cancellation)
    {
        await using var staging = await StagingArea.OpenAsync(options.ConnectionString, runNo, RunFile.Exports(files).SelectMany(file => file.Staged()), cancellation);
        await clock.TimeAsync("read", () => ReadAsync([.. files], staging, cancellation), rows => rows, cancellation);
        if (files.All(file => file.Read!.Rows == file.Read.Quarantined))
        {
            await ledger.WriteTotalsAsync(files.SelectMany(file => file.Totals([])), cancellation);
            var wrong = await ReplayPipeline.StillWrongAsync(new LedgerReader(options.ConnectionString), runNo, cancellation);
            throw new EstrellaException(
                ExitCode.TooManyRowsKeptOut, string.Join('\n', wrong) + "\nno corrected row can be loaded; nothing was published", "correct them and replay the file again");
        }
        var published = await new Publication(options, publishing, ledger, runNo, clock).PublishAsync(null, files, cancellation);
        return new RunReport(
            runNo, "published", [.. files.Select(file => file.Report(published.Totals))], [], clock.Steps, published.Contradictions, published.Unmapped, published.Figures, "", "");
    }

    private async Task<Published> PublishAsync(Folder folder, IReadOnlyList<RunFile> files, CancellationToken cancellation)
    {
        try
        {
            await TrustedFiles.CheckAsync(options, publishing, files, cancellation);
            drifts = await DriftsAsync(files, cancellation);
            await ledger.DriftAsync(drifts.Select(each => (each.FileNo, each.Drift.Column, each.Drift.Kind.ToString().ToLowerInvariant(), each.Drift.Policy.ToString().ToLowerInvariant(), each.Drift.Message)), cancellation);
            return (Drifts.Refusal(options, drifts) ?? Budgets.Refusal(options.Settings, files, new Dictionary<int, long>())) is { } refusal
                ? throw refusal
                : await new Publication(options, publishing, ledger, runNo, clock).PublishAsync(folder.Shop, files, cancellation);
        }
        catch (EstrellaException)
        {
            // The transaction and its locks are gone by now; what the reader kept aside or out stays known.
            await ledger.WriteTotalsAsync(files.SelectMany(file => file.Totals([])), cancellation);
            throw;
        }
    }

    private Task<IReadOnlyList<FileDrift>> DriftsAsync(IReadOnlyList<RunFile> files, CancellationToken cancellation) =>
        Drifts.FindAsync(publishing, files.Select(file => (file.FileNo, file.Match, file.Read!)), cancellation);

    private RunReport Report(Folder folder, List<RunFile> files, Published published, string state, string message, string next) => new(
        runNo, state, [.. files.Select(file => file.Report(published.Totals))], folder.Recognition.Unmatched,
        clock.Steps, published.Contradictions, published.Unmapped, published.Figures, message, next)
    { Drifts = drifts };

    private async Task<List<RunFile>> RegisterAsync(Folder folder, CancellationToken cancellation)
    {
        // What was read first is the earlier word of its moment.
        var files = await RegisterKeptAsync(folder, cancellation);
        foreach (var match in folder.Recognition.Matches)
        {
            var sourceNo = await ledger.SourceAsync(match.Contract.Name, cancellation);
            var noted = Noted(sourceNo, match, FileChecksum.Of(match.Table), match.Bytes);
            var known = await ledger.KnownAsync(noted, cancellation);
            // A field that was declared since is filled from the file, as if the contract had always said so.
            var isAgain = known is { } before && match.Export.FeedsMore(await ledger.FedAsync(before, sourceNo, match.Export.Name, cancellation));
            var isKnown = known is not null && !isAgain;
            files.Add(new RunFile(await ledger.AddFileAsync(runNo, noted, isKnown, cancellation), sourceNo, isKnown, match) { Checksum = noted.Checksum, AsOf = noted.AsOf, IsAgain = isAgain });
        }
        return files;
    }

    /// <summary>Files are copied while they are published: one waits for the disk, the other for the server.</summary>
    private async Task<Published> KeepingAsync(List<RunFile> files, Func<Task<Published>> publish, CancellationToken cancellation)
    {
        var kept = Task.Run(() => keeping.Keep(files, cancellation), CancellationToken.None);
        try
        {
            var published = await publish();
            if (await kept is { } reason)
                clock.Tell("keep", reason);
            return published;
        }
        catch
        {
            await kept.ContinueWith(static _ => { }, TaskScheduler.Default);
            keeping.Forget();
            throw;
        }
    }

    /// <summary>What the folder does not hold any more, from the project's copies.</summary>
    private async Task<List<RunFile>> RegisterKeptAsync(Folder folder, CancellationToken cancellation)
    {
        var files = new List<RunFile>();
        foreach (var kept in await keeping.LackingAsync(publishing, folder.Recognition.Matches, cancellation))
        {
            var match = kept.Match;
            var sourceNo = await ledger.SourceAsync(match.Contract.Name, cancellation);
            var noted = Noted(sourceNo, match, kept.Checksum, kept.Bytes);
            files.Add(new RunFile(await ledger.AddFileAsync(runNo, noted, false, cancellation), sourceNo, false, match) { Checksum = FileChecksum.Of(match.Table), AsOf = noted.AsOf, IsAgain = true });
        }
        return files;
    }

    private static LedgerFile Noted(int sourceNo, FileMatch match, string checksum, long bytes)
    {
        var at = match.Table.FolderEnd;
        return new LedgerFile(
            sourceNo, match.Export.Name, match.Name[(at + 1)..], at < 0 ? null : match.Name[..at], checksum, bytes, match.AsOf ?? DateTime.MinValue, match.Export.Holds != Holds.Changes);
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
                var takers = new Takers(batch => staging.StageAsync(batch, token), row => ledger.KeepOutAsync(row, token))
                {
                    SetAside = row => ledger.SetAsideAsync(row, token),
                    Register = file.Repeated.Add,
                };
                file.Read = await FileReader.ReadAsync(file.Reading(), takers, token);
                await ledger.ColumnsAsync(file.FileNo, file.Columns(), token);
                await ledger.FileReadAsync(file.FileNo, file.Read.Rows, file.Read.LayoutRows, token);
                clock.Tell("read", file.Match.Name, file.Read.Rows);
            });
        await ledger.FlushAsync(cancellation);
        await staging.CompleteAsync(cancellation);
        return files.Sum(file => file.Read!.Rows);
    }
}
