using System.Text;

namespace Estrella.Sources.Discovery;

/// <summary>Writes a draft as the contract a person would write, its proof as a comment behind each line.</summary>
internal static class ContractText
{
    private const int CommentAt = 60;

    /// <summary>What a screen beside the line still shows.</summary>
    private const int MostComment = 150;

    /// <param name="zone">What the settings say; null: nothing.</param>
    public static string Of(Draft draft, string? zone, string? currency, Proof? currencyProof)
    {
        var text = new StringBuilder();
        Line(text, $"# sources/{draft.Source}.yml: drafted by estrella discover; correct what is wrong and delete what is not needed");
        Line(text, "contract: 1");
        Line(text, $"source: {draft.Source}");
        if (zone is not null)
            Line(text, $"zone: {zone}", Proof.Said("the settings say so"));
        else if (draft.Zone is { } written)
            Line(text, $"zone: {written.Name}", written.Proof);
        else
            Line(text, "# zone: America/Argentina/Buenos_Aires", "no export names one: UTC holds until it is said");
        Line(text, $"currency: {currency ?? "unknown"}", currency is null ? "no export names one; figures are shown without" : currencyProof);
        if (draft.Tax is { } tax)
            Line(text, $"prices_include_tax: {(tax.IsIn ? "true" : "false")}", tax.Proof);
        else
            Line(text, "# prices_include_tax: true", "nothing tells whether tax is in the prices: they are taken as they are until it is said");
        if (draft.Identity is { } identity)
        {
            if (identity.Line is not null)
                Line(text, identity.Line, identity.Proof);
            if (identity.Doubt is not null)
                Line(text, $"# {identity.Doubt}", identity.DoubtProof);
        }
        Line(text, "as_of: unknown", "the first export needs no date; later ones do");
        foreach (var question in draft.Questions)
            Line(text, $"# DECIDE {question.Line}");
        Line(text, "");
        Line(text, "exports:");
        foreach (var export in draft.Exports)
            Write(text, export);
        return text.ToString();
    }

    private static void Write(StringBuilder text, DraftExport export)
    {
        var file = export.File;
        Line(text, "");
        Line(text, $"  {export.Name}:", FormattableString.Invariant($"{file.Name}{(file.Tables.Count > 1 ? $" and {file.Tables.Count - 1:N0} more" : "")}: {file.Rows:N0} rows, {file.Columns.Count} columns"));
        Line(text, $"    files: {Yaml.Text(export.Files)}");
        Line(text, $"    read: {{ {string.Join(", ", Read(export))} }}", Proof.Least([file.Proofs.GetValueOrDefault("encoding"), file.Proofs.GetValueOrDefault("header"), export.Written.NumberProof, export.Written.DateProof, file.Proofs.GetValueOrDefault("cells")]));
        foreach (var warning in LocaleJudge.Warnings(file))
            Line(text, $"    # SPOILT {warning}");
        Line(text, $"    holds: {export.Holds}", export.HoldsProof);
        if (file.Absent.Count > 0)
        {
            var (column, count) = file.Absent.MaxBy(each => each.Value);
            Line(text, $"    optional: [{string.Join(", ", file.Absent.Keys.Select(each => Yaml.Text(each.Name)))}]", FormattableString.Invariant($"{column.Name} is absent from {count:N0} of {file.Tables.Count:N0} files"));
        }
        if (export.Secret.Count > 0)
            Line(text, $"    secret: [{string.Join(", ", export.Secret.Select(Yaml.Text))}]", export.SecretProof);
        if (export.Personal.Count > 0)
            Line(text, $"    personal: [{string.Join(", ", export.Personal.Select(Yaml.Text))}]", export.PersonalProof);
        var notes = file.Glances.Select(glance => glance.Notes).OfType<HeaderNotes>().DistinctBy(each => (each.Column, each.Text)).ToList();
        if (notes.Count > 0)
            Line(text, $"    skip: [{string.Join(", ", notes.Select(each => $"{{ {Yaml.Text(each.Column)}: {Yaml.Text(each.Text)} }}"))}]", notes[0].Proof);
        if (export.Wide is { } wide)
            Line(text, $"    unpivot: {{ columns: [{string.Join(", ", wide.Columns.Select(Yaml.Text))}], name: {WideMonths.Month}, value: {WideMonths.Value} }}", Proof.Of(wide.Columns.Count, wide.Columns.Count, FormattableString.Invariant($"{wide.Columns.Count:N0} headings are months: each cell is a row")));
        if (export.Blocks is { } blocks)
            Line(text, $"    carry: {{ {blocks.Name}: {{ column: {Yaml.Text(blocks.Key.Name)}, from: {{ {Yaml.Text(blocks.Key.Name)}: filled }} }} }}", blocks.Proof);
        if (export.Kinds.Count > 0)
            Line(text, "    kinds:");
        foreach (var kind in export.Kinds)
            Line(text, $"      {kind.Field}: {kind.Cell}", kind.Proof);
        if (export.SetAside is { } aside)
            Line(text, $"    {aside.Field}: {aside.Cell}", aside.Proof);
        foreach (var feeds in export.Feeds.GroupBy(feed => feed.Entity))
        {
            Line(text, $"    {feeds.Key.Name}:", feeds.First().Told);
            foreach (var feed in feeds)
                Write(text, feed, feeds.Count() > 1);
        }
        foreach (var note in export.Notes)
            Line(text, $"    # {note}");
        // Many columns may be left for one reason.
        foreach (var alike in export.Explained.GroupBy(left => left.Says))
            Line(text, $"    # left in extras: {Names(alike.Select(left => left.Name))}", alike.First().Proof);
        var unknown = export.Unmapped.Except(export.Explained.Select(left => left.Name)).ToList();
        if (unknown.Count > 0)
            Line(text, $"    # left in extras, not understood: {Names(unknown)}");
    }

    private static string Names(IEnumerable<string> columns) => string.Join(", ", columns).ReplaceLineEndings(" ");

    /// <param name="isItem">One of several of its entity: an item of a list.</param>
    private static void Write(StringBuilder text, DraftFeed feed, bool isItem)
    {
        var start = isItem ? "      - " : "      ";
        void Say(string line, Proof? proof)
        {
            Line(text, start + line, proof);
            start = isItem ? "        " : "      ";
        }
        if (feed.Repeats is not null)
            Say($"repeats: {feed.Repeats}", feed.RepeatsProof);
        if (feed.ChangedAt is not null)
            Say($"changed_at: {feed.ChangedAt}", feed.ChangedAtProof);
        if (feed.When.Count > 0)
            Say(feed.When.Count == 1 ? $"when: {feed.When[0]}" : $"when: [{string.Join(", ", feed.When)}]", null);
        if (feed.Id is not null)
            Say($"id: {feed.Id}", feed.IdProof);
        foreach (var field in feed.Fields)
            Say($"{field.Field}: {field.Cell}", field.Proof);
    }

    private static IEnumerable<string> Read(DraftExport export)
    {
        var read = export.File.Read;
        yield return read.Encodings.Count == 1 ? $"encoding: {read.Encodings[0]}" : $"encoding: [{string.Join(", ", read.Encodings)}]";
        yield return read.Delimiter == '\t' ? "delimiter: tab" : $"delimiter: \"{read.Delimiter}\"";
        yield return $"decimal: \"{export.Written.Decimal}\"";
        if (export.Written.Thousands is { } thousands)
            yield return thousands == ' ' ? "thousands: space" : $"thousands: \"{thousands}\"";
        if (export.Written.Dates is [_, ..] dates)
            yield return dates.Count == 1 ? $"dates: {Yaml.Text(dates[0])}" : $"dates: [{string.Join(", ", dates.Select(Yaml.Text))}]";
        if (export.Written.Empty is [_, ..] empty)
            yield return $"empty: [{string.Join(", ", empty.Select(Yaml.Text))}]";
        if (export.File.Table is { IsWorkbook: true, Part: { } sheet } && export.File.Tables.All(table => table.Part == sheet))
            yield return $"sheet: {Yaml.Text(sheet)}";
    }

    private static void Line(StringBuilder text, string line, Proof? comment = null)
    {
        var told = comment?.ToString().ReplaceLineEndings(" ") ?? "";
        if (told.Length > MostComment)
            told = told[..(MostComment - 1)] + "…";
        text.Append(told.Length == 0 ? line : $"{line.PadRight(CommentAt)}  # {told}").Append('\n');
    }
}
