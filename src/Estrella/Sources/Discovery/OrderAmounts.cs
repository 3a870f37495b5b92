using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>
/// A table of what orders come to, an amount a row and a word for each: goods, coupon, postage, tax, and the total that is the
/// sum of the others. What is neither the goods nor the total is charged.
/// </summary>
/// <param name="Kind">The column of the words.</param>
/// <param name="Sums">Words for what the lines tell already, and for the total.</param>
internal sealed record OrderAmounts(ColumnProbe Order, ColumnProbe Kind, ColumnProbe Amount, IReadOnlyList<string> Sums, Proof Proof)
{
    private const int MostWords = 20;
    private const int LeastOrders = 5;
    private const string Sum = "sum";

    private static readonly Entity Charge = EntityCatalog.Get("order_charge");
    private static readonly Entity Line = EntityCatalog.Get("order_line");

    /// <summary>Null: it is none, or no word's amounts are what the lines come to.</summary>
    public static OrderAmounts? Of(FileMeaning file, IReadOnlyList<FileMeaning> files)
    {
        if ((file.Own is not null && file.Main?.Name == "order") || file.Main == Line || file.OrderColumn is not { IsUnique: false } order
            || files.FirstOrDefault(each => each != file && each.Main == Line && each.OrderColumn is { } named && order.Shared(named) * 10 >= named.Distinct * 9) is not { } lines)
            return null;
        var sums = LineSums.Of(lines, lines);
        if (sums.Count != 1)
            return null;
        foreach (var kind in file.File.Open.Where(each => each.Words is { Count: > 2 and <= MostWords } && !each.IsNumber && each != order))
        {
            foreach (var amount in file.File.Open.Where(each => each.IsNumber && each.Blank == 0 && each != order && each.Wholes < each.Filled))
            {
                if (Told(file, order, kind, amount, sums[0]) is { } found)
                    return found;
            }
        }
        return null;
    }

    private static OrderAmounts? Told(FileMeaning file, ColumnProbe order, ColumnProbe kind, ColumnProbe amount, LineSums lines)
    {
        var (rows, numbers) = (file.Rows, file.Rows.Numbers(amount));
        var orders = Enumerable.Range(0, rows.Count).Where(row => numbers[row] is not null).GroupBy(row => rows.Text(row, order))
            .Select(each => (Number: each.Key, Amounts: each.ToLookup(row => rows.Text(row, kind), row => numbers[row]!.Value))).Where(each => each.Amounts.Count > 2).ToList();
        string? Word(Func<(string Number, ILookup<string, decimal> Amounts), string, bool> tells) =>
            kind.Words!.Keys.Order(StringComparer.Ordinal).FirstOrDefault(text => orders.Count >= LeastOrders && orders.Count(each => tells(each, text)) * 100 >= orders.Count * 98);
        decimal All((string, ILookup<string, decimal> Amounts) each) => each.Amounts.Sum(amounts => amounts.Sum());
        var total = Word((each, text) => each.Amounts[text].Count() == 1 && Math.Abs(2 * each.Amounts[text].Single() - All(each)) <= LineMoney.Cent);
        var goods = Word((each, text) => text != total && each.Amounts[text].Count() == 1 && lines[each.Number] is { } sum && Math.Abs(each.Amounts[text].Single() - sum.Gross + sum.Off) <= LineMoney.Cent + 0.005m * sum.Lines);
        return total is null || goods is null ? null : new OrderAmounts(order, kind, amount, [goods, total],
            Proof.Of(orders.Count, orders.Count, FormattableString.Invariant($"{amount.Name} of {total} is the sum of the others, that of {goods} what the lines come to, in {orders.Count:N0} orders")));
    }

    public void Feed(FileMeaning file, Keys keys, DraftExport export, HashSet<ColumnProbe> used)
    {
        export.Kinds.Add(new DraftField(Sum, $"{{ {Yaml.Text(Kind.Name)}: [{string.Join(", ", Sums.Select(Yaml.Text))}] }}", Proof));
        export.SetAside = new DraftField("set_aside", $"[{Sum}]", Proof);
        var own = file.File.Open.FirstOrDefault(each => each.IsUnique && each.Blank == 0 && each.IsWholeNumber);
        var feed = new DraftFeed(Charge, own is null ? $"[{keys.OrderParts(Order)}, {Yaml.Text(Kind.Name)}, $nth]" : Yaml.Text(own.Name), Proof) { Told = Proof };
        feed.Add("order", keys.OrderCell(Order));
        var words = Kind.Words!.Keys.Except(Sums).Order(StringComparer.Ordinal).Select(text => (Text: text, Word: file.Headings.Word(Vocabulary.ChargeKind, text) ?? "adjustment")).ToList();
        feed.Add("kind", $"{{ column: {Yaml.Text(Kind.Name)}, map: {{ {string.Join(", ", words.Select(each => $"{Yaml.Text(each.Text)}: {each.Word}"))} }} }}", Proof);
        feed.Add("amount", DraftCells.Of(file, Charge.Find("amount")!, Amount), LocaleJudge.Proof(Charge.Find("amount")!, Amount));
        used.UnionWith(new[] { own, Order, Kind, Amount }.OfType<ColumnProbe>());
        export.Feeds.Add(feed);
    }
}
