using System.IO.Compression;
using System.Security;
using System.Text;

namespace Estrella.Tests.Sources.Reading;

/// <summary>Workbooks as bytes, written part by part so that tests say exactly what lies in them.</summary>
internal sealed class WorkbookBytes
{
    private readonly List<(string Name, string Rows, string Attributes)> sheets = [];
    private readonly List<string> shared = [];

    public bool Is1904 { get; init; }

    /// <summary>Number formats of the styles 1, 2 and on; style 0 is General.</summary>
    public string[] Formats { get; init; } = ["dd/mm/yyyy", "yyyy-mm-dd hh:mm", "#,##0.00", "[h]:mm"];

    /// <summary>A text in the table of texts.</summary>
    public string Shared(string text)
    {
        shared.Add($"<si><t>{SecurityElement.Escape(text)}</t></si>");
        return $"t=\"s\"><v>{shared.Count - 1}</v>";
    }

    public static string Inline(string text) => $"t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></is>";

    public static string Number(string value, int style = 0) => $"s=\"{style}\"><v>{value}</v>";

    /// <param name="rows">Rows by number; a cell is its attributes and content, or null; strings without a sign of markup are shared texts.</param>
    public WorkbookBytes Sheet(string name, string state, params (int Row, string?[] Cells)[] rows)
    {
        var text = new StringBuilder();
        foreach (var (row, cells) in rows)
        {
            text.Append($"<row r=\"{row}\">");
            for (var at = 0; at < cells.Length; at++)
            {
                if (cells[at] is { } cell)
                    text.Append($"<c r=\"{(char)('A' + at)}{row}\" {(cell.Contains('<') ? cell : Shared(cell))}</c>");
            }
            text.Append("</row>");
        }
        sheets.Add((name, text.ToString(), state.Length == 0 ? "" : $" state=\"{state}\""));
        return this;
    }

    /// <summary>A sheet whose rows are XML already.</summary>
    public WorkbookBytes Raw(string name, string rows)
    {
        sheets.Add((name, rows, ""));
        return this;
    }

    public byte[] ToArray()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            const string rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
            const string main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
            var numbers = Enumerable.Range(1, sheets.Count).ToList();
            Write(archive, "_rels/.rels", $"<Relationships xmlns=\"x\"><Relationship Id=\"rId1\" Type=\"{rel}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Write(archive, "xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"x\">{string.Concat(numbers.Select(no => $"<Relationship Id=\"rId{no}\" Type=\"{rel}/worksheet\" Target=\"worksheets/sheet{no}.xml\"/>"))}"
                + $"<Relationship Id=\"s\" Type=\"{rel}/styles\" Target=\"styles.xml\"/><Relationship Id=\"t\" Type=\"{rel}/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/></Relationships>");
            Write(archive, "xl/workbook.xml", $"<workbook {main} xmlns:r=\"{rel}\"><workbookPr{(Is1904 ? " date1904=\"1\"" : "")}/><sheets>"
                + string.Concat(numbers.Select(no => $"<sheet name=\"{SecurityElement.Escape(sheets[no - 1].Name)}\" sheetId=\"{no}\"{sheets[no - 1].Attributes} r:id=\"rId{no}\"/>")) + "</sheets></workbook>");
            Write(archive, "xl/styles.xml", $"<styleSheet {main}><numFmts>{string.Concat(Formats.Select((format, at) => $"<numFmt numFmtId=\"{164 + at}\" formatCode=\"{SecurityElement.Escape(format)}\"/>"))}</numFmts>"
                + $"<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>{string.Concat(Formats.Select((_, at) => $"<xf numFmtId=\"{164 + at}\"/>"))}<xf numFmtId=\"14\"/></cellXfs></styleSheet>");
            Write(archive, "xl/sharedStrings.xml", $"<sst {main}>{string.Concat(shared)}</sst>");
            foreach (var no in numbers)
                Write(archive, $"xl/worksheets/sheet{no}.xml", $"<worksheet {main}><dimension ref=\"A1\"/><sheetData>{sheets[no - 1].Rows}</sheetData><mergeCells/></worksheet>");
        }
        return bytes.ToArray();
    }

    private static void Write(ZipArchive archive, string name, string text)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name).Open());
        writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + text);
    }
}
