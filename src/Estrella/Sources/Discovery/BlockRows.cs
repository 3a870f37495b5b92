using System.Text;
using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>
/// A file whose orders take a block of rows: the first says the order and its first product, the others no more than a
/// product. Seen as rows that all say their order.
/// </summary>
/// <param name="Name">What the carried column is called in the contract.</param>
/// <param name="Key">The column that is blank below an order's first row.</param>
/// <param name="Heads">Columns that are blank wherever it is.</param>
/// <param name="Below">Rows below the first of their order.</param>
internal sealed record BlockRows(string Name, ColumnProbe Key, IReadOnlyList<ColumnProbe> Heads, long Below, ProbedFile File)
{
    private static readonly string[] Names = ["order", "order number", "order id"];

    public Proof Proof => Proof.Of(Below, Below, FormattableString.Invariant($"{Below:N0} of {File.Rows:N0} rows say no {string.Join(", ", Heads.Take(3).Select(head => head.Name).Prepend(Key.Name))}: they belong to the order above"));

    /// <summary>Null: every row says its order, or no row below one tells anything.</summary>
    public static BlockRows? Of(ProbedFile file, Headings headings)
    {
        var name = Names.FirstOrDefault(each => !file.Columns.Any(column => FileProbe.Key(column.Name) == FileProbe.Key(each)));
        foreach (var key in file.Open.Where(column => column is { IsUnique: true, Blank: > 0 } && headings.Meanings(column.Name).Any(each => each.Entity.Name == "order" && each.Field == Headings.Id)))
        {
            if (name is not null && Of(file, key, name) is { } found)
                return found;
        }
        return null;
    }

    private static BlockRows? Of(ProbedFile file, ColumnProbe key, string name)
    {
        var carried = new ColumnProbe(name, file.Columns.Count);
        var whole = file with { Columns = [.. file.Columns, carried], Carried = (carried, key) };
        // The order of each row first, then what the row itself says of it: those below an order's first say nothing.
        List<ColumnProbe> columns = [carried, key, .. file.Open.Where(column => column != key && column.Filled > 0)];
        var (first, below) = (new long[columns.Count], new long[columns.Count]);
        var line = file.Header.Line;
        foreach (var cells in new FileRows(whole).All(columns))
        {
            // A row above the first order belongs to none.
            if (cells[0].Length == 0)
                return null;
            carried.See(Encoding.UTF8.GetBytes(cells[0]), ++line);
            for (var at = 0; at < cells.Length; at++)
                (cells[1].Length > 0 ? first : below)[at] += cells[at].Length > 0 ? 1 : 0;
        }
        carried.Conclude();
        var others = Enumerable.Range(2, columns.Count - 2).ToList();
        var heads = others.Where(at => below[at] == 0).Select(at => columns[at]).ToList();
        // Products stand in nearly all rows, the first of an order among them.
        var told = others.Count(at => below[at] * 100 >= below[0] * 95 && first[at] * 100 >= first[0] * 95);
        return below[0] == 0 || heads.Count == 0 || told < 2
            ? null
            : new BlockRows(name, key, heads, below[0], whole with { Columns = [.. whole.Columns.Where(column => column != key)] });
    }
}
