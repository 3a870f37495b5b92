using System.CommandLine;
using Estrella.Cli.CommandLine;
using Estrella.Cli.Output;
using Estrella.Foundation;
using Estrella.Ledger;
using Estrella.Sources;

namespace Estrella.Cli.Commands;

/// <summary>Lists the rows kept out.</summary>
internal sealed class QuarantineListCommand : Verb
{
    readonly KeptRowsOptions kept = new();
    readonly Option<int> limit = new("--limit") { HelpName = "N", Description = "how many at most (default: 100)", DefaultValueFactory = _ => 100 };

    public QuarantineListCommand()
        : base(
            "list",
            "the rows kept out: where, what was found, what was expected, what to do",
            [
                new("estrella quarantine list", "file:line:column, message and remedy of each"),
                new("estrella quarantine list --file ventas.csv --rule amount", "narrowed"),
                new("estrella quarantine list --run 3", "of one run, those replayed since included"),
                new("estrella quarantine export corrections.xlsx", "to correct them in a spreadsheet"),
            ],
            ExitCode.DecisionMissing,
            ExitCode.NoDatabase)
    {
        kept.AddTo(this);
        Add(limit);
    }

    public static VerbGroup Group() => new("quarantine", "rows kept out of the star", new QuarantineListCommand(), new QuarantineExportCommand(), new QuarantineReplayCommand());

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellation)
    {
        var ledger = new LedgerReader(await call.PublishedDatabaseAsync(cancellation));
        if (!await ledger.HasRunsAsync(cancellation))
            throw new EstrellaException(ExitCode.DecisionMissing, "this database has seen no run", "publish first: estrella run DIR");
        var meant = kept.Of(call);
        var most = call.Value(limit);
        // One more than is shown tells whether there are more.
        var problems = await ledger.KeptOutAsync(meant, 0, most + 1, cancellation);
        var shown = problems.Take(most).ToList();
        SheetWriter.Write(call.Format == ResultFormat.Table ? ForPeople(shown, meant.RunNo is not null) : ForPrograms(shown), call.Format, call.Results);
        if (problems.Count > most)
            call.Conversation.Say($"the first {most:N0} only; {await ledger.KeptOutCountAsync(meant, cancellation):N0} rows were kept out; more with --limit");
        return ExitCode.Done;
    }

    static Sheet ForPeople(IReadOnlyList<LedgerProblem> rows, bool hasStates)
    {
        IReadOnlyList<string> columns = hasStates ? ["where", "what", "do", "state"] : ["where", "what", "do"];
        return new(columns, [.. rows.Select(each => new object?[]
        {
            CellPlace.Of(each.File, each.Line, each.Position), each.Message, each.Remedy, each.State,
        }[..columns.Count])])
        {
            WhenEmpty = "no row is kept out",
        };
    }

    static Sheet ForPrograms(IReadOnlyList<LedgerProblem> rows) => new(
        ["run", "source", "file", "line", "position", "column", "value", "rule", "message", "remedy", "state"],
        [.. rows.Select(each => new object?[]
        {
            each.RunNo, each.Source, each.File, each.Line, each.Position, each.Column, each.Value, each.Rule, each.Message, each.Remedy, each.State,
        })]);
}
