using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>Columns that say the same on all rows of one record the file names: they tell of the record, not of the row.</summary>
internal sealed class BelongsTo
{
    /// <summary>Below it a column that has nothing to do with the records might agree by accident.</summary>
    private const decimal Surely = 0.95m;

    private const int ManyRecords = 20;

    private readonly FileRows rows;
    private readonly List<Records> all;
    private readonly Dictionary<(Records, Records), bool> nested = [];

    /// <summary>The records of one entity that rows name.</summary>
    /// <param name="Named">By row; blank: the row names none.</param>
    private sealed record Records(Entity Entity, string Column, string[] Named)
    {
        public int Count { get; } = Named.Where(each => each.Length > 0).Distinct().Count();
    }

    public BelongsTo(FileMeaning meaning, DraftExport export)
    {
        rows = meaning.Rows;
        all = [.. export.Feeds
            .SelectMany(feed => feed.Fields.Where(field => feed.Entity.Find(field.Field) is { IsReference: true }).Select(field => (Entity: EntityCatalog.Get(feed.Entity.Find(field.Field)!.References!), field.Cell)).Prepend((feed.Entity, Cell: feed.Id ?? "$row")))
            // In a list of customers every column tells of the customer.
            .Where(each => !each.Cell.Contains('$') && (each.Entity != meaning.Main || each.Entity.Name == "order"))
            .Select(each => (each.Entity, Columns: DraftCells.Columns(each.Cell, meaning.File.Columns).ToList())).Where(each => each.Columns.Count > 0)
            .DistinctBy(each => string.Join('\n', each.Columns.Select(column => column.Name)))
            .Select(each => new Records(each.Entity, string.Join(", ", each.Columns.Select(column => column.Name)), [.. Enumerable.Range(0, rows.Count).Select(row => Name(each.Columns, row))]))
            .Where(each => each.Count > 1 && each.Count < rows.Count && each.Named.Count(name => name.Length > 0) * 2 > rows.Count)
            // Where each customer has one order it is the order's until a second one shows otherwise.
            .OrderByDescending(each => each.Count).ThenBy(each => each.Entity.Name == "order" ? 0 : 1)];
    }

    /// <summary>The fewest records that determine the cells; null: none do, or they might by accident.</summary>
    /// <param name="cells">By row, in one form.</param>
    public (Entity Entity, string Column, Proof Proof)? Of(string[] cells)
    {
        (Entity, string, Proof)? told = null;
        var held = new List<(Records Records, List<int> Firsts)>();
        foreach (var records in all)
        {
            // What an order says is the same on its rows whoever bought: among the orders of a customer each counts once.
            var units = held.FindLast(each => IsNested(each.Records, records)).Firsts ?? [.. Enumerable.Range(0, cells.Length)];
            if (Look(records, units, cells) is not { } look)
                continue;
            held.Add((records, look.Firsts));
            var proof = Proof.Of(look.Decisive, look.Decisive, FormattableString.Invariant($"tells of the {records.Entity.Name.Replace('_', ' ')} ({records.Column}): {records.Count:N0} of them, one value each in {cells.Length:N0} {rows.Told}"));
            if (proof.Figure >= Surely && (look.Several >= ManyRecords || look.Several == look.Firsts.Count))
                told = (records.Entity, records.Column, proof);
        }
        return told;
    }

    /// <summary>
    /// Null: rows of one record differ. Else the first row of each record, how many have several rows, and how many of these
    /// rows would have differed had the column nothing to do with the records: one that says nearly always the same proves little.
    /// </summary>
    private static (List<int> Firsts, int Several, long Decisive)? Look(Records records, List<int> units, string[] cells)
    {
        var firsts = new Dictionary<string, int>();
        var several = new HashSet<string>();
        var again = new List<string>();
        foreach (var row in units.Where(row => records.Named[row].Length > 0))
        {
            if (firsts.TryAdd(records.Named[row], row))
                continue;
            if (cells[firsts[records.Named[row]]] != cells[row])
                return null;
            several.Add(records.Named[row]);
            again.Add(cells[row]);
        }
        var often = units.GroupBy(row => cells[row]).ToDictionary(each => each.Key, each => each.Count());
        return ([.. firsts.Values], several.Count, (long)again.Sum(cell => 1 - ((double)often[cell] / units.Count)));
    }

    /// <summary>All rows of one of the finer records name one of the coarser.</summary>
    private bool IsNested(Records finer, Records coarser)
    {
        if (!nested.TryGetValue((finer, coarser), out var isNested))
            nested[(finer, coarser)] = isNested = Look(finer, [.. Enumerable.Range(0, rows.Count)], coarser.Named) is not null;
        return isNested;
    }

    private string Name(List<ColumnProbe> columns, int row) =>
        columns.TrueForAll(column => rows.Text(row, column).Length > 0) ? string.Join('\u001f', columns.Select(column => rows.Text(row, column))) : "";
}
