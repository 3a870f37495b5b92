using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Estrella.Core.Migrations
{
    /// <inheritdoc />
    public partial class RowsOfRuns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "rows_read",
                schema: "estrella",
                table: "run",
                type: "bigint",
                nullable: true,
                comment: "Rows PostgreSQL read while publishing, without those its parallel workers read; null: nothing was published")
                .Annotation("Relational:ColumnOrder", 10);

            migrationBuilder.AddColumn<long>(
                name: "rows_written",
                schema: "estrella",
                table: "run",
                type: "bigint",
                nullable: true,
                comment: "Rows PostgreSQL inserted, updated and deleted while publishing, passages included; null: nothing was published")
                .Annotation("Relational:ColumnOrder", 11);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "rows_read",
                schema: "estrella",
                table: "run");

            migrationBuilder.DropColumn(
                name: "rows_written",
                schema: "estrella",
                table: "run");
        }
    }
}
