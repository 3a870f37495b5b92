using System.Text;

namespace Estrella.Sources;

/// <summary>The columns of a file.</summary>
internal sealed class FileHeader
{
    public FileHeader(IReadOnlyList<string> names, int line, IReadOnlyList<string> personal, IReadOnlyList<string> secret, IReadOnlyList<ColumnAlias>? aliases = null)
    {
        Names = ColumnName.Distinct(ColumnAlias.Told(names, aliases ?? []));
        Line = line;
        Named = Enumerable.Range(0, names.Count).LastOrDefault(at => names[at].Length > 0, -1) + 1;
        Bytes = [.. Names.Select(Encoding.UTF8.GetBytes)];
        IsPersonal = [.. Names.Select(name => personal.Any(pattern => ColumnName.Fits(name, pattern)))];
        IsSecret = [.. Names.Select(name => secret.Any(pattern => ColumnName.Fits(name, pattern)))];
        written = names.Count == 0 ? [] : Encoding.UTF8.GetBytes(names[0]);
        this.names = names;
    }

    private readonly byte[] written;
    private readonly IReadOnlyList<string> names;

    /// <summary>As a contract addresses them: <c>Estado#2</c> is the second of that name, <c>column 4</c> one without a name.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>As the file writes them.</summary>
    public IReadOnlyList<string> Written => names;

    /// <summary>Line on which the header stands.</summary>
    public int Line { get; }

    /// <summary>How many columns there are up to the last that has a name.</summary>
    public int Named { get; }

    public byte[][] Bytes { get; }

    public bool[] IsPersonal { get; }

    public bool[] IsSecret { get; }

    /// <summary>The record says the names of the columns again, as files do that were joined from several.</summary>
    public bool IsSaidBy(Records records)
    {
        if (records.CellCount != names.Count || !records.Cell(0).EndsWith(written))
        {
            return false;
        }
        for (var at = 0; at < names.Count; at++)
        {
            if (NameOf(records, at) != names[at])
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>A cell as the name of a column.</summary>
    public static string NameOf(Records records, int cell)
    {
        var name = Encoding.UTF8.GetString(records.Cell(cell));
        name = (records.IsEscaped(cell) ? name.Replace("\"\"", "\"") : name).Trim().TrimStart('\ufeff').Trim();
        return name is ['=', '"', .., '"'] ? name[2..^1] : name;
    }
}
