using System.CommandLine;
using Estrella.Cli.CommandLine;
using Estrella.Cli.Output;
using Estrella.Foundation;
using Estrella.Ledger;
using Estrella.Runs.Healing;

namespace Estrella.Cli.Commands;

/// <summary>Writes rows kept out for a spreadsheet, where they are corrected.</summary>
internal sealed class QuarantineExportCommand : Verb
{
    readonly Argument<string> path = new("FILE") { Description = "a .csv, or an .xlsx in which all cells are text (default: quarantine.csv)", DefaultValueFactory = _ => "quarantine.csv" };
    readonly KeptRowsOptions kept = new();
    readonly Option<string> delimiter = new("--delimiter") { HelpName = "SIGN", Description = "between the cells of a .csv (default: a comma; Excel in Spanish opens ; by itself)", DefaultValueFactory = _ => "," };
    readonly Option<bool> force = new("--force") { Description = "write over a file that is there" };

    public QuarantineExportCommand()
        : base(
            "export",
            "the rows kept out, as their files hold them, with what is wrong beside them: to correct in a spreadsheet",
            [
                new("estrella quarantine export corrections.xlsx", "a sheet for each export, all cells as text"),
                new("estrella quarantine export corrections.csv --source tienda --rule amount", "only these; a file for each export"),
                new("estrella quarantine replay corrections.xlsx", "afterwards: loads what was corrected"),
            ],
            ExitCode.DecisionMissing,
            ExitCode.NoDatabase)
    {
        Add(path);
        kept.AddTo(this);
        Add(delimiter);
        Add(force);
        path.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Path.GetExtension(token.Value).ToLowerInvariant() is not (".csv" or ".xlsx"))
                result.AddError($"FILE is '{token.Value}', expected a name that ends with .csv or .xlsx");
        });
        delimiter.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value is not ("," or ";" or "|" or "tab"))
                result.AddError($"--delimiter is '{token.Value}', expected , or ; or | or tab");
        });
    }

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellation)
    {
        var ledger = new LedgerReader(await call.PublishedDatabaseAsync(cancellation));
        var sign = call.Value(delimiter) is { } text && text != "tab" ? text[0] : '\t';
        var report = await QuarantineExport.WriteAsync(ledger, kept.Of(call), call.Value(path)!, sign, call.Value(force), cancellation);
        SheetWriter.Write(
            new Sheet(["file", "source", "export", "rows"], [.. report.Sections.Select(each => new object?[] { each.Path, each.Source, each.Export, each.Rows })])
            {
                WhenEmpty = "no row was kept out: nothing was written",
            },
            call.Format, call.Results);
        foreach (var (file, rows) in report.WithoutText)
            call.Conversation.Warn($"{file}: of {rows:N0} rows no text is kept, for the export has a secret column; correct the source file and run it again");
        if (report.Sections.Count == 0)
            return ExitCode.Done;
        call.Conversation.Say("the cells are those of the exports and may be personal data: only you can read the file; delete it when it is replayed");
        call.Conversation.Say("correct the cells, leave _row as it is, delete lines you leave for later");
        foreach (var written in report.Sections.Select(each => each.Path).Distinct())
            call.Conversation.Say($"next: estrella quarantine replay {written}");
        return ExitCode.Done;
    }
}
