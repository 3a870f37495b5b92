using System.Buffers.Binary;

namespace Estrella.Sources;

/// <summary>
/// Texts to be found inside other texts: a set for whole cells, and for those of four bytes and more an index
/// by their first four bytes, so that a cell is searched in one pass however many secrets there are.
/// </summary>
internal sealed class SecretWords
{
    private readonly Dictionary<string, Word> words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Word>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly Dictionary<uint, List<Word>> byStart = [];
    private readonly ulong[] mayStart = new ulong[1 << 14];

    public SecretWords() => lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();

    private sealed record Word(byte[] Bytes)
    {
        /// <summary>How often it stands in the secret column.</summary>
        public long Inside { get; set; }

        /// <summary>How many cells of other columns are it, or hold it.</summary>
        public long Outside { get; set; }

        public bool IsSecret => Outside <= Inside;
    }

    public void Learn(ReadOnlySpan<byte> secret)
    {
        if (secret.IsEmpty || IsMask(secret))
        {
            return;
        }
        var text = Latin(secret);
        if (words.TryGetValue(text, out var known))
        {
            known.Inside++;
            return;
        }
        var word = new Word(secret.ToArray()) { Inside = 1 };
        words[text] = word;
        if (secret.Length < 4)
        {
            return;
        }
        var start = BinaryPrimitives.ReadUInt32LittleEndian(secret);
        var bit = Bit(start);
        mayStart[bit >> 6] |= 1UL << (int)(bit & 63);
        if (!byStart.TryGetValue(start, out var same))
        {
            byStart[start] = same = [];
        }
        same.Add(word);
    }

    /// <summary>XXXXXXXXX or *****: what an export has hidden, in whatever column.</summary>
    private static bool IsMask(ReadOnlySpan<byte> text) => text[0] is (byte)'X' or (byte)'x' or (byte)'*' or (byte)'-' or (byte)'.' or (byte)'#' && !text.ContainsAnyExcept(text[0]);

    /// <summary>
    /// Counts a cell of another column. A text that stands in other columns more often than in the secret one is an
    /// ordinary word, such as a family name that somebody also took for a password, or that one shifted row brought there.
    /// </summary>
    public void Weigh(ReadOnlySpan<byte> text) => Find(text, static word =>
    {
        word.Outside++;
        return false;
    });

    /// <summary>Whether a text is a secret, or holds one of at least four bytes.</summary>
    public bool IsIn(ReadOnlySpan<byte> text) => Find(text, static word => word.IsSecret);

    private bool Find(ReadOnlySpan<byte> text, Func<Word, bool> stops)
    {
        if (text.Length < 4)
        {
            Span<char> letters = stackalloc char[3];
            var count = System.Text.Encoding.Latin1.GetChars(text, letters);
            return count > 0 && lookup.TryGetValue(letters[..count], out var whole) && stops(whole);
        }
        for (var at = 0; at <= text.Length - 4; at++)
        {
            var start = BinaryPrimitives.ReadUInt32LittleEndian(text[at..]);
            var bit = Bit(start);
            if ((mayStart[bit >> 6] & (1UL << (int)(bit & 63))) == 0 || !byStart.TryGetValue(start, out var same))
            {
                continue;
            }
            foreach (var word in same)
            {
                if (text[at..].StartsWith(word.Bytes) && stops(word))
                {
                    return true;
                }
            }
        }
        return false;
    }

    private static uint Bit(uint start) => (start * 2654435761u) >> 12;

    /// <summary>Bytes as letters one to one, so that texts that are no UTF-8 are told apart too.</summary>
    private static string Latin(ReadOnlySpan<byte> text) => System.Text.Encoding.Latin1.GetString(text);
}
