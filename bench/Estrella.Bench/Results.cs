using System.Runtime.InteropServices;
using System.Text.Json;

namespace Estrella.Bench;

/// <summary>On what it was measured, and with which versions.</summary>
internal sealed record Machine(string Processor, int Cores, long MemoryGigabytes, string System, string Postgres, string Dotnet, string Estrella)
{
    public static async Task<Machine> OfAsync(string database) => new(
        ProcessorName(), Environment.ProcessorCount, (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20) / 1000, RuntimeInformation.OSDescription,
        (await Place.AskAsync(database, "show server_version"))[0], Environment.Version.ToString(),
        typeof(Foundation.EstrellaException).Assembly.GetName().Version!.ToString(3));

    private static string ProcessorName() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown"
        : RuntimeInformation.ProcessArchitecture.ToString();
}

/// <summary>Writes a result as one JSON file; README's table is read from it.</summary>
internal static class Results
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(string folder, string name, object result)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name + ".json");
        var text = JsonSerializer.Serialize(result, Readable);
        await File.WriteAllTextAsync(path, text + "\n");
        Console.Out.WriteLine(text);
        Console.Error.WriteLine($"written to {path}");
    }
}
