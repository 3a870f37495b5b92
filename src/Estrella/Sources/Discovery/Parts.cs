using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>
/// What the rows of a file tell beside their own entity: stock of a product, the parcel and the place of an order, how it is
/// paid, what was charged for a line, lines that came back.
/// </summary>
internal sealed class Parts(FileMeaning meaning, Keys keys, IReadOnlyDictionary<Entity, FileMeaning> mains, HashSet<ColumnProbe> used, DraftExport export)
{
    private static readonly Entity Customer = EntityCatalog.Get("customer");
    private static readonly string[] PaymentFields = ["paid_at", "installments", "fee", "net"];
    private static readonly string[] Places = ["street", "city", "region", "country", "postcode"];

    public void Find()
    {
        var flat = meaning.Main!.Name == "order_line";
        foreach (var feed in export.Feeds.ToList())
        {
            if (feed.Entity.Name == "product" && meaning.Main.Name == "product")
                Stock(feed);
            if (feed.Entity.Name == "order" && meaning.Events is null && (feed.Entity == meaning.Main || flat))
            {
                Parcel(feed);
                Place(feed);
                Tender(feed);
                Paid(feed);
            }
            if (feed.Entity.Name == "order_line")
            {
                Charges(feed);
                Returned(feed);
            }
        }
        CustomerLists.Add(meaning, export, used);
        // What an order says of where it goes comes first.
        if (export.Feeds.Find(feed => feed.Entity == Customer) is { } customer)
            Home(customer);
    }

    /// <summary>Stock is no column of a product: it is counted on the day of the export.</summary>
    private void Stock(DraftFeed product)
    {
        var inventory = EntityCatalog.Get("inventory");
        if (mains.ContainsKey(inventory) || meaning.Column(inventory, "on_hand", false) is not { } stock || used.Contains(stock))
            return;
        var feed = New(inventory, id: null, proof: null);
        feed.Add("product", product.Id!);
        if (meaning.Columns(inventory, "warehouse").FirstOrDefault(column => column.Filled > 0 && !used.Contains(column)) is { } warehouse)
        {
            feed.Add("warehouse", DraftCells.Of(meaning, inventory.Find("warehouse")!, warehouse), DraftCells.Proof(meaning, inventory.Find("warehouse")!, warehouse));
            used.Add(warehouse);
        }
        feed.Add("day", "$as_of");
        feed.Add("on_hand", DraftCells.Of(meaning, inventory.Find("on_hand")!, stock), FormattableString.Invariant($"{stock.Filled:N0} numbers, {stock.Least:0.##} to {stock.Most:0.##}"));
        used.Add(stock);
    }

    /// <summary>An order that says who carries it, under which number, when it left, arrives or arrived has a parcel.</summary>
    private void Parcel(DraftFeed order)
    {
        var shipment = EntityCatalog.Get("shipment");
        if (mains.ContainsKey(shipment))
            return;
        var found = shipment.Fields
            .Where(field => !field.IsReference && field.Name != "cost")
            .Select(field => (Field: field, Column: meaning.Columns(shipment, field.Name).FirstOrDefault(column => column.Filled > 0 && !used.Contains(column))))
            .Where(each => each.Column is not null)
            .DistinctBy(each => each.Column)
            .ToList();
        var (tracking, left) = (Tracking(shipment, found), found.Find(each => each.Field.Name is "shipped_at" or "delivered_at").Column);
        // A depot or the day something is due sends nothing.
        if ((tracking ?? left ?? found.Find(each => each.Field.Name == "carrier").Column) is not { } tells)
            return;
        var feed = tracking is null ? New(shipment, order, "one parcel an order")
            : New(shipment, $"[{Within(order.Id!)}, {Yaml.Text(tracking.Name)}]", "one parcel an order and number", order.Repeats is null ? null : DraftFeed.First);
        if (tracking is not null)
            feed.When.AddRange(order.When);
        if (tells.Blank > 0)
            feed.When.Add($"{{ {Yaml.Text(tells.Name)}: filled }}");
        feed.Add("order", order.Id!);
        foreach (var (field, column) in found.Where(each => each.Column != tracking))
        {
            feed.Add(field.Name, DraftCells.Of(meaning, field, column!), DraftCells.InOrder(meaning, field, column!, order));
            used.Add(column!);
        }
        if (tracking is not null)
            used.Add(tracking);
    }

    /// <summary>The parcels' number; it tells the parcels where all that left have one. Null: there is none.</summary>
    private ColumnProbe? Tracking(Entity shipment, List<(EntityField Field, ColumnProbe? Column)> found) =>
        meaning.Columns(shipment, Headings.Id).FirstOrDefault(number => number.Filled > 0 && !used.Contains(number) && !number.IsDate && !meaning.IsOwnWord(number, shipment)
            && (meaning.Says(number, shipment, Headings.Id, mustSay: true) || meaning.IsOnlyOf(number, shipment))
            && found.TrueForAll(each => each.Field.Name is not ("shipped_at" or "delivered_at") || meaning.Rows.IsFilledWith(each.Column!, number)));

    /// <summary>Where an order goes, when the order itself says it.</summary>
    private void Place(DraftFeed order)
    {
        var address = EntityCatalog.Get("address");
        if (mains.ContainsKey(address) && order.Fields.Exists(field => field.Field == "ship_to"))
            return;
        // Beside the customer's own place only what says that it is another.
        var isLived = export.Feeds.Exists(each => each.Entity == Customer && each.Fields.Exists(field => Places.Contains(field.Field)));
        var found = Places.Select(name => (Field: address.Find(name)!, Column: meaning.Columns(address, name).FirstOrDefault(column => !used.Contains(column) && !(isLived && Customer.Find(name) is not null && meaning.Says(column, Customer, name))))).Where(each => each.Column is not null).DistinctBy(each => each.Column).ToList();
        if (!found.Exists(each => each.Field.Name is "city" or "region" or "country" or "postcode"))
            return;
        var feed = New(address, order, "the place this order goes to");
        if (order.Fields.Find(field => field.Field == "customer") is { } customer)
            feed.Fields.Add(customer with { Proof = null });
        feed.Add("kind", "{ value: shipping }");
        foreach (var (field, column) in found)
        {
            feed.Add(field.Name, Yaml.Text(column!.Name));
            used.Add(column);
            if (field.IsPersonal && !export.Personal.Contains(column.Name))
                export.Personal.Add(column.Name);
        }
        order.Add("ship_to", order.Id!);
    }

    /// <summary>Where a customer lives: the street has no place of its own beside the customer's city.</summary>
    private void Home(DraftFeed customer)
    {
        var address = EntityCatalog.Get("address");
        if (mains.ContainsKey(address) || customer.Id is null || meaning.Columns(address, "street").FirstOrDefault(column => column.Filled > 0 && !used.Contains(column)) is not { } street
            || (meaning.Main != Customer && export.Feeds.Exists(feed => feed.Entity == address)))
            return;
        var feed = New(address, customer, "where the customer lives");
        if (street.Blank > 0)
            feed.When.Add($"{{ {Yaml.Text(street.Name)}: filled }}");
        feed.Add("customer", customer.Id);
        feed.Add("kind", "{ value: home }");
        feed.Add("street", Yaml.Text(street.Name));
        feed.Fields.AddRange(customer.Fields.Where(field => Places.Contains(field.Field)).Select(field => field with { Proof = null }));
        used.Add(street);
        export.Personal.Add(street.Name);
    }

    /// <summary>How an order says it is paid.</summary>
    private void Tender(DraftFeed order)
    {
        var (method, tender) = (EntityCatalog.Get("payment_method"), EntityCatalog.Get("tender"));
        if (mains.ContainsKey(tender) || mains.ContainsKey(EntityCatalog.Get("payment"))
            || order.Fields.Find(field => field.Field == "total") is not { } total || (keys.ForeignId(method) ?? Payment()) is not { } column || used.Contains(column))
            return;
        if (!mains.ContainsKey(method))
        {
            var way = New(method, Yaml.Text(column.Name), FormattableString.Invariant($"{column.Distinct:N0} in {meaning.File.Rows:N0} rows, and no file of their own"), DraftFeed.First);
            if (column.Blank > 0)
                way.When.Add($"{{ {Yaml.Text(column.Name)}: filled }}");
            way.Add("name", Yaml.Text(column.Name));
        }
        var feed = New(tender, order, "how the order says it is paid");
        // Cells that are blank on the later rows of an order are no tender.
        foreach (var each in DraftCells.Columns(total.Cell, meaning.File.Columns).Where(each => each.Blank > 0))
            feed.When.Add($"{{ {Yaml.Text(each.Name)}: filled }}");
        feed.Add("order", order.Id!);
        feed.Add("method", Yaml.Text(column.Name));
        feed.Add("amount", total.Cell);
        used.Add(column);
    }

    /// <summary>An order that says on which day it was paid.</summary>
    private void Paid(DraftFeed order)
    {
        var payment = EntityCatalog.Get("payment");
        ColumnProbe? Own(string field) => meaning.Columns(payment, field).FirstOrDefault(column => column.Filled > 0 && !used.Contains(column) && (meaning.Says(column, payment, field, mustSay: true) || meaning.IsOnlyOf(column, payment)));
        if (mains.ContainsKey(payment) || Own("paid_at") is not { } day)
            return;
        var amount = Own("amount") is { } paid && meaning.Rows.IsConstantWithin(keys.OrderColumn ?? paid, paid) != false ? Yaml.Text(paid.Name) : order.Fields.Find(field => field.Field == "total")?.Cell;
        if (amount is null)
            return;
        var feed = New(payment, order, "one payment an order, on the day it says");
        if (day.Blank > 0)
            feed.When.Add($"{{ {Yaml.Text(day.Name)}: filled }}");
        feed.Add("order", order.Id!);
        if (export.Feeds.Find(each => each.Entity.Name == "tender")?.Fields.Find(each => each.Field == "method") is { } method)
            feed.Fields.Add(method with { Proof = null });
        feed.Add("amount", amount);
        used.UnionWith(DraftCells.Columns(amount, meaning.File.Columns));
        foreach (var (name, column) in PaymentFields.Select(name => (name, Own(name))))
        {
            if (column is null)
                continue;
            // What is held back may be written as what it does to the sum.
            feed.Add(name, DraftCells.Of(meaning, payment.Find(name)!, column, isTurned: name == "fee" && column is { Least: < 0, Most: <= 0 }), name == "paid_at" ? DraftCells.InOrder(meaning, payment.Find(name)!, column, order) : DraftCells.Proof(meaning, payment.Find(name)!, column));
            used.Add(column);
        }
        // What was paid may have gone back since.
        if (order.Fields.Find(field => field.Field == "payment_status") is { } state)
            feed.Fields.Add(state with { Field = "status", Proof = null });
        else
            feed.Add("status", "{ value: captured }");
    }

    /// <summary>A column called payment whose cells are words: the way to pay.</summary>
    private ColumnProbe? Payment() => meaning.File.Open.FirstOrDefault(column => column.Words is not null && !column.IsNumber && !column.IsDate && meaning.IsOwnWord(column, EntityCatalog.Get("payment")));

    /// <summary>Freight that a line pays for itself.</summary>
    private void Charges(DraftFeed line)
    {
        foreach (var (field, kind) in new[] { ("shipping", "shipping"), ("tax", "tax") })
        {
            if (meaning.Column(EntityCatalog.Get("order"), field, false) is not { Filled: > 0 } column || used.Contains(column) || line.Id is null)
                continue;
            if (kind == "tax" && IsRate(column))
            {
                if (!line.Fields.Exists(each => each.Field == "tax_rate"))
                    line.Add("tax_rate", DraftCells.Of(meaning, line.Entity.Find("tax_rate")!, column), Proof.Of(column.Filled, column.Filled, FormattableString.Invariant($"{column.Least:0.##} to {column.Most:0.##}: a share of the line")));
                used.Add(column);
                continue;
            }
            var charge = EntityCatalog.Get("order_charge");
            // Two charges of one line are told apart by their kind.
            var id = !export.Feeds.Exists(each => each.Entity == charge) ? line.Id : $"[{Within(line.Id)}, {{ value: {kind} }}]";
            var feed = New(charge, id, "what the line is charged beside its goods");
            if (line.When.Count > 0)
                feed.When.AddRange(line.When);
            if (column.Blank > 0)
                feed.When.Add($"{{ {Yaml.Text(column.Name)}: filled }}");
            feed.Fields.Add(line.Fields.Find(each => each.Field == "order")!);
            feed.Add("kind", $"{{ value: {kind} }}");
            feed.Add("amount", DraftCells.Of(meaning, charge.Find("amount")!, column));
            used.Add(column);
        }
    }

    /// <summary>No amount beside these prices: 0.08 of a line of hundreds.</summary>
    private bool IsRate(ColumnProbe tax) => tax is { Least: >= 0, Most: > 0 and < 1, IsNumber: true } && (meaning.Money.UnitPrice ?? meaning.Money.Amount) is { Most: > 20 };

    /// <summary>A line that says on which day it came back.</summary>
    private void Returned(DraftFeed line)
    {
        var back = EntityCatalog.Get("return");
        if (mains.ContainsKey(back) || line.Id is null || meaning.Column(back, "returned_at", true) is not { Blank: > 0 } day || used.Contains(day))
            return;
        var feed = New(back, line.Id, "a line that came back, on the day it says");
        feed.When.Add($"{{ {Yaml.Text(day.Name)}: filled }}");
        feed.Fields.Add(line.Fields.Find(each => each.Field == "order")!);
        feed.Add("order_line", line.Id);
        if (line.Fields.Find(each => each.Field == "product") is { } product)
            feed.Fields.Add(product with { Proof = null });
        feed.Fields.Add(line.Fields.Find(each => each.Field == "quantity")! with { Proof = null });
        feed.Add("returned_at", DraftCells.Of(meaning, back.Find("returned_at")!, day));
        used.Add(day);
    }

    private static string Within(string id) => id.StartsWith('[') ? id[1..^1] : id;

    private DraftFeed New(Entity entity, DraftFeed order, Proof? proof)
    {
        var feed = New(entity, order.Id, proof, order.Repeats is null ? null : DraftFeed.First);
        feed.When.AddRange(order.When);
        return feed;
    }

    private DraftFeed New(Entity entity, string? id, Proof? proof, string? repeats = null)
    {
        var feed = new DraftFeed(entity, id, proof, repeats);
        export.Feeds.Add(feed);
        return feed;
    }
}
