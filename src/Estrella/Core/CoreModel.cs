using Estrella.Entities;
using Estrella.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Estrella.Core;

/// <summary>
/// Schema <c>core</c>: for every entity of the catalogue a table of what holds now, and one of the records that
/// no longer do. Both are written by the merge only.
/// </summary>
public static class CoreModel
{
    public const string Schema = "core";

    /// <summary>Columns every table of current rows has after its number, source and id, before its own fields.</summary>
    public static IReadOnlyList<string> RecordColumns { get; } =
        ["is_deleted", "said_at", "confirmed_at", "confirmed_file_no", "file_no", "line", "content_hash", "carried", "extras"];

    public static void Map(ModelBuilder model)
    {
        foreach (var entity in EntityCatalog.All)
        {
            MapCurrent(model.Entity(entity.Type), entity);
            MapPast(model.SharedTypeEntity<Dictionary<string, object>>(entity.Name + "_past"), entity);
        }
        UnificationModel.Map(model);
    }

    private static void MapCurrent(EntityTypeBuilder table, Entity entity)
    {
        table.ToTable(entity.Name, Schema, built =>
        {
            built.HasComment(entity.Comment);
            built.HasCheckConstraint($"{entity.Name}_{entity.IdColumn}_check", $"{entity.IdColumn} <> ''");
            built.HasCheckConstraint($"{entity.Name}_is_inferred_check", "not is_inferred or (file_no is null and content_hash is null)");
            foreach (var field in entity.Fields.Where(each => each.Vocabulary is not null))
                built.HasCheckConstraint(
                    $"{entity.Name}_{field.CoreColumn}_check", LedgerModel.OneOf(field.CoreColumn, Vocabulary.Of(field.Vocabulary!)));
        });
        table.HasKey(nameof(CoreRow.No)).HasName($"{entity.Name}_pkey");
        table.HasAlternateKey(nameof(CoreRow.SourceNo), nameof(CoreRow.Id)).HasName($"{entity.Name}_source_no_{entity.IdColumn}_key");

        var order = 0;
        Column(table.Property(nameof(CoreRow.No)), entity.NumberColumn, "Number of the row, stable for ever", order++)
            .UseIdentityByDefaultColumn();
        Column(table.Property(nameof(CoreRow.SourceNo)), "source_no", "The source that scopes the id", order++);
        Column(table.Property(nameof(CoreRow.Id)), entity.IdColumn, "Natural id as the source writes it", order++).UseCollation("C");
        Column(table.Property(nameof(CoreRow.IsInferred)), "is_inferred", "Another row refers to it, but no export has said it yet", order++)
            .HasDefaultValue(false);
        foreach (var (column, property) in Record(table))
            Column(property, column, RecordComment(column), order++);
        foreach (var field in entity.Fields)
            Typed(Column(table.Property(field.Property.Name), field.CoreColumn, field.Comment, order++), entity, field);

        table.HasOne(typeof(SourceRow)).WithMany().HasForeignKey(nameof(CoreRow.SourceNo))
            .HasConstraintName($"{entity.Name}_source_no_fkey").OnDelete(DeleteBehavior.NoAction);
        table.HasOne(typeof(FileRow)).WithMany().HasForeignKey(nameof(CoreRow.FileNo))
            .HasConstraintName($"{entity.Name}_file_no_fkey").OnDelete(DeleteBehavior.NoAction);
        // Every run asks for rows no export has said, and for statuses nobody mapped: nearly always there are none.
        table.HasIndex(nameof(CoreRow.No)).HasDatabaseName($"{entity.Name}_is_inferred_idx").HasFilter("is_inferred");
        if (entity.Name == "order")
            table.HasIndex("Status").HasDatabaseName("order_unmapped_idx").HasFilter("status = 'unmapped'");
        foreach (var field in entity.Fields.Where(each => each.IsReference))
        {
            table.HasOne(EntityCatalog.Get(field.References!).Type).WithMany().HasForeignKey(field.Property.Name)
                .HasConstraintName($"{entity.Name}_{field.CoreColumn}_fkey").OnDelete(DeleteBehavior.NoAction);
            // A changed parent asks for its children. A handful of payment methods would select nothing.
            if (field.References != "payment_method")
                table.HasIndex(field.Property.Name).HasDatabaseName($"{entity.Name}_{field.CoreColumn}_idx")
                    .HasFilter(field.IsRequired ? null : $"{field.CoreColumn} is not null");
        }
    }

    private static void MapPast(EntityTypeBuilder table, Entity entity)
    {
        var name = entity.Name + "_past";
        table.ToTable(name, Schema, built => built.HasComment(
            $"Records of {entity.Name} that no longer hold; with the current rows that are not inferred, all that was said. grain: one row per record"));
        var order = 0;
        Column(table.IndexerProperty<long>("past_no"), "past_no", "Number of the record", order++).UseIdentityByDefaultColumn();
        table.HasKey("past_no").HasName($"{name}_pkey");
        Column(table.IndexerProperty<long>(entity.NumberColumn), entity.NumberColumn, $"The {entity.Name} it was said of", order++);
        foreach (var (column, property) in Record(table))
            Column(property, column, RecordComment(column), order++);
        foreach (var field in entity.Fields)
            Typed(Column(table.IndexerProperty(field.Property.PropertyType, field.CoreColumn), field.CoreColumn, field.Comment, order++), entity, field);

        table.HasIndex(entity.NumberColumn, "said_at").HasDatabaseName($"{name}_{entity.NumberColumn}_idx");
        Refers(table, entity.Type, entity.NumberColumn, name);
        table.HasOne(typeof(FileRow)).WithMany().HasForeignKey("file_no")
            .HasConstraintName($"{name}_file_no_fkey").OnDelete(DeleteBehavior.NoAction);
        foreach (var field in entity.Fields.Where(each => each.IsReference))
            Refers(table, EntityCatalog.Get(field.References!).Type, field.CoreColumn, name);
    }

    private static void Refers(EntityTypeBuilder table, Type to, string column, string name) =>
        table.HasOne(to).WithMany().HasForeignKey(column)
            .HasConstraintName($"{name}_{column}_fkey").OnDelete(DeleteBehavior.NoAction);

    /// <summary>The record columns, as properties of a class for current rows and as indexers for past ones.</summary>
    private static IEnumerable<(string Column, PropertyBuilder Property)> Record(EntityTypeBuilder table)
    {
        foreach (var column in RecordColumns)
        {
            var property = typeof(CoreRow).GetProperties().Single(each => EntityCatalog.SnakeCase(each.Name) == column);
            var built = table.Metadata.IsPropertyBag
                ? table.IndexerProperty(property.PropertyType, column)
                : table.Property(property.Name);
            if (column == "extras")
                built.HasColumnType("jsonb");
            if (column == "is_deleted")
                built.HasDefaultValue(false);
            if (column == "said_at")
                built.HasDefaultValueSql("'-infinity'");
            yield return (column, built);
        }
    }

    private static string RecordComment(string column) => column switch
    {
        "is_deleted" => "Absent from the last full export, or marked deleted by the source",
        "said_at" => "From when the record holds: its change column, else its export's date; -infinity: undated",
        "confirmed_at" => "When later exports repeated the record; null: none has, or only whole full exports, which the ledger knows",
        "confirmed_file_no" => "The files that repeated it, one for each confirmed_at",
        "file_no" => "The file that said it; null: inferred",
        "line" => "Line of that file, 1 for the first; null: inferred, or absent from a full export",
        "content_hash" => "XxHash128 of what was said",
        "carried" => "Columns this record did not say itself: their values are those of the record before",
        "extras" => "Columns nobody mapped",
        _ => throw new InvalidOperationException($"no comment for {column}"),
    };

    private static PropertyBuilder Column(PropertyBuilder property, string name, string comment, int order) =>
        property.HasColumnName(name).HasComment(comment).HasColumnOrder(order);

    private static void Typed(PropertyBuilder property, Entity entity, EntityField field)
    {
        if (!field.IsReference && field.Kind == CellKind.Number)
            property.HasColumnType(SqlType(entity, field));
    }

    /// <summary>The type of a field's column in core.</summary>
    public static string SqlType(Entity entity, EntityField field) => field switch
    {
        { IsReference: true } => "bigint",
        // A weak currency is worth less than the fourth decimal of a strong one.
        { Name: "rate" } when entity.Name == "exchange_rate" => "numeric(24,10)",
        _ => field.Kind switch
        {
            CellKind.Text => "text",
            CellKind.Number => "numeric(18,4)",
            CellKind.Whole => "bigint",
            CellKind.Day => "date",
            CellKind.Instant => "timestamp with time zone",
            CellKind.Flag => "boolean",
            _ => throw new InvalidOperationException($"no type for {field.Kind}"),
        },
    };
}
