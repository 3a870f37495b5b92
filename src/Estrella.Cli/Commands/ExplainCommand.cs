using System.CommandLine;
using Estrella.Cli.CommandLine;
using Estrella.Cli.Output;
using Estrella.Foundation;
using Estrella.Questions;
using Npgsql;

namespace Estrella.Cli.Commands;

/// <summary>How an answer came to be: its formula, its SQL, and the lines of the files behind a row.</summary>
internal sealed class ExplainCommand : Verb
{
    readonly Argument<string> question = new("QUESTION") { Description = "its name, as estrella ask lists it" };
    readonly AskingOptions options = new();

    readonly Option<string?> row = new("--row")
    {
        HelpName = "KEY",
        Description = "list the records behind this row: a product id, the first day of a period; several parts are joined by |",
    };

    public ExplainCommand()
        : base(
            "explain",
            "show the formula and the SQL of an answer, and the lines of the files behind a row",
            [
                new("estrella explain revenue --by quarter", "formula, records in, rows out, and SQL that runs in psql"),
                new("estrella explain revenue --row 2024-03-01", "the records behind that month, with file and line"),
                new("estrella explain best-sellers --row T-0011 --format csv", "as CSV, for a spreadsheet"),
            ],
            ExitCode.DecisionMissing,
            ExitCode.NoDatabase)
    {
        Add(question);
        options.AddTo(this);
        Add(row);
    }

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellation)
    {
        var asked = QuestionCatalog.Load(call.Settings.ProjectFolder).Get(call.Value(question)!);
        var asking = Asking.Parse(asked, options.Said(call, asked));
        await using var database = NpgsqlDataSource.Create(await call.PublishedDatabaseAsync(cancellation));
        var explanation = await Explaining.ExplainAsync(database, asked, asking, call.Value(row), cancellation);
        if (call.Value(row) is not null)
        {
            SheetWriter.Write(Behind(explanation), call.Format, call.Results);
            return ExitCode.Done;
        }
        if (call.Format is ResultFormat.Json or ResultFormat.Csv)
        {
            SheetWriter.Write(Whole(explanation), call.Format, call.Results);
            return ExitCode.Done;
        }
        call.Results.WriteLine(explanation.Formula);
        call.Results.WriteLine();
        SheetWriter.Write(RowsIn(explanation), call.Format, call.Results);
        call.Results.WriteLine();
        call.Results.WriteLine(call.Format == ResultFormat.Md ? $"```sql\n{explanation.Sql}\n```" : explanation.Sql);
        return ExitCode.Done;
    }

    static Sheet Behind(Explanation explanation) => new(
        ["entity", "id", "source", "file", "line"],
        [.. explanation.Rows.Select(each => new object?[] { each.Entity, each.Id, each.Source, each.File, each.Line })]);

    /// <summary>For a program: one row that holds it all.</summary>
    static Sheet Whole(Explanation explanation) => new(
        ["question", "formula", .. explanation.RowsIn.Keys.Order(StringComparer.Ordinal).Select(entity => $"{entity}_count"), "row_count", "sql"],
        [
            [
                explanation.Question.Name, explanation.Formula,
                .. explanation.RowsIn.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => (object?)each.Value),
                explanation.RowsOut, explanation.Sql,
            ],
        ]);

    static Sheet RowsIn(Explanation explanation) => new(
        ["rests_on", "records"],
        [
            .. explanation.RowsIn.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => new object?[] { each.Key, each.Value }),
            ["rows of the answer", explanation.RowsOut],
        ]);
}
