namespace Estrella.Questions;

public enum AnswerFormat
{
    /// <summary>Aligned columns for a terminal, with coverage and notes below.</summary>
    Table,

    /// <summary>One array of row objects; with coverage an object around it.</summary>
    Json,

    /// <summary>RFC 4180, invariant numbers, rows only.</summary>
    Csv,

    /// <summary>A Markdown table, with coverage and notes below.</summary>
    Markdown,
}

/// <summary>Writes an answer. Every number is rounded here, once, half away from zero.</summary>
public static class AnswerWriter
{
    /// <param name="withCoverage">JSON only: wrap the rows with coverage and notes; table and Markdown always print them.</param>
    public static void Write(Answer answer, AnswerFormat format, TextWriter writer, bool withCoverage = false)
    {
        switch (format)
        {
            case AnswerFormat.Json:
                AnswerJson.Write(answer, writer, withCoverage);
                break;
            case AnswerFormat.Csv:
                AnswerText.WriteCsv(answer, writer);
                break;
            case AnswerFormat.Markdown:
                AnswerText.WriteMarkdown(answer, writer);
                break;
            default:
                AnswerText.WriteTable(answer, writer);
                break;
        }
    }
}
