using Estrella.Ledger;
using Estrella.Runs;

namespace Estrella.Dashboard.Pages;

/// <summary>What the page of data health shows: the last published run that read something, and how fresh every export is.</summary>
/// <param name="Verdicts">Rows of that run, by what became of them.</param>
/// <param name="Fresh">Source, export, as-of, when it was last read, rows.</param>
/// <param name="Kept">Of the rows kept out: file, column, rule, rows, first line, remedy.</param>
public sealed record DataModel(
    LedgerRunDetail Run, IReadOnlyList<(string Name, long Rows)> Verdicts, IReadOnlyList<ExpectedExport> Expected,
    IReadOnlyList<IReadOnlyList<object?>> Fresh, IReadOnlyList<IReadOnlyList<object?>> Kept)
{
    public long Rows => Verdicts.Sum(each => each.Rows);

    /// <summary>Null: no run was published yet.</summary>
    public static async Task<DataModel?> ReadAsync(PageContext page)
    {
        var ledger = page.Shop.Ledger;
        var runs = await ledger.RunsAsync(100, page.Cancellation);
        var totals = await ledger.TotalsAsync([.. runs.Select(each => each.RunNo)], page.Cancellation);
        if (runs.FirstOrDefault(each => each.IsPublished && totals.TryGetValue(each.RunNo, out var known) && known.Rows > 0) is not { } last
            || await ledger.RunAsync(last.RunNo, page.Cancellation) is not { } run)
        {
            return null;
        }
        var expected = await Estrella.Runs.Expected.OfAsync(page.Shop.Address, page.Shop.Settings, TimeProvider.System, page.Cancellation);
        var fresh = await page.Reading.RowsAsync(
            """
            select source.name, file.export,
                to_char(max(file.as_of) filter (where file.as_of > '-infinity') at time zone coalesce($1, 'UTC'), 'YYYY-MM-DD HH24:MI'),
                to_char(max(run.started_at) at time zone coalesce($1, 'UTC'), 'YYYY-MM-DD HH24:MI'),
                sum(file.row_count)::bigint
            from estrella.file as file
            join estrella.source as source on source.source_no = file.source_no
            join estrella.run as run on run.run_no = file.run_no
            where run.is_published and file.state = 'read'
            group by source.name, file.export
            order by source.name, file.export
            """, page.Cancellation, page.Now?.Zone ?? "UTC");
        var kept = await page.Reading.RowsAsync(
            """
            select file.name, kept.column_name, kept.rule, count(*), min(kept.line)::bigint, min(kept.remedy)
            from estrella.quarantine as kept
            join estrella.file as file on file.file_no = kept.file_no
            where file.run_no = $1
            group by file.name, kept.column_name, kept.rule
            order by 4 desc, 1, 2
            limit 200
            """, page.Cancellation, last.RunNo);
        return new DataModel(
            run, [.. Ledger.Verdicts.Names.Select(name => (name, totals[last.RunNo].RowsByVerdict.GetValueOrDefault(name)))], expected, fresh, kept);
    }
}
