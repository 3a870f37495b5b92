using Estrella.Entities;
using Estrella.Foundation;
using Estrella.Ledger;
using Npgsql;

namespace Estrella.Core;

/// <summary>
/// Rows that were kept out once and come now, corrected: they belong among the rows of their file that were loaded, and
/// must say with them what the file would have said had it been right at first.
/// </summary>
internal static class ReplayedRecords
{
    /// <summary>A corrected row that says an id which a loaded row of its file says otherwise, at the same moment, is kept out.</summary>
    public static async Task FindConflictsAsync(NpgsqlConnection connection, IEnumerable<MergeEntity> entities, CancellationToken cancellation)
    {
        await connection.RunAsync(
            """
            create temp table sibling on commit drop as
            select run_file.file_no, file.file_no as loaded_no
            from run_file
            join estrella.file as file on run_file.replays_file_no in (file.file_no, file.replays_file_no) and file.state = 'read'
            join estrella.run using (run_no)
            where run.is_published
            """, cancellation);
        if (!await connection.AskAsync<bool>("select exists (select from sibling)", cancellation))
            return;
        foreach (var entity in entities)
        {
            await connection.RunAsync($"""
                create temp table loaded_{entity.Name} on commit drop as
                select staged.ctid as staged_at, staged.file_no, staged.line, staged.id, staged.control, said.line as loaded_line,
                    (said.content_hash, said.is_deleted) is distinct from (staged.content_hash, staged.is_deleted) as differs,
                    {entity.IsOf(feed => feed.LastWins)} as last_wins, {entity.IsOf(feed => feed.BlankKeeps)} as first_wins,
                    said.no, {entity.IsOf(feed => feed.HidesId)} as hides_id
                from {entity.Staging} as staged
                join run_file as file on file.file_no = staged.file_no
                join sibling on sibling.file_no = staged.file_no
                join {entity.Core} as known on known.source_no = file.source_no and known.{entity.Id} = staged.id
                cross join lateral (
                    {Said(entity.Core, entity)} union all {Said(entity.Past, entity)}
                ) as said
                where said.said_at = staged.said_at and sibling.loaded_no = any (said.files);
                insert into kept_out (file_no, line, entity, id, first_line)
                select distinct on (file_no, line) file_no, line, '{entity.Name}', case when hides_id then null else id end, coalesce(loaded_line, line)
                from loaded_{entity.Name} where differs and not last_wins and not first_wins
                order by file_no, line, loaded_line
                on conflict do nothing
                """, cancellation);
            entity.HasLoaded = await connection.AskAsync<bool>($"select exists (select from loaded_{entity.Name})", cancellation);
        }
    }

    /// <summary>
    /// Where many rows tell one record, the corrected one takes its place among them: what an earlier row of the file filled
    /// stays (<c>repeats: first</c>), what a later one said of the same moment holds (<c>repeats: last</c>).
    /// </summary>
    public static async Task FitAsync(NpgsqlConnection connection, MergeEntity entity, RowVerdicts totals, CancellationToken cancellation)
    {
        if (!entity.HasLoaded)
            return;
        var filled = entity.Fed;
        if (filled.Count > 0)
        {
            await connection.RunAsync($"""
                update {entity.Staging} as staged
                set {string.Join(", ", filled.Select(field => $"\"{field.StagingColumn}\" = case when told.\"{field.CoreColumn}\" is null then staged.\"{field.StagingColumn}\" end"))}
                from loaded_{entity.Name} as loaded
                join {entity.Core} as told on told.{entity.No} = loaded.no
                where loaded.staged_at = staged.ctid and loaded.first_wins and loaded.loaded_line < loaded.line
                """, cancellation);
            // And the other way round: what it leaves blank is filled by the row behind it, whose record it takes the place of.
            await connection.RunAsync($"""
                update {entity.Staging} as staged
                set {string.Join(", ", filled.Select(field => $"\"{field.StagingColumn}\" = coalesce(staged.\"{field.StagingColumn}\", {Told(field)})"))}
                from loaded_{entity.Name} as loaded
                join {entity.Core} as told on told.{entity.No} = loaded.no
                where loaded.file_no = staged.file_no and loaded.line = staged.line and loaded.id = staged.id and loaded.first_wins and loaded.loaded_line > loaded.line
                """, cancellation);
        }
        var nothing = string.Join(" and ", filled.Select(field => $"staged.\"{field.StagingColumn}\" is null").DefaultIfEmpty("true"));
        await connection.RunAsync($"""
            create temp table said_already on commit drop as
            with gone as (
                delete from {entity.Staging} as staged
                using loaded_{entity.Name} as loaded
                where loaded.file_no = staged.file_no and loaded.line = staged.line and loaded.id = staged.id and loaded.loaded_line > 0
                    and (loaded.last_wins and loaded.loaded_line > loaded.line or loaded.first_wins and loaded.loaded_line < loaded.line and {nothing})
                returning staged.file_no, staged.line, staged.control
            )
            select * from gone
            """, cancellation);
        entity.Duplicate += await totals.AddAsync(entity, Verdict.Duplicate, "select file_no, line, control from said_already", cancellation);
        await connection.RunAsync("drop table said_already", cancellation);
    }


    private static string Told(EntityField field) => field.IsReference
        ? $"(select parent.{EntityCatalog.Get(field.References!).IdColumn} from {MergeEntity.CoreOf(EntityCatalog.Get(field.References!))} as parent where parent.{EntityCatalog.Get(field.References!).NumberColumn} = told.\"{field.CoreColumn}\")"
        : $"told.\"{field.CoreColumn}\"";

    private static string Said(string table, MergeEntity entity) =>
        $"select said.{entity.No} as no, said.line, said.said_at, said.content_hash, said.is_deleted, array_append(said.confirmed_file_no, said.file_no) as files "
        + $"from {table} as said where said.{entity.No} = known.{entity.No}";
}
