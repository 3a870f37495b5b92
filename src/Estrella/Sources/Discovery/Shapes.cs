using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>Rows of a file of lines or orders that are something else: credit notes, postage and discounts among the products, clicks.</summary>
internal sealed class Shapes
{
    private const string Credit = "credit";
    private const string Charge = "charge";
    private const string Purchase = "purchase";
    private const string Basket = "basket";

    private static readonly Entity Line = EntityCatalog.Get("order_line");
    private static readonly Entity Order = EntityCatalog.Get("order");
    private static readonly Entity Return = EntityCatalog.Get("return");

    private readonly FileMeaning meaning;
    private readonly Keys keys;
    private readonly Headings headings;
    private readonly DraftExport export;
    private readonly bool hasCredits;
    private readonly bool areCreditsNegative;
    private readonly ColumnProbe? code;
    private readonly Dictionary<string, string> charges = [];
    private readonly ColumnProbe? quantity;
    private const string Void = "voided";

    // Words of how and where to something is carried.
    private static readonly HashSet<string> BesideCarriage =
        [.. "servicio servicos servico service de do da del y e a al the and to standard estandar padrao normal express expreso expresso urgente urgent next day dia home domicilio local nacional national internacional international transporte transport charge charges cost costo coste custo cargo gastos por via".Split(' ')];

    private (ColumnProbe Flag, string Standing)? voided;

    public Shapes(FileMeaning meaning, Keys keys, DraftExport export)
    {
        (this.meaning, this.keys, this.export) = (meaning, keys, export);
        headings = meaning.Headings;
        if (meaning.Main != Line && meaning.Main != Order)
            return;
        quantity = meaning.Main == Line ? meaning.Column(Line, "quantity", false) : null;
        if (meaning.Events is { } events)
        {
            Kind(Purchase, events, Words(events, Headings.EventKind, "purchase"), null);
            if (Words(events, Headings.EventKind, "cart") is { Count: > 0 } carts)
                Kind(Basket, events, carts, null);
            return;
        }
        if (meaning.Documents == DocumentsAre.Returns)
        {
            (hasCredits, areCreditsNegative) = (true, quantity is { Least: < 0 });
        }
        else if (meaning.Kinds is { } kinds)
        {
            hasCredits = true;
            areCreditsNegative = quantity is { Least: < 0 };
            Kind(Credit, kinds, Words(kinds, Headings.DocumentKind, "return"), "what these words say");
        }
        else if (quantity is { Least: < 0 })
        {
            hasCredits = areCreditsNegative = true;
            export.Kinds.Add(new DraftField(Credit, $"{{ {Yaml.Text(quantity.Name)}: {{ below: 0 }} }}", CreditProof(quantity)));
        }
        if (meaning.Main == Line && keys.ForeignId(EntityCatalog.Get("product")) is { } product)
        {
            code = product;
            charges = NoProducts(product);
            if (HasCharges)
                Kind(Charge, product, [.. charges.Keys], $"no products: {string.Join(", ", charges.Take(6).Select(each => $"{each.Key} is {each.Value}"))}");
        }
    }

    private bool HasCharges => charges.Count > 0;

    /// <summary>Which rows feed an entity.</summary>
    public void Limit(DraftFeed feed)
    {
        if (meaning.Events is not null)
        {
            if (feed.Entity == Line || feed.Entity == Order)
                feed.When.Insert(0, Purchase);
            return;
        }
        if (feed.Entity == Line && Voided() is { } standing)
            feed.When.Insert(0, standing);
        if (feed.Entity == Line && SumRows() is { } goods)
            feed.When.Insert(0, $"{{ {Yaml.Text(goods.Name)}: filled }}");
        if (HasCharges && (feed.Entity == Line || feed.Entity.Name == "product"))
            feed.When.Insert(0, $"not {Charge}");
        if (hasCredits && (feed.Entity == Line || (feed.Entity == Order && meaning.Main == Line) || (feed.Entity == Order && IsAlone)))
            feed.When.Insert(0, $"not {Credit}");
    }

    /// <summary>Lines taken back one by one say so, yes or no, while the rest of their order stands. Null: no column does.</summary>
    private string? Voided()
    {
        if (meaning.Main != Line || keys.OrderColumn is not { } order
            || meaning.File.Open.FirstOrDefault(column => DraftCells.SaysCancelled(meaning, column) && meaning.Rows.IsConstantWithin(order, column) == false) is not { Words: { } words } flag)
            return null;
        var standing = words.Keys.Where(text => DraftCells.IsCancelled(text) == false).Order(StringComparer.Ordinal).Select(Yaml.Text);
        voided = (flag, $"{{ {Yaml.Text(flag.Name)}: [{string.Join(", ", standing)}] }}");
        return voided.Value.Standing;
    }

    /// <summary>
    /// Rows without goods that say what the rows of their order with goods come to are its sum, not one more line. The column
    /// of the goods; null: there are no such rows.
    /// </summary>
    private ColumnProbe? SumRows()
    {
        var product = EntityCatalog.Get("product");
        if (meaning.Main != Line || keys.OrderColumn is not { Blank: 0 } || (meaning.Money.Amount ?? meaning.Money.UnitPrice ?? meaning.Money.Copies.Select(each => each.Column).FirstOrDefault()) is null)
            return null;
        // A code may be missing where the name is not.
        return new[] { keys.ForeignId(product) }.Concat(meaning.Columns(product, Headings.Id, mustSay: true)).Concat(meaning.Columns(product, "name"))
            .OfType<ColumnProbe>().Distinct().FirstOrDefault(goods => goods is { Blank: > 0, Filled: > 0 } && AreSumsWithout(goods));
    }

    private bool AreSumsWithout(ColumnProbe goods)
    {
        var (rows, money) = (meaning.Rows, meaning.Money);
        var pieces = money.Amount is null && money.UnitPrice is not null && quantity is not null ? rows.Numbers(quantity) : null;
        // What a sum says stands where a line says what it comes to, or else its price.
        var amounts = rows.Numbers((money.Amount ?? (money.Copies.Count > 0 ? money.Copies[0].Column : money.UnitPrice))!);
        var isPrice = pieces is not null && money.Copies.Count == 0;
        int sums = 0, others = 0;
        foreach (var told in Enumerable.Range(0, rows.Count).GroupBy(row => rows.Text(row, keys.OrderColumn!)))
        {
            var parts = told.ToLookup(row => rows.Text(row, goods).Length > 0, row => (Row: row, Amount: amounts[row]));
            var (sum, hasGoods) = (parts[true].Sum(each => each.Amount * (isPrice ? pieces![each.Row] ?? 1 : 1)), parts[true].Any());
            var said = parts[false].Select(each => each.Amount).OfType<decimal>().ToList();
            var same = hasGoods ? said.Count(each => Math.Abs(each - sum!.Value) <= LineMoney.Cent) : 0;
            (sums, others) = (sums + same, others + said.Count - same);
        }
        return sums >= 2 && others * 20 <= sums;
    }

    /// <summary>The lines of credit notes, which another file tells, are below zero and are the returns themselves.</summary>
    public static bool TellsReturns(FileMeaning lines, FileMeaning orders) => lines != orders && lines.OrderColumn is { } number && orders is { Own: { } own, Kinds: { } kinds }
        && lines.Column(Line, "quantity", false) is { Least: < 0 } pieces
        && Enumerable.Range(0, lines.Rows.Count).Where(row => lines.Rows.Numbers(pieces)[row] < 0).Select(row => lines.Rows.Text(row, number)).ToHashSet() is var below
        && Enumerable.Range(0, orders.Rows.Count).Where(row => orders.Headings.Word(Headings.DocumentKind, orders.Rows.Text(row, kinds)) == "return").All(row => below.Contains(orders.Rows.Text(row, own)));

    /// <summary>Orders without a file of lines: their credit notes are returns of money.</summary>
    public bool IsAlone { get; init; }

    /// <summary>Feeds for the rows that are none of the main entity.</summary>
    public void Add(DraftFeed main, HashSet<ColumnProbe> used)
    {
        if (voided is var (flag, _))
            used.Add(flag);
        if (export.Kinds.Exists(kind => kind.Field == Basket))
            Baskets(used);
        if (hasCredits && main.Entity == Line)
            Returns(main);
        else if (hasCredits && IsAlone)
            MoneyBack(main);
        else if (hasCredits)
            Notes(main);
        if (HasCharges)
            Charges(main);
        if (HasCharges && hasCredits)
            export.SetAside = new DraftField("set_aside", $"[[{Credit}, {Charge}]]", "charges given back under a credit note name no order");
        NoSales.SetAside(meaning, export, used);
        if (meaning is { AreKindsByValue: true, Kinds: { } kinds })
            used.Add(kinds);
    }

    /// <summary>Lines taken back that feed nothing else are counted and kept, no mistakes.</summary>
    public void SetVoidedAside()
    {
        if (voided is not var (flag, standing) || !export.Feeds.TrueForAll(feed => feed.When.Contains(standing)))
            return;
        Kind(Void, flag, [.. flag.Words!.Keys.Where(text => DraftCells.IsCancelled(text) == true).Order(StringComparer.Ordinal)], "lines taken back");
        export.SetAside = new DraftField("set_aside", export.SetAside is { } other ? $"{other.Cell[..^1]}, {Void}]" : $"[{Void}]", "lines taken back feed nothing");
    }

    /// <summary>A file of nothing but credit notes: no row is a sale, and none needs a test.</summary>
    public static void TurnAll(DraftExport export)
    {
        export.Feeds.RemoveAll(feed => feed.When.Contains($"not {Credit}"));
        export.Feeds.ForEach(feed => feed.When.Remove(Credit));
        // What tells of orders that are none here.
        export.Feeds.RemoveAll(feed => feed.Entity.Name is "order_charge" or "tender" or "shipment" or "address" or "payment_method");
        export.SetAside = null;
    }

    private DraftField? OfOrder(string field) => export.Feeds.Find(feed => feed.Entity == Order)?.Fields.Find(each => each.Field == field);

    /// <summary>Lines of credit notes. A credit note's number is its own: unless it is an order that tells its day, it names none.</summary>
    private void Returns(DraftFeed lines)
    {
        var back = new DraftFeed(Return, lines.Id, null);
        back.When.Add(Credit);
        if (OfOrder("ordered_at") is { } day)
            back.Fields.Add(day with { Field = "returned_at" });
        else if (keys.OrderColumn is { } order)
            back.Add("order", keys.OrderCell(order), "the credit note itself, which tells the day");
        if (OfOrder("customer") is { } customer)
            back.Fields.Add(customer with { Proof = null });
        foreach (var field in lines.Fields.Where(field => field.Field is "product" or "unit_price"))
            back.Fields.Add(field with { Proof = null });
        back.Add("quantity", Turned("quantity", quantity!), areCreditsNegative ? "pieces below zero came back" : null);
        if (lines.Fields.Find(field => field.Field == "amount") is { } amount && meaning.Money.Amount is { } column)
            back.Fields.Add(amount with { Cell = amount.Cell.StartsWith("{ remainder_of", StringComparison.Ordinal) ? amount.Cell : Turned("amount", column), Proof = null });
        export.Feeds.Add(back);
    }

    /// <summary>Credit notes of a file of orders without lines.</summary>
    private void MoneyBack(DraftFeed orders)
    {
        var back = new DraftFeed(Return, orders.Id, "a credit note names no invoice");
        back.When.Add(Credit);
        foreach (var field in orders.Fields)
        {
            if (field.Field is "customer")
                back.Fields.Add(field with { Proof = null });
            else if (field.Field == "ordered_at")
                back.Fields.Add(field with { Field = "returned_at", Proof = null });
        }
        var money = orders.Fields.Find(field => field.Field == "subtotal") ?? orders.Fields.Find(field => field.Field == "total");
        if (money is not null && DraftCells.Columns(money.Cell, meaning.File.Columns).FirstOrDefault() is { } column)
            back.Add("amount", Turned("amount", column));
        export.Feeds.Add(back);
    }

    /// <summary>A credit note whose lines stand in another file is an order without money: it gives them its day and its customer.</summary>
    private void Notes(DraftFeed orders)
    {
        var note = new DraftFeed(Order, orders.Id, "a credit note gives its lines day and customer");
        note.When.Add(Credit);
        note.Fields.AddRange(orders.Fields.Where(field => field.Field is "customer" or "ordered_at").Select(field => field with { Proof = null }));
        orders.When.Insert(0, $"not {Credit}");
        export.Feeds.Add(note);
    }

    private void Charges(DraftFeed lines)
    {
        var money = meaning.Money;
        var amount = money.UnitPrice is { } price && quantity is not null ? $"{Yaml.Text(quantity.Name)} * {Yaml.Text(price.Name)}" : Yaml.Text((money.UnitPrice ?? money.Amount)!.Name);
        var feed = new DraftFeed(EntityCatalog.Get("order_charge"), lines.Id, null);
        feed.When.Add(Charge);
        feed.Fields.Add(lines.Fields.Find(field => field.Field == "order")!);
        var map = charges.Select(each => $"{Yaml.Text(each.Key)}: {each.Value}");
        feed.Add("kind", $"{{ column: {Yaml.Text(code!.Name)}, map: {{ {string.Join(", ", map)} }} }}", Proof.Of(charges.Count, charges.Count, FormattableString.Invariant($"{charges.Count:N0} of {charges.Count:N0} codes of charges are words of the vocabulary")));
        feed.Add("amount", amount);
        if (OfOrder("ordered_at") is { } day)
            feed.Fields.Add(day with { Field = "charged_at", Proof = null });
        export.Feeds.Add(feed);
    }

    private void Baskets(HashSet<ColumnProbe> used)
    {
        var cart = EntityCatalog.Get("cart");
        var feed = new DraftFeed(cart, $"[{keys.OrderCell(keys.OrderColumn!)}, $nth]", "the nth click of the session");
        feed.When.Add(Basket);
        feed.Add("cart_number", Yaml.Text(keys.OrderColumn!.Name));
        foreach (var field in cart.Fields.Where(field => field.IsReference))
        {
            if (keys.Reference(cart, field) is { } reference)
                feed.Add(field.Name, reference.Cell);
        }
        if (meaning.Column(cart, "added_at", false) is not { } day)
            return;
        feed.Add("added_at", DraftCells.Of(meaning, cart.Find("added_at")!, day));
        used.Add(day);
        export.Feeds.Add(feed);
    }

    private string Turned(string field, ColumnProbe column) => DraftCells.Of(meaning, Return.Find(field)!, column, isTurned: column.Least < 0);

    private void Kind(string name, ColumnProbe column, IReadOnlyList<string> texts, string? proof) =>
        export.Kinds.Add(new DraftField(name, $"{{ {Yaml.Text(column.Name)}: [{string.Join(", ", texts.Select(Yaml.Text))}] }}", proof));

    /// <summary>What the letters of a code or name that also has digits or a code in brackets say: Delivery_007.</summary>
    private string? InWords(string text) => Wording.Cut(text).Where(word => word.Length > 3).Select(word => headings.Word(Vocabulary.ChargeKind, word)).FirstOrDefault(each => each is not null);

    /// <summary>The name says that something is carried, and nothing of what: Standard Delivery, servicio de transporte y envío.</summary>
    private bool IsCarriage(string title) => Wording.Cut(title).ConvertAll(ColumnName.Plain) is { Count: > 0 } parts
        && parts.Exists(part => part.Length > 3 && headings.Word(Vocabulary.ChargeKind, part) == "shipping")
        && parts.TrueForAll(part => BesideCarriage.Contains(part) || part.All(char.IsDigit) || headings.Word(Vocabulary.ChargeKind, part) is not null);

    /// <summary>It is on no order twice and always one piece, as a charge is.</summary>
    private bool StandsOnce(ColumnProbe product, string text)
    {
        if (keys.OrderColumn is not { } order || quantity is null)
            return false;
        var (rows, pieces) = (meaning.Rows, meaning.Rows.Numbers(quantity));
        var told = Enumerable.Range(0, rows.Count).Where(row => rows.Text(row, product) == text).ToList();
        return told.Count >= 3 && told.TrueForAll(row => pieces[row] is 1 or -1) && told.DistinctBy(row => meaning.OrderText(row, order)).Count() == told.Count;
    }

    private List<string> Words(ColumnProbe column, string vocabulary, string wanted) =>
        [.. column.Words!.Keys.Where(text => headings.Word(vocabulary, text) == wanted).Order(StringComparer.Ordinal)];

    private string CreditProof(ColumnProbe pieces)
    {
        if (meaning.Reference(Order) is not { } number)
            return "pieces below zero came back";
        var below = Enumerable.Range(0, meaning.Rows.Count).Where(row => meaning.Rows.Numbers(pieces)[row] < 0).Select(row => meaning.Rows.Text(row, number)).ToList();
        var letters = below.Select(each => new string([.. each.TakeWhile(char.IsLetter)])).Distinct().ToList();
        return letters is [{ Length: > 0 } letter] ? FormattableString.Invariant($"pieces below zero came back; all {below.Count:N0} stand under numbers with {letter}") : "pieces below zero came back";
    }

    /// <summary>Codes among those of products whose words are postage, discounts, fees; most codes have digits, these have none.</summary>
    private Dictionary<string, string> NoProducts(ColumnProbe product)
    {
        var name = meaning.Column(EntityCatalog.Get("product"), "name", false) is { } named && named != product ? named : null;
        var names = new Dictionary<string, string>();
        foreach (var cells in meaning.Rows.All([product, name ?? product]))
        {
            if (cells[0].Length > 0 && names.Count < 200_000 && (!names.TryGetValue(cells[0], out var known) || known.Length == 0))
                names[cells[0]] = cells[1];
        }
        string Code(string cell) => product.Cut?.Of(cell) ?? cell;
        var withDigits = names.Keys.Count(each => Code(each).Any(char.IsDigit));
        var listed = keys.Listed(product);
        var found = new Dictionary<string, string>();
        foreach (var (cell, title) in names.OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            var text = Code(cell);
            var byCode = headings.Word(Vocabulary.ChargeKind, text);
            var byName = name is null ? null : headings.Word(Vocabulary.ChargeKind, title) ?? headings.Word(Vocabulary.ChargeKind, title.Split(' ')[0]);
            // Neither code nor number of the list of products, and called so; a code without digits among codes with digits; else
            // one whose name, or which itself as a name, says the same.
            var kind = listed is not null && !listed.Contains(text) && byName is not null ? byName
                : withDigits >= 2 && !text.Any(char.IsDigit) ? byCode ?? (withDigits * 10 >= names.Count * 6 ? byName : null)
                : name is null ? text.Length > 2 ? byCode : null
                : byCode is not null && byCode == byName ? byCode
                : InWords(text) is { } within && within == InWords(title) ? within : null;
            kind ??= IsCarriage(title) && StandsOnce(product, cell) ? "shipping" : null;
            if (kind is not null)
                found[cell] = kind;
        }
        return found;
    }
}
