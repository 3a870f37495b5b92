using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using NpgsqlTypes;

#nullable disable

namespace Estrella.Core.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "core");

            migrationBuilder.EnsureSchema(
                name: "estrella");

            migrationBuilder.CreateTable(
                name: "run",
                schema: "estrella",
                columns: table => new
                {
                    run_no = table.Column<int>(type: "integer", nullable: false, comment: "Number of the run")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, comment: "When it began"),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true, comment: "When it ended; null: still running, or it was killed"),
                    state = table.Column<string>(type: "text", nullable: false, comment: "running, published, no_change, failed, refused or undone"),
                    user_name = table.Column<string>(type: "text", nullable: false, comment: "Who ran it, as the operating system says"),
                    host_name = table.Column<string>(type: "text", nullable: false, comment: "On which machine"),
                    version = table.Column<string>(type: "text", nullable: false, comment: "Version of Estrella"),
                    command = table.Column<string>(type: "text", nullable: false, comment: "The command line, without secrets"),
                    is_published = table.Column<bool>(type: "boolean", nullable: false, comment: "Readers see what it wrote; set within the publishing transaction"),
                    message = table.Column<string>(type: "text", nullable: true, comment: "How it ended, in one sentence"),
                    undone_by_run_no = table.Column<int>(type: "integer", nullable: true, comment: "The run that took it back; null: none has"),
                    rows_read = table.Column<long>(type: "bigint", nullable: true, comment: "Rows PostgreSQL read while publishing, without those its parallel workers read; null: nothing was published"),
                    rows_written = table.Column<long>(type: "bigint", nullable: true, comment: "Rows PostgreSQL inserted, updated and deleted while publishing, passages included; null: nothing was published")
                },
                constraints: table =>
                {
                    table.PrimaryKey("run_pkey", x => x.run_no);
                    table.CheckConstraint("run_ended_at_check", "(state = 'running') = (ended_at is null)");
                    table.CheckConstraint("run_state_check", "state in ('running', 'published', 'no_change', 'failed', 'refused', 'undone')");
                    table.CheckConstraint("run_undone_by_run_no_check", "(state = 'undone') = (undone_by_run_no is not null)");
                    table.ForeignKey(
                        name: "run_undone_by_run_no_fkey",
                        column: x => x.undone_by_run_no,
                        principalSchema: "estrella",
                        principalTable: "run",
                        principalColumn: "run_no");
                },
                comment: "A run, published or not. grain: one row per run");

            migrationBuilder.CreateTable(
                name: "shop",
                schema: "estrella",
                columns: table => new
                {
                    is_only = table.Column<bool>(type: "boolean", nullable: false, comment: "Always true: the key that allows one row"),
                    name = table.Column<string>(type: "text", nullable: true, comment: "Name of the shop"),
                    currency = table.Column<string>(type: "text", nullable: true, comment: "ISO 4217 code the shop counts in; null: unknown"),
                    zone = table.Column<string>(type: "text", nullable: false, comment: "IANA zone that makes a business day of a time"),
                    week_start = table.Column<int>(type: "integer", nullable: false, defaultValue: 1, comment: "First day of the week, 1 for Monday")
                },
                constraints: table =>
                {
                    table.PrimaryKey("shop_pkey", x => x.is_only);
                    table.CheckConstraint("shop_is_only_check", "is_only");
                    table.CheckConstraint("shop_week_start_check", "week_start between 1 and 7");
                },
                comment: "The shop as estrella.yml tells it. grain: a single row");

            migrationBuilder.CreateTable(
                name: "source",
                schema: "estrella",
                columns: table => new
                {
                    source_no = table.Column<int>(type: "integer", nullable: false, comment: "Number of the source, stable for ever")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "text", nullable: false, comment: "Name as its contract says it"),
                    zone = table.Column<string>(type: "text", nullable: true, comment: "IANA zone in which its naive times are read; null: the shop's"),
                    currency = table.Column<string>(type: "text", nullable: true, comment: "ISO 4217 code of its amounts; null: no export names one"),
                    prices_include_tax = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Prices of the source include tax")
                },
                constraints: table =>
                {
                    table.PrimaryKey("source_pkey", x => x.source_no);
                },
                comment: "A system whose exports are read; it scopes every natural id. grain: one row per source");

            migrationBuilder.CreateTable(
                name: "contradiction",
                schema: "estrella",
                columns: table => new
                {
                    run_no = table.Column<int>(type: "integer", nullable: false, comment: "The run that counted"),
                    kind = table.Column<string>(type: "text", nullable: false, comment: "Name of the comparison"),
                    compared_count = table.Column<long>(type: "bigint", nullable: false, comment: "Rows that could be compared"),
                    agree_count = table.Column<long>(type: "bigint", nullable: false, comment: "Rows that agree"),
                    disagree_count = table.Column<long>(type: "bigint", nullable: false, comment: "Rows that disagree"),
                    amount = table.Column<decimal>(type: "numeric", nullable: true, comment: "Money of the disagreement, as the kind says; null: counted only"),
                    message = table.Column<string>(type: "text", nullable: false, comment: "What the kind compares, in one sentence")
                },
                constraints: table =>
                {
                    table.PrimaryKey("contradiction_pkey", x => new { x.run_no, x.kind });
                    table.CheckConstraint("contradiction_compared_count_check", "compared_count = agree_count + disagree_count");
                    table.ForeignKey(
                        name: "contradiction_run_no_fkey",
                        column: x => x.run_no,
                        principalSchema: "estrella",
                        principalTable: "run",
                        principalColumn: "run_no");
                },
                comment: "Where what was said disagrees with itself; nothing is overwritten. grain: one row per run and kind");

            migrationBuilder.CreateTable(
                name: "fed",
                schema: "estrella",
                columns: table => new
                {
                    entity = table.Column<string>(type: "text", nullable: false, comment: "Name of the entity"),
                    first_run_no = table.Column<int>(type: "integer", nullable: false, comment: "The published run that fed it first")
                },
                constraints: table =>
                {
                    table.PrimaryKey("fed_pkey", x => x.entity);
                    table.ForeignKey(
                        name: "fed_first_run_no_fkey",
                        column: x => x.first_run_no,
                        principalSchema: "estrella",
                        principalTable: "run",
                        principalColumn: "run_no");
                },
                comment: "Entities an export has ever fed: no export is no answer, an empty one is zero. grain: one row per entity");

            migrationBuilder.CreateTable(
                name: "figure_change",
                schema: "estrella",
                columns: table => new
                {
                    run_no = table.Column<int>(type: "integer", nullable: false, comment: "The run"),
                    month = table.Column<DateOnly>(type: "date", nullable: false, comment: "First day of the month"),
                    currency = table.Column<string>(type: "text", nullable: false, comment: "ISO 4217 code; empty: the shop's own"),
                    measure = table.Column<string>(type: "text", nullable: false, comment: "orders, kept_orders, units, gross_sales, discounts, returns, net_sales, cost or header_net"),
                    before_value = table.Column<decimal>(type: "numeric", nullable: true, comment: "What was published before; null: nothing, or unknown"),
                    after_value = table.Column<decimal>(type: "numeric", nullable: true, comment: "What the run published; null: unknown"),
                    is_new_month = table.Column<bool>(type: "boolean", nullable: false, comment: "Nothing was published of the month before")
                },
                constraints: table =>
                {
                    table.PrimaryKey("figure_change_pkey", x => new { x.run_no, x.month, x.currency, x.measure });
                    table.CheckConstraint("figure_change_measure_check", "measure in ('orders', 'kept_orders', 'units', 'gross_sales', 'discounts', 'returns', 'net_sales', 'cost', 'header_net')");
                    table.ForeignKey(
                        name: "figure_change_run_no_fkey",
                        column: x => x.run_no,
                        principalSchema: "estrella",
                        principalTable: "run",
                        principalColumn: "run_no");
                },
                comment: "A figure of a month that a run changed. grain: one row per run, month, currency and measure");

            migrationBuilder.CreateTable(
                name: "model",
                schema: "estrella",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false, comment: "Name of the model: fact_sales"),
                    kind = table.Column<string>(type: "text", nullable: false, comment: "Kind of the model: dimension, fact, roll-up, view"),
                    checksum = table.Column<string>(type: "text", nullable: false, comment: "Checksum of its file; another one means it is rebuilt"),
                    built_run_no = table.Column<int>(type: "integer", nullable: true, comment: "The run that built it whole")
                },
                constraints: table =>
                {
                    table.PrimaryKey("model_pkey", x => x.name);
                    table.ForeignKey(
                        name: "model_built_run_no_fkey",
                        column: x => x.built_run_no,
                        principalSchema: "estrella",
                        principalTable: "run",
                        principalColumn: "run_no");
                },
                comment: "A model as it was last built. grain: one row per model");

            migrationBuilder.CreateTable(
                name: "numbered",
                schema: "estrella",
                columns: table => new
                {
                    run_no = table.Column<int>(type: "integer", nullable: false, comment: "The run"),
                    entity = table.Column<string>(type: "text", nullable: false, comment: "Name of the entity"),
                    after_no = table.Column<long>(type: "bigint", nullable: false, comment: "The last number of the entity before the run"),
                    last_no = table.Column<long>(type: "bigint", nullable: false, comment: "The last number with the run"),
                    after_past_no = table.Column<long>(type: "bigint", nullable: false, comment: "The last number of a past record before the run"),
                    last_past_no = table.Column<long>(type: "bigint", nullable: false, comment: "The last number of a past record with the run")
                },
                constraints: table =>
                {
                    table.PrimaryKey("numbered_pkey", x => new { x.run_no, x.entity });
                    table.ForeignKey(
                        name: "numbered_run_no_fkey",
                        column: x => x.run_no,
                        principalSchema: "estrella",
                        principalTable: "run",
                        principalColumn: "run_no");
                },
                comment: "The numbers a run gave, inferred rows included: what it wrote first. grain: one row per run and entity");

            migrationBuilder.CreateTable(
                name: "overwritten",
                schema: "estrella",
                columns: table => new
                {
                    run_no = table.Column<int>(type: "integer", nullable: false, comment: "The run that wrote over it"),
                    entity = table.Column<string>(type: "text", nullable: false, comment: "Name of the entity"),
                    no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the row"),
                    past_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the past record; 0: the current row"),
                    record = table.Column<string>(type: "jsonb", nullable: false, comment: "The row; columns that were blank are left out")
                },
                constraints: table =>
                {
                    table.PrimaryKey("overwritten_pkey", x => new { x.run_no, x.entity, x.no, x.past_no });
                    table.ForeignKey(
                        name: "overwritten_run_no_fkey",
                        column: x => x.run_no,
                        principalSchema: "estrella",
                        principalTable: "run",
                        principalColumn: "run_no");
                },
                comment: "Rows of core as they were before a run wrote over them, or removed a past record. grain: one row per run, entity, number and past record");

            migrationBuilder.CreateTable(
                name: "repeated",
                schema: "estrella",
                columns: table => new
                {
                    repeated_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the row of the ledger")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    run_no = table.Column<int>(type: "integer", nullable: false, comment: "The run"),
                    entity = table.Column<string>(type: "text", nullable: false, comment: "Name of the entity"),
                    kind = table.Column<string>(type: "text", nullable: false, comment: "confirmed: they were said again; healed: they were inferred"),
                    numbers = table.Column<NpgsqlRange<long>[]>(type: "int8multirange", nullable: false, comment: "Their numbers")
                },
                constraints: table =>
                {
                    table.PrimaryKey("repeated_pkey", x => x.repeated_no);
                    table.CheckConstraint("repeated_kind_check", "kind in ('confirmed', 'healed')");
                    table.ForeignKey(
                        name: "repeated_run_no_fkey",
                        column: x => x.run_no,
                        principalSchema: "estrella",
                        principalTable: "run",
                        principalColumn: "run_no");
                },
                comment: "Rows of core a run repeated, or gave their first record, by their numbers. grain: one row per run, entity, kind and confirmed_at before");

            migrationBuilder.CreateTable(
                name: "step",
                schema: "estrella",
                columns: table => new
                {
                    run_no = table.Column<int>(type: "integer", nullable: false, comment: "The run"),
                    step_no = table.Column<int>(type: "integer", nullable: false, comment: "1 for the run's first step"),
                    name = table.Column<string>(type: "text", nullable: false, comment: "What was done"),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, comment: "When it began"),
                    milliseconds = table.Column<long>(type: "bigint", nullable: false, comment: "How long it took"),
                    row_count = table.Column<long>(type: "bigint", nullable: true, comment: "Rows it handled; null: not counted")
                },
                constraints: table =>
                {
                    table.PrimaryKey("step_pkey", x => new { x.run_no, x.step_no });
                    table.ForeignKey(
                        name: "step_run_no_fkey",
                        column: x => x.run_no,
                        principalSchema: "estrella",
                        principalTable: "run",
                        principalColumn: "run_no");
                },
                comment: "A step of a run and how long it took. grain: one row per run and step");

            migrationBuilder.CreateTable(
                name: "feed",
                schema: "estrella",
                columns: table => new
                {
                    source_no = table.Column<int>(type: "integer", nullable: false, comment: "The source"),
                    export = table.Column<string>(type: "text", nullable: false, comment: "The section of its contract"),
                    entity = table.Column<string>(type: "text", nullable: false, comment: "Name of the entity"),
                    column_name = table.Column<string>(type: "text", nullable: false, comment: "Column of core it feeds"),
                    blank_erases = table.Column<bool>(type: "boolean", nullable: false, comment: "A blank cell empties what was filled; else it says nothing")
                },
                constraints: table =>
                {
                    table.PrimaryKey("feed_pkey", x => new { x.source_no, x.export, x.entity, x.column_name });
                    table.ForeignKey(
                        name: "feed_source_no_fkey",
                        column: x => x.source_no,
                        principalSchema: "estrella",
                        principalTable: "source",
                        principalColumn: "source_no");
                },
                comment: "What an export says of an entity, as of the last run that read it. grain: one row per export, entity and column of core");

            migrationBuilder.CreateTable(
                name: "file",
                schema: "estrella",
                columns: table => new
                {
                    file_no = table.Column<int>(type: "integer", nullable: false, comment: "Number of the file within the ledger: what records and rows kept out refer to")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    run_no = table.Column<int>(type: "integer", nullable: false, comment: "The run that met it"),
                    source_no = table.Column<int>(type: "integer", nullable: false, comment: "Its source"),
                    export = table.Column<string>(type: "text", nullable: false, comment: "The section of the contract it fits"),
                    name = table.Column<string>(type: "text", nullable: false, comment: "Name without folder"),
                    directory = table.Column<string>(type: "text", nullable: true, comment: "Folder below the one that was given; null: that folder"),
                    checksum = table.Column<string>(type: "text", nullable: false, comment: "XxHash128 of its bytes, hexadecimal"),
                    byte_count = table.Column<long>(type: "bigint", nullable: false, comment: "Size in bytes"),
                    as_of = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, comment: "The moment the export speaks for; -infinity: undated"),
                    holds_all = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "All of its kind at that moment: what is absent is gone; false, too, where rows of it were kept out"),
                    within = table.Column<NpgsqlRange<DateOnly>>(type: "daterange", nullable: true, comment: "The days it holds all of, where it is not all days; empty: no row tells a day"),
                    row_count = table.Column<long>(type: "bigint", nullable: true, comment: "Data rows; null: not read to its end"),
                    layout_row_count = table.Column<long>(type: "bigint", nullable: true, comment: "Titles, repeated headers and closing totals: layout, not rows"),
                    state = table.Column<string>(type: "text", nullable: false, comment: "pending, read or skipped (its checksum was known)")
                },
                constraints: table =>
                {
                    table.PrimaryKey("file_pkey", x => x.file_no);
                    table.CheckConstraint("file_state_check", "state in ('pending', 'read', 'skipped')");
                    table.ForeignKey(
                        name: "file_run_no_fkey",
                        column: x => x.run_no,
                        principalSchema: "estrella",
                        principalTable: "run",
                        principalColumn: "run_no");
                    table.ForeignKey(
                        name: "file_source_no_fkey",
                        column: x => x.source_no,
                        principalSchema: "estrella",
                        principalTable: "source",
                        principalColumn: "source_no");
                },
                comment: "A file met by a run. grain: one row per run and file");

            migrationBuilder.CreateTable(
                name: "run_feed",
                schema: "estrella",
                columns: table => new
                {
                    run_no = table.Column<int>(type: "integer", nullable: false, comment: "The published run"),
                    source_no = table.Column<int>(type: "integer", nullable: false, comment: "The source"),
                    export = table.Column<string>(type: "text", nullable: false, comment: "The section of its contract"),
                    entity = table.Column<string>(type: "text", nullable: false, comment: "Name of the entity"),
                    fields = table.Column<string[]>(type: "text[]", nullable: false, comment: "Fields it feeds, as contracts say them"),
                    columns = table.Column<string[]>(type: "text[]", nullable: false, comment: "Columns of core it feeds"),
                    blank_erases = table.Column<bool>(type: "boolean", nullable: false, comment: "A blank cell empties what was filled; else it says nothing"),
                    named_by = table.Column<string[]>(type: "text[]", nullable: false, comment: "Columns of references told by another text than the id"),
                    hides_id = table.Column<bool>(type: "boolean", nullable: false, comment: "Its ids are not quoted in messages")
                },
                constraints: table =>
                {
                    table.PrimaryKey("run_feed_pkey", x => new { x.run_no, x.source_no, x.export, x.entity });
                    table.ForeignKey(
                        name: "run_feed_run_no_fkey",
                        column: x => x.run_no,
                        principalSchema: "estrella",
                        principalTable: "run",
                        principalColumn: "run_no");
                    table.ForeignKey(
                        name: "run_feed_source_no_fkey",
                        column: x => x.source_no,
                        principalSchema: "estrella",
                        principalTable: "source",
                        principalColumn: "source_no");
                },
                comment: "What the exports of a run fed, as its contracts said it: feed, fed and fed_field follow from it. grain: one row per run, export and entity");

            migrationBuilder.CreateTable(
                name: "fed_field",
                schema: "estrella",
                columns: table => new
                {
                    entity = table.Column<string>(type: "text", nullable: false, comment: "Name of the entity"),
                    field = table.Column<string>(type: "text", nullable: false, comment: "Name of the field, as contracts say it")
                },
                constraints: table =>
                {
                    table.PrimaryKey("fed_field_pkey", x => new { x.entity, x.field });
                    table.ForeignKey(
                        name: "fed_field_entity_fkey",
                        column: x => x.entity,
                        principalSchema: "estrella",
                        principalTable: "fed",
                        principalColumn: "entity");
                },
                comment: "Fields an export has ever fed. grain: one row per entity and field");

            migrationBuilder.CreateTable(
                name: "calendar_event",
                schema: "core",
                columns: table => new
                {
                    calendar_event_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the row, stable for ever")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    source_no = table.Column<int>(type: "integer", nullable: false, comment: "The source that scopes the id"),
                    calendar_event_id = table.Column<string>(type: "text", nullable: false, comment: "Natural id as the source writes it", collation: "C"),
                    is_inferred = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Another row refers to it, but no export has said it yet"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    name = table.Column<string>(type: "text", nullable: true, comment: "Name"),
                    kind = table.Column<string>(type: "text", nullable: true, comment: "holiday or sale"),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: true, comment: "First day"),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: true, comment: "Last day, included")
                },
                constraints: table =>
                {
                    table.PrimaryKey("calendar_event_pkey", x => x.calendar_event_no);
                    table.UniqueConstraint("calendar_event_source_no_calendar_event_id_key", x => new { x.source_no, x.calendar_event_id });
                    table.CheckConstraint("calendar_event_calendar_event_id_check", "calendar_event_id <> ''");
                    table.CheckConstraint("calendar_event_is_inferred_check", "not is_inferred or (file_no is null and content_hash is null)");
                    table.ForeignKey(
                        name: "calendar_event_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "calendar_event_source_no_fkey",
                        column: x => x.source_no,
                        principalSchema: "estrella",
                        principalTable: "source",
                        principalColumn: "source_no");
                },
                comment: "A holiday or sales event. grain: one row per event and edition");

            migrationBuilder.CreateTable(
                name: "campaign",
                schema: "core",
                columns: table => new
                {
                    campaign_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the row, stable for ever")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    source_no = table.Column<int>(type: "integer", nullable: false, comment: "The source that scopes the id"),
                    campaign_id = table.Column<string>(type: "text", nullable: false, comment: "Natural id as the source writes it", collation: "C"),
                    is_inferred = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Another row refers to it, but no export has said it yet"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    name = table.Column<string>(type: "text", nullable: true, comment: "Name as people read it"),
                    channel = table.Column<string>(type: "text", nullable: true, comment: "Marketing channel: search, social, email"),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: true, comment: "First day"),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: true, comment: "Last day, included")
                },
                constraints: table =>
                {
                    table.PrimaryKey("campaign_pkey", x => x.campaign_no);
                    table.UniqueConstraint("campaign_source_no_campaign_id_key", x => new { x.source_no, x.campaign_id });
                    table.CheckConstraint("campaign_campaign_id_check", "campaign_id <> ''");
                    table.CheckConstraint("campaign_is_inferred_check", "not is_inferred or (file_no is null and content_hash is null)");
                    table.ForeignKey(
                        name: "campaign_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "campaign_source_no_fkey",
                        column: x => x.source_no,
                        principalSchema: "estrella",
                        principalTable: "source",
                        principalColumn: "source_no");
                },
                comment: "Something done to sell more. grain: one row per campaign of a source");

            migrationBuilder.CreateTable(
                name: "category",
                schema: "core",
                columns: table => new
                {
                    category_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the row, stable for ever")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    source_no = table.Column<int>(type: "integer", nullable: false, comment: "The source that scopes the id"),
                    category_id = table.Column<string>(type: "text", nullable: false, comment: "Natural id as the source writes it", collation: "C"),
                    is_inferred = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Another row refers to it, but no export has said it yet"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    name = table.Column<string>(type: "text", nullable: true, comment: "Name as people read it"),
                    description = table.Column<string>(type: "text", nullable: true, comment: "Description"),
                    parent_no = table.Column<long>(type: "bigint", nullable: true, comment: "The category above")
                },
                constraints: table =>
                {
                    table.PrimaryKey("category_pkey", x => x.category_no);
                    table.UniqueConstraint("category_source_no_category_id_key", x => new { x.source_no, x.category_id });
                    table.CheckConstraint("category_category_id_check", "category_id <> ''");
                    table.CheckConstraint("category_is_inferred_check", "not is_inferred or (file_no is null and content_hash is null)");
                    table.ForeignKey(
                        name: "category_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "category_parent_no_fkey",
                        column: x => x.parent_no,
                        principalSchema: "core",
                        principalTable: "category",
                        principalColumn: "category_no");
                    table.ForeignKey(
                        name: "category_source_no_fkey",
                        column: x => x.source_no,
                        principalSchema: "estrella",
                        principalTable: "source",
                        principalColumn: "source_no");
                },
                comment: "A class of products. grain: one row per category of a source");

            migrationBuilder.CreateTable(
                name: "control_total",
                schema: "estrella",
                columns: table => new
                {
                    file_no = table.Column<int>(type: "integer", nullable: false, comment: "The file"),
                    verdict = table.Column<string>(type: "text", nullable: false, comment: "new, changed, unchanged, duplicate, set_aside or quarantined"),
                    row_count = table.Column<long>(type: "bigint", nullable: false, comment: "Rows with the verdict"),
                    amount = table.Column<decimal>(type: "numeric", nullable: true, comment: "Sum of the contract's control over them; null: no control, or none could be read"),
                    no_amount_count = table.Column<long>(type: "bigint", nullable: false, comment: "Rows whose control is no amount"),
                    control_column = table.Column<string>(type: "text", nullable: true, comment: "The contract's control, such as Quantity * UnitPrice; null: none")
                },
                constraints: table =>
                {
                    table.PrimaryKey("control_total_pkey", x => new { x.file_no, x.verdict });
                    table.CheckConstraint("control_total_row_count_check", "row_count >= 0");
                    table.CheckConstraint("control_total_verdict_check", "verdict in ('new', 'changed', 'unchanged', 'duplicate', 'set_aside', 'quarantined')");
                    table.ForeignKey(
                        name: "control_total_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                },
                comment: "What became of a file's rows and money. grain: one row per file and verdict");

            migrationBuilder.CreateTable(
                name: "customer",
                schema: "core",
                columns: table => new
                {
                    customer_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the row, stable for ever")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    source_no = table.Column<int>(type: "integer", nullable: false, comment: "The source that scopes the id"),
                    customer_id = table.Column<string>(type: "text", nullable: false, comment: "Natural id as the source writes it", collation: "C"),
                    is_inferred = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Another row refers to it, but no export has said it yet"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    first_name = table.Column<string>(type: "text", nullable: true, comment: "Given name"),
                    last_name = table.Column<string>(type: "text", nullable: true, comment: "Family name"),
                    email = table.Column<string>(type: "text", nullable: true, comment: "E-mail as the source writes it"),
                    phone = table.Column<string>(type: "text", nullable: true, comment: "Telephone as the source writes it"),
                    document_type = table.Column<string>(type: "text", nullable: true, comment: "Kind of document: DNI, CUIT, passport"),
                    tax_number = table.Column<string>(type: "text", nullable: true, comment: "Identity or tax document, never a number"),
                    birth_date = table.Column<DateOnly>(type: "date", nullable: true, comment: "Date of birth"),
                    registered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true, comment: "When the customer signed up"),
                    segment = table.Column<string>(type: "text", nullable: true, comment: "The shop's own class of customer"),
                    city = table.Column<string>(type: "text", nullable: true, comment: "City of the customer"),
                    region = table.Column<string>(type: "text", nullable: true, comment: "Region (province, state) of the customer"),
                    country = table.Column<string>(type: "text", nullable: true, comment: "Country of the customer"),
                    postcode = table.Column<string>(type: "text", nullable: true, comment: "Postcode of the customer")
                },
                constraints: table =>
                {
                    table.PrimaryKey("customer_pkey", x => x.customer_no);
                    table.UniqueConstraint("customer_source_no_customer_id_key", x => new { x.source_no, x.customer_id });
                    table.CheckConstraint("customer_customer_id_check", "customer_id <> ''");
                    table.CheckConstraint("customer_is_inferred_check", "not is_inferred or (file_no is null and content_hash is null)");
                    table.ForeignKey(
                        name: "customer_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "customer_source_no_fkey",
                        column: x => x.source_no,
                        principalSchema: "estrella",
                        principalTable: "source",
                        principalColumn: "source_no");
                },
                comment: "A person or firm that buys. grain: one row per customer of a source");

            migrationBuilder.CreateTable(
                name: "exchange_rate",
                schema: "core",
                columns: table => new
                {
                    exchange_rate_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the row, stable for ever")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    source_no = table.Column<int>(type: "integer", nullable: false, comment: "The source that scopes the id"),
                    exchange_rate_id = table.Column<string>(type: "text", nullable: false, comment: "Natural id as the source writes it", collation: "C"),
                    is_inferred = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Another row refers to it, but no export has said it yet"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    from_currency = table.Column<string>(type: "text", nullable: true, comment: "ISO 4217 code of the unit"),
                    to_currency = table.Column<string>(type: "text", nullable: true, comment: "ISO 4217 code it is told in"),
                    rate_type = table.Column<string>(type: "text", nullable: true, comment: "official, blue, ...; empty: official"),
                    day = table.Column<DateOnly>(type: "date", nullable: true, comment: "Day"),
                    rate = table.Column<decimal>(type: "numeric(24,10)", nullable: true, comment: "Units of to_currency for one of from_currency")
                },
                constraints: table =>
                {
                    table.PrimaryKey("exchange_rate_pkey", x => x.exchange_rate_no);
                    table.UniqueConstraint("exchange_rate_source_no_exchange_rate_id_key", x => new { x.source_no, x.exchange_rate_id });
                    table.CheckConstraint("exchange_rate_exchange_rate_id_check", "exchange_rate_id <> ''");
                    table.CheckConstraint("exchange_rate_is_inferred_check", "not is_inferred or (file_no is null and content_hash is null)");
                    table.ForeignKey(
                        name: "exchange_rate_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "exchange_rate_source_no_fkey",
                        column: x => x.source_no,
                        principalSchema: "estrella",
                        principalTable: "source",
                        principalColumn: "source_no");
                },
                comment: "What one unit of a currency was worth. grain: one row per pair, rate type and day");

            migrationBuilder.CreateTable(
                name: "payment_method",
                schema: "core",
                columns: table => new
                {
                    payment_method_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the row, stable for ever")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    source_no = table.Column<int>(type: "integer", nullable: false, comment: "The source that scopes the id"),
                    payment_method_id = table.Column<string>(type: "text", nullable: false, comment: "Natural id as the source writes it", collation: "C"),
                    is_inferred = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Another row refers to it, but no export has said it yet"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    name = table.Column<string>(type: "text", nullable: true, comment: "Name as people read it"),
                    description = table.Column<string>(type: "text", nullable: true, comment: "Description")
                },
                constraints: table =>
                {
                    table.PrimaryKey("payment_method_pkey", x => x.payment_method_no);
                    table.UniqueConstraint("payment_method_source_no_payment_method_id_key", x => new { x.source_no, x.payment_method_id });
                    table.CheckConstraint("payment_method_is_inferred_check", "not is_inferred or (file_no is null and content_hash is null)");
                    table.CheckConstraint("payment_method_payment_method_id_check", "payment_method_id <> ''");
                    table.ForeignKey(
                        name: "payment_method_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "payment_method_source_no_fkey",
                        column: x => x.source_no,
                        principalSchema: "estrella",
                        principalTable: "source",
                        principalColumn: "source_no");
                },
                comment: "A way to pay. grain: one row per payment method of a source");

            migrationBuilder.CreateTable(
                name: "price_index",
                schema: "core",
                columns: table => new
                {
                    price_index_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the row, stable for ever")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    source_no = table.Column<int>(type: "integer", nullable: false, comment: "The source that scopes the id"),
                    price_index_id = table.Column<string>(type: "text", nullable: false, comment: "Natural id as the source writes it", collation: "C"),
                    is_inferred = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Another row refers to it, but no export has said it yet"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    index_name = table.Column<string>(type: "text", nullable: true, comment: "Name of the index; empty: default"),
                    month = table.Column<DateOnly>(type: "date", nullable: true, comment: "First day of the month it holds for"),
                    value = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Level")
                },
                constraints: table =>
                {
                    table.PrimaryKey("price_index_pkey", x => x.price_index_no);
                    table.UniqueConstraint("price_index_source_no_price_index_id_key", x => new { x.source_no, x.price_index_id });
                    table.CheckConstraint("price_index_is_inferred_check", "not is_inferred or (file_no is null and content_hash is null)");
                    table.CheckConstraint("price_index_price_index_id_check", "price_index_id <> ''");
                    table.ForeignKey(
                        name: "price_index_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "price_index_source_no_fkey",
                        column: x => x.source_no,
                        principalSchema: "estrella",
                        principalTable: "source",
                        principalColumn: "source_no");
                },
                comment: "Level of prices. grain: one row per index and month");

            migrationBuilder.CreateTable(
                name: "quarantine",
                schema: "estrella",
                columns: table => new
                {
                    file_no = table.Column<int>(type: "integer", nullable: false, comment: "The file"),
                    line = table.Column<int>(type: "integer", nullable: false, comment: "Line on which the row begins, 1 for the first"),
                    problem_no = table.Column<int>(type: "integer", nullable: false, comment: "1 for the row's first problem"),
                    position = table.Column<int>(type: "integer", nullable: true, comment: "Column counted from 1; null: the row as a whole"),
                    column_name = table.Column<string>(type: "text", nullable: true, comment: "Header of the column"),
                    value = table.Column<string>(type: "text", nullable: true, comment: "What was found; null where it may not be shown"),
                    rule = table.Column<string>(type: "text", nullable: false, comment: "Short name of the rule: amount, date, cells, same-id"),
                    message = table.Column<string>(type: "text", nullable: false, comment: "What was found and what was expected"),
                    remedy = table.Column<string>(type: "text", nullable: false, comment: "What to do about it"),
                    raw = table.Column<string>(type: "text", nullable: true, comment: "The row as it stands in the file, on its first problem; null where the export has a secret column"),
                    control = table.Column<decimal>(type: "numeric", nullable: true, comment: "The row's control amount, on its first problem, where it could be read")
                },
                constraints: table =>
                {
                    table.PrimaryKey("quarantine_pkey", x => new { x.file_no, x.line, x.problem_no });
                    table.ForeignKey(
                        name: "quarantine_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                },
                comment: "What is wrong with a row kept out. grain: one row per file, line and problem");

            migrationBuilder.CreateTable(
                name: "set_aside",
                schema: "estrella",
                columns: table => new
                {
                    file_no = table.Column<int>(type: "integer", nullable: false, comment: "The file"),
                    line = table.Column<int>(type: "integer", nullable: false, comment: "Line on which the row begins, 1 for the first"),
                    raw = table.Column<string>(type: "text", nullable: true, comment: "The row as it stands in the file; null where the export has a secret column"),
                    control = table.Column<decimal>(type: "numeric", nullable: true, comment: "The row's control amount, where it could be read")
                },
                constraints: table =>
                {
                    table.PrimaryKey("set_aside_pkey", x => new { x.file_no, x.line });
                    table.ForeignKey(
                        name: "set_aside_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                },
                comment: "Rows the contract declares no data of ours: counted and kept, fed to nothing. grain: one row per file and line");

            migrationBuilder.CreateTable(
                name: "target",
                schema: "core",
                columns: table => new
                {
                    target_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the row, stable for ever")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    source_no = table.Column<int>(type: "integer", nullable: false, comment: "The source that scopes the id"),
                    target_id = table.Column<string>(type: "text", nullable: false, comment: "Natural id as the source writes it", collation: "C"),
                    is_inferred = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Another row refers to it, but no export has said it yet"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    period = table.Column<DateOnly>(type: "date", nullable: true, comment: "First day of the period"),
                    metric = table.Column<string>(type: "text", nullable: true, comment: "Name of the figure, such as net_sales"),
                    channel = table.Column<string>(type: "text", nullable: true, comment: "Sales channel it is for"),
                    category = table.Column<string>(type: "text", nullable: true, comment: "Name of the category it is for"),
                    value = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "The figure wanted")
                },
                constraints: table =>
                {
                    table.PrimaryKey("target_pkey", x => x.target_no);
                    table.UniqueConstraint("target_source_no_target_id_key", x => new { x.source_no, x.target_id });
                    table.CheckConstraint("target_is_inferred_check", "not is_inferred or (file_no is null and content_hash is null)");
                    table.CheckConstraint("target_target_id_check", "target_id <> ''");
                    table.ForeignKey(
                        name: "target_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "target_source_no_fkey",
                        column: x => x.source_no,
                        principalSchema: "estrella",
                        principalTable: "source",
                        principalColumn: "source_no");
                },
                comment: "What the shop wants to reach. grain: one row per period, metric, channel and category");

            migrationBuilder.CreateTable(
                name: "calendar_event_past",
                schema: "core",
                columns: table => new
                {
                    past_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the record")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    calendar_event_no = table.Column<long>(type: "bigint", nullable: false, comment: "The calendar_event it was said of"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    name = table.Column<string>(type: "text", nullable: true, comment: "Name"),
                    kind = table.Column<string>(type: "text", nullable: true, comment: "holiday or sale"),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: true, comment: "First day"),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: true, comment: "Last day, included")
                },
                constraints: table =>
                {
                    table.PrimaryKey("calendar_event_past_pkey", x => x.past_no);
                    table.ForeignKey(
                        name: "calendar_event_past_calendar_event_no_fkey",
                        column: x => x.calendar_event_no,
                        principalSchema: "core",
                        principalTable: "calendar_event",
                        principalColumn: "calendar_event_no");
                    table.ForeignKey(
                        name: "calendar_event_past_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                },
                comment: "Records of calendar_event that no longer hold; with the current rows that are not inferred, all that was said. grain: one row per record");

            migrationBuilder.CreateTable(
                name: "campaign_past",
                schema: "core",
                columns: table => new
                {
                    past_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the record")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    campaign_no = table.Column<long>(type: "bigint", nullable: false, comment: "The campaign it was said of"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    name = table.Column<string>(type: "text", nullable: true, comment: "Name as people read it"),
                    channel = table.Column<string>(type: "text", nullable: true, comment: "Marketing channel: search, social, email"),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: true, comment: "First day"),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: true, comment: "Last day, included")
                },
                constraints: table =>
                {
                    table.PrimaryKey("campaign_past_pkey", x => x.past_no);
                    table.ForeignKey(
                        name: "campaign_past_campaign_no_fkey",
                        column: x => x.campaign_no,
                        principalSchema: "core",
                        principalTable: "campaign",
                        principalColumn: "campaign_no");
                    table.ForeignKey(
                        name: "campaign_past_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                },
                comment: "Records of campaign that no longer hold; with the current rows that are not inferred, all that was said. grain: one row per record");

            migrationBuilder.CreateTable(
                name: "campaign_spend",
                schema: "core",
                columns: table => new
                {
                    campaign_spend_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the row, stable for ever")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    source_no = table.Column<int>(type: "integer", nullable: false, comment: "The source that scopes the id"),
                    campaign_spend_id = table.Column<string>(type: "text", nullable: false, comment: "Natural id as the source writes it", collation: "C"),
                    is_inferred = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Another row refers to it, but no export has said it yet"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    campaign_no = table.Column<long>(type: "bigint", nullable: true, comment: "The campaign"),
                    day = table.Column<DateOnly>(type: "date", nullable: true, comment: "Day"),
                    amount = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Amount spent"),
                    currency = table.Column<string>(type: "text", nullable: true, comment: "ISO 4217 code; empty: the source's currency"),
                    impressions = table.Column<long>(type: "bigint", nullable: true, comment: "Times shown"),
                    clicks = table.Column<long>(type: "bigint", nullable: true, comment: "Times clicked")
                },
                constraints: table =>
                {
                    table.PrimaryKey("campaign_spend_pkey", x => x.campaign_spend_no);
                    table.UniqueConstraint("campaign_spend_source_no_campaign_spend_id_key", x => new { x.source_no, x.campaign_spend_id });
                    table.CheckConstraint("campaign_spend_campaign_spend_id_check", "campaign_spend_id <> ''");
                    table.CheckConstraint("campaign_spend_is_inferred_check", "not is_inferred or (file_no is null and content_hash is null)");
                    table.ForeignKey(
                        name: "campaign_spend_campaign_no_fkey",
                        column: x => x.campaign_no,
                        principalSchema: "core",
                        principalTable: "campaign",
                        principalColumn: "campaign_no");
                    table.ForeignKey(
                        name: "campaign_spend_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "campaign_spend_source_no_fkey",
                        column: x => x.source_no,
                        principalSchema: "estrella",
                        principalTable: "source",
                        principalColumn: "source_no");
                },
                comment: "Money spent on a campaign. grain: one row per campaign and day");

            migrationBuilder.CreateTable(
                name: "category_past",
                schema: "core",
                columns: table => new
                {
                    past_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the record")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    category_no = table.Column<long>(type: "bigint", nullable: false, comment: "The category it was said of"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    name = table.Column<string>(type: "text", nullable: true, comment: "Name as people read it"),
                    description = table.Column<string>(type: "text", nullable: true, comment: "Description"),
                    parent_no = table.Column<long>(type: "bigint", nullable: true, comment: "The category above")
                },
                constraints: table =>
                {
                    table.PrimaryKey("category_past_pkey", x => x.past_no);
                    table.ForeignKey(
                        name: "category_past_category_no_fkey",
                        column: x => x.category_no,
                        principalSchema: "core",
                        principalTable: "category",
                        principalColumn: "category_no");
                    table.ForeignKey(
                        name: "category_past_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "category_past_parent_no_fkey",
                        column: x => x.parent_no,
                        principalSchema: "core",
                        principalTable: "category",
                        principalColumn: "category_no");
                },
                comment: "Records of category that no longer hold; with the current rows that are not inferred, all that was said. grain: one row per record");

            migrationBuilder.CreateTable(
                name: "product",
                schema: "core",
                columns: table => new
                {
                    product_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the row, stable for ever")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    source_no = table.Column<int>(type: "integer", nullable: false, comment: "The source that scopes the id"),
                    product_id = table.Column<string>(type: "text", nullable: false, comment: "Natural id as the source writes it", collation: "C"),
                    is_inferred = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Another row refers to it, but no export has said it yet"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    name = table.Column<string>(type: "text", nullable: true, comment: "Name as people read it"),
                    description = table.Column<string>(type: "text", nullable: true, comment: "Description"),
                    category_no = table.Column<long>(type: "bigint", nullable: true, comment: "Its category"),
                    brand = table.Column<string>(type: "text", nullable: true, comment: "Brand"),
                    sku = table.Column<string>(type: "text", nullable: true, comment: "Stock keeping unit"),
                    barcode = table.Column<string>(type: "text", nullable: true, comment: "GTIN, a text"),
                    price = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "List price, in the source's currency"),
                    cost = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Unit cost ex tax, in the source's currency"),
                    tax_rate = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Tax rate of the product: 0.21 is 21 %")
                },
                constraints: table =>
                {
                    table.PrimaryKey("product_pkey", x => x.product_no);
                    table.UniqueConstraint("product_source_no_product_id_key", x => new { x.source_no, x.product_id });
                    table.CheckConstraint("product_is_inferred_check", "not is_inferred or (file_no is null and content_hash is null)");
                    table.CheckConstraint("product_product_id_check", "product_id <> ''");
                    table.ForeignKey(
                        name: "product_category_no_fkey",
                        column: x => x.category_no,
                        principalSchema: "core",
                        principalTable: "category",
                        principalColumn: "category_no");
                    table.ForeignKey(
                        name: "product_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "product_source_no_fkey",
                        column: x => x.source_no,
                        principalSchema: "estrella",
                        principalTable: "source",
                        principalColumn: "source_no");
                },
                comment: "What is sold. grain: one row per product of a source");

            migrationBuilder.CreateTable(
                name: "address",
                schema: "core",
                columns: table => new
                {
                    address_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the row, stable for ever")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    source_no = table.Column<int>(type: "integer", nullable: false, comment: "The source that scopes the id"),
                    address_id = table.Column<string>(type: "text", nullable: false, comment: "Natural id as the source writes it", collation: "C"),
                    is_inferred = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Another row refers to it, but no export has said it yet"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    customer_no = table.Column<long>(type: "bigint", nullable: true, comment: "Whose address it is"),
                    kind = table.Column<string>(type: "text", nullable: true, comment: "shipping, billing or home"),
                    street = table.Column<string>(type: "text", nullable: true, comment: "Street and number"),
                    city = table.Column<string>(type: "text", nullable: true, comment: "City"),
                    region = table.Column<string>(type: "text", nullable: true, comment: "Region (province, state)"),
                    country = table.Column<string>(type: "text", nullable: true, comment: "Country"),
                    postcode = table.Column<string>(type: "text", nullable: true, comment: "Postcode, a text")
                },
                constraints: table =>
                {
                    table.PrimaryKey("address_pkey", x => x.address_no);
                    table.UniqueConstraint("address_source_no_address_id_key", x => new { x.source_no, x.address_id });
                    table.CheckConstraint("address_address_id_check", "address_id <> ''");
                    table.CheckConstraint("address_is_inferred_check", "not is_inferred or (file_no is null and content_hash is null)");
                    table.CheckConstraint("address_kind_check", "kind in ('shipping', 'billing', 'home', 'unmapped')");
                    table.ForeignKey(
                        name: "address_customer_no_fkey",
                        column: x => x.customer_no,
                        principalSchema: "core",
                        principalTable: "customer",
                        principalColumn: "customer_no");
                    table.ForeignKey(
                        name: "address_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "address_source_no_fkey",
                        column: x => x.source_no,
                        principalSchema: "estrella",
                        principalTable: "source",
                        principalColumn: "source_no");
                },
                comment: "Where a customer lives, is billed or is shipped to. grain: one row per address of a source");

            migrationBuilder.CreateTable(
                name: "customer_past",
                schema: "core",
                columns: table => new
                {
                    past_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the record")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    customer_no = table.Column<long>(type: "bigint", nullable: false, comment: "The customer it was said of"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    first_name = table.Column<string>(type: "text", nullable: true, comment: "Given name"),
                    last_name = table.Column<string>(type: "text", nullable: true, comment: "Family name"),
                    email = table.Column<string>(type: "text", nullable: true, comment: "E-mail as the source writes it"),
                    phone = table.Column<string>(type: "text", nullable: true, comment: "Telephone as the source writes it"),
                    document_type = table.Column<string>(type: "text", nullable: true, comment: "Kind of document: DNI, CUIT, passport"),
                    tax_number = table.Column<string>(type: "text", nullable: true, comment: "Identity or tax document, never a number"),
                    birth_date = table.Column<DateOnly>(type: "date", nullable: true, comment: "Date of birth"),
                    registered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true, comment: "When the customer signed up"),
                    segment = table.Column<string>(type: "text", nullable: true, comment: "The shop's own class of customer"),
                    city = table.Column<string>(type: "text", nullable: true, comment: "City of the customer"),
                    region = table.Column<string>(type: "text", nullable: true, comment: "Region (province, state) of the customer"),
                    country = table.Column<string>(type: "text", nullable: true, comment: "Country of the customer"),
                    postcode = table.Column<string>(type: "text", nullable: true, comment: "Postcode of the customer")
                },
                constraints: table =>
                {
                    table.PrimaryKey("customer_past_pkey", x => x.past_no);
                    table.ForeignKey(
                        name: "customer_past_customer_no_fkey",
                        column: x => x.customer_no,
                        principalSchema: "core",
                        principalTable: "customer",
                        principalColumn: "customer_no");
                    table.ForeignKey(
                        name: "customer_past_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                },
                comment: "Records of customer that no longer hold; with the current rows that are not inferred, all that was said. grain: one row per record");

            migrationBuilder.CreateTable(
                name: "touch",
                schema: "core",
                columns: table => new
                {
                    touch_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the row, stable for ever")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    source_no = table.Column<int>(type: "integer", nullable: false, comment: "The source that scopes the id"),
                    touch_id = table.Column<string>(type: "text", nullable: false, comment: "Natural id as the source writes it", collation: "C"),
                    is_inferred = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Another row refers to it, but no export has said it yet"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    customer_no = table.Column<long>(type: "bigint", nullable: true, comment: "Who, where known"),
                    session = table.Column<string>(type: "text", nullable: true, comment: "The visit, where the customer is not known"),
                    campaign_no = table.Column<long>(type: "bigint", nullable: true, comment: "The campaign met"),
                    channel = table.Column<string>(type: "text", nullable: true, comment: "Marketing channel"),
                    touched_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true, comment: "When")
                },
                constraints: table =>
                {
                    table.PrimaryKey("touch_pkey", x => x.touch_no);
                    table.UniqueConstraint("touch_source_no_touch_id_key", x => new { x.source_no, x.touch_id });
                    table.CheckConstraint("touch_is_inferred_check", "not is_inferred or (file_no is null and content_hash is null)");
                    table.CheckConstraint("touch_touch_id_check", "touch_id <> ''");
                    table.ForeignKey(
                        name: "touch_campaign_no_fkey",
                        column: x => x.campaign_no,
                        principalSchema: "core",
                        principalTable: "campaign",
                        principalColumn: "campaign_no");
                    table.ForeignKey(
                        name: "touch_customer_no_fkey",
                        column: x => x.customer_no,
                        principalSchema: "core",
                        principalTable: "customer",
                        principalColumn: "customer_no");
                    table.ForeignKey(
                        name: "touch_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "touch_source_no_fkey",
                        column: x => x.source_no,
                        principalSchema: "estrella",
                        principalTable: "source",
                        principalColumn: "source_no");
                },
                comment: "A customer or session meets a campaign. grain: one row per touch");

            migrationBuilder.CreateTable(
                name: "exchange_rate_past",
                schema: "core",
                columns: table => new
                {
                    past_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the record")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    exchange_rate_no = table.Column<long>(type: "bigint", nullable: false, comment: "The exchange_rate it was said of"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    from_currency = table.Column<string>(type: "text", nullable: true, comment: "ISO 4217 code of the unit"),
                    to_currency = table.Column<string>(type: "text", nullable: true, comment: "ISO 4217 code it is told in"),
                    rate_type = table.Column<string>(type: "text", nullable: true, comment: "official, blue, ...; empty: official"),
                    day = table.Column<DateOnly>(type: "date", nullable: true, comment: "Day"),
                    rate = table.Column<decimal>(type: "numeric(24,10)", nullable: true, comment: "Units of to_currency for one of from_currency")
                },
                constraints: table =>
                {
                    table.PrimaryKey("exchange_rate_past_pkey", x => x.past_no);
                    table.ForeignKey(
                        name: "exchange_rate_past_exchange_rate_no_fkey",
                        column: x => x.exchange_rate_no,
                        principalSchema: "core",
                        principalTable: "exchange_rate",
                        principalColumn: "exchange_rate_no");
                    table.ForeignKey(
                        name: "exchange_rate_past_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                },
                comment: "Records of exchange_rate that no longer hold; with the current rows that are not inferred, all that was said. grain: one row per record");

            migrationBuilder.CreateTable(
                name: "payment_method_past",
                schema: "core",
                columns: table => new
                {
                    past_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the record")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    payment_method_no = table.Column<long>(type: "bigint", nullable: false, comment: "The payment_method it was said of"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    name = table.Column<string>(type: "text", nullable: true, comment: "Name as people read it"),
                    description = table.Column<string>(type: "text", nullable: true, comment: "Description")
                },
                constraints: table =>
                {
                    table.PrimaryKey("payment_method_past_pkey", x => x.past_no);
                    table.ForeignKey(
                        name: "payment_method_past_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "payment_method_past_payment_method_no_fkey",
                        column: x => x.payment_method_no,
                        principalSchema: "core",
                        principalTable: "payment_method",
                        principalColumn: "payment_method_no");
                },
                comment: "Records of payment_method that no longer hold; with the current rows that are not inferred, all that was said. grain: one row per record");

            migrationBuilder.CreateTable(
                name: "price_index_past",
                schema: "core",
                columns: table => new
                {
                    past_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the record")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    price_index_no = table.Column<long>(type: "bigint", nullable: false, comment: "The price_index it was said of"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    index_name = table.Column<string>(type: "text", nullable: true, comment: "Name of the index; empty: default"),
                    month = table.Column<DateOnly>(type: "date", nullable: true, comment: "First day of the month it holds for"),
                    value = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Level")
                },
                constraints: table =>
                {
                    table.PrimaryKey("price_index_past_pkey", x => x.past_no);
                    table.ForeignKey(
                        name: "price_index_past_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "price_index_past_price_index_no_fkey",
                        column: x => x.price_index_no,
                        principalSchema: "core",
                        principalTable: "price_index",
                        principalColumn: "price_index_no");
                },
                comment: "Records of price_index that no longer hold; with the current rows that are not inferred, all that was said. grain: one row per record");

            migrationBuilder.CreateTable(
                name: "target_past",
                schema: "core",
                columns: table => new
                {
                    past_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the record")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    target_no = table.Column<long>(type: "bigint", nullable: false, comment: "The target it was said of"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    period = table.Column<DateOnly>(type: "date", nullable: true, comment: "First day of the period"),
                    metric = table.Column<string>(type: "text", nullable: true, comment: "Name of the figure, such as net_sales"),
                    channel = table.Column<string>(type: "text", nullable: true, comment: "Sales channel it is for"),
                    category = table.Column<string>(type: "text", nullable: true, comment: "Name of the category it is for"),
                    value = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "The figure wanted")
                },
                constraints: table =>
                {
                    table.PrimaryKey("target_past_pkey", x => x.past_no);
                    table.ForeignKey(
                        name: "target_past_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "target_past_target_no_fkey",
                        column: x => x.target_no,
                        principalSchema: "core",
                        principalTable: "target",
                        principalColumn: "target_no");
                },
                comment: "Records of target that no longer hold; with the current rows that are not inferred, all that was said. grain: one row per record");

            migrationBuilder.CreateTable(
                name: "campaign_spend_past",
                schema: "core",
                columns: table => new
                {
                    past_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the record")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    campaign_spend_no = table.Column<long>(type: "bigint", nullable: false, comment: "The campaign_spend it was said of"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    campaign_no = table.Column<long>(type: "bigint", nullable: true, comment: "The campaign"),
                    day = table.Column<DateOnly>(type: "date", nullable: true, comment: "Day"),
                    amount = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Amount spent"),
                    currency = table.Column<string>(type: "text", nullable: true, comment: "ISO 4217 code; empty: the source's currency"),
                    impressions = table.Column<long>(type: "bigint", nullable: true, comment: "Times shown"),
                    clicks = table.Column<long>(type: "bigint", nullable: true, comment: "Times clicked")
                },
                constraints: table =>
                {
                    table.PrimaryKey("campaign_spend_past_pkey", x => x.past_no);
                    table.ForeignKey(
                        name: "campaign_spend_past_campaign_no_fkey",
                        column: x => x.campaign_no,
                        principalSchema: "core",
                        principalTable: "campaign",
                        principalColumn: "campaign_no");
                    table.ForeignKey(
                        name: "campaign_spend_past_campaign_spend_no_fkey",
                        column: x => x.campaign_spend_no,
                        principalSchema: "core",
                        principalTable: "campaign_spend",
                        principalColumn: "campaign_spend_no");
                    table.ForeignKey(
                        name: "campaign_spend_past_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                },
                comment: "Records of campaign_spend that no longer hold; with the current rows that are not inferred, all that was said. grain: one row per record");

            migrationBuilder.CreateTable(
                name: "cart",
                schema: "core",
                columns: table => new
                {
                    cart_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the row, stable for ever")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    source_no = table.Column<int>(type: "integer", nullable: false, comment: "The source that scopes the id"),
                    cart_id = table.Column<string>(type: "text", nullable: false, comment: "Natural id as the source writes it", collation: "C"),
                    is_inferred = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Another row refers to it, but no export has said it yet"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    cart_number = table.Column<string>(type: "text", nullable: true, comment: "The cart's own id, where the source has one"),
                    customer_no = table.Column<long>(type: "bigint", nullable: true, comment: "Whose cart it is"),
                    product_no = table.Column<long>(type: "bigint", nullable: true, comment: "What was put in"),
                    quantity = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Pieces"),
                    added_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true, comment: "When it was put in")
                },
                constraints: table =>
                {
                    table.PrimaryKey("cart_pkey", x => x.cart_no);
                    table.UniqueConstraint("cart_source_no_cart_id_key", x => new { x.source_no, x.cart_id });
                    table.CheckConstraint("cart_cart_id_check", "cart_id <> ''");
                    table.CheckConstraint("cart_is_inferred_check", "not is_inferred or (file_no is null and content_hash is null)");
                    table.ForeignKey(
                        name: "cart_customer_no_fkey",
                        column: x => x.customer_no,
                        principalSchema: "core",
                        principalTable: "customer",
                        principalColumn: "customer_no");
                    table.ForeignKey(
                        name: "cart_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "cart_product_no_fkey",
                        column: x => x.product_no,
                        principalSchema: "core",
                        principalTable: "product",
                        principalColumn: "product_no");
                    table.ForeignKey(
                        name: "cart_source_no_fkey",
                        column: x => x.source_no,
                        principalSchema: "estrella",
                        principalTable: "source",
                        principalColumn: "source_no");
                },
                comment: "A product put into a cart. grain: one row per cart line");

            migrationBuilder.CreateTable(
                name: "inventory",
                schema: "core",
                columns: table => new
                {
                    inventory_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the row, stable for ever")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    source_no = table.Column<int>(type: "integer", nullable: false, comment: "The source that scopes the id"),
                    inventory_id = table.Column<string>(type: "text", nullable: false, comment: "Natural id as the source writes it", collation: "C"),
                    is_inferred = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Another row refers to it, but no export has said it yet"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    product_no = table.Column<long>(type: "bigint", nullable: true, comment: "What was counted"),
                    warehouse = table.Column<string>(type: "text", nullable: true, comment: "Where"),
                    day = table.Column<DateOnly>(type: "date", nullable: true, comment: "Day of the count; -infinity: an export without a date"),
                    on_hand = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Pieces on hand; negative where the source oversold")
                },
                constraints: table =>
                {
                    table.PrimaryKey("inventory_pkey", x => x.inventory_no);
                    table.UniqueConstraint("inventory_source_no_inventory_id_key", x => new { x.source_no, x.inventory_id });
                    table.CheckConstraint("inventory_inventory_id_check", "inventory_id <> ''");
                    table.CheckConstraint("inventory_is_inferred_check", "not is_inferred or (file_no is null and content_hash is null)");
                    table.ForeignKey(
                        name: "inventory_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "inventory_product_no_fkey",
                        column: x => x.product_no,
                        principalSchema: "core",
                        principalTable: "product",
                        principalColumn: "product_no");
                    table.ForeignKey(
                        name: "inventory_source_no_fkey",
                        column: x => x.source_no,
                        principalSchema: "estrella",
                        principalTable: "source",
                        principalColumn: "source_no");
                },
                comment: "Stock counted. grain: one row per product, warehouse and day");

            migrationBuilder.CreateTable(
                name: "product_past",
                schema: "core",
                columns: table => new
                {
                    past_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the record")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    product_no = table.Column<long>(type: "bigint", nullable: false, comment: "The product it was said of"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    name = table.Column<string>(type: "text", nullable: true, comment: "Name as people read it"),
                    description = table.Column<string>(type: "text", nullable: true, comment: "Description"),
                    category_no = table.Column<long>(type: "bigint", nullable: true, comment: "Its category"),
                    brand = table.Column<string>(type: "text", nullable: true, comment: "Brand"),
                    sku = table.Column<string>(type: "text", nullable: true, comment: "Stock keeping unit"),
                    barcode = table.Column<string>(type: "text", nullable: true, comment: "GTIN, a text"),
                    price = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "List price, in the source's currency"),
                    cost = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Unit cost ex tax, in the source's currency"),
                    tax_rate = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Tax rate of the product: 0.21 is 21 %")
                },
                constraints: table =>
                {
                    table.PrimaryKey("product_past_pkey", x => x.past_no);
                    table.ForeignKey(
                        name: "product_past_category_no_fkey",
                        column: x => x.category_no,
                        principalSchema: "core",
                        principalTable: "category",
                        principalColumn: "category_no");
                    table.ForeignKey(
                        name: "product_past_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "product_past_product_no_fkey",
                        column: x => x.product_no,
                        principalSchema: "core",
                        principalTable: "product",
                        principalColumn: "product_no");
                },
                comment: "Records of product that no longer hold; with the current rows that are not inferred, all that was said. grain: one row per record");

            migrationBuilder.CreateTable(
                name: "product_price",
                schema: "core",
                columns: table => new
                {
                    product_price_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the row, stable for ever")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    source_no = table.Column<int>(type: "integer", nullable: false, comment: "The source that scopes the id"),
                    product_price_id = table.Column<string>(type: "text", nullable: false, comment: "Natural id as the source writes it", collation: "C"),
                    is_inferred = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Another row refers to it, but no export has said it yet"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    product_no = table.Column<long>(type: "bigint", nullable: true, comment: "Whose price it is"),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: true, comment: "First day on which it holds"),
                    price = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "List price"),
                    cost = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Unit cost ex tax"),
                    currency = table.Column<string>(type: "text", nullable: true, comment: "ISO 4217 code; empty: the source's currency")
                },
                constraints: table =>
                {
                    table.PrimaryKey("product_price_pkey", x => x.product_price_no);
                    table.UniqueConstraint("product_price_source_no_product_price_id_key", x => new { x.source_no, x.product_price_id });
                    table.CheckConstraint("product_price_is_inferred_check", "not is_inferred or (file_no is null and content_hash is null)");
                    table.CheckConstraint("product_price_product_price_id_check", "product_price_id <> ''");
                    table.ForeignKey(
                        name: "product_price_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "product_price_product_no_fkey",
                        column: x => x.product_no,
                        principalSchema: "core",
                        principalTable: "product",
                        principalColumn: "product_no");
                    table.ForeignKey(
                        name: "product_price_source_no_fkey",
                        column: x => x.source_no,
                        principalSchema: "estrella",
                        principalTable: "source",
                        principalColumn: "source_no");
                },
                comment: "Price and cost of a product from a day on. grain: one row per product and first day");

            migrationBuilder.CreateTable(
                name: "review",
                schema: "core",
                columns: table => new
                {
                    review_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the row, stable for ever")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    source_no = table.Column<int>(type: "integer", nullable: false, comment: "The source that scopes the id"),
                    review_id = table.Column<string>(type: "text", nullable: false, comment: "Natural id as the source writes it", collation: "C"),
                    is_inferred = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Another row refers to it, but no export has said it yet"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    customer_no = table.Column<long>(type: "bigint", nullable: true, comment: "Who wrote it"),
                    product_no = table.Column<long>(type: "bigint", nullable: true, comment: "What it is about"),
                    rating = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Stars, as the source counts them"),
                    text = table.Column<string>(type: "text", nullable: true, comment: "The comment"),
                    reviewed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true, comment: "When it was written")
                },
                constraints: table =>
                {
                    table.PrimaryKey("review_pkey", x => x.review_no);
                    table.UniqueConstraint("review_source_no_review_id_key", x => new { x.source_no, x.review_id });
                    table.CheckConstraint("review_is_inferred_check", "not is_inferred or (file_no is null and content_hash is null)");
                    table.CheckConstraint("review_review_id_check", "review_id <> ''");
                    table.ForeignKey(
                        name: "review_customer_no_fkey",
                        column: x => x.customer_no,
                        principalSchema: "core",
                        principalTable: "customer",
                        principalColumn: "customer_no");
                    table.ForeignKey(
                        name: "review_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "review_product_no_fkey",
                        column: x => x.product_no,
                        principalSchema: "core",
                        principalTable: "product",
                        principalColumn: "product_no");
                    table.ForeignKey(
                        name: "review_source_no_fkey",
                        column: x => x.source_no,
                        principalSchema: "estrella",
                        principalTable: "source",
                        principalColumn: "source_no");
                },
                comment: "What a customer says of a product. grain: one row per review");

            migrationBuilder.CreateTable(
                name: "address_past",
                schema: "core",
                columns: table => new
                {
                    past_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the record")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    address_no = table.Column<long>(type: "bigint", nullable: false, comment: "The address it was said of"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    customer_no = table.Column<long>(type: "bigint", nullable: true, comment: "Whose address it is"),
                    kind = table.Column<string>(type: "text", nullable: true, comment: "shipping, billing or home"),
                    street = table.Column<string>(type: "text", nullable: true, comment: "Street and number"),
                    city = table.Column<string>(type: "text", nullable: true, comment: "City"),
                    region = table.Column<string>(type: "text", nullable: true, comment: "Region (province, state)"),
                    country = table.Column<string>(type: "text", nullable: true, comment: "Country"),
                    postcode = table.Column<string>(type: "text", nullable: true, comment: "Postcode, a text")
                },
                constraints: table =>
                {
                    table.PrimaryKey("address_past_pkey", x => x.past_no);
                    table.ForeignKey(
                        name: "address_past_address_no_fkey",
                        column: x => x.address_no,
                        principalSchema: "core",
                        principalTable: "address",
                        principalColumn: "address_no");
                    table.ForeignKey(
                        name: "address_past_customer_no_fkey",
                        column: x => x.customer_no,
                        principalSchema: "core",
                        principalTable: "customer",
                        principalColumn: "customer_no");
                    table.ForeignKey(
                        name: "address_past_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                },
                comment: "Records of address that no longer hold; with the current rows that are not inferred, all that was said. grain: one row per record");

            migrationBuilder.CreateTable(
                name: "order",
                schema: "core",
                columns: table => new
                {
                    order_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the row, stable for ever")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    source_no = table.Column<int>(type: "integer", nullable: false, comment: "The source that scopes the id"),
                    order_id = table.Column<string>(type: "text", nullable: false, comment: "Natural id as the source writes it", collation: "C"),
                    is_inferred = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Another row refers to it, but no export has said it yet"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    customer_no = table.Column<long>(type: "bigint", nullable: true, comment: "Who ordered; null: anonymous"),
                    ordered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true, comment: "When it was placed"),
                    cancelled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true, comment: "When it was cancelled, where the source says so"),
                    status = table.Column<string>(type: "text", nullable: true, comment: "Fulfilment status"),
                    payment_status = table.Column<string>(type: "text", nullable: true, comment: "Payment status of the whole order"),
                    channel = table.Column<string>(type: "text", nullable: true, comment: "Sales channel"),
                    currency = table.Column<string>(type: "text", nullable: true, comment: "ISO 4217 code; empty: the source's currency"),
                    subtotal = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Goods before discount, as the header says"),
                    discount = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Order discount, positive"),
                    shipping = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Shipping charged"),
                    tax = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Tax charged"),
                    total = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "What the header says the order comes to"),
                    coupon = table.Column<string>(type: "text", nullable: true, comment: "Coupon code"),
                    campaign_no = table.Column<long>(type: "bigint", nullable: true, comment: "The campaign the order names"),
                    ship_to_no = table.Column<long>(type: "bigint", nullable: true, comment: "Where it goes"),
                    bill_to_no = table.Column<long>(type: "bigint", nullable: true, comment: "Who is billed")
                },
                constraints: table =>
                {
                    table.PrimaryKey("order_pkey", x => x.order_no);
                    table.UniqueConstraint("order_source_no_order_id_key", x => new { x.source_no, x.order_id });
                    table.CheckConstraint("order_is_inferred_check", "not is_inferred or (file_no is null and content_hash is null)");
                    table.CheckConstraint("order_order_id_check", "order_id <> ''");
                    table.CheckConstraint("order_payment_status_check", "payment_status in ('pending', 'authorised', 'captured', 'part_refunded', 'refunded', 'failed', 'voided', 'disputed', 'unmapped')");
                    table.CheckConstraint("order_status_check", "status in ('draft', 'test', 'pending', 'processing', 'part_shipped', 'shipped', 'delivered', 'part_returned', 'returned', 'cancelled', 'failed', 'unmapped')");
                    table.ForeignKey(
                        name: "order_bill_to_no_fkey",
                        column: x => x.bill_to_no,
                        principalSchema: "core",
                        principalTable: "address",
                        principalColumn: "address_no");
                    table.ForeignKey(
                        name: "order_campaign_no_fkey",
                        column: x => x.campaign_no,
                        principalSchema: "core",
                        principalTable: "campaign",
                        principalColumn: "campaign_no");
                    table.ForeignKey(
                        name: "order_customer_no_fkey",
                        column: x => x.customer_no,
                        principalSchema: "core",
                        principalTable: "customer",
                        principalColumn: "customer_no");
                    table.ForeignKey(
                        name: "order_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "order_ship_to_no_fkey",
                        column: x => x.ship_to_no,
                        principalSchema: "core",
                        principalTable: "address",
                        principalColumn: "address_no");
                    table.ForeignKey(
                        name: "order_source_no_fkey",
                        column: x => x.source_no,
                        principalSchema: "estrella",
                        principalTable: "source",
                        principalColumn: "source_no");
                },
                comment: "An order as its header tells it. grain: one row per order of a source");

            migrationBuilder.CreateTable(
                name: "touch_past",
                schema: "core",
                columns: table => new
                {
                    past_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the record")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    touch_no = table.Column<long>(type: "bigint", nullable: false, comment: "The touch it was said of"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    customer_no = table.Column<long>(type: "bigint", nullable: true, comment: "Who, where known"),
                    session = table.Column<string>(type: "text", nullable: true, comment: "The visit, where the customer is not known"),
                    campaign_no = table.Column<long>(type: "bigint", nullable: true, comment: "The campaign met"),
                    channel = table.Column<string>(type: "text", nullable: true, comment: "Marketing channel"),
                    touched_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true, comment: "When")
                },
                constraints: table =>
                {
                    table.PrimaryKey("touch_past_pkey", x => x.past_no);
                    table.ForeignKey(
                        name: "touch_past_campaign_no_fkey",
                        column: x => x.campaign_no,
                        principalSchema: "core",
                        principalTable: "campaign",
                        principalColumn: "campaign_no");
                    table.ForeignKey(
                        name: "touch_past_customer_no_fkey",
                        column: x => x.customer_no,
                        principalSchema: "core",
                        principalTable: "customer",
                        principalColumn: "customer_no");
                    table.ForeignKey(
                        name: "touch_past_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "touch_past_touch_no_fkey",
                        column: x => x.touch_no,
                        principalSchema: "core",
                        principalTable: "touch",
                        principalColumn: "touch_no");
                },
                comment: "Records of touch that no longer hold; with the current rows that are not inferred, all that was said. grain: one row per record");

            migrationBuilder.CreateTable(
                name: "cart_past",
                schema: "core",
                columns: table => new
                {
                    past_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the record")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    cart_no = table.Column<long>(type: "bigint", nullable: false, comment: "The cart it was said of"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    cart_number = table.Column<string>(type: "text", nullable: true, comment: "The cart's own id, where the source has one"),
                    customer_no = table.Column<long>(type: "bigint", nullable: true, comment: "Whose cart it is"),
                    product_no = table.Column<long>(type: "bigint", nullable: true, comment: "What was put in"),
                    quantity = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Pieces"),
                    added_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true, comment: "When it was put in")
                },
                constraints: table =>
                {
                    table.PrimaryKey("cart_past_pkey", x => x.past_no);
                    table.ForeignKey(
                        name: "cart_past_cart_no_fkey",
                        column: x => x.cart_no,
                        principalSchema: "core",
                        principalTable: "cart",
                        principalColumn: "cart_no");
                    table.ForeignKey(
                        name: "cart_past_customer_no_fkey",
                        column: x => x.customer_no,
                        principalSchema: "core",
                        principalTable: "customer",
                        principalColumn: "customer_no");
                    table.ForeignKey(
                        name: "cart_past_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "cart_past_product_no_fkey",
                        column: x => x.product_no,
                        principalSchema: "core",
                        principalTable: "product",
                        principalColumn: "product_no");
                },
                comment: "Records of cart that no longer hold; with the current rows that are not inferred, all that was said. grain: one row per record");

            migrationBuilder.CreateTable(
                name: "inventory_past",
                schema: "core",
                columns: table => new
                {
                    past_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the record")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    inventory_no = table.Column<long>(type: "bigint", nullable: false, comment: "The inventory it was said of"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    product_no = table.Column<long>(type: "bigint", nullable: true, comment: "What was counted"),
                    warehouse = table.Column<string>(type: "text", nullable: true, comment: "Where"),
                    day = table.Column<DateOnly>(type: "date", nullable: true, comment: "Day of the count; -infinity: an export without a date"),
                    on_hand = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Pieces on hand; negative where the source oversold")
                },
                constraints: table =>
                {
                    table.PrimaryKey("inventory_past_pkey", x => x.past_no);
                    table.ForeignKey(
                        name: "inventory_past_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "inventory_past_inventory_no_fkey",
                        column: x => x.inventory_no,
                        principalSchema: "core",
                        principalTable: "inventory",
                        principalColumn: "inventory_no");
                    table.ForeignKey(
                        name: "inventory_past_product_no_fkey",
                        column: x => x.product_no,
                        principalSchema: "core",
                        principalTable: "product",
                        principalColumn: "product_no");
                },
                comment: "Records of inventory that no longer hold; with the current rows that are not inferred, all that was said. grain: one row per record");

            migrationBuilder.CreateTable(
                name: "product_price_past",
                schema: "core",
                columns: table => new
                {
                    past_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the record")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    product_price_no = table.Column<long>(type: "bigint", nullable: false, comment: "The product_price it was said of"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    product_no = table.Column<long>(type: "bigint", nullable: true, comment: "Whose price it is"),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: true, comment: "First day on which it holds"),
                    price = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "List price"),
                    cost = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Unit cost ex tax"),
                    currency = table.Column<string>(type: "text", nullable: true, comment: "ISO 4217 code; empty: the source's currency")
                },
                constraints: table =>
                {
                    table.PrimaryKey("product_price_past_pkey", x => x.past_no);
                    table.ForeignKey(
                        name: "product_price_past_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "product_price_past_product_no_fkey",
                        column: x => x.product_no,
                        principalSchema: "core",
                        principalTable: "product",
                        principalColumn: "product_no");
                    table.ForeignKey(
                        name: "product_price_past_product_price_no_fkey",
                        column: x => x.product_price_no,
                        principalSchema: "core",
                        principalTable: "product_price",
                        principalColumn: "product_price_no");
                },
                comment: "Records of product_price that no longer hold; with the current rows that are not inferred, all that was said. grain: one row per record");

            migrationBuilder.CreateTable(
                name: "review_past",
                schema: "core",
                columns: table => new
                {
                    past_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the record")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    review_no = table.Column<long>(type: "bigint", nullable: false, comment: "The review it was said of"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    customer_no = table.Column<long>(type: "bigint", nullable: true, comment: "Who wrote it"),
                    product_no = table.Column<long>(type: "bigint", nullable: true, comment: "What it is about"),
                    rating = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Stars, as the source counts them"),
                    text = table.Column<string>(type: "text", nullable: true, comment: "The comment"),
                    reviewed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true, comment: "When it was written")
                },
                constraints: table =>
                {
                    table.PrimaryKey("review_past_pkey", x => x.past_no);
                    table.ForeignKey(
                        name: "review_past_customer_no_fkey",
                        column: x => x.customer_no,
                        principalSchema: "core",
                        principalTable: "customer",
                        principalColumn: "customer_no");
                    table.ForeignKey(
                        name: "review_past_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "review_past_product_no_fkey",
                        column: x => x.product_no,
                        principalSchema: "core",
                        principalTable: "product",
                        principalColumn: "product_no");
                    table.ForeignKey(
                        name: "review_past_review_no_fkey",
                        column: x => x.review_no,
                        principalSchema: "core",
                        principalTable: "review",
                        principalColumn: "review_no");
                },
                comment: "Records of review that no longer hold; with the current rows that are not inferred, all that was said. grain: one row per record");

            migrationBuilder.CreateTable(
                name: "order_charge",
                schema: "core",
                columns: table => new
                {
                    order_charge_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the row, stable for ever")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    source_no = table.Column<int>(type: "integer", nullable: false, comment: "The source that scopes the id"),
                    order_charge_id = table.Column<string>(type: "text", nullable: false, comment: "Natural id as the source writes it", collation: "C"),
                    is_inferred = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Another row refers to it, but no export has said it yet"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    order_no = table.Column<long>(type: "bigint", nullable: true, comment: "The order it belongs to"),
                    kind = table.Column<string>(type: "text", nullable: true, comment: "shipping, fee, discount, tax or adjustment"),
                    amount = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Positive adds to what is owed"),
                    charged_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true, comment: "When it was charged; empty: with the order")
                },
                constraints: table =>
                {
                    table.PrimaryKey("order_charge_pkey", x => x.order_charge_no);
                    table.UniqueConstraint("order_charge_source_no_order_charge_id_key", x => new { x.source_no, x.order_charge_id });
                    table.CheckConstraint("order_charge_is_inferred_check", "not is_inferred or (file_no is null and content_hash is null)");
                    table.CheckConstraint("order_charge_kind_check", "kind in ('shipping', 'fee', 'discount', 'tax', 'adjustment', 'unmapped')");
                    table.CheckConstraint("order_charge_order_charge_id_check", "order_charge_id <> ''");
                    table.ForeignKey(
                        name: "order_charge_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "order_charge_order_no_fkey",
                        column: x => x.order_no,
                        principalSchema: "core",
                        principalTable: "order",
                        principalColumn: "order_no");
                    table.ForeignKey(
                        name: "order_charge_source_no_fkey",
                        column: x => x.source_no,
                        principalSchema: "estrella",
                        principalTable: "source",
                        principalColumn: "source_no");
                },
                comment: "An amount of an order that belongs to no line. grain: one row per charge");

            migrationBuilder.CreateTable(
                name: "order_line",
                schema: "core",
                columns: table => new
                {
                    order_line_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the row, stable for ever")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    source_no = table.Column<int>(type: "integer", nullable: false, comment: "The source that scopes the id"),
                    order_line_id = table.Column<string>(type: "text", nullable: false, comment: "Natural id as the source writes it", collation: "C"),
                    is_inferred = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Another row refers to it, but no export has said it yet"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    order_no = table.Column<long>(type: "bigint", nullable: true, comment: "The order it belongs to"),
                    product_no = table.Column<long>(type: "bigint", nullable: true, comment: "What was sold"),
                    quantity = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Pieces"),
                    unit_price = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Price of a piece, before discount"),
                    discount = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Discount of the whole line, positive"),
                    tax_rate = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Tax rate of the line: 0.21 is 21 %; empty: the product's"),
                    unit_cost = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Unit cost ex tax, where the line itself says it")
                },
                constraints: table =>
                {
                    table.PrimaryKey("order_line_pkey", x => x.order_line_no);
                    table.UniqueConstraint("order_line_source_no_order_line_id_key", x => new { x.source_no, x.order_line_id });
                    table.CheckConstraint("order_line_is_inferred_check", "not is_inferred or (file_no is null and content_hash is null)");
                    table.CheckConstraint("order_line_order_line_id_check", "order_line_id <> ''");
                    table.ForeignKey(
                        name: "order_line_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "order_line_order_no_fkey",
                        column: x => x.order_no,
                        principalSchema: "core",
                        principalTable: "order",
                        principalColumn: "order_no");
                    table.ForeignKey(
                        name: "order_line_product_no_fkey",
                        column: x => x.product_no,
                        principalSchema: "core",
                        principalTable: "product",
                        principalColumn: "product_no");
                    table.ForeignKey(
                        name: "order_line_source_no_fkey",
                        column: x => x.source_no,
                        principalSchema: "estrella",
                        principalTable: "source",
                        principalColumn: "source_no");
                },
                comment: "A product within an order. grain: one row per order line");

            migrationBuilder.CreateTable(
                name: "order_past",
                schema: "core",
                columns: table => new
                {
                    past_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the record")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    order_no = table.Column<long>(type: "bigint", nullable: false, comment: "The order it was said of"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    customer_no = table.Column<long>(type: "bigint", nullable: true, comment: "Who ordered; null: anonymous"),
                    ordered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true, comment: "When it was placed"),
                    cancelled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true, comment: "When it was cancelled, where the source says so"),
                    status = table.Column<string>(type: "text", nullable: true, comment: "Fulfilment status"),
                    payment_status = table.Column<string>(type: "text", nullable: true, comment: "Payment status of the whole order"),
                    channel = table.Column<string>(type: "text", nullable: true, comment: "Sales channel"),
                    currency = table.Column<string>(type: "text", nullable: true, comment: "ISO 4217 code; empty: the source's currency"),
                    subtotal = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Goods before discount, as the header says"),
                    discount = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Order discount, positive"),
                    shipping = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Shipping charged"),
                    tax = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Tax charged"),
                    total = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "What the header says the order comes to"),
                    coupon = table.Column<string>(type: "text", nullable: true, comment: "Coupon code"),
                    campaign_no = table.Column<long>(type: "bigint", nullable: true, comment: "The campaign the order names"),
                    ship_to_no = table.Column<long>(type: "bigint", nullable: true, comment: "Where it goes"),
                    bill_to_no = table.Column<long>(type: "bigint", nullable: true, comment: "Who is billed")
                },
                constraints: table =>
                {
                    table.PrimaryKey("order_past_pkey", x => x.past_no);
                    table.ForeignKey(
                        name: "order_past_bill_to_no_fkey",
                        column: x => x.bill_to_no,
                        principalSchema: "core",
                        principalTable: "address",
                        principalColumn: "address_no");
                    table.ForeignKey(
                        name: "order_past_campaign_no_fkey",
                        column: x => x.campaign_no,
                        principalSchema: "core",
                        principalTable: "campaign",
                        principalColumn: "campaign_no");
                    table.ForeignKey(
                        name: "order_past_customer_no_fkey",
                        column: x => x.customer_no,
                        principalSchema: "core",
                        principalTable: "customer",
                        principalColumn: "customer_no");
                    table.ForeignKey(
                        name: "order_past_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "order_past_order_no_fkey",
                        column: x => x.order_no,
                        principalSchema: "core",
                        principalTable: "order",
                        principalColumn: "order_no");
                    table.ForeignKey(
                        name: "order_past_ship_to_no_fkey",
                        column: x => x.ship_to_no,
                        principalSchema: "core",
                        principalTable: "address",
                        principalColumn: "address_no");
                },
                comment: "Records of order that no longer hold; with the current rows that are not inferred, all that was said. grain: one row per record");

            migrationBuilder.CreateTable(
                name: "payment",
                schema: "core",
                columns: table => new
                {
                    payment_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the row, stable for ever")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    source_no = table.Column<int>(type: "integer", nullable: false, comment: "The source that scopes the id"),
                    payment_id = table.Column<string>(type: "text", nullable: false, comment: "Natural id as the source writes it", collation: "C"),
                    is_inferred = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Another row refers to it, but no export has said it yet"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    order_no = table.Column<long>(type: "bigint", nullable: true, comment: "The order"),
                    payment_method_no = table.Column<long>(type: "bigint", nullable: true, comment: "The payment method"),
                    amount = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Amount tried, positive"),
                    refunded = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Amount given back; empty: all of it when the status is refunded, else none"),
                    paid_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true, comment: "When it was tried"),
                    refunded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true, comment: "When money was given back; empty: with the payment"),
                    status = table.Column<string>(type: "text", nullable: true, comment: "State of the payment"),
                    currency = table.Column<string>(type: "text", nullable: true, comment: "ISO 4217 code; empty: the order's"),
                    installments = table.Column<long>(type: "bigint", nullable: true, comment: "Number of installments"),
                    fee = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Fee of the provider, positive"),
                    financing = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Cost of financing, positive"),
                    tax_withheld = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Tax withheld, positive"),
                    net = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "What reaches the shop"),
                    released_at = table.Column<DateOnly>(type: "date", nullable: true, comment: "When the money is released")
                },
                constraints: table =>
                {
                    table.PrimaryKey("payment_pkey", x => x.payment_no);
                    table.UniqueConstraint("payment_source_no_payment_id_key", x => new { x.source_no, x.payment_id });
                    table.CheckConstraint("payment_is_inferred_check", "not is_inferred or (file_no is null and content_hash is null)");
                    table.CheckConstraint("payment_payment_id_check", "payment_id <> ''");
                    table.CheckConstraint("payment_status_check", "status in ('pending', 'authorised', 'captured', 'part_refunded', 'refunded', 'failed', 'voided', 'disputed', 'unmapped')");
                    table.ForeignKey(
                        name: "payment_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "payment_order_no_fkey",
                        column: x => x.order_no,
                        principalSchema: "core",
                        principalTable: "order",
                        principalColumn: "order_no");
                    table.ForeignKey(
                        name: "payment_payment_method_no_fkey",
                        column: x => x.payment_method_no,
                        principalSchema: "core",
                        principalTable: "payment_method",
                        principalColumn: "payment_method_no");
                    table.ForeignKey(
                        name: "payment_source_no_fkey",
                        column: x => x.source_no,
                        principalSchema: "estrella",
                        principalTable: "source",
                        principalColumn: "source_no");
                },
                comment: "What happened to money: attempts, captures, refunds. grain: one row per payment attempt");

            migrationBuilder.CreateTable(
                name: "shipment",
                schema: "core",
                columns: table => new
                {
                    shipment_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the row, stable for ever")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    source_no = table.Column<int>(type: "integer", nullable: false, comment: "The source that scopes the id"),
                    shipment_id = table.Column<string>(type: "text", nullable: false, comment: "Natural id as the source writes it", collation: "C"),
                    is_inferred = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Another row refers to it, but no export has said it yet"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    order_no = table.Column<long>(type: "bigint", nullable: true, comment: "The order"),
                    carrier = table.Column<string>(type: "text", nullable: true, comment: "Who carries it"),
                    warehouse = table.Column<string>(type: "text", nullable: true, comment: "Where it leaves"),
                    shipped_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true, comment: "When it left"),
                    promised_at = table.Column<DateOnly>(type: "date", nullable: true, comment: "Day promised"),
                    delivered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true, comment: "When it arrived"),
                    cost = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "What carrying it cost the shop, ex tax")
                },
                constraints: table =>
                {
                    table.PrimaryKey("shipment_pkey", x => x.shipment_no);
                    table.UniqueConstraint("shipment_source_no_shipment_id_key", x => new { x.source_no, x.shipment_id });
                    table.CheckConstraint("shipment_is_inferred_check", "not is_inferred or (file_no is null and content_hash is null)");
                    table.CheckConstraint("shipment_shipment_id_check", "shipment_id <> ''");
                    table.ForeignKey(
                        name: "shipment_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "shipment_order_no_fkey",
                        column: x => x.order_no,
                        principalSchema: "core",
                        principalTable: "order",
                        principalColumn: "order_no");
                    table.ForeignKey(
                        name: "shipment_source_no_fkey",
                        column: x => x.source_no,
                        principalSchema: "estrella",
                        principalTable: "source",
                        principalColumn: "source_no");
                },
                comment: "A parcel. grain: one row per shipment");

            migrationBuilder.CreateTable(
                name: "tender",
                schema: "core",
                columns: table => new
                {
                    tender_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the row, stable for ever")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    source_no = table.Column<int>(type: "integer", nullable: false, comment: "The source that scopes the id"),
                    tender_id = table.Column<string>(type: "text", nullable: false, comment: "Natural id as the source writes it", collation: "C"),
                    is_inferred = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Another row refers to it, but no export has said it yet"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    order_no = table.Column<long>(type: "bigint", nullable: true, comment: "The order"),
                    payment_method_no = table.Column<long>(type: "bigint", nullable: true, comment: "The payment method"),
                    amount = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Amount")
                },
                constraints: table =>
                {
                    table.PrimaryKey("tender_pkey", x => x.tender_no);
                    table.UniqueConstraint("tender_source_no_tender_id_key", x => new { x.source_no, x.tender_id });
                    table.CheckConstraint("tender_is_inferred_check", "not is_inferred or (file_no is null and content_hash is null)");
                    table.CheckConstraint("tender_tender_id_check", "tender_id <> ''");
                    table.ForeignKey(
                        name: "tender_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "tender_order_no_fkey",
                        column: x => x.order_no,
                        principalSchema: "core",
                        principalTable: "order",
                        principalColumn: "order_no");
                    table.ForeignKey(
                        name: "tender_payment_method_no_fkey",
                        column: x => x.payment_method_no,
                        principalSchema: "core",
                        principalTable: "payment_method",
                        principalColumn: "payment_method_no");
                    table.ForeignKey(
                        name: "tender_source_no_fkey",
                        column: x => x.source_no,
                        principalSchema: "estrella",
                        principalTable: "source",
                        principalColumn: "source_no");
                },
                comment: "How an order says it will be paid: no date, no state. grain: one row per order and method said");

            migrationBuilder.CreateTable(
                name: "order_charge_past",
                schema: "core",
                columns: table => new
                {
                    past_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the record")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    order_charge_no = table.Column<long>(type: "bigint", nullable: false, comment: "The order_charge it was said of"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    order_no = table.Column<long>(type: "bigint", nullable: true, comment: "The order it belongs to"),
                    kind = table.Column<string>(type: "text", nullable: true, comment: "shipping, fee, discount, tax or adjustment"),
                    amount = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Positive adds to what is owed"),
                    charged_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true, comment: "When it was charged; empty: with the order")
                },
                constraints: table =>
                {
                    table.PrimaryKey("order_charge_past_pkey", x => x.past_no);
                    table.ForeignKey(
                        name: "order_charge_past_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "order_charge_past_order_charge_no_fkey",
                        column: x => x.order_charge_no,
                        principalSchema: "core",
                        principalTable: "order_charge",
                        principalColumn: "order_charge_no");
                    table.ForeignKey(
                        name: "order_charge_past_order_no_fkey",
                        column: x => x.order_no,
                        principalSchema: "core",
                        principalTable: "order",
                        principalColumn: "order_no");
                },
                comment: "Records of order_charge that no longer hold; with the current rows that are not inferred, all that was said. grain: one row per record");

            migrationBuilder.CreateTable(
                name: "order_line_past",
                schema: "core",
                columns: table => new
                {
                    past_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the record")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    order_line_no = table.Column<long>(type: "bigint", nullable: false, comment: "The order_line it was said of"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    order_no = table.Column<long>(type: "bigint", nullable: true, comment: "The order it belongs to"),
                    product_no = table.Column<long>(type: "bigint", nullable: true, comment: "What was sold"),
                    quantity = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Pieces"),
                    unit_price = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Price of a piece, before discount"),
                    discount = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Discount of the whole line, positive"),
                    tax_rate = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Tax rate of the line: 0.21 is 21 %; empty: the product's"),
                    unit_cost = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Unit cost ex tax, where the line itself says it")
                },
                constraints: table =>
                {
                    table.PrimaryKey("order_line_past_pkey", x => x.past_no);
                    table.ForeignKey(
                        name: "order_line_past_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "order_line_past_order_line_no_fkey",
                        column: x => x.order_line_no,
                        principalSchema: "core",
                        principalTable: "order_line",
                        principalColumn: "order_line_no");
                    table.ForeignKey(
                        name: "order_line_past_order_no_fkey",
                        column: x => x.order_no,
                        principalSchema: "core",
                        principalTable: "order",
                        principalColumn: "order_no");
                    table.ForeignKey(
                        name: "order_line_past_product_no_fkey",
                        column: x => x.product_no,
                        principalSchema: "core",
                        principalTable: "product",
                        principalColumn: "product_no");
                },
                comment: "Records of order_line that no longer hold; with the current rows that are not inferred, all that was said. grain: one row per record");

            migrationBuilder.CreateTable(
                name: "return",
                schema: "core",
                columns: table => new
                {
                    return_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the row, stable for ever")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    source_no = table.Column<int>(type: "integer", nullable: false, comment: "The source that scopes the id"),
                    return_id = table.Column<string>(type: "text", nullable: false, comment: "Natural id as the source writes it", collation: "C"),
                    is_inferred = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Another row refers to it, but no export has said it yet"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    order_no = table.Column<long>(type: "bigint", nullable: true, comment: "The order; null: a credit note that names none"),
                    order_line_no = table.Column<long>(type: "bigint", nullable: true, comment: "The line, where the source names it"),
                    customer_no = table.Column<long>(type: "bigint", nullable: true, comment: "Who returned; empty: the order's"),
                    product_no = table.Column<long>(type: "bigint", nullable: true, comment: "What came back"),
                    returned_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true, comment: "When"),
                    quantity = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Pieces, positive"),
                    unit_price = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Price of a piece; empty: as sold"),
                    amount = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Amount given back for goods; empty: quantity as sold, net of discount"),
                    restocked = table.Column<bool>(type: "boolean", nullable: true, comment: "Back on the shelf; empty counts as yes"),
                    reason = table.Column<string>(type: "text", nullable: true, comment: "Why")
                },
                constraints: table =>
                {
                    table.PrimaryKey("return_pkey", x => x.return_no);
                    table.UniqueConstraint("return_source_no_return_id_key", x => new { x.source_no, x.return_id });
                    table.CheckConstraint("return_is_inferred_check", "not is_inferred or (file_no is null and content_hash is null)");
                    table.CheckConstraint("return_return_id_check", "return_id <> ''");
                    table.ForeignKey(
                        name: "return_customer_no_fkey",
                        column: x => x.customer_no,
                        principalSchema: "core",
                        principalTable: "customer",
                        principalColumn: "customer_no");
                    table.ForeignKey(
                        name: "return_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "return_order_line_no_fkey",
                        column: x => x.order_line_no,
                        principalSchema: "core",
                        principalTable: "order_line",
                        principalColumn: "order_line_no");
                    table.ForeignKey(
                        name: "return_order_no_fkey",
                        column: x => x.order_no,
                        principalSchema: "core",
                        principalTable: "order",
                        principalColumn: "order_no");
                    table.ForeignKey(
                        name: "return_product_no_fkey",
                        column: x => x.product_no,
                        principalSchema: "core",
                        principalTable: "product",
                        principalColumn: "product_no");
                    table.ForeignKey(
                        name: "return_source_no_fkey",
                        column: x => x.source_no,
                        principalSchema: "estrella",
                        principalTable: "source",
                        principalColumn: "source_no");
                },
                comment: "Goods, or money for goods, that came back. grain: one row per returned line");

            migrationBuilder.CreateTable(
                name: "payment_past",
                schema: "core",
                columns: table => new
                {
                    past_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the record")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    payment_no = table.Column<long>(type: "bigint", nullable: false, comment: "The payment it was said of"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    order_no = table.Column<long>(type: "bigint", nullable: true, comment: "The order"),
                    payment_method_no = table.Column<long>(type: "bigint", nullable: true, comment: "The payment method"),
                    amount = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Amount tried, positive"),
                    refunded = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Amount given back; empty: all of it when the status is refunded, else none"),
                    paid_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true, comment: "When it was tried"),
                    refunded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true, comment: "When money was given back; empty: with the payment"),
                    status = table.Column<string>(type: "text", nullable: true, comment: "State of the payment"),
                    currency = table.Column<string>(type: "text", nullable: true, comment: "ISO 4217 code; empty: the order's"),
                    installments = table.Column<long>(type: "bigint", nullable: true, comment: "Number of installments"),
                    fee = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Fee of the provider, positive"),
                    financing = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Cost of financing, positive"),
                    tax_withheld = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Tax withheld, positive"),
                    net = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "What reaches the shop"),
                    released_at = table.Column<DateOnly>(type: "date", nullable: true, comment: "When the money is released")
                },
                constraints: table =>
                {
                    table.PrimaryKey("payment_past_pkey", x => x.past_no);
                    table.ForeignKey(
                        name: "payment_past_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "payment_past_order_no_fkey",
                        column: x => x.order_no,
                        principalSchema: "core",
                        principalTable: "order",
                        principalColumn: "order_no");
                    table.ForeignKey(
                        name: "payment_past_payment_method_no_fkey",
                        column: x => x.payment_method_no,
                        principalSchema: "core",
                        principalTable: "payment_method",
                        principalColumn: "payment_method_no");
                    table.ForeignKey(
                        name: "payment_past_payment_no_fkey",
                        column: x => x.payment_no,
                        principalSchema: "core",
                        principalTable: "payment",
                        principalColumn: "payment_no");
                },
                comment: "Records of payment that no longer hold; with the current rows that are not inferred, all that was said. grain: one row per record");

            migrationBuilder.CreateTable(
                name: "shipment_past",
                schema: "core",
                columns: table => new
                {
                    past_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the record")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    shipment_no = table.Column<long>(type: "bigint", nullable: false, comment: "The shipment it was said of"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    order_no = table.Column<long>(type: "bigint", nullable: true, comment: "The order"),
                    carrier = table.Column<string>(type: "text", nullable: true, comment: "Who carries it"),
                    warehouse = table.Column<string>(type: "text", nullable: true, comment: "Where it leaves"),
                    shipped_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true, comment: "When it left"),
                    promised_at = table.Column<DateOnly>(type: "date", nullable: true, comment: "Day promised"),
                    delivered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true, comment: "When it arrived"),
                    cost = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "What carrying it cost the shop, ex tax")
                },
                constraints: table =>
                {
                    table.PrimaryKey("shipment_past_pkey", x => x.past_no);
                    table.ForeignKey(
                        name: "shipment_past_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "shipment_past_order_no_fkey",
                        column: x => x.order_no,
                        principalSchema: "core",
                        principalTable: "order",
                        principalColumn: "order_no");
                    table.ForeignKey(
                        name: "shipment_past_shipment_no_fkey",
                        column: x => x.shipment_no,
                        principalSchema: "core",
                        principalTable: "shipment",
                        principalColumn: "shipment_no");
                },
                comment: "Records of shipment that no longer hold; with the current rows that are not inferred, all that was said. grain: one row per record");

            migrationBuilder.CreateTable(
                name: "tender_past",
                schema: "core",
                columns: table => new
                {
                    past_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the record")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    tender_no = table.Column<long>(type: "bigint", nullable: false, comment: "The tender it was said of"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    order_no = table.Column<long>(type: "bigint", nullable: true, comment: "The order"),
                    payment_method_no = table.Column<long>(type: "bigint", nullable: true, comment: "The payment method"),
                    amount = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Amount")
                },
                constraints: table =>
                {
                    table.PrimaryKey("tender_past_pkey", x => x.past_no);
                    table.ForeignKey(
                        name: "tender_past_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "tender_past_order_no_fkey",
                        column: x => x.order_no,
                        principalSchema: "core",
                        principalTable: "order",
                        principalColumn: "order_no");
                    table.ForeignKey(
                        name: "tender_past_payment_method_no_fkey",
                        column: x => x.payment_method_no,
                        principalSchema: "core",
                        principalTable: "payment_method",
                        principalColumn: "payment_method_no");
                    table.ForeignKey(
                        name: "tender_past_tender_no_fkey",
                        column: x => x.tender_no,
                        principalSchema: "core",
                        principalTable: "tender",
                        principalColumn: "tender_no");
                },
                comment: "Records of tender that no longer hold; with the current rows that are not inferred, all that was said. grain: one row per record");

            migrationBuilder.CreateTable(
                name: "return_past",
                schema: "core",
                columns: table => new
                {
                    past_no = table.Column<long>(type: "bigint", nullable: false, comment: "Number of the record")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    return_no = table.Column<long>(type: "bigint", nullable: false, comment: "The return it was said of"),
                    is_deleted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false, comment: "Absent from the last full export, or marked deleted by the source"),
                    said_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false, defaultValueSql: "'-infinity'", comment: "From when the record holds: its change column, else its export's date; -infinity: undated"),
                    confirmed_at = table.Column<DateTime[]>(type: "timestamp with time zone[]", nullable: true, comment: "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows"),
                    confirmed_file_no = table.Column<int[]>(type: "integer[]", nullable: true, comment: "The files that repeated it, one for each confirmed_at"),
                    file_no = table.Column<int>(type: "integer", nullable: true, comment: "The file that said it; null: inferred"),
                    line = table.Column<int>(type: "integer", nullable: true, comment: "Line of that file, 1 for the first; null: inferred, or absent from a full export"),
                    content_hash = table.Column<Guid>(type: "uuid", nullable: true, comment: "XxHash128 of what was said"),
                    carried = table.Column<string[]>(type: "text[]", nullable: true, comment: "Columns this record did not say itself: their values are those of the record before"),
                    extras = table.Column<string>(type: "jsonb", nullable: true, comment: "Columns nobody mapped"),
                    order_no = table.Column<long>(type: "bigint", nullable: true, comment: "The order; null: a credit note that names none"),
                    order_line_no = table.Column<long>(type: "bigint", nullable: true, comment: "The line, where the source names it"),
                    customer_no = table.Column<long>(type: "bigint", nullable: true, comment: "Who returned; empty: the order's"),
                    product_no = table.Column<long>(type: "bigint", nullable: true, comment: "What came back"),
                    returned_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true, comment: "When"),
                    quantity = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Pieces, positive"),
                    unit_price = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Price of a piece; empty: as sold"),
                    amount = table.Column<decimal>(type: "numeric(18,4)", nullable: true, comment: "Amount given back for goods; empty: quantity as sold, net of discount"),
                    restocked = table.Column<bool>(type: "boolean", nullable: true, comment: "Back on the shelf; empty counts as yes"),
                    reason = table.Column<string>(type: "text", nullable: true, comment: "Why")
                },
                constraints: table =>
                {
                    table.PrimaryKey("return_past_pkey", x => x.past_no);
                    table.ForeignKey(
                        name: "return_past_customer_no_fkey",
                        column: x => x.customer_no,
                        principalSchema: "core",
                        principalTable: "customer",
                        principalColumn: "customer_no");
                    table.ForeignKey(
                        name: "return_past_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "return_past_order_line_no_fkey",
                        column: x => x.order_line_no,
                        principalSchema: "core",
                        principalTable: "order_line",
                        principalColumn: "order_line_no");
                    table.ForeignKey(
                        name: "return_past_order_no_fkey",
                        column: x => x.order_no,
                        principalSchema: "core",
                        principalTable: "order",
                        principalColumn: "order_no");
                    table.ForeignKey(
                        name: "return_past_product_no_fkey",
                        column: x => x.product_no,
                        principalSchema: "core",
                        principalTable: "product",
                        principalColumn: "product_no");
                    table.ForeignKey(
                        name: "return_past_return_no_fkey",
                        column: x => x.return_no,
                        principalSchema: "core",
                        principalTable: "return",
                        principalColumn: "return_no");
                },
                comment: "Records of return that no longer hold; with the current rows that are not inferred, all that was said. grain: one row per record");

            migrationBuilder.CreateIndex(
                name: "address_customer_no_idx",
                schema: "core",
                table: "address",
                column: "customer_no",
                filter: "customer_no is not null");

            migrationBuilder.CreateIndex(
                name: "address_is_inferred_idx",
                schema: "core",
                table: "address",
                column: "address_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "address_past_address_no_idx",
                schema: "core",
                table: "address_past",
                columns: new[] { "address_no", "said_at" });

            migrationBuilder.CreateIndex(
                name: "calendar_event_is_inferred_idx",
                schema: "core",
                table: "calendar_event",
                column: "calendar_event_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "calendar_event_past_calendar_event_no_idx",
                schema: "core",
                table: "calendar_event_past",
                columns: new[] { "calendar_event_no", "said_at" });

            migrationBuilder.CreateIndex(
                name: "campaign_is_inferred_idx",
                schema: "core",
                table: "campaign",
                column: "campaign_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "campaign_past_campaign_no_idx",
                schema: "core",
                table: "campaign_past",
                columns: new[] { "campaign_no", "said_at" });

            migrationBuilder.CreateIndex(
                name: "campaign_spend_campaign_no_idx",
                schema: "core",
                table: "campaign_spend",
                column: "campaign_no");

            migrationBuilder.CreateIndex(
                name: "campaign_spend_is_inferred_idx",
                schema: "core",
                table: "campaign_spend",
                column: "campaign_spend_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "campaign_spend_past_campaign_spend_no_idx",
                schema: "core",
                table: "campaign_spend_past",
                columns: new[] { "campaign_spend_no", "said_at" });

            migrationBuilder.CreateIndex(
                name: "cart_customer_no_idx",
                schema: "core",
                table: "cart",
                column: "customer_no",
                filter: "customer_no is not null");

            migrationBuilder.CreateIndex(
                name: "cart_is_inferred_idx",
                schema: "core",
                table: "cart",
                column: "cart_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "cart_product_no_idx",
                schema: "core",
                table: "cart",
                column: "product_no");

            migrationBuilder.CreateIndex(
                name: "cart_past_cart_no_idx",
                schema: "core",
                table: "cart_past",
                columns: new[] { "cart_no", "said_at" });

            migrationBuilder.CreateIndex(
                name: "category_is_inferred_idx",
                schema: "core",
                table: "category",
                column: "category_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "category_parent_no_idx",
                schema: "core",
                table: "category",
                column: "parent_no",
                filter: "parent_no is not null");

            migrationBuilder.CreateIndex(
                name: "category_past_category_no_idx",
                schema: "core",
                table: "category_past",
                columns: new[] { "category_no", "said_at" });

            migrationBuilder.CreateIndex(
                name: "customer_is_inferred_idx",
                schema: "core",
                table: "customer",
                column: "customer_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "customer_past_customer_no_idx",
                schema: "core",
                table: "customer_past",
                columns: new[] { "customer_no", "said_at" });

            migrationBuilder.CreateIndex(
                name: "exchange_rate_is_inferred_idx",
                schema: "core",
                table: "exchange_rate",
                column: "exchange_rate_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "exchange_rate_past_exchange_rate_no_idx",
                schema: "core",
                table: "exchange_rate_past",
                columns: new[] { "exchange_rate_no", "said_at" });

            migrationBuilder.CreateIndex(
                name: "file_checksum_idx",
                schema: "estrella",
                table: "file",
                columns: new[] { "source_no", "export", "checksum" });

            migrationBuilder.CreateIndex(
                name: "file_run_no_idx",
                schema: "estrella",
                table: "file",
                column: "run_no");

            migrationBuilder.CreateIndex(
                name: "inventory_is_inferred_idx",
                schema: "core",
                table: "inventory",
                column: "inventory_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "inventory_product_no_idx",
                schema: "core",
                table: "inventory",
                column: "product_no");

            migrationBuilder.CreateIndex(
                name: "inventory_past_inventory_no_idx",
                schema: "core",
                table: "inventory_past",
                columns: new[] { "inventory_no", "said_at" });

            migrationBuilder.CreateIndex(
                name: "order_bill_to_no_idx",
                schema: "core",
                table: "order",
                column: "bill_to_no",
                filter: "bill_to_no is not null");

            migrationBuilder.CreateIndex(
                name: "order_campaign_no_idx",
                schema: "core",
                table: "order",
                column: "campaign_no",
                filter: "campaign_no is not null");

            migrationBuilder.CreateIndex(
                name: "order_customer_no_idx",
                schema: "core",
                table: "order",
                column: "customer_no",
                filter: "customer_no is not null");

            migrationBuilder.CreateIndex(
                name: "order_is_inferred_idx",
                schema: "core",
                table: "order",
                column: "order_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "order_ship_to_no_idx",
                schema: "core",
                table: "order",
                column: "ship_to_no",
                filter: "ship_to_no is not null");

            migrationBuilder.CreateIndex(
                name: "order_unmapped_idx",
                schema: "core",
                table: "order",
                column: "status",
                filter: "status = 'unmapped'");

            migrationBuilder.CreateIndex(
                name: "order_charge_is_inferred_idx",
                schema: "core",
                table: "order_charge",
                column: "order_charge_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "order_charge_order_no_idx",
                schema: "core",
                table: "order_charge",
                column: "order_no");

            migrationBuilder.CreateIndex(
                name: "order_charge_past_order_charge_no_idx",
                schema: "core",
                table: "order_charge_past",
                columns: new[] { "order_charge_no", "said_at" });

            migrationBuilder.CreateIndex(
                name: "order_line_is_inferred_idx",
                schema: "core",
                table: "order_line",
                column: "order_line_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "order_line_order_no_idx",
                schema: "core",
                table: "order_line",
                column: "order_no");

            migrationBuilder.CreateIndex(
                name: "order_line_product_no_idx",
                schema: "core",
                table: "order_line",
                column: "product_no",
                filter: "product_no is not null");

            migrationBuilder.CreateIndex(
                name: "order_line_past_order_line_no_idx",
                schema: "core",
                table: "order_line_past",
                columns: new[] { "order_line_no", "said_at" });

            migrationBuilder.CreateIndex(
                name: "order_past_order_no_idx",
                schema: "core",
                table: "order_past",
                columns: new[] { "order_no", "said_at" });

            migrationBuilder.CreateIndex(
                name: "payment_is_inferred_idx",
                schema: "core",
                table: "payment",
                column: "payment_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "payment_order_no_idx",
                schema: "core",
                table: "payment",
                column: "order_no",
                filter: "order_no is not null");

            migrationBuilder.CreateIndex(
                name: "payment_method_is_inferred_idx",
                schema: "core",
                table: "payment_method",
                column: "payment_method_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "payment_method_past_payment_method_no_idx",
                schema: "core",
                table: "payment_method_past",
                columns: new[] { "payment_method_no", "said_at" });

            migrationBuilder.CreateIndex(
                name: "payment_past_payment_no_idx",
                schema: "core",
                table: "payment_past",
                columns: new[] { "payment_no", "said_at" });

            migrationBuilder.CreateIndex(
                name: "price_index_is_inferred_idx",
                schema: "core",
                table: "price_index",
                column: "price_index_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "price_index_past_price_index_no_idx",
                schema: "core",
                table: "price_index_past",
                columns: new[] { "price_index_no", "said_at" });

            migrationBuilder.CreateIndex(
                name: "product_category_no_idx",
                schema: "core",
                table: "product",
                column: "category_no",
                filter: "category_no is not null");

            migrationBuilder.CreateIndex(
                name: "product_is_inferred_idx",
                schema: "core",
                table: "product",
                column: "product_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "product_past_product_no_idx",
                schema: "core",
                table: "product_past",
                columns: new[] { "product_no", "said_at" });

            migrationBuilder.CreateIndex(
                name: "product_price_is_inferred_idx",
                schema: "core",
                table: "product_price",
                column: "product_price_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "product_price_product_no_idx",
                schema: "core",
                table: "product_price",
                column: "product_no");

            migrationBuilder.CreateIndex(
                name: "product_price_past_product_price_no_idx",
                schema: "core",
                table: "product_price_past",
                columns: new[] { "product_price_no", "said_at" });

            migrationBuilder.CreateIndex(
                name: "repeated_run_no_idx",
                schema: "estrella",
                table: "repeated",
                columns: new[] { "run_no", "entity" });

            migrationBuilder.CreateIndex(
                name: "return_customer_no_idx",
                schema: "core",
                table: "return",
                column: "customer_no",
                filter: "customer_no is not null");

            migrationBuilder.CreateIndex(
                name: "return_is_inferred_idx",
                schema: "core",
                table: "return",
                column: "return_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "return_order_line_no_idx",
                schema: "core",
                table: "return",
                column: "order_line_no",
                filter: "order_line_no is not null");

            migrationBuilder.CreateIndex(
                name: "return_order_no_idx",
                schema: "core",
                table: "return",
                column: "order_no",
                filter: "order_no is not null");

            migrationBuilder.CreateIndex(
                name: "return_product_no_idx",
                schema: "core",
                table: "return",
                column: "product_no",
                filter: "product_no is not null");

            migrationBuilder.CreateIndex(
                name: "return_past_return_no_idx",
                schema: "core",
                table: "return_past",
                columns: new[] { "return_no", "said_at" });

            migrationBuilder.CreateIndex(
                name: "review_customer_no_idx",
                schema: "core",
                table: "review",
                column: "customer_no",
                filter: "customer_no is not null");

            migrationBuilder.CreateIndex(
                name: "review_is_inferred_idx",
                schema: "core",
                table: "review",
                column: "review_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "review_product_no_idx",
                schema: "core",
                table: "review",
                column: "product_no");

            migrationBuilder.CreateIndex(
                name: "review_past_review_no_idx",
                schema: "core",
                table: "review_past",
                columns: new[] { "review_no", "said_at" });

            migrationBuilder.CreateIndex(
                name: "shipment_is_inferred_idx",
                schema: "core",
                table: "shipment",
                column: "shipment_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "shipment_order_no_idx",
                schema: "core",
                table: "shipment",
                column: "order_no");

            migrationBuilder.CreateIndex(
                name: "shipment_past_shipment_no_idx",
                schema: "core",
                table: "shipment_past",
                columns: new[] { "shipment_no", "said_at" });

            migrationBuilder.CreateIndex(
                name: "source_name_key",
                schema: "estrella",
                table: "source",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "target_is_inferred_idx",
                schema: "core",
                table: "target",
                column: "target_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "target_past_target_no_idx",
                schema: "core",
                table: "target_past",
                columns: new[] { "target_no", "said_at" });

            migrationBuilder.CreateIndex(
                name: "tender_is_inferred_idx",
                schema: "core",
                table: "tender",
                column: "tender_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "tender_order_no_idx",
                schema: "core",
                table: "tender",
                column: "order_no");

            migrationBuilder.CreateIndex(
                name: "tender_past_tender_no_idx",
                schema: "core",
                table: "tender_past",
                columns: new[] { "tender_no", "said_at" });

            migrationBuilder.CreateIndex(
                name: "touch_campaign_no_idx",
                schema: "core",
                table: "touch",
                column: "campaign_no",
                filter: "campaign_no is not null");

            migrationBuilder.CreateIndex(
                name: "touch_customer_no_idx",
                schema: "core",
                table: "touch",
                column: "customer_no",
                filter: "customer_no is not null");

            migrationBuilder.CreateIndex(
                name: "touch_is_inferred_idx",
                schema: "core",
                table: "touch",
                column: "touch_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "touch_past_touch_no_idx",
                schema: "core",
                table: "touch_past",
                columns: new[] { "touch_no", "said_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "address_past",
                schema: "core");

            migrationBuilder.DropTable(
                name: "calendar_event_past",
                schema: "core");

            migrationBuilder.DropTable(
                name: "campaign_past",
                schema: "core");

            migrationBuilder.DropTable(
                name: "campaign_spend_past",
                schema: "core");

            migrationBuilder.DropTable(
                name: "cart_past",
                schema: "core");

            migrationBuilder.DropTable(
                name: "category_past",
                schema: "core");

            migrationBuilder.DropTable(
                name: "contradiction",
                schema: "estrella");

            migrationBuilder.DropTable(
                name: "control_total",
                schema: "estrella");

            migrationBuilder.DropTable(
                name: "customer_past",
                schema: "core");

            migrationBuilder.DropTable(
                name: "exchange_rate_past",
                schema: "core");

            migrationBuilder.DropTable(
                name: "fed_field",
                schema: "estrella");

            migrationBuilder.DropTable(
                name: "feed",
                schema: "estrella");

            migrationBuilder.DropTable(
                name: "figure_change",
                schema: "estrella");

            migrationBuilder.DropTable(
                name: "inventory_past",
                schema: "core");

            migrationBuilder.DropTable(
                name: "model",
                schema: "estrella");

            migrationBuilder.DropTable(
                name: "numbered",
                schema: "estrella");

            migrationBuilder.DropTable(
                name: "order_charge_past",
                schema: "core");

            migrationBuilder.DropTable(
                name: "order_line_past",
                schema: "core");

            migrationBuilder.DropTable(
                name: "order_past",
                schema: "core");

            migrationBuilder.DropTable(
                name: "overwritten",
                schema: "estrella");

            migrationBuilder.DropTable(
                name: "payment_method_past",
                schema: "core");

            migrationBuilder.DropTable(
                name: "payment_past",
                schema: "core");

            migrationBuilder.DropTable(
                name: "price_index_past",
                schema: "core");

            migrationBuilder.DropTable(
                name: "product_past",
                schema: "core");

            migrationBuilder.DropTable(
                name: "product_price_past",
                schema: "core");

            migrationBuilder.DropTable(
                name: "quarantine",
                schema: "estrella");

            migrationBuilder.DropTable(
                name: "repeated",
                schema: "estrella");

            migrationBuilder.DropTable(
                name: "return_past",
                schema: "core");

            migrationBuilder.DropTable(
                name: "review_past",
                schema: "core");

            migrationBuilder.DropTable(
                name: "run_feed",
                schema: "estrella");

            migrationBuilder.DropTable(
                name: "set_aside",
                schema: "estrella");

            migrationBuilder.DropTable(
                name: "shipment_past",
                schema: "core");

            migrationBuilder.DropTable(
                name: "shop",
                schema: "estrella");

            migrationBuilder.DropTable(
                name: "step",
                schema: "estrella");

            migrationBuilder.DropTable(
                name: "target_past",
                schema: "core");

            migrationBuilder.DropTable(
                name: "tender_past",
                schema: "core");

            migrationBuilder.DropTable(
                name: "touch_past",
                schema: "core");

            migrationBuilder.DropTable(
                name: "calendar_event",
                schema: "core");

            migrationBuilder.DropTable(
                name: "campaign_spend",
                schema: "core");

            migrationBuilder.DropTable(
                name: "cart",
                schema: "core");

            migrationBuilder.DropTable(
                name: "exchange_rate",
                schema: "core");

            migrationBuilder.DropTable(
                name: "fed",
                schema: "estrella");

            migrationBuilder.DropTable(
                name: "inventory",
                schema: "core");

            migrationBuilder.DropTable(
                name: "order_charge",
                schema: "core");

            migrationBuilder.DropTable(
                name: "payment",
                schema: "core");

            migrationBuilder.DropTable(
                name: "price_index",
                schema: "core");

            migrationBuilder.DropTable(
                name: "product_price",
                schema: "core");

            migrationBuilder.DropTable(
                name: "return",
                schema: "core");

            migrationBuilder.DropTable(
                name: "review",
                schema: "core");

            migrationBuilder.DropTable(
                name: "shipment",
                schema: "core");

            migrationBuilder.DropTable(
                name: "target",
                schema: "core");

            migrationBuilder.DropTable(
                name: "tender",
                schema: "core");

            migrationBuilder.DropTable(
                name: "touch",
                schema: "core");

            migrationBuilder.DropTable(
                name: "order_line",
                schema: "core");

            migrationBuilder.DropTable(
                name: "payment_method",
                schema: "core");

            migrationBuilder.DropTable(
                name: "order",
                schema: "core");

            migrationBuilder.DropTable(
                name: "product",
                schema: "core");

            migrationBuilder.DropTable(
                name: "address",
                schema: "core");

            migrationBuilder.DropTable(
                name: "campaign",
                schema: "core");

            migrationBuilder.DropTable(
                name: "category",
                schema: "core");

            migrationBuilder.DropTable(
                name: "customer",
                schema: "core");

            migrationBuilder.DropTable(
                name: "file",
                schema: "estrella");

            migrationBuilder.DropTable(
                name: "run",
                schema: "estrella");

            migrationBuilder.DropTable(
                name: "source",
                schema: "estrella");
        }
    }
}
