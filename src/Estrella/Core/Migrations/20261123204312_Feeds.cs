using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Estrella.Core.Migrations
{
    /// <inheritdoc />
    public partial class Feeds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "feed",
                schema: "estrella");
        }
    }
}
