using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>The state of an order where no column says it in words: numbers of a small table, or whether it was cancelled.</summary>
internal static class OrderStates
{
    private static readonly Entity Order = EntityCatalog.Get("order");

    public static void Fill(DraftFeed orders, FileMeaning meaning, IReadOnlyList<FileMeaning> files, DraftExport export, HashSet<ColumnProbe> used)
    {
        bool Says(string name) => orders.Fields.Exists(field => field.Field == name);
        if (!Says("status"))
            FillCoded(orders, meaning, files, export, used);
        var day = Says("cancelled_at") ? null : CancelFlags.Day(meaning, used);
        if (day is not null)
        {
            orders.Add("cancelled_at", DraftCells.Of(meaning, Order.Find("cancelled_at")!, day), DraftCells.Proof(meaning, Order.Find("cancelled_at")!, day));
            used.Add(day);
        }
        if (!Says("status") && !Says("cancelled_at"))
            FillCancelled(orders, meaning, used);
        else if (day is not null && !Says("status"))
            FillLetter(orders, meaning, day, used);
    }

    /// <summary>States by letter, of which one stands where a day tells that the order was cancelled, and nowhere else.</summary>
    private static void FillLetter(DraftFeed orders, FileMeaning meaning, ColumnProbe day, HashSet<ColumnProbe> used)
    {
        if (CancelFlags.Letter(meaning, day, used) is not var (column, cancelled))
            return;
        var map = column.Words!.Keys.Order(StringComparer.Ordinal).Select(text => $"{Yaml.Text(text)}: {(text == cancelled ? "cancelled" : "processing")}");
        orders.Add("status", $"{{ column: {Yaml.Text(column.Name)}, map: {{ {string.Join(", ", map)} }} }}", Proof.Of(column.Filled, column.Filled, FormattableString.Invariant($"{cancelled} stands on the {column.Words[cancelled]:N0} rows with {day.Name} and on no other")));
        used.Add(column);
    }

    /// <summary>States by number, whose words are in a small table of their own.</summary>
    private static void FillCoded(DraftFeed orders, FileMeaning meaning, IReadOnlyList<FileMeaning> files, DraftExport export, HashSet<ColumnProbe> used)
    {
        var status = Order.Find("status")!;
        foreach (var column in meaning.File.Open.Where(column => !used.Contains(column) && column.Distinct is > 0 and <= 60 && meaning.Meanings(column).Any(each => each.Entity == Order && each.Field == status.Name)))
        {
            foreach (var table in files.Where(other => other != meaning && other.Main is null && other.File.Rows is > 1 and <= 200))
            {
                if (table.File.Open.FirstOrDefault(id => id.IsUnique && id.Shared(column) * 10 >= column.Distinct * 8) is not { } code
                    || table.File.Open.FirstOrDefault(each => each != code && each.Words is { } words && words.Keys.Count(text => meaning.Headings.Word(status.Vocabulary!, text) is not null) * 2 > words.Count) is not { } word)
                    continue;
                var told = table.Rows.All([code, word]).Select(cells => (Code: cells[0], Word: meaning.Headings.Word(status.Vocabulary!, cells[1]))).ToList();
                var known = told.Where(each => each.Word is not null).OrderBy(each => each.Code, StringComparer.Ordinal).Select(each => $"{Yaml.Text(each.Code)}: {each.Word}").ToList();
                orders.Add(status.Name, $"{{ column: {Yaml.Text(column.Name)}, map: {{ {string.Join(", ", known)} }} }}", Proof.Of(known.Count, told.Count, FormattableString.Invariant($"{known.Count:N0} of {told.Count:N0} numbers have words of the vocabulary in {table.File.Name}")));
                export.Notes.Add($"{column.Name} is a number of {table.File.Name}: its words are those of {word.Name} there");
                used.Add(column);
                return;
            }
        }
    }

    /// <summary>Whether it was cancelled is all that tells of an order's state: yes or no instead of a day.</summary>
    private static void FillCancelled(DraftFeed orders, FileMeaning meaning, HashSet<ColumnProbe> used)
    {
        // Of several the one that says yes of some.
        if (meaning.File.Open.Where(column => !used.Contains(column) && DraftCells.SaysCancelled(meaning, column) && CancelFlags.IsOfOrder(meaning, column))
            .OrderBy(column => !column.Words!.Keys.Any(text => DraftCells.IsCancelled(text) == true)).FirstOrDefault() is not { } flag)
            return;
        var map = flag.Words!.Keys.Order(StringComparer.Ordinal).Select(text => $"{Yaml.Text(text)}: {(DraftCells.IsCancelled(text) == true ? "cancelled" : "processing")}");
        orders.Add("status", $"{{ column: {Yaml.Text(flag.Name)}, map: {{ {string.Join(", ", map)} }} }}", Proof.Of(flag.Filled, meaning.File.Rows, FormattableString.Invariant($"{flag.Filled:N0} of {meaning.File.Rows:N0} say yes or no")));
        used.Add(flag);
    }
}
