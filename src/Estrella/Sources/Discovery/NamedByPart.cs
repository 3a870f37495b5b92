namespace Estrella.Sources.Discovery;

/// <summary>
/// Columns that name the rows of another file by a part of their cells: the code of <c>[AB-12] Name</c>. The values prove it:
/// the parts stand among that file's ids, and the whole cells in no file.
/// </summary>
internal static class NamedByPart
{
    private const int FewestParts = 5;
    private const int MostValues = 200_000;

    // Below, small numbers stand everywhere: they name a row only where both columns are called so.
    private const int SmallNumber = 9_999;

    /// <summary>From now on such a column holds its parts, wherever it is held against ids.</summary>
    public static void Find(FileMeaning file, IReadOnlyList<FileMeaning> files)
    {
        foreach (var column in file.File.Open.Where(each => each is { IsNumber: false, IsDate: false, Emails: 0, Distinct: >= FewestParts }))
        {
            var cuts = CellCut.All.Where(cut => Fits(column, cut)).ToList();
            if (cuts.Count == 0 || Ids(file, files).Any(id => id.Key.Shared(column) * 2 >= column.Distinct))
                continue;
            List<string> values = [.. file.Rows.All([column]).Select(cells => cells[0]).Where(each => each.Length > 0)];
            var whole = values.Distinct().Take(MostValues).ToList();
            var named = cuts.Select(cut => (Cut: cut, Ids: Named(file, files, column, [.. whole.Select(cut.Of).Distinct()]))).Where(each => each.Ids.Count > 0).ToList();
            // The code rather than the name, where the list has both.
            if (named.Count > 0)
                column.ReadAs(named.MinBy(each => each.Ids.Exists(id => !id.File.Meanings(id.Key).Any(said => said.Field is "name" or "first_name")) ? 0 : 1).Cut, values);
        }
    }

    private static bool Fits(ColumnProbe column, CellCut cut)
    {
        var said = column.Sample.OfType<string>().ToList();
        return said.Count(cut.Fits) * 10L >= said.Count * 9L;
    }

    /// <summary>The columns in which nine of ten parts stand.</summary>
    private static List<(FileMeaning File, ColumnProbe Key)> Named(FileMeaning file, IReadOnlyList<FileMeaning> files, ColumnProbe column, IReadOnlyList<string> parts) => parts.Count < FewestParts ? []
        : [.. Ids(file, files).Where(id => id.Key.Holds(parts) * 10L >= parts.Count * 9L && (!parts.Any(IsSmall) || AreCalledSo(file, column, id.File, id.Key)))];

    private static bool IsSmall(string part) => int.TryParse(part, out var number) && number <= SmallNumber;

    private static bool AreCalledSo(FileMeaning file, ColumnProbe column, FileMeaning other, ColumnProbe key) => other.Main is { } entity
        && file.Meanings(column).Any(each => each.Entity == entity) && other.Meanings(key).Any(each => each.Entity == entity && each.Field == Headings.Id);

    private static IEnumerable<(FileMeaning File, ColumnProbe Key)> Ids(FileMeaning file, IReadOnlyList<FileMeaning> files) =>
        from other in files
        where other != file
        from key in other.File.Open
        where key.IsUnique && !key.IsDate
        select (other, key);
}
