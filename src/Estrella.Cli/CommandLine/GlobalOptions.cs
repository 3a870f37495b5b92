using System.CommandLine;

namespace Estrella.Cli.CommandLine;

/// <summary>The options every command takes.</summary>
internal static class GlobalOptions
{
    public static readonly Option<string?> Project = new("--project")
    {
        HelpName = "DIR",
        Description = "the project's folder (default: the nearest upwards with estrella.yml, else this one)",
        Recursive = true,
    };

    public static readonly Option<string?> Database = new("--database")
    {
        HelpName = "CONNECTION",
        Description = "'Host=…;Username=…' or postgres://… (default: ESTRELLA_DATABASE, else estrella.yml, else the embedded server)",
        Recursive = true,
    };

    public static readonly Option<string> Format = new("--format")
    {
        HelpName = "table|json|csv|md",
        Description = "how results are written to stdout (default: table)",
        DefaultValueFactory = _ => "table",
        Recursive = true,
    };

    public static readonly Option<bool> Quiet = new("--quiet")
    {
        Description = "no progress on stderr; errors are still said",
        Recursive = true,
    };

    public static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "more progress on stderr, and where an error arose",
        Recursive = true,
    };

    public static IEnumerable<Option> All => [Project, Database, Format, Quiet, Verbose];

    static GlobalOptions()
    {
        string[] formats = ["table", "json", "csv", "md"];
        Format.CompletionSources.Add(formats);
        Format.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !formats.Contains(token.Value))
                result.AddError($"--format is '{token.Value}', expected table, json, csv or md");
        });
    }
}
