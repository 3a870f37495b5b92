using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>
/// Gives each line of an export that states something found its proof and figure. Rows weigh where they can; what only a
/// name says is as sure as names are in this folder: of those rows can check, as many as the rows bear out.
/// </summary>
internal sealed class Weighing(FileMeaning meaning, DraftExport export, Proof names)
{
    public void Weigh()
    {
        foreach (var feed in export.Feeds)
            feed.Told ??= Told(feed);
        foreach (var feed in export.Feeds)
        {
            feed.IdProof = feed.Id is null ? null : OfId(feed);
            feed.RepeatsProof = feed.Repeats is null ? null : OfRows(feed);
            feed.ChangedAtProof = feed.ChangedAt is { } day ? DraftCells.Proof(meaning, EntityCatalog.Get("order").Find("ordered_at")!, Columns(day)[0]) : null;
        }
        // Those with counts of their own first: others may be the same cell once more.
        foreach (var isOwn in new[] { true, false })
        {
            foreach (var feed in export.Feeds)
            {
                for (var at = 0; at < feed.Fields.Count; at++)
                {
                    if ((feed.Fields[at].Proof?.Figure is not null) == isOwn)
                        feed.Fields[at] = feed.Fields[at] with { Proof = OfField(feed, feed.Fields[at]) };
                }
            }
        }
        for (var at = 0; at < export.Kinds.Count; at++)
            export.Kinds[at] = export.Kinds[at] with { Proof = OfKind(export.Kinds[at]) };
        if (export.Secret.Count > 0)
            export.SecretProof = names.As("its name: never leaves the reader, and its cells were not looked at");
        if (export.Personal.Count > 0)
            export.PersonalProof = OfPersonal();
    }

    private Proof Told(DraftFeed feed)
    {
        if (feed.Entity == meaning.Main)
            return meaning.Told(export.Feeds.Select(each => each.Entity).ToHashSet());
        var count = feed.Fields.Select(field => field.Cell).Append(feed.Id ?? "").SelectMany(Columns).Distinct().Count();
        return names.As(FormattableString.Invariant($"{count:N0} {(count == 1 ? "column tells" : "columns tell")} of it beside the {meaning.Main!.Name}"));
    }

    private Proof OfId(DraftFeed feed)
    {
        if (feed.IdProof?.Figure is not null)
            return feed.IdProof;
        var text = feed.IdProof?.Text;
        var other = export.Feeds.Find(each => each != feed && each.Id == feed.Id && each.IdProof?.Figure is not null);
        return other is not null
            ? other.IdProof!.As(text ?? $"as {other.Entity.Name}.id")
            : names.As(text is null ? ByName : $"{text}; {ByName}");
    }

    /// <summary>Rows of one id that tell the same of it: an id that is another thing's is told otherwise on each row.</summary>
    private Proof OfRows(DraftFeed feed)
    {
        var (id, told) = (Columns(feed.Id!), feed.Fields.Where(field => field.Field is not "status").SelectMany(field => Columns(field.Cell)).Distinct().ToList());
        var (same, again) = meaning.Rows.Again(id, told);
        return Proof.Of(same, again, FormattableString.Invariant($"{same:N0} of {again:N0} rows whose id stands before say the same again"));
    }

    private Proof OfField(DraftFeed feed, DraftField drafted)
    {
        var columns = Columns(drafted.Cell);
        if (columns.Count == 0)
            return feed.Told!.As(drafted.Proof?.Text ?? $"no cell: as sure as the {feed.Entity.Name}");
        var field = feed.Entity.Find(drafted.Field)!;
        var proof = drafted.Proof?.Figure is not null ? drafted.Proof : OfCells(feed, field, drafted, columns[0]);
        var rivals = export.Unmapped.Count == 0 ? [] : meaning.Rivals(columns[0], feed.Entity, field.IsReference ? Headings.Id : field.Name)
            .Where(column => export.Unmapped.Contains(column.Name)).Select(column => column.Name).ToList();
        return rivals.Count == 0 || field.IsReference ? proof : proof with
        {
            Readings = proof.Readings + rivals.Count,
            Text = $"{proof.Text}; as well said by {string.Join(", ", rivals)}",
        };
    }

    private Proof OfCells(DraftFeed feed, EntityField field, DraftField drafted, ColumnProbe column)
    {
        if (drafted.Proof is null && Once(feed, drafted) is { } once)
            return once;
        var text = drafted.Proof?.Text;
        var cells = field.IsReference ? null : DraftCells.Proof(meaning, field, column);
        if (cells?.Figure is not null)
            return text is null ? cells : cells.As(text);
        if (field.Name == "email")
            return Proof.Of(column.Emails, column.Filled, FormattableString.Invariant($"{column.Emails:N0} of {column.Filled:N0} are e-mail addresses"));
        if (field.Kind == CellKind.Flag)
            return Proof.Of(column.Filled, column.Filled, FormattableString.Invariant($"{column.Filled:N0} of {column.Filled:N0} say yes or no"));
        var by = meaning.IsLearned(column, feed.Entity, field.IsReference ? Headings.Id : field.Name) ? "found by its values: its name does not say so" : ByName;
        return names.As(text is null ? by : $"{text}; {by}");
    }

    /// <summary>The same cell elsewhere in the export, where it was weighed.</summary>
    private Proof? Once(DraftFeed feed, DraftField drafted)
    {
        foreach (var other in export.Feeds)
        {
            if (other.Id == drafted.Cell && other.IdProof?.Figure is not null && (other != feed || drafted.Field is "name" or "email"))
                return other.IdProof.As($"as {other.Entity.Name}.id");
            if (other != feed && other.Fields.Find(each => each.Cell == drafted.Cell && each.Proof?.Figure is not null) is { } same)
                return same.Proof!.As($"as {other.Entity.Name}.{same.Field}");
        }
        return null;
    }

    private Proof? OfKind(DraftField kind)
    {
        if (kind.Proof?.Figure is not null || meaning.File.Open.FirstOrDefault(column => kind.Cell.StartsWith($"{{ {Yaml.Text(column.Name)}:", StringComparison.Ordinal)) is not { } column)
            return kind.Proof;
        return names.As(kind.Proof is { } proof ? $"{proof.Text}; {ByName}" : FormattableString.Invariant($"{column.Distinct:N0} words in {column.Filled:N0} rows; {ByName}"));
    }

    private Proof OfPersonal()
    {
        var told = export.Personal.Select(name => (Name: name, Proof: export.Feeds.SelectMany(feed => feed.Fields).Where(field => Columns(field.Cell).Exists(column => column.Name == name)).Select(field => field.Proof).FirstOrDefault(proof => proof?.Figure is not null) ?? names)).ToList();
        var least = told.MinBy(each => each.Proof.Figure);
        return least.Proof.As($"by the fields they feed; {least.Name} is the least sure of {told.Count}");
    }

    private string ByName => $"its name; {names.Text}";

    private List<ColumnProbe> Columns(string cell) => [.. DraftCells.Columns(cell, export.File.Columns.Concat(meaning.File.Columns).Distinct())];
}
