using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>Drafts the contract of a folder nobody has described, from the names and all the values of its columns.</summary>
internal sealed class Drafting
{
    private static readonly Entity Order = EntityCatalog.Get("order");
    private static readonly Entity Line = EntityCatalog.Get("order_line");
    private static readonly string[] HeaderMoney = ["subtotal", "discount", "shipping", "tax", "total"];

    private readonly List<FileMeaning> files;
    private readonly Dictionary<Entity, FileMeaning> mains = [];
    private readonly Dictionary<FileMeaning, WideMonths> wide = [];
    private readonly Dictionary<FileMeaning, BlockRows> blocks = [];
    private readonly Dictionary<FileMeaning, (ColumnProbe Price, bool IsSaid)> priceless;
    private readonly Dictionary<ProbedFile, string> left = [];
    private readonly List<HeaderDiscount> discounts;
    private readonly KeyForms forms;
    private readonly LocaleJudge judge;

    private Drafting(IReadOnlyList<ProbedFile> probed, Headings headings, LocaleJudge judge)
    {
        this.judge = judge;
        files = [.. probed.Select(file => Meaning(file, headings))];
        files.ForEach(file => NamedByPart.Find(file, files));
        files.ForEach(file => file.FindOrders(files));
        files.ForEach(file => file.FindNumber());
        LinesByShape.Learn(files);
        PricelessLines.FindGoods(files);
        // Sales by month are those of the lines or orders again: told twice they would count twice.
        files.RemoveAll(file => IsOfMonths(file) && files.Exists(other => (other.Main == Line || other.Main == Order) && !IsOfMonths(other)));
        FindMains();
        files.ForEach(file => file.FindReferences(mains));
        FindMains();
        files.ForEach(file => file.FindDay(mains));
        files.ForEach(file => file.FindByValue(mains));
        FindMains();
        priceless = PricelessLines.Take(files, mains, judge).ToDictionary(each => each.Lines, each => (each.Price, each.IsSaid));
        if (priceless.Count > 0)
            FindMains();
        files.ForEach(file => file.FindSeries(files));
        files.ForEach(file => file.FindSeries(files)); // Lines without a day learn it from the headers.
        foreach (var (file, why) in Documents.Settle(files, judge))
        {
            files.Remove(file);
            left[file.Source] = why;
        }
        foreach (var (file, why) in PriceLists.Settle(files))
        {
            files.Remove(file);
            left[file.Source] = why;
        }
        FindMains();
        // A file that has no more than the ids of records another file tells is about something else.
        files.RemoveAll(file => file is { IsBare: true, Main: { } main } && mains[main] != file);
        files.RemoveAll(IsOfVisits);
        foreach (var main in mains.Where(each => !files.Contains(each.Value)).ToList())
            mains.Remove(main.Key);
        discounts = HeaderDiscount.Of(files);
        var numbered = files.Where(file => file.Main is not null && file.OrderColumn is not null).ToList();
        forms = new KeyForms { OrdersHaveSeries = numbered.Count > 0 && numbered.TrueForAll(file => file.Series.Count > 0 && file.Series.Count == numbered[0].Series.Count) };
        foreach (var file in files.Where(each => each.Main is not null))
        {
            foreach (var (entity, target) in mains.Where(each => each.Value != file && each.Key != file.Main))
            {
                if (target.Own is { } key && file.Reference(entity) is { } reference && !files.Exists(other => other != file && other.Main == entity && other.Own is { } known && known.Shared(reference) * 2 >= reference.Distinct))
                    forms.Compare(entity, target, key, file, reference);
            }
        }
    }

    /// <param name="probed">The files that hold something.</param>
    /// <param name="judge">How the values of the files are written.</param>
    /// <param name="values">Makes the keys people are compared by.</param>
    public static Draft Of(string source, IReadOnlyList<ProbedFile> probed, Headings headings, LocaleJudge judge, KeyValues values)
    {
        var drafting = new Drafting(probed, headings, judge);
        var exports = drafting.files.Where(each => each.Main is not null).Select(meaning => (Meaning: meaning, Export: drafting.Export(meaning))).ToList();
        foreach (var (meaning, export) in exports)
            export.Explained = LeftColumns.Of(meaning, export, exports, drafting.forms);
        // Nothing of it has a place beside what other files tell.
        foreach (var (_, export) in exports.Where(each => each.Export.Feeds.Count == 0 || each.Export.ForgetsRows))
            drafting.left[export.File] = export.ForgetsRows ? "no column is an id of its rows, and each of its files would take the place of the one before" : "its rows tell nothing that has a place beside the other files";
        exports.RemoveAll(each => each.Export.Feeds.Count == 0 || each.Export.ForgetsRows);
        return new Draft(source, [.. exports.Select(each => each.Export)], judge.Questions)
        {
            Left = drafting.left,
            Tax = TaxProof.Of(drafting.mains, drafting.discounts),
            Identity = SharedPeople.Of(exports, values, judge),
        };
    }

    private bool IsOfMonths(FileMeaning file) => wide.ContainsKey(file) && file.Main == Line;

    /// <summary>What was looked at within visits that another file tells.</summary>
    private bool IsOfVisits(FileMeaning file) => file.Main is { Name: "touch" } touch && mains[touch] is { Own: { } key } visits && visits != file
        && file.Column(touch, "session", false) is { IsUnique: false } session && key.Shared(session) == session.Distinct;

    private void FindMains()
    {
        mains.Clear();
        files.ForEach(file => file.FindOwn(files));
        foreach (var file in files.Where(each => each.Main is not null))
        {
            if (!mains.TryGetValue(file.Main!, out var other) || IsBetter(file, other))
                mains[file.Main!] = file;
        }
    }

    private FileMeaning Meaning(ProbedFile file, Headings headings)
    {
        if (BlockRows.Of(file, headings) is { } block && FileMeaning.Of(block.File, headings, judge, file) is { } lines && lines.Main == Line)
        {
            blocks[lines] = block;
            return lines;
        }
        if (WideMonths.Of(file) is not { } months)
            return FileMeaning.Of(file, headings, judge);
        var meaning = FileMeaning.Of(months.File, headings, judge, file);
        if (WideSales.Is(meaning))
        {
            meaning.TakeFor(Line);
            wide[meaning] = months;
            return meaning;
        }
        // Months side by side are rows only of what is told by the month.
        if (meaning.Main?.Name is not ("inventory" or "target" or "price_index" or "exchange_rate" or "campaign_spend"))
            return FileMeaning.Of(file, headings, judge);
        wide[meaning] = months;
        return meaning;
    }

    /// <summary>Of two files of the same entity the one that is no returns, then of orders those that lines name, then the one with an id of its own for each row, then the one that tells more.</summary>
    private bool IsBetter(FileMeaning file, FileMeaning other)
    {
        // Of orders and deliveries the ones that lines name.
        bool HoldsLines(FileMeaning each) => each.Main == Order && each.OrderColumn is { } number && files.Exists(lines => lines.Main == Line && lines.OrderColumn is { Distinct: > 0 } named && number.Shared(named) * 2 > named.Distinct);
        (bool, bool, bool, bool, double) Worth(FileMeaning each) => (!each.IsBare && each.Cancels is null, each.Documents != DocumentsAre.Returns, HoldsLines(each), each.Own is not null, each.Scores.First(score => score.Entity == each.Main).Score);
        return Worth(file).CompareTo(Worth(other)) > 0;
    }

    private DraftExport Export(FileMeaning meaning)
    {
        var (file, main) = (meaning.File, meaning.Main!);
        var keys = new Keys(meaning, mains, files, forms);
        var (id, idProof) = keys.IdOf(main);
        var sold = IsOfMonths(meaning) ? Sold(meaning, keys) : null;
        var (pattern, isDated) = (file.Files.Glob, file.Files.IsSeries);
        var export = new DraftExport(FileNames.Word(file.Title), pattern, meaning.Source)
        {
            Holds = meaning.Documents == DocumentsAre.Undecided ? ContractParser.Undecided : isDated && id != "$row" ? "changes" : "all",
            HoldsProof = meaning.Documents == DocumentsAre.Undecided ? Proof.Of(0, 0, "sales of their own, returns, or the same sales again: no row decides") : HoldsProof(meaning),
            Written = judge.Of(meaning.Source),
            Wide = IsOfMonths(meaning) && sold is null ? null : wide.GetValueOrDefault(meaning),
            Blocks = blocks.GetValueOrDefault(meaning),
        };
        export.Secret.AddRange(file.Secret.Select(column => column.Name));
        var used = new HashSet<ColumnProbe>();
        Action? apart = meaning.Amounts is { } amounts ? () => amounts.Feed(meaning, keys, export, used)
            : meaning.Cancels is { } cancels ? () => cancels.Feed(meaning, keys, export, used)
            : main == Order && mains[Order] != meaning && meaning.Own is null ? () => History(meaning, keys, export, used)
            : IsOfMonths(meaning) ? () => Months(meaning, keys, export, used, sold) : null;
        if (apart is not null)
        {
            apart();
            return Close(meaning, export, used);
        }
        var shapes = new Shapes(meaning, keys, export) { IsAlone = main == Order && (meaning.Documents == DocumentsAre.Returns ? !meaning.HasLines : !mains.TryGetValue(Line, out var lines) || (lines.Kinds is null && !Shapes.TellsReturns(lines, meaning))) };
        var (repeats, changedAt) = RepeatsOf(meaning, keys, id, export, used);
        var feed = new DraftFeed(main, id, idProof, repeats) { ChangedAt = changedAt };
        shapes.Limit(feed);
        Fill(feed, meaning, keys, export, used, mustSay: false);
        // Others that only this file tells of: customers of an order file, products of a flat file.
        foreach (var other in Others(meaning, keys))
        {
            shapes.Limit(other);
            Fill(other, meaning, keys, export, used, mustSay: true);
            export.Feeds.Add(other);
        }
        export.Feeds.Add(feed);
        shapes.Add(feed, used);
        // Pieces that came back before the day on which: with both, not the whole line did.
        new PiecesBack(meaning, files, used, export).Find();
        CampaignCosts.Find(meaning, mains, used, export);
        new Parts(meaning, keys, mains, used, export).Find();
        shapes.SetVoidedAside();
        if (meaning.Documents == DocumentsAre.Returns)
            Shapes.TurnAll(export);
        DayTimes.Add(meaning, export, used);
        return Close(meaning, export, used);
    }

    /// <summary>Null: the months are pieces without a price, or nothing tells two rows of a product apart.</summary>
    private WideSales? Sold(FileMeaning meaning, Keys keys)
    {
        if (keys.ForeignId(EntityCatalog.Get("product")) is not { } product || WideSales.Of(meaning, wide[meaning], product) is not { } sold)
            return null;
        if (sold.Kind == SoldIs.Undecided)
        {
            var first = wide[meaning].Columns[0];
            var answer = judge.Decide(new DraftQuestion($"{meaning.File.Name}: {first}", "the months are pieces or money: no row decides", ["pieces", "money"])
            {
                Key = $"{FileNames.Word(meaning.File.Name)}.{first}",
                Meanings = [sold.Price is null ? "pieces without a price: they tell no sales, and are kept in extras" : $"pieces sold, each at {sold.Price.Name}", "what the product brought in the month"],
            });
            if (answer is not null)
                sold = sold with { Kind = answer == "money" ? SoldIs.Money : SoldIs.Pieces, Proof = Proof.Said("a person said so") };
        }
        return sold is { Kind: SoldIs.Pieces, Price: null } ? null : sold;
    }

    private void Months(FileMeaning meaning, Keys keys, DraftExport export, HashSet<ColumnProbe> used, WideSales? sold)
    {
        foreach (var other in Others(meaning, keys).Where(each => each.Entity != Order))
        {
            Fill(other, meaning, keys, export, used, mustSay: true);
            export.Feeds.Add(other);
        }
        var product = keys.ForeignId(EntityCatalog.Get("product"));
        if (sold is not null)
            sold.Feed(meaning, wide[meaning], export, used, forms.Cell(product!, EntityCatalog.Get("product")));
        else
            export.Notes.Add("the months are pieces without a price, or products stand twice: they tell no sales");
    }

    private DraftExport Close(FileMeaning meaning, DraftExport export, HashSet<ColumnProbe> used)
    {
        var months = export.Wide?.Columns ?? [];
        used.UnionWith(export.Wide is null ? [] : meaning.File.Columns.Where(column => column.Name is WideMonths.Month or WideMonths.Value));
        export.Unmapped.AddRange(export.File.Open.Where(column => !used.Contains(column) && column != export.Blocks?.Key && !months.Contains(column.Name)).Select(column => column.Name));
        var (right, all) = (files.Sum(file => file.RightNames), files.Sum(file => file.CheckedNames));
        new Weighing(meaning, export, Proof.Of(right, all, FormattableString.Invariant($"rows bear out {right:N0} of the {all:N0} names they can check"))).Weigh();
        return export;
    }

    /// <summary>Ids that stand in one file only show that each file has its own.</summary>
    private static Proof HoldsProof(FileMeaning meaning)
    {
        var (file, count) = (meaning.File, meaning.File.Tables.Count);
        if (!file.Files.IsSeries)
            return Proof.Of(1, 1, "one file: what is absent is gone");
        var files = file.Files.IsDated ? "one file a day or month" : "several files";
        return meaning.Own is { } own && count > 1
            ? Proof.Of(own.Distinct, own.Filled, FormattableString.Invariant($"{files}, {own.Distinct:N0} ids in {own.Filled:N0} rows: absence says nothing"))
            : Proof.Of(count, count, FormattableString.Invariant($"{files}, {count:N0} seen: absence says nothing"));
    }

    /// <summary>Several rows of one order: the newest of its states holds.</summary>
    private (string? Repeats, string? ChangedAt) RepeatsOf(FileMeaning meaning, Keys keys, string? id, DraftExport export, HashSet<ColumnProbe> used)
    {
        if (meaning.Main != Order || meaning.Own is not null || forms.OrdersHaveSeries || id is null or "$row")
            return (null, null);
        if (DayOfState(meaning, keys.OrderColumn!) is { } day)
        {
            used.Add(day);
            export.Notes.Add($"{day.Name} tells the newest row of an order");
            return ($"last by {Yaml.Text(day.Name)}", ChangedAt(meaning, day, export));
        }
        if (meaning.Column(Order, "status", false) is { } status && meaning.Rows.IsConstantWithin(keys.OrderColumn!, status) == false)
        {
            judge.Decide(new DraftQuestion($"{meaning.File.Name}: {status.Name}", "an order has several rows with several states, and no column says which is the newest", ["first"])
            {
                Key = $"{FileNames.Word(meaning.File.Name)}.{status.Name}",
                Meanings = ["the state of its first row holds; else name the column that tells: repeats: last by COLUMN"],
            });
        }
        return (DraftFeed.First, null);
    }

    private static string? ChangedAt(FileMeaning meaning, ColumnProbe day, DraftExport export) =>
        day.DateFormats.SequenceEqual(export.Written.Dates) ? null : DraftCells.Of(meaning, Order.Find("ordered_at")!, day);

    /// <summary>The day that differs between the rows of one order.</summary>
    private static ColumnProbe? DayOfState(FileMeaning meaning, ColumnProbe order) => meaning.Column(Order, "status", false) is null ? null
        : meaning.File.Open.FirstOrDefault(column => column is { IsDate: true, Blank: 0 } && column != order && meaning.Rows.IsConstantWithin(order, column) == false);

    /// <summary>A file with a row for each thing that happened to an order: another one tells the orders.</summary>
    private void History(FileMeaning meaning, Keys keys, DraftExport export, HashSet<ColumnProbe> used)
    {
        var (order, status) = (keys.OrderColumn!, meaning.Column(Order, "status", false));
        var day = status is null ? null : DayOfState(meaning, order);
        if (status is null || day is null)
            return;
        var feed = new DraftFeed(Order, keys.OrderCell(order), forms.Proof(order, Order) ?? Proof.Of(order.Filled, meaning.File.Rows, FormattableString.Invariant($"{order.Distinct:N0} orders in {order.Filled:N0} of {meaning.File.Rows:N0} rows")), $"last by {Yaml.Text(day.Name)}") { ChangedAt = ChangedAt(meaning, day, export) };
        feed.Add("status", DraftCells.Of(meaning, Order.Find("status")!, status), DraftCells.Proof(meaning, Order.Find("status")!, status));
        used.UnionWith([order, status, day]);
        export.Feeds.Add(feed);
    }

    private IEnumerable<DraftFeed> Others(FileMeaning meaning, Keys keys)
    {
        foreach (var name in new[] { "customer", "category", "product", "campaign", "payment_method", "order" })
        {
            var entity = EntityCatalog.Get(name);
            if (entity == meaning.Main || mains.ContainsKey(entity) || !keys.MayTell(entity))
                continue;
            var column = keys.ForeignId(entity);
            var proof = FormattableString.Invariant($"{column?.Distinct:N0} in {meaning.File.Rows:N0} rows, and no file of their own");
            // What is sold is known by its category only.
            if (column is null && name == "product" && meaning.Main == Line && keys.ForeignId(EntityCatalog.Get("category")) is { } category)
                (column, proof) = (category, "no column names the product: all that is known of it is its category");
            if (column is null)
                continue;
            var other = new DraftFeed(entity, entity == Order ? keys.OrderCell(column) : forms.Cell(column, entity), proof, DraftFeed.First);
            if (column.Blank > 0)
                other.When.Add($"{{ {Yaml.Text(column.Name)}: filled }}");
            yield return other;
        }
    }

    private void Fill(DraftFeed feed, FileMeaning meaning, Keys keys, DraftExport export, HashSet<ColumnProbe> used, bool mustSay)
    {
        var entity = feed.Entity;
        used.UnionWith(meaning.File.Columns.Where(column => feed.Id is { } id && IsPart(id, column)));
        foreach (var field in entity.Fields)
        {
            if (field.IsReference)
            {
                if (keys.Reference(entity, field) is { } reference)
                {
                    feed.Add(field.Name, reference.Cell, reference.Proof);
                    used.Add(reference.Column);
                }
                else if (entity == Line && field.Name == "product" && keys.ForeignId(EntityCatalog.Get("category")) is { } category)
                {
                    feed.Add(field.Name, forms.Cell(category, EntityCatalog.Get("product")));
                }
                continue;
            }
            if (entity == Line && field.Name is "unit_price" or "amount" or "discount" or "discount_rate")
                continue;
            // What only one entity calls so is told by its plain name, too: an e-mail is the customer's.
            var isPlain = !mustSay || keys.IsPlain(entity, field);
            // A day that some orders lack, or of which one says that there is none, is of something that happens to them later.
            bool IsLater(ColumnProbe each) => field.Name == "ordered_at" && (each.Values * 50 < meaning.File.Rows * 49 || each.MissingAmongValues.Count > 0);
            var column = meaning.Columns(entity, field.Name).OrderBy(each => each.Filled == 0 ? 4 : IsLater(each) ? 3 : used.Contains(each) ? 1 : meaning.IsOwnWord(each, entity) ? 2 : 0).FirstOrDefault(each => (isPlain || meaning.Columns(entity, field.Name, mustSay: true).Contains(each) || (entity.Name == "customer" && meaning.IsOnlyOf(each, entity)) || keys.MayShare(entity, field, each))
                && (!used.Contains(each) || keys.MayShare(entity, field, each) || (field.Name == "channel" && meaning.Series.Contains(each))) && !(entity == Line && meaning.Money.Tells(each)) && MayTell(meaning, keys, entity, field, each));
            var off = entity == Order && field.Name is "subtotal" or "discount" ? discounts.Find(each => each.Orders == meaning) : null;
            if (off is { HoldsLines: false } && field.Name == "discount")
            {
                export.Notes.Add(off.Proof.Text);
                continue;
            }
            // The goods of the header are then what the lines come to.
            if (field.Name == "subtotal" && off?.Before is var (before, proof) && before == column)
            {
                used.UnionWith([before, off.Column]);
                feed.Add(field.Name, $"{{ remainder_of: {Yaml.Text(before.Name)}, without: [{Yaml.Text(off.Column.Name)}]{DraftCells.As(meaning, (before, field), (off.Column, Order.Find("discount")!))} }}", proof);
                continue;
            }
            column = field.Name == "discount" ? off?.Column ?? column : column;
            if (export.Wide is { } months && column?.Name == WideMonths.Month)
            {
                feed.Add(field.Name, $"{{ column: {WideMonths.Month}, dates: {Yaml.Text(months.Dates)} }}", Proof.Of(months.Columns.Count, months.Columns.Count, FormattableString.Invariant($"the headings of {months.Columns.Count:N0} columns are months")));
                used.Add(column);
                continue;
            }
            if (column is null)
                continue;
            // Nothing of the file is money: its currency is that of no amount where the list says its own.
            if (entity == Order && field.Name == "currency" && priceless.TryGetValue(meaning, out var listed) && listed.Price.Says.Currency is { } own && judge.Currency is var shop && (shop is null || shop == own))
            {
                export.Notes.Add($"{column.Name} is left: no amount stands beside it, and {listed.Price.Name} is in {own}");
                continue;
            }
            if (entity == Line && field.Name == "unit_cost" && meaning.Money.IsOfWholeLine(meaning, column))
            {
                export.Notes.Add($"{column.Name} is left: it is the whole line's, no cost of a piece");
                continue;
            }
            used.Add(column);
            feed.Add(field.Name, DraftCells.Of(meaning, field, column), field.Name == "discount" && off is not null ? off.Proof : DraftCells.Proof(meaning, field, column));
            if (field.IsPersonal && !export.Personal.Contains(column.Name))
                export.Personal.Add(column.Name);
        }
        // Stock without a day was counted on that of the export.
        if (entity.Name == "inventory" && !feed.Fields.Exists(field => field.Field == "day"))
            feed.Add("day", "$as_of");
        if (entity == Line)
            MoneyCells.Fill(feed, meaning, export, used, judge, mains.GetValueOrDefault(Order), priceless.TryGetValue(meaning, out var listed) ? listed.IsSaid : null, discounts.Find(each => each.Lines == meaning && each.HoldsLines));
        if (entity == Order)
            OrderStates.Fill(feed, meaning, files, export, used);
    }

    /// <summary>Money of an order in a file of lines is the same on all its rows, and is none of the line's own.</summary>
    private static bool MayTell(FileMeaning meaning, Keys keys, Entity entity, EntityField field, ColumnProbe column)
    {
        if (meaning.Main != Line || entity != Order || !HeaderMoney.Contains(field.Name))
            return true;
        return !meaning.Money.Tells(column) && keys.OrderColumn is { } order && meaning.Rows.IsConstantWithin(order, column) is var same && (same == true || (same is null && field.Name is not "discount"));
    }

    private static bool IsPart(string id, ColumnProbe column)
    {
        var name = Yaml.Text(column.Name);
        return id == name || id.StartsWith($"{{ column: {name},", StringComparison.Ordinal)
            || (id.StartsWith('[') && (id[1..^1].Split(", ").Contains(name) || id.Contains($"{{ column: {name},", StringComparison.Ordinal)));
    }
}
