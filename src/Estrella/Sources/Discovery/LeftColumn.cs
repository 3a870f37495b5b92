namespace Estrella.Sources.Discovery;

/// <summary>What the rows of a file show a column to be that feeds no field.</summary>
public enum LeftIs
{
    /// <summary>No cell is filled.</summary>
    Blank,

    /// <summary>Every filled cell says the same.</summary>
    Constant,

    /// <summary>The same as another column of the file in every row.</summary>
    Copy,

    /// <summary>What a file of the records its rows name says of them.</summary>
    SaidElsewhere,

    /// <summary>The sum, the difference, the product or the share of two other columns.</summary>
    Sum,

    /// <summary>The same on all rows of one customer, product or order: it tells of that.</summary>
    BelongsTo,
}

/// <summary>A column that feeds no field, and what its rows show it to be; it is kept in extras all the same.</summary>
public sealed record LeftColumn
{
    internal LeftColumn(string name, LeftIs kind, string of, Proof proof, string? file = null) => (Name, Is, Of, Proof, File) = (name, kind, of, proof, file);

    public string Name { get; }

    public LeftIs Is { get; }

    /// <summary>The value, the column, the field, the arithmetic, or the column that names what it tells of; blank: there is none.</summary>
    public string Of { get; }

    /// <summary>The other file that says it; null: its own rows do.</summary>
    public string? File { get; }

    /// <summary>In words, the figure before them.</summary>
    public string Says => Proof.ToString();

    internal Proof Proof { get; }
}
