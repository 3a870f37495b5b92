using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>A file with a row for each order of another, which says nothing but what became of them: whether or on which day it was cancelled.</summary>
/// <param name="Number">The column that names the orders.</param>
/// <param name="Flag">Yes or no; null: only a day tells.</param>
/// <param name="Day">Null: only yes or no tells.</param>
internal sealed record CancelledElsewhere(ColumnProbe Number, ColumnProbe? Flag, ColumnProbe? Day, Proof Proof)
{
    private static readonly Entity Order = EntityCatalog.Get("order");
    private static readonly Entity Back = EntityCatalog.Get("return");
    private static readonly string[] Money = ["subtotal", "total", "tax", "shipping", "discount"];

    /// <summary>The orders' own file says nothing of it, and this one no goods and no money.</summary>
    public static void Find(IReadOnlyList<FileMeaning> files)
    {
        if (files.Where(each => each.Main == Order && each.Own is { Distinct: > 2 }).MaxBy(each => each.Own!.Distinct) is not { Own: { } own } orders || SaysItself(orders))
            return;
        foreach (var file in files.Where(each => each != orders && each.Main?.Name is null or "order" or "return" && !TellsMore(each)).ToList())
        {
            var named = file.File.Open.FirstOrDefault(column => column is { IsUnique: true, Blank: 0, IsDate: false } && own.Shared(column) * 100 >= column.Distinct * 98
                && (!column.IsNumber || column.Least > 9999 || file.Called(column) == orders.Called(own)));
            var flag = file.File.Open.FirstOrDefault(column => column != named && column.Distinct == 2 && DraftCells.SaysCancelled(file, column) && column.Words!.Where(each => DraftCells.IsCancelled(each.Key) == true).Sum(each => each.Value) * 2 < column.Filled);
            var day = file.File.Open.FirstOrDefault(column => column is { IsDate: true, IsNumber: false, Filled: > 0 } && column.Filled * 2L < file.File.Rows && CancelFlags.IsCalled(file.Headings, column.Name));
            if (named is not null && (flag ?? day) is not null)
                file.TakeFor(new CancelledElsewhere(named, flag, day, Proof.Of(own.Shared(named), named.Distinct, FormattableString.Invariant($"{own.Shared(named):N0} of {named.Distinct:N0} are ids of {orders.File.Name}, a row each"))));
        }
    }

    public void Feed(FileMeaning file, Keys keys, DraftExport export, HashSet<ColumnProbe> used)
    {
        var feed = new DraftFeed(Order, keys.OrderCell(Number), Proof) { Told = Proof };
        if (Flag is { Words: { } words })
        {
            var map = words.Keys.Order(StringComparer.Ordinal).Select(text => $"{Yaml.Text(text)}: {(DraftCells.IsCancelled(text) == true ? "cancelled" : "processing")}");
            feed.Add("status", $"{{ column: {Yaml.Text(Flag.Name)}, map: {{ {string.Join(", ", map)} }} }}", Proof.Of(Flag.Filled, file.File.Rows, FormattableString.Invariant($"{Flag.Filled:N0} of {file.File.Rows:N0} say yes or no")));
        }
        if (Day is not null)
            feed.Add("cancelled_at", DraftCells.Of(file, Order.Find("cancelled_at")!, Day), DraftCells.Proof(file, Order.Find("cancelled_at")!, Day));
        used.UnionWith(new[] { Number, Flag, Day }.OfType<ColumnProbe>());
        export.Feeds.Add(feed);
    }

    private static bool SaysItself(FileMeaning orders) => orders.Column(Order, "status", false) is { Filled: > 0 }
        || orders.File.Open.Any(column => column.Filled > 0 && (DraftCells.SaysCancelled(orders, column) || (column.IsDate && CancelFlags.IsCalled(orders.Headings, column.Name))));

    private static bool TellsMore(FileMeaning file) => Money.Any(field => file.Column(Order, field, false) is { Filled: > 0, IsNumber: true })
        || file.Column(Back, "quantity", false) is not null || file.Column(Back, "amount", false) is not null || file.Reference(EntityCatalog.Get("product")) is not null;
}
