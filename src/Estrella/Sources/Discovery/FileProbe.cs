using Estrella.Foundation;

namespace Estrella.Sources.Discovery;

/// <summary>A table nobody has described yet, or several that are one, looked at to their end.</summary>
/// <param name="Table">The table, or the one of several that has most columns.</param>
/// <param name="Read">How it is written.</param>
/// <param name="Proofs">Why, by the word of the contract that says it.</param>
internal sealed record ProbedFile(TableFile Table, ReadOptions Read, IReadOnlyList<ColumnProbe> Columns, long Rows, IReadOnlyDictionary<string, Proof> Proofs)
{
    /// <summary>Where the names of the columns stand.</summary>
    public required FileHeader Header { get; init; }

    public string FullPath => Table.FullPath;

    /// <summary>Path below the folder, with slashes; that of a member or sheet behind a colon.</summary>
    public string Name => Table.Name;

    /// <summary>What the names of file and sheet say.</summary>
    public string Title { get; init; } = Table.Title;

    /// <summary>All tables it was read from, in the order of their names.</summary>
    public IReadOnlyList<TableFile> Tables { get; init; } = [Table];

    /// <summary>How each of them is written.</summary>
    public required IReadOnlyList<TableGlance> Glances { get; init; }

    /// <summary>The glob that finds them, with the date in their names.</summary>
    public NameSeries Files { get; init; } = NameSeries.Of([Table.File]);

    /// <summary>Columns some of the tables lack, and how many do.</summary>
    public IReadOnlyDictionary<ColumnProbe, int> Absent { get; init; } = new Dictionary<ColumnProbe, int>();

    /// <summary>Columns whose values are shown nowhere: neither meaning nor proof is taken from them.</summary>
    public IReadOnlyList<ColumnProbe> Secret { get; } = SecretColumns.Of(Columns);

    /// <summary>A column that is said once for several rows, and the one its cells are carried down from; null: there is none.</summary>
    public (ColumnProbe Column, ColumnProbe From)? Carried { get; init; }

    public IEnumerable<ColumnProbe> Open => Columns.Except(Secret);
}

/// <summary>Finds out what the columns of tables hold.</summary>
internal static class FileProbe
{
    /// <exception cref="EstrellaException">Exit 4: the file is no table.</exception>
    public static ProbedFile Look(TableFile table) => Look([TableGlance.Of(table)], new DistinctRoom(DistinctRoom.OfFolder));

    /// <summary>Reads tables that are one to their end; a column is the same in all by its name.</summary>
    /// <param name="glances">Ordered by name.</param>
    /// <param name="room">Shared by all columns of the folder.</param>
    public static ProbedFile Look(IReadOnlyList<TableGlance> glances, DistinctRoom room)
    {
        var widest = glances.MaxBy(glance => glance.Header.Names.Count)!;
        // The one with most columns says their order.
        var columns = new List<ColumnProbe>();
        var places = new Dictionary<string, ColumnProbe>();
        var held = new Dictionary<ColumnProbe, int>();
        long rows = 0;
        foreach (var name in glances.Prepend(widest).SelectMany(glance => glance.Header.Names))
        {
            if (!places.ContainsKey(Key(name)))
                columns.Add(places[Key(name)] = new ColumnProbe(name, columns.Count) { Room = room });
        }
        foreach (var glance in glances)
        {
            ColumnProbe[] own = [.. glance.Header.Names.Select(name => places[Key(name)])];
            foreach (var column in own)
                held[column] = held.GetValueOrDefault(column) + 1;
            rows += Visit(glance.Table, glance.Read, glance.Header, row =>
            {
                for (var at = 0; at < own.Length; at++)
                    own[at].See(row.Text(at), row.Line, row.TypeOf(at));
            });
        }
        foreach (var column in columns)
            column.Conclude();
        var encodings = glances.SelectMany(glance => glance.Read.Encodings).Distinct().OrderBy(each => each == "utf-8" ? 0 : 1).ToList();
        var files = NameSeries.Of([.. glances.Select(glance => glance.Table.File)]);
        return new ProbedFile(widest.Table, widest.Read with { Encodings = encodings }, columns, rows, widest.Proofs)
        {
            Header = widest.Header,
            Glances = glances,
            Tables = [.. glances.Select(glance => glance.Table)],
            Files = files,
            Title = files.IsSeries ? NameSeries.Stem(widest.Table.Title) : widest.Table.Title,
            Absent = columns.Where(column => held[column] < glances.Count).ToDictionary(column => column, column => glances.Count - held[column]),
        };
    }

    /// <summary>Columns of one key are one column in tables that are one.</summary>
    public static string Key(string name) => ColumnName.Fold(name) is { Length: > 0 } folded ? folded : name;

    /// <summary>Reads the rows below a header that have its cells.</summary>
    /// <returns>How many rows there are, those with other cells included.</returns>
    public static long Visit(TableFile table, ReadOptions read, FileHeader header, Action<RowCells> see)
    {
        long rows = 0;
        foreach (var (isGood, row) in Rows(table, read, header))
        {
            rows++;
            if (isGood)
                see(row);
        }
        return rows;
    }

    /// <summary>The rows below a header, layout left out; one object, filled anew for each row that has the header's cells.</summary>
    public static IEnumerable<(bool IsGood, RowCells Row)> Rows(TableFile table, ReadOptions read, FileHeader header)
    {
        using var records = Behind(table, read, header);
        (records.Expected, records.Least) = (header.Names.Count, header.Named);
        var row = new RowCells(records, header, read);
        ClosingRows? closing = null;
        while (records.Read())
        {
            if (records.State == RecordState.Blank || header.IsSaidBy(records)
                || (ClosingRows.MayBe(records, header) && (closing ??= Closing(table, read, header)).Holds(records.Line)))
                continue;
            var isGood = records.State == RecordState.Good;
            if (isGood)
                row.Begin();
            yield return (isGood, row);
        }
    }

    private static ClosingRows Closing(TableFile table, ReadOptions read, FileHeader header)
    {
        using var records = Behind(table, read, header);
        return ClosingRows.Find(records, header);
    }

    /// <summary>The records behind the header.</summary>
    private static Records Behind(TableFile table, ReadOptions read, FileHeader header)
    {
        var records = ExportFile.Open(table, read);
        while (records.Line < header.Line && records.Read())
        {
        }
        return records;
    }
}
