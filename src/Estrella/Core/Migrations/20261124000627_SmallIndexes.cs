using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Estrella.Core.Migrations
{
    /// <inheritdoc />
    public partial class SmallIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "touch_is_inferred_idx",
                schema: "core",
                table: "touch",
                column: "touch_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "tender_is_inferred_idx",
                schema: "core",
                table: "tender",
                column: "tender_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "target_is_inferred_idx",
                schema: "core",
                table: "target",
                column: "target_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "shipment_is_inferred_idx",
                schema: "core",
                table: "shipment",
                column: "shipment_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "review_is_inferred_idx",
                schema: "core",
                table: "review",
                column: "review_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "return_is_inferred_idx",
                schema: "core",
                table: "return",
                column: "return_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "product_price_is_inferred_idx",
                schema: "core",
                table: "product_price",
                column: "product_price_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "product_is_inferred_idx",
                schema: "core",
                table: "product",
                column: "product_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "price_index_is_inferred_idx",
                schema: "core",
                table: "price_index",
                column: "price_index_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "payment_method_is_inferred_idx",
                schema: "core",
                table: "payment_method",
                column: "payment_method_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "payment_is_inferred_idx",
                schema: "core",
                table: "payment",
                column: "payment_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "order_line_is_inferred_idx",
                schema: "core",
                table: "order_line",
                column: "order_line_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "order_charge_is_inferred_idx",
                schema: "core",
                table: "order_charge",
                column: "order_charge_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "order_is_inferred_idx",
                schema: "core",
                table: "order",
                column: "order_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "order_unmapped_idx",
                schema: "core",
                table: "order",
                column: "status",
                filter: "status = 'unmapped'");

            migrationBuilder.CreateIndex(
                name: "inventory_is_inferred_idx",
                schema: "core",
                table: "inventory",
                column: "inventory_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "exchange_rate_is_inferred_idx",
                schema: "core",
                table: "exchange_rate",
                column: "exchange_rate_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "customer_is_inferred_idx",
                schema: "core",
                table: "customer",
                column: "customer_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "category_is_inferred_idx",
                schema: "core",
                table: "category",
                column: "category_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "cart_is_inferred_idx",
                schema: "core",
                table: "cart",
                column: "cart_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "campaign_spend_is_inferred_idx",
                schema: "core",
                table: "campaign_spend",
                column: "campaign_spend_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "campaign_is_inferred_idx",
                schema: "core",
                table: "campaign",
                column: "campaign_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "calendar_event_is_inferred_idx",
                schema: "core",
                table: "calendar_event",
                column: "calendar_event_no",
                filter: "is_inferred");

            migrationBuilder.CreateIndex(
                name: "address_is_inferred_idx",
                schema: "core",
                table: "address",
                column: "address_no",
                filter: "is_inferred");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "touch_is_inferred_idx",
                schema: "core",
                table: "touch");

            migrationBuilder.DropIndex(
                name: "tender_is_inferred_idx",
                schema: "core",
                table: "tender");

            migrationBuilder.DropIndex(
                name: "target_is_inferred_idx",
                schema: "core",
                table: "target");

            migrationBuilder.DropIndex(
                name: "shipment_is_inferred_idx",
                schema: "core",
                table: "shipment");

            migrationBuilder.DropIndex(
                name: "review_is_inferred_idx",
                schema: "core",
                table: "review");

            migrationBuilder.DropIndex(
                name: "return_is_inferred_idx",
                schema: "core",
                table: "return");

            migrationBuilder.DropIndex(
                name: "product_price_is_inferred_idx",
                schema: "core",
                table: "product_price");

            migrationBuilder.DropIndex(
                name: "product_is_inferred_idx",
                schema: "core",
                table: "product");

            migrationBuilder.DropIndex(
                name: "price_index_is_inferred_idx",
                schema: "core",
                table: "price_index");

            migrationBuilder.DropIndex(
                name: "payment_method_is_inferred_idx",
                schema: "core",
                table: "payment_method");

            migrationBuilder.DropIndex(
                name: "payment_is_inferred_idx",
                schema: "core",
                table: "payment");

            migrationBuilder.DropIndex(
                name: "order_line_is_inferred_idx",
                schema: "core",
                table: "order_line");

            migrationBuilder.DropIndex(
                name: "order_charge_is_inferred_idx",
                schema: "core",
                table: "order_charge");

            migrationBuilder.DropIndex(
                name: "order_is_inferred_idx",
                schema: "core",
                table: "order");

            migrationBuilder.DropIndex(
                name: "order_unmapped_idx",
                schema: "core",
                table: "order");

            migrationBuilder.DropIndex(
                name: "inventory_is_inferred_idx",
                schema: "core",
                table: "inventory");

            migrationBuilder.DropIndex(
                name: "exchange_rate_is_inferred_idx",
                schema: "core",
                table: "exchange_rate");

            migrationBuilder.DropIndex(
                name: "customer_is_inferred_idx",
                schema: "core",
                table: "customer");

            migrationBuilder.DropIndex(
                name: "category_is_inferred_idx",
                schema: "core",
                table: "category");

            migrationBuilder.DropIndex(
                name: "cart_is_inferred_idx",
                schema: "core",
                table: "cart");

            migrationBuilder.DropIndex(
                name: "campaign_spend_is_inferred_idx",
                schema: "core",
                table: "campaign_spend");

            migrationBuilder.DropIndex(
                name: "campaign_is_inferred_idx",
                schema: "core",
                table: "campaign");

            migrationBuilder.DropIndex(
                name: "calendar_event_is_inferred_idx",
                schema: "core",
                table: "calendar_event");

            migrationBuilder.DropIndex(
                name: "address_is_inferred_idx",
                schema: "core",
                table: "address");
        }
    }
}
