using Estrella.Entities;

namespace Estrella.Core;

/// <summary>The statements that take the records of a run back.</summary>
internal static class UndoSql
{
    // Facts are rebuilt by these: a row that goes must name them while it still can.
    private static readonly (string Child, string Parent)[] Touching =
    [
        ("order_line", "order"), ("order_charge", "order"), ("tender", "order"), ("shipment", "order"), ("payment", "order"), ("return", "order"),
        ("address", "customer"), ("product_price", "product"),
    ];

    /// <summary>The rows the run numbered, <c>gone_ENTITY</c>, and all it changed, <c>changed_ENTITY</c>.</summary>
    public static string Find(Entity entity, int runNo) => $"""
        create temp table gone_{entity.Name} on commit drop as
        select known.{entity.NumberColumn} as no from {UndoKeys.Rows(entity, "numbered")};
        alter table gone_{entity.Name} add primary key (no);
        drop view if exists pg_temp.changed_{entity.Name};
        create temp table changed_{entity.Name} on commit drop as
        select no from gone_{entity.Name}
        union
        select no from estrella.overwritten where run_no = {runNo} and entity = '{entity.Name}'
        union
        select number from estrella.repeated cross join unnest(numbers) as range cross join generate_series(lower(range), upper(range) - 1) as number
        where run_no = {runNo} and entity = '{entity.Name}' and kind = 'healed';
        create temp table orphan_{entity.Name} (no bigint primary key) on commit drop;
        insert into orphan_{entity.Name} select no from changed_{entity.Name} except select no from gone_{entity.Name};
        analyze gone_{entity.Name}, changed_{entity.Name}
        """;

    /// <summary>What the changed rows refer to while the run still holds: facts are rebuilt by it, and who was only inferred for it may go.</summary>
    public static string FindParents(Entity entity)
    {
        var no = entity.NumberColumn;
        string Said(string table, string value) => $"select {value} from {table} as said join changed_{entity.Name} as changed on changed.no = said.{no}";
        string Both(string value) => $"{Said(MergeEntity.CoreOf(entity), value)} union {Said(MergeEntity.PastOf(entity), value)}";
        var orphans = entity.Fields.Where(field => field.IsReference).Select(field => $"""
            insert into orphan_{field.References}
            select told.no from ({Both("said." + field.CoreColumn)}) as told (no)
            join {MergeEntity.CoreOf(EntityCatalog.Get(field.References!))} as parent on parent.{field.References}_no = told.no and parent.is_inferred
            on conflict do nothing;
            """);
        // Returns and payments that name no order are those of order 0.
        const string OrderOfReturn =
            "coalesce(said.order_no, (select line.order_no from core.order_line as line where line.order_line_no = said.order_line_no), 0)";
        var touched = Touching.Where(each => each.Child == entity.Name).Select(each => each.Child switch
        {
            "return" => $"insert into changed_order {Both(OrderOfReturn)};",
            "payment" => $"insert into changed_order {Both("coalesce(said.order_no, 0)")};",
            _ => $"insert into changed_{each.Parent} select no from ({Both($"said.{each.Parent}_no")}) as told (no) where no is not null;",
        });
        return string.Join("\n", orphans.Concat(touched).Append("select 1"));
    }

    /// <summary>Past records the run wrote.</summary>
    public static string RemovePast(Entity entity, int runNo) => $"""
        delete from {MergeEntity.PastOf(entity)} as past using estrella.numbered as numbered
        where numbered.run_no = {runNo} and numbered.entity = '{entity.Name}'
            and past.past_no > numbered.after_past_no and past.past_no <= numbered.last_past_no
        """;

    /// <summary>Current rows and past records as they were before; tells how many rows.</summary>
    public static string Restore(Entity entity, int runNo)
    {
        var (core, past, no) = (MergeEntity.CoreOf(entity), MergeEntity.PastOf(entity), entity.NumberColumn);
        string[] record = [.. CoreModel.RecordColumns, .. entity.Fields.Select(field => $"\"{field.CoreColumn}\"")];
        string[] row = ["source_no", entity.IdColumn, "is_inferred", .. record];
        var mine = $"overwritten.run_no = {runNo} and overwritten.entity = '{entity.Name}'";
        string Repeated(string kind) => $"""
            (select unnest(numbers) as range from estrella.repeated where run_no = {runNo} and entity = '{entity.Name}' and kind = '{kind}') as keys
            """;
        return $"""
            with confirmed as (
                update {core} as known set (confirmed_at, confirmed_file_no) = (
                    select array_agg(again.said_at order by nth), array_agg(again.file_no order by nth)
                    from unnest(known.confirmed_at, known.confirmed_file_no) with ordinality as again (said_at, file_no, nth)
                    where not exists (select from estrella.file where file.file_no = again.file_no and file.run_no = {runNo})
                )
                from {Repeated("confirmed")}
                where known.{no} >= lower(keys.range) and known.{no} < upper(keys.range)
            ),
            healed as (
                update {core} as known set {Inferred(entity)}
                from {Repeated("healed")}
                where known.{no} >= lower(keys.range) and known.{no} < upper(keys.range)
                    and not exists (select from estrella.overwritten where {mine} and overwritten.no = known.{no} and past_no = 0)
                returning known.{no}
            ),
            restored as (
                update {core} as known set {string.Join(", ", row.Select(column => $"{column} = was.{column}"))}
                from estrella.overwritten
                cross join lateral jsonb_populate_record(null::{core}, record) as was
                where {mine} and past_no = 0 and known.{no} = overwritten.no
                returning known.{no}
            ),
            past as (
                insert into {past} (past_no, {no}, {string.Join(", ", record)})
                select was.past_no, was.{no}, {string.Join(", ", record.Select(column => "was." + column))}
                from estrella.overwritten
                cross join lateral jsonb_populate_record(null::{past}, record) as was
                where {mine} and overwritten.past_no <> 0
            )
            select (select count(*) from healed) + (select count(*) from restored)
            """;
    }

    /// <summary>A row that is nothing but its id.</summary>
    public static string Inferred(Entity entity) =>
        "is_inferred = true, is_deleted = false, said_at = '-infinity', "
        + string.Join(", ", CoreModel.RecordColumns.Except(["is_deleted", "said_at"]).Concat(entity.Fields.Select(field => $"\"{field.CoreColumn}\"")).Select(column => $"{column} = null"));
}
