using System.Buffers.Binary;

namespace Estrella.Staging;

/// <summary>A decimal as PostgreSQL sends numeric: digits of base 10,000, the weight of the first, sign and shown scale.</summary>
internal static class BinaryNumeric
{
    private const uint Base = 10_000;
    private const int DigitsAtMost = 15;
    private const short Negative = 0x4000;

    /// <summary>Writes the number, without its length, and returns the bytes it took.</summary>
    /// <param name="target">At least 38 bytes.</param>
    public static int Write(decimal value, Span<byte> target)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var scale = (parts[3] >> 16) & 0xff;
        var isNegative = parts[3] < 0;
        // The decimal point must fall between two digits of base 10,000.
        var padding = (4 - scale % 4) % 4;
        var fractionDigits = (scale + padding) / 4;
        var mantissa = new UInt128((uint)parts[2], ((ulong)(uint)parts[1] << 32) | (uint)parts[0]) * (padding switch { 0 => 1u, 1 => 10u, 2 => 100u, _ => 1000u });

        Span<short> digits = stackalloc short[DigitsAtMost];
        var count = 0;
        for (; mantissa > ulong.MaxValue; mantissa /= Base)
            digits[count++] = (short)(uint)(mantissa % Base);
        for (var rest = (ulong)mantissa; rest > 0; rest /= Base)
            digits[count++] = (short)(rest % Base);

        var weight = count - fractionDigits - 1;
        // Trailing zeros are not sent; the shown scale tells of them.
        var first = 0;
        while (first < count && digits[first] == 0)
            first++;
        var sent = count - first;
        BinaryPrimitives.WriteInt16BigEndian(target, (short)sent);
        BinaryPrimitives.WriteInt16BigEndian(target[2..], (short)(sent == 0 ? 0 : weight));
        BinaryPrimitives.WriteInt16BigEndian(target[4..], isNegative && sent > 0 ? Negative : (short)0);
        BinaryPrimitives.WriteInt16BigEndian(target[6..], (short)scale);
        for (var at = 0; at < sent; at++)
            BinaryPrimitives.WriteInt16BigEndian(target[(8 + 2 * at)..], digits[count - 1 - at]);
        return 8 + 2 * sent;
    }
}
