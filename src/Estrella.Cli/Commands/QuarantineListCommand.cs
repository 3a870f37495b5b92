using System.CommandLine;
using Estrella.Cli.CommandLine;
using Estrella.Cli.Output;
using Estrella.Foundation;
using Estrella.Ledger;

namespace Estrella.Cli.Commands;

/// <summary>Lists the rows kept out.</summary>
internal sealed class QuarantineListCommand : Verb
{
    readonly Option<int?> run = new("--run") { HelpName = "N", Description = "of that run (default: the newest that read a file)" };
    readonly Option<string?> file = new("--file") { HelpName = "NAME", Description = "of that file only" };
    readonly Option<string?> rule = new("--rule") { HelpName = "RULE", Description = "that broke this rule only, such as amount or date" };
    readonly Option<int> limit = new("--limit") { HelpName = "N", Description = "how many at most (default: 100)", DefaultValueFactory = _ => 100 };

    public QuarantineListCommand()
        : base(
            "list",
            "the rows kept out: where, what was found, what was expected, what to do",
            [
                new("estrella quarantine list", "file:line:column, message and remedy of each"),
                new("estrella quarantine list --file ventas.csv --rule amount", "narrowed"),
                new("estrella quarantine list --limit 100000 --format csv > kept-out.csv", "for a spreadsheet"),
            ],
            ExitCode.DecisionMissing,
            ExitCode.NoDatabase)
    {
        Add(run);
        Add(file);
        Add(rule);
        Add(limit);
    }

    public static VerbGroup Group() => new("quarantine", "rows kept out of the star", new QuarantineListCommand());

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellation)
    {
        var ledger = new LedgerReader(await call.PublishedDatabaseAsync(cancellation));
        if (!await ledger.HasRunsAsync(cancellation))
            throw new EstrellaException(ExitCode.DecisionMissing, "this database has seen no run", "publish first: estrella run DIR");
        var most = call.Value(limit);
        // One more than is shown tells whether there are more.
        var problems = await ledger.KeptOutAsync(call.Value(run), 0, most + 1, call.Value(file), call.Value(rule), cancellation);
        var shown = problems.Take(most).ToList();
        SheetWriter.Write(call.Format == ResultFormat.Table ? ForPeople(shown) : ForPrograms(shown), call.Format, call.Results);
        if (problems.Count > most)
            call.Conversation.Say($"the first {most:N0} only; {await ledger.KeptOutCountAsync(call.Value(run), cancellation):N0} rows were kept out; more with --limit");
        return ExitCode.Done;
    }

    static Sheet ForPeople(IReadOnlyList<LedgerProblem> rows) => new(
        ["where", "what", "do"],
        [.. rows.Select(each => new object?[] { each.Position is { } column ? $"{each.File}:{each.Line}:{column}" : $"{each.File}:{each.Line}", each.Message, each.Remedy })])
    {
        WhenEmpty = "no row was kept out",
    };

    static Sheet ForPrograms(IReadOnlyList<LedgerProblem> rows) => new(
        ["run", "source", "file", "line", "position", "column", "value", "rule", "message", "remedy"],
        [.. rows.Select(each => new object?[]
        {
            each.RunNo, each.Source, each.File, each.Line, each.Position, each.Column, each.Value, each.Rule, each.Message, each.Remedy,
        })]);
}
