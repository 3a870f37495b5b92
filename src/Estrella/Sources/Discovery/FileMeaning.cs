using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>What a file tells of: the entity its rows are, and the columns whose names and values fit fields.</summary>
internal sealed partial class FileMeaning
{
    private static readonly Entity Line = EntityCatalog.Get("order_line");
    private static readonly Entity Order = EntityCatalog.Get("order");

    private readonly Dictionary<ColumnProbe, List<Heading>> candidates;
    private readonly Lazy<LineMoney> money;
    private Found? lineNumber;
    private readonly ColumnNames names;
    private Entity? taken;

    private FileMeaning(ProbedFile file, Headings headings, LocaleJudge judge, ProbedFile? source)
    {
        File = file;
        Source = source ?? file;
        Judge = judge;
        Headings = headings;
        Rows = new FileRows(file);
        names = new ColumnNames(file, headings);
        candidates = [];
        foreach (var column in file.Open)
        {
            var said = names.Meanings(column);
            candidates[column] = [.. said.Where(each => HeadingFit.Fits(column, each, headings))];
            if (column.Filled == 0 || said.Count == 0 || !said.All(HeadingFit.IsChecked))
                continue;
            CheckedNames++;
            RightNames += candidates[column].Count > 0 ? 1 : 0;
        }
        money = new(() => LineMoney.Of(this, Rows));
        Twins = TaxTwins.Find(file, Rows, headings);
        foreach (var column in Twins.Keys.Where(candidates.ContainsKey))
            candidates[column].RemoveAll(TaxTwins.IsOfTwins);
        Decide();
        if (Pieces.Of(this) is { } pieces)
        {
            candidates[pieces].Add(new Heading(Line, "quantity", false, Discovery.Headings.Learned));
            Decide();
        }
    }

    private void Decide()
    {
        var (file, headings) = (File, Headings);
        var named = headings.Named(file.Title).ToList();
        IsForeign = headings.IsForeign(file.Title);
        var longest = named.Count == 0 ? 0 : named[0].Length;
        Scores = EntityCatalog.All
            .Select(entity => (Entity: entity, Score: Score(entity) + named.Where(each => each.Entity == entity).Sum(each => each.Length == longest ? 4.0 + each.Length : 1.0)))
            .OrderByDescending(each => each.Score)
            .ToList();
        Events = EventColumn(headings);
        Kinds = Columns(Order, Discovery.Headings.Kind).FirstOrDefault(column => column.Words is { } words && words.Keys.Any(text => headings.Word(Discovery.Headings.DocumentKind, text) == "return"));
        // Goods, pieces and a day are what every line has: what came back says so.
        bool SaysReturned(Entity entity) => entity.Name != "return" || named.Exists(each => each.Entity == entity) || candidates.Values.Any(said => said.Exists(each => each.Entity == entity && each.IsQualified));
        var possible = Scores.Where(each => each.Score >= 3 && (!IsOfOtherRows(each.Entity) || IsListOf(each.Entity)) && SaysReturned(each.Entity)).Select(each => each.Entity).ToList();
        // Its file is called so and nothing else, and each row has an id of its own.
        bool IsListOf(Entity entity) => named is [var only] && only.Entity == entity && Columns(entity, Discovery.Headings.Id).Any(column => column.IsUnique && column.Blank == 0);
        // An id alone tells of nothing, unless the file's name says whose it is.
        var told = possible.Find(entity => entity.Fields.Any(field => !field.IsReference && Column(entity, field.Name, false) is not null));
        IsBare = told is null;
        Main = told ?? possible.Find(entity => named.Exists(each => each.Entity == entity) && Column(entity, Discovery.Headings.Id, true) is not null);
        // An order that says where it goes is still an order.
        if (Main?.Name == "address" && Reference(Order) is { IsUnique: true })
            (Main, IsBare) = (Order, false);
        // Money without a day or a state did not happen yet: it is how the order says it will be paid.
        if (Main?.Name == "payment" && Reference(Order) is not null && !Main.Fields.Any(field => field.Name is "paid_at" or "status" or "fee" or "net" && Column(Main, field.Name, false) is not null))
            Main = EntityCatalog.Get("tender");
        // A file of orders whose rows name pieces and a price is a file of lines.
        if (Events is not null || (Main != Line && Main?.Name is not ("cart" or "product_price" or "campaign_spend") && (Main?.Name != "return" || (!named.Exists(each => each.Entity == Main) && PiecesBack.AreSales(this))) && (Main?.Name != "inventory" || Reference(Order) is not null) && IsOfLines()))
            (Main, IsBare) = (Line, false);
        AreKindsByValue = Kinds is null && Events is null && (Kinds = DocumentKinds.ByValues(this)) is not null;
        foreach (var column in Main == Line ? OrderNumbers.Mistaken(this) : [])
            candidates[column].RemoveAll(each => each.Entity == Order && each.Field == Discovery.Headings.Id);
        (Main, IsBare) = taken is null ? (Main, IsBare) : (taken, false);
        // A file called credit notes.
        if (Main == Line || Main == Order)
            Documents = named.Count > 0 && named.TrueForAll(each => each.Entity.Name == "return" || each.Length < longest) || (Kinds is null && DocumentKinds.AreReturns(headings, file.Title)) ? DocumentsAre.Returns : DocumentsAre.Sales;
        // Sellers, employees, depots: Estrella has no place for them.
        if (IsForeign && Main != Line && named.Count == 0)
            Main = null;
    }

    public ProbedFile File { get; }

    public FileRows Rows { get; }

    public Headings Headings { get; }

    /// <summary>What a column's name may mean, whether its values fit or not.</summary>
    public IReadOnlyList<Heading> Meanings(ColumnProbe column) => names.Meanings(column);

    /// <summary>What a list of customers sorts them by, as the column's name says it.</summary>
    public Heading? Sorts(ColumnProbe column) => names.Sorts(column);

    public LocaleJudge Judge { get; }

    /// <summary>The file as it was probed, before months side by side were seen as rows.</summary>
    public ProbedFile Source { get; }

    /// <summary>Null: nothing known is in it.</summary>
    public Entity? Main { get; private set; }

    /// <summary>Its main entity's id is all it tells of it.</summary>
    public bool IsBare { get; private set; }

    /// <summary>Its name says that it is of something Estrella has no entity for.</summary>
    public bool IsForeign { get; private set; }

    /// <summary>Filled columns whose name says what rows can bear out or refuse: an amount, a day, a word of a vocabulary, an e-mail.</summary>
    public int CheckedNames { get; }

    /// <summary>Those of them whose rows bear it out.</summary>
    public int RightNames { get; }

    /// <summary>Signs that only the main entity explains, columns and the file's name, and those only the next likely does.</summary>
    /// <param name="fed">What the rows tell besides: no sign of it speaks against the main entity.</param>
    public Proof Told(IReadOnlySet<Entity> fed)
    {
        bool Tells(ColumnProbe column, Entity entity) => candidates[column].Exists(heading => heading.Entity == entity);
        var next = Scores.FirstOrDefault(each => each.Entity != Main && !fed.Contains(each.Entity) && each.Score > 0).Entity;
        var named = Headings.Named(File.Title).Select(each => each.Entity).ToHashSet();
        // A file called sales is one of its lines as well.
        if (named.Contains(Order))
            named.Add(Line);
        int Signs(Entity one, Entity? other) => File.Open.Count(column => Tells(column, one) && (other is null || !Tells(column, other)))
            + (named.Contains(one) && (other is null || !named.Contains(other)) ? 1 : 0);
        var (mine, others) = (Signs(Main!, next), next is null ? 0 : Signs(next, Main));
        return Proof.Of(mine, mine + others, next is null
            ? FormattableString.Invariant($"{mine:N0} signs of it; no other entity has what it needs")
            : FormattableString.Invariant($"{mine:N0} of {mine + others:N0} signs tell it from {next.Name}, the next likely"));
    }

    /// <summary>The column that says which rows of a stream of clicks are views, carts and purchases.</summary>
    public ColumnProbe? Events { get; private set; }

    /// <summary>The column that tells invoices from credit notes.</summary>
    public ColumnProbe? Kinds { get; private set; }

    /// <summary>It is found by its words: its heading does not say so.</summary>
    public bool AreKindsByValue { get; private set; }

    /// <summary>What its orders or lines are beside those of other files.</summary>
    public DocumentsAre Documents { get; set; }

    /// <summary>The lines of its documents stand in another file.</summary>
    public bool HasLines { get; set; }

    /// <summary>The columns beside the orders' number that tell orders of one number apart.</summary>
    public IReadOnlyList<ColumnProbe> Series { get; private set; } = [];

    /// <summary>The column that is the id of the file's rows; null: none is.</summary>
    public ColumnProbe? Own { get; private set; }

    /// <summary>Prices, totals and discounts of lines, told apart by arithmetic.</summary>
    public LineMoney Money => money.Value;

    /// <summary>Columns that tell with tax what others tell without.</summary>
    public IReadOnlyDictionary<ColumnProbe, ColumnProbe> Twins { get; }

    public IReadOnlyList<(Entity Entity, double Score)> Scores { get; private set; } = [];

    /// <summary>Takes the rows for an entity whatever else they might be.</summary>
    public void TakeFor(Entity entity) => (taken, Main, IsBare) = (entity, entity, false);

    /// <summary>Takes the rows for what orders are charged.</summary>
    public void TakeFor(OrderAmounts amounts)
    {
        Amounts = amounts;
        TakeFor(EntityCatalog.Get("order_charge"));
    }

    /// <summary>Takes the rows for what became of orders another file tells.</summary>
    public void TakeFor(CancelledElsewhere cancels)
    {
        Cancels = cancels;
        TakeFor(Order);
    }

    /// <summary>Its rows say which orders of another file were cancelled; null: they do not.</summary>
    public CancelledElsewhere? Cancels { get; private set; }

    /// <summary>Kinds of its documents that are no sales of their own.</summary>
    public List<KindAside> Asides { get; } = [];

    /// <summary>Its rows are amounts of orders, a word beside each; null: they are none.</summary>
    public OrderAmounts? Amounts { get; private set; }

    /// <summary>Takes rows of orders for parcels where one of their columns is a parcel's and nothing else's.</summary>
    public bool TakeForShipments()
    {
        var shipment = EntityCatalog.Get("shipment");
        if (!new[] { "carrier", "shipped_at", "delivered_at", Discovery.Headings.Id }.Any(field => Columns(shipment, field).Any(column => column.Filled > 0 && (IsOnlyOf(column, shipment) || Says(column, shipment, field, mustSay: true)) && !IsOwnWord(column, shipment))))
            return false;
        TakeFor(shipment);
        return true;
    }

    /// <summary>Learns from other files that a column names records of an entity.</summary>
    public void Learn(ColumnProbe column, Entity entity) => Learn(column, new Heading(entity, Discovery.Headings.Id, true, Discovery.Headings.Learned));

    /// <summary>Learns what no name says of a column.</summary>
    public void Learn(ColumnProbe column, Heading heading)
    {
        candidates[column].Add(heading);
        Decide();
    }

    /// <summary>No word of the dictionary says whose the column is.</summary>
    public bool IsUnknown(ColumnProbe column) => !candidates[column].Exists(each => each.IsQualified);

    /// <param name="source">The file as it was probed, where its rows are seen otherwise.</param>
    public static FileMeaning Of(ProbedFile file, Headings headings, LocaleJudge judge, ProbedFile? source = null) => new(file, headings, judge, source);

    /// <summary>The number of a row's order with what is counted apart.</summary>
    public string OrderText(int row, ColumnProbe number) => Series.Count == 0 ? Rows.Text(row, number) : string.Join('\u001f', Series.Append(number).Select(each => Rows.Text(row, each)));

    /// <summary>Learns which column numbers the orders, where no word of any says so.</summary>
    public void FindNumber()
    {
        if (OrderNumbers.Unnamed(this) is { } number)
            Learn(number, Order);
    }

    /// <summary>Finds what tells orders of one number apart: in the file itself, else by the names of the columns that do in another.</summary>
    public void FindSeries(IReadOnlyList<FileMeaning> files)
    {
        if (Series.Count == 0)
            Series = OrderNumbers.Series(this);
        if (Series.Count == 0 && Main is not null && OrderColumn is not null && files.FirstOrDefault(other => other.Series.Count > 0) is { } told)
            Series = OrderNumbers.Series(this, told);
    }

    /// <summary>The column that tells a field of an entity, the one that says the entity's name first.</summary>
    /// <param name="mustSay">The column's name has to say the entity, too.</param>
    public ColumnProbe? Column(Entity entity, string field, bool mustSay) => Columns(entity, field, mustSay).FirstOrDefault();

    /// <summary>All columns that may tell it, the likeliest first.</summary>
    public IEnumerable<ColumnProbe> Columns(Entity entity, string field, bool mustSay = false) => candidates
        .SelectMany(each => each.Value.Where(heading => heading.Entity == entity && heading.Field == field && (heading.IsQualified || !mustSay)).Select(heading => (Column: each.Key, Heading: heading)))
        // One that is blank throughout takes nobody's place, an id that many rows lack not that of one they have.
        .OrderBy(each => each.Column.Filled == 0).ThenBy(each => field == Discovery.Headings.Id && each.Column.Blank * 5L > File.Rows).ThenBy(each => each.Heading.Rank >= Discovery.Headings.Shortened).ThenByDescending(each => each.Heading.IsQualified && !each.Heading.IsOwnWord).ThenBy(each => each.Heading.Rank).ThenBy(each => each.Column.Position)
        .Select(each => each.Column);

    /// <summary>The column of the orders' ids in this file.</summary>
    public ColumnProbe? OrderColumn => Events is not null ? Column(EntityCatalog.Get("touch"), "session", false) ?? Reference(EntityCatalog.Get("customer"))
        : Columns(Order, Discovery.Headings.Id, mustSay: true).FirstOrDefault(column => Main == Order || column != Own) ?? (Main == Order || (Main == Line && Column(Order, Discovery.Headings.Id, false) != Own) ? Column(Order, Discovery.Headings.Id, false) : null);

    /// <summary>Other columns whose names say a field as well as the one that was taken.</summary>
    public IEnumerable<ColumnProbe> Rivals(ColumnProbe taken, Entity entity, string field)
    {
        (bool, bool)? Worth(ColumnProbe column) => candidates.GetValueOrDefault(column)?.Where(each => each.Entity == entity && each.Field == field)
            .Select(each => ((bool, bool)?)(each.IsQualified, each.Rank < Discovery.Headings.Shortened)).FirstOrDefault();
        return Worth(taken) is { } worth ? candidates.Keys.Where(column => column != taken && Worth(column) == worth) : [];
    }

    private sealed record Found(ColumnProbe? Column);

    /// <summary>The number of the line within its order; null: no column is one, or lines have an id of their own.</summary>
    public ColumnProbe? LineNumber => (lineNumber ??= new Found(Own is null && OrderColumn is { } order && Column(Main!, Discovery.Headings.Id, false) is { } line && (line.IsWholeNumber || line.IsCode) && line != order
        && BeginsAnew(order, line) && Rows.AreUnique([.. Series, order, line]) ? line : null)).Column;

    /// <summary>Nothing but a field of this entity is called so: <c>razón social</c>.</summary>
    public bool IsOnlyOf(ColumnProbe column, Entity entity) => candidates[column].Count > 0 && candidates[column].TrueForAll(each => each.Entity == entity && each.Rank < Discovery.Headings.Shortened);

    public bool Says(ColumnProbe column, Entity entity, string field, bool mustSay = false) => candidates[column].Exists(each => each.Entity == entity && each.Field == field && (each.IsQualified || !mustSay));

    /// <summary>Its values say that it tells the field, and its name does not.</summary>
    public bool IsLearned(ColumnProbe column, Entity entity, string field) => candidates.GetValueOrDefault(column)?.Exists(each => each.Entity == entity && each.Field == field && each.Rank == Discovery.Headings.Learned) == true
        && !names.Meanings(column).Any(each => each.Entity == entity && each.Field == field);

    /// <summary>The column is called by the entity's own word only: <c>producto</c>.</summary>
    public bool IsOwnWord(ColumnProbe column, Entity entity) => candidates[column].Exists(each => each.Entity == entity && each.Field == Discovery.Headings.Id && each.IsOwnWord);

    /// <summary>The column that names a record of another entity: <c>customer id</c>, <c>Cliente</c>.</summary>
    public ColumnProbe? Reference(Entity to) => Column(to, Discovery.Headings.Id, mustSay: true);

    /// <summary>
    /// A row for each piece: an order has several rows, each with a price and goods of its own, and none counts pieces. Where
    /// it tells more of people or of goods, the rows of an order must be of one day, too.
    /// </summary>
    private bool IsOfPieces() => Main?.Name is "order" or "customer" or "address" or "product" && Column(Line, "quantity", false) is null
        && (Main == Order ? OrderColumn : Reference(Order)) is { IsUnique: false } order && Rows.IsConstantWithin(order, order) == true
        && (Reference(EntityCatalog.Get("product")) ?? Column(EntityCatalog.Get("product"), "name", false)) is { } product && product != order && Rows.IsConstantWithin(order, product) == false && Columns(Line, "unit_price").Any()
        && (Main == Order || Columns(Order, "ordered_at").Any(day => day is { IsDate: true, Blank: 0 } && Rows.IsConstantWithin(order, day) == true));

    private bool IsOfLines() => IsOfPieces() || Column(Line, "quantity", false) is { } quantity
        && (Reference(Order) ?? (Main == Order || Column(Order, "ordered_at", true) is not null ? Column(Order, Discovery.Headings.Id, false) : null)) is { } order && order != quantity
        && ((Reference(EntityCatalog.Get("product")) ?? Column(EntityCatalog.Get("product"), "name", false) ?? Column(EntityCatalog.Get("category"), "name", true)) is not null
            || (!order.IsUnique && LineMoney.IsBorneOut(this, Rows, quantity)))
        && (Columns(Line, "unit_price").Concat(Columns(Line, "amount")).Any(each => each != quantity) || LineMoney.IsBorneOut(this, Rows, quantity));

    /// <summary>Numbers of lines begin anew in each order: the lowest stands in most of them. Those of products do not.</summary>
    private bool BeginsAnew(ColumnProbe order, ColumnProbe line)
    {
        var numbers = Rows.Numbers(line);
        var (orders, begun) = (new HashSet<string>(), new HashSet<string>());
        var least = numbers.Min();
        for (var row = 0; row < Rows.Count; row++)
        {
            orders.Add(Rows.Text(row, order));
            if (numbers[row] == least)
                begun.Add(Rows.Text(row, order));
        }
        return begun.Count * 2 >= orders.Count;
    }

    /// <summary>The file has an id of its own that is unique, and names records of the entity again and again: its rows are something else.</summary>
    private bool IsOfOtherRows(Entity entity) => IsListedTwice(entity) || (entity.Name == "category" && Reference(EntityCatalog.Get("product")) is { IsUnique: true } product && !IsOwnWord(product, EntityCatalog.Get("product")))
        || entity.Name is "customer" or "product" or "category" or "campaign" or "payment_method"
        && Reference(entity) is { IsUnique: false } named && named.Distinct * 100L < named.Filled * 98
        && File.Open.Any(each => each.IsUnique && each != named && candidates[each].Exists(heading => heading.Field == Discovery.Headings.Id && heading.Entity != entity));

    /// <summary>
    /// A list names each of its records once: rows without an id of their own that name few records again and again are what
    /// happened to them.
    /// </summary>
    private bool IsListedTwice(Entity entity) => entity.Name is "customer" or "product" or "category" or "campaign" or "payment_method"
        && !Columns(entity, Discovery.Headings.Id).Any(column => column.IsUnique)
        && (Column(entity, entity.Name == "customer" ? "first_name" : "name", false) ?? Reference(entity)) is { } name && name.Filled > 10 && name.Distinct * 2L < name.Filled;

    private ColumnProbe? EventColumn(Headings headings) => Reference(EntityCatalog.Get("product")) is null || !Columns(Line, "unit_price").Any() ? null : File.Open.FirstOrDefault(column =>
        column.Words is { Count: <= 12 } words
        && words.Keys.Select(text => headings.Word(Discovery.Headings.EventKind, text)).ToHashSet() is var kinds && kinds.Contains("purchase") && (kinds.Contains("cart") || kinds.Contains("view")));

    private double Score(Entity entity)
    {
        double score = 0;
        foreach (var field in entity.Fields)
        {
            var column = field.IsReference ? Reference(EntityCatalog.Get(field.References!)) : Column(entity, field.Name, false);
            if (column is null || (field.IsRequired && column.Filled == 0))
            {
                // A line without a number of pieces is one piece; what else is required cannot be made up.
                if (field.IsRequired && !(entity == Line && field.Name == "quantity") && !(field.Or is { } or && (entity.Find(or) is { IsReference: true, References: { } to } ? Reference(EntityCatalog.Get(to)) : Column(entity, or, false)) is not null))
                    return double.NegativeInfinity;
                continue;
            }
            if (field.IsReference)
            {
                score += field.IsRequired ? 1.5 : 0.5;
                continue;
            }
            var told = candidates[column];
            // A word many entities share, such as date or name, says little.
            score += told.Exists(each => each.Entity == entity && each.IsQualified) ? 2.5 : 2 / Math.Sqrt(told.Select(each => each.Entity).Distinct().Count());
        }
        // An id that says whose it is; less, where only the entity's own word or a bare number says it.
        if (Columns(entity, Discovery.Headings.Id, mustSay: true).Any(column => column.IsUnique && !IsOwnWord(column, entity)))
            score += 3;
        else if (entity.Name is "order" or "customer" or "product" or "category" && Columns(entity, Discovery.Headings.Id).Any(column => column.IsUnique))
            score += 1;
        return score;
    }
}
