using Estrella.Foundation;
using Estrella.Sources;

namespace Estrella.Runs;

/// <summary>What a folder of exports holds, by the project's contracts and those shipped with Estrella.</summary>
/// <param name="Zone">The shop's zone: the settings', else the first contract's that names one, the project's own before those shipped, else UTC.</param>
/// <param name="Currency">The shop's currency likewise; null: unknown.</param>
public sealed record Folder(Recognition Recognition, string Zone, string? Currency)
{
    /// <exception cref="EstrellaException">Exit 4: no file fits a contract. Exit 2: no such folder.</exception>
    public static Folder Look(RunOptions options)
    {
        var settings = options.Settings;
        var own = Contracts.Load(settings.ProjectFolder);
        // Known before the files are looked at: days in their names begin in this zone.
        var shop = settings.Zone ?? own.Select(contract => contract.Zone).OfType<string>().FirstOrDefault();
        List<Contract> contracts = [.. own.Select(contract => contract.WithShop(shop, null)), .. Contracts.BuiltIn()];
        var recognition = Recogniser.Recognise(options.Directory, contracts);
        if (recognition.Matches.Count == 0)
        {
            var seen = recognition.Unmatched.Count == 0
                ? "it holds no CSV file"
                : string.Join("\n", recognition.Unmatched.Take(10).Select(file => $"{file.Name}: {file.Reason}"));
            throw new EstrellaException(
                ExitCode.DecisionMissing,
                $"{options.Directory}: no file fits a contract\n{seen}",
                $"write a contract into {settings.SourcesFolder} (estrella init makes the folder and an example), or name another folder");
        }
        var used = recognition.Matches.Select(match => match.Contract).Distinct().ToList();
        var zone = shop ?? used.Select(contract => contract.Zone).OfType<string>().FirstOrDefault("UTC");
        var currency = settings.Currency ?? used.Select(contract => contract.Currency).OfType<string>().FirstOrDefault();
        var matches = recognition.Matches.Select(match => match with
        {
            Contract = match.Contract.WithShop(zone, null),
            AsOf = match.AsOf ?? Start(options.AsOf, match.Contract.Zone ?? zone),
        }).ToList();
        return new Folder(recognition with { Matches = matches }, zone, currency);
    }

    /// <summary>A day means its first moment in the zone.</summary>
    private static DateTime? Start(DateOnly? day, string zone) =>
        day is { } given ? TimeZoneInfo.ConvertTimeToUtc(given.ToDateTime(TimeOnly.MinValue), TimeZoneInfo.FindSystemTimeZoneById(zone)) : null;
}
