namespace Estrella.Sources;

/// <summary>
/// A column whose cell holds for the rows below it too: where one row says the order and the rows under it its products.
/// It goes by a name of its own, so that the column itself keeps saying what stands in the row. Of several the first
/// names the block: where it changes, the others are forgotten.
/// </summary>
/// <param name="Column">The column whose cells are carried down.</param>
/// <param name="From">The rows that say it anew; a row they do not take has the cell of the last they took.</param>
internal sealed record CarriedColumn(string Name, string Column, RowTest From)
{
    public static IReadOnlyList<CarriedColumn> Parse(ContractNode node, TestParser tests) =>
    [
        .. node.Entries.Select(each =>
        {
            var words = each.Value.Entries.ToDictionary(word => word.Word.OneOf("word of carry", ["column", "from"]), word => word.Value);
            return words.Count == 2
                ? new CarriedColumn(each.Word.Text, words["column"].Text, tests.Row(words["from"]))
                : throw each.Value.Refuse("carry needs column and from", "write carry: { Order: { column: Number, from: { Number: filled } } }");
        }),
    ];
}

/// <summary>The carried cells of the row being read.</summary>
internal sealed class CarriedCells(ColumnSight sight)
{
    private readonly (int Column, TestPlan From)[] columns =
        [.. sight.Export.Carried.Select(each => (sight.Find(each.Column), TestPlan.Of(each.From, sight)))];

    private readonly byte[][] cells = [.. sight.Export.Carried.Select(_ => Array.Empty<byte>())];

    public ReadOnlySpan<byte> Cell(int at) => cells[at];

    /// <summary>
    /// A row that cannot be read might have said them anew: what stood above it holds no longer. Nor does the rest where
    /// the first column says something new.
    /// </summary>
    public void See(RowCells row, bool isReadable)
    {
        if (!isReadable)
        {
            Forget();
            return;
        }
        for (var at = 0; at < columns.Length; at++)
        {
            if (columns[at].From.Holds(row) && row.Text(columns[at].Column) is var text && !text.SequenceEqual(cells[at]))
            {
                if (at == 0)
                {
                    Forget();
                }
                cells[at] = text.ToArray();
            }
        }
    }

    private void Forget() => Array.Fill(cells, []);
}
