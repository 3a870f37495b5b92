using System.Globalization;
using Estrella.Foundation;

namespace Estrella.Sources.Discovery;

/// <summary>What a folder of exports holds, told so that somebody who is no engineer can read it: a page a file.</summary>
/// <param name="Between">What files say of each other: references, contradictions.</param>
public sealed record Profile(IReadOnlyList<FileProfile> Files, IReadOnlyList<Finding> Between)
{
    /// <exception cref="EstrellaException">A file cannot be read.</exception>
    public static async Task<Profile> OfAsync(string directory, Discovered found, CancellationToken cancellation)
    {
        var files = new List<FileProfile>();
        // While something is open nobody can say what the rows mean.
        var contract = found.Questions.Count == 0 ? Contract.Parse(found.Contract, "drafted") : null;
        foreach (var file in found.Probed)
        {
            cancellation.ThrowIfCancellationRequested();
            files.Add(FileProfile.Of(file, found.Files.FirstOrDefault(each => each.Name == file.Name), PersonalOf(file, contract), found.Warnings));
        }
        var between = new List<Finding>();
        if (contract is null)
            between.Add(new Finding("not-compared", null, null));
        else
            between.AddRange((await RecordFacts.OfAsync(Recogniser.Recognise(directory, [contract]), cancellation)).Findings());
        return new Profile(files, between);
    }

    /// <summary>The columns that are personal: those the draft says, and those that hold e-mail addresses.</summary>
    private static HashSet<string> PersonalOf(ProbedFile file, Contract? contract)
    {
        var personal = file.Open.Where(column => column.Emails * 2 > column.Filled).Select(column => column.Name).ToHashSet();
        foreach (var export in contract?.Exports.Where(export => new FileNamePattern(export.Files).Fits(file.Name, out _)) ?? [])
            personal.UnionWith(file.Columns.Where(column => export.PersonalColumns.Any(pattern => ColumnName.Fits(column.Name, pattern))).Select(column => column.Name));
        return personal;
    }
}

/// <summary>One thing worth knowing.</summary>
/// <param name="Kind">Which sentence it is, see <see cref="ProfileWords"/>.</param>
/// <param name="File">The file it is about; null: all of them.</param>
/// <param name="Column">The column it is about; null: the whole file.</param>
/// <param name="Values">What the sentence is filled with.</param>
public sealed record Finding(string Kind, string? File, string? Column, params object?[] Values)
{
    /// <param name="language"><c>es</c> or <c>en</c>.</param>
    public string Text(string language) => string.Format(ProfileWords.Culture(language), ProfileWords.Sentence(Kind, language), Values);
}

/// <summary>What one column holds.</summary>
/// <param name="Kind">A word of <see cref="ProfileWords"/>.</param>
/// <param name="Distinct">Different values; null: not told.</param>
/// <param name="Least">The smallest number, the first day; null: none, or not to be shown.</param>
public sealed record ColumnProfile(string Name, string Kind, long? Filled, long? Missing, long? Distinct, string? Least, string? Most, IReadOnlyList<Finding> Findings);

/// <summary>What one file holds.</summary>
/// <param name="Entities">What its rows are taken for; empty: not understood.</param>
public sealed record FileProfile(string Name, string Entities, long Rows, IReadOnlyList<ColumnProfile> Columns, IReadOnlyList<Finding> Findings)
{
    internal static FileProfile Of(ProbedFile file, DiscoveredFile? found, HashSet<string> personal, IReadOnlyList<string> warnings)
    {
        var rows = ProfiledRows.Read(file);
        var columns = file.Columns.Select(column => Of(file, column, rows, personal, found?.Explained.FirstOrDefault(left => left.Name == column.Name))).ToList();
        var findings = new List<Finding>();
        if (file.Secret.Count > 0)
            findings.Add(new Finding("secret", file.Name, null, string.Join(", ", file.Secret.Select(column => column.Name))));
        if (personal.Count > 0)
            findings.Add(new Finding("personal", file.Name, null, string.Join(", ", file.Columns.Where(column => personal.Contains(column.Name)).Select(column => column.Name))));
        findings.Add(rows.Repeated == 0 ? new Finding("no-duplicates", file.Name, null) : new Finding("duplicates", file.Name, null, rows.Repeated, string.Join(", ", rows.RepeatedLines)));
        if (found is { NotUnderstood.Count: > 0 })
            findings.Add(new Finding("unmapped", file.Name, null, string.Join(", ", found.NotUnderstood)));
        findings.AddRange(warnings.Where(warning => warning.StartsWith(file.Name + ":", StringComparison.Ordinal)).Select(warning => new Finding("spoilt", file.Name, null, warning)));
        return new FileProfile(file.Name, found?.Entities ?? "", file.Rows, columns, findings);
    }

    private static ColumnProfile Of(ProbedFile file, ColumnProbe column, ProfiledRows rows, HashSet<string> personal, LeftColumn? left)
    {
        if (file.Secret.Contains(column))
            return new ColumnProfile(column.Name, "secret", null, null, null, null, null, []);
        var isPersonal = personal.Contains(column.Name);
        var findings = new List<Finding>();
        var kind = KindOf(column);
        if (column.Filled == 0)
            return new ColumnProfile(column.Name, "empty", 0, column.Blank, 0, null, null, []);
        if (column is { Distinct: 1, IsWhole: true } && column.Filled > 1)
            findings.Add(isPersonal ? new Finding("constant-hidden", file.Name, column.Name) : new Finding("constant", file.Name, column.Name, column.First));
        else if (rows.CopyOf(column) is { } original)
            findings.Add(new Finding("copy", file.Name, column.Name, original.Name));
        else if (left is { Is: LeftIs.SaidElsewhere or LeftIs.Sum or LeftIs.BelongsTo or LeftIs.Copy })
            findings.Add(new Finding(left.Is switch { LeftIs.SaidElsewhere => "said-elsewhere", LeftIs.Sum => "sum", LeftIs.Copy => "copy", _ => "belongs-to" }, file.Name, column.Name, left.Of, left.File));
        if (column.IsUnique && column.Filled > 1)
            findings.Add(new Finding("unique", file.Name, column.Name));
        if (!isPersonal && column.Words is { Count: > 1 and <= 12 } words && kind is "words" or "flag")
            findings.Add(new Finding("words", file.Name, column.Name, string.Join("; ", words.OrderByDescending(each => each.Value).ThenBy(each => each.Key, StringComparer.Ordinal).Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Key} {each.Value}")))));
        if (!isPersonal && rows.OutliersOf(column) is { } outliers)
            findings.Add(new Finding("outliers", file.Name, column.Name, outliers.Count, outliers.Low, outliers.High, string.Join(", ", outliers.Lines)));
        var (least, most) = isPersonal ? (null, null) : RangeOf(column, kind);
        return new ColumnProfile(column.Name, kind, column.Filled, column.Blank, column.IsWhole ? column.Distinct : null, least, most, findings);
    }

    private static string KindOf(ColumnProbe column) =>
        column.Filled == 0 ? "empty"
        : column.Emails * 2 > column.Filled ? "email"
        : column.IsDate ? "date"
        : column.Says.IsIdentifier || column.IsCode ? "code"
        : column.IsPercent ? "percent"
        : column.IsWholeNumber ? "whole"
        : column.IsNumber ? "number"
        : column.Words is { Count: <= 3 } few && few.Keys.All(text => FlagWords.Read(text) is not null) ? "flag"
        : column.Words is { } words && words.Count * 2 <= column.Filled ? "words"
        : "text";

    private static (string?, string?) RangeOf(ColumnProbe column, string kind) => kind switch
    {
        "date" when column.Dates.Range is { } range && column.CountedDates is null => (Day(range.First), Day(range.Last)),
        "whole" or "number" or "percent" or "code" when column.IsNumber => (Number(column.Least), Number(column.Most)),
        _ => (null, null),
    };

    private static string Day(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
