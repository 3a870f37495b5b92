using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Estrella.Core.Migrations
{
    /// <inheritdoc />
    public partial class FigureChanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "figure_change",
                schema: "estrella");
        }
    }
}
