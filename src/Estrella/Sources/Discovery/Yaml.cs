namespace Estrella.Sources.Discovery;

/// <summary>Texts as YAML writes them.</summary>
internal static class Yaml
{
    private static readonly string[] Words = ["null", "true", "false", "yes", "no", "~", "on", "off"];

    /// <summary>Plain where it can be, else in double quotes.</summary>
    public static string Text(string text)
    {
        var isPlain = text.Length > 0 && text.Trim() == text && !Words.Contains(text.ToLowerInvariant())
            && (char.IsLetter(text[0]) || char.IsDigit(text[0]))
            && text.IndexOfAny([':', '#', ',', '[', ']', '{', '}', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', '\\', '\t', '\n', '\r']) < 0;
        return isPlain ? text : $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\t", "\\t").Replace("\n", "\\n").Replace("\r", "\\r")}\"";
    }
}
