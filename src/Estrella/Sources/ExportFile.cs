using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using System.Text.Unicode;
using Estrella.Foundation;

namespace Estrella.Sources;

/// <summary>The bytes of an export as UTF-8, whatever it was written in and packed with.</summary>
internal static class ExportFile
{
    private static readonly string[] Packed = [".gz", ".zip"];

    public static bool IsPacked(string path) => Packed.Contains(Path.GetExtension(path).ToLowerInvariant());

    /// <summary>Opens a file as its contract reads it.</summary>
    /// <param name="checksum">Fed the bytes of the file while they are read; null for a packed file.</param>
    public static Stream Open(string path, ReadOptions read, XxHash128? checksum = null)
    {
        var encoding = read.Encodings.Count == 1 ? read.Encodings[0] : EncodingOf(path, read.Encodings);
        var bytes = OpenBytes(path, checksum);
        return TextEncoding.IsUtf8(encoding) ? bytes : Encoding.CreateTranscodingStream(bytes, TextEncoding.Find(encoding), new UTF8Encoding(false));
    }

    /// <summary>The unpacked bytes.</summary>
    public static Stream OpenBytes(string path, XxHash128? checksum = null)
    {
        Stream file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        if (path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            var archive = new ZipArchive(file, ZipArchiveMode.Read);
            return archive.Entries.FirstOrDefault(entry => entry.Length > 0)?.Open()
                ?? throw new EstrellaException(ExitCode.DecisionMissing, $"{path}: the archive is empty, expected one CSV file in it");
        }
        if (checksum is not null)
        {
            file = new ChecksumStream(file, checksum);
        }
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <summary>The first encoding whose rules the whole file keeps; the last one is taken untried.</summary>
    private static string EncodingOf(string path, IReadOnlyList<string> encodings)
    {
        foreach (var encoding in encodings.Take(encodings.Count - 1))
        {
            if (Keeps(path, encoding))
            {
                return encoding;
            }
        }
        return encodings[^1];
    }

    internal static bool Keeps(string path, string encoding)
    {
        using var stream = OpenBytes(path);
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

    /// <summary>Passes a file through and feeds what passes to a checksum.</summary>
    private sealed class ChecksumStream(Stream inner, XxHash128 checksum) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => inner.Length;
        public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            checksum.Append(buffer.AsSpan(offset, read));
            return read;
        }

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            checksum.Append(buffer[..read]);
            return read;
        }

        public override void Flush() => inner.Flush();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}

/// <summary>The checksum by which a file is known: XxHash128 of its bytes as they lie on disk, in hex.</summary>
public static class FileChecksum
{
    public static string Of(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        var checksum = new XxHash128();
        checksum.Append(file);
        return Convert.ToHexStringLower(checksum.GetHashAndReset());
    }
}
