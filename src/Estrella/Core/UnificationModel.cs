using Estrella.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Estrella.Core;

/// <summary>
/// What is one thing in several sources: what records are compared by, which are one, and which values several share that do
/// not say so. Written by the unification only; no foreign keys, for a row that is taken back goes before it is looked at again.
/// </summary>
internal static class UnificationModel
{
    public static void Map(ModelBuilder model)
    {
        foreach (var entity in Identities.Entities.Select(EntityCatalog.Get))
        {
            var keys = Table(model, entity.Name + "_key", $"What a {entity.Name} is compared by with those of other sources. grain: one row per {entity.Name} and step");
            Column<long>(keys, entity.NumberColumn, $"The {entity.Name}");
            Column<string>(keys, "step", string.Join(", ", Identities.Steps(entity.Name)));
            Column<Guid>(keys, "value", "Half of the SHA-256 of the value, brought to one form");
            keys.HasKey(entity.NumberColumn, "step").HasName($"{entity.Name}_key_pkey");
            keys.HasIndex("value", "step").HasDatabaseName($"{entity.Name}_key_value_idx");

            var same = Table(model, entity.Name + "_same", $"Every {entity.Name} that is one with others. grain: one row per {entity.Name} of a group of two or more");
            Column<long>(same, entity.NumberColumn, $"The {entity.Name}");
            Column<long>(same, "same_no", $"The lowest number of the group: what the star knows all of them by");
            Column<string>(same, "step", "The strongest step by which it belongs to the group");
            Column<Guid>(same, "value", "The value it shares by that step, hashed");
            Column<long>(same, "with_no", "The lowest other number that shares the value");
            Column<int>(same, "since_run_no", "The run that brought it together in this way");
            same.HasKey(entity.NumberColumn).HasName($"{entity.Name}_same_pkey");
            same.HasIndex("same_no").HasDatabaseName($"{entity.Name}_same_same_no_idx");
        }
        var doubt = Table(model, "identity_doubt", "Values that several records share, yet do not make them one. grain: one row per entity, step and value");
        Column<string>(doubt, "entity", "customer or product");
        Column<string>(doubt, "step", "The step");
        Column<Guid>(doubt, "value", "The value, hashed");
        Column<string>(doubt, "reason", "source: two of one source share it; exclusive: documents or barcodes differ; split: estrella.yml says so");
        Column<long[]>(doubt, "numbers", "The records that share it");
        doubt.HasKey("entity", "step", "value").HasName("identity_doubt_pkey");
    }

    private static EntityTypeBuilder<Dictionary<string, object>> Table(ModelBuilder model, string name, string comment)
    {
        var table = model.SharedTypeEntity<Dictionary<string, object>>(name);
        table.ToTable(name, CoreModel.Schema, built => built.HasComment(comment));
        return table;
    }

    private static void Column<T>(EntityTypeBuilder table, string name, string comment) =>
        table.IndexerProperty<T>(name).HasColumnName(name).HasComment(comment).HasColumnOrder(table.Metadata.GetProperties().Count()).IsRequired();
}
