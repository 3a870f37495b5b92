using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>What a file tells of: the entity its rows are, and the columns whose names and values fit fields.</summary>
internal sealed class FileMeaning
{
    private readonly Dictionary<ColumnProbe, List<Heading>> candidates;

    private FileMeaning(ProbedFile file, Headings headings)
    {
        File = file;
        candidates = file.Open.ToDictionary(column => column, column => headings.Meanings(column.Name).Where(each => Fits(column, each, headings)).ToList());
        var named = headings.Named(Path.GetFileNameWithoutExtension(file.Name)).ToList();
        var longest = named.Count == 0 ? 0 : named[0].Length;
        Scores = EntityCatalog.All
            .Select(entity => (Entity: entity, Score: Score(entity) + named.Where(each => each.Entity == entity).Sum(each => each.Length == longest ? 4.0 + each.Length : 1.0)))
            .OrderByDescending(each => each.Score)
            .ToList();
        var possible = Scores.Where(each => each.Score >= 3).Select(each => each.Entity).ToList();
        // An id alone tells of nothing, unless the file's name says whose it is.
        var told = possible.Find(entity => entity.Fields.Any(field => !field.IsReference && Column(entity, field.Name, false) is not null));
        IsBare = told is null;
        Main = told ?? possible.Find(entity => named.Exists(each => each.Entity == entity) && Column(entity, Headings.Id, true) is not null);
        // A file of orders whose rows name a product, pieces and a price is a file of lines.
        if (Main?.Name == "order" && IsOfLines())
            Main = EntityCatalog.Get("order_line");
    }

    public ProbedFile File { get; }

    /// <summary>Null: nothing known is in it.</summary>
    public Entity? Main { get; }

    /// <summary>Its main entity's id is all it tells of it.</summary>
    public bool IsBare { get; }

    public IReadOnlyList<(Entity Entity, double Score)> Scores { get; }

    public static FileMeaning Of(ProbedFile file, Headings headings) => new(file, headings);

    /// <summary>The column that tells a field of an entity, the one that says the entity's name first.</summary>
    /// <param name="mustSay">The column's name has to say the entity, too.</param>
    public ColumnProbe? Column(Entity entity, string field, bool mustSay) => candidates
        .SelectMany(each => each.Value.Where(heading => heading.Entity == entity && heading.Field == field && (heading.IsQualified || !mustSay)).Select(heading => (Column: each.Key, Heading: heading)))
        .OrderByDescending(each => each.Heading.IsQualified).ThenBy(each => each.Heading.Rank).ThenBy(each => each.Column.Position)
        .Select(each => each.Column)
        .FirstOrDefault();

    /// <summary>The column that names a record of another entity: <c>customer id</c>, <c>Cliente</c>.</summary>
    public ColumnProbe? Reference(Entity to) => Column(to, Headings.Id, mustSay: true);

    private bool IsOfLines()
    {
        var line = EntityCatalog.Get("order_line");
        return Column(line, "quantity", false) is not null && Column(line, "unit_price", false) is not null
            && (Reference(EntityCatalog.Get("product")) ?? Column(EntityCatalog.Get("product"), "name", true)) is not null;
    }

    private double Score(Entity entity)
    {
        double score = 0;
        foreach (var field in entity.Fields)
        {
            var column = field.IsReference ? Reference(EntityCatalog.Get(field.References!)) : Column(entity, field.Name, false);
            if (column is null)
            {
                // A line without a number of pieces is one piece; what else is required cannot be made up.
                if (field.IsRequired && !(entity.Name == "order_line" && field.Name == "quantity"))
                    return double.NegativeInfinity;
                continue;
            }
            if (field.IsReference)
            {
                score += field.IsRequired ? 1.5 : 0.5;
                continue;
            }
            var told = candidates[column];
            // A word many entities share, such as date or name, says little.
            score += told.Exists(each => each.Entity == entity && each.IsQualified) ? 2.5 : 2 / Math.Sqrt(told.Select(each => each.Entity).Distinct().Count());
        }
        if (Column(entity, Headings.Id, mustSay: true) is { IsUnique: true })
            score += 3;
        return score;
    }

    private static bool Fits(ColumnProbe column, Heading heading, Headings headings)
    {
        if (column.Filled == 0 || heading.Field == Headings.Id)
            return true;
        var field = heading.Entity.Find(heading.Field)!;
        return field.Kind switch
        {
            CellKind.Number => column.IsNumber,
            CellKind.Whole => column.IsWholeNumber,
            CellKind.Day or CellKind.Instant => column.IsDate,
            CellKind.Flag => column.Words is { Count: <= 3 },
            _ when field.Vocabulary is { } vocabulary => column.Words is { } words && words.Keys.Any(text => headings.Word(vocabulary, text) is not null),
            _ when field.Name == "email" => column.Emails * 2 > column.Filled,
            _ => !column.IsDate || column.IsWholeNumber,
        };
    }
}
