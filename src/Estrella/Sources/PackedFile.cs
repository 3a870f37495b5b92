using System.IO.Compression;
using Estrella.Foundation;

namespace Estrella.Sources;

/// <summary>Archives and workbooks: what is damaged, locked or swells beyond reason is refused with a message.</summary>
internal static class PackedFile
{
    /// <summary>A member that swells to more than this, and to more than <see cref="MostSwelling"/> times its size, is no export.</summary>
    public const long Swollen = 256 << 20;

    /// <summary>Exports shrink to a fiftieth at most; what fills a disk with zeros shrinks to a thousandth.</summary>
    public const int MostSwelling = 250;

    /// <exception cref="EstrellaException">Exit 4: the file is no archive, or a damaged one.</exception>
    public static ZipArchive Archive(string path, string name)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        try
        {
            var archive = new ZipArchive(file, ZipArchiveMode.Read);
            // The list of members is read when it is asked for, and may be damaged, too.
            _ = archive.Entries;
            return archive;
        }
        catch (InvalidDataException damage)
        {
            file.Dispose();
            throw Damaged(name, damage);
        }
    }

    public static Stream Open(ZipArchiveEntry entry, string name)
    {
        if (entry.IsEncrypted)
        {
            throw new EstrellaException(ExitCode.DecisionMissing, $"{name}: {entry.FullName} is locked with a password", "unpack it yourself, and leave the unpacked files in the folder");
        }
        try
        {
            return new Unpacking(entry.Open(), name, entry.CompressedLength);
        }
        catch (Exception damage) when (damage is InvalidDataException or NotSupportedException)
        {
            throw Damaged(name, damage);
        }
    }

    public static Stream OpenGzip(Stream file, string name) => new Unpacking(new GZipStream(file, CompressionMode.Decompress), name, file.Length);

    public static EstrellaException Damaged(string place, Exception damage) => Damaged(place, $"it is damaged or breaks off: {damage.Message}", damage);

    public static EstrellaException Damaged(string place, string what, Exception? damage = null) =>
        new(ExitCode.DecisionMissing, $"{place}: {what}", "export it again, or open it, save it as CSV and take this file out of the folder", damage);

    /// <summary>The unpacked bytes of a packed file, whose damage is told as what it is.</summary>
    private sealed class Unpacking(Stream inner, string name, long packed) : PassingStream(inner)
    {
        private long unpacked;

        protected override int Take(Span<byte> buffer)
        {
            int count;
            try
            {
                count = Inner.Read(buffer);
            }
            catch (Exception damage) when (damage is InvalidDataException or IOException)
            {
                throw Damaged(name, damage);
            }
            unpacked += count;
            if (unpacked > Swollen && unpacked / MostSwelling > packed)
            {
                throw new EstrellaException(
                    ExitCode.DecisionMissing, $"{name}: {packed:N0} bytes unpack to more than {MostSwelling} times as many, which no export does", "take it out of the folder, or unpack it yourself if you trust it");
            }
            return count;
        }
    }
}

/// <summary>A stream read from the beginning to the end that looks at what passes.</summary>
internal abstract class PassingStream(Stream inner) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => inner.Length;
    public override long Position { get => inner.Position; set => throw new NotSupportedException(); }

    protected Stream Inner => inner;

    public override int Read(byte[] buffer, int offset, int count) => Take(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer) => Take(buffer);

    public override void Flush() => inner.Flush();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected abstract int Take(Span<byte> buffer);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }
        base.Dispose(disposing);
    }
}
