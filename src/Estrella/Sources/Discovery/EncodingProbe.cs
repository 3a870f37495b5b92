using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Estrella.Sources.Discovery;

/// <summary>What a text is written in, decided from all its bytes.</summary>
internal static class EncodingProbe
{
    private static readonly Encoding Western = TextEncoding.Find("windows-1252");

    /// <summary>Letters of Windows-1252 that a text in a language of ours may hold; half of a letter in UTF-8 is none of them.</summary>
    private static readonly SearchValues<char> Letters = SearchValues.Create(
        "ÀÁÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿ¡¿ªº°·€£¥§©®«»–—‘’“”…•™¢´¨±½¼¾²³×\u00a0");

    /// <summary>The encodings as a contract says them, in the order to be tried.</summary>
    public static IReadOnlyList<string> Of(TableFile table, Dictionary<string, Proof> proofs)
    {
        var start = ExportFile.Start(table);
        if (ExportFile.ByMark(start) is { } marked)
        {
            if (marked != "utf-8")
            {
                proofs["encoding"] = Proof.Said("the file begins with its byte order mark");
                return [marked];
            }
        }
        else if (ExportFile.ByZeros(start) is { } wide)
        {
            proofs["encoding"] = Proof.Of(start.Length, start.Length, "every other byte of the first is zero");
            return [wide];
        }
        return OfLines(table, proofs);
    }

    private static IReadOnlyList<string> OfLines(TableFile table, Dictionary<string, Proof> proofs)
    {
        // Without a delimiter and quotes a record is a line.
        using var lines = new CsvRecords(ExportFile.OpenBytes(table), '\u0001', null, table.Name);
        long wide = 0, other = 0;
        var isWestern = true;
        string? first = null;
        while (lines.Read())
        {
            var line = lines.Raw;
            if (Ascii.IsValid(line))
                continue;
            if (Utf8.IsValid(line))
            {
                wide++;
                continue;
            }
            other++;
            isWestern &= IsWestern(line);
            var at = ExportFile.InvalidAt(line);
            first ??= FormattableString.Invariant($"line {lines.Line}, byte {lines.Offset + at + 1:N0} of the file is 0x{line[at]:X2}");
        }
        if (other == 0)
        {
            // Plain ASCII is the same in every encoding: nothing is left to tell.
            if (wide > 0)
                proofs["encoding"] = Proof.Of(wide, wide, FormattableString.Invariant($"{wide:N0} of {wide:N0} lines with other letters than ASCII are UTF-8"));
            return ["utf-8"];
        }
        if (wide == 0)
        {
            proofs["encoding"] = Proof.Of(other, other, $"no line with other letters than ASCII is UTF-8: {first}");
            return ["windows-1252"];
        }
        proofs["encoding"] = Proof.Of(isWestern ? wide + other : wide, wide + other, FormattableString.Invariant($"{wide:N0} lines are UTF-8, {other:N0} are not: {first}{(isWestern ? "" : "; they are kept out")}"));
        return isWestern ? ["utf-8", "windows-1252"] : ["utf-8"];
    }

    private static bool IsWestern(ReadOnlySpan<byte> line)
    {
        foreach (var letter in Western.GetString(line))
        {
            if (letter >= 0x80 && !Letters.Contains(letter))
                return false;
        }
        return true;
    }
}
