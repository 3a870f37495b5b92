using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>
/// What names the orders of a file: rows of one order are of one day and one customer. A column under which they are not
/// names something else, or only part of a number that is counted apart in each series: by kind, branch or point of sale.
/// </summary>
internal static class OrderNumbers
{
    private const int MostSeries = 4;

    private static readonly Entity Order = EntityCatalog.Get("order");
    private static readonly Entity Line = EntityCatalog.Get("order_line");
    private static readonly Entity Customer = EntityCatalog.Get("customer");

    /// <summary>Columns that are called as an order's and name none, because another that may does.</summary>
    public static IEnumerable<ColumnProbe> Mistaken(FileMeaning lines)
    {
        // Of two columns that may name the order, one with another value on each row names the line, where the other groups the rows.
        var said = lines.Columns(Order, Headings.Id, mustSay: true).Where(column => column != lines.Own).ToList();
        if (Day(lines) is not { } day)
            return said is [{ IsUnique: true } line, ..] && said.Exists(column => column is { IsUnique: false, Blank: 0, Distinct: > 1 } && (lines.Column(Order, "ordered_at", false) is not { } only || lines.Rows.IsConstantWithin(column, only) == true)) ? [line] : [];
        var named = lines.Columns(Order, Headings.Id).Where(column => column != lines.Own && column is { IsDate: false, Filled: > 0 }).ToList();
        // One value for all that a customer ordered on several days is the customer's.
        var customer = lines.Reference(Customer);
        bool IsOfCustomer(ColumnProbe column) => customer is not null && customer != column && lines.Rows.IsConstantWithin(customer, column) == true && lines.Rows.IsConstantWithin(customer, day) == false;
        bool IsRefuted(ColumnProbe column) => column.Blank > column.Filled || IsOfCustomer(column) || Series(lines, column, day) is null;
        // What stands on fifty rows of a day each is a day's, or a branch's.
        bool IsBorneOut(ColumnProbe column) => column.Blank <= column.Filled && !IsOfCustomer(column) && Series(lines, column, day) is { } series && column.Distinct > 1
            && Enumerable.Range(0, lines.Rows.Count).Select(row => string.Join('\u001f', series.Append(column).Select(each => lines.Rows.Text(row, each)))).Distinct().Count() * 50L > lines.Rows.Count;
        // A document that is the customer's as well is not the order's as soon as its rows are of several days.
        return named.Exists(IsBorneOut) ? [.. named.Where(IsRefuted)]
            : [.. named.Where(column => lines.Says(column, Customer, "tax_number") && IsRefuted(column)).Take(named.Count - 1)];
    }

    /// <summary>
    /// Lines whose orders no word names: the column each of whose values stands on rows of one day and one customer, and that
    /// tells at least as many orders apart as days and customers do. Null: there is a named one, or none is so.
    /// </summary>
    public static ColumnProbe? Unnamed(FileMeaning lines)
    {
        // A bare id that each row has another of is the row's.
        if ((lines.OrderColumn is { } named && named.Blank <= named.Filled && !(named.IsUnique && !lines.Columns(Order, Headings.Id, mustSay: true).Any())) || Day(lines) is not { } day || lines.Column(Line, "quantity", false) is null
            || !lines.Columns(Line, "unit_price").Concat(lines.Columns(Line, "amount")).Any())
            return null;
        // Tills that know no customers say by its name which column is a number.
        var customer = (lines.Reference(Customer) ?? lines.Column(Customer, "tax_number", false) ?? lines.Column(Customer, "email", false)) is { Blank: 0 } known ? known : null;
        var least = Enumerable.Range(0, lines.Rows.Count).Select(row => (lines.Rows.Text(row, day), customer is null ? "" : lines.Rows.Text(row, customer))).Distinct().Count();
        return lines.File.Open
            .Where(column => column is { IsUnique: false, IsDate: false, Blank: 0 } && column != customer && (column.IsWholeNumber || column.IsCode || column.Says.IsIdentifier)
                && column.Distinct >= least && lines.Rows.IsConstantWithin(column, day) == true && (customer is null ? lines.Headings.SaysNumber(column.Name) : lines.Rows.IsConstantWithin(column, customer) == true))
            .MaxBy(column => column.Distinct);
    }

    /// <summary>The columns beside the number that tell orders of one number apart; none: the number does alone, or nothing tells.</summary>
    public static IReadOnlyList<ColumnProbe> Series(FileMeaning file)
    {
        if (file.OrderColumn is not { } number || file.Events is not null)
            return [];
        return file.Main == Order && !number.IsUnique && file.Kinds is null ? Choices(file, number).FirstOrDefault(each => file.Rows.AreUnique([.. each, number])) ?? []
            : file.Main == Line && Day(file) is { } day && Series(file, number, day) is { } series ? series
            : Counted(file, number) is { } kinds ? [kinds] : [];
    }

    /// <summary>The columns of a file that are called as those of the series of another.</summary>
    public static IReadOnlyList<ColumnProbe> Series(FileMeaning file, FileMeaning other)
    {
        var found = other.Series.Select(each => file.File.Open.FirstOrDefault(column => file.Called(column) == other.Called(each) && column.Distinct > 0 && each.Shared(column) == column.Distinct)).ToList();
        return found.Contains(null) ? [] : [.. found.OfType<ColumnProbe>()];
    }

    private static ColumnProbe? Day(FileMeaning file) => file.Column(Order, "ordered_at", false) is { Distinct: > 3 } day && day.Blank * 20 < day.Filled ? day : null;

    /// <summary>Null: whatever stands beside the number, its rows are of several days.</summary>
    private static IReadOnlyList<ColumnProbe>? Series(FileMeaning file, ColumnProbe number, ColumnProbe day)
    {
        bool Tells(IReadOnlyList<ColumnProbe> series) => file.Rows.IsConstantWithin([.. series, number], day) == true;
        IReadOnlyList<ColumnProbe> always = Counted(file, number) is { } kinds && kinds != number ? [kinds] : [];
        return Choices(file, number).Select(each => (IReadOnlyList<ColumnProbe>)[.. always, .. each.Except(always)]).Prepend(always).FirstOrDefault(Tells);
    }

    /// <summary>The kind of a document, where its numbers are counted apart in each; one found by its words has to show it.</summary>
    private static ColumnProbe? Counted(FileMeaning file, ColumnProbe number) => file.Kinds is { } kinds && !(file.AreKindsByValue && DocumentKinds.IsOfNumber(file, kinds, number)) ? kinds : null;

    /// <summary>Sets of columns that may be a series, those without a blank first, then the smaller. The usual series may have no letter: blank is one, too.</summary>
    private static IEnumerable<ColumnProbe[]> Choices(FileMeaning file, ColumnProbe number)
    {
        var pool = file.File.Open.Where(column => column != number && column is { IsDate: false, Distinct: > 0 and <= 60 } && (column.Distinct > 1 || column.Blank > 0)
            && column.Distinct * 4L < column.Filled + column.Blank && file.Headings.IsOfSeries(column.Name)).Take(8).ToList();
        return Sets([.. pool.Where(column => column.Blank == 0)]).Concat(Sets(pool).Where(set => set.Any(column => column.Blank > 0)));
    }

    private static IEnumerable<ColumnProbe[]> Sets(List<ColumnProbe> pool)
    {
        IEnumerable<ColumnProbe[]> sets = [[]];
        for (var size = 1; size <= MostSeries; size++)
        {
            sets = [.. sets.SelectMany(set => pool.Where(column => set.Length == 0 || pool.IndexOf(column) > pool.IndexOf(set[^1])).Select(column => (ColumnProbe[])[.. set, column]))];
            foreach (var set in sets)
                yield return set;
        }
    }
}
