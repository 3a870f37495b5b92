using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace Estrella.Ledger;

[Comment("What the exports of a run fed, as its contracts said it: feed, fed and fed_field follow from it. grain: one row per run, export and entity")]
public sealed class RunFeedRow
{
    [Comment("The published run")] public int RunNo { get; set; }
    [Comment("The source")] public int SourceNo { get; set; }
    [Comment("The section of its contract")] public required string Export { get; set; }
    [Comment("Name of the entity")] public required string Entity { get; set; }
    [Comment("Fields it feeds, as contracts say them")] public required string[] Fields { get; set; }
    [Comment("Columns of core it feeds")] public required string[] Columns { get; set; }
    [Comment("A blank cell empties what was filled; else it says nothing")] public bool BlankErases { get; set; }
    [Comment("Columns of references told by another text than the id")] public required string[] NamedBy { get; set; }
    [Comment("Its ids are not quoted in messages")] public bool HidesId { get; set; }
}

[Comment("The shop as estrella.yml and the contracts told it to a run: shop follows from the last one. grain: one row per run")]
public sealed class RunShopRow
{
    [Comment("The published run")] public int RunNo { get; set; }
    [Comment("Name of the shop")] public string? Name { get; set; }
    [Comment("ISO 4217 code the shop counts in; null: unknown")] public string? Currency { get; set; }
    [Comment("IANA zone that makes a business day of a time")] public required string Zone { get; set; }
    [Comment("First day of the week, 1 for Monday")] public int WeekStart { get; set; }
}

[Comment("A source as its contract told it to a run: source follows from the last one. grain: one row per run and source")]
public sealed class RunSourceRow
{
    [Comment("The published run")] public int RunNo { get; set; }
    [Comment("The source")] public int SourceNo { get; set; }
    [Comment("IANA zone in which its naive times are read; null: the shop's")] public string? Zone { get; set; }
    [Comment("ISO 4217 code of its amounts; null: no export names one")] public string? Currency { get; set; }
    [Comment("Prices of the source include tax")] public bool PricesIncludeTax { get; set; }
    [Comment("How its records are known to be those of other sources, by entity, as JSON; null: as estrella.yml says")] public string? Identity { get; set; }
}

[Comment("The numbers a run gave, inferred rows included: what it wrote first. grain: one row per run and entity")]
public sealed class NumberedRow
{
    [Comment("The run")] public int RunNo { get; set; }
    [Comment("Name of the entity")] public required string Entity { get; set; }
    [Comment("The last number of the entity before the run")] public long AfterNo { get; set; }
    [Comment("The last number with the run")] public long LastNo { get; set; }
    [Comment("The last number of a past record before the run")] public long AfterPastNo { get; set; }
    [Comment("The last number of a past record with the run")] public long LastPastNo { get; set; }
}

[Comment("Rows of core as they were before a run wrote over them, or removed a past record. grain: one row per run, entity, number and past record")]
public sealed class OverwrittenRow
{
    [Comment("The run that wrote over it")] public int RunNo { get; set; }
    [Comment("Name of the entity")] public required string Entity { get; set; }
    [Comment("Number of the row")] public long No { get; set; }
    [Comment("Number of the past record; 0: the current row")] public long PastNo { get; set; }
    [Comment("The row; columns that were blank are left out")] public required string Record { get; set; }
}

[Comment("Rows of core a run repeated, or gave their first record, by their numbers. grain: one row per run, entity, kind and confirmed_at before")]
public sealed class RepeatedRow
{
    [Comment("Number of the row of the ledger")] public long RepeatedNo { get; set; }
    [Comment("The run")] public int RunNo { get; set; }
    [Comment("Name of the entity")] public required string Entity { get; set; }
    [Comment("confirmed: they were said again; healed: they were inferred")] public required string Kind { get; set; }
    [Comment("Their numbers")] public required NpgsqlRange<long>[] Numbers { get; set; }
}
