using System.IO.Compression;
using System.Xml;
using Estrella.Foundation;

namespace Estrella.Sources.Workbooks;

/// <summary>A sheet of a workbook.</summary>
/// <param name="Part">Where it lies in the package.</param>
/// <param name="IsHidden">Not shown to whoever opens the workbook; read only where a contract names it.</param>
internal sealed record Sheet(string Name, string Part, bool IsHidden);

/// <summary>
/// A workbook of Excel 2007 and later (.xlsx, .xlsm), read as the stream of XML it is: a sheet is never held whole.
/// Why not a library: <c>docs/decisions/0014-reading.md</c>.
/// </summary>
internal sealed class Workbook : IDisposable
{
    private const string Main = "xl/workbook.xml";

    private static readonly XmlReaderSettings Xml = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, CloseInput = true };

    private readonly ZipArchive archive;
    private readonly string name;
    private readonly string? sharedPart;
    private SharedTexts? texts;

    /// <exception cref="EstrellaException">Exit 4: the file is no workbook, or a damaged one.</exception>
    public Workbook(string path, string name)
    {
        this.name = name;
        archive = PackedFile.Archive(path, name);
        try
        {
            var main = PartOfType(null, "officeDocument") ?? Main;
            var targets = Relations(main);
            Sheets = [.. SheetsOf(main, targets)];
            sharedPart = targets.Values.FirstOrDefault(each => each.Type == "sharedStrings").Target;
            Styles = CellStyles.Of(targets.Values.FirstOrDefault(each => each.Type == "styles").Target is { } styles ? TryOpen(styles) : null);
        }
        catch (Exception damage) when (damage is XmlException or InvalidDataException)
        {
            archive.Dispose();
            throw PackedFile.Damaged(name, damage);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    public IReadOnlyList<Sheet> Sheets { get; }

    /// <summary>Days are counted from 1904, as old Macintosh workbooks do.</summary>
    public bool Is1904 { get; private set; }

    public CellStyles Styles { get; }

    /// <summary>The texts cells point to; read when the first one does.</summary>
    public SharedTexts Texts => texts ??= SharedTexts.Read(sharedPart is null ? null : TryOpen(sharedPart), name);

    public XmlReader Open(Sheet sheet) => TryOpen(sheet.Part) ?? throw PackedFile.Damaged(name, $"the sheet {sheet.Name} is not in it");

    public void Dispose()
    {
        texts?.Dispose();
        archive.Dispose();
    }

    private XmlReader? TryOpen(string part) =>
        archive.Entries.FirstOrDefault(entry => string.Equals(entry.FullName.Replace('\\', '/').TrimStart('/'), part, StringComparison.OrdinalIgnoreCase)) is { } entry
            ? XmlReader.Create(PackedFile.Open(entry, name), Xml)
            : null;

    private IEnumerable<Sheet> SheetsOf(string main, Dictionary<string, (string Type, string Target)> targets)
    {
        using var xml = TryOpen(main) ?? throw PackedFile.Damaged(name, "it holds no workbook: expected sheets as Excel 2007 and later write them");
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }
            if (xml.LocalName == "workbookPr")
            {
                Is1904 = xml.GetAttribute("date1904") is "1" or "true";
            }
            else if (xml.LocalName == "sheet" && xml.GetAttribute("name") is { } sheet && Relation(xml) is { } id
                && targets.TryGetValue(id, out var target) && target.Type == "worksheet")
            {
                yield return new Sheet(sheet, target.Target, xml.GetAttribute("state") is "hidden" or "veryHidden");
            }
        }
    }

    /// <summary>The id of a relation, whichever of its two namespaces the writer took.</summary>
    private static string? Relation(XmlReader xml)
    {
        string? id = null;
        while (xml.MoveToNextAttribute())
        {
            if (xml.LocalName == "id" && xml.NamespaceURI.Length > 0)
            {
                id = xml.Value;
            }
        }
        xml.MoveToElement();
        return id;
    }

    private string? PartOfType(string? of, string type) => Relations(of).Values.FirstOrDefault(each => each.Type == type).Target;

    /// <summary>What a part of the package refers to, by id; null: the package itself.</summary>
    private Dictionary<string, (string Type, string Target)> Relations(string? part)
    {
        var folder = part is null ? "" : part[..(part.LastIndexOf('/') + 1)];
        var found = new Dictionary<string, (string, string)>();
        using var xml = TryOpen($"{folder}_rels/{part?[folder.Length..]}.rels");
        while (xml is not null && xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "Relationship"
                && xml.GetAttribute("Id") is { } id && xml.GetAttribute("Type") is { } type && xml.GetAttribute("Target") is { } target)
            {
                found[id] = (type[(type.LastIndexOf('/') + 1)..], target.StartsWith('/') ? target[1..] : folder + target);
            }
        }
        return found;
    }
}
