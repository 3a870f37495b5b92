using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Estrella.Cli.Output;

/// <summary>Writes a sheet as a table for people, or as JSON, CSV or Markdown for programs.</summary>
internal static class SheetWriter
{
    static readonly JsonWriterOptions Json = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Sheet sheet, ResultFormat format, TextWriter to)
    {
        switch (format)
        {
            case ResultFormat.Json:
                WriteJson(sheet, to);
                break;
            case ResultFormat.Csv:
                WriteCsv(sheet, to);
                break;
            case ResultFormat.Md:
                WriteMarkdown(sheet, to);
                break;
            default:
                WriteTable(sheet, to);
                break;
        }
    }

    static void WriteTable(Sheet sheet, TextWriter to)
    {
        if (sheet.Rows.Count == 0)
        {
            to.WriteLine(sheet.WhenEmpty);
            return;
        }
        var table = new Table { Border = new Ruled(), ShowRowSeparators = false };
        for (var column = 0; column < sheet.Columns.Count; column++)
        {
            table.AddColumn(new TableColumn(Markup.Escape(sheet.Columns[column]))
            {
                Alignment = sheet.IsNumeric(column) ? Justify.Right : Justify.Left,
                NoWrap = true,
                Padding = new Padding(0, 0, 1, 0),
            });
        }
        foreach (var row in sheet.Rows)
            table.AddRow([.. row.Select(cell => new Text(ForPeople(cell)))]);

        // The width is the text's, not the terminal's: a cut figure is worse than a long line, and pipes have no width.
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = 10_000;
        console.Profile.Capabilities.Unicode = true;
        console.Write(table);
        foreach (var line in text.ToString().Split('\n').Where(line => line.Trim().Length > 0))
            to.WriteLine(line[1..].TrimEnd());
    }

    // A rule of dashes below the names, as answers have it, and nothing else.
    sealed class Ruled : TableBorder
    {
        public override string GetPart(TableBorderPart part) => part == TableBorderPart.HeaderBottom ? "-" : " ";
    }

    static void WriteJson(Sheet sheet, TextWriter to)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Json))
        {
            json.WriteStartArray();
            foreach (var row in sheet.Rows)
            {
                json.WriteStartObject();
                for (var column = 0; column < row.Length; column++)
                    WriteJsonCell(json, sheet.Columns[column], row[column]);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        to.WriteLine(System.Text.Encoding.UTF8.GetString(bytes.ToArray()));
    }

    static void WriteJsonCell(Utf8JsonWriter json, string name, object? cell)
    {
        json.WritePropertyName(name);
        switch (cell)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case int or long:
                json.WriteNumberValue(Convert.ToInt64(cell, CultureInfo.InvariantCulture));
                break;
            case decimal amount:
                json.WriteNumberValue(amount);
                break;
            case double ratio:
                json.WriteNumberValue(ratio);
                break;
            default:
                json.WriteStringValue(ForPrograms(cell));
                break;
        }
    }

    static void WriteCsv(Sheet sheet, TextWriter to)
    {
        // RFC 4180, as answers are written: lines end in CR LF.
        to.Write(string.Join(',', sheet.Columns.Select(Quoted)) + "\r\n");
        foreach (var row in sheet.Rows)
            to.Write(string.Join(',', row.Select(cell => Quoted(ForPrograms(cell)))) + "\r\n");
    }

    static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : '"' + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    static void WriteMarkdown(Sheet sheet, TextWriter to)
    {
        to.WriteLine($"| {string.Join(" | ", sheet.Columns)} |");
        to.WriteLine($"|{string.Concat(sheet.Columns.Select((_, column) => sheet.IsNumeric(column) ? " ---: |" : " --- |"))}");
        foreach (var row in sheet.Rows)
            to.WriteLine($"| {string.Join(" | ", row.Select(cell => ForPeople(cell).Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ")))} |");
    }

    static string ForPeople(object? cell) => cell switch
    {
        null => "",
        int or long => Convert.ToInt64(cell, CultureInfo.InvariantCulture).ToString("#,0", CultureInfo.InvariantCulture),
        decimal amount => amount.ToString("#,0.00##", CultureInfo.InvariantCulture),
        double ratio => ratio.ToString("0.0##", CultureInfo.InvariantCulture),
        bool truth => truth ? "yes" : "no",
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        TimeSpan time => Duration(time),
        _ => ForPrograms(cell),
    };

    static string ForPrograms(object? cell) => cell switch
    {
        null => "",
        bool truth => truth ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-ddTHH:mm:ssK", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
        TimeSpan time => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };

    /// <summary>`0.4 s`, `12 s`, `3 min 5 s`.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds} s"),
    };
}
