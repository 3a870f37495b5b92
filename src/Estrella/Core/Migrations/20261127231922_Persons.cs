using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Estrella.Core.Migrations
{
    /// <inheritdoc />
    public partial class Persons : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "order_no",
                schema: "core",
                table: "review_past",
                type: "bigint",
                nullable: true,
                comment: "The order it is about; its product where it has one only, and its customer")
                .Annotation("Relational:ColumnOrder", 16);

            migrationBuilder.AddColumn<long>(
                name: "order_no",
                schema: "core",
                table: "review",
                type: "bigint",
                nullable: true,
                comment: "The order it is about; its product where it has one only, and its customer")
                .Annotation("Relational:ColumnOrder", 18);

            migrationBuilder.AddColumn<string>(
                name: "person",
                schema: "core",
                table: "customer_past",
                type: "text",
                nullable: true,
                comment: "The person behind several ids, as the source itself numbers persons")
                .Annotation("Relational:ColumnOrder", 24);

            migrationBuilder.AlterColumn<string>(
                name: "step",
                schema: "core",
                table: "customer_key",
                type: "text",
                nullable: false,
                comment: "crosswalk, person, tax_number, email, phone, id",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "crosswalk, tax_number, email, phone, id");

            migrationBuilder.AddColumn<string>(
                name: "person",
                schema: "core",
                table: "customer",
                type: "text",
                nullable: true,
                comment: "The person behind several ids, as the source itself numbers persons")
                .Annotation("Relational:ColumnOrder", 26);

            migrationBuilder.CreateIndex(
                name: "review_order_no_idx",
                schema: "core",
                table: "review",
                column: "order_no",
                filter: "order_no is not null");

            migrationBuilder.AddForeignKey(
                name: "review_order_no_fkey",
                schema: "core",
                table: "review",
                column: "order_no",
                principalSchema: "core",
                principalTable: "order",
                principalColumn: "order_no");

            migrationBuilder.AddForeignKey(
                name: "review_past_order_no_fkey",
                schema: "core",
                table: "review_past",
                column: "order_no",
                principalSchema: "core",
                principalTable: "order",
                principalColumn: "order_no");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "review_order_no_fkey",
                schema: "core",
                table: "review");

            migrationBuilder.DropForeignKey(
                name: "review_past_order_no_fkey",
                schema: "core",
                table: "review_past");

            migrationBuilder.DropIndex(
                name: "review_order_no_idx",
                schema: "core",
                table: "review");

            migrationBuilder.DropColumn(
                name: "order_no",
                schema: "core",
                table: "review_past");

            migrationBuilder.DropColumn(
                name: "order_no",
                schema: "core",
                table: "review");

            migrationBuilder.DropColumn(
                name: "person",
                schema: "core",
                table: "customer_past");

            migrationBuilder.DropColumn(
                name: "person",
                schema: "core",
                table: "customer");

            migrationBuilder.AlterColumn<string>(
                name: "step",
                schema: "core",
                table: "customer_key",
                type: "text",
                nullable: false,
                comment: "crosswalk, tax_number, email, phone, id",
                oldClrType: typeof(string),
                oldType: "text",
                oldComment: "crosswalk, person, tax_number, email, phone, id");
        }
    }
}
