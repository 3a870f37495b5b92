using System.Security.Cryptography;

namespace Estrella.Sources;

/// <summary>
/// Keeps a secret column from leaving the reader by a side door. A row is let through only if nothing speaks
/// against its alignment: as many cells as the header, on one line, properly quoted (checked by the reader);
/// no column has another shape than in the rest of the file; no cell holds a secret seen anywhere in the file.
/// Three passes over the file before the real one learn the shapes, then the secrets of the rows that fit them, then
/// which of these are ordinary words of other columns.
/// </summary>
internal sealed class SecretGuard
{
    private const int EnoughRows = 20;

    private readonly SecretWords words = new();
    private readonly bool[] isSecret;
    private readonly ColumnShape[] shapes;

    private SecretGuard(FileHeader header)
    {
        isSecret = header.IsSecret;
        shapes = [.. header.Names.Select(_ => new ColumnShape())];
    }

    public static SecretGuard Learn(TableFile file, ExportContract export)
    {
        SecretGuard? guard = null;
        foreach (var pass in new[] { Pass.Shapes, Pass.Words, Pass.Weights })
        {
            using var records = ExportFile.Open(file, export.Read, isStrict: true);
            if (HeaderReader.Read(records, export).Header is not { } header)
            {
                break;
            }
            guard ??= new SecretGuard(header);
            (records.Expected, records.Least) = (header.Names.Count, header.Named);
            var row = new RowCells(records, header, export.Read) { ShowsValues = false };
            while (records.Read())
            {
                if (records.State != RecordState.Good)
                {
                    continue;
                }
                row.Begin();
                guard.Learn(row, pass);
            }
        }
        return guard ?? new SecretGuard(new FileHeader([], 1, [], []));
    }

    /// <summary>Whether something speaks for the row being shifted; says nothing of its content.</summary>
    public bool Suspects(RowCells row, out string why)
    {
        for (var column = 0; column < shapes.Length; column++)
        {
            var text = row.Text(column);
            if (!shapes[column].Fits(text, isSecret[column]))
            {
                why = $"{row.Header.Names[column]} has another shape than in the rest of the file";
                return true;
            }
            if (!isSecret[column] && words.IsIn(text))
            {
                why = $"{row.Header.Names[column]} holds what stands in the secret column elsewhere";
                return true;
            }
        }
        why = "";
        return false;
    }

    /// <summary>Tells rows apart without telling what is in them: HMAC-SHA256 of the row, its first 16 bytes.</summary>
    public static string KeyedHash(ReadOnlySpan<byte> row, byte[] key) => Convert.ToHexStringLower(HMACSHA256.HashData(key, row).AsSpan(0, 16));

    private enum Pass
    {
        Shapes,
        Words,
        Weights,
    }

    private void Learn(RowCells row, Pass pass)
    {
        var fits = true;
        for (var column = 0; column < shapes.Length && fits && pass == Pass.Words; column++)
        {
            fits = shapes[column].Fits(row.Text(column), isSecret[column]);
        }
        for (var column = 0; column < shapes.Length && fits; column++)
        {
            var text = row.Text(column);
            if (pass == Pass.Shapes)
            {
                shapes[column].See(text);
            }
            else if (pass == Pass.Words && isSecret[column])
            {
                words.Learn(text);
            }
            else if (pass == Pass.Weights && !isSecret[column])
            {
                words.Weigh(text);
            }
        }
    }

    /// <summary>What nineteen in twenty filled cells of a column have in common.</summary>
    private sealed class ColumnShape
    {
        private long filled;
        private long digits;
        private long at;
        private readonly Dictionary<int, long> lengths = [];

        public void See(ReadOnlySpan<byte> text)
        {
            if (text.IsEmpty)
            {
                return;
            }
            filled++;
            digits += IsDigits(text) ? 1 : 0;
            at += text.Contains((byte)'@') ? 1 : 0;
            if (text.Length <= 256)
            {
                lengths[text.Length] = lengths.GetValueOrDefault(text.Length) + 1;
            }
        }

        public bool Fits(ReadOnlySpan<byte> text, bool isSecret)
        {
            if (text.IsEmpty || filled < EnoughRows)
            {
                return true;
            }
            if (isSecret)
            {
                // A column of hashes, or of one word for all: whatever is longer or shorter is something else.
                return !lengths.Values.Any(Most) || Most(lengths.GetValueOrDefault(text.Length));
            }
            return (!Most(digits) || IsDigits(text)) && (!Most(at) || text.Contains((byte)'@'));
        }

        private bool Most(long count) => count * 20 >= filled * 19;

        private static bool IsDigits(ReadOnlySpan<byte> text) => text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
    }
}
