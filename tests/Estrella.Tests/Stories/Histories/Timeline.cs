namespace Estrella.Tests.Stories.Histories;

/// <summary>Something said of an id: by a row, or by the absence of one.</summary>
/// <param name="SaidAt">From when it holds; <see cref="DateTime.MinValue"/>: from the beginning.</param>
/// <param name="AsOf">Of the file; <see cref="DateTime.MinValue"/>: undated.</param>
/// <param name="Cells">What holds from then on; an absence leaves them as they were.</param>
internal sealed record Statement(string Id, DateTime SaidAt, DateTime AsOf, string File, int Line, IReadOnlyDictionary<string, string?> Cells, bool IsGone);

/// <summary>A state and the time for which it holds.</summary>
internal sealed record Version<T>(DateTime From, DateTime To, T Value);

/// <summary>
/// What one export says of its ids, in order. The order is that of time (change column, else the export's day), then the
/// export's day, then its name; when and how the files arrived plays no part.
/// </summary>
internal static class Timeline
{
    public static Dictionary<string, List<Statement>> Of(History history, string entity)
    {
        var export = history.Export(entity);
        var files = history.Of(entity).OrderBy(file => file.AsOf ?? DateTime.MinValue).ThenBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => (File: file, Rows: Accepted(file))).ToList();
        var said = new List<Statement>();
        // Files of one day are parts of one export.
        foreach (var parts in files.GroupBy(each => each.File.AsOf ?? DateTime.MinValue))
        {
            if (export.Holds != Holding.Changes)
                said.AddRange(Absent(export, parts.Key, [.. parts], said));
            said.AddRange(parts.SelectMany(part => part.Rows));
        }
        return said.GroupBy(each => each.Id).ToDictionary(group => group.Key, group => InOrder(group).ToList());
    }

    /// <summary>Versions of a part of the state: what was said first holds from the beginning, and what says the same is one version.</summary>
    public static List<Version<T>> Versions<T>(IReadOnlyList<Statement> said, Func<Statement, T> part)
    {
        // Of several at one moment the last holds.
        var moments = said.GroupBy(each => each.SaidAt).Select(group => (At: group.Key, Value: part(group.Last()))).ToList();
        var changes = moments.Where((moment, at) => at == 0 || !Equals(moment.Value, moments[at - 1].Value)).ToList();
        return [.. changes.Select((change, at) => new Version<T>(
            at == 0 ? DateTime.MinValue : change.At, at + 1 < changes.Count ? changes[at + 1].At : DateTime.MaxValue, change.Value))];
    }

    public static IEnumerable<Statement> InOrder(IEnumerable<Statement> said) =>
        said.OrderBy(each => each.SaidAt).ThenBy(each => each.AsOf).ThenBy(each => each.File, StringComparer.Ordinal).ThenBy(each => each.Line);

    /// <summary>The rows that are understood. Two that say different things of one id and moment keep each other out.</summary>
    private static List<Statement> Accepted(ShopFile file)
    {
        var rows = file.Rows.Select((row, at) => (Row: row, At: at)).Where(each => !each.Row.IsUnreadable).Select(each => new Statement(
            each.Row.Id, each.Row.ChangedAt ?? file.AsOf ?? DateTime.MinValue, file.AsOf ?? DateTime.MinValue, file.Name, each.At, each.Row.Cells, each.Row.IsGone));
        return [.. rows.GroupBy(row => (row.Id, row.SaidAt)).Where(same => same.Select(Content).Distinct().Count() == 1).SelectMany(same => same)];
    }

    private static string Content(Statement said) => string.Join('|', said.Cells.OrderBy(cell => cell.Key).Select(cell => $"{cell.Key}={cell.Value}").Append($"{said.IsGone}"));

    private static IEnumerable<Statement> Absent(ExportPlan export, DateTime asOf, (ShopFile File, List<Statement> Rows)[] parts, List<Statement> before)
    {
        // Rows kept out may be the ones that are missing.
        if (parts.Any(part => part.Rows.Count < part.File.Rows.Count))
            yield break;
        var present = parts.SelectMany(part => part.Rows).Select(row => row.Id).ToHashSet();
        foreach (var known in before.GroupBy(each => each.Id).Where(group => !present.Contains(group.Key)))
        {
            var last = InOrder(known).Last();
            if (!last.IsGone && parts.Any(part => export.Holds == Holding.All || Covers(part.Rows, ShopFields.Day[export.Entity], last)))
                yield return last with { SaidAt = asOf > last.SaidAt ? asOf : last.SaidAt, AsOf = asOf, File = parts[^1].File.Name, Line = int.MaxValue, IsGone = true };
        }
    }

    /// <summary>The record's day lies among the days of the file.</summary>
    private static bool Covers(List<Statement> rows, string field, Statement record)
    {
        var days = rows.Select(row => row.Cells[field]![..10]).Order(StringComparer.Ordinal).ToList();
        var day = record.Cells[field]![..10];
        return days.Count > 0 && string.CompareOrdinal(days[0], day) <= 0 && string.CompareOrdinal(day, days[^1]) <= 0;
    }
}
