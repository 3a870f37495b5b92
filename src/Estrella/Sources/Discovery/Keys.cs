using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>What identifies the rows of a file, and which rows of other files they name; found by the values.</summary>
internal sealed class Keys(FileMeaning meaning, IReadOnlyDictionary<Entity, FileMeaning> mains, IReadOnlyList<FileMeaning> files)
{
    private static readonly string[] Natural = ["customer", "product", "category", "campaign", "payment_method"];

    private Entity Main => meaning.Main!;

    /// <summary>The id of the file's own rows as the contract says it; null: made of the entity's own fields.</summary>
    public (string? Id, string? Proof) IdOf(Entity entity)
    {
        if (OwnColumn(meaning) is { } own)
            return (own.IdCell, FormattableString.Invariant($"{own.Distinct:N0} of {own.Filled:N0} rows have an id of their own"));
        if (entity.DefaultId.Count > 0)
            return (null, null);
        if (entity.Name is "order_line" or "return" or "order_charge" or "tender" or "payment" or "shipment" && meaning.Reference(EntityCatalog.Get("order")) is { } order)
        {
            return meaning.Column(entity, Headings.Id, false) is { } line && line != order && line.IsWholeNumber
                ? ($"[{order.IdCell}, {Yaml.Text(line.Name)}]", "the number of the line within its order")
                : IsPositional()
                    ? ("$row", "no column is one; the rows keep their order")
                    : ($"[{order.IdCell}, $nth]", "no column is one: the nth row of its order");
        }
        return ("$row", RowProof());
    }

    /// <summary>The column of another entity's id in this file, by which it can be told here.</summary>
    public ColumnProbe? ForeignId(Entity entity) => entity.Name == "order" && Main.Name != "order_line"
        ? null
        : meaning.Reference(entity) ?? (entity.Name == "customer" ? meaning.Column(entity, "email", false) : meaning.Column(entity, "name", true));

    /// <summary>Whether rows of the main entity may tell of another, too.</summary>
    public bool MayTell(Entity entity) => Main.Fields.Any(field => field.References == entity.Name)
        || (Main.Name == "order_line" && entity.Name is "customer" or "category" or "campaign" or "order");

    /// <summary>The columns an id is made of.</summary>
    public IEnumerable<ColumnProbe> ColumnsOf(string? id) => id is null ? [] : meaning.File.Columns.Where(column =>
        id == column.IdCell || (id.StartsWith('[') && id[1..^1].Split(", ").Contains(Yaml.Text(column.Name))));

    /// <summary>A field whose plain word no other entity of the file claims.</summary>
    public bool IsPlain(Entity entity, EntityField field) =>
        entity.Name == "order" && Main.Name == "order_line"
        || (entity.Name == "customer" && field.Name is "email" or "phone" or "tax_number" or "city" or "region" or "country" or "postcode" or "segment" && Main.Name is "order" or "order_line")
        || (entity.Name == "product" && field.Name is "name" or "brand" or "sku" or "barcode" && Main.Name == "order_line");

    /// <summary>An entity known by its name only: the same column is id and name.</summary>
    public bool MayShare(Entity entity, EntityField field, ColumnProbe? column) => field.Name is "name" or "email" && column is not null && ForeignId(entity) == column;

    /// <summary>How a field names a record of another entity.</summary>
    public (string Cell, ColumnProbe Column, string? Proof)? Reference(Entity entity, EntityField field)
    {
        var to = EntityCatalog.Get(field.References!);
        if (field.Name is "ship_to" or "bill_to" or "parent" || (entity == to && field.Name != "parent"))
            return null;
        // Rows of an order's file do not name the order of somebody else.
        var column = ForeignId(to) ?? meaning.Reference(to);
        if (column is null || (to == Main && entity == Main))
            return null;
        if (!mains.TryGetValue(to, out var target) || target == meaning)
            return (column.IdCell, column, null);
        if (OwnColumn(target) is { } key)
        {
            var shared = key.Shared(column);
            if (shared * 2 >= column.Distinct)
                return (column.IdCell, column, FormattableString.Invariant($"{shared:N0} of {column.Distinct:N0} are ids of {target.File.Name}"));
            if (target.Column(to, "name", false) is { } named && named.Shared(column) * 2 > column.Distinct)
                return ($"{{ column: {Yaml.Text(column.Name)}, by: name }}", column, FormattableString.Invariant($"{named.Shared(column):N0} of {column.Distinct:N0} are names in {target.File.Name}"));
            return (column.IdCell, column, FormattableString.Invariant($"only {shared:N0} of {column.Distinct:N0} are ids of {target.File.Name}"));
        }
        if (target.Column(to, "name", false) is { } name && name.Shared(column) * 2 > column.Distinct)
            return ($"{{ column: {Yaml.Text(column.Name)}, by: name }}", column, FormattableString.Invariant($"{name.Shared(column):N0} of {column.Distinct:N0} are names in {target.File.Name}"));
        return (column.IdCell, column, column.Positions(target.File.Rows) > 0
            ? FormattableString.Invariant($"{column.Least:0} to {column.Most:0}: row numbers of {target.File.Name} ({target.File.Rows:N0} rows)")
            : null);
    }

    /// <summary>The column that is the file's own id: named so, and no value stands twice.</summary>
    private static ColumnProbe? OwnColumn(FileMeaning file)
    {
        var main = file.Main!;
        foreach (var mustSay in new[] { true, false })
        {
            if (file.Column(main, Headings.Id, mustSay) is { } column && (column.IsUnique || (column.Distinct * 100L >= column.Filled * 98 && column.Distinct > 50)))
                return column;
        }
        return null;
    }

    private bool IsPositional() => files.Any(other => other != meaning && other.Main is { } entity && entity != Main && mains.TryGetValue(Main, out var own) && own == meaning && NamesRows(other));

    /// <summary>Another file names rows of this one by their position.</summary>
    private bool NamesRows(FileMeaning other) => Main.Name != "order_line" && other.Reference(Main) is { } column && column.Positions(meaning.File.Rows) > 0;

    private string RowProof()
    {
        var by = files.Where(other => other != meaning && NamesRows(other)).Select(other => (other.File.Name, Column: other.Reference(Main)!)).ToList();
        return by.Count > 0
            ? FormattableString.Invariant($"no column is one; {by[0].Column.Name} of {by[0].Name} names rows {by[0].Column.Least:0} to {by[0].Column.Most:0} of {meaning.File.Rows:N0}")
            : "no column is one; the rows keep their order";
    }
}
