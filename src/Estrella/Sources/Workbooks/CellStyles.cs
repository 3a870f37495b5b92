using System.Globalization;
using System.Xml;

namespace Estrella.Sources.Workbooks;

/// <summary>Which styles of a workbook show a number as a day or a time.</summary>
internal sealed class CellStyles
{
    private bool[] isTime = [];

    /// <param name="xml">The styles of the package; null: it has none.</param>
    public static CellStyles Of(XmlReader? xml)
    {
        var styles = new CellStyles();
        using (xml)
        {
            if (xml is not null)
            {
                styles.Read(xml);
            }
        }
        return styles;
    }

    public bool IsTime(int style) => style >= 0 && style < isTime.Length && isTime[style];

    private void Read(XmlReader xml)
    {
        var written = new Dictionary<int, bool>();
        var found = new List<bool>();
        var isInCells = false;
        while (xml.Read())
        {
            if (xml.LocalName == "cellXfs")
            {
                isInCells = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
            }
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "numFmt" && Number(xml, "numFmtId") is { } format)
            {
                written[format] = ShowsTime(xml.GetAttribute("formatCode") ?? "");
            }
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "xf" && isInCells)
            {
                var id = Number(xml, "numFmtId") ?? 0;
                found.Add(written.TryGetValue(id, out var shows) ? shows : IsBuiltIn(id));
            }
        }
        isTime = [.. found];
    }

    private static int? Number(XmlReader xml, string attribute) => int.TryParse(xml.GetAttribute(attribute), CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Formats every workbook has without saying so (ECMA-376 part 1, 18.8.30), those of East Asian locales included.</summary>
    private static bool IsBuiltIn(int id) => id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58);

    /// <summary>A format with letters of a date outside quotes, brackets and escapes; elapsed hours such as [h]:mm are a number.</summary>
    internal static bool ShowsTime(string format)
    {
        var isQuoted = false;
        for (var at = 0; at < format.Length; at++)
        {
            switch (format[at])
            {
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case '\\' or '_' or '*' when !isQuoted:
                    at++;
                    break;
                case '[' when !isQuoted:
                    var end = format.IndexOf(']', at);
                    if (end < 0)
                    {
                        return false;
                    }
                    if (format[(at + 1)..end] is var inside && inside.Length > 0 && inside.Trim('h', 'H', 'm', 'M', 's', 'S').Length == 0)
                    {
                        return false;
                    }
                    at = end;
                    break;
                case 'y' or 'Y' or 'd' or 'D' or 'm' or 'M' or 'h' or 'H' or 's' or 'S' when !isQuoted:
                    return true;
                case 'G' when !isQuoted && format.AsSpan(at).StartsWith("General"):
                    at += "General".Length - 1;
                    break;
            }
        }
        return false;
    }
}
