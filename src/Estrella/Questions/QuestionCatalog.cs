using System.Reflection;
using Estrella.Foundation;

namespace Estrella.Questions;

/// <summary>Every question that can be asked: those shipped with Estrella and those of the project's own <c>questions/</c>.</summary>
public sealed class QuestionCatalog
{
    private const string Room = "Questions/";

    private readonly SortedDictionary<string, QuestionFile> questions = new(StringComparer.Ordinal);

    private QuestionCatalog()
    {
    }

    /// <summary>By name.</summary>
    public IReadOnlyCollection<QuestionFile> All => questions.Values;

    /// <summary>A file of the project takes the place of a shipped one of the same name.</summary>
    /// <param name="projectDirectory">The folder with <c>estrella.yml</c>; null or one without <c>questions/</c>: shipped ones only.</param>
    /// <exception cref="EstrellaException">Exit 2: a file's header has a fault.</exception>
    public static QuestionCatalog Load(string? projectDirectory)
    {
        var catalog = new QuestionCatalog();
        foreach (var (path, text) in Embedded.All(Room).Where(each => !each.Path[Room.Length..].Contains('/')))
            catalog.Add(QuestionFile.Parse(path, text));
        var own = projectDirectory is null ? null : Path.Combine(projectDirectory, "questions");
        if (Directory.Exists(own))
        {
            foreach (var path in Directory.GetFiles(own, "*.sql").Order(StringComparer.Ordinal))
                catalog.Add(QuestionFile.Parse(path, File.ReadAllText(path)));
        }
        return catalog;
    }

    public QuestionFile? Find(string name) => questions.GetValueOrDefault(name);

    /// <exception cref="EstrellaException">Exit 2: there is no such question; names the nearest.</exception>
    public QuestionFile Get(string name) => Find(name) ?? throw new EstrellaException(
        ExitCode.WrongUsage,
        $"there is no question '{name}'; nearest: {string.Join(", ", Spelling.Likest(name, questions.Keys))}",
        "estrella ask lists them all");

    private void Add(QuestionFile question) => questions[question.Name] = question;

    /// <summary>The SQL files that lie within this library.</summary>
    internal static class Embedded
    {
        private static readonly Assembly Library = typeof(QuestionCatalog).Assembly;

        public static IEnumerable<(string Path, string Text)> All(string folder) => Library.GetManifestResourceNames()
            .Select(name => (Path: name.Replace('\\', '/'), Name: name))
            .Where(each => each.Path.StartsWith(folder, StringComparison.Ordinal) && each.Path.EndsWith(".sql", StringComparison.Ordinal))
            .OrderBy(each => each.Path, StringComparer.Ordinal)
            .Select(each => (each.Path, Read(each.Name)));

        public static string? Find(string path) => All(path).Select(each => each.Text).FirstOrDefault();

        private static string Read(string name)
        {
            using var reader = new StreamReader(Library.GetManifestResourceStream(name)!);
            return reader.ReadToEnd();
        }
    }
}
