using System.Text;

namespace Estrella.Sources;

/// <summary>Words for true and false in Spanish, English and Portuguese.</summary>
internal static class FlagWords
{
    public static bool? Read(ReadOnlySpan<byte> text) => text.Length > 12 ? null : Read(Encoding.UTF8.GetString(text));

    public static bool? Read(string text) => text.ToLowerInvariant() switch
    {
        "true" or "t" or "yes" or "y" or "1" or "1.0" or "sí" or "si" or "s" or "verdadero" or "v" or "verdadeiro" or "sim" or "x" or "✓" or "✔" or "on" => true,
        "false" or "f" or "no" or "n" or "0" or "0.0" or "falso" or "não" or "nao" or "off" => false,
        _ => null,
    };
}
