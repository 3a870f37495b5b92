using Microsoft.EntityFrameworkCore.Migrations;
using NpgsqlTypes;

#nullable disable

namespace Estrella.Core.Migrations
{
    /// <inheritdoc />
    public partial class Confirmations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<NpgsqlRange<DateOnly>>(
                name: "within", schema: "estrella", table: "file", type: "daterange", nullable: true,
                comment: "The days it holds all of, where it is not all days; empty: no row tells a day");
            migrationBuilder.Sql(
                """
                comment on column estrella.file.holds_all is 'All of its kind at that moment: what is absent is gone; false, too, where rows of it were kept out';
                do $$
                declare
                    target text;
                begin
                    for target in select format('core.%I', table_name) from information_schema.columns where table_schema = 'core' and column_name = 'confirmed_at' loop
                        execute 'alter table ' || target || ' add column confirmed_file_no integer[], alter column confirmed_at type timestamptz[] using array[confirmed_at]';
                        execute 'update ' || target || ' set confirmed_at = null where confirmed_at = array[null::timestamptz]';
                        execute 'update ' || target || ' set confirmed_file_no = array[file_no] where confirmed_at is not null';
                        execute 'comment on column ' || target || '.confirmed_at is ''When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows''';
                        execute 'comment on column ' || target || '.confirmed_file_no is ''The files that repeated it, one for each confirmed_at''';
                    end loop;
                end
                $$
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(name: "within", schema: "estrella", table: "file");
            migrationBuilder.Sql(
                """
                do $$
                declare
                    target text;
                begin
                    for target in select format('core.%I', table_name) from information_schema.columns where table_schema = 'core' and column_name = 'confirmed_at' loop
                        execute 'alter table ' || target || ' drop column confirmed_file_no, alter column confirmed_at type timestamptz using confirmed_at[cardinality(confirmed_at)]';
                    end loop;
                end
                $$
                """);
        }
    }
}
