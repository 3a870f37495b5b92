namespace Estrella.Sources.Discovery;

/// <summary>
/// Another file of the same export decides how numbers are written that no row of their own file does: who ends the whole
/// part with a comma does not part thousands with one. That one system wrote both is proven by what they name: a column that is
/// called alike and holds the same records, in files of one delimiter and one encoding.
/// </summary>
internal static class SameWriter
{
    private const int FewestDecided = 2;
    private const int FewestShared = 5;

    /// <summary>Decides columns of files that have no number of their own that is decided.</summary>
    public static void Weigh(IReadOnlyList<ProbedFile> files)
    {
        var known = files.Select(file => (File: file, Decided: Decided(file))).Where(each => each.Decided.Count >= FewestDecided).ToList();
        foreach (var file in files.Where(each => !each.Table.IsWorkbook && Decided(each).Count == 0))
        {
            var open = file.Open.Where(column => column.IsNumber && !column.Says.IsIdentifier && column.Numbers.IsOpen && column.Numbers.Contradiction is null).ToList();
            var alike = known.Where(each => IsOfOne(file, each.File)).ToList();
            if (open.Count == 0 || alike.Count == 0 || alike.SelectMany(each => each.Decided).Select(column => column.Numbers.Decimal).Distinct().Count() > 1)
                continue;
            var (other, decided) = alike.MaxBy(each => each.Decided.Count);
            var told = Proof.Of(decided.Count, decided.Count, FormattableString.Invariant($"as all {decided.Count:N0} amounts of {other.Name}, which names the same records in {Common(file, other)!.Name}"));
            open.ForEach(column => column.Numbers.Decide(decided[0].Numbers.Decimal!.Value, told));
        }
    }

    private static List<ColumnProbe> Decided(ProbedFile file) => [.. file.Open.Where(column => column.IsNumber && !column.Says.IsIdentifier && column.Numbers.Decimal is not null)];

    private static bool IsOfOne(ProbedFile file, ProbedFile other) => !other.Table.IsWorkbook && file.Read.Delimiter == other.Read.Delimiter
        && file.Read.Encodings.SequenceEqual(other.Read.Encodings) && Common(file, other) is not null;

    /// <summary>The column by which both name the same records; null: there is none.</summary>
    private static ColumnProbe? Common(ProbedFile file, ProbedFile other) => file.Open.FirstOrDefault(column => !column.IsNumber && !column.IsDate && column.Distinct >= FewestShared
        && other.Open.FirstOrDefault(each => ColumnName.Fold(each.Name) == ColumnName.Fold(column.Name)) is { } named && !named.IsNumber && Math.Max(named.Shared(column), column.Shared(named)) * 10L >= Math.Min(column.Distinct, named.Distinct) * 9L);
}
