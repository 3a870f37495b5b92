using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Estrella.Core.Migrations
{
    /// <inheritdoc />
    public partial class Evidence : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "contradiction_pkey",
                schema: "estrella",
                table: "contradiction");

            migrationBuilder.AlterTable(
                name: "contradiction",
                schema: "estrella",
                comment: "Where what was said disagrees with itself; nothing is overwritten. grain: one row per run, kind and pair of exports",
                oldComment: "Where what was said disagrees with itself; nothing is overwritten. grain: one row per run and kind");

            migrationBuilder.AddColumn<string>(
                name: "authority",
                schema: "estrella",
                table: "source",
                type: "jsonb",
                nullable: true,
                comment: "Rank of its word where sources disagree, by field, 1 the first; null: nowhere declared")
                .Annotation("Relational:ColumnOrder", 6);

            migrationBuilder.AddColumn<string>(
                name: "identity",
                schema: "estrella",
                table: "source",
                type: "text",
                nullable: true,
                comment: "How its records are known to be those of other sources, by entity, as JSON; null: as estrella.yml says")
                .Annotation("Relational:ColumnOrder", 5);

            migrationBuilder.AddColumn<string>(
                name: "country",
                schema: "estrella",
                table: "shop",
                type: "text",
                nullable: true,
                comment: "ISO 3166-1 code of its country, by which places that name none are read; null: unknown")
                .Annotation("Relational:ColumnOrder", 6);

            migrationBuilder.AddColumn<string>(
                name: "places_by",
                schema: "estrella",
                table: "shop",
                type: "text",
                nullable: true,
                comment: "Checksum of the packs the places were written from")
                .Annotation("Relational:ColumnOrder", 7);

            migrationBuilder.AddColumn<string>(
                name: "unified_by",
                schema: "estrella",
                table: "shop",
                type: "text",
                nullable: true,
                comment: "Checksum of the rules by which things of several sources were last unified; null: by none")
                .Annotation("Relational:ColumnOrder", 5);

            migrationBuilder.AddColumn<string[]>(
                name: "cells",
                schema: "estrella",
                table: "quarantine",
                type: "text[]",
                nullable: true,
                comment: "Its cells as the file holds them, on its first problem; null where the export has a secret column")
                .Annotation("Relational:ColumnOrder", 11);

            migrationBuilder.AddColumn<string[]>(
                name: "counted_ids",
                schema: "estrella",
                table: "quarantine",
                type: "text[]",
                nullable: true,
                comment: "Ids the row would have had that count rows of the file, on its first problem")
                .Annotation("Relational:ColumnOrder", 13);

            migrationBuilder.AddColumn<long>(
                name: "row_number",
                schema: "estrella",
                table: "quarantine",
                type: "bigint",
                nullable: true,
                comment: "Number of the data row in its file, on its first problem: ids may be made of it")
                .Annotation("Relational:ColumnOrder", 12);

            migrationBuilder.AlterColumn<decimal>(
                name: "unit_cost",
                schema: "core",
                table: "order_line_past",
                type: "numeric(18,4)",
                nullable: true,
                comment: "Unit cost ex tax, where the line itself says it",
                oldClrType: typeof(decimal),
                oldType: "numeric(18,4)",
                oldNullable: true,
                oldComment: "Unit cost ex tax, where the line itself says it")
                .Annotation("Relational:ColumnOrder", 19)
                .OldAnnotation("Relational:ColumnOrder", 17);

            migrationBuilder.AlterColumn<decimal>(
                name: "tax_rate",
                schema: "core",
                table: "order_line_past",
                type: "numeric(18,4)",
                nullable: true,
                comment: "Tax rate of the line: 0.21 is 21 %; empty: the product's",
                oldClrType: typeof(decimal),
                oldType: "numeric(18,4)",
                oldNullable: true,
                oldComment: "Tax rate of the line: 0.21 is 21 %; empty: the product's")
                .Annotation("Relational:ColumnOrder", 18)
                .OldAnnotation("Relational:ColumnOrder", 16);

            migrationBuilder.AddColumn<decimal>(
                name: "amount",
                schema: "core",
                table: "order_line_past",
                type: "numeric(18,4)",
                nullable: true,
                comment: "What the whole line comes to, its discount taken off; stands before the price of a piece")
                .Annotation("Relational:ColumnOrder", 17);

            migrationBuilder.AddColumn<decimal>(
                name: "discount_rate",
                schema: "core",
                table: "order_line_past",
                type: "numeric(18,4)",
                nullable: true,
                comment: "Discount of the line as a share: 0.2 is 20 %; a discount in money stands before it")
                .Annotation("Relational:ColumnOrder", 16);

            migrationBuilder.AlterColumn<decimal>(
                name: "unit_cost",
                schema: "core",
                table: "order_line",
                type: "numeric(18,4)",
                nullable: true,
                comment: "Unit cost ex tax, where the line itself says it",
                oldClrType: typeof(decimal),
                oldType: "numeric(18,4)",
                oldNullable: true,
                oldComment: "Unit cost ex tax, where the line itself says it")
                .Annotation("Relational:ColumnOrder", 21)
                .OldAnnotation("Relational:ColumnOrder", 19);

            migrationBuilder.AlterColumn<decimal>(
                name: "tax_rate",
                schema: "core",
                table: "order_line",
                type: "numeric(18,4)",
                nullable: true,
                comment: "Tax rate of the line: 0.21 is 21 %; empty: the product's",
                oldClrType: typeof(decimal),
                oldType: "numeric(18,4)",
                oldNullable: true,
                oldComment: "Tax rate of the line: 0.21 is 21 %; empty: the product's")
                .Annotation("Relational:ColumnOrder", 20)
                .OldAnnotation("Relational:ColumnOrder", 18);

            migrationBuilder.AddColumn<decimal>(
                name: "amount",
                schema: "core",
                table: "order_line",
                type: "numeric(18,4)",
                nullable: true,
                comment: "What the whole line comes to, its discount taken off; stands before the price of a piece")
                .Annotation("Relational:ColumnOrder", 19);

            migrationBuilder.AddColumn<decimal>(
                name: "discount_rate",
                schema: "core",
                table: "order_line",
                type: "numeric(18,4)",
                nullable: true,
                comment: "Discount of the line as a share: 0.2 is 20 %; a discount in money stands before it")
                .Annotation("Relational:ColumnOrder", 18);

            migrationBuilder.AddColumn<int>(
                name: "replays_file_no",
                schema: "estrella",
                table: "file",
                type: "integer",
                nullable: true,
                comment: "The file whose rows it brings, kept out then and corrected since; null: a file of its own")
                .Annotation("Relational:ColumnOrder", 14);

            migrationBuilder.AlterColumn<string>(
                name: "message",
                schema: "estrella",
                table: "contradiction",
                type: "text",
                nullable: false,
                comment: "What the kind compares, in one sentence",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "What the kind compares, in one sentence")
                .Annotation("Relational:ColumnOrder", 10)
                .OldAnnotation("Relational:ColumnOrder", 6);

            migrationBuilder.AlterColumn<long>(
                name: "disagree_count",
                schema: "estrella",
                table: "contradiction",
                type: "bigint",
                nullable: false,
                comment: "Rows that disagree",
                oldClrType: typeof(long),
                oldType: "bigint",
                oldComment: "Rows that disagree")
                .Annotation("Relational:ColumnOrder", 8)
                .OldAnnotation("Relational:ColumnOrder", 4);

            migrationBuilder.AlterColumn<long>(
                name: "compared_count",
                schema: "estrella",
                table: "contradiction",
                type: "bigint",
                nullable: false,
                comment: "Rows that could be compared",
                oldClrType: typeof(long),
                oldType: "bigint",
                oldComment: "Rows that could be compared")
                .Annotation("Relational:ColumnOrder", 6)
                .OldAnnotation("Relational:ColumnOrder", 2);

            migrationBuilder.AlterColumn<decimal>(
                name: "amount",
                schema: "estrella",
                table: "contradiction",
                type: "numeric",
                nullable: true,
                comment: "Money of the disagreement, as the kind says; null: counted only",
                oldClrType: typeof(decimal),
                oldType: "numeric",
                oldNullable: true,
                oldComment: "Money of the disagreement, as the kind says; null: counted only")
                .Annotation("Relational:ColumnOrder", 9)
                .OldAnnotation("Relational:ColumnOrder", 5);

            migrationBuilder.AlterColumn<long>(
                name: "agree_count",
                schema: "estrella",
                table: "contradiction",
                type: "bigint",
                nullable: false,
                comment: "Rows that agree",
                oldClrType: typeof(long),
                oldType: "bigint",
                oldComment: "Rows that agree")
                .Annotation("Relational:ColumnOrder", 7)
                .OldAnnotation("Relational:ColumnOrder", 3);

            migrationBuilder.AddColumn<int>(
                name: "source_no",
                schema: "estrella",
                table: "contradiction",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                comment: "Source that said the one thing")
                .Annotation("Relational:ColumnOrder", 2);

            migrationBuilder.AddColumn<string>(
                name: "export",
                schema: "estrella",
                table: "contradiction",
                type: "text",
                nullable: false,
                defaultValue: "",
                comment: "Section of its contract; empty: none of its exports")
                .Annotation("Relational:ColumnOrder", 3);

            migrationBuilder.AddColumn<int>(
                name: "other_source_no",
                schema: "estrella",
                table: "contradiction",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                comment: "Source that said the other, or should have")
                .Annotation("Relational:ColumnOrder", 4);

            migrationBuilder.AddColumn<string>(
                name: "other_export",
                schema: "estrella",
                table: "contradiction",
                type: "text",
                nullable: false,
                defaultValue: "",
                comment: "Section of its contract; empty: none of its exports said it")
                .Annotation("Relational:ColumnOrder", 5);

            migrationBuilder.AddPrimaryKey(
                name: "contradiction_pkey",
                schema: "estrella",
                table: "contradiction",
                columns: new[] { "run_no", "kind", "source_no", "export", "other_source_no", "other_export" });

            migrationBuilder.CreateTable(
                name: "customer_key",
                schema: "core",
                columns: table => new
                {
                    customer_no = table.Column<long>(type: "bigint", nullable: false, comment: "The customer"),
                    step = table.Column<string>(type: "text", nullable: false, comment: "crosswalk, tax_number, email, phone, id"),
                    value = table.Column<Guid>(type: "uuid", nullable: false, comment: "Half of the SHA-256 of the value, brought to one form")
                },
                constraints: table =>
                {
                    table.PrimaryKey("customer_key_pkey", x => new { x.customer_no, x.step });
                },
                comment: "What a customer is compared by with those of other sources. grain: one row per customer and step");

            migrationBuilder.CreateTable(
                name: "customer_same",
                schema: "core",
                columns: table => new
                {
                    customer_no = table.Column<long>(type: "bigint", nullable: false, comment: "The customer")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    same_no = table.Column<long>(type: "bigint", nullable: false, comment: "The lowest number of the group: what the star knows all of them by"),
                    step = table.Column<string>(type: "text", nullable: false, comment: "The strongest step by which it belongs to the group"),
                    value = table.Column<Guid>(type: "uuid", nullable: false, comment: "The value it shares by that step, hashed"),
                    with_no = table.Column<long>(type: "bigint", nullable: false, comment: "The lowest other number that shares the value"),
                    since_run_no = table.Column<int>(type: "integer", nullable: false, comment: "The run that brought it together in this way")
                },
                constraints: table =>
                {
                    table.PrimaryKey("customer_same_pkey", x => x.customer_no);
                },
                comment: "Every customer that is one with others. grain: one row per customer of a group of two or more");

            migrationBuilder.CreateTable(
                name: "drift",
                schema: "estrella",
                columns: table => new
                {
                    file_no = table.Column<int>(type: "integer", nullable: false, comment: "The file"),
                    column_name = table.Column<string>(type: "text", nullable: false, comment: "Header of the column"),
                    kind = table.Column<string>(type: "text", nullable: false, comment: "gone, new, kind, dates, scale or words"),
                    policy = table.Column<string>(type: "text", nullable: false, comment: "What the contract says to it: stop or keep"),
                    message = table.Column<string>(type: "text", nullable: false, comment: "What was, and what is")
                },
                constraints: table =>
                {
                    table.PrimaryKey("drift_pkey", x => new { x.file_no, x.column_name, x.kind });
                    table.ForeignKey(
                        name: "drift_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                },
                comment: "What is other in a file than in the one before it. grain: one row per file, column and kind of change");

            migrationBuilder.CreateTable(
                name: "file_column",
                schema: "estrella",
                columns: table => new
                {
                    file_no = table.Column<int>(type: "integer", nullable: false, comment: "The file"),
                    position = table.Column<int>(type: "integer", nullable: false, comment: "1 for the first column"),
                    name = table.Column<string>(type: "text", nullable: false, comment: "Its header as it stands in the file"),
                    is_read = table.Column<bool>(type: "boolean", nullable: false, comment: "The contract reads it"),
                    seen_count = table.Column<long>(type: "bigint", nullable: false, comment: "Cells looked at: all of the first rows, then one in fifty"),
                    filled_count = table.Column<long>(type: "bigint", nullable: false, comment: "Cells of these that were filled"),
                    kinds = table.Column<string>(type: "jsonb", nullable: true, comment: "Filled cells by how they are written, such as whole, decimal, iso-date or text; null where they are not looked at"),
                    median = table.Column<double>(type: "double precision", nullable: true, comment: "Median of the size of its numbers; null: too few, or personal"),
                    words = table.Column<string[]>(type: "text[]", nullable: true, comment: "Words of it that no vocabulary of the contract knows; a few of them")
                },
                constraints: table =>
                {
                    table.PrimaryKey("file_column_pkey", x => new { x.file_no, x.position });
                    table.ForeignKey(
                        name: "file_column_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                },
                comment: "A column of a file, and how its cells look: what drift is told by. grain: one row per file and column");

            migrationBuilder.CreateTable(
                name: "identity_doubt",
                schema: "core",
                columns: table => new
                {
                    entity = table.Column<string>(type: "text", nullable: false, comment: "customer or product"),
                    step = table.Column<string>(type: "text", nullable: false, comment: "The step"),
                    value = table.Column<Guid>(type: "uuid", nullable: false, comment: "The value, hashed"),
                    reason = table.Column<string>(type: "text", nullable: false, comment: "source: two of one source share it; exclusive: documents or barcodes differ; split: estrella.yml says so"),
                    numbers = table.Column<long[]>(type: "bigint[]", nullable: false, comment: "The records that share it")
                },
                constraints: table =>
                {
                    table.PrimaryKey("identity_doubt_pkey", x => new { x.entity, x.step, x.value });
                },
                comment: "Values that several records share, yet do not make them one. grain: one row per entity, step and value");

            migrationBuilder.CreateTable(
                name: "place",
                schema: "estrella",
                columns: table => new
                {
                    code = table.Column<string>(type: "text", nullable: false, comment: "ISO 3166-1 code of a country, ISO 3166-2 of a region: AR, AR-C"),
                    country_code = table.Column<string>(type: "text", nullable: false, comment: "ISO 3166-1 code of the country, of a country its own"),
                    name = table.Column<string>(type: "text", nullable: false, comment: "Name as answers say it")
                },
                constraints: table =>
                {
                    table.PrimaryKey("place_pkey", x => x.code);
                    table.CheckConstraint("place_country_code_check", "code = country_code or code like country_code || '-%'");
                },
                comment: "Countries and regions, from packs. grain: one row per country or region");

            migrationBuilder.CreateTable(
                name: "product_key",
                schema: "core",
                columns: table => new
                {
                    product_no = table.Column<long>(type: "bigint", nullable: false, comment: "The product"),
                    step = table.Column<string>(type: "text", nullable: false, comment: "crosswalk, sku, barcode, id"),
                    value = table.Column<Guid>(type: "uuid", nullable: false, comment: "Half of the SHA-256 of the value, brought to one form")
                },
                constraints: table =>
                {
                    table.PrimaryKey("product_key_pkey", x => new { x.product_no, x.step });
                },
                comment: "What a product is compared by with those of other sources. grain: one row per product and step");

            migrationBuilder.CreateTable(
                name: "product_same",
                schema: "core",
                columns: table => new
                {
                    product_no = table.Column<long>(type: "bigint", nullable: false, comment: "The product")
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    same_no = table.Column<long>(type: "bigint", nullable: false, comment: "The lowest number of the group: what the star knows all of them by"),
                    step = table.Column<string>(type: "text", nullable: false, comment: "The strongest step by which it belongs to the group"),
                    value = table.Column<Guid>(type: "uuid", nullable: false, comment: "The value it shares by that step, hashed"),
                    with_no = table.Column<long>(type: "bigint", nullable: false, comment: "The lowest other number that shares the value"),
                    since_run_no = table.Column<int>(type: "integer", nullable: false, comment: "The run that brought it together in this way")
                },
                constraints: table =>
                {
                    table.PrimaryKey("product_same_pkey", x => x.product_no);
                },
                comment: "Every product that is one with others. grain: one row per product of a group of two or more");

            migrationBuilder.CreateTable(
                name: "replayed_row",
                schema: "estrella",
                columns: table => new
                {
                    file_no = table.Column<int>(type: "integer", nullable: false, comment: "The file that held the row first"),
                    line = table.Column<int>(type: "integer", nullable: false, comment: "Its line there"),
                    by_file_no = table.Column<int>(type: "integer", nullable: false, comment: "The file that brought the corrected row")
                },
                constraints: table =>
                {
                    table.PrimaryKey("replayed_row_pkey", x => new { x.file_no, x.line, x.by_file_no });
                    table.ForeignKey(
                        name: "replayed_row_by_file_no_fkey",
                        column: x => x.by_file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                    table.ForeignKey(
                        name: "replayed_row_file_no_fkey",
                        column: x => x.file_no,
                        principalSchema: "estrella",
                        principalTable: "file",
                        principalColumn: "file_no");
                },
                comment: "Rows kept out that were corrected and loaded; they count while the run that loaded them is published. grain: one row per file, line and file that brought it");

            migrationBuilder.CreateTable(
                name: "run_shop",
                schema: "estrella",
                columns: table => new
                {
                    run_no = table.Column<int>(type: "integer", nullable: false, comment: "The published run"),
                    name = table.Column<string>(type: "text", nullable: true, comment: "Name of the shop"),
                    currency = table.Column<string>(type: "text", nullable: true, comment: "ISO 4217 code the shop counts in; null: unknown"),
                    zone = table.Column<string>(type: "text", nullable: false, comment: "IANA zone that makes a business day of a time"),
                    week_start = table.Column<int>(type: "integer", nullable: false, comment: "First day of the week, 1 for Monday")
                },
                constraints: table =>
                {
                    table.PrimaryKey("run_shop_pkey", x => x.run_no);
                    table.ForeignKey(
                        name: "run_shop_run_no_fkey",
                        column: x => x.run_no,
                        principalSchema: "estrella",
                        principalTable: "run",
                        principalColumn: "run_no");
                },
                comment: "The shop as estrella.yml and the contracts told it to a run: shop follows from the last one. grain: one row per run");

            migrationBuilder.CreateTable(
                name: "run_source",
                schema: "estrella",
                columns: table => new
                {
                    run_no = table.Column<int>(type: "integer", nullable: false, comment: "The published run"),
                    source_no = table.Column<int>(type: "integer", nullable: false, comment: "The source"),
                    zone = table.Column<string>(type: "text", nullable: true, comment: "IANA zone in which its naive times are read; null: the shop's"),
                    currency = table.Column<string>(type: "text", nullable: true, comment: "ISO 4217 code of its amounts; null: no export names one"),
                    prices_include_tax = table.Column<bool>(type: "boolean", nullable: false, comment: "Prices of the source include tax"),
                    identity = table.Column<string>(type: "text", nullable: true, comment: "How its records are known to be those of other sources, by entity, as JSON; null: as estrella.yml says")
                },
                constraints: table =>
                {
                    table.PrimaryKey("run_source_pkey", x => new { x.run_no, x.source_no });
                    table.ForeignKey(
                        name: "run_source_run_no_fkey",
                        column: x => x.run_no,
                        principalSchema: "estrella",
                        principalTable: "run",
                        principalColumn: "run_no");
                    table.ForeignKey(
                        name: "run_source_source_no_fkey",
                        column: x => x.source_no,
                        principalSchema: "estrella",
                        principalTable: "source",
                        principalColumn: "source_no");
                },
                comment: "A source as its contract told it to a run: source follows from the last one. grain: one row per run and source");

            migrationBuilder.CreateTable(
                name: "place_spelling",
                schema: "estrella",
                columns: table => new
                {
                    country_code = table.Column<string>(type: "text", nullable: false, comment: "ISO 3166-1 code of the country a region lies in; empty: it is a country that is spelled so"),
                    spelling = table.Column<string>(type: "text", nullable: false, comment: "The spelling without case, accents, blanks and signs"),
                    code = table.Column<string>(type: "text", nullable: false, comment: "The place"),
                    postcodes = table.Column<string>(type: "text", nullable: true, comment: "Where a spelling means several regions: the postcodes of this one; null: nothing else is meant")
                },
                constraints: table =>
                {
                    table.PrimaryKey("place_spelling_pkey", x => new { x.country_code, x.spelling, x.code });
                    table.ForeignKey(
                        name: "place_spelling_code_fkey",
                        column: x => x.code,
                        principalSchema: "estrella",
                        principalTable: "place",
                        principalColumn: "code");
                },
                comment: "How places are written. grain: one row per country, spelling and place it may mean");

            migrationBuilder.CreateIndex(
                name: "customer_key_value_idx",
                schema: "core",
                table: "customer_key",
                columns: new[] { "value", "step" });

            migrationBuilder.CreateIndex(
                name: "customer_same_same_no_idx",
                schema: "core",
                table: "customer_same",
                column: "same_no");

            migrationBuilder.CreateIndex(
                name: "product_key_value_idx",
                schema: "core",
                table: "product_key",
                columns: new[] { "value", "step" });

            migrationBuilder.CreateIndex(
                name: "product_same_same_no_idx",
                schema: "core",
                table: "product_same",
                column: "same_no");

            // What an earlier Estrella did not keep: which exports disagreed (none stands for unknown; the next run compares anew),
            // and what each published run was told of the shop and its sources.
            migrationBuilder.Sql(
                """
                alter table estrella.contradiction alter source_no drop default, alter export drop default, alter other_source_no drop default, alter other_export drop default;

                update estrella.contradiction as found
                set source_no = said.source_no, other_source_no = said.source_no
                from (
                    select run.run_no, coalesce(min(file.source_no), (select min(source_no) from estrella.source)) as source_no
                    from estrella.run
                    left join estrella.file using (run_no)
                    group by run.run_no
                ) as said
                where said.run_no = found.run_no;

                insert into estrella.run_shop (run_no, name, currency, zone, week_start)
                select run.run_no, shop.name, shop.currency, shop.zone, shop.week_start
                from estrella.run
                cross join estrella.shop
                where run.is_published;

                insert into estrella.run_source (run_no, source_no, zone, currency, prices_include_tax)
                select distinct run.run_no, source.source_no, source.zone, source.currency, source.prices_include_tax
                from estrella.run
                join estrella.file using (run_no)
                join estrella.source using (source_no)
                where run.is_published;
                """);

            // A place is one as it is written; it keeps its number.
            migrationBuilder.Sql(
                """
                do $$
                begin
                    if to_regclass('star.dim_geography') is not null then
                        alter table star.dim_geography add said_country text, add said_region text, add country_code text, add region_code text;
                        update star.dim_geography set said_country = country, said_region = region;
                        alter table star.dim_geography drop constraint dim_geography_natural_key;
                        alter table star.dim_geography add constraint dim_geography_natural_key unique nulls not distinct (said_country, said_region, city, postcode);
                    end if;
                end
                $$
                """);

            migrationBuilder.AddForeignKey(
                name: "contradiction_other_source_no_fkey",
                schema: "estrella",
                table: "contradiction",
                column: "other_source_no",
                principalSchema: "estrella",
                principalTable: "source",
                principalColumn: "source_no");

            migrationBuilder.AddForeignKey(
                name: "contradiction_source_no_fkey",
                schema: "estrella",
                table: "contradiction",
                column: "source_no",
                principalSchema: "estrella",
                principalTable: "source",
                principalColumn: "source_no");

            migrationBuilder.AddForeignKey(
                name: "file_replays_file_no_fkey",
                schema: "estrella",
                table: "file",
                column: "replays_file_no",
                principalSchema: "estrella",
                principalTable: "file",
                principalColumn: "file_no");

            migrationBuilder.AlterColumn<long>(
                name: "ship_to_no",
                schema: "core",
                table: "order_past",
                type: "bigint",
                nullable: true,
                comment: "Where it goes",
                oldClrType: typeof(long),
                oldType: "bigint",
                oldNullable: true,
                oldComment: "Where it goes")
                .Annotation("Relational:ColumnOrder", 26)
                .OldAnnotation("Relational:ColumnOrder", 25);

            migrationBuilder.AlterColumn<long>(
                name: "campaign_no",
                schema: "core",
                table: "order_past",
                type: "bigint",
                nullable: true,
                comment: "The campaign the order names",
                oldClrType: typeof(long),
                oldType: "bigint",
                oldNullable: true,
                oldComment: "The campaign the order names")
                .Annotation("Relational:ColumnOrder", 25)
                .OldAnnotation("Relational:ColumnOrder", 24);

            migrationBuilder.AlterColumn<long>(
                name: "bill_to_no",
                schema: "core",
                table: "order_past",
                type: "bigint",
                nullable: true,
                comment: "Who is billed",
                oldClrType: typeof(long),
                oldType: "bigint",
                oldNullable: true,
                oldComment: "Who is billed")
                .Annotation("Relational:ColumnOrder", 27)
                .OldAnnotation("Relational:ColumnOrder", 26);

            migrationBuilder.AddColumn<string>(
                name: "payment_id",
                schema: "core",
                table: "order_past",
                type: "text",
                nullable: true,
                comment: "Id of its payment with the provider, whose own export tells what came in; orders of one checkout may share it")
                .Annotation("Relational:ColumnOrder", 24);

            migrationBuilder.AlterColumn<long>(
                name: "ship_to_no",
                schema: "core",
                table: "order",
                type: "bigint",
                nullable: true,
                comment: "Where it goes",
                oldClrType: typeof(long),
                oldType: "bigint",
                oldNullable: true,
                oldComment: "Where it goes")
                .Annotation("Relational:ColumnOrder", 28)
                .OldAnnotation("Relational:ColumnOrder", 27);

            migrationBuilder.AlterColumn<long>(
                name: "campaign_no",
                schema: "core",
                table: "order",
                type: "bigint",
                nullable: true,
                comment: "The campaign the order names",
                oldClrType: typeof(long),
                oldType: "bigint",
                oldNullable: true,
                oldComment: "The campaign the order names")
                .Annotation("Relational:ColumnOrder", 27)
                .OldAnnotation("Relational:ColumnOrder", 26);

            migrationBuilder.AlterColumn<long>(
                name: "bill_to_no",
                schema: "core",
                table: "order",
                type: "bigint",
                nullable: true,
                comment: "Who is billed",
                oldClrType: typeof(long),
                oldType: "bigint",
                oldNullable: true,
                oldComment: "Who is billed")
                .Annotation("Relational:ColumnOrder", 29)
                .OldAnnotation("Relational:ColumnOrder", 28);

            migrationBuilder.AddColumn<string>(
                name: "payment_id",
                schema: "core",
                table: "order",
                type: "text",
                nullable: true,
                comment: "Id of its payment with the provider, whose own export tells what came in; orders of one checkout may share it")
                .Annotation("Relational:ColumnOrder", 26);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "payment_id",
                schema: "core",
                table: "order_past");

            migrationBuilder.DropColumn(
                name: "payment_id",
                schema: "core",
                table: "order");

            migrationBuilder.AlterColumn<long>(
                name: "ship_to_no",
                schema: "core",
                table: "order_past",
                type: "bigint",
                nullable: true,
                comment: "Where it goes",
                oldClrType: typeof(long),
                oldType: "bigint",
                oldNullable: true,
                oldComment: "Where it goes")
                .Annotation("Relational:ColumnOrder", 25)
                .OldAnnotation("Relational:ColumnOrder", 26);

            migrationBuilder.AlterColumn<long>(
                name: "campaign_no",
                schema: "core",
                table: "order_past",
                type: "bigint",
                nullable: true,
                comment: "The campaign the order names",
                oldClrType: typeof(long),
                oldType: "bigint",
                oldNullable: true,
                oldComment: "The campaign the order names")
                .Annotation("Relational:ColumnOrder", 24)
                .OldAnnotation("Relational:ColumnOrder", 25);

            migrationBuilder.AlterColumn<long>(
                name: "bill_to_no",
                schema: "core",
                table: "order_past",
                type: "bigint",
                nullable: true,
                comment: "Who is billed",
                oldClrType: typeof(long),
                oldType: "bigint",
                oldNullable: true,
                oldComment: "Who is billed")
                .Annotation("Relational:ColumnOrder", 26)
                .OldAnnotation("Relational:ColumnOrder", 27);

            migrationBuilder.AlterColumn<long>(
                name: "ship_to_no",
                schema: "core",
                table: "order",
                type: "bigint",
                nullable: true,
                comment: "Where it goes",
                oldClrType: typeof(long),
                oldType: "bigint",
                oldNullable: true,
                oldComment: "Where it goes")
                .Annotation("Relational:ColumnOrder", 27)
                .OldAnnotation("Relational:ColumnOrder", 28);

            migrationBuilder.AlterColumn<long>(
                name: "campaign_no",
                schema: "core",
                table: "order",
                type: "bigint",
                nullable: true,
                comment: "The campaign the order names",
                oldClrType: typeof(long),
                oldType: "bigint",
                oldNullable: true,
                oldComment: "The campaign the order names")
                .Annotation("Relational:ColumnOrder", 26)
                .OldAnnotation("Relational:ColumnOrder", 27);

            migrationBuilder.AlterColumn<long>(
                name: "bill_to_no",
                schema: "core",
                table: "order",
                type: "bigint",
                nullable: true,
                comment: "Who is billed",
                oldClrType: typeof(long),
                oldType: "bigint",
                oldNullable: true,
                oldComment: "Who is billed")
                .Annotation("Relational:ColumnOrder", 28)
                .OldAnnotation("Relational:ColumnOrder", 29);

            migrationBuilder.DropForeignKey(
                name: "contradiction_other_source_no_fkey",
                schema: "estrella",
                table: "contradiction");

            migrationBuilder.DropForeignKey(
                name: "contradiction_source_no_fkey",
                schema: "estrella",
                table: "contradiction");

            migrationBuilder.DropForeignKey(
                name: "file_replays_file_no_fkey",
                schema: "estrella",
                table: "file");

            migrationBuilder.DropTable(
                name: "customer_key",
                schema: "core");

            migrationBuilder.DropTable(
                name: "customer_same",
                schema: "core");

            migrationBuilder.DropTable(
                name: "drift",
                schema: "estrella");

            migrationBuilder.DropTable(
                name: "file_column",
                schema: "estrella");

            migrationBuilder.DropTable(
                name: "identity_doubt",
                schema: "core");

            migrationBuilder.DropTable(
                name: "place_spelling",
                schema: "estrella");

            migrationBuilder.DropTable(
                name: "product_key",
                schema: "core");

            migrationBuilder.DropTable(
                name: "product_same",
                schema: "core");

            migrationBuilder.DropTable(
                name: "replayed_row",
                schema: "estrella");

            migrationBuilder.DropTable(
                name: "run_shop",
                schema: "estrella");

            migrationBuilder.DropTable(
                name: "run_source",
                schema: "estrella");

            migrationBuilder.DropTable(
                name: "place",
                schema: "estrella");

            migrationBuilder.DropPrimaryKey(
                name: "contradiction_pkey",
                schema: "estrella",
                table: "contradiction");

            migrationBuilder.DropColumn(
                name: "authority",
                schema: "estrella",
                table: "source");

            migrationBuilder.DropColumn(
                name: "identity",
                schema: "estrella",
                table: "source");

            migrationBuilder.DropColumn(
                name: "country",
                schema: "estrella",
                table: "shop");

            migrationBuilder.DropColumn(
                name: "places_by",
                schema: "estrella",
                table: "shop");

            migrationBuilder.DropColumn(
                name: "unified_by",
                schema: "estrella",
                table: "shop");

            migrationBuilder.DropColumn(
                name: "cells",
                schema: "estrella",
                table: "quarantine");

            migrationBuilder.DropColumn(
                name: "counted_ids",
                schema: "estrella",
                table: "quarantine");

            migrationBuilder.DropColumn(
                name: "row_number",
                schema: "estrella",
                table: "quarantine");

            migrationBuilder.DropColumn(
                name: "amount",
                schema: "core",
                table: "order_line_past");

            migrationBuilder.DropColumn(
                name: "discount_rate",
                schema: "core",
                table: "order_line_past");

            migrationBuilder.DropColumn(
                name: "amount",
                schema: "core",
                table: "order_line");

            migrationBuilder.DropColumn(
                name: "discount_rate",
                schema: "core",
                table: "order_line");

            migrationBuilder.DropColumn(
                name: "replays_file_no",
                schema: "estrella",
                table: "file");

            migrationBuilder.DropColumn(
                name: "source_no",
                schema: "estrella",
                table: "contradiction");

            migrationBuilder.DropColumn(
                name: "export",
                schema: "estrella",
                table: "contradiction");

            migrationBuilder.DropColumn(
                name: "other_source_no",
                schema: "estrella",
                table: "contradiction");

            migrationBuilder.DropColumn(
                name: "other_export",
                schema: "estrella",
                table: "contradiction");

            migrationBuilder.AlterTable(
                name: "contradiction",
                schema: "estrella",
                comment: "Where what was said disagrees with itself; nothing is overwritten. grain: one row per run and kind",
                oldComment: "Where what was said disagrees with itself; nothing is overwritten. grain: one row per run, kind and pair of exports");

            migrationBuilder.AlterColumn<decimal>(
                name: "unit_cost",
                schema: "core",
                table: "order_line_past",
                type: "numeric(18,4)",
                nullable: true,
                comment: "Unit cost ex tax, where the line itself says it",
                oldClrType: typeof(decimal),
                oldType: "numeric(18,4)",
                oldNullable: true,
                oldComment: "Unit cost ex tax, where the line itself says it")
                .Annotation("Relational:ColumnOrder", 17)
                .OldAnnotation("Relational:ColumnOrder", 19);

            migrationBuilder.AlterColumn<decimal>(
                name: "tax_rate",
                schema: "core",
                table: "order_line_past",
                type: "numeric(18,4)",
                nullable: true,
                comment: "Tax rate of the line: 0.21 is 21 %; empty: the product's",
                oldClrType: typeof(decimal),
                oldType: "numeric(18,4)",
                oldNullable: true,
                oldComment: "Tax rate of the line: 0.21 is 21 %; empty: the product's")
                .Annotation("Relational:ColumnOrder", 16)
                .OldAnnotation("Relational:ColumnOrder", 18);

            migrationBuilder.AlterColumn<decimal>(
                name: "unit_cost",
                schema: "core",
                table: "order_line",
                type: "numeric(18,4)",
                nullable: true,
                comment: "Unit cost ex tax, where the line itself says it",
                oldClrType: typeof(decimal),
                oldType: "numeric(18,4)",
                oldNullable: true,
                oldComment: "Unit cost ex tax, where the line itself says it")
                .Annotation("Relational:ColumnOrder", 19)
                .OldAnnotation("Relational:ColumnOrder", 21);

            migrationBuilder.AlterColumn<decimal>(
                name: "tax_rate",
                schema: "core",
                table: "order_line",
                type: "numeric(18,4)",
                nullable: true,
                comment: "Tax rate of the line: 0.21 is 21 %; empty: the product's",
                oldClrType: typeof(decimal),
                oldType: "numeric(18,4)",
                oldNullable: true,
                oldComment: "Tax rate of the line: 0.21 is 21 %; empty: the product's")
                .Annotation("Relational:ColumnOrder", 18)
                .OldAnnotation("Relational:ColumnOrder", 20);

            migrationBuilder.AlterColumn<string>(
                name: "message",
                schema: "estrella",
                table: "contradiction",
                type: "text",
                nullable: false,
                comment: "What the kind compares, in one sentence",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "What the kind compares, in one sentence")
                .Annotation("Relational:ColumnOrder", 6)
                .OldAnnotation("Relational:ColumnOrder", 10);

            migrationBuilder.AlterColumn<long>(
                name: "disagree_count",
                schema: "estrella",
                table: "contradiction",
                type: "bigint",
                nullable: false,
                comment: "Rows that disagree",
                oldClrType: typeof(long),
                oldType: "bigint",
                oldComment: "Rows that disagree")
                .Annotation("Relational:ColumnOrder", 4)
                .OldAnnotation("Relational:ColumnOrder", 8);

            migrationBuilder.AlterColumn<long>(
                name: "compared_count",
                schema: "estrella",
                table: "contradiction",
                type: "bigint",
                nullable: false,
                comment: "Rows that could be compared",
                oldClrType: typeof(long),
                oldType: "bigint",
                oldComment: "Rows that could be compared")
                .Annotation("Relational:ColumnOrder", 2)
                .OldAnnotation("Relational:ColumnOrder", 6);

            migrationBuilder.AlterColumn<decimal>(
                name: "amount",
                schema: "estrella",
                table: "contradiction",
                type: "numeric",
                nullable: true,
                comment: "Money of the disagreement, as the kind says; null: counted only",
                oldClrType: typeof(decimal),
                oldType: "numeric",
                oldNullable: true,
                oldComment: "Money of the disagreement, as the kind says; null: counted only")
                .Annotation("Relational:ColumnOrder", 5)
                .OldAnnotation("Relational:ColumnOrder", 9);

            migrationBuilder.AlterColumn<long>(
                name: "agree_count",
                schema: "estrella",
                table: "contradiction",
                type: "bigint",
                nullable: false,
                comment: "Rows that agree",
                oldClrType: typeof(long),
                oldType: "bigint",
                oldComment: "Rows that agree")
                .Annotation("Relational:ColumnOrder", 3)
                .OldAnnotation("Relational:ColumnOrder", 7);

            migrationBuilder.AddPrimaryKey(
                name: "contradiction_pkey",
                schema: "estrella",
                table: "contradiction",
                columns: new[] { "run_no", "kind" });
        }
    }
}
