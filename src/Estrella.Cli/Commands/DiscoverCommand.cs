using System.CommandLine;
using Estrella.Cli.CommandLine;
using Estrella.Cli.Output;
using Estrella.Foundation;
using Estrella.Sources;
using Estrella.Sources.Discovery;

namespace Estrella.Cli.Commands;

/// <summary>Drafts a contract for a folder nobody has described.</summary>
internal sealed class DiscoverCommand : Verb
{
    readonly Argument<string> folder = new("DIR") { Description = "the exports; only read" };
    readonly Option<bool> force = new("--force") { Description = "write over a contract that is there" };
    readonly Option<bool> print = new("--print") { Description = "print the contract instead of writing it" };

    readonly Option<bool> profile = new("--profile") { Description = "a page a file for people: what its columns hold, what is odd, what files say of each other; writes nothing" };
    readonly Option<string[]> answer = ExportsOptions.NewAnswers();

    public DiscoverCommand()
        : base(
            "discover",
            "draft a contract from the files of a folder, with the rows that prove it",
            [
                new("estrella discover exports/", "writes sources/exports.yml and says what each file was taken for"),
                new("estrella discover exports/ --print", "the contract alone, for reading"),
                new("estrella discover exports/ --profile", "what the files hold and where they contradict each other, in the language of estrella.yml"),
                new("estrella discover exports/ --answer 'ventas.Fecha=dd/MM/yyyy'", "says what no row decides; on a terminal it is asked"),
            ],
            ExitCode.DecisionMissing)
    {
        Add(folder);
        Add(force);
        Add(print);
        Add(answer);
        Add(profile);
    }

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellation)
    {
        var answers = Answers.Parse(call.Value(answer) ?? [], QuestionDesk.AtTerminal(call.Conversation));
        // A profile stands before drafting; the pages for people look at every file all the same.
        var known = call.Value(profile) ? [] : Known(call.Value(folder)!);
        foreach (var file in known)
            call.Conversation.Say($"known: {file.Name}: {file.Contract.Name}, {file.Export.Name}; {file.Contract.Path} reads it");
        var found = Discoverer.Discover(
            call.Value(folder)!, call.Settings.Zone, call.Settings.Currency, answers, name => call.Conversation.Detail(name), known, cancellation, call.Settings.DictionaryFile);
        if (found is null)
        {
            call.Conversation.Say("no other file is understood, and nothing was written");
            call.Conversation.Say($"next: estrella run {call.Value(folder)}");
            return ExitCode.Done;
        }
        if (call.Value(profile))
        {
            ProfileWriter.Write(await Profile.OfAsync(call.Value(folder)!, found, cancellation), call.Settings.Language, call.Format, call.Results);
            foreach (var file in found.NotUnderstood)
                call.Conversation.Say($"not understood: {file.Name}: {file.Reason}");
            foreach (var question in found.Questions)
                call.Conversation.Warn($"to be decided: {question.Line}");
            return ExitCode.Done;
        }
        if (call.Value(print))
        {
            call.Results.Write(found.Contract);
            foreach (var question in found.Questions)
                call.Conversation.Warn($"to be decided: {question.Line}");
            return found.Questions.Count == 0 ? ExitCode.Done : ExitCode.DecisionMissing;
        }
        SheetWriter.Write(Files(found, isForPrograms: call.Format is ResultFormat.Json or ResultFormat.Csv), call.Format, call.Results);
        call.Conversation.Say($"read to the end: {found.FilesRead:N0} table{(found.FilesRead == 1 ? "" : "s")}, {found.RowsRead:N0} row{(found.RowsRead == 1 ? "" : "s")}, {found.BytesRead:N0} bytes");
        var unknown = found.Columns - found.ColumnsUnderstood - found.ColumnsExplained;
        var explained = found.ColumnsExplained == 0 ? "" : $", of {found.ColumnsExplained:N0} more the rows say what they are";
        call.Conversation.Say($"{found.ColumnsUnderstood:N0} of {found.Columns:N0} columns feed a field{explained}, {unknown:N0} {(unknown == 1 ? "is" : "are")} not understood{(unknown == 0 ? "" : ":")}");
        foreach (var (file, columns) in found.ColumnsLeft)
            call.Conversation.Say($"  {file}: {string.Join(", ", columns)}");
        // Tables whose columns were just listed need no second line.
        foreach (var file in found.NotUnderstood.Where(file => found.ColumnsLeft.All(left => left.File != file.Name)))
            call.Conversation.Say($"not understood: {file.Name}: {file.Reason}");
        foreach (var warning in found.Warnings)
            call.Conversation.Warn(warning);
        if (found.Questions.Count > 0)
        {
            throw new EstrellaException(
                ExitCode.DecisionMissing,
                string.Join("\n", found.Questions.Select(question => question.Line).Prepend("nothing was written: no row decides")),
                $"say which it is: estrella discover {call.Value(folder)} {string.Join(' ', found.Questions.Select(question => question.Answer))}");
        }
        var path = Path.Combine(call.Settings.SourcesFolder, $"{found.Source}.yml");
        if (File.Exists(path) && !call.Value(force))
            throw new EstrellaException(ExitCode.DecisionMissing, $"{path} is there already; nothing was written", "say --force to write over it, or --print to read the draft");
        Directory.CreateDirectory(call.Settings.SourcesFolder);
        File.WriteAllText(path, found.Contract);
        call.Conversation.Say($"{path} is written");
        call.Conversation.Say($"next: read it, then estrella run {call.Value(folder)}");
        return ExitCode.Done;
    }

    /// <summary>A line a file. People read in the contract why a column is explained, programs here.</summary>
    private static Sheet Files(Discovered found, bool isForPrograms)
    {
        string[] names = ["file", "feeds", "rows", "columns", "understood", "explained", "not_understood"];
        string[] lists = ["kept_in_extras", "explanations"];
        object?[] Row(DiscoveredFile file) => [file.Name, file.Entities, file.Rows, file.Columns, file.Understood, file.Explained.Count, string.Join(", ", file.NotUnderstood)];
        object?[] Lists(DiscoveredFile file) => [string.Join(", ", file.Unmapped), string.Join("; ", file.Explained.Select(left => $"{left.Name}: {left.Says}"))];
        return isForPrograms
            ? new Sheet([.. names, .. lists], [.. found.Files.Select(file => new object?[][] { Row(file), Lists(file) }.SelectMany(each => each).ToArray())])
            : new Sheet(names, [.. found.Files.Select(Row)]);
    }

    /// <summary>What the profiles shipped with Estrella take; none where a file is meant for one and does not fit it, which run tells.</summary>
    private static IReadOnlyList<FileMatch> Known(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? Recogniser.Recognise(folder, Contracts.BuiltIn()).Matches : [];
        }
        catch (EstrellaException misfit) when (misfit.ExitCode == ExitCode.DecisionMissing)
        {
            return [];
        }
    }
}
