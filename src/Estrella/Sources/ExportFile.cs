using System.IO.Hashing;
using System.Text;
using System.Text.Unicode;
using Estrella.Foundation;
using Estrella.Sources.Workbooks;

namespace Estrella.Sources;

/// <summary>The records of a table, whatever it was written in and packed with.</summary>
internal static class ExportFile
{
    /// <summary>The checksum of the file is not that of the bytes read.</summary>
    public static bool IsPacked(TableFile file) => file.IsWorkbook || file.IsArchive || file.FullPath.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>Opens a table as its contract reads it.</summary>
    /// <param name="checksum">Fed the bytes of the file while they are read; null for a packed file.</param>
    /// <param name="isStrict">See <see cref="Records.IsStrict"/>.</param>
    public static Records Open(TableFile file, ReadOptions read, bool isStrict = false, XxHash128? checksum = null)
    {
        if (file.IsWorkbook)
        {
            var workbook = new Workbook(file.FullPath, file.Name);
            try
            {
                var sheet = workbook.Sheets.FirstOrDefault(each => each.Name == file.Part) ?? throw PackedFile.Damaged(file.Name, "the workbook has no such sheet any more");
                return new SheetRecords(workbook, sheet, file.Name, read.Delimiter) { IsStrict = isStrict };
            }
            catch
            {
                workbook.Dispose();
                throw;
            }
        }
        var (encoding, otherwise) = EncodingOf(file, read.Encodings);
        var bytes = OpenBytes(file, checksum);
        var text = TextEncoding.IsUtf8(encoding) ? bytes : Encoding.CreateTranscodingStream(bytes, TextEncoding.Find(encoding), new UTF8Encoding(false));
        return new CsvRecords(text, read.Delimiter, read.Quote, file.Name, otherwise) { IsStrict = isStrict };
    }

    /// <summary>The unpacked bytes of a text.</summary>
    public static Stream OpenBytes(TableFile file, XxHash128? checksum = null)
    {
        if (file.IsArchive)
        {
            var archive = PackedFile.Archive(file.FullPath, file.Name);
            return archive.GetEntry(file.Part!) is { } member
                ? new ArchiveMember(PackedFile.Open(member, file.Name), archive)
                : throw PackedFile.Damaged(file.Name, $"the archive has no {file.Part} any more");
        }
        Stream bytes = new FileStream(file.FullPath, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        if (checksum is not null)
        {
            bytes = new ChecksumStream(bytes, checksum);
        }
        return file.FullPath.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? PackedFile.OpenGzip(bytes, file.Name) : bytes;
    }

    /// <summary>
    /// The encoding of a file. A byte order mark decides whatever the contract says. Of several encodings: where UTF-8
    /// stands before one of a byte a letter, each record decides for itself; else the first whose rules the whole file
    /// keeps, and the last untried.
    /// </summary>
    /// <returns>The file's encoding, and that of records that are no UTF-8.</returns>
    private static (string Encoding, Encoding? Otherwise) EncodingOf(TableFile file, IReadOnlyList<string> encodings)
    {
        var start = Start(file);
        if (ByMark(start) is { } marked)
        {
            return (marked, Otherwise(marked, encodings));
        }
        foreach (var encoding in encodings)
        {
            if (Otherwise(encoding, encodings) is { } otherwise)
            {
                return (encoding, otherwise);
            }
            if (encoding == encodings[^1] || Keeps(file, encoding))
            {
                // Without a mark the blanks between ASCII letters tell which half of a letter comes first.
                return (IsWide(encoding) && ByZeros(start) is { } wide ? wide : encoding, null);
            }
        }
        throw new ArgumentException("no encoding", nameof(encodings));
    }

    /// <summary>The first bytes, as a guess at the encoding needs them.</summary>
    public static ReadOnlySpan<byte> Start(TableFile file)
    {
        var start = new byte[4096];
        using var stream = OpenBytes(file);
        return start.AsSpan(0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
    }

    public static string? ByMark(ReadOnlySpan<byte> start) => start switch
    {
        [0xEF, 0xBB, 0xBF, ..] => "utf-8",
        [0xFF, 0xFE, ..] => "utf-16",
        [0xFE, 0xFF, ..] => "utf-16BE",
        _ => null,
    };

    /// <summary>UTF-16 by its zeros: one half of most letters is zero, and always the same.</summary>
    public static string? ByZeros(ReadOnlySpan<byte> start)
    {
        int even = 0, odd = 0;
        for (var at = 0; at + 1 < start.Length; at += 2)
        {
            even += start[at] == 0 ? 1 : 0;
            odd += start[at + 1] == 0 ? 1 : 0;
        }
        var letters = start.Length / 2;
        return letters < 4 ? null
            : odd * 10 >= letters * 7 && even * 20 <= letters ? "utf-16"
            : even * 10 >= letters * 7 && odd * 20 <= letters ? "utf-16BE"
            : null;
    }

    public static bool IsWide(string encoding) => TextEncoding.Find(encoding).WebName.StartsWith("utf-16", StringComparison.Ordinal);

    private static Encoding? Otherwise(string encoding, IReadOnlyList<string> encodings) => TextEncoding.IsUtf8(encoding)
        ? encodings.SkipWhile(each => !TextEncoding.IsUtf8(each)).Select(TextEncoding.Find).FirstOrDefault(each => each.IsSingleByte && each.WebName != "us-ascii")
        : null;

    private static bool Keeps(TableFile file, string encoding)
    {
        using var stream = OpenBytes(file);
        var decoder = Encoding.GetEncoding(TextEncoding.Find(encoding).WebName, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback).GetDecoder();
        var bytes = new byte[1 << 16];
        var letters = new char[(1 << 16) + 16];
        try
        {
            int count;
            while ((count = stream.Read(bytes)) > 0)
            {
                decoder.GetChars(bytes.AsSpan(0, count), letters, flush: false);
            }
            decoder.GetChars([], letters, flush: true);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>Where the first byte that is no UTF-8 stands, or -1.</summary>
    public static int InvalidAt(ReadOnlySpan<byte> text)
    {
        if (Utf8.IsValid(text))
        {
            return -1;
        }
        var at = 0;
        while (Rune.DecodeFromUtf8(text[at..], out _, out var count) == System.Buffers.OperationStatus.Done)
        {
            at += count;
        }
        return at;
    }

    /// <summary>Feeds what passes to a checksum.</summary>
    private sealed class ChecksumStream(Stream inner, XxHash128 checksum) : PassingStream(inner)
    {
        protected override int Take(Span<byte> buffer)
        {
            var read = Inner.Read(buffer);
            checksum.Append(buffer[..read]);
            return read;
        }
    }

    /// <summary>A member, which closes its archive.</summary>
    private sealed class ArchiveMember(Stream inner, IDisposable archive) : PassingStream(inner)
    {
        protected override int Take(Span<byte> buffer) => Inner.Read(buffer);

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            archive.Dispose();
        }
    }
}

/// <summary>
/// The checksum by which a table is known: XxHash128 of the bytes of its file as they lie on disk, in hex; of a member or
/// a sheet, of these bytes and its name.
/// </summary>
public static class FileChecksum
{
    public static string Of(TableFile table)
    {
        using var file = Open(table);
        var checksum = new XxHash128();
        checksum.Append(file);
        return Of(table, checksum);
    }

    /// <summary>Copies the file.</summary>
    /// <returns>Of the bytes that were copied: the file may be another by now than the one somebody read.</returns>
    public static string Copy(TableFile table, Stream to, CancellationToken cancellation)
    {
        using var file = Open(table);
        var checksum = new XxHash128();
        var buffer = new byte[1 << 17];
        for (int count; (count = file.Read(buffer)) > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            checksum.Append(buffer.AsSpan(0, count));
            to.Write(buffer.AsSpan(0, count));
        }
        return Of(table, checksum);
    }

    private static FileStream Open(TableFile table) => new(table.FullPath, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);

    private static string Of(TableFile table, XxHash128 checksum)
    {
        if (table.Part is { } part)
        {
            checksum.Append(Encoding.UTF8.GetBytes(part));
        }
        return Convert.ToHexStringLower(checksum.GetHashAndReset());
    }
}
