using Estrella.Foundation;

namespace Estrella.Sources;

/// <summary>A table of the folder and the export it carries.</summary>
/// <param name="AsOf">Date of the export, UTC, by the contract or the file's name; null: undated.</param>
/// <param name="Bytes">Size of its file as it lies on disk.</param>
public sealed record FileMatch(TableFile Table, Contract Contract, ExportContract Export, DateTime? AsOf, long Bytes)
{
    public string FullPath => Table.FullPath;

    /// <summary>Path below the folder, with slashes; that of a member or sheet behind a colon.</summary>
    public string Name => Table.Name;
}

/// <summary>A table, or a file that could hold one, no contract takes.</summary>
public sealed record UnmatchedFile(string FullPath, string Name, string Reason);

/// <summary>What a folder holds. Matches are ordered by date (undated first), then source and name.</summary>
public sealed record Recognition(IReadOnlyList<FileMatch> Matches, IReadOnlyList<UnmatchedFile> Unmatched);

/// <summary>Finds out which export each file of a folder carries: by its name and its header, built-in profiles by the header alone where it is clear enough.</summary>
public static class Recogniser
{
    /// <exception cref="EstrellaException">Exit 4: every file that is meant for an export and does not fit it, or fits two. Exit 2: no such folder.</exception>
    public static Recognition Recognise(string directory, IReadOnlyList<Contract> contracts)
    {
        if (!Directory.Exists(directory))
        {
            throw new EstrellaException(ExitCode.WrongUsage, $"{directory}: no such folder", "name the folder that holds the exports");
        }
        var candidates = contracts
            .SelectMany(contract => contract.Exports.SelectMany(export => Cuts(export).Select(cut => new Candidate(contract, cut, new FileNamePattern(export.Files), cut.Read.Delimiter == export.Read.Delimiter))))
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
            mistakes.Try(() => verdicts.AddRange(Fits(path, name, candidates)));
        }
        if (!isDeep)
        {
            verdicts.AddRange(Below(directory, [.. candidates.Where(each => each.Export.Files.Length == 0)]));
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
            [.. verdicts.Where(fit => fit.Match is null && (TableFile.IsTableName(fit.File) || TableFile.IsLeft(fit.File))).Select(fit => new UnmatchedFile(fit.FullPath, fit.Name, fit.Reason))]);
    }

    /// <summary>
    /// Files in folders below, where no name looks: those known by their header alone, and with them the others, for
    /// somebody puts each platform's downloads into a folder of its own. Without one what lies below is nobody's business.
    /// </summary>
    private static List<FileFit> Below(string directory, IReadOnlyList<Candidate> candidates)
    {
        if (candidates.Count == 0)
        {
            return [];
        }
        var below = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.Hidden };
        var fits = Directory.EnumerateFiles(directory, "*", below)
            .Select(path => (FullPath: Path.GetFullPath(path), Name: Path.GetRelativePath(directory, path).Replace('\\', '/')))
            .Where(file => file.Name.Contains('/') && TableFile.IsTableName(file.Name))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .SelectMany(file => Fits(file.FullPath, file.Name, candidates))
            .ToList();
        return fits.Exists(fit => fit.Match is not null) ? fits : [];
    }

    /// <summary>A table known to carry an export, as the contract reads it now; null: it lacks a column the contract demands.</summary>
    internal static FileMatch? Fit(TableFile table, Contract contract, string export) => Cuts(contract.Exports.First(each => each.Name == export))
        .Where(cut => HeaderReader.Read(table, cut).Header is { } header && HeaderReader.Missing(header, cut).Count == 0)
        .Select(cut => new FileMatch(table, contract, cut, null, new FileInfo(table.FullPath).Length))
        .FirstOrDefault();

    /// <summary>The export with each of the delimiters it may be written with: only one gives a header.</summary>
    private static IEnumerable<ExportContract> Cuts(ExportContract export) => export.Read.Delimiters.Count == 1
        ? [export]
        : export.Read.Delimiters.Select(delimiter => export with { Read = export.Read with { Delimiter = delimiter } });

    /// <summary>How the tables of a file fit; of one that holds several, those no export takes are no problem where another is taken.</summary>
    private static List<FileFit> Fits(string path, string name, IReadOnlyList<Candidate> candidates)
    {
        IReadOnlyList<TableFile> tables;
        try
        {
            tables = TableFile.IsTableName(name) || candidates.Any(each => each.Pattern.Fits(name, out _)) ? TableFile.Of(path, name) : [];
        }
        catch (EstrellaException damage) when (damage.ExitCode == ExitCode.DecisionMissing)
        {
            var meant = candidates.FirstOrDefault(each => !each.Contract.IsBuiltIn && each.Pattern.Fits(name, out _))?.Contract;
            return [new FileFit { FullPath = path, Name = name, File = name, Problem = meant is null ? null : damage, MeantFor = meant, IsMeant = meant is not null, Reason = damage.Message }];
        }
        if (tables.Count == 0 && TableFile.IsLeft(name))
        {
            return [new FileFit { FullPath = path, Name = name, File = name, Reason = TableFile.WhyLeft(name)! }];
        }
        var fits = tables.Select(table => FileFit.Of(table, name, candidates)).ToList();
        if (fits.Count == 1)
        {
            return fits;
        }
        var refused = fits.Find(fit => fit.Problem is not null);
        return [.. fits.Select(fit => fit.Problem is null || (fit == refused && fits.TrueForAll(each => each.Match is null)) ? fit : fit with { Problem = null })];
    }

    /// <param name="IsFirst">Of the delimiters the export may be written with, its own first; a workbook has none, and is tried once.</param>
    internal sealed record Candidate(Contract Contract, ExportContract Export, FileNamePattern Pattern, bool IsFirst);
}

/// <summary>How one file fits the exports.</summary>
internal sealed record FileFit
{
    public required string FullPath { get; init; }

    /// <summary>Of the table.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the file the table lies in.</summary>
    public required string File { get; init; }

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

    public static FileFit Of(TableFile table, string file, IReadOnlyList<Recogniser.Candidate> candidates)
    {
        var (path, name) = (table.FullPath, table.Name);
        var own = new List<Fit>();
        foreach (var candidate in candidates)
        {
            // A member of an archive may go by its own name.
            if (TakesSheet(table, candidate)
                && (candidate.Pattern.Fits(file, out var day) || (table is { IsArchive: true, Part: { } member } && candidate.Pattern.Fits(member, out day))))
            {
                own.Add(Try(table, candidate, day));
            }
        }
        if (own.Exists(fit => !fit.Candidate.Contract.IsBuiltIn))
        {
            // The project's own contracts stand before those shipped with Estrella.
            own.RemoveAll(fit => fit.Candidate.Contract.IsBuiltIn);
        }
        var good = own.Where(IsGood).ToList();
        if (own.Count == 0 && TableFile.IsTableName(file))
        {
            good = [.. candidates.Where(each => (each.Contract.IsBuiltIn || each.Export.Files.Length == 0) && TakesSheet(table, each)).Select(each => Try(table, each, null)).Where(fit => IsGood(fit) && IsClear(fit))];
        }
        if (good.Count > 0)
        {
            var best = good.Where(fit => fit.Named == good.Max(other => other.Named)).DistinctBy(fit => (fit.Candidate.Contract.Name, fit.Candidate.Export.Name)).ToList();
            if (best.Count == 1)
            {
                return new FileFit { FullPath = path, Name = name, File = file, Match = Matched(table, best[0]) };
            }
            var exports = string.Join(" and ", best.Select(fit => $"{fit.Candidate.Contract.Name}/{fit.Candidate.Export.Name}"));
            return own.Count > 0
                ? throw new EstrellaException(ExitCode.DecisionMissing, $"{CellPlace.Of(name, best[0].Header.Line, 1)}: fits {exports} by its name and its columns, expected one", "make the globs under files narrower, or tell them apart by recognise")
                : new FileFit { FullPath = path, Name = name, File = file, Reason = $"its columns fit {exports} alike: name it as one of them ({string.Join(", ", best.Select(fit => fit.Candidate.Export.Files))})" };
        }
        return Unfit(table, file, own);
    }

    /// <summary>Hidden sheets are read only where a contract names them.</summary>
    private static bool TakesSheet(TableFile table, Recogniser.Candidate candidate) => !table.IsWorkbook
        || (candidate.IsFirst && (candidate.Export.Read.Sheet is { } sheet ? ColumnName.Fits(table.Part!, sheet) : !table.IsHidden));

    private static FileFit Unfit(TableFile table, string file, List<Fit> own)
    {
        var (path, name) = (table.FullPath, table.Name);
        if (own.Count == 0)
        {
            return new FileFit { FullPath = path, Name = name, File = file, Reason = "no contract names such a file, and its columns fit no built-in profile" };
        }
        var nearest = own.OrderBy(fit => fit.Header.Header is null ? 1 : 0).ThenBy(fit => fit.Missing.Count).First();
        var export = nearest.Candidate.Export;
        var problem = nearest.Header.Header is { } header
            ? HeaderReader.Lacks(name, header, export, nearest.Candidate.Contract.Path)
            : new EstrellaException(ExitCode.DecisionMissing, $"{CellPlace.Of(name, nearest.Header.Line, 1)}: {nearest.Header.Problem}", nearest.Header.Next);
        return new FileFit
        {
            FullPath = path,
            Name = name,
            File = file,
            Problem = problem,
            MeantFor = nearest.Candidate.Contract,
            IsMeant = nearest.Header.Header is null
                ? !nearest.Candidate.Contract.IsBuiltIn
                : (!nearest.Candidate.Contract.IsBuiltIn && !LacksRecognised(nearest)) || nearest.Missing.Count * 2 <= export.Required.Count,
            Reason = problem.Message,
        };
    }

    private static Fit Try(TableFile table, Recogniser.Candidate candidate, DateTime? day)
    {
        var reading = HeaderReader.Read(table, candidate.Export);
        if (reading.Header is not { } header)
        {
            return new Fit(candidate, day, reading, [], 0);
        }
        var missing = HeaderReader.Missing(header, candidate.Export);
        var named = candidate.Export.Required.Concat(candidate.Export.Optional).Select(column => ColumnName.Find(header.Names, column)).Where(at => at >= 0).Distinct().Count();
        return new Fit(candidate, day, reading, missing, named);
    }

    private static bool IsGood(Fit fit) => fit.Header.Header is not null && fit.Missing.Count == 0;

    /// <summary>By the header alone: the profile names all columns of the file, or at least three and half of them; of an export without a name the columns of <c>recognise</c> tell it from all others.</summary>
    private static bool IsClear(Fit fit) => fit.Candidate.Export.Files.Length == 0 || fit.Named == fit.Header.Header!.Names.Count || (fit.Named >= 3 && fit.Named * 2 >= fit.Header.Header.Names.Count);

    private static bool LacksRecognised(Fit fit) => fit.Candidate.Export.Recognise.Any(column => ColumnName.Find(fit.Header.Header!.Names, column) < 0);

    private static FileMatch Matched(TableFile table, Fit fit)
    {
        var (contract, export, _, _) = fit.Candidate;
        var info = new FileInfo(table.FullPath);
        var clock = new ZoneClock(contract.Zone is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(contract.Zone));
        DateTime? Start(DateTime? day) => day is { } local ? new DateTime(clock.ToUtc(local), DateTimeKind.Utc) : null;
        var asOf = contract.AsOf switch
        {
            { IsModified: true } => info.LastWriteTimeUtc,
            { Day: { } day } => Start(day.ToDateTime(TimeOnly.MinValue)),
            _ => Start(fit.Day),
        };
        return new FileMatch(table, contract, export, asOf, info.Length);
    }
}
