using Estrella.Entities;
using Estrella.Foundation;
using Npgsql;

namespace Estrella.Core;

/// <summary>
/// Which rows a run wrote, for each entity, as ranges of numbers: those it numbered, and those of others it wrote over or
/// repeated. What it only inferred and a later run gave its first record is that run's.
/// </summary>
internal static class UndoKeys
{
    /// <summary>Makes <c>undone_key (entity, numbered, touched)</c>, and <c>later_key (run_no, entity, touched)</c> of the published runs after it.</summary>
    public static Task PrepareAsync(NpgsqlConnection connection, int runNo, CancellationToken cancellation) => connection.RunAsync(
        $"""
        create temp table later_run on commit drop as
        select run_no from estrella.run where run_no > {runNo} and is_published;

        create temp table later_key on commit drop as
        select run_no, entity, range_agg(numbers) as touched, range_agg(numbers) filter (where is_first) as healed
        from (
            select run_no, entity, int8range(no, no, '[]') as numbers, record -> 'is_inferred' = 'true' as is_first from estrella.overwritten
            union all
            select run_no, entity, unnest(numbers), kind = 'healed' from estrella.repeated
        ) as touched
        where run_no in (select run_no from later_run)
        group by run_no, entity;

        create temp table undone_key on commit drop as
        select entity.name as entity,
            coalesce(int8multirange(int8range(numbered.after_no, numbered.last_no, '(]')), '{"{}"}')
                - coalesce((select range_agg(range) from later_key cross join unnest(healed) as range where later_key.entity = entity.name), '{"{}"}') as numbered,
            coalesce(touched.numbers, '{"{}"}') as touched
        from unnest(array[{string.Join(", ", EntityCatalog.All.Select(entity => $"'{entity.Name}'"))}]) as entity (name)
        left join estrella.numbered as numbered on numbered.run_no = {runNo} and numbered.entity = entity.name
        left join (
            select entity, range_agg(range) as numbers
            from (
                select entity, int8range(no, no, '[]') as range from estrella.overwritten where run_no = {runNo}
                union all
                select entity, unnest(numbers) from estrella.repeated where run_no = {runNo}
            ) as each
            group by entity
        ) as touched on touched.entity = entity.name;
        analyze undone_key
        """,
        cancellation);

    /// <summary>Rows of core, as <c>known</c>, whose number is in a column of <c>undone_key</c>, joined by ranges so that an index may be used.</summary>
    public static string Rows(Entity entity, string column) =>
        $"(select unnest({column}) as range from undone_key where entity = '{entity.Name}') as keys "
        + $"join {MergeEntity.CoreOf(entity)} as known on known.{entity.NumberColumn} >= lower(keys.range) and known.{entity.NumberColumn} < upper(keys.range)";
}
