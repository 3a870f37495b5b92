using System.Text;
using System.Xml;
using Estrella.Foundation;

namespace Estrella.Sources.Workbooks;

/// <summary>Texts of a workbook's XML, taken in pieces so that none can fill the memory.</summary>
internal static class XmlText
{
    /// <summary>Excel itself holds 32,767 letters a cell.</summary>
    private const int Longest = 1 << 20;

    /// <summary>The text of an element without children, which is left behind its end.</summary>
    public static void Append(XmlReader xml, StringBuilder text, string name)
    {
        if (xml.IsEmptyElement)
        {
            return;
        }
        var depth = xml.Depth;
        var chunk = new char[1024];
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
        {
            if (xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace))
            {
                continue;
            }
            int count;
            while ((count = xml.ReadValueChunk(chunk, 0, chunk.Length)) > 0)
            {
                text.Append(chunk, 0, count);
                if (text.Length > Longest)
                {
                    throw new EstrellaException(
                        ExitCode.DecisionMissing, $"{name}: a text has more than {Longest:N0} letters, expected at most 32,767 as Excel holds",
                        "export the workbook again, or save the sheet as CSV");
                }
            }
        }
    }

    /// <summary>A text made of pieces with formats of their own (<c>si</c>, <c>is</c>); how it is pronounced is left out.</summary>
    public static string OfItem(XmlReader xml, string name)
    {
        var text = new StringBuilder();
        if (!xml.IsEmptyElement)
        {
            var depth = xml.Depth;
            while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
            {
                if (xml.NodeType != XmlNodeType.Element)
                {
                    continue;
                }
                if (xml.LocalName == "t")
                {
                    Append(xml, text, name);
                }
                else if (xml.LocalName == "rPh")
                {
                    Skip(xml);
                }
            }
        }
        return Unescape(text.ToString());
    }

    /// <summary>Leaves an element at its end.</summary>
    public static void Skip(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            return;
        }
        var depth = xml.Depth;
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
        {
        }
    }

    /// <summary>Letters XML cannot hold are written _x000D_.</summary>
    public static string Unescape(string text)
    {
        for (var at = text.IndexOf("_x", StringComparison.Ordinal); at >= 0 && at + 7 <= text.Length; at = text.IndexOf("_x", at + 1, StringComparison.Ordinal))
        {
            if (text[at + 6] == '_' && ushort.TryParse(text.AsSpan(at + 2, 4), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var letter))
            {
                text = string.Concat(text.AsSpan(0, at), ((char)letter).ToString(), text.AsSpan(at + 7));
            }
        }
        return text;
    }
}
