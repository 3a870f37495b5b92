using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>What identifies the rows, and which columns name rows of other files.</summary>
internal sealed partial class FileMeaning
{
    private static readonly string[] Codes = ["sku", "barcode"];

    /// <summary>The name of a column without what the names of its file begin with.</summary>
    public string Bare(ColumnProbe column) => names.Bare(column);

    /// <summary>The same, folded.</summary>
    public string Called(ColumnProbe column) => ColumnName.Fold(Bare(column));

    /// <summary>Learns the day of orders that is called otherwise.</summary>
    public void FindDay(IReadOnlyDictionary<Entity, FileMeaning> mains)
    {
        if (OrderDays.Of(this, mains) is { } day)
            Learn(day, new Heading(Order, "ordered_at", false, Discovery.Headings.Learned));
    }

    /// <summary>
    /// Finds, by the values, the column that names rows of another file where the one that is called so names none of them:
    /// <c>Internal ID</c> is the line's, <c>Item</c> holds the codes of the goods.
    /// </summary>
    public void FindByValue(IReadOnlyDictionary<Entity, FileMeaning> mains)
    {
        var isNews = false;
        foreach (var (entity, target) in mains.Where(each => each.Value != this && each.Key != Main && each.Key.Name is "product" or "customer" or "order"))
        {
            if (Main is null || !Main.Fields.Any(field => field.References == entity.Name) && !(Main == Line && entity.Name == "customer"))
                continue;
            List<ColumnProbe> keys = [.. target.File.Open.Where(key => (key.IsUnique && key.Blank == 0 && !key.IsDate) || (entity == Order && key == target.OrderColumn))];
            var named = entity == Order ? OrderColumn : Reference(entity) ?? (entity.Name == "product" ? Naming(entity).FirstOrDefault() : null);
            if (keys.Count == 0 || named is { Distinct: > 0 } && keys.Exists(key => key.Shared(named) * 5 >= named.Distinct) || named is not null && target.IsNamedAs(entity, named))
                continue;
            var found = keys.SelectMany(key => File.Open.Where(column => column != named && column.Distinct > 2 && !column.IsDate && IsMeant(column, key, target) && key.Shared(column) * 10 >= column.Distinct * 9).Select(column => (Column: column, Key: key)))
                .OrderByDescending(each => each.Key == target.Own).ThenByDescending(each => each.Column.Distinct).FirstOrDefault();
            if (found.Column is null)
                continue;
            Claim(found.Column, entity);
            isNews = true;
        }
        if (isNews)
            Decide();
    }

    /// <summary>Learns by the values that a column, and no other, names records of an entity.</summary>
    public void LearnOnly(ColumnProbe column, Entity entity)
    {
        Claim(column, entity);
        Decide();
    }

    /// <summary>Takes rows for what was paid out for orders, and its amounts for what their sum proves them.</summary>
    public void TakeFor(PaidOut paid)
    {
        var payment = EntityCatalog.Get("payment");
        foreach (var (column, field) in paid.Fields)
        {
            foreach (var said in candidates.Values)
                said.RemoveAll(each => each.Entity == payment && each.Field == field);
            candidates[column].RemoveAll(each => each.Entity == payment);
            candidates[column].Add(new Heading(payment, field, true, Discovery.Headings.Learned));
        }
        candidates[Own!].Add(new Heading(Order, Discovery.Headings.Id, true, Discovery.Headings.Learned));
        TakeFor(payment);
    }

    private void Claim(ColumnProbe column, Entity entity)
    {
        foreach (var wrong in candidates.Keys.Where(each => each != column))
            candidates[wrong].RemoveAll(each => each.Entity == entity && each.Field == Discovery.Headings.Id);
        candidates[column].RemoveAll(each => each.Field == Discovery.Headings.Id || each.IsOwnWord);
        candidates[column].Add(new Heading(entity, Discovery.Headings.Id, true, Discovery.Headings.Learned));
    }

    /// <summary>People and goods are named by what is no id, too: an e-mail, a name that not every row of theirs has.</summary>
    private bool IsNamedAs(Entity entity, ColumnProbe named) => File.Open.Any(column => candidates[column].Exists(each => each.Entity == entity) && column.Shared(named) * 5 >= named.Distinct);

    /// <summary>Small numbers stand everywhere: they name a row where they are called as its id is.</summary>
    private bool IsMeant(ColumnProbe column, ColumnProbe key, FileMeaning target) =>
        Called(column) == target.Called(key) || !column.IsNumber || (column.IsWholeNumber && column.Least > 9999 && !candidates[column].Exists(each => each.Field is "quantity" or "amount" or "unit_price"));

    /// <summary>
    /// Takes the column of the rows' own id: named so, no value twice; of several the one whose values other files name.
    /// </summary>
    public void FindOwn(IReadOnlyList<FileMeaning> files)
    {
        Own = null;
        if (Main is not { } main || main.DefaultId.Count > 0 || Events is not null)
            return;
        // What most rows lack names something else, as the line that another was made of.
        bool IsId(ColumnProbe column) => column.Blank <= column.Filled && (column.IsUnique || (column.Distinct * 100L >= column.Filled * 98 && column.Distinct > 50 && column.Blank == 0));
        int Rank(ColumnProbe column) => candidates[column].Where(each => each.Entity == main && each.Field == Discovery.Headings.Id)
            .Min(each => each.IsOwnWord ? 2 : each.IsQualified ? 0 : 1);
        int Named(ColumnProbe column) => files.Count(other => other != this && other.Reference(main) is { Filled: > 0 } reference && column.Shared(reference) * 2 >= reference.Distinct);
        var own = Columns(main, Discovery.Headings.Id)
            // comentario names reviews, and is what they say: no id.
            .Where(column => IsId(column) && ((Rank(column) < 2 && (main != Line || SaysId(column))) || (main != Line && !candidates[column].Exists(each => each.Entity == main && each.Field is not (Discovery.Headings.Id or "name")))))
            .OrderByDescending(Named).ThenBy(Rank).FirstOrDefault();
        own ??= NamedByCode(files, main);
        // Known by its name only, unless others count its rows.
        if (own is null && main.Name is "category" or "product" or "payment_method" or "campaign" && Column(main, "name", false) is { IsUnique: true } name
            && !files.Any(other => other != this && other.Reference(main) is { } reference && name.Shared(reference) == 0 && reference.Positions(File.Rows) > 0))
            own = name;
        Own = main == Line ? own : HeldByValue(files, main, own) ?? own;
    }

    /// <summary>Goods without a column that is called their id, which others name by a code of theirs that each has; null: none do.</summary>
    private ColumnProbe? NamedByCode(IReadOnlyList<FileMeaning> files, Entity main) => main.Name != "product" ? null : Codes
        .Select(field => Column(main, field, false)).OfType<ColumnProbe>()
        .FirstOrDefault(code => code is { IsUnique: true, Blank: 0 } && files.Any(other => other != this && other.Reference(main) is { Distinct: > 2 } named && code.Shared(named) * 10 >= named.Distinct * 9));

    /// <summary>
    /// Other files name the rows by another column than the one that is called an id, as orders have a number for people and
    /// one for tables: it holds what they say, and the other does not. Null: none is meant.
    /// </summary>
    private ColumnProbe? HeldByValue(IReadOnlyList<FileMeaning> files, Entity main, ColumnProbe? own)
    {
        // A file may say the word twice, as lines do: item_id is their number, product_id the goods. One that holds the ids will do.
        // Of orders those that lines name, where they do: a return has a number of its own, and goods on order are no order.
        bool HasLines(FileMeaning other) => main == Order && other != this && other.Main == Line && other.Naming(main).Count > 0;
        var missed = files.Where(other => other != this && (HasLines(other) || !files.Any(HasLines)))
            .Select(other => other.Naming(main))
            .Where(named => named.Count > 0 && named.TrueForAll(column => own is null || own.Shared(column) * 2 < column.Distinct)).ToList();
        return missed.Count == 0 ? null : File.Open
            .Where(column => column != own && column.IsUnique && column.Blank == 0 && !column.IsDate
                // Records that others name by their name keep their id.
                && !candidates[column].Exists(each => each.Entity == main && each.Field != Discovery.Headings.Id && Column(main, each.Field, false) == column)
                && missed.TrueForAll(named => named.Exists(reference => column.Shared(reference) * 10 >= reference.Distinct * 9)))
            .OrderByDescending(SaysId).ThenBy(column => column.Position).FirstOrDefault();
    }

    /// <summary>The columns that may name records of the entity: by its words, and what a line is of or belongs to also by a bare code.</summary>
    private List<ColumnProbe> Naming(Entity entity)
    {
        var said = Columns(entity, Discovery.Headings.Id, mustSay: true).Where(column => column.Distinct > 0 && column != Own).ToList();
        if (said.Count == 0 && entity == Order && Main == Line && OrderColumn is { Distinct: > 0 } order)
            return [order];
        return said.Count > 0 || entity.Name != "product" || Main != Line ? said
            : [.. Columns(entity, Discovery.Headings.Id).Where(column => column.Distinct > 0 && column != Own && column != OrderColumn && column != LineNumber)];
    }

    /// <summary>A number of a line is unique by accident in a short file; an id is so by name.</summary>
    private static bool SaysId(ColumnProbe column) => Wording.Cut(column.Name).Exists(word => word is "id" or "key" or "row" or "uuid" or "sk") || ColumnName.Fold(column.Name) is var name && (name.EndsWith("id", StringComparison.Ordinal) || name.StartsWith("id", StringComparison.Ordinal));

    /// <summary>
    /// Finds columns that are called as the id of another file's rows and hold its values: C6_NUM names orders where C5_NUM is
    /// their id.
    /// </summary>
    public void FindReferences(IReadOnlyDictionary<Entity, FileMeaning> mains)
    {
        var isNews = false;
        foreach (var (entity, target) in mains)
        {
            if (target == this || target.Own is not { } key || Reference(entity) is not null)
                continue;
            var called = target.Called(key);
            if (File.Open.FirstOrDefault(column => Called(column) == called && called is not ("id" or "name") && column.Distinct > 0 && key.Shared(column) * 10 >= column.Distinct * 8) is not { } found)
                continue;
            candidates[found].Add(new Heading(entity, Discovery.Headings.Id, true, 50));
            isNews = true;
        }
        if (isNews)
            Decide();
    }

    /// <summary>
    /// Lines without a word for their order: the column another file has once on each row, beside a day, and this one
    /// again and again, beside pieces and a price.
    /// </summary>
    public void FindOrders(IReadOnlyList<FileMeaning> files)
    {
        if (OrderColumn is not null || Main == Order || Column(Line, "quantity", false) is not { } quantity || !Columns(Line, "unit_price").Concat(Columns(Line, "amount")).Any(each => each != quantity))
            return;
        foreach (var other in files.Where(each => each != this && (each.Reference(Order) is null || each.Main == Order) && each.File.Open.Any(column => column.IsDate)))
        {
            // Orders with a number for people may have another that their lines name.
            var isNumbered = other.Reference(Order) is not null;
            foreach (var key in other.File.Open.Where(column => column.IsUnique && !column.IsDate && !(isNumbered && !other.IsUnknown(column))))
            {
                if (File.Open.FirstOrDefault(column => ColumnName.Fold(column.Name) == ColumnName.Fold(key.Name) && column.Distinct > 0 && key.Shared(column) * 10 >= column.Distinct * 8
                    && !(isNumbered && (column.IsUnique || !IsUnknown(column)))) is not { } found)
                    continue;
                candidates[found].Add(new Heading(Order, Discovery.Headings.Id, true, Discovery.Headings.Learned));
                other.candidates[key].Add(new Heading(Order, Discovery.Headings.Id, true, Discovery.Headings.Learned));
                Decide();
                other.Decide();
                return;
            }
        }
    }
}
