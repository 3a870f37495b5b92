using Estrella.Foundation;
using Estrella.Ledger;
using Estrella.Sources;
using Estrella.Sources.Discovery;

namespace Estrella.Runs;

/// <summary>What a folder of exports holds, by the project's contracts and those shipped with Estrella.</summary>
public sealed record Folder(Recognition Recognition)
{
    /// <summary>The shop: its zone and currency are the settings', else the first contract's that names one, the project's own before those shipped.</summary>
    public required ShopSettings Shop { get; init; }

    /// <summary>The contract that was drafted for files none fitted; null: there was one.</summary>
    public Discovered? Drafted { get; private init; }

    /// <exception cref="EstrellaException">Exit 4: no file fits a contract. Exit 2: no such folder.</exception>
    public static Folder Look(RunOptions options)
    {
        var settings = options.Settings;
        var own = Contracts.Load(settings.ProjectFolder);
        // Known before the files are looked at: days in their names begin in this zone.
        var shop = settings.Zone ?? own.Select(contract => contract.Zone).OfType<string>().FirstOrDefault();
        List<Contract> contracts = [.. own.Select(contract => contract.WithShop(shop, null)), .. Contracts.BuiltIn()];
        var recognition = Recogniser.Recognise(options.Directory, contracts);
        // A profile stands before drafting; what no profile takes is drafted beside it, once: the draft becomes the project's own.
        var isOpen = recognition.Matches.Count == 0 || (own.Count == 0 && recognition.Unmatched.Any(file => TableFile.IsTableName(file.FullPath)));
        var drafted = isOpen ? Draft(options, recognition) : null;
        if (drafted is not null)
        {
            var draft = Contract.Parse(drafted.Contract, $"sources/{drafted.Source}.yml").WithShop(shop, null);
            recognition = Recogniser.Recognise(options.Directory, recognition.Matches.Count == 0 ? [draft] : [draft, .. Contracts.BuiltIn()]);
        }
        var used = recognition.Matches.Select(match => match.Contract).Distinct().ToList();
        var zone = shop ?? used.Select(contract => contract.Zone).OfType<string>().FirstOrDefault("UTC");
        var currency = settings.Currency ?? used.Select(contract => contract.Currency).OfType<string>().FirstOrDefault();
        var matches = recognition.Matches.Select(match => match with
        {
            Contract = match.Contract.WithShop(zone, null),
            AsOf = match.AsOf ?? Start(options.AsOf, match.Contract.Zone ?? zone),
        }).ToList();
        return new Folder(recognition with { Matches = matches })
        {
            Drafted = drafted,
            Shop = new ShopSettings(settings.Shop, currency, zone, settings.Week == DayOfWeek.Sunday ? 7 : (int)settings.Week),
        };
    }

    /// <returns>Null: nothing is understood of the files no profile takes.</returns>
    /// <exception cref="EstrellaException">Exit 4: nothing is understood, or something must be decided by a person.</exception>
    private static Discovered? Draft(RunOptions options, Recognition recognition)
    {
        if (recognition.Unmatched.Count == 0 && !Directory.EnumerateFiles(options.Directory, "*", SearchOption.AllDirectories).Any(TableFile.IsTableName))
        {
            throw new EstrellaException(
                ExitCode.DecisionMissing, $"{options.Directory}: it holds no CSV file", $"name another folder, or write a contract into {options.Settings.SourcesFolder}");
        }
        var drafted = Discoverer.Discover(
            options.Directory, options.Settings.Zone, options.Settings.Currency, options.Answers, null, recognition.Matches, CancellationToken.None, options.Settings.DictionaryFile);
        if (drafted is null)
            return null;
        var path = Path.Combine(options.Settings.SourcesFolder, $"{drafted.Source}.yml");
        if (File.Exists(path))
        {
            throw new EstrellaException(
                ExitCode.DecisionMissing,
                string.Join("\n", recognition.Unmatched.Take(10).Select(file => $"{file.Name}: {file.Reason}").Prepend($"{path} is there and fits no file of {options.Directory}")),
                $"correct it, or draft it anew: estrella discover {options.Directory} --force");
        }
        return drafted.Questions.Count == 0 ? drafted : throw new EstrellaException(
            ExitCode.DecisionMissing,
            string.Join("\n", drafted.Questions.Select(question => question.Line).Prepend($"{options.Directory}: {(recognition.Matches.Count == 0 ? "no contract fits" : "no contract fits some files")}, and what was drafted leaves open")),
            $"say which it is: {options.Command} {string.Join(' ', drafted.Questions.Select(question => question.Answer))}; it is asked once and kept in {options.Settings.SourcesFolder}");
    }

    /// <summary>A day means its first moment in the zone.</summary>
    private static DateTime? Start(DateOnly? day, string zone) =>
        day is { } given ? TimeZoneInfo.ConvertTimeToUtc(given.ToDateTime(TimeOnly.MinValue), TimeZoneInfo.FindSystemTimeZoneById(zone)) : null;
}
