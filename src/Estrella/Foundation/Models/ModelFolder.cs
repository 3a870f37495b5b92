using System.Reflection;

namespace Estrella.Foundation.Models;

/// <summary>A query for the bad rows; it passes when there are none.</summary>
/// <param name="Name">The file's name without <c>.test.sql</c>: <c>fact_sales.total_adds_up</c>.</param>
public sealed record DataTest(string Name, string Sql);

/// <summary>The model files of a room (Star, Mart) in the order they are built, and the data tests beside them.</summary>
/// <param name="Schema">The schema they are built in: the room's name in lower case.</param>
public sealed record ModelFolder(string Schema, IReadOnlyList<ModelFile> Models, IReadOnlyList<DataTest> Tests)
{
    private const string TestEnding = ".test.sql";

    /// <summary>Dimensions with versions: what points at one is looked up by it when versions move.</summary>
    public IReadOnlySet<string> Chains { get; } = Models.Where(model => model.Chain is not null).Select(model => model.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>Reads the files shipped within this library.</summary>
    /// <param name="room">The folder, as it is written: <c>Star</c>.</param>
    public static ModelFolder Load(string room)
    {
        var assembly = typeof(ModelFolder).Assembly;
        var files = assembly.GetManifestResourceNames()
            .Select(name => (Path: name.Replace('\\', '/'), Name: name))
            .Where(each => each.Path.StartsWith(room + "/", StringComparison.Ordinal) && each.Path.EndsWith(".sql", StringComparison.Ordinal))
            .OrderBy(each => each.Path, StringComparer.Ordinal)
            .Select(each => (each.Path, Text: Read(assembly, each.Name)))
            .ToList();
        var tests = files.Where(each => each.Path.EndsWith(TestEnding, StringComparison.Ordinal))
            .Select(each => new DataTest(each.Path[(room.Length + 1)..^TestEnding.Length], each.Text));
        var models = files.Where(each => !each.Path.EndsWith(TestEnding, StringComparison.Ordinal))
            .Select(each => ModelFile.Parse(each.Text));
        return new ModelFolder(room.ToLowerInvariant(), ModelOrder.Sort([.. models], room.ToLowerInvariant()), [.. tests]);
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
