using Estrella.Entities;

namespace Estrella.Core;

/// <summary>Which columns of core refer to an entity.</summary>
internal static class References
{
    /// <summary>Entities that refer to it, itself included, with the field that does.</summary>
    public static IEnumerable<(Entity Child, EntityField Field)> To(Entity entity) =>
        EntityCatalog.All.SelectMany(child => child.Fields.Where(field => field.References == entity.Name).Select(field => (child, field)));

    /// <summary>The tables that hold such a column: current and past records.</summary>
    public static IEnumerable<(string Table, string Column, Entity Child)> Columns(Entity entity) =>
        To(entity).SelectMany(each => new[]
        {
            (MergeEntity.CoreOf(each.Child), each.Field.CoreColumn, each.Child),
            (MergeEntity.PastOf(each.Child), each.Field.CoreColumn, each.Child),
        });
}
