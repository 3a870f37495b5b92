using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>
/// Documents and their lines where no word of any heading is known, as in the tables of many ERPs. What they are their values
/// prove: rows that name rows of another table with a day again and again, whose columns multiply to an amount, and that name
/// rows of a list of goods.
/// </summary>
internal static class LinesByShape
{
    private const int FewestDocuments = 10;

    // Below, small numbers stand everywhere: they name a row only where both columns are called the same.
    private const int SmallNumber = 9_999;

    private static readonly Entity Line = EntityCatalog.Get("order_line");
    private static readonly Entity Order = EntityCatalog.Get("order");
    private static readonly Entity Product = EntityCatalog.Get("product");
    private static readonly Entity Customer = EntityCatalog.Get("customer");

    /// <summary>A column that names rows of another file, and the column that identifies them.</summary>
    private sealed record Link(FileMeaning From, ColumnProbe Named, FileMeaning To, ColumnProbe Key);

    /// <summary>Learns what the files are; nothing where words tell of lines, or where two tables may be them.</summary>
    public static void Learn(IReadOnlyList<FileMeaning> files)
    {
        if (files.Any(file => file.Main == Line && file.OrderColumn is not null))
            return;
        var found = files.Where(file => !IsList(file)).Select(file => Lines(file, files)).OfType<(Link Documents, Link Goods, LineProduct Sum)>().ToList();
        if (found is not [var (documents, goods, sum)])
            return;
        Take(documents, Line, Order);
        foreach (var (column, field) in sum.Fields)
            documents.From.Learn(column, new Heading(Line, field, true, Headings.Learned));
        Take(goods, null, Product);
        if (People(documents.To, goods.To, files) is { } people)
            Take(people, null, Customer);
    }

    /// <summary>What is told of a thing once, whatever else it names.</summary>
    private static bool IsList(FileMeaning file) => file.Main?.Name is "product" or "customer" or "category" or "inventory" or "product_price";

    /// <summary>The documents and goods its rows name, and what they come to; null: they are no lines.</summary>
    private static (Link Documents, Link Goods, LineProduct Sum)? Lines(FileMeaning file, IReadOnlyList<FileMeaning> files)
    {
        var links = Links(file, files).ToList();
        return Documents(file, links) is { } documents && Goods(documents, links) is { } goods && LineProduct.Of(file) is { } sum ? (documents, goods, sum) : null;
    }

    private static void Take(Link link, Entity? from, Entity to)
    {
        link.From.LearnOnly(link.Named, to);
        link.To.LearnOnly(link.Key, to);
        if (from is not null)
            link.From.TakeFor(from);
        if (link.To.Main != to)
            link.To.TakeFor(to);
        var (name, field) = to == Customer ? (Text(link.To, link.Key), "first_name") : to == Product ? (Text(link.To, link.Key), "name") : (null, "");
        if (name is not null && link.To.Column(to, field, false) is null)
            link.To.Learn(name, new Heading(to, field, false, Headings.Learned));
        if (to == Customer && link.To.Column(to, "email", false) is null && link.To.File.Open.FirstOrDefault(column => column.Emails > 3 && column.Emails * 10 >= column.Filled * 9) is { } email)
            link.To.Learn(email, new Heading(to, "email", false, Headings.Learned));
    }

    /// <summary>The table of documents with a day that most rows of the file name: the one with most documents.</summary>
    private static Link? Documents(FileMeaning lines, List<Link> links) => links
        .Where(link => !IsList(link.To) && link.To.File.Open.Any(column => column is { IsDate: true, Distinct: > 3 } && column.Blank * 50L <= link.To.File.Rows))
        .Where(link => link.Named.Distinct >= FewestDocuments && link.Named.Distinct * 2L >= link.To.File.Rows && lines.File.Rows * 10L >= link.To.File.Rows * 11L)
        .MaxBy(Worth);

    /// <summary>The list of goods: what differs among the lines of one document.</summary>
    private static Link? Goods(Link documents, List<Link> links) => links
        .Where(link => link.To != documents.To && link.Named != documents.Named && link.Named.Distinct > 2
            && link.To.Main?.Name is null or "product" or "inventory" && documents.From.Rows.IsConstantWithin(documents.Named, link.Named) == false)
        .MaxBy(Worth);

    /// <summary>The list of customers that the documents name.</summary>
    private static Link? People(FileMeaning documents, FileMeaning goods, IReadOnlyList<FileMeaning> files) => documents.Reference(Customer) is not null ? null
        : Links(documents, files).Where(link => link.To != goods && link.Named.Distinct > 2 && link.To.Main?.Name is null or "customer" && Text(link.To, link.Key) is not null).MaxBy(Worth);

    private static IEnumerable<Link> Links(FileMeaning file, IReadOnlyList<FileMeaning> files) =>
        from to in files
        where to != file
        from key in to.File.Open
        where key.IsUnique && key.Blank == 0 && !key.IsDate && !IsAmount(key)
        from named in file.File.Open
        where named is { IsUnique: false, IsDate: false, Distinct: > 2 } && !IsAmount(named) && named.Filled * 2L >= file.File.Rows
            && (!named.IsNumber || named.Least > SmallNumber || file.Called(named) == to.Called(key))
            && key.Shared(named) * 100L >= named.Distinct * 95L
        select new Link(file, named, to, key);

    /// <summary>Of several the one that names most; codes before names.</summary>
    private static (int, bool, int) Worth(Link link) => (link.Named.Distinct, !IsText(link.Key), -link.Key.Position);

    private static bool IsText(ColumnProbe column) => column.Sample.Count(text => text?.Contains(' ', StringComparison.Ordinal) == true) * 5L >= column.Sample.Count * 3L;

    private static bool IsAmount(ColumnProbe column) => column.IsNumber && !column.IsWholeNumber;

    /// <summary>The column of a list that says in words what each row is.</summary>
    private static ColumnProbe? Text(FileMeaning list, ColumnProbe key) => list.File.Open
        .Where(column => column != key && !column.IsNumber && !column.IsDate && column.Emails == 0 && column.Blank * 20L <= list.File.Rows && column.Distinct * 5L >= column.Filled * 4 && IsText(column))
        .MinBy(column => column.Position);
}
