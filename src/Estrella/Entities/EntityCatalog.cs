using System.Collections.Frozen;
using System.Reflection;

namespace Estrella.Entities;

/// <summary>How a cell is stored: in a batch, in staging and in core alike.</summary>
public enum CellKind
{
    Text,

    /// <summary>numeric(18,4)</summary>
    Number,

    /// <summary>bigint</summary>
    Whole,

    /// <summary>date; -infinity is <see cref="DateOnly.MinValue"/></summary>
    Day,

    /// <summary>timestamptz in UTC; -infinity is <see cref="DateTime.MinValue"/></summary>
    Instant,

    /// <summary>boolean</summary>
    Flag,
}

/// <summary>A field of an entity as contracts name it, and its columns.</summary>
/// <param name="Name">The contract's word: <c>ordered_at</c>, <c>customer</c>.</param>
/// <param name="Kind">A reference is a text in staging (the natural id), a bigint in core.</param>
/// <param name="References">The entity it refers to, or null.</param>
/// <param name="Vocabulary">The list of words it accepts, or null.</param>
/// <param name="Property">The property of the entity's class.</param>
public sealed record EntityField(
    string Name, CellKind Kind, string? References, string? Vocabulary, bool IsRequired, bool IsPersonal, string Comment, PropertyInfo Property)
{
    public bool IsReference => References is not null;

    /// <summary>The field that may stand in for this one where it is required; null: none.</summary>
    public string? Or { get; } = Property.GetCustomAttribute<FieldAttribute>()?.Or ?? Property.GetCustomAttribute<ReferenceAttribute>()?.Or;

    /// <summary>The column in staging: the natural id of a reference, else the field's name.</summary>
    public string StagingColumn => IsReference ? Name + "_id" : Name;

    /// <summary>The column in core: <c>customer_no</c>, <c>ship_to_no</c>, <c>ordered_at</c>.</summary>
    public string CoreColumn => IsReference ? EntityCatalog.SnakeCase(Property.Name) : Name;
}

/// <summary>An entity: its class, its fields in the order of the class, its names.</summary>
public sealed record Entity(string Name, string Comment, Type Type, IReadOnlyList<EntityField> Fields, IReadOnlyList<string> DefaultId)
{
    public string NumberColumn => Name + "_no";

    public string IdColumn => Name + "_id";

    public EntityField? Find(string field) => Fields.FirstOrDefault(each => each.Name == field);
}

/// <summary>
/// Every entity Estrella knows, read from the classes of this room, parents before children:
/// the one place contracts, staging, core and its migrations take names and types from.
/// </summary>
public static class EntityCatalog
{
    /// <summary>Parents before children; a reference to the own entity (category's parent) does not count.</summary>
    public static IReadOnlyList<Entity> All { get; } = InOrder();

    private static readonly FrozenDictionary<string, Entity> ByName = All.ToFrozenDictionary(each => each.Name);

    public static Entity? Find(string name) => ByName.GetValueOrDefault(name);

    public static Entity Get(string name) => ByName[name];

    public static string SnakeCase(string name) =>
        string.Concat(name.Select((letter, at) => char.IsUpper(letter) ? (at == 0 ? "" : "_") + char.ToLowerInvariant(letter) : letter.ToString()));

    private static List<Entity> InOrder()
    {
        var waiting = typeof(CoreRow).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(CoreRow)))
            .Select(Read)
            .OrderBy(each => each.Name, StringComparer.Ordinal)
            .ToList();
        var ordered = new List<Entity>();
        while (waiting.Count > 0)
        {
            var next = waiting.First(each => each.Fields.All(field =>
                !field.IsReference || field.References == each.Name || ordered.Any(done => done.Name == field.References)));
            ordered.Add(next);
            waiting.Remove(next);
        }
        return ordered;
    }

    private static Entity Read(Type type)
    {
        var entity = type.GetCustomAttribute<EntityAttribute>()
            ?? throw new InvalidOperationException($"{type.Name} has no [Entity]");
        var fields = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .OrderBy(property => property.MetadataToken)
            .Select(Read);
        return new Entity(entity.Name, entity.Comment, type, [.. fields], entity.DefaultId);
    }

    private static EntityField Read(PropertyInfo property)
    {
        if (property.GetCustomAttribute<ReferenceAttribute>() is { } reference)
        {
            return new EntityField(reference.Field, CellKind.Text, reference.Entity, null, reference.Required, false, reference.Comment, property);
        }
        var field = property.GetCustomAttribute<FieldAttribute>()
            ?? throw new InvalidOperationException($"{property.DeclaringType!.Name}.{property.Name} has neither [Field] nor [Reference]");
        return new EntityField(
            SnakeCase(property.Name), KindOf(property.PropertyType), null, field.Vocabulary, field.Required, field.Personal, field.Comment, property);
    }

    private static CellKind KindOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var text when text == typeof(string) => CellKind.Text,
        var number when number == typeof(decimal) => CellKind.Number,
        var whole when whole == typeof(long) || whole == typeof(int) => CellKind.Whole,
        var day when day == typeof(DateOnly) => CellKind.Day,
        var instant when instant == typeof(DateTime) => CellKind.Instant,
        var flag when flag == typeof(bool) => CellKind.Flag,
        var other => throw new InvalidOperationException($"no cell kind for {other.Name}"),
    };
}
