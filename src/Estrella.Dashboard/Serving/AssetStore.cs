using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Estrella.Dashboard.Serving;

/// <summary>Scripts and styles, from within the assembly: compressed once, named by their content, kept for ever by browsers.</summary>
public sealed class AssetStore
{
    private const string Folder = "Assets/";

    private readonly Dictionary<string, Asset> assets = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Select(Read).ToDictionary(each => each.Name);

    /// <summary>Its address; another content has another.</summary>
    public string Href(string name) => $"/assets/{assets[name].Tag}/{name}";

    internal async Task ServeAsync(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["name"]!;
        if (!assets.TryGetValue(name, out var asset))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var response = context.Response;
        response.ContentType = asset.Type;
        response.Headers.Vary = "Accept-Encoding";
        // Only the address with the right tag is for ever.
        response.Headers.CacheControl = (string)context.Request.RouteValues["tag"]! == asset.Tag ? "public, max-age=31536000, immutable" : "no-cache";
        var (bytes, encoding) = context.Request.Headers.AcceptEncoding.ToString() switch
        {
            var accepted when accepted.Contains("br", StringComparison.Ordinal) => (asset.Brotli.Value, "br"),
            var accepted when accepted.Contains("gzip", StringComparison.Ordinal) => (asset.Gzip.Value, "gzip"),
            _ => (asset.Plain, null),
        };
        if (encoding is not null)
            response.Headers.ContentEncoding = encoding;
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static Asset Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var name = resource[Folder.Length..];
        var type = Path.GetExtension(name) switch { ".js" => "text/javascript; charset=utf-8", ".css" => "text/css; charset=utf-8", ".svg" => "image/svg+xml", _ => "application/octet-stream" };
        return new Asset(name, type, Convert.ToHexStringLower(SHA256.HashData(bytes))[..12], bytes);
    }

    private static byte[] Compressed(byte[] bytes, Func<Stream, Stream> by)
    {
        using var target = new MemoryStream();
        using (var packing = by(target))
            packing.Write(bytes);
        return target.ToArray();
    }

    private sealed record Asset(string Name, string Type, string Tag, byte[] Plain)
    {
        // The smallest size takes a second for the charts: worth it once, on first demand.
        public Lazy<byte[]> Brotli { get; } = new(() => Compressed(Plain, target => new BrotliStream(target, new BrotliCompressionOptions { Quality = 9 })));

        public Lazy<byte[]> Gzip { get; } = new(() => Compressed(Plain, target => new GZipStream(target, CompressionLevel.SmallestSize)));
    }
}
