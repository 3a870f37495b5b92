using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Estrella.Sources;

/// <summary>
/// The columns nobody mapped, as one JSON object of texts. Of a file with a secret column nothing is kept:
/// a row that is shifted over its columns could carry the secret under another name.
/// </summary>
internal sealed class ExtrasPlan
{
    private readonly (int Column, JsonEncodedText Name)[] columns = [];
    private readonly bool isSilent;
    private readonly ArrayBufferWriter<byte> buffer = new();

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public ExtrasPlan(ColumnSight sight)
    {
        isSilent = sight.Export.HasSecret;
        if (isSilent)
        {
            return;
        }
        var export = sight.Export;
        var fed = export.Feeds
            .SelectMany(feed => feed.Fields.SelectMany(each => each.Cell.Columns).Concat(feed.Id?.Columns ?? []).Concat(feed.ChangedAt?.Columns ?? []))
            .Select(sight.Find)
            .ToHashSet();
        columns = [.. sight.Header.Names
            .Select((name, at) => (at, name))
            .Where(each => !fed.Contains(each.at) && export.Unpivot?.Columns.Any(pattern => ColumnName.Fits(each.name, pattern)) != true)
            .Select(each => (each.at, JsonEncodedText.Encode(each.name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)))];
    }

    /// <param name="isFirst">The first record of its row, which carries the row's columns.</param>
    public string? Of(RowCells row, FeedPlan feed, bool isFirst)
    {
        if (isSilent)
        {
            return null;
        }
        Utf8JsonWriter? json = null;
        if (isFirst)
        {
            foreach (var (column, name) in columns)
            {
                var text = row.Text(column);
                if (!text.IsEmpty)
                {
                    Begin(ref json).WriteString(name, text);
                }
            }
        }
        foreach (var (field, word) in feed.Unmapped())
        {
            Begin(ref json).WriteString(field, word);
        }
        if (json is null)
        {
            return null;
        }
        json.WriteEndObject();
        json.Flush();
        json.Dispose();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private Utf8JsonWriter Begin(ref Utf8JsonWriter? json)
    {
        if (json is null)
        {
            buffer.ResetWrittenCount();
            json = new Utf8JsonWriter(buffer, Options);
            json.WriteStartObject();
        }
        return json;
    }
}
