using Estrella.Foundation;

namespace Estrella.Sources;

/// <summary>Where contracts come from: the project's own, and those shipped with Estrella.</summary>
public static class Contracts
{
    private const string Folder = "Sources/Profiles/";

    /// <summary>The contracts in <c>sources/*.yml</c> of a project; none where there is no project or no such folder.</summary>
    /// <exception cref="EstrellaException">Exit 4: every mistake of every contract.</exception>
    public static IReadOnlyList<Contract> Load(string? projectDirectory)
    {
        var folder = projectDirectory is null ? null : Path.Combine(projectDirectory, "sources");
        if (folder is null || !Directory.Exists(folder))
        {
            return [];
        }
        var contracts = new List<Contract>();
        var mistakes = new ContractMistakes();
        foreach (var path in Directory.EnumerateFiles(folder).Where(path => Path.GetExtension(path) is ".yml" or ".yaml").Order(StringComparer.Ordinal))
        {
            mistakes.Try(() =>
            {
                var contract = Contract.Parse(File.ReadAllText(path), Path.Combine("sources", Path.GetFileName(path)));
                if (contracts.Find(other => other.Name == contract.Name) is { } twin)
                {
                    throw new EstrellaException(ExitCode.DecisionMissing, $"{contract.Path}:1:1: source '{contract.Name}' is also the name of {twin.Path}", "give each source its own name: it scopes the ids");
                }
                contracts.Add(contract);
            });
        }
        mistakes.Throw();
        return contracts;
    }

    /// <summary>The profiles shipped with Estrella; files are recognised as theirs by their headers.</summary>
    public static IReadOnlyList<Contract> BuiltIn()
    {
        var assembly = typeof(Contracts).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.Replace('\\', '/').StartsWith(Folder, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                    return ContractParser.Parse(reader.ReadToEnd(), "built-in " + Path.GetFileName(name.Replace('\\', '/')), isBuiltIn: true);
                }),
        ];
    }
}
