using System.CommandLine;
using Estrella.Cli.CommandLine;
using Estrella.Cli.Output;
using Estrella.Foundation;
using Estrella.Sources.Discovery;

namespace Estrella.Cli.Commands;

/// <summary>Drafts a contract for a folder nobody has described.</summary>
internal sealed class DiscoverCommand : Verb
{
    readonly Argument<string> folder = new("DIR") { Description = "the exports; only read" };
    readonly Option<bool> force = new("--force") { Description = "write over a contract that is there" };
    readonly Option<bool> print = new("--print") { Description = "print the contract instead of writing it" };

    public DiscoverCommand()
        : base(
            "discover",
            "draft a contract from the files of a folder, with the rows that prove it",
            [
                new("estrella discover exports/", "writes sources/exports.yml and says what each file was taken for"),
                new("estrella discover exports/ --print", "the contract alone, for reading"),
            ],
            ExitCode.DecisionMissing)
    {
        Add(folder);
        Add(force);
        Add(print);
    }

    protected override Task<int> RunAsync(Call call, CancellationToken cancellation)
    {
        var found = Discoverer.Discover(call.Value(folder)!, call.Settings.Zone, call.Settings.Currency, name => call.Conversation.Detail(name), cancellation);
        if (call.Value(print))
        {
            call.Results.Write(found.Contract);
            return Task.FromResult(ExitCode.Done);
        }
        SheetWriter.Write(
            new Sheet(
                ["file", "feeds", "rows", "columns", "understood", "kept_in_extras"],
                [.. found.Files.Select(file => new object?[] { file.Name, file.Entities, file.Rows, file.Columns, file.Understood, string.Join(", ", file.Unmapped) })]),
            call.Format, call.Results);
        foreach (var file in found.NotUnderstood)
            call.Conversation.Say($"not understood: {file.Name}: {file.Reason}");
        foreach (var question in found.Questions)
            call.Conversation.Say($"to be decided: {question}");
        var path = Path.Combine(call.Settings.SourcesFolder, $"{found.Source}.yml");
        if (File.Exists(path) && !call.Value(force))
            throw new EstrellaException(ExitCode.DecisionMissing, $"{path} is there already; nothing was written", "say --force to write over it, or --print to read the draft");
        Directory.CreateDirectory(call.Settings.SourcesFolder);
        File.WriteAllText(path, found.Contract);
        call.Conversation.Say($"{path} is written");
        call.Conversation.Say($"next: read it, then estrella run {call.Value(folder)}");
        return Task.FromResult(ExitCode.Done);
    }
}
