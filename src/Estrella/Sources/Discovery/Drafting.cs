using Estrella.Entities;
using Estrella.Foundation;

namespace Estrella.Sources.Discovery;

/// <summary>Drafts the contract of a folder nobody has described, from the names and all the values of its columns.</summary>
internal sealed class Drafting
{
    private readonly Headings headings = Headings.Shipped;
    private readonly List<FileMeaning> files;
    private readonly Dictionary<Entity, FileMeaning> mains = [];
    private readonly List<DraftQuestion> questions = [];

    private Drafting(IReadOnlyList<ProbedFile> probed)
    {
        files = [.. probed.Select(file => FileMeaning.Of(file, headings))];
        foreach (var file in files.Where(each => each.Main is not null))
        {
            if (!mains.TryGetValue(file.Main!, out var other) || (other.IsBare && !file.IsBare) || (other.IsBare == file.IsBare && Best(file) > Best(other)))
                mains[file.Main!] = file;
        }
        // A file that has no more than the ids of records another file tells is about something else.
        files.RemoveAll(file => file is { IsBare: true, Main: { } main } && mains[main] != file);
    }

    /// <param name="probed">The files that hold something.</param>
    public static Draft Of(string source, IReadOnlyList<ProbedFile> probed)
    {
        var drafting = new Drafting(probed);
        var exports = drafting.files.Where(each => each.Main is not null).Select(drafting.Export).ToList();
        return new Draft(source, exports, drafting.questions);
    }

    private static double Best(FileMeaning file) => file.Scores[0].Score;

    private DraftExport Export(FileMeaning meaning)
    {
        var file = meaning.File;
        var main = meaning.Main!;
        var keys = new Keys(meaning, mains, files);
        var (id, idProof) = keys.IdOf(main);
        var (pattern, isDated) = FileNames.Glob(file.Name);
        var export = new DraftExport(FileNames.Word(file.Name), pattern, file)
        {
            Holds = isDated && id != "$row" ? "changes" : "all",
            HoldsProof = isDated ? "one file a day or month: absence says nothing" : "one file: what is absent is gone",
            Written = WrittenForm.Of(file, questions),
        };
        var used = new HashSet<ColumnProbe>();
        export.Secret.AddRange(file.Secret.Select(column => column.Name));
        var feed = new DraftFeed(main, id, idProof, false);
        Fill(feed, meaning, export, used, mustSay: false);
        // Others that only this file tells of: customers of an order file, products of a flat file.
        foreach (var other in Others(meaning, keys))
        {
            var inner = new DraftFeed(other.Entity, other.Id, other.Proof, true) { When = other.When };
            Fill(inner, meaning, export, used, mustSay: true);
            export.Feeds.Add(inner);
        }
        export.Feeds.Add(feed);
        Parts.Of(meaning, feed, mains, used, export);
        export.Unmapped.AddRange(file.Open.Where(column => !used.Contains(column)).Select(column => column.Name));
        return export;
    }

    private IEnumerable<(Entity Entity, string Id, string? Proof, string? When)> Others(FileMeaning meaning, Keys keys)
    {
        foreach (var name in new[] { "customer", "category", "product", "campaign", "payment_method", "order" })
        {
            var entity = EntityCatalog.Get(name);
            if (entity == meaning.Main || mains.ContainsKey(entity) || !keys.MayTell(entity) || keys.ForeignId(entity) is not { } column)
                continue;
            var when = column.Blank > 0 ? $"{{ {Yaml.Text(column.Name)}: filled }}" : null;
            yield return (entity, column.IdCell, $"{column.Distinct:N0} in {meaning.File.Rows:N0} rows, and no file of their own", when);
        }
    }

    private void Fill(DraftFeed feed, FileMeaning meaning, DraftExport export, HashSet<ColumnProbe> used, bool mustSay)
    {
        var keys = new Keys(meaning, mains, files);
        used.UnionWith(keys.ColumnsOf(feed.Id));
        foreach (var field in feed.Entity.Fields)
        {
            if (field.IsReference)
            {
                if (keys.Reference(feed.Entity, field) is { } reference)
                {
                    feed.Fields.Add(new DraftField(field.Name, reference.Cell, reference.Proof));
                    used.Add(reference.Column);
                }
                continue;
            }
            // What only one entity calls so is told by its plain name, too: an e-mail is the customer's.
            var plain = meaning.Column(feed.Entity, field.Name, false);
            var column = keys.IsPlain(feed.Entity, field) || keys.MayShare(feed.Entity, field, plain) ? plain : meaning.Column(feed.Entity, field.Name, mustSay);
            if (column is null || (used.Contains(column) && !keys.MayShare(feed.Entity, field, column)))
                continue;
            used.Add(column);
            feed.Fields.Add(new DraftField(field.Name, Cell(field, column, export), Proof(field, column)));
            if (field.IsPersonal && !export.Personal.Contains(column.Name))
                export.Personal.Add(column.Name);
        }
    }

    private string Cell(EntityField field, ColumnProbe column, DraftExport export)
    {
        var how = new List<string>();
        if (field.Kind is CellKind.Day or CellKind.Instant && WrittenForm.DatesOf(column) is { } dates && dates != export.Written.Dates)
            how.Add($"dates: {Yaml.Text(dates)}");
        if (field.Kind is CellKind.Number or CellKind.Whole && WrittenForm.DecimalOf(column) is { } point && point != export.Written.Decimal)
            how.Add($"decimal: {Yaml.Text(point.ToString())}");
        if (field.Vocabulary is { } vocabulary && column.Words is { } words)
        {
            var map = words.Keys.Order(StringComparer.Ordinal).Select(text => (Text: text, Word: headings.Word(vocabulary, text))).Where(each => each.Word is not null && each.Word != each.Text).ToList();
            if (map.Count > 0)
                how.Add($"map: {{ {string.Join(", ", map.Select(each => $"{Yaml.Text(each.Text)}: {each.Word}"))} }}");
        }
        return how.Count == 0 ? Yaml.Text(column.Name) : $"{{ column: {Yaml.Text(column.Name)}, {string.Join(", ", how)} }}";
    }

    private string? Proof(EntityField field, ColumnProbe column)
    {
        if (field.Vocabulary is { } vocabulary && column.Words is { } words)
        {
            var unknown = words.Keys.Where(text => headings.Word(vocabulary, text) is null).Order(StringComparer.Ordinal).ToList();
            return unknown.Count > 0 ? $"not mapped, loaded in no scope: {string.Join(", ", unknown.Take(8))}" : null;
        }
        return field.Kind switch
        {
            CellKind.Number or CellKind.Whole when column.Filled > 0 => FormattableString.Invariant($"{column.Filled:N0} numbers, {column.Least:0.##} to {column.Most:0.##}"),
            CellKind.Day or CellKind.Instant when column.Dates.Best is { } best => FormattableString.Invariant($"{best.Count:N0} of {column.Filled:N0} fit {best.Format}"),
            _ => null,
        };
    }
}
