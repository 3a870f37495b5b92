using System.Text;

namespace Estrella.Sources.Discovery;

/// <summary>Writes a draft as the contract a person would write, its proof as a comment behind each line.</summary>
internal static class ContractText
{
    private const int CommentAt = 60;

    public static string Of(Draft draft, string? zone, string? currency)
    {
        var text = new StringBuilder();
        Line(text, $"# sources/{draft.Source}.yml: drafted by estrella discover; correct what is wrong and delete what is not needed");
        Line(text, "contract: 1");
        Line(text, $"source: {draft.Source}");
        Line(text, zone is null ? "# zone: America/Argentina/Buenos_Aires" : $"zone: {zone}", zone is null ? "no export names one: UTC holds until it is said" : null);
        Line(text, $"currency: {currency ?? "unknown"}", currency is null ? "no export names one; figures are shown without" : null);
        Line(text, "as_of: unknown", "the first export needs no date; later ones do");
        foreach (var question in draft.Questions)
            Line(text, $"# DECIDE {question.Where}: {question.Problem}; one of: {string.Join(" | ", question.Choices)}");
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
        Line(text, $"  {export.Name}:", FormattableString.Invariant($"{file.Name}: {file.Rows:N0} rows, {file.Columns.Count} columns"));
        Line(text, $"    files: {Yaml.Text(export.Files)}");
        Line(text, $"    read: {{ {string.Join(", ", Read(export))} }}", string.Join("; ", new[] { file.Proofs.GetValueOrDefault("encoding"), export.Written.NumberProof, export.Written.DateProof }.OfType<string>()));
        Line(text, $"    holds: {export.Holds}", export.HoldsProof);
        if (export.Secret.Count > 0)
            Line(text, $"    secret: [{string.Join(", ", export.Secret.Select(Yaml.Text))}]", "never leaves the reader");
        if (export.Personal.Count > 0)
            Line(text, $"    personal: [{string.Join(", ", export.Personal.Select(Yaml.Text))}]");
        foreach (var feed in export.Feeds)
        {
            Line(text, $"    {feed.Entity.Name}:");
            if (feed.RepeatsFirst)
                Line(text, "      repeats: first");
            if (feed.When is not null)
                Line(text, $"      when: {feed.When}");
            if (feed.Id is not null)
                Line(text, $"      id: {feed.Id}", feed.IdProof);
            foreach (var field in feed.Fields)
                Line(text, $"      {field.Field}: {field.Cell}", field.Proof);
        }
        if (export.Unmapped.Count > 0)
            Line(text, $"    # kept in extras: {string.Join(", ", export.Unmapped)}");
    }

    private static IEnumerable<string> Read(DraftExport export)
    {
        var read = export.File.Read;
        yield return $"encoding: {read.Encodings[0]}";
        yield return read.Delimiter == '\t' ? "delimiter: tab" : $"delimiter: \"{read.Delimiter}\"";
        yield return $"decimal: \"{export.Written.Decimal}\"";
        if (export.Written.Thousands is { } thousands)
            yield return $"thousands: \"{thousands}\"";
        if (export.Written.Dates is { } dates)
            yield return $"dates: {Yaml.Text(dates)}";
        if (read.SkipLines > 0)
            yield return $"skip_lines: {read.SkipLines}";
    }

    private static void Line(StringBuilder text, string line, string? comment = null) =>
        text.Append(string.IsNullOrEmpty(comment) ? line : $"{line.PadRight(CommentAt)}  # {comment.ReplaceLineEndings(" ")}").Append('\n');
}
