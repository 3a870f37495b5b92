using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>What identifies the rows of a file, and which rows of other files they name; found by the values.</summary>
internal sealed class Keys(FileMeaning meaning, IReadOnlyDictionary<Entity, FileMeaning> mains, IReadOnlyList<FileMeaning> files, KeyForms forms)
{
    private static readonly Entity Order = EntityCatalog.Get("order");

    // Fields by which people name a record instead of its id.
    private static readonly string[] Names = ["name", "email", "sku", "tax_number", "barcode", "phone", "first_name", "last_name"];

    private Entity Main => meaning.Main!;

    /// <summary>The id of the file's own rows as the contract says it; null: made of the entity's own fields.</summary>
    public (string? Id, Proof? Proof) IdOf(Entity entity)
    {
        if (entity == Order && forms.OrdersHaveSeries && OrderColumn is { } number)
            return (OrderCell(number), Proof.Of(number.Distinct, number.Distinct, $"{string.Join(", ", meaning.Series.Select(each => each.Name))} and number: numbers of several kinds may be the same"));
        if (meaning.Events is null && meaning.Own is { } own)
            return (forms.Cell(own, entity), forms.Proof(own, entity) ?? Unique(own));
        if (entity.DefaultId.Count > 0)
            return (null, null);
        // The rows of an order that stands in several: the order is told by what is repeated.
        if (entity == Order && OrderColumn is { } repeated)
            return (forms.Cell(repeated, entity), Proof.Of(repeated.Filled, meaning.File.Rows, FormattableString.Invariant($"{repeated.Distinct:N0} orders in {repeated.Filled:N0} of {meaning.File.Rows:N0} rows")));
        if (entity.Name is "order_line" or "return" or "order_charge" or "tender" or "payment" or "shipment" && OrderColumn is { } order && !NamesNoOrder)
        {
            var within = OrderParts(order);
            return entity == Main && meaning.LineNumber is { } line
                ? ($"[{within}, {Yaml.Text(line.Name)}]", Proof.Of(meaning.File.Rows, meaning.File.Rows, "the number of the line within its order: no two rows have the same"))
                : IsPositional()
                    ? ("$row", NoId("the rows keep their order"))
                    : ($"[{within}, $nth]", NoId("the nth row of its order"));
        }
        return ("$row", RowProof());
    }

    public ColumnProbe? OrderColumn => meaning.OrderColumn;

    /// <summary>An order as the contract names it.</summary>
    public string OrderCell(ColumnProbe order) => forms.OrdersHaveSeries && meaning.Series.Count > 0 ? $"[{OrderParts(order)}]" : forms.Cell(order, Order);

    /// <summary>The column of another entity's id in this file, by which it can be told here.</summary>
    public ColumnProbe? ForeignId(Entity entity) => entity == Order
        ? Main.Name is "order_line" or "return" or "order_charge" && !NamesNoOrder ? OrderColumn : null
        : entity.Name == "product" ? ProductColumn
        : entity.Name == "customer" ? CustomerId(entity)
        : meaning.Reference(entity) ?? meaning.Column(entity, "name", true);

    /// <summary>The customers' id. An account under which the e-mail or name is another on most rows is not theirs.</summary>
    private ColumnProbe? CustomerId(Entity customer)
    {
        var (id, person) = (meaning.Reference(customer), CustomerColumn(customer));
        if (id is null || person is null || id == person || mains.ContainsKey(customer))
            return id ?? person;
        var (same, again) = meaning.Rows.Again([id], [person]);
        return again > 10 && same * 2 < again ? person : id;
    }

    /// <summary>Customers without an id are known by what tells them best.</summary>
    private ColumnProbe? CustomerColumn(Entity customer) =>
        meaning.Column(customer, "email", false) ?? Told(customer, "tax_number") ?? Told(customer, "first_name");

    /// <summary>By its name the entity's: it says so, or nothing else is called so.</summary>
    private ColumnProbe? Told(Entity entity, string field) =>
        meaning.Column(entity, field, true) ?? meaning.Columns(entity, field).FirstOrDefault(column => meaning.IsOnlyOf(column, entity));

    /// <summary>The column of the products' ids: one that says so, else a plain code, else the products' names.</summary>
    private ColumnProbe? ProductColumn
    {
        get
        {
            var product = EntityCatalog.Get("product");
            var found = Likely(product).ToList();
            // Of several that may be the goods one that their list holds.
            return found.Find(column => mains.TryGetValue(product, out var list) && list != meaning && list.File.Open.Any(key => key.IsUnique && (key == list.Own || !column.IsNumber) && key.Shared(column) * 2 >= column.Distinct)) ?? found.FirstOrDefault();
        }
    }

    private IEnumerable<ColumnProbe> Likely(Entity product)
    {
        var named = meaning.Columns(product, Headings.Id, mustSay: true).Where(column => Main == product || (column != meaning.Own && column != meaning.LineNumber)).ToList();
        var isOfGoods = Main.Name is "order_line" or "inventory" or "return";
        ColumnProbe?[] likely =
        [
            named.Find(column => !meaning.IsOwnWord(column, product)),
            isOfGoods || Main.Name == "product_price" ? meaning.Columns(product, Headings.Id).FirstOrDefault(column => column != meaning.Own && column != OrderColumn && column != meaning.LineNumber && !meaning.IsOwnWord(column, product) && ColumnName.Fold(column.Name) != "id") : null,
            named.FirstOrDefault(),
            meaning.Columns(product, "name", true).FirstOrDefault(column => Main == product || column != meaning.LineNumber),
            // A bar code stands for goods nothing else names.
            isOfGoods ? meaning.Column(product, "sku", false) : null,
            isOfGoods ? meaning.Column(product, "barcode", false) : null,
        ];
        return likely.OfType<ColumnProbe>();
    }

    /// <summary>The ids of the list of products, where most that the column names stand there; null: there is no such list.</summary>
    public HashSet<string>? Listed(ColumnProbe product) => mains.TryGetValue(EntityCatalog.Get("product"), out var list) && list != meaning && list.Own is { } own && list.File.Rows < 200_000
        && own.Shared(product) * 10 >= product.Distinct * 8 ? [.. list.Rows.All([own]).Select(cells => cells[0])] : null;

    /// <summary>Whether rows of the main entity may tell of another, too.</summary>
    public bool MayTell(Entity entity) => Main.Fields.Any(field => field.References == entity.Name)
        || (Main.Name == "order_line" && entity.Name is "customer" or "category" or "campaign" or "order")
        || (Main.Name is "inventory" or "product_price" && entity.Name == "category");

    /// <summary>A field whose plain word no other entity of the file claims.</summary>
    public bool IsPlain(Entity entity, EntityField field) =>
        (entity == Order && Main.Name == "order_line")
        || (entity.Name == "customer" && field.Name is "email" or "phone" or "tax_number" or "city" or "region" or "country" or "postcode" or "segment" && Main.Name is "order" or "order_line")
        || (entity.Name == "product" && field.Name is "name" or "brand" or "sku" or "barcode" && Main.Name is "order_line" or "inventory")
        || (entity.Name == "product" && field.Name is "price" && Main.Name is "inventory");

    /// <summary>An entity known by its name only: the same column is id and name; a code that is called so is also the one other systems know.</summary>
    public bool MayShare(Entity entity, EntityField field, ColumnProbe? column) => column is not null && (field.Name is "name" or "email" or "first_name" || (field.Name == "sku" && Wording.Cut(column.Name).Contains("sku"))) && ForeignId(entity) == column
        && meaning.Says(column, entity, field.Name);

    /// <summary>How a field names a record of another entity.</summary>
    public (string Cell, ColumnProbe Column, Proof? Proof)? Reference(Entity entity, EntityField field)
    {
        var to = EntityCatalog.Get(field.References!);
        if (field.Name is "bill_to" or "parent" || entity == to || (field.Name == "ship_to" && !mains.ContainsKey(to)))
            return null;
        if (to == Order && Main != Order)
            return OrderColumn is { } order && !NamesNoOrder ? (OrderCell(order), order, SharedWith(order)) : null;
        // Rows of an order's file do not name the order of somebody else.
        var column = ForeignId(to);
        if (to == Main && entity == Main)
            return null;
        if (column is null)
            return to.Name == "category" && entity.Name == "product" ? CarriedCategory(to) : null;
        if (!mains.TryGetValue(to, out var target) || target == meaning)
            return (forms.Cell(column, to), column, null);
        // Of several files of customers the one that holds them.
        if (target.Own is { } first && first.Shared(column) * 2 < column.Distinct && files.FirstOrDefault(other => other != meaning && other.Main == to && other.Own is { } known && known.Shared(column) * 2 >= column.Distinct) is { } holder)
            target = holder;
        if (Named(to, target, column) is { } by && (target.Own is not { } key || key.Shared(column) * 2 < column.Distinct))
            return by;
        return (forms.Cell(column, to), column, forms.Proof(column, to) ?? InSeveral(to, column) ?? SharedWith(target, column));
    }

    /// <summary>The same within a list of parts.</summary>
    public string OrderParts(ColumnProbe order) =>
        string.Join(", ", (forms.OrdersHaveSeries ? meaning.Series : []).Select(SeriesCell).Append(forms.Cell(order, Order)));

    /// <summary>A series without a letter is one, too; an id with a blank part would be none.</summary>
    private static string SeriesCell(ColumnProbe series) => series.Blank == 0 ? Yaml.Text(series.Name) : $"{{ column: {Yaml.Text(series.Name)}, blank: '-' }}";

    private Proof? SharedWith(ColumnProbe order) => forms.Proof(order, Order) ?? (mains.TryGetValue(Order, out var orders) ? orders != meaning ? SharedWith(orders, order) : null : SharedWithLines(order));

    /// <summary>A return may name none: not one value of what is called so is an order that others tell.</summary>
    private bool NamesNoOrder => Main.Name == "return" && OrderColumn is { } order
        && files.Where(other => other != meaning && (other.Main == Order || other.Main?.Name == "order_line")).Select(other => other.OrderColumn).OfType<ColumnProbe>().ToList() is { Count: > 0 } told
        && told.TrueForAll(each => each.Shared(order) == 0);

    /// <summary>Orders that only a file of lines tells of.</summary>
    private Proof? SharedWithLines(ColumnProbe order) => files.FirstOrDefault(other => other != meaning && other.Main?.Name == "order_line" && other.OrderColumn is not null) is { OrderColumn: { } told } lines
        ? Discovery.Proof.Of(told.Shared(order), order.Distinct, FormattableString.Invariant($"{told.Shared(order):N0} of {order.Distinct:N0} are orders of {lines.File.Name}"))
        : null;

    /// <summary>Ids that several files of the entity hold between them; null: one file holds as many.</summary>
    private Proof? InSeveral(Entity to, ColumnProbe column)
    {
        var holders = files.Where(other => other != meaning && other.Main == to && other.Own is { } key && key.Shared(column) > 0).ToList();
        var shared = Math.Min(column.Distinct, holders.Sum(each => each.Own!.Shared(column)));
        return holders.Count < 2 || holders.Exists(each => each.Own!.Shared(column) == shared) ? null
            : Proof.Of(shared, column.Distinct, FormattableString.Invariant($"{shared:N0} of {column.Distinct:N0} are ids of {string.Join(" or ", holders.Take(3).Select(each => each.File.Name))}"));
    }

    private static Proof? SharedWith(FileMeaning target, ColumnProbe column)
    {
        if (target.Own is not { } key)
        {
            return column.Positions(target.File.Rows) > 0
                ? Proof.Of(column.Distinct, column.Distinct, FormattableString.Invariant($"{column.Least:0} to {column.Most:0}: row numbers of {target.File.Name} ({target.File.Rows:N0} rows)"))
                : null;
        }
        var shared = key.Shared(column);
        return Proof.Of(shared, column.Distinct, FormattableString.Invariant($"{(shared * 2 < column.Distinct ? "only " : "")}{shared:N0} of {column.Distinct:N0} are ids of {target.File.Name}"));
    }

    /// <summary>A record named by another field than its id.</summary>
    private static (string, ColumnProbe, Proof?)? Named(Entity to, FileMeaning target, ColumnProbe column)
    {
        foreach (var name in Names.Where(each => to.Find(each) is not null))
        {
            if (target.Column(to, name, false) is { } named && named.Shared(column) * 2 > column.Distinct && (named.IsUnique || !name.EndsWith("_name", StringComparison.Ordinal)))
            {
                return ($"{{ {string.Join(", ", [$"column: {Yaml.Text(column.Name)}", .. column.Cut?.Words ?? [], $"by: {name}"])} }}", column,
                    Proof.Of(named.Shared(column), column.Distinct, FormattableString.Invariant($"{named.Shared(column):N0} of {column.Distinct:N0} are {(name.EndsWith("name", StringComparison.Ordinal) ? "names" : name)} in {target.File.Name}")));
            }
        }
        return null;
    }

    private (string, ColumnProbe, Proof?)? CarriedCategory(Entity category) =>
        mains.TryGetValue(category, out var target) && target != meaning && target.Own is { } key && meaning.Own is { } own
        && KeyForms.Carried(meaning, own, target, key) is { } carried
            ? (carried.Cell, own, carried.Proof)
            : null;

    private static Proof Unique(ColumnProbe own) => Proof.Of(own.Distinct, own.Filled, FormattableString.Invariant($"{own.Distinct:N0} of {own.Filled:N0} rows have an id of their own"));

    /// <summary>Each column might have been the id; those that are told to be something else are none.</summary>
    private Proof NoId(string instead) => Proof.Of(
        meaning.File.Columns.Count - meaning.Columns(Main, Headings.Id, mustSay: true).Count(each => each != OrderColumn), meaning.File.Columns.Count,
        FormattableString.Invariant($"no column of {meaning.File.Columns.Count:N0} is one: {instead}"));

    private bool IsPositional() => files.Any(other => other != meaning && other.Main is { } entity && entity != Main && mains.TryGetValue(Main, out var own) && own == meaning && NamesRows(other));

    /// <summary>Another file names rows of this one by their position.</summary>
    private bool NamesRows(FileMeaning other) => Main.Name != "order_line" && other.Reference(Main) is { } column && column.Positions(meaning.File.Rows) > 0;

    private Proof RowProof()
    {
        var by = files.Where(other => other != meaning && NamesRows(other)).Select(other => (other.File.Name, Column: other.Reference(Main)!)).ToList();
        return by.Count > 0
            ? Proof.Of(by[0].Column.Distinct, by[0].Column.Distinct, FormattableString.Invariant($"no column is one; {by[0].Column.Name} of {by[0].Name} names rows {by[0].Column.Least:0} to {by[0].Column.Most:0} of {meaning.File.Rows:N0}"))
            : NoId("the rows keep their order");
    }
}
