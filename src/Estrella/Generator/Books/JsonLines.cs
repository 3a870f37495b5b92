using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Estrella.Generator.Books;

/// <summary>JSON with one row a line, so that books can be compared by diff. Numbers are written as the row rounded them.</summary>
internal sealed class JsonLines(string path) : IDisposable
{
    private readonly StreamWriter _writer = new(path, false, new UTF8Encoding(false)) { NewLine = "\n" };
    private bool _isFirst = true;
    private bool _isFirstItem = true;

    public void BeginArray() => _writer.Write("[");

    public void EndArray() => _writer.Write("\n]\n");

    public void BeginItem()
    {
        _writer.Write(_isFirstItem ? "\n" : ",\n");
        _isFirstItem = false;
        BeginObject();
    }

    public void EndItem() => _writer.Write("}");

    public void BeginObject()
    {
        _writer.Write("{");
        _isFirst = true;
    }

    public void EndObject() => _writer.Write("}\n");

    public void Text(string name, string text)
    {
        Name(name);
        _writer.Write(Quoted(text));
    }

    public void Map(string name, IEnumerable<(string Name, string Value)> entries)
    {
        Name(name);
        _writer.Write("{ " + string.Join(", ", entries.Select(entry => $"{Quoted(entry.Name)}: {Quoted(entry.Value)}")) + " }");
    }

    public void Row(string name, BookRow row)
    {
        Name(name);
        _writer.Write(Row(row));
    }

    public void Rows(string name, IEnumerable<BookRow> rows)
    {
        Name(name);
        _writer.Write("[");
        var isFirst = true;
        foreach (var row in rows)
        {
            _writer.Write(isFirst ? "\n  " : ",\n  ");
            _writer.Write(Row(row));
            isFirst = false;
        }
        _writer.Write("]");
    }

    public void Dispose() => _writer.Dispose();

    private void Name(string name)
    {
        _writer.Write(_isFirst ? " " : ",\n ");
        _writer.Write(Quoted(name) + ": ");
        _isFirst = false;
    }

    private static string Row(BookRow row) =>
        "{ " + string.Join(", ", row.Cells.Select(cell => $"{Quoted(cell.Column)}: {cell.Number ?? (cell.Text is null ? "null" : Quoted(cell.Text))}")) + " }";

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
