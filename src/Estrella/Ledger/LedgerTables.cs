using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace Estrella.Ledger;

[Comment("A system whose exports are read; it scopes every natural id. grain: one row per source")]
public sealed class SourceRow
{
    [Comment("Number of the source, stable for ever")] public int SourceNo { get; set; }
    [Comment("Name as its contract says it")] public required string Name { get; set; }
    [Comment("IANA zone in which its naive times are read; null: the shop's")] public string? Zone { get; set; }
    [Comment("ISO 4217 code of its amounts; null: no export names one")] public string? Currency { get; set; }
    [Comment("Prices of the source include tax")] public bool PricesIncludeTax { get; set; }
    [Comment("How its records are known to be those of other sources, by entity, as JSON; null: as estrella.yml says")] public string? Identity { get; set; }
    [Comment("Rank of its word where sources disagree, by field, 1 the first; null: nowhere declared")] public string? Authority { get; set; }
}

[Comment("The shop as estrella.yml tells it. grain: a single row")]
public sealed class ShopRow
{
    [Comment("Always true: the key that allows one row")] public bool IsOnly { get; set; }
    [Comment("Name of the shop")] public string? Name { get; set; }
    [Comment("ISO 4217 code the shop counts in; null: unknown")] public string? Currency { get; set; }
    [Comment("IANA zone that makes a business day of a time")] public required string Zone { get; set; }
    [Comment("First day of the week, 1 for Monday")] public int WeekStart { get; set; }
    [Comment("Checksum of the rules by which things of several sources were last unified; null: by none")] public string? UnifiedBy { get; set; }
    [Comment("ISO 3166-1 code of its country, by which places that name none are read; null: unknown")] public string? Country { get; set; }
    [Comment("Checksum of the packs the places were written from")] public string? PlacesBy { get; set; }
}

[Comment("A run, published or not. grain: one row per run")]
public sealed class RunRow
{
    [Comment("Number of the run")] public int RunNo { get; set; }
    [Comment("When it began")] public DateTime StartedAt { get; set; }
    [Comment("When it ended; null: still running, or it was killed")] public DateTime? EndedAt { get; set; }
    [Comment("running, published, no_change, failed, refused or undone")] public required string State { get; set; }
    [Comment("Who ran it, as the operating system says")] public required string UserName { get; set; }
    [Comment("On which machine")] public required string HostName { get; set; }
    [Comment("Version of Estrella")] public required string Version { get; set; }
    [Comment("The command line, without secrets")] public required string Command { get; set; }
    [Comment("Readers see what it wrote; set within the publishing transaction")] public bool IsPublished { get; set; }
    [Comment("How it ended, in one sentence")] public string? Message { get; set; }
    [Comment("The run that took it back; null: none has")] public int? UndoneByRunNo { get; set; }
    [Comment("Rows PostgreSQL read while publishing, without those its parallel workers read; null: nothing was published")] public long? RowsRead { get; set; }
    [Comment("Rows PostgreSQL inserted, updated and deleted while publishing, passages included; null: nothing was published")] public long? RowsWritten { get; set; }
}

[Comment("A file met by a run. grain: one row per run and file")]
public sealed class FileRow
{
    [Comment("Number of the file within the ledger: what records and rows kept out refer to")] public int FileNo { get; set; }
    [Comment("The run that met it")] public int RunNo { get; set; }
    [Comment("Its source")] public int SourceNo { get; set; }
    [Comment("The section of the contract it fits")] public required string Export { get; set; }
    [Comment("Name without folder")] public required string Name { get; set; }
    [Comment("Folder below the one that was given; null: that folder")] public string? Directory { get; set; }
    [Comment("XxHash128 of its bytes, hexadecimal")] public required string Checksum { get; set; }
    [Comment("Size in bytes")] public long ByteCount { get; set; }
    [Comment("The moment the export speaks for; -infinity: undated")] public DateTime AsOf { get; set; }
    [Comment("All of its kind at that moment: what is absent is gone; false, too, where rows of it were kept out")] public bool HoldsAll { get; set; }
    [Comment("The days it holds all of, where it is not all days; empty: no row tells a day")] public NpgsqlRange<DateOnly>? Within { get; set; }
    [Comment("Data rows; null: not read to its end")] public long? RowCount { get; set; }
    [Comment("Titles, repeated headers and closing totals: layout, not rows")] public long? LayoutRowCount { get; set; }
    [Comment("pending, read or skipped (its checksum was known)")] public required string State { get; set; }
    [Comment("The file whose rows it brings, kept out then and corrected since; null: a file of its own")] public int? ReplaysFileNo { get; set; }
}

[Comment("What became of a file's rows and money. grain: one row per file and verdict")]
public sealed class ControlTotalRow
{
    [Comment("The file")] public int FileNo { get; set; }
    [Comment("new, changed, unchanged, duplicate, set_aside or quarantined")] public required string Verdict { get; set; }
    [Comment("Rows with the verdict")] public long RowCount { get; set; }
    [Comment("Sum of the contract's control over them; null: no control, or none could be read")] public decimal? Amount { get; set; }
    [Comment("Rows whose control is no amount")] public long NoAmountCount { get; set; }
    [Comment("The contract's control, such as Quantity * UnitPrice; null: none")] public string? ControlColumn { get; set; }
}

[Comment("What is wrong with a row kept out. grain: one row per file, line and problem")]
public sealed class QuarantineRow
{
    [Comment("The file")] public int FileNo { get; set; }
    [Comment("Line on which the row begins, 1 for the first")] public int Line { get; set; }
    [Comment("1 for the row's first problem")] public int ProblemNo { get; set; }
    [Comment("Column counted from 1; null: the row as a whole")] public int? Position { get; set; }
    [Comment("Header of the column")] public string? ColumnName { get; set; }
    [Comment("What was found; null where it may not be shown")] public string? Value { get; set; }
    [Comment("Short name of the rule: amount, date, cells, same-id")] public required string Rule { get; set; }
    [Comment("What was found and what was expected")] public required string Message { get; set; }
    [Comment("What to do about it")] public required string Remedy { get; set; }
    [Comment("The row as it stands in the file, on its first problem; null where the export has a secret column")] public string? Raw { get; set; }
    [Comment("The row's control amount, on its first problem, where it could be read")] public decimal? Control { get; set; }
    [Comment("Its cells as the file holds them, on its first problem; null where the export has a secret column")] public string[]? Cells { get; set; }
    [Comment("Number of the data row in its file, on its first problem: ids may be made of it")] public long? RowNumber { get; set; }
    [Comment("Ids the row would have had that count rows of the file, on its first problem")] public string[]? CountedIds { get; set; }
}

[Comment("Rows kept out that were corrected and loaded; they count while the run that loaded them is published. grain: one row per file, line and file that brought it")]
public sealed class ReplayedRow
{
    [Comment("The file that held the row first")] public int FileNo { get; set; }
    [Comment("Its line there")] public int Line { get; set; }
    [Comment("The file that brought the corrected row")] public int ByFileNo { get; set; }
}

[Comment("A column of a file, and how its cells look: what drift is told by. grain: one row per file and column")]
public sealed class FileColumnRow
{
    [Comment("The file")] public int FileNo { get; set; }
    [Comment("1 for the first column")] public int Position { get; set; }
    [Comment("Its header as it stands in the file")] public required string Name { get; set; }
    [Comment("The contract reads it")] public bool IsRead { get; set; }
    [Comment("Cells looked at: all of the first rows, then one in fifty")] public long SeenCount { get; set; }
    [Comment("Cells of these that were filled")] public long FilledCount { get; set; }
    [Comment("Filled cells by how they are written, such as whole, decimal, iso-date or text; null where they are not looked at")] public string? Kinds { get; set; }
    [Comment("Median of the size of its numbers; null: too few, or personal")] public double? Median { get; set; }
    [Comment("Words of it that no vocabulary of the contract knows; a few of them")] public string[]? Words { get; set; }
}

[Comment("What is other in a file than in the one before it. grain: one row per file, column and kind of change")]
public sealed class DriftRow
{
    [Comment("The file")] public int FileNo { get; set; }
    [Comment("Header of the column")] public required string ColumnName { get; set; }
    [Comment("gone, new, kind, dates, scale or words")] public required string Kind { get; set; }
    [Comment("What the contract says to it: stop or keep")] public required string Policy { get; set; }
    [Comment("What was, and what is")] public required string Message { get; set; }
}

[Comment("Rows the contract declares no data of ours: counted and kept, fed to nothing. grain: one row per file and line")]
public sealed class SetAsideLine
{
    [Comment("The file")] public int FileNo { get; set; }
    [Comment("Line on which the row begins, 1 for the first")] public int Line { get; set; }
    [Comment("The row as it stands in the file; null where the export has a secret column")] public string? Raw { get; set; }
    [Comment("The row's control amount, where it could be read")] public decimal? Control { get; set; }
}

[Comment("Where what was said disagrees with itself; nothing is overwritten. grain: one row per run, kind and pair of exports")]
public sealed class ContradictionRow
{
    [Comment("The run that counted")] public int RunNo { get; set; }
    [Comment("Name of the comparison")] public required string Kind { get; set; }
    [Comment("Source that said the one thing")] public int SourceNo { get; set; }
    [Comment("Section of its contract; empty: none of its exports")] public required string Export { get; set; }
    [Comment("Source that said the other, or should have")] public int OtherSourceNo { get; set; }
    [Comment("Section of its contract; empty: none of its exports said it")] public required string OtherExport { get; set; }
    [Comment("Rows that could be compared")] public long ComparedCount { get; set; }
    [Comment("Rows that agree")] public long AgreeCount { get; set; }
    [Comment("Rows that disagree")] public long DisagreeCount { get; set; }
    [Comment("Money of the disagreement, as the kind says; null: counted only")] public decimal? Amount { get; set; }
    [Comment("What the kind compares, in one sentence")] public required string Message { get; set; }
}

[Comment("A figure of a month that a run changed. grain: one row per run, month, currency and measure")]
public sealed class FigureChangeRow
{
    [Comment("The run")] public int RunNo { get; set; }
    [Comment("First day of the month")] public DateOnly Month { get; set; }
    [Comment("ISO 4217 code; empty: the shop's own")] public required string Currency { get; set; }
    [Comment("orders, kept_orders, units, gross_sales, discounts, returns, net_sales, cost or header_net")] public required string Measure { get; set; }
    [Comment("What was published before; null: nothing, or unknown")] public decimal? BeforeValue { get; set; }
    [Comment("What the run published; null: unknown")] public decimal? AfterValue { get; set; }
    [Comment("Nothing was published of the month before")] public bool IsNewMonth { get; set; }
}

[Comment("A step of a run and how long it took. grain: one row per run and step")]
public sealed class StepRow
{
    [Comment("The run")] public int RunNo { get; set; }
    [Comment("1 for the run's first step")] public int StepNo { get; set; }
    [Comment("What was done")] public required string Name { get; set; }
    [Comment("When it began")] public DateTime StartedAt { get; set; }
    [Comment("How long it took")] public long Milliseconds { get; set; }
    [Comment("Rows it handled; null: not counted")] public long? RowCount { get; set; }
}

[Comment("A model as it was last built. grain: one row per model")]
public sealed class ModelRow
{
    [Comment("Name of the model: fact_sales")] public required string Name { get; set; }
    [Comment("Kind of the model: dimension, fact, roll-up, view")] public required string Kind { get; set; }
    [Comment("Checksum of its file; another one means it is rebuilt")] public required string Checksum { get; set; }
    [Comment("The run that built it whole")] public int? BuiltRunNo { get; set; }
}

[Comment("Entities an export has ever fed: no export is no answer, an empty one is zero. grain: one row per entity")]
public sealed class FedRow
{
    [Comment("Name of the entity")] public required string Entity { get; set; }
    [Comment("The published run that fed it first")] public int FirstRunNo { get; set; }
}

[Comment("Fields an export has ever fed. grain: one row per entity and field")]
public sealed class FedFieldRow
{
    [Comment("Name of the entity")] public required string Entity { get; set; }
    [Comment("Name of the field, as contracts say it")] public required string Field { get; set; }
}

[Comment("What an export says of an entity, as of the last run that read it. grain: one row per export, entity and column of core")]
public sealed class FeedRow
{
    [Comment("The source")] public int SourceNo { get; set; }
    [Comment("The section of its contract")] public required string Export { get; set; }
    [Comment("Name of the entity")] public required string Entity { get; set; }
    [Comment("Column of core it feeds")] public required string ColumnName { get; set; }
    [Comment("A blank cell empties what was filled; else it says nothing")] public bool BlankErases { get; set; }
}

[Comment("Countries and regions, from packs. grain: one row per country or region")]
public sealed class PlaceRow
{
    [Comment("ISO 3166-1 code of a country, ISO 3166-2 of a region: AR, AR-C")] public required string Code { get; set; }
    [Comment("ISO 3166-1 code of the country, of a country its own")] public required string CountryCode { get; set; }
    [Comment("Name as answers say it")] public required string Name { get; set; }
}

[Comment("How places are written. grain: one row per country, spelling and place it may mean")]
public sealed class PlaceSpellingRow
{
    [Comment("ISO 3166-1 code of the country a region lies in; empty: it is a country that is spelled so")] public required string CountryCode { get; set; }
    [Comment("The spelling without case, accents, blanks and signs")] public required string Spelling { get; set; }
    [Comment("The place")] public required string Code { get; set; }
    [Comment("Where a spelling means several regions: the postcodes of this one; null: nothing else is meant")] public string? Postcodes { get; set; }
}
