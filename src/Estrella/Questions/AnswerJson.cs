using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Estrella.Questions;

/// <summary>JSON: numbers are numbers, days ISO, unknowns null; one row a line.</summary>
internal static class AnswerJson
{
    // Letters of any language stay letters; the result is never embedded in HTML as it stands.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Answer answer, TextWriter writer, bool withCoverage)
    {
        if (!withCoverage)
        {
            WriteRows(answer, writer, "");
            writer.WriteLine();
            return;
        }
        writer.Write("{\n  \"rows\": ");
        WriteRows(answer, writer, "  ");
        writer.Write(",\n  \"coverage\": ");
        writer.Write(Text(json => WriteCoverage(answer.Coverage, json)));
        writer.Write(",\n  \"notes\": ");
        writer.Write(Text(json =>
        {
            json.WriteStartArray();
            foreach (var note in answer.Notes)
                json.WriteStringValue(note);
            json.WriteEndArray();
        }));
        writer.WriteLine("\n}");
    }

    private static void WriteRows(Answer answer, TextWriter writer, string indent)
    {
        if (answer.Rows.Count == 0)
        {
            writer.Write("[]");
            return;
        }
        writer.Write("[\n");
        for (var at = 0; at < answer.Rows.Count; at++)
        {
            var row = answer.Rows[at];
            writer.Write(indent);
            writer.Write("  ");
            writer.Write(Text(json => WriteRow(answer, row, json)));
            writer.Write(at == answer.Rows.Count - 1 ? "\n" : ",\n");
        }
        writer.Write(indent);
        writer.Write(']');
    }

    private static void WriteRow(Answer answer, IReadOnlyList<object?> row, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        for (var at = 0; at < row.Count; at++)
        {
            json.WritePropertyName(answer.Columns[at].Name);
            var text = Figure.Exact(row[at], answer.Columns[at].Kind, answer.MoneyDecimals);
            if (text is null)
                json.WriteNullValue();
            else if (row[at] is decimal or long or bool)
                json.WriteRawValue(text);
            else
                json.WriteStringValue(text);
        }
        json.WriteEndObject();
    }

    private static void WriteCoverage(Coverage coverage, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        Day("from", coverage.From);
        Day("to", coverage.To);
        Day("as_of", coverage.AsOf);
        Whole("run", coverage.Run);
        json.WriteString("scope", coverage.Scope);
        json.WriteString("basis", coverage.Basis);
        json.WriteString("money", coverage.Money);
        json.WriteString("currency", coverage.Currency);
        json.WriteString("zone", coverage.Zone);
        Whole("orders", coverage.Orders);
        Whole("orders_covered", coverage.OrdersCovered);
        Share("orders_share", coverage.OrdersShare);
        Share("cost_share", coverage.CostShare);
        Share("customers_known_share", coverage.CustomersKnownShare);
        Whole("unmapped_status_orders", coverage.UnmappedStatusOrders);
        Whole("undated_rows", coverage.UndatedRows);
        json.WriteString("terms", coverage.Terms);
        json.WriteEndObject();

        void Day(string name, DateOnly? day) => json.WriteString(name, day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        void Whole(string name, long? number)
        {
            if (number is { } known)
                json.WriteNumber(name, known);
            else
                json.WriteNull(name);
        }
        void Share(string name, decimal? share)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(Figure.Exact(share, ColumnKind.Ratio, 0) ?? "null");
        }
    }

    private static string Text(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
            write(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
