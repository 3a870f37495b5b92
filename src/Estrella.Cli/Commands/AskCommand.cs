using System.CommandLine;
using Estrella.Cli.CommandLine;
using Estrella.Cli.Output;
using Estrella.Foundation;
using Estrella.Questions;
using Npgsql;

namespace Estrella.Cli.Commands;

/// <summary>Answers a question, or lists them.</summary>
internal sealed class AskCommand : Verb
{
    readonly Argument<string?> question = new("QUESTION") { Description = "its name; without one, the list", Arity = ArgumentArity.ZeroOrOne };
    readonly AskingOptions options = new();

    readonly Option<string?> output = new("--output")
    {
        HelpName = "FILE",
        Description = "write the answer there; .json, .csv or .md says the format when --format does not",
    };

    readonly Option<bool> withCoverage = new("--with-coverage")
    {
        Description = "JSON only: { rows, coverage, notes } instead of the rows alone",
    };

    public AskCommand()
        : base(
            "ask",
            "answer a question from the published star, or list the questions",
            [
                new("estrella ask", "the questions, a sentence each"),
                new("estrella ask revenue --from 2024-01-01 --to 2025-01-01 --by quarter", "--to is the first day not counted"),
                new("estrella ask best-sellers --period 2024-Q4 --top 5", "the best five of each category"),
                new("estrella ask geography --level city --where country=AR", "narrowed; --where may be said again"),
                new("estrella ask profitability --terms real --at 2025-06 --format json", "in the money of one month, for programs"),
                new("estrella ask customers --format csv --output customers.csv", "into a file"),
            ],
            ExitCode.DecisionMissing,
            ExitCode.NoDatabase)
    {
        Add(question);
        options.AddTo(this);
        Add(output);
        Add(withCoverage);
    }

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellation)
    {
        var catalog = QuestionCatalog.Load(call.Settings.ProjectFolder);
        if (call.Value(question) is not { } name)
        {
            SheetWriter.Write(List(catalog, call.Settings.Language), call.Format, call.Results);
            return ExitCode.Done;
        }
        var asked = catalog.Get(name);
        var asking = Asking.Parse(asked, options.Said(call, asked));
        await using var database = NpgsqlDataSource.Create(await call.PublishedDatabaseAsync(cancellation));
        var answer = await Answering.AskAsync(database, asked, asking, cancellation);
        Write(call, answer);
        return ExitCode.Done;
    }

    static Sheet List(QuestionCatalog catalog, string language) => new(
        ["question", "asks"],
        [.. catalog.All.Select(each => new object?[] { each.Name, language == "es" ? each.Spanish : each.English })]);

    void Write(Call call, Answer answer)
    {
        var wraps = call.Value(withCoverage);
        if (call.Value(output) is not { } file)
        {
            AnswerWriter.Write(answer, Format(call, null), call.Results, wraps);
            return;
        }
        // Whoever reads the file at that moment sees the old answer or the new one, whole.
        var beside = file + ".part";
        using (var writer = new StreamWriter(beside) { NewLine = "\n" })
            AnswerWriter.Write(answer, Format(call, file), writer, wraps);
        File.Move(beside, file, overwrite: true);
        call.Conversation.Say($"{answer.Rows.Count:N0} rows written to {file}");
    }

    static AnswerFormat Format(Call call, string? file)
    {
        var format = file is null || call.IsGiven(GlobalOptions.Format) ? call.Format : Path.GetExtension(file).ToLowerInvariant() switch
        {
            ".json" => ResultFormat.Json,
            ".csv" => ResultFormat.Csv,
            ".md" => ResultFormat.Md,
            _ => ResultFormat.Table,
        };
        return format switch
        {
            ResultFormat.Json => AnswerFormat.Json,
            ResultFormat.Csv => AnswerFormat.Csv,
            ResultFormat.Md => AnswerFormat.Markdown,
            _ => AnswerFormat.Table,
        };
    }
}
