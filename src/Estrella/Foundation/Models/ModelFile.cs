using System.Security.Cryptography;
using System.Text;

namespace Estrella.Foundation.Models;

/// <summary>What PostgreSQL makes of a model.</summary>
public enum ModelKind
{
    /// <summary>A table kept by its key: filled once, then changed only where the select says something else.</summary>
    Table,

    /// <summary>A materialized view behind a plain view of the model's name.</summary>
    MaterializedView,

    /// <summary>A plain view.</summary>
    View,

    /// <summary>The body is a whole <c>create or replace function</c>.</summary>
    Function,
}

/// <summary>Columns to index, and the reason the index is worth its writes.</summary>
public sealed record ModelIndex(IReadOnlyList<string> Columns, string Reason);

/// <summary>A column that points into a dimension: <c>customer_key</c> into <c>dim_customer</c>.</summary>
public sealed record ModelReference(string Column, string Model);

/// <summary>The column a model is rebuilt by, and the one-column relation that lists what is touched.</summary>
public sealed record TouchedBy(string Column, string Relation);

/// <summary>
/// A model: a header that says what it is, and one select that says what is in it. Its table, keys, indexes and
/// comments are made from the header, so a model file is the only place where they are written.
/// </summary>
public sealed class ModelFile
{
    internal ModelFile(string name, string sentence, ModelHeader header, string body, string text)
    {
        Name = name;
        Sentence = sentence;
        Body = body;
        Checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
        Kind = header.Kind();
        Grain = header.One("grain") ?? "";
        Key = header.List("key");
        Natural = header.List("natural");
        Chain = header.One("chain");
        Partition = header.Partition();
        TouchedBy = header.Touched();
        From = header.List("from");
        References = header.References();
        Indexes = header.Indexes();
        Checks = header.All("check");
        PersonalColumns = header.List("personal");
        Moves = header.List("moves");
        Columns = header.Columns;
    }

    /// <summary>The table's name without schema: <c>fact_sales</c>.</summary>
    public string Name { get; }

    /// <summary>What it holds, in one sentence.</summary>
    public string Sentence { get; }

    public ModelKind Kind { get; }

    /// <summary>What one row is.</summary>
    public string Grain { get; }

    /// <summary>The primary key; of a materialized view, its unique index.</summary>
    public IReadOnlyList<string> Key { get; }

    /// <summary>
    /// What makes a row of a dimension the same row again. Where it is given, the key is a surrogate that the
    /// table numbers itself, 0 is the unknown member, and numbers once given are kept.
    /// </summary>
    public IReadOnlyList<string> Natural { get; }

    /// <summary>The number whose versions form a chain without overlap or gap, or null.</summary>
    public string? Chain { get; }

    /// <summary>The date column the table is partitioned by, by month, or null.</summary>
    public string? Partition { get; }

    public TouchedBy? TouchedBy { get; }

    /// <summary>Every table the select reads, with its schema.</summary>
    public IReadOnlyList<string> From { get; }

    public IReadOnlyList<ModelReference> References { get; }

    public IReadOnlyList<ModelIndex> Indexes { get; }

    /// <summary>Check constraints, as SQL.</summary>
    public IReadOnlyList<string> Checks { get; }

    /// <summary>Columns about people, which the reader role does not see.</summary>
    public IReadOnlyList<string> PersonalColumns { get; }

    /// <summary>Columns whose change is felt by the facts that point here, beside versions that come and go.</summary>
    public IReadOnlyList<string> Moves { get; }

    /// <summary>Comment of each column, by its name, in the order of the header.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; }

    /// <summary>The select, or for a function the whole statement; without a closing semicolon.</summary>
    public string Body { get; }

    /// <summary>Changes when the file does: a table built from another text is rebuilt.</summary>
    public string Checksum { get; }

    /// <summary>The surrogate key's column, or null where the select brings the key itself.</summary>
    public string? Surrogate => Natural.Count > 0 ? Key[0] : null;

    /// <summary>What finds a row again: the natural key of a dimension, else the key.</summary>
    public IReadOnlyList<string> Identity => Natural.Count > 0 ? Natural : Key;

    /// <summary>Reads a model file.</summary>
    /// <exception cref="EstrellaException">The header has a fault; the message names model and line.</exception>
    public static ModelFile Parse(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var (name, sentence) = ModelHeader.Title(lines[0]);
        var length = lines.TakeWhile(line => line.StartsWith("--", StringComparison.Ordinal)).Count();
        var header = ModelHeader.Read(name, lines[..length]);
        var body = string.Join('\n', lines[length..]).Trim().TrimEnd(';').TrimEnd();
        var model = new ModelFile(name, sentence, header, body, text);
        Demand(body.Length > 0, name, "has no select below its header");
        Demand(model.Grain.Length > 0, name, "does not say its grain (-- grain: one row per ...)");
        Demand(model.Kind is ModelKind.View or ModelKind.Function || model.Key.Count > 0, name, "names no key (-- key: column, ...)");
        Demand(model.Natural.Count == 0 || model.Key.Count == 1, name, "has a natural key, so its key must be one surrogate column");
        Demand(model.Chain is null || model.Natural.SequenceEqual([model.Chain, "valid_from"]), name, $"is a chain, so its natural key must be {model.Chain}, valid_from");
        Demand(model.Partition is null || model.Key.Contains(model.Partition), name, $"is partitioned by {model.Partition}, which must be part of its key");
        return model;
    }

    private static void Demand(bool holds, string model, string fault)
    {
        if (!holds)
            throw ModelHeader.Fault(model, null, fault);
    }
}
