using System.Text;
using Estrella.Entities;
using Estrella.Foundation;
using Estrella.Ledger;
using Npgsql;

namespace Estrella.Core;

/// <summary>
/// Brings core to what the staged records say, in the one publishing transaction. First <see cref="FindConflictsAsync"/>,
/// which touches staging only and tells what more is kept out; then, if the run goes on, <see cref="MergeAsync"/>.
/// Both run on the publishing connection, within its transaction. Docs: decisions 0001 and 0005.
/// </summary>
/// <param name="connection">The publishing connection, in a transaction.</param>
/// <param name="runNo">The run whose landing tables are merged.</param>
/// <param name="feeds">What each export of the run feeds; one per export and entity.</param>
/// <param name="files">The files that were staged.</param>
public sealed class CoreMerge(NpgsqlConnection connection, int runNo, IReadOnlyList<Feed> feeds, IReadOnlyList<MergeFile> files)
{
    private readonly IReadOnlyList<MergeEntity> all = InOrder(feeds, runNo);

    /// <summary>
    /// Finds rows of one file that say the same id with other content and no later change: nobody can tell which is
    /// right, so all are kept out, with everything else their rows say. Removes them from staging.
    /// </summary>
    /// <returns>Rows kept out; their text is not known here.</returns>
    public async Task<IReadOnlyList<QuarantinedRow>> FindConflictsAsync(CancellationToken cancellation = default)
    {
        await PrepareAsync(cancellation);
        await ReplayedRecords.FindConflictsAsync(connection, Fed, cancellation);
        return await Repetitions.FindConflictsAsync(connection, Fed, cancellation);
    }

    /// <summary>Where ids are row numbers, rows that stand under another number than before would re-point every reference.</summary>
    /// <exception cref="EstrellaException">Exit 4: rows were moved, with the first of them.</exception>
    public async Task RefuseMovedRowsAsync(CancellationToken cancellation = default)
    {
        foreach (var entity in Fed)
            await MovedRows.RefuseAsync(connection, entity, cancellation);
    }

    /// <summary>
    /// Writes core. Leaves behind, until the transaction ends, a temporary <c>changed_ENTITY (no bigint)</c> for every
    /// entity: the rows that are new, say something else, are gone or back.
    /// </summary>
    /// <exception cref="EstrellaException">What was written is not what was staged (exit 5); nothing must be committed.</exception>
    public async Task<MergeResult> MergeAsync(CancellationToken cancellation = default)
    {
        var totals = new RowVerdicts(connection);
        await totals.PrepareAsync(cancellation);
        await Journal.BeginAsync(connection, cancellation);
        await RememberFeedsAsync(cancellation);
        await FullExports.TellAsync(connection, cancellation);
        var byName = all.ToDictionary(each => each.Name);
        foreach (var entity in Fed)
            await Absences.StageAsync(connection, entity, cancellation);
        foreach (var entity in Fed)
            await ReplayedRecords.FitAsync(connection, entity, totals, cancellation);
        foreach (var entity in Fed)
            await Repetitions.DropDuplicatesAsync(connection, entity, totals, cancellation);
        foreach (var entity in Fed)
        {
            await InferredParents.AdoptAsync(connection, entity, cancellation);
            // A category may name one that stands below it: it must be known as a parent before it is looked for as itself.
            if (entity.IsOwnParent)
                await InferredParents.AddAsync(connection, entity, byName, cancellation);
            await Timelines.PlaceAsync(connection, entity, cancellation);
            await Absences.PlaceAsync(connection, entity, cancellation);
            if (entity.HasNews)
            {
                if (!entity.IsOwnParent)
                    await InferredParents.AddAsync(connection, entity, byName, cancellation);
                await NewRecords.InsertAsync(connection, entity, totals, cancellation);
            }
            await Timelines.WriteAsync(connection, entity, totals, cancellation);
        }
        await FullExports.HealAsync(connection, cancellation);
        await Journal.EndAsync(connection, runNo, cancellation);
        return new MergeResult(await totals.ReadAsync(cancellation), [.. all.Where(each => each.IsFed || each.Inferred > 0).Select(each => new EntityMerge(
            each.Name, each.New, each.ChangedCount, each.Unchanged, each.Duplicate, each.Inferred, each.Deleted, each.IsFirstFill))]);
    }

    /// <summary>A run without files changes no row of core: the <c>changed_ENTITY</c> tables are there, and empty.</summary>
    public static Task PrepareNothingAsync(NpgsqlConnection connection, CancellationToken cancellation = default) => connection.RunAsync(ChangedTables, cancellation);

    private static string ChangedTables { get; } = string.Concat(EntityCatalog.All.Select(entity =>
        $"drop view if exists pg_temp.changed_{entity.Name}; create temp table changed_{entity.Name} (no bigint not null) on commit drop;\n"));

    private IEnumerable<MergeEntity> Fed => all.Where(each => each.IsFed);

    private static List<MergeEntity> InOrder(IReadOnlyList<Feed> feeds, int runNo)
    {
        var exports = feeds.Select(feed => (feed.SourceNo, feed.Export)).Distinct().ToList();
        return [.. EntityCatalog.All
            .Select(entity => (entity, feeds: feeds.Where(feed => feed.Entity.Name == entity.Name)
                .Select(feed => (feed, exports.IndexOf((feed.SourceNo, feed.Export)))).ToList()))
            .Select(each => new MergeEntity(
                each.entity, each.feeds, runNo,
                each.feeds.All(mine => feeds.Count(other => other.SourceNo == mine.feed.SourceNo && other.Export == mine.feed.Export) == 1)))];
    }

    private async Task PrepareAsync(CancellationToken cancellation)
    {
        // Hash joins over whole exports; a quarter of a gigabyte holds the ids of some millions of rows.
        await connection.RunAsync("set local work_mem = '256MB'; set local maintenance_work_mem = '512MB'; set local default_statistics_target = 30", cancellation);
        var exports = feeds.Select(feed => (feed.SourceNo, feed.Export)).Distinct().Select((export, at) =>
            $"({at}, {export.SourceNo}, {Statements.Literal(export.Export)}, {(IsWithin(export) ? "true" : "false")})");
        var staged = files.Select(file =>
            $"({file.FileNo}, {(file.KeptRowsOut ? "true" : "false")}, {Day(file.Within?.First)}, {Day(file.Within?.Last)})");
        var sql = new StringBuilder($"""
            create temp table run_file on commit drop as
            select file.file_no, export.export_no, file.source_no, file.export, file.as_of, file.name, file.directory, file.holds_all, file.replays_file_no,
                file.replays_file_no is null and exists (
                    select from estrella.file as earlier
                    join estrella.run on run.run_no = earlier.run_no and run.is_published
                    where earlier.state = 'read' and earlier.file_no < file.file_no
                        and (earlier.source_no, earlier.export, earlier.as_of, earlier.name, coalesce(earlier.directory, ''))
                            = (file.source_no, file.export, file.as_of, file.name, coalesce(file.directory, ''))) as is_again,
                staged.kept_rows_out, false as is_complete,
                -- Corrected rows may widen the days of their file.
                case when not export.is_within then null else range_merge(
                    case when staged.first_day is null then 'empty' else daterange(staged.first_day, staged.last_day, '[]') end, coalesce(replayed.within, 'empty')) end as within,
                row_number() over (order by file.as_of, source.name collate "C", file.name collate "C", file.file_no)::int as position
            from (values {string.Join(", ", staged)}) as staged (file_no, kept_rows_out, first_day, last_day)
            join estrella.file as file on file.file_no = staged.file_no
            join estrella.source as source on source.source_no = file.source_no
            left join estrella.file as replayed on replayed.file_no = file.replays_file_no
            join (values {string.Join(", ", exports)}) as export (export_no, source_no, export, is_within)
                on export.source_no = file.source_no and export.export = file.export;
            alter table run_file add primary key (file_no);
            analyze run_file;
            create temp table kept_out (file_no int, line int, entity text, id text, first_line int, control numeric, primary key (file_no, line)) on commit drop;

            """);
        sql.Append(ChangedTables);
        if (files.Count == 0)
            throw new InvalidOperationException("there is no file to merge");
        await connection.RunAsync(sql.ToString(), cancellation);

        bool IsWithin((int SourceNo, string Export) export) => feeds.Any(feed => (feed.SourceNo, feed.Export) == export && feed.Within is not null);
        static string Day(DateOnly? day) => day is { } given ? $"date '{given:yyyy-MM-dd}'" : "null::date";
    }

    private async Task RememberFeedsAsync(CancellationToken cancellation)
    {
        foreach (var feed in feeds)
            await Journal.FeedAsync(connection, runNo, feed, cancellation);
        await FedLedger.DeriveAsync(connection, runNo, cancellation);
    }
}
