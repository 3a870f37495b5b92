using System.Buffers.Binary;

namespace Estrella.Sources;

/// <summary>
/// Texts to be found inside other texts: a set for whole cells, and for those of four bytes and more an index
/// by their first four bytes, so that a cell is searched in one pass however many secrets there are.
/// </summary>
internal sealed class SecretWords
{
    private readonly HashSet<string> whole = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly Dictionary<uint, List<byte[]>> byStart = [];
    private readonly ulong[] mayStart = new ulong[1 << 14];

    public SecretWords() => lookup = whole.GetAlternateLookup<ReadOnlySpan<char>>();

    public void Learn(ReadOnlySpan<byte> secret)
    {
        if (secret.IsEmpty || !whole.Add(Latin(secret)) || secret.Length < 4)
        {
            return;
        }
        var start = BinaryPrimitives.ReadUInt32LittleEndian(secret);
        var bit = Bit(start);
        mayStart[bit >> 6] |= 1UL << (int)(bit & 63);
        if (!byStart.TryGetValue(start, out var words))
        {
            byStart[start] = words = [];
        }
        words.Add(secret.ToArray());
    }

    /// <summary>Whether a text is a secret, or holds one of at least four bytes.</summary>
    public bool IsIn(ReadOnlySpan<byte> text)
    {
        if (text.Length < 4)
        {
            return !text.IsEmpty && whole.Contains(Latin(text));
        }
        for (var at = 0; at <= text.Length - 4; at++)
        {
            var start = BinaryPrimitives.ReadUInt32LittleEndian(text[at..]);
            var bit = Bit(start);
            if ((mayStart[bit >> 6] & (1UL << (int)(bit & 63))) == 0 || !byStart.TryGetValue(start, out var words))
            {
                continue;
            }
            foreach (var word in words)
            {
                if (text[at..].StartsWith(word))
                {
                    return true;
                }
            }
        }
        return false;
    }

    private static uint Bit(uint start) => (start * 2654435761u) >> 12;

    private static string Latin(ReadOnlySpan<byte> text) => System.Text.Encoding.Latin1.GetString(text);
}
