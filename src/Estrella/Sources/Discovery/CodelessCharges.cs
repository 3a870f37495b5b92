using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>Rows among the lines of an order that name no goods and are called a charge, as freight: no product has that name.</summary>
internal static class CodelessCharges
{
    private const string Kind = "codeless_charge";
    private const int LeastRows = 3;
    private static readonly Entity Line = EntityCatalog.Get("order_line");

    /// <param name="lines">What the other rows feed, all its fields found.</param>
    public static void Find(DraftFeed lines, FileMeaning meaning, DraftExport export, HashSet<ColumnProbe> used)
    {
        if (!lines.Fields.Exists(each => each.Field == "order") || lines.Id is null || !lines.Id.EndsWith(", $nth]", StringComparison.Ordinal)
            || meaning.Money.Told(meaning) is not { } amount
            || lines.Fields.Find(each => each.Field == "product") is not { } product || DraftCells.Columns(product.Cell, meaning.File.Columns).FirstOrDefault() is not { Blank: > 0 } goods
            || meaning.Column(EntityCatalog.Get("product"), "name", false) is not { } name || name == goods)
            return;
        var rows = meaning.Rows;
        var called = Enumerable.Range(0, rows.Count).GroupBy(row => rows.Text(row, name))
            .Select(each => (Text: each.Key, Kind: meaning.Headings.Word(Vocabulary.ChargeKind, each.Key) ?? meaning.Headings.Word(Vocabulary.ChargeKind, each.Key.Split(' ')[0]), Rows: each.ToList()))
            .Where(each => each.Kind is "shipping" or "fee" && each.Rows.TrueForAll(row => rows.Text(row, goods).Length == 0)).OrderBy(each => each.Text, StringComparer.Ordinal).ToList();
        var told = called.Sum(each => each.Rows.Count);
        if (told < LeastRows)
            return;
        export.Kinds.Add(new DraftField(Kind, $"{{ {Yaml.Text(goods.Name)}: blank, {Yaml.Text(name.Name)}: [{string.Join(", ", called.Select(each => Yaml.Text(each.Text)))}] }}", Proof.Of(told, told, FormattableString.Invariant($"{name.Name} is a charge, and {goods.Name} blank, in {told:N0} of {told:N0} rows"))));
        var charge = lines.Apart(EntityCatalog.Get("order_charge"), Kind, name);
        lines.When.Insert(0, $"not {Kind}");
        charge.Add("kind", called.DistinctBy(each => each.Kind).Count() == 1 ? $"{{ value: {called[0].Kind} }}"
            : $"{{ column: {Yaml.Text(name.Name)}, map: {{ {string.Join(", ", called.Select(each => $"{Yaml.Text(each.Text)}: {each.Kind}"))} }} }}");
        charge.Add("amount", DraftCells.Of(meaning, EntityCatalog.Get("order_charge").Find("amount")!, amount));
        used.UnionWith([amount, name]);
        export.Feeds.Add(charge);
    }
}
