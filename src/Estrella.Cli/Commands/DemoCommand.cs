using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Estrella.Cli.CommandLine;
using Estrella.Cli.Output;
using Estrella.Foundation;
using Estrella.Foundation.Embedded;
using Estrella.Generator;
using Estrella.Questions;
using Estrella.Runs;
using Npgsql;

namespace Estrella.Cli.Commands;

/// <summary>The whole road once, with a made-up shop.</summary>
internal sealed class DemoCommand : Verb
{
    const int Orders = 5000;
    const int Seed = 42;
    const int RowsShown = 8;

    // The six questions of the business; the third is stock and deliveries.
    static readonly (string Question, string Title, (string Name, string Value)[] Said)[] Answers =
    [
        ("best-sellers", "1. Best-selling products by category", [("by", "all"), ("top", "1")]),
        ("customers", "2. New and recurring customers", [("by", "quarter")]),
        ("stock-rotation", "3. Stock rotation", []),
        ("deliveries", "   and delays of deliveries", [("by", "year")]),
        ("campaigns", "4. What campaigns bring", []),
        ("profitability", "5. Revenue and profitability by category", [("by", "year")]),
        ("geography", "6. Where customers are, and where to expand", []),
    ];

    readonly Argument<string?> folder = new("DIR")
    {
        Description = "where the shop is made (default: ./estrella-demo); one that is there is used again",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public DemoCommand()
        : base(
            "demo",
            "make a shop's exports, run everything, print the six answers",
            [
                new("estrella demo", "into ./estrella-demo, with a database of its own"),
                new("estrella demo /tmp/shop", "into another folder"),
            ],
            ExitCode.DecisionMissing,
            ExitCode.TotalsDiffer,
            ExitCode.NoDatabase,
            ExitCode.LockHeld)
    {
        Add(folder);
        Validators.Add(result =>
        {
            if (result.GetValue(GlobalOptions.Format) is "json" or "csv")
                result.AddError("demo prints several answers: --format table or md; for one answer: estrella ask QUESTION --format json");
        });
    }

    public override string WhenCancelled => "cancelled; nothing was published";

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var named = call.Value(folder) ?? "estrella-demo";
        var settings = Prepare(call, named, cancellation);
        var shop = call.About(settings);
        var connectionString = await ServerAsync(shop, cancellation);

        var options = new RunOptions(settings, connectionString, settings.DataFolder) { Command = "estrella demo" };
        var report = await RunPipeline.RunAsync(options, new RunConversation(call.Conversation), cancellation);
        call.Conversation.Say(report.Message);
        call.Results.WriteLine(report.State == "published"
            ? $"{report.Files.Count} files, {RunReportWriter.Identity(report)}; file by file: estrella status {report.RunNo}"
            : report.Message);
        await AnswerAsync(shop, connectionString, cancellation);

        call.Conversation.Say($"The whole demo took {SheetWriter.Duration(clock.Elapsed)}. The shop lies in {settings.ProjectFolder}, its true answers in data/books.");
        call.Conversation.Say($"next: cd {named}, then");
        call.Conversation.Say("  estrella ask                         all questions");
        call.Conversation.Say("  estrella ask revenue --terms real    one of them, in the money of one month");
        call.Conversation.Say("  estrella db url                      the star for psql, pgAdmin or a notebook");
        call.Conversation.Say("and for your own exports: estrella init SHOP, then estrella run --project SHOP exports/");
        return ExitCode.Done;
    }

    static Settings Prepare(Call call, string named, CancellationToken cancellation)
    {
        var project = Path.GetFullPath(named);
        if (File.Exists(Path.Combine(project, Settings.FileName)))
        {
            call.Conversation.Say($"using the shop in {project}");
            return Settings.Load(project);
        }
        if (Directory.Exists(project) && Directory.EnumerateFileSystemEntries(project).Any())
            throw new EstrellaException(ExitCode.WrongUsage, $"{project} is not empty, and holds no shop of a demo", "name a new folder: estrella demo DIR");
        call.Conversation.Say($"making a shop of {Orders:N0} orders in {project}");
        var data = Path.Combine(project, "data");
        ShopGenerator.Write(new GeneratorOptions(data, Orders, Seed), new Momentary(call.Conversation), cancellation);
        // Last, so that a demo that was cut off is not taken for a shop that is whole.
        ProjectFolder.Make(project, ProjectFolder.DemoSettings);
        return Settings.Load(project);
    }

    // A database that happens to be configured is somebody's warehouse: a made-up shop goes there only when told to.
    static async Task<string> ServerAsync(Call call, CancellationToken cancellation)
    {
        if (call.IsGiven(GlobalOptions.Database))
            return await call.DatabaseAsync(cancellation);
        if (call.NamedDatabase() is { } named)
            call.Conversation.Warn($"the demo has a server of its own and leaves that of {named.Origin} alone; to ask more of it, unset {named.Origin}");
        return (await EmbeddedServer.StartAsync(call.EmbeddedServer, call.Conversation, cancellation)).ConnectionString;
    }

    static async Task AnswerAsync(Call call, string connectionString, CancellationToken cancellation)
    {
        var catalog = QuestionCatalog.Load(call.Settings.ProjectFolder);
        await using var database = NpgsqlDataSource.Create(connectionString);
        foreach (var (name, title, said) in Answers)
        {
            var question = catalog.Get(name);
            var asking = Asking.Parse(question, said.ToDictionary(each => each.Name, each => (IReadOnlyList<string>)[each.Value]));
            var answer = await Answering.AskAsync(database, question, asking, cancellation);
            call.Results.WriteLine();
            call.Results.WriteLine(call.Format == ResultFormat.Md ? $"## {title.Trim()}" : title);
            call.Results.WriteLine();
            AnswerWriter.Write(
                answer with { Rows = [.. answer.Rows.Take(RowsShown)] },
                call.Format == ResultFormat.Md ? AnswerFormat.Markdown : AnswerFormat.Table,
                call.Results);
            if (answer.Rows.Count > RowsShown)
            {
                var options = string.Concat(said.Select(each => $" --{each.Name} {each.Value}"));
                call.Results.WriteLine(string.Create(CultureInfo.InvariantCulture, $"… and {answer.Rows.Count - RowsShown} rows more: estrella ask {name}{options}"));
            }
        }
        call.Results.WriteLine();
    }
}
