namespace Estrella.Entities;

/// <summary>Names an entity as contracts do; its core table is <c>core.NAME</c>, its key <c>NAME_no</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EntityAttribute(string name, string comment) : Attribute
{
    public string Name { get; } = name;

    /// <summary>The table's comment; it ends with the grain.</summary>
    public string Comment { get; } = comment;

    /// <summary>The contract fields that make the natural id where a contract gives none.</summary>
    public string[] DefaultId { get; init; } = [];
}

/// <summary>A cell of an entity that a contract may feed.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FieldAttribute(string comment) : Attribute
{
    public string Comment { get; } = comment;

    /// <summary>A row without it is quarantined.</summary>
    public bool Required { get; init; }

    /// <summary>The field that may stand in for one that is required.</summary>
    public string? Or { get; init; }

    /// <summary>Marked personal whatever the contract says: masked for the reader role and in messages.</summary>
    public bool Personal { get; init; }

    /// <summary>The words the database accepts, from <see cref="Vocabulary"/>.</summary>
    public string? Vocabulary { get; init; }
}

/// <summary>A cell that names another entity by its natural id; the core column is <c>ROLE_no</c> or <c>ENTITY_no</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ReferenceAttribute(string field, string entity, string comment) : Attribute
{
    /// <summary>The contract's name for it: <c>customer</c>, <c>ship_to</c>.</summary>
    public string Field { get; } = field;

    public string Entity { get; } = entity;

    public string Comment { get; } = comment;

    public bool Required { get; init; }

    /// <summary>The field that may stand in for one that is required.</summary>
    public string? Or { get; init; }
}
