using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using NpgsqlTypes;

#nullable disable

namespace Estrella.Core.Migrations
{
    /// <inheritdoc />
    public partial class RunJournal : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "run_state_check",
                schema: "estrella",
                table: "run");

            migrationBuilder.AlterColumn<string>(
                name: "state",
                schema: "estrella",
                table: "run",
                type: "text",
                nullable: false,
                comment: "running, published, no_change, failed, refused or undone",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "running, published, no_change, failed or refused");

            migrationBuilder.AddColumn<int>(
                name: "undone_by_run_no",
                schema: "estrella",
                table: "run",
                type: "integer",
                nullable: true,
                comment: "The run that took it back; null: none has")
                .Annotation("Relational:ColumnOrder", 10);

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
                    kind = table.Column<string>(type: "text", nullable: false, comment: "confirmed: their confirmed_at was moved; repeated: nothing was written; healed: they were inferred"),
                    confirmed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true, comment: "Their confirmed_at before; null: none"),
                    numbers = table.Column<NpgsqlRange<long>[]>(type: "int8multirange", nullable: false, comment: "Their numbers")
                },
                constraints: table =>
                {
                    table.PrimaryKey("repeated_pkey", x => x.repeated_no);
                    table.CheckConstraint("repeated_kind_check", "kind in ('confirmed', 'repeated', 'healed')");
                    table.ForeignKey(
                        name: "repeated_run_no_fkey",
                        column: x => x.run_no,
                        principalSchema: "estrella",
                        principalTable: "run",
                        principalColumn: "run_no");
                },
                comment: "Rows of core a run repeated, or gave their first record, by their numbers. grain: one row per run, entity, kind and confirmed_at before");

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

            migrationBuilder.AddCheckConstraint(
                name: "run_state_check",
                schema: "estrella",
                table: "run",
                sql: "state in ('running', 'published', 'no_change', 'failed', 'refused', 'undone')");

            migrationBuilder.AddCheckConstraint(
                name: "run_undone_by_run_no_check",
                schema: "estrella",
                table: "run",
                sql: "(state = 'undone') = (undone_by_run_no is not null)");

            migrationBuilder.CreateIndex(
                name: "repeated_run_no_idx",
                schema: "estrella",
                table: "repeated",
                columns: new[] { "run_no", "entity" });

            migrationBuilder.AddForeignKey(
                name: "run_undone_by_run_no_fkey",
                schema: "estrella",
                table: "run",
                column: "undone_by_run_no",
                principalSchema: "estrella",
                principalTable: "run",
                principalColumn: "run_no");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "run_undone_by_run_no_fkey",
                schema: "estrella",
                table: "run");

            migrationBuilder.DropTable(
                name: "numbered",
                schema: "estrella");

            migrationBuilder.DropTable(
                name: "overwritten",
                schema: "estrella");

            migrationBuilder.DropTable(
                name: "repeated",
                schema: "estrella");

            migrationBuilder.DropTable(
                name: "run_feed",
                schema: "estrella");

            migrationBuilder.DropCheckConstraint(
                name: "run_state_check",
                schema: "estrella",
                table: "run");

            migrationBuilder.DropCheckConstraint(
                name: "run_undone_by_run_no_check",
                schema: "estrella",
                table: "run");

            migrationBuilder.DropColumn(
                name: "undone_by_run_no",
                schema: "estrella",
                table: "run");

            migrationBuilder.AlterColumn<string>(
                name: "state",
                schema: "estrella",
                table: "run",
                type: "text",
                nullable: false,
                comment: "running, published, no_change, failed or refused",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "running, published, no_change, failed, refused or undone");

            migrationBuilder.AddCheckConstraint(
                name: "run_state_check",
                schema: "estrella",
                table: "run",
                sql: "state in ('running', 'published', 'no_change', 'failed', 'refused')");
        }
    }
}
