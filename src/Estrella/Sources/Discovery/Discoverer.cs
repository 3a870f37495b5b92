using Estrella.Entities;
using Estrella.Foundation;

namespace Estrella.Sources.Discovery;

/// <summary>What discovery made of a folder.</summary>
/// <param name="Contract">The drafted contract, as text.</param>
/// <param name="Questions">What no row decides; while there are any the contract cannot be run.</param>
/// <param name="NotUnderstood">Files nothing is known of, with the reason.</param>
public sealed record Discovered(string Source, string Contract, IReadOnlyList<DraftQuestion> Questions, IReadOnlyList<UnmatchedFile> NotUnderstood, IReadOnlyList<DiscoveredFile> Files)
{
    /// <summary>Tables that were read to their end.</summary>
    public int FilesRead { get; init; }

    public long RowsRead { get; init; }

    /// <summary>Columns of all tables that were read; those of tables nothing is known of are none of the understood.</summary>
    public int Columns { get; init; }

    /// <summary>Columns that feed a field.</summary>
    public int ColumnsUnderstood => Files.Sum(file => file.Understood);

    /// <summary>Others of which the rows say what they are.</summary>
    public int ColumnsExplained => Files.Sum(file => file.Explained.Count);

    /// <summary>Columns nobody knows the meaning of and no row tells of, by file; none of a file that is left for a reason.</summary>
    public IReadOnlyList<(string File, IReadOnlyList<string> Columns)> ColumnsLeft { get; init; } = [];

    /// <summary>As the files lie on disk.</summary>
    public long BytesRead { get; init; }

    /// <summary>Values a spreadsheet has spoilt, a line each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The folder's files as they were looked at.</summary>
    internal IReadOnlyList<ProbedFile> Probed { get; init; } = [];
}

/// <summary>What a file was taken for.</summary>
/// <param name="Understood">Columns that feed a field.</param>
/// <param name="Unmapped">The others; they are kept in extras.</param>
public sealed record DiscoveredFile(string Name, string Entities, long Rows, int Columns, int Understood, IReadOnlyList<string> Unmapped)
{
    /// <summary>Those of the others of which the rows say what they are.</summary>
    public IReadOnlyList<LeftColumn> Explained { get; init; } = [];

    /// <summary>Those of which nothing is known.</summary>
    public IReadOnlyList<string> NotUnderstood => [.. Unmapped.Except(Explained.Select(left => left.Name))];
}

/// <summary>Drafts a contract for a folder of exports nobody has described.</summary>
public static class Discoverer
{
    /// <param name="progress">Told of each file before it is read.</param>
    /// <exception cref="EstrellaException">Exit 4: the folder holds no table that is understood. Exit 2: there is no such folder.</exception>
    public static Discovered Discover(string directory, string? zone, string? currency, Action<string>? progress, CancellationToken cancellation) =>
        Discover(directory, zone, currency, Answers.None, progress, cancellation);

    /// <param name="answers">What a person says where no row decides.</param>
    /// <param name="progress">Told of each file before it is read.</param>
    /// <param name="dictionary">The project's own words, beside those shipped; there need not be such a file.</param>
    /// <exception cref="EstrellaException">Exit 4: the folder holds no table that is understood. Exit 2: there is no such folder, or an answer to nothing.</exception>
    public static Discovered Discover(string directory, string? zone, string? currency, Answers answers, Action<string>? progress, CancellationToken cancellation, string? dictionary = null) =>
        Discover(directory, zone, currency, answers, progress, [], cancellation, dictionary)
        ?? throw new System.Diagnostics.UnreachableException("a folder of which no file is known beforehand is refused, not passed over");

    /// <summary>The keys a run will compare people by, as far as the project is known.</summary>
    private static KeyValues Values(string? zone, string? dictionary)
    {
        // Both lie beside estrella.yml.
        var folder = dictionary is null ? null : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(dictionary))!, "packs");
        var packs = PackFolder.Load(folder);
        return new KeyValues(NoKeys.Load(folder), packs, zone is null ? null : packs.CountryOfZone(zone));
    }

    /// <summary>The same of a folder some of whose files a contract takes already; null: nothing of the others is understood.</summary>
    /// <param name="known">What contracts take; none: a folder of which nothing is understood is refused.</param>
    /// <exception cref="EstrellaException">Exit 4: the folder holds no table that is understood. Exit 2: there is no such folder, or an answer to nothing.</exception>
    public static Discovered? Discover(
        string directory, string? zone, string? currency, Answers answers, Action<string>? progress, IReadOnlyList<FileMatch> known, CancellationToken cancellation, string? dictionary = null)
    {
        if (!Directory.Exists(directory))
            throw new EstrellaException(ExitCode.WrongUsage, $"{directory}: there is no such folder", "name the folder that holds the exports");
        var folder = FolderProbe.Look(directory, progress, cancellation, known.Select(match => match.FullPath).ToHashSet());
        var (probed, unread) = (folder.Tables, folder.Files.ToList());
        if (probed.Count == 0 && known.Count > 0)
            return null;
        var source = FileNames.Word(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory))));
        // A folder called as the shop system whose exports lie in it: its other files are another source.
        if (known.Any(match => match.Contract.Name == source))
            source += "_files";
        var judge = new LocaleJudge(probed, currency, answers);
        var draft = Drafting.Of(source, probed, Headings.With(dictionary), judge, Values(zone, dictionary));
        foreach (var file in probed.Where(file => draft.Exports.All(export => export.File != file)))
            unread.Add(new UnmatchedFile(file.FullPath, file.Name, draft.Left.GetValueOrDefault(file) ?? $"its columns are of no entity known: {string.Join(", ", file.Columns.Take(12).Select(column => column.Name))}"));
        if (draft.Exports.Count == 0 && known.Count > 0)
            return null;
        if (draft.Exports.Count == 0)
        {
            throw new EstrellaException(
                ExitCode.DecisionMissing, string.Join("\n", unread.Select(file => $"{file.Name}: {file.Reason}").Prepend($"{directory}: no file is understood")),
                "write a contract into sources/ (estrella init makes the folder and an example)");
        }
        answers.RefuseUnused([.. draft.Questions.Select(each => each.Key)], [.. probed.SelectMany(file => file.Open.Select(column => $"{FileNames.Word(file.Name)}.{column.Name}"))]);
        var files = draft.Exports.Select(export => new DiscoveredFile(
            export.File.Name, string.Join(", ", export.Feeds.Select(feed => feed.Entity.Name)), export.File.Rows, export.File.Columns.Count,
            export.File.Columns.Count - export.Unmapped.Count, export.Unmapped)
        {
            Explained = export.Explained,
        }).ToList();
        return new Discovered(source, ContractText.Of(draft, zone, judge.Currency, judge.CurrencyProof), draft.Questions, unread, files)
        {
            Warnings = [.. probed.SelectMany(LocaleJudge.Warnings)],
            Probed = probed,
            Columns = probed.Sum(file => file.Columns.Count),
            ColumnsLeft =
            [
                .. files.Where(file => file.NotUnderstood.Count > 0).Select(file => (file.Name, file.NotUnderstood)),
                // A file that is left says why in one line.
                .. probed.Where(file => !draft.Left.ContainsKey(file) && draft.Exports.All(export => export.File != file)).Select(file => (file.Name, (IReadOnlyList<string>)[.. file.Columns.Select(column => column.Name)])),
            ],
            FilesRead = probed.Sum(file => file.Tables.Count),
            RowsRead = probed.Sum(file => file.Rows),
            BytesRead = folder.Bytes,
        };
    }
}
