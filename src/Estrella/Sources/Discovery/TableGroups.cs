namespace Estrella.Sources.Discovery;

/// <summary>Puts tables together that are one: files of a day or month each, parts with numbers, and the same table in several shapes.</summary>
internal static class TableGroups
{
    public static IReadOnlyList<IReadOnlyList<TableGlance>> Of(IEnumerable<TableGlance> glances)
    {
        var groups = new List<List<TableGlance>>();
        foreach (var glance in glances)
        {
            var group = groups.Find(each => IsSame(each[0], glance));
            if (group is null)
                groups.Add([glance]);
            else
                group.Add(glance);
        }
        // Files of one name in several folders, without a date in it, are those of several shops.
        return [.. groups.SelectMany(group => group.Select(each => Folder(each)).Distinct().Count() > 1 && !NameSeries.Of([.. group.Select(each => each.Table.File)]).IsDated
            ? group.GroupBy(Folder).Select(each => (IReadOnlyList<TableGlance>)[.. each])
            : [group])];
    }

    private static string Folder(TableGlance glance) => glance.Table.File[..(glance.Table.File.LastIndexOf('/') + 1)];

    /// <summary>Names of file and sheet that differ only in what numbers and months say, written alike, and six of ten columns in common.</summary>
    private static bool IsSame(TableGlance one, TableGlance other)
    {
        if (NameSeries.Stem(one.Table.File) != NameSeries.Stem(other.Table.File) || one.Read.Delimiter != other.Read.Delimiter
            || (one.Table.IsWorkbook && NameSeries.Stem(one.Table.Part!) != NameSeries.Stem(other.Table.Part!)))
            return false;
        var names = one.Header.Names.Select(ColumnName.Fold).ToHashSet();
        var others = other.Header.Names.Select(ColumnName.Fold).ToHashSet();
        var common = names.Count(others.Contains);
        return common * 10 >= Math.Max(names.Count, others.Count) * 6;
    }
}
