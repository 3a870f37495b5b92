using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Estrella.Entities;

namespace Estrella.Sources;

/// <summary>
/// XxHash128 over the fields a record feeds: for each field a number made of its name, whether it is filled,
/// and its typed value; then whether the record is deleted. Blank fields count, so that a field that was
/// emptied is a change. File and line do not: the same content has the same hash wherever it stands.
/// </summary>
internal sealed class ContentHash(IReadOnlyList<EntityField> fields)
{
    private readonly (int Name, CellKind Kind)[] fields = [.. fields.Select(field => ((int)XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(field.Name)), field.Kind))];
    private byte[] bytes = new byte[512];

    public Guid Of(CellValue[] values, bool isDeleted)
    {
        var at = 0;
        for (var field = 0; field < fields.Length; field++)
        {
            ref var value = ref values[field];
            var text = fields[field].Kind == CellKind.Text ? value.Text : null;
            var room = 16 + (((text?.Length ?? 0) + (value.Unmapped?.Length ?? 0)) * 3);
            if (bytes.Length - at < room)
            {
                Array.Resize(ref bytes, (bytes.Length * 2) + room);
            }
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), fields[field].Name);
            at += 4;
            bytes[at++] = (byte)(value.IsFilled ? 1 : 0);
            if (!value.IsFilled)
            {
                continue;
            }
            if (text is null)
            {
                BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), value.Bits);
                at += 8;
                continue;
            }
            var count = Encoding.UTF8.GetBytes(text, bytes.AsSpan(at + 4));
            if (value.Unmapped is { } word)
            {
                count += Encoding.UTF8.GetBytes(word, bytes.AsSpan(at + 4 + count));
            }
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), count);
            at += 4 + count;
        }
        if (at == bytes.Length)
        {
            Array.Resize(ref bytes, bytes.Length * 2);
        }
        bytes[at++] = (byte)(isDeleted ? 1 : 0);
        Span<byte> hash = stackalloc byte[16];
        XxHash128.Hash(bytes.AsSpan(0, at), hash);
        return new Guid(hash);
    }
}
