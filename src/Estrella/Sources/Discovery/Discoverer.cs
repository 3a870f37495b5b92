using Estrella.Foundation;

namespace Estrella.Sources.Discovery;

/// <summary>What discovery made of a folder.</summary>
/// <param name="Contract">The drafted contract, as text.</param>
/// <param name="Questions">What no row decides, a line each; while there are any the contract cannot be run.</param>
/// <param name="NotUnderstood">Files nothing is known of, with the reason.</param>
public sealed record Discovered(string Source, string Contract, IReadOnlyList<string> Questions, IReadOnlyList<UnmatchedFile> NotUnderstood, IReadOnlyList<DiscoveredFile> Files);

/// <summary>What a file was taken for.</summary>
/// <param name="Understood">Columns whose meaning is known.</param>
/// <param name="Unmapped">The others; they are kept in extras.</param>
public sealed record DiscoveredFile(string Name, string Entities, long Rows, int Columns, int Understood, IReadOnlyList<string> Unmapped);

/// <summary>Drafts a contract for a folder of exports nobody has described.</summary>
public static class Discoverer
{
    private static readonly string[] Endings = [".csv", ".tsv", ".txt", ".csv.gz", ".csv.zip"];

    /// <param name="progress">Told of each file before it is read.</param>
    /// <exception cref="EstrellaException">Exit 4: the folder holds no table that is understood. Exit 2: there is no such folder.</exception>
    public static Discovered Discover(string directory, string? zone, string? currency, Action<string>? progress, CancellationToken cancellation)
    {
        if (!Directory.Exists(directory))
            throw new EstrellaException(ExitCode.WrongUsage, $"{directory}: there is no such folder", "name the folder that holds the exports");
        var unread = new List<UnmatchedFile>();
        var probed = new List<ProbedFile>();
        foreach (var path in Directory.EnumerateFiles(directory).Order(StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            var name = Path.GetFileName(path);
            if (!Array.Exists(Endings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
                continue;
            progress?.Invoke(name);
            try
            {
                probed.Add(FileProbe.Look(path, name));
            }
            catch (EstrellaException unreadable) when (unreadable.ExitCode == ExitCode.DecisionMissing)
            {
                unread.Add(new UnmatchedFile(path, name, unreadable.Message));
            }
        }
        var source = FileNames.Word(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory))));
        var draft = Drafting.Of(source, probed);
        foreach (var file in probed.Where(file => draft.Exports.All(export => export.File != file)))
            unread.Add(new UnmatchedFile(file.FullPath, file.Name, $"its columns are of no entity known: {string.Join(", ", file.Columns.Take(12).Select(column => column.Name))}"));
        if (draft.Exports.Count == 0)
        {
            throw new EstrellaException(
                ExitCode.DecisionMissing, string.Join("\n", unread.Select(file => $"{file.Name}: {file.Reason}").Prepend($"{directory}: no file is understood")),
                "write a contract into sources/ (estrella init makes the folder and an example)");
        }
        return new Discovered(
            source, ContractText.Of(draft, zone, currency), [.. draft.Questions.Select(each => $"{each.Where}: {each.Problem}; say one of: {string.Join(" | ", each.Choices)}")], unread,
            [.. draft.Exports.Select(export => new DiscoveredFile(
                export.File.Name, string.Join(", ", export.Feeds.Select(feed => feed.Entity.Name)), export.File.Rows, export.File.Columns.Count,
                export.File.Columns.Count - export.Unmapped.Count, export.Unmapped))]);
    }
}
