using System.CommandLine;
using Estrella.Cli.Output;
using Estrella.Foundation;
using Estrella.Foundation.Embedded;

namespace Estrella.Cli.CommandLine;

/// <summary>One call of a command: its values, the project it is about, and where to speak.</summary>
internal sealed class Call(ParseResult parse)
{
    Settings? settings;

    public Conversation Conversation { get; } = new(parse.GetValue(GlobalOptions.Quiet), parse.GetValue(GlobalOptions.Verbose));

    public ResultFormat Format => Enum.Parse<ResultFormat>(parse.GetValue(GlobalOptions.Format) ?? "table", ignoreCase: true);

    /// <summary>Where the answer goes.</summary>
    public TextWriter Results { get; } = Console.Out;

    /// <summary>The project's settings, read when first asked for.</summary>
    public Settings Settings => settings ??= Settings.Load(Settings.FindProject(parse.GetValue(GlobalOptions.Project), Directory.GetCurrentDirectory()));

    public T? Value<T>(Option<T> option) => parse.GetValue(option);

    public T? Value<T>(Argument<T> argument) => parse.GetValue(argument);

    /// <summary>Whether the user gave the option, rather than its default.</summary>
    public bool IsGiven(Option option) => parse.GetResult(option) is { Implicit: false };

    /// <summary>This call about another project, such as the one that <c>demo</c> just made.</summary>
    public Call About(Settings project) => new(parse) { settings = project };

    /// <summary>The database someone named, and where they did: the option, the environment, estrella.yml. Null: the embedded server.</summary>
    public (string ConnectionString, string Origin)? NamedDatabase()
    {
        (string? Text, string Origin)[] places =
        [
            (parse.GetValue(GlobalOptions.Database), "--database"),
            (Environment.GetEnvironmentVariable("ESTRELLA_DATABASE"), "ESTRELLA_DATABASE"),
            (Settings.Database, $"{Settings.FileName}: database"),
        ];
        foreach (var (text, origin) in places)
        {
            if (!string.IsNullOrWhiteSpace(text))
                return (DatabaseAddress.Parse(text, origin), origin);
        }
        return null;
    }

    /// <summary>The project's own server; meant unless <see cref="NamedDatabase"/> says otherwise.</summary>
    public EmbeddedServerOptions EmbeddedServer => new(Settings.ProjectFolder);

    /// <summary>The named database, else the embedded server's, started if it does not run.</summary>
    /// <returns>A connection string for Npgsql.</returns>
    public async Task<string> DatabaseAsync(CancellationToken cancellation) => NamedDatabase() is { } named
        ? named.ConnectionString
        : (await Foundation.Embedded.EmbeddedServer.StartAsync(EmbeddedServer, Conversation, cancellation)).ConnectionString;

    /// <summary>The database for a command that only reads what runs left: an embedded server is not made for its sake.</summary>
    /// <exception cref="EstrellaException">Exit code 4: this project has never run.</exception>
    public async Task<string> PublishedDatabaseAsync(CancellationToken cancellation)
    {
        if (!await HasDatabaseAsync())
        {
            throw new EstrellaException(
                ExitCode.DecisionMissing,
                $"nothing was published yet for the project {Settings.ProjectFolder}",
                "publish first: estrella run DIR; or name the project with --project");
        }
        return await DatabaseAsync(cancellation);
    }

    /// <summary>Whether there is a database to read: a named one, or an embedded server that was made before.</summary>
    public async Task<bool> HasDatabaseAsync() =>
        NamedDatabase() is not null || (await Foundation.Embedded.EmbeddedServer.StatusAsync(EmbeddedServer)).IsMade;
}
