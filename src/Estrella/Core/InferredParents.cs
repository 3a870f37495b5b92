using Estrella.Entities;
using Estrella.Foundation;
using Npgsql;

namespace Estrella.Core;

/// <summary>A row may name a parent no export has said yet: an inferred one is made, so that every foreign key holds at once.</summary>
internal static class InferredParents
{
    public static async Task AddAsync(
        NpgsqlConnection connection, MergeEntity entity, IReadOnlyDictionary<string, MergeEntity> all, CancellationToken cancellation)
    {
        foreach (var field in entity.Fed.Where(field => field.IsReference))
        {
            var parent = all[field.References!];
            foreach (var (column, exports) in entity.WaysToName(field))
            {
                // The anti-join first, and alone: only create table as may run it on several cores.
                var missing = await connection.AskAsync<bool>($"""
                    drop table if exists missing_parent;
                    create temp table missing_parent on commit drop as
                    select file.source_no, staged."{field.StagingColumn}" as id
                    from {entity.Staging} as staged
                    join run_file as file on file.file_no = staged.file_no
                    where staged."{field.StagingColumn}" is not null and file.export_no in ({exports}) and not exists (
                        select from {parent.Core} as parent
                        where parent.source_no = file.source_no and parent.{(column is null ? parent.Id : $"\"{column}\"")} = staged."{field.StagingColumn}");
                    select exists (select from missing_parent)
                    """, cancellation);
                if (!missing)
                    continue;
                // Who is known by name only is called by it until an export gives the id.
                var (more, value) = column is null ? ("", "") : ($", \"{column}\"", ", id");
                // After a first fill the changed ones are a view of all.
                var told = parent.IsFirstFill ? "" : $", told as (insert into {parent.Changed} select no from made)";
                parent.Inferred += await connection.AskAsync<long>($"""
                    with made as (
                        insert into {parent.Core} (source_no, {parent.Id}, is_inferred{more})
                        select distinct source_no, id, true{value} from missing_parent
                        on conflict do nothing
                        returning {parent.No} as no
                    ){told}
                    select count(*) from made
                    """, cancellation);
            }
        }
    }

    /// <summary>
    /// Who was known by another column only gets the id its own export gives, and keeps its number: an inferred row
    /// that holds a text can only have it from a reference by that column.
    /// </summary>
    public static async Task AdoptAsync(NpgsqlConnection connection, MergeEntity entity, CancellationToken cancellation)
    {
        foreach (var field in entity.Fed.Where(field => field is { IsReference: false, Kind: CellKind.Text }))
        {
            var adopted = await connection.AskAsync<bool>(
                $"select exists (select from {entity.Core} where is_inferred and \"{field.CoreColumn}\" is not null)", cancellation);
            if (!adopted)
                continue;
            await Journal.OverwriteAsync(connection, entity, $"""
                select known.{entity.No} from {entity.Core} as known
                where known.is_inferred and known."{field.CoreColumn}" in (select staged."{field.StagingColumn}" from {entity.Staging} as staged)
                """, cancellation);
            await connection.RunAsync($"""
                update {entity.Core} as known set {entity.Id} = told.id
                from (
                    select distinct on (file.source_no, staged."{field.StagingColumn}") file.source_no, staged."{field.StagingColumn}" as name, staged.id
                    from {entity.Staging} as staged
                    join run_file as file on file.file_no = staged.file_no
                    where not exists (
                        select from {entity.Core} as taken where taken.source_no = file.source_no and taken.{entity.Id} = staged.id)
                    order by file.source_no, staged."{field.StagingColumn}", staged.id
                ) as told
                where known.is_inferred and known.source_no = told.source_no and known."{field.CoreColumn}" = told.name
                """, cancellation);
        }
    }
}
