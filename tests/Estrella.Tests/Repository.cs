namespace Estrella.Tests;

/// <summary>The working tree the tests were built from.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Estrella.slnx")))
                return folder;
        }
        throw new InvalidOperationException($"no Estrella.slnx above {AppContext.BaseDirectory}");
    }
}
