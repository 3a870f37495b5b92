namespace Estrella.Sources;

/// <summary>What the rules of an export need to know of one file: where its columns are and how its cells are written.</summary>
internal sealed class ColumnSight(ExportContract export, FileHeader header, ValueFormats formats, DateTime? asOf, string fileName)
{
    private readonly Dictionary<string, TestPlan> kinds = [];

    public ExportContract Export { get; } = export;

    public FileHeader Header { get; } = header;

    public ValueFormats Formats { get; } = formats;

    /// <summary>The date of the file, UTC, or null.</summary>
    public DateTime? AsOf { get; } = asOf;

    public string FileName { get; } = fileName;

    /// <summary>The position of a column; behind the header the two virtual ones; -1: an optional column that is absent.</summary>
    public int Find(string name)
    {
        if (Export.Unpivot is { } unpivot)
        {
            if (name == unpivot.Name)
            {
                return Header.Names.Count;
            }
            if (name == unpivot.Value)
            {
                return Header.Names.Count + 1;
            }
        }
        return Math.Max(-1, ColumnName.Find(Header.Names, name));
    }

    public TestPlan Kind(string name, Func<TestPlan> make)
    {
        if (!kinds.TryGetValue(name, out var plan))
        {
            kinds[name] = plan = make();
        }
        return plan;
    }
}
