using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>What a second file of orders is, when it names those of the first.</summary>
internal enum DocumentsAre
{
    /// <summary>Orders of their own.</summary>
    Sales,

    /// <summary>Credit notes, returns.</summary>
    Returns,

    /// <summary>The same sales, told again: invoices of delivery notes, what was paid out for orders.</summary>
    Again,

    /// <summary>No row tells.</summary>
    Undecided,
}

/// <summary>
/// Systems keep a chain of documents for one sale: order, delivery note, invoice, credit note, payout. Each looks like an
/// order; counted each by each, a sale is told several times.
/// </summary>
internal static class Documents
{
    private static readonly Entity Order = EntityCatalog.Get("order");
    private static readonly Entity Line = EntityCatalog.Get("order_line");
    private static readonly string[] Money = ["subtotal", "total", "tax", "shipping"];

    /// <summary>Files that tell again what others tell, and why they are left; those that are returns learn it.</summary>
    public static List<(FileMeaning File, string Why)> Settle(IReadOnlyList<FileMeaning> files, LocaleJudge judge)
    {
        var left = new List<(FileMeaning File, string Why)>();
        CancelledElsewhere.Find(files);
        KindAside.Find(files);
        foreach (var file in files.Where(each => each.Cancels is null))
        {
            if (OrderAmounts.Of(file, files) is { } amounts)
                file.TakeFor(amounts);
            else if (PaidOut.Of(file, files) is { } paid)
                file.TakeFor(paid);
            else if ((Amounts(file, files) ?? Numberless(file) ?? Ledger(file, files) ?? Paid(file, files) ?? SameRows(file, files)) is { } why)
                left.Add((file, why));
            else if (Orders(file, files) is { } told && !file.TakeForShipments())
                left.Add((file, $"it tells of orders of {told.File.Name}, and neither money nor a state"));
        }
        foreach (var (notes, sales, link, how) in Linked([.. files.Where(file => file.Cancels is null && left.TrueForAll(each => each.File != file))]))
        {
            var (own, other) = (notes.Main == Line ? notes : LinesOf(notes, files), sales.Main == Line ? sales : LinesOf(sales, files));
            // The chain's documents that have lines are the sales; those without are sums of them.
            if (own is null != other is null)
                left.Add((own is null ? notes : sales, $"{how}: its documents tell the sales of {(own is null ? sales : notes).File.Name} again, whose lines are known"));
            if (own is null || other is null)
                continue;
            // A file that is called as what takes sales back says it itself.
            var kind = notes.Documents == DocumentsAre.Returns || own.Documents == DocumentsAre.Returns ? DocumentsAre.Returns
                : sales.Documents == DocumentsAre.Returns ? DocumentsAre.Sales : null as DocumentsAre?;
            var again = kind is null ? SameGoods.Proof((own, notes, link.Column), (other, sales, link.Key)) : null;
            kind ??= again is null ? Ask(notes, sales, how, judge) : DocumentsAre.Again;
            if (kind == DocumentsAre.Again)
                left.AddRange(new[] { (notes, $"{how}: {again?.Text ?? "a person said that they tell those sales again"}"), (own, $"its documents are those of {notes.File.Name}") }.DistinctBy(each => each.Item1));
            else
                (notes.Documents, own.Documents, notes.HasLines) = (kind.Value, kind.Value, true);
        }
        return left;
    }

    /// <summary>Several rows an order, each with another amount, of orders that another file tells: payouts and fees, no orders. Null: they are none.</summary>
    private static string? Amounts(FileMeaning file, IReadOnlyList<FileMeaning> files)
    {
        if (file.Main != Order || file.Own is not null || file.OrderColumn is not { IsUnique: false } order || file.Column(Order, "total", false) is not { } total)
            return null;
        var groups = Enumerable.Range(0, file.Rows.Count).Where(row => file.Rows.Text(row, order).Length > 0).GroupBy(row => file.Rows.Text(row, order)).Where(rows => rows.Count() > 1).ToList();
        var differ = groups.Count(rows => rows.Select(row => file.Rows.Numbers(total)[row]).Distinct().Count() > 1);
        return groups.Count >= 3 && differ * 2 > groups.Count
            && files.FirstOrDefault(other => other != file && (other.Main == Order || other.Main == Line)
                // Orders that are counted apart in series have one number several times.
                && (file.Series.Count == 0 || other.Series.Count == 0) && other.OrderColumn is { } known && known.Shared(order) * 2 >= order.Distinct) is { } told
            ? FormattableString.Invariant($"its rows are amounts of orders that {told.File.Name} tells: {total.Name} differs within {differ:N0} of {groups.Count:N0} orders with several rows")
            : null;
    }

    /// <summary>Lines without a number of the order they belong to, in a file that is not one of a month's sums. Null: they have one.</summary>
    private static string? Numberless(FileMeaning file) =>
        file.Main == Line && file.OrderColumn is null && file.File == file.Source ? "no column names the orders its rows belong to" : null;

    /// <summary>Lines of orders whose pieces and prices another file tells, where its own amounts are no pieces times a price: what was booked for them. Null: they are goods.</summary>
    private static string? Ledger(FileMeaning file, IReadOnlyList<FileMeaning> files)
    {
        bool IsBorneOut(FileMeaning each) => each.Column(Line, "quantity", false) is { } pieces && LineMoney.IsBorneOut(each, each.Rows, pieces);
        return file.Main != Line || file.Documents == DocumentsAre.Returns || file.OrderColumn is not { Distinct: > 2 } order || IsBorneOut(file) ? null
            : files.FirstOrDefault(other => other != file && other.Main == Line && other.Documents != DocumentsAre.Returns && other.OrderColumn is { } known
                && known.Shared(order) * 10 >= order.Distinct * 9 && known.Distinct >= order.Distinct && IsBorneOut(other)) is { } told
            ? $"its rows are amounts booked for orders of {told.File.Name}, which tells their pieces and prices" : null;
    }

    /// <summary>A file of some of the orders whose lines say their day and state themselves: what was paid for those. Null: it is an order's file.</summary>
    private static string? Paid(FileMeaning file, IReadOnlyList<FileMeaning> files)
    {
        bool Says(FileMeaning each, string field) => each.Column(Order, field, false) is { Filled: > 0 };
        return file.Main != Order || file.OrderColumn is not { Distinct: > 2 } order || Says(file, "status") || file.Series.Count > 0 ? null
            : files.FirstOrDefault(other => other != file && other.Main == Line && other.Documents != DocumentsAre.Returns && other.Series.Count == 0 && other.OrderColumn is { } known
                && known.Shared(order) * 10 >= order.Distinct * 9 && known.Distinct * 10 >= order.Distinct * 12 && Says(other, "ordered_at") && Says(other, "status")) is { } told
            ? FormattableString.Invariant($"it tells of {order.Distinct:N0} of the {told.OrderColumn!.Distinct:N0} orders of {told.File.Name}, whose rows say their day and state") : null;
    }

    /// <summary>A list of goods under the ids of another file's lines, each naming an order: those lines once more. Null: it is another.</summary>
    private static string? SameRows(FileMeaning file, IReadOnlyList<FileMeaning> files) =>
        file.Main?.Name is not ("product" or "category") || file.Own is not { } own || file.Reference(Order) is not { IsUnique: false } ? null
            : files.FirstOrDefault(other => other != file && other.Main == Line && other.Own is { Distinct: > 2 } known && ColumnName.Fold(known.Name) == ColumnName.Fold(own.Name) && own.Shared(known) * 10 >= known.Distinct * 9) is { } told
            ? $"{own.Name} is that of the lines of {told.File.Name}: its rows are those lines, and others of their orders, under their names" : null;

    /// <summary>The file that tells, with a day and money, the orders of which this one has no more than a day of its own. Null: it is an order's file itself.</summary>
    private static FileMeaning? Orders(FileMeaning file, IReadOnlyList<FileMeaning> files)
    {
        bool HasMoney(FileMeaning each) => Money.Any(field => each.Column(Order, field, false) is { Filled: > 0 });
        return file.Main != Order || file.OrderColumn is not { Distinct: > 0 } order || HasMoney(file) || file.Column(Order, "status", false) is not null ? null
            : files.FirstOrDefault(other => other != file && other.Main == Order && other.Column(Order, "ordered_at", false) is not null && HasMoney(other)
                && new[] { other.Own, other.OrderColumn }.Any(known => known is not null && known.Shared(order) * 10 >= order.Distinct * 9));
    }

    /// <summary>Files of orders of which one names the other's: by a column called so, or by ids that are no mere numbers.</summary>
    private static IEnumerable<(FileMeaning Notes, FileMeaning Sales, (ColumnProbe Column, ColumnProbe Key) Link, string How)> Linked(List<FileMeaning> files)
    {
        // Lines that no header stands beside are documents themselves.
        var orders = files.Where(file => file.Events is null && Key(file) is not null && (file.Main == Order
            || (file.Main == Line && !files.Exists(other => other.Main == Order && other.Own is { } own && own.Shared(file.OrderColumn!) * 2 >= file.OrderColumn!.Distinct)))).ToList();
        var told = new HashSet<(FileMeaning, FileMeaning)>();
        // Either may name the other: those that follow are fewer.
        foreach (var (notes, sales) in orders.SelectMany(one => orders.Where(other => other != one).Select(other => (one, other))).OrderBy(each => each.one.File.Rows))
        {
            // An order has a number for people and one for tables.
            var keys = sales.Columns(Order, Headings.Id, mustSay: true).Where(each => each is { IsDate: false, Distinct: > 2 }).Append(Key(sales)!).Distinct().ToList();
            if (Key(notes)!.Shared(Key(sales)!) * 2 >= Key(sales)!.Distinct)
                continue;
            var link = notes.File.Open.Where(column => column != Key(notes) && column.Distinct > 2 && !notes.Meanings(column).Any(each => each.IsQualified && each.Entity.Name is "product" or "customer"))
                .Select(column => (Column: column, Key: keys.Find(key => key.Shared(column) * 10 >= column.Distinct * 9 && (ColumnName.Fold(column.Name) == ColumnName.Fold(key.Name) || !column.IsNumber))))
                .FirstOrDefault(each => each.Key is not null);
            if (link.Key is { } named && told.Add((notes, sales)) && !told.Contains((sales, notes)))
                yield return (notes, sales, (link.Column, named), FormattableString.Invariant($"{link.Column.Name} of {notes.File.Name} names {named.Shared(link.Column):N0} documents of {sales.File.Name}"));
        }
    }

    private static ColumnProbe? Key(FileMeaning file) => file.Main == Line ? file.OrderColumn : file.Own;

    private static FileMeaning? LinesOf(FileMeaning orders, IReadOnlyList<FileMeaning> files) =>
        files.FirstOrDefault(file => file.Main == Line && file.OrderColumn is { } named && orders.Own!.Shared(named) * 2 >= named.Distinct);

    private static DocumentsAre Ask(FileMeaning notes, FileMeaning sales, string how, LocaleJudge judge)
    {
        var key = Key(notes)!.Name;
        return judge.Decide(new DraftQuestion($"{notes.File.Name}: {key}", $"{how}, and both have lines: no row decides what they are", ["returns", "again", "sales"])
        {
            Key = $"{FileNames.Word(notes.File.Name)}.{key}",
            Meanings = [$"they take back what {sales.File.Name} sold", $"they tell the sales of {sales.File.Name} again, and are left", "they are sales of their own"],
        }) switch
        { "returns" => DocumentsAre.Returns, "again" => DocumentsAre.Again, "sales" => DocumentsAre.Sales, _ => DocumentsAre.Undecided };
    }
}
