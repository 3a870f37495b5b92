using Estrella.Foundation;
using Estrella.Sources;

namespace Estrella.Runs;

/// <summary>What a folder of exports holds, by the project's contracts and those shipped with Estrella.</summary>
/// <param name="Zone">The shop's zone: the settings', else the first contract's that names one, else UTC.</param>
/// <param name="Currency">The shop's currency likewise; null: unknown.</param>
public sealed record Folder(Recognition Recognition, string Zone, string? Currency)
{
    /// <exception cref="EstrellaException">Exit 4: no file fits a contract. Exit 2: no such folder.</exception>
    public static Folder Look(RunOptions options)
    {
        var settings = options.Settings;
        List<Contract> contracts = [.. Contracts.Load(settings.ProjectFolder), .. Contracts.BuiltIn()];
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
        var zone = settings.Zone ?? used.Select(contract => contract.Zone).OfType<string>().FirstOrDefault("UTC");
        var currency = settings.Currency ?? used.Select(contract => contract.Currency).OfType<string>().FirstOrDefault();
        var matches = recognition.Matches.Select(match => match with { Contract = match.Contract.WithShop(zone, null) }).ToList();
        return new Folder(recognition with { Matches = matches }, zone, currency);
    }
}
