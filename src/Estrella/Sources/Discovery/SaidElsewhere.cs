using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>What the files of the records a file names say of them: a column that says the same tells nothing new.</summary>
internal sealed class SaidElsewhere
{
    /// <summary>Records of another file that are looked through for those the rows name.</summary>
    private const int MostRecords = 200_000;

    private const int LeastValues = 3;

    private readonly FileRows rows;
    private readonly KeyForms forms;
    private readonly IReadOnlyList<(FileMeaning Meaning, DraftExport Export)> all;
    private readonly List<Told> told = [];

    /// <summary>A file's rows name records by these columns, in the order of the record's own.</summary>
    private sealed record Naming(Entity Entity, FileMeaning Target, DraftExport Export, List<ColumnProbe> By, List<ColumnProbe> Key);

    /// <summary>The records that rows name, by row; null: the row names none that is there.</summary>
    /// <param name="Way">The record that names it in turn; null: the row itself does.</param>
    /// <param name="IsCut">There are more records than were looked through.</param>
    private sealed record Told(Naming Naming, string? Way, List<ColumnProbe> Columns, string[]?[] Raw, bool IsCut)
    {
        private Dictionary<string[], string[]>? formed;

        /// <summary>The cells of a record in one form.</summary>
        public string[]? Cells(int row)
        {
            if (Raw[row] is not { } raw)
                return null;
            formed ??= Form();
            return formed[raw];
        }

        private Dictionary<string[], string[]> Form()
        {
            var ways = Columns.Select(column => new CellForm(Naming.Target.Rows, column)).ToList();
            return Raw.OfType<string[]>().Distinct().ToDictionary(raw => raw, raw => raw.Select((text, at) => ways[at].Of(text)).ToArray());
        }
    }

    public SaidElsewhere(FileMeaning meaning, DraftExport export, IReadOnlyList<(FileMeaning Meaning, DraftExport Export)> all, KeyForms forms)
    {
        (rows, this.forms, this.all) = (meaning.Rows, forms, all);
        foreach (var naming in Namings(meaning, export))
            told.Add(Find(naming, null, [.. Enumerable.Range(0, rows.Count).Select(row => Name(naming, naming.By, naming.By.Select(column => rows.Text(row, column))))]));
        // What the named records name in turn: the customer of a line's order.
        foreach (var near in told.ToList())
        {
            foreach (var naming in Namings(near.Naming.Target, near.Naming.Export).Where(each => each.Target != meaning && !told.Exists(other => other.Naming.Target == each.Target)).ToList())
            {
                var places = naming.By.Select(column => near.Columns.IndexOf(column)).ToList();
                if (!places.Contains(-1))
                    told.Add(Find(naming, near.Naming.Entity.Name, [.. near.Raw.Select(raw => raw is null ? "" : Name(naming, naming.By, places.Select(at => raw[at])))]));
            }
        }
    }

    /// <summary>Null: nothing the named records' files say is what the cells say.</summary>
    /// <param name="cells">By row, in one form.</param>
    public (string Field, string File, Proof Proof)? Of(string[] cells)
    {
        (Told Told, ColumnProbe Column, int Agreeing, int Seen, int Others)? best = null;
        foreach (var each in told)
        {
            for (var at = 0; at < each.Columns.Count; at++)
            {
                if (Count(each, at, cells) is { } count && (best is not { } known || count.Agreeing > known.Agreeing
                    || (count.Agreeing == known.Agreeing && each == known.Told && FieldOf(each, known.Column) is null && FieldOf(each, each.Columns[at]) is not null)))
                    best = (each, each.Columns[at], count.Agreeing, count.Seen, count.Others);
            }
        }
        if (best is not { } said)
            return null;
        var (file, way) = (said.Told.Naming.Target.File.Name, said.Told.Way is { } by ? $", the {said.Told.Naming.Entity.Name} of its {by}," : "");
        var field = FieldOf(said.Told, said.Column) ?? said.Column.Name;
        var others = said.Others == 0 ? "" : FormattableString.Invariant($"; {said.Others:N0} more name none that is there");
        return (field, file, Proof.Of(said.Agreeing, said.Seen, FormattableString.Invariant($"says again {field} of {file}{way} in {said.Agreeing:N0} of {said.Seen:N0} {rows.Told}{others}")));
    }

    /// <summary>Null: too few rows agree.</summary>
    private static (int Agreeing, int Seen, int Others)? Count(Told told, int at, string[] cells)
    {
        int filled = 0, found = 0, agreeing = 0;
        var values = new HashSet<string>();
        // With so many that differ, the rest cannot mend it.
        var most = cells.Length / 50;
        for (var row = 0; row < cells.Length; row++)
        {
            if (cells[row].Length == 0)
                continue;
            filled++;
            if (told.Cells(row) is not { } record)
                continue;
            found++;
            if (record[at] != cells[row])
            {
                if (found - agreeing > most)
                    return null;
                continue;
            }
            agreeing++;
            values.Add(cells[row]);
        }
        // A line without a product may say anything; where many do, the column is another.
        var isMost = told.IsCut ? found * 2 >= filled : found * 10 >= filled * 9;
        return values.Count >= LeastValues && isMost && agreeing * 100 >= found * 98 ? (agreeing, found, filled - found) : null;
    }

    /// <summary>The field a column of the other file feeds; null: none.</summary>
    private static string? FieldOf(Told told, ColumnProbe column)
    {
        bool IsOf(string? cell) => cell is not null && DraftCells.Columns(cell, [column]).Any();
        return told.Naming.Export.Feeds.Where(feed => IsOf(feed.Id)).Select(feed => $"{feed.Entity.Name}.id")
            .Concat(told.Naming.Export.Feeds.SelectMany(feed => feed.Fields.Where(field => IsOf(field.Cell)).Select(field => $"{feed.Entity.Name}.{field.Field}"))).FirstOrDefault();
    }

    private IEnumerable<Naming> Namings(FileMeaning meaning, DraftExport export)
    {
        foreach (var feed in export.Feeds)
        {
            foreach (var drafted in feed.Fields)
            {
                // A part of a cell names, and not the cell.
                if (feed.Entity.Find(drafted.Field) is not { IsReference: true, References: { } to } || drafted.Cell.Contains('$') || IsOfPart(drafted.Cell, meaning))
                    continue;
                var (entity, by) = (EntityCatalog.Get(to), DraftCells.Columns(drafted.Cell, meaning.File.Columns).ToList());
                foreach (var (target, other) in all.Where(each => each.Meaning != meaning && each.Meaning.Main == entity))
                {
                    var id = other.Feeds.Find(each => each.Entity == entity)?.Id;
                    var key = Named(drafted.Cell) is { } name
                        ? new[] { target.Column(entity, name, false) }.OfType<ColumnProbe>().ToList()
                        : id is null || id.Contains('$') ? [] : DraftCells.Columns(id, target.File.Columns).ToList();
                    if (by.Count > 0 && by.Count == key.Count)
                        yield return new Naming(entity, target, other, by, key);
                }
            }
        }
    }

    /// <summary>A part of what is another id, and the column is not known to name by it.</summary>
    private static bool IsOfPart(string cell, FileMeaning meaning) => cell.Contains("split: ", StringComparison.Ordinal) && !DraftCells.Columns(cell, meaning.File.Columns).Any(column => column.Cut is not null);

    /// <summary>The field by which a cell names a record instead of its id.</summary>
    private static string? Named(string cell) => cell.IndexOf(", by: ", StringComparison.Ordinal) is var at and >= 0 ? cell[(at + 6)..].TrimEnd(' ', '}') : null;

    private string Name(Naming naming, List<ColumnProbe> columns, IEnumerable<string> texts)
    {
        var parts = texts.Select((text, at) => forms.Read(columns[at], naming.Entity, text)).ToList();
        return parts.Contains("") ? "" : string.Join('\u001f', parts);
    }

    private Told Find(Naming naming, string? way, List<string> names)
    {
        var columns = naming.Target.File.Open.Where(column => column.Distinct > 1 || naming.Key.Contains(column)).ToList();
        var places = naming.Key.Select(column => columns.IndexOf(column)).ToList();
        var wanted = names.Where(name => name.Length > 0).ToHashSet();
        var found = new Dictionary<string, string[]>();
        var looked = 0;
        foreach (var cells in places.Contains(-1) || wanted.Count == 0 ? [] : naming.Target.Rows.All(columns).Take(MostRecords))
        {
            looked++;
            var name = Name(naming, naming.Key, places.Select(at => cells[at]));
            // Of rows that repeat a record the first.
            if (wanted.Contains(name) && found.TryAdd(name, cells) && found.Count == wanted.Count)
                break;
        }
        return new Told(naming, way, columns, [.. names.Select(found.GetValueOrDefault)], looked == MostRecords);
    }
}
