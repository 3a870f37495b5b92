using Estrella.Foundation;

namespace Estrella.Sources;

/// <summary>A file of the folder and the export it carries.</summary>
/// <param name="Name">Path below the folder, with slashes.</param>
/// <param name="AsOf">Date of the export, UTC, by the contract or the file's name; null: undated.</param>
/// <param name="Bytes">Size as it lies on disk.</param>
public sealed record FileMatch(string FullPath, string Name, Contract Contract, ExportContract Export, DateTime? AsOf, long Bytes);

/// <summary>A CSV file no contract takes.</summary>
public sealed record UnmatchedFile(string FullPath, string Name, string Reason);

/// <summary>What a folder holds. Matches are ordered by date (undated first), then source and name.</summary>
public sealed record Recognition(IReadOnlyList<FileMatch> Matches, IReadOnlyList<UnmatchedFile> Unmatched);

/// <summary>Finds out which export each file of a folder carries: by its name and its header, built-in profiles by the header alone where it is clear enough.</summary>
public static class Recogniser
{
    private static readonly string[] Endings = [".csv", ".csv.gz", ".csv.zip", ".tsv"];

    /// <exception cref="EstrellaException">Exit 4: every file that is meant for an export and does not fit it, or fits two. Exit 2: no such folder.</exception>
    public static Recognition Recognise(string directory, IReadOnlyList<Contract> contracts)
    {
        if (!Directory.Exists(directory))
        {
            throw new EstrellaException(ExitCode.WrongUsage, $"{directory}: no such folder", "name the folder that holds the exports");
        }
        var candidates = contracts
            .SelectMany(contract => contract.Exports.Select(export => new Candidate(contract, export, new FileNamePattern(export.Files))))
            .ToList();
        var isDeep = candidates.Exists(each => each.Export.Files.Contains('/'));
        var files = Directory.EnumerateFiles(directory, "*", isDeep ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly)
            .Select(path => (FullPath: Path.GetFullPath(path), Name: Path.GetRelativePath(directory, path).Replace('\\', '/')))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .ToList();

        var mistakes = new ContractMistakes();
        var verdicts = new List<FileFit>();
        foreach (var (path, name) in files)
        {
            mistakes.Try(() => verdicts.Add(FileFit.Of(path, name, candidates)));
        }
        var recognised = verdicts.Where(fit => fit.Match is not null).Select(fit => fit.Match!.Contract.Name).ToHashSet();
        foreach (var fit in verdicts.Where(fit => fit.Problem is not null && (fit.IsMeant || recognised.Contains(fit.MeantFor!.Name))))
        {
            mistakes.Try(() => throw fit.Problem!);
        }
        mistakes.Throw();
        return new Recognition(
            [.. verdicts.Where(fit => fit.Match is not null).Select(fit => fit.Match!)
                .OrderBy(match => match.AsOf ?? DateTime.MinValue).ThenBy(match => match.Contract.Name, StringComparer.Ordinal).ThenBy(match => match.Name, StringComparer.Ordinal)],
            [.. verdicts.Where(fit => fit.Match is null && IsCsv(fit.Name)).Select(fit => new UnmatchedFile(fit.FullPath, fit.Name, fit.Reason))]);
    }

    internal static bool IsCsv(string name) => Array.Exists(Endings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    internal sealed record Candidate(Contract Contract, ExportContract Export, FileNamePattern Pattern);
}

/// <summary>How one file fits the exports.</summary>
internal sealed class FileFit
{
    public required string FullPath { get; init; }

    public required string Name { get; init; }

    public FileMatch? Match { get; init; }

    /// <summary>Why an export whose name the file fits cannot take it.</summary>
    public EstrellaException? Problem { get; init; }

    public Contract? MeantFor { get; init; }

    /// <summary>
    /// The problem stands whatever else is in the folder: the project's own contract names the file, or half of the
    /// columns are there. A file without the columns of <c>recognise</c> and most others is simply another file.
    /// </summary>
    public bool IsMeant { get; init; }

    public string Reason { get; init; } = "";

    private sealed record Fit(Recogniser.Candidate Candidate, DateTime? Day, HeaderReading Header, IReadOnlyList<string> Missing, int Named);

    public static FileFit Of(string path, string name, IReadOnlyList<Recogniser.Candidate> candidates)
    {
        var own = new List<Fit>();
        foreach (var candidate in candidates)
        {
            if (candidate.Pattern.Fits(name, out var day))
            {
                own.Add(Try(path, candidate, day));
            }
        }
        if (own.Exists(fit => !fit.Candidate.Contract.IsBuiltIn))
        {
            // The project's own contracts stand before those shipped with Estrella.
            own.RemoveAll(fit => fit.Candidate.Contract.IsBuiltIn);
        }
        var good = own.Where(IsGood).ToList();
        if (own.Count == 0 && Recogniser.IsCsv(name))
        {
            good = [.. candidates.Where(each => each.Contract.IsBuiltIn).Select(each => Try(path, each, null)).Where(fit => IsGood(fit) && IsClear(fit))];
        }
        if (good.Count > 0)
        {
            var best = good.Where(fit => fit.Named == good.Max(other => other.Named)).ToList();
            if (best.Count == 1)
            {
                return new FileFit { FullPath = path, Name = name, Match = Matched(path, name, best[0]) };
            }
            var exports = string.Join(" and ", best.Select(fit => $"{fit.Candidate.Contract.Name}/{fit.Candidate.Export.Name}"));
            return own.Count > 0
                ? throw new EstrellaException(ExitCode.DecisionMissing, $"{name}:{best[0].Header.Line}:1: fits {exports} by its name and its columns, expected one", "make the globs under files narrower, or tell them apart by recognise")
                : new FileFit { FullPath = path, Name = name, Reason = $"its columns fit {exports} alike: name it as one of them ({string.Join(", ", best.Select(fit => fit.Candidate.Export.Files))})" };
        }
        return Unfit(path, name, own);
    }

    private static FileFit Unfit(string path, string name, List<Fit> own)
    {
        if (own.Count == 0)
        {
            return new FileFit { FullPath = path, Name = name, Reason = "no contract names such a file, and its columns fit no built-in profile" };
        }
        var nearest = own.OrderBy(fit => fit.Header.Header is null ? 1 : 0).ThenBy(fit => fit.Missing.Count).First();
        var export = nearest.Candidate.Export;
        var problem = nearest.Header.Header is { } header
            ? HeaderReader.Lacks(name, header, export, nearest.Candidate.Contract.Path)
            : new EstrellaException(ExitCode.DecisionMissing, $"{name}:{nearest.Header.Line}:1: {nearest.Header.Problem}", nearest.Header.Next);
        return new FileFit
        {
            FullPath = path,
            Name = name,
            Problem = problem,
            MeantFor = nearest.Candidate.Contract,
            IsMeant = nearest.Header.Header is null
                ? !nearest.Candidate.Contract.IsBuiltIn
                : (!nearest.Candidate.Contract.IsBuiltIn && !LacksRecognised(nearest)) || nearest.Missing.Count * 2 <= export.Required.Count,
            Reason = problem.Message,
        };
    }

    private static Fit Try(string path, Recogniser.Candidate candidate, DateTime? day)
    {
        var reading = HeaderReader.Read(path, candidate.Export);
        if (reading.Header is not { } header)
        {
            return new Fit(candidate, day, reading, [], 0);
        }
        var missing = HeaderReader.Missing(header, candidate.Export);
        var named = candidate.Export.Required.Concat(candidate.Export.Optional).Select(column => ColumnName.Find(header.Names, column)).Where(at => at >= 0).Distinct().Count();
        return new Fit(candidate, day, reading, missing, named);
    }

    private static bool IsGood(Fit fit) => fit.Header.Header is not null && fit.Missing.Count == 0;

    /// <summary>By the header alone: the profile names all columns of the file, or at least three and half of them.</summary>
    private static bool IsClear(Fit fit) => fit.Named == fit.Header.Header!.Names.Count || (fit.Named >= 3 && fit.Named * 2 >= fit.Header.Header.Names.Count);

    private static bool LacksRecognised(Fit fit) => fit.Candidate.Export.Recognise.Any(column => ColumnName.Find(fit.Header.Header!.Names, column) < 0);

    private static FileMatch Matched(string path, string name, Fit fit)
    {
        var (contract, export, _) = fit.Candidate;
        var info = new FileInfo(path);
        var clock = new ZoneClock(contract.Zone is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(contract.Zone));
        DateTime? Start(DateTime? day) => day is { } local ? new DateTime(clock.ToUtc(local), DateTimeKind.Utc) : null;
        var asOf = contract.AsOf switch
        {
            { IsModified: true } => info.LastWriteTimeUtc,
            { Day: { } day } => Start(day.ToDateTime(TimeOnly.MinValue)),
            _ => Start(fit.Day),
        };
        return new FileMatch(path, name, contract, export, asOf, info.Length);
    }
}
