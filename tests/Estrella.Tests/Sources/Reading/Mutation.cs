using System.Text;

namespace Estrella.Tests.Sources.Reading;

/// <summary>Damages a file as the world does: one to three blows, told by the seed alone.</summary>
internal static class Mutation
{
    private static readonly string[] Scraps =
        ["\"", "\"\"", ";", ",", "\t", "|", "\r", "\n", "\r\n", "\0", "\uFEFF", "=\"1", "Total", "\nTotal;;;\n", "sep=|\n", "''", "\u00a0", "\\", "{", "-", "1e400", "99999999999999999999", "31/02/2024", "é", "\ud83d\ude00", "#REF!", "NULL"];

    public static byte[] Of(byte[] file, int seed)
    {
        var random = new Random(seed);
        for (var blow = random.Next(1, 4); blow > 0; blow--)
            file = Blow(file, random);
        return file;
    }

    private static byte[] Blow(byte[] file, Random random)
    {
        switch (random.Next(12))
        {
            case 0:
                return Flipped(file, random);
            case 1:
                return file[..random.Next(file.Length + 1)];
            case 2:
                return [.. file, .. file];
            case 3:
                return OnText(file, text => text.Insert(random.Next(text.Length + 1), Scraps[random.Next(Scraps.Length)]));
            case 4:
                return OnLines(file, lines => lines.RemoveAt(random.Next(lines.Count)));
            case 5:
                return OnLines(file, lines => lines.Insert(random.Next(lines.Count), lines[random.Next(lines.Count)]));
            case 6:
                return OnLines(file, lines => lines[^1] = lines[random.Next(lines.Count)][..^0] + Scraps[random.Next(Scraps.Length)]);
            case 7:
                return OnCells(file, random, cells => cells[random.Next(cells.Count)] = "");
            case 8:
                return OnCells(file, random, cells => (cells[0], cells[^1]) = (cells[^1], cells[0]));
            case 9:
                return OnCells(file, random, cells => cells.RemoveAt(random.Next(cells.Count)));
            case 10:
                var half = random.Next(file.Length + 1);
                var other = new[] { Encoding.Latin1, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF8 }[random.Next(4)];
                return [.. file[..half], .. other.GetBytes(Encoding.UTF8.GetString(file[half..]))];
            default:
                return OnText(file, text => text.Replace(random.Next(2) == 0 ? "\n" : ";", Scraps[random.Next(Scraps.Length)], StringComparison.Ordinal));
        }
    }

    private static byte[] Flipped(byte[] file, Random random)
    {
        var bytes = file.ToArray();
        for (var count = random.Next(1, 20); count > 0 && bytes.Length > 0; count--)
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return bytes;
    }

    private static byte[] OnText(byte[] file, Func<string, string> change) => Encoding.Latin1.GetBytes(change(Encoding.Latin1.GetString(file)));

    private static byte[] OnLines(byte[] file, Action<List<string>> change) => OnText(file, text =>
    {
        var lines = text.Split('\n').ToList();
        change(lines);
        return string.Join('\n', lines);
    });

    private static byte[] OnCells(byte[] file, Random random, Action<List<string>> change) => OnLines(file, lines =>
    {
        var at = random.Next(lines.Count);
        var sign = lines[at].Contains(';') ? ';' : ',';
        var cells = lines[at].Split(sign).ToList();
        change(cells);
        lines[at] = string.Join(sign, cells);
    });
}
