using System.Buffers;
using System.Text;
using System.Xml;
using Estrella.Foundation;

namespace Estrella.Sources.Workbooks;

/// <summary>
/// The texts of a workbook that cells point to by number. Beyond <see cref="HeldInMemory"/> bytes they lie in a
/// temporary file; what stays is eight bytes a text, which the format demands: any cell may point to any text.
/// </summary>
internal sealed class SharedTexts : IDisposable
{
    public const int HeldInMemory = 32 << 20;

    private readonly List<long> ends = [];
    private readonly ArrayBufferWriter<byte> held = new();
    private FileStream? spilled;
    private byte[] buffer = new byte[1024];

    public int Count => ends.Count;

    /// <param name="xml">The texts of the package; null: it has none.</param>
    public static SharedTexts Read(XmlReader? xml, string name)
    {
        var texts = new SharedTexts();
        using (xml)
        {
            while (xml is not null && xml.Read())
            {
                if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "si")
                {
                    texts.Add(XmlText.OfItem(xml, name));
                }
            }
        }
        return texts;
    }

    /// <summary>A text, valid until the next is asked for; a number that is none is blank.</summary>
    public ReadOnlySpan<byte> Text(int number)
    {
        if (number < 0 || number >= ends.Count)
        {
            return [];
        }
        var from = number == 0 ? 0 : ends[number - 1];
        var size = (int)(ends[number] - from);
        if (spilled is null)
        {
            return held.WrittenSpan.Slice((int)from, size);
        }
        if (buffer.Length < size)
        {
            buffer = new byte[size];
        }
        var text = buffer.AsSpan(0, size);
        for (var read = 0; read < size;)
        {
            read += RandomAccess.Read(spilled.SafeFileHandle, text[read..], from + read) is > 0 and var count
                ? count
                : throw new EstrellaException(ExitCode.Failed, "the temporary file of a workbook's texts was cut", "leave the folder of temporary files alone while a run reads");
        }
        return text;
    }

    public void Dispose() => spilled?.Dispose();

    private void Add(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (spilled is null && held.WrittenCount + bytes.Length > HeldInMemory)
        {
            spilled = new FileStream(
                Path.Combine(Path.GetTempPath(), $"estrella-texts-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
            spilled.Write(held.WrittenSpan);
            held.Clear();
        }
        if (spilled is null)
        {
            held.Write(bytes);
        }
        else
        {
            spilled.Write(bytes);
        }
        ends.Add((ends.Count == 0 ? 0 : ends[^1]) + bytes.Length);
    }
}
