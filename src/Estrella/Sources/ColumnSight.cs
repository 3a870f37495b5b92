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
        var carried = Export.Carried.ToList().FindIndex(each => each.Name == name);
        return carried >= 0 ? RowCells.FirstCarried(Header) + carried : Math.Max(-1, ColumnName.Find(Header.Names, name));
    }

    /// <summary>The currency the heading of a column ends in, in brackets or behind a blank; null: none, or several.</summary>
    public string? CurrencyOf(string name)
    {
        var column = Find(name);
        if (column < 0 || column >= Header.Written.Count)
        {
            return null;
        }
        var heading = Header.Written[column].TrimEnd(' ', ')', ']');
        var word = heading[(heading.LastIndexOfAny([' ', '(', '[']) + 1)..];
        return word.Length == 0 ? null : Money.CodeOf([word]);
    }

    /// <summary>
    /// The name by which the ledger keeps a column: the contract's, with the currency its heading names where a row that is
    /// corrected must find it again.
    /// </summary>
    public string KeptName(int column)
    {
        var name = Header.Names[column];
        return Export.Aliases.FirstOrDefault(alias => alias.Name == name) is { } alias && CurrencyOf(name) is { } code
            && $"{name} ({code})" is var told && alias.Patterns.Any(pattern => ColumnName.Fits(told, pattern))
            ? told
            : name;
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
