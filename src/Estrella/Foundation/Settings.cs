namespace Estrella.Foundation;

/// <summary>
/// How many rows of a run may be kept out before nothing is published: both limits must be passed, for a small export may have
/// a few bad rows and a large one a small share. A limit that is not said is 0, so that the other one decides alone.
/// </summary>
/// <param name="Rows">A number of rows.</param>
/// <param name="Ratio">A share of the rows read, 0 to 1.</param>
public sealed record ErrorBudget(long Rows, decimal Ratio)
{
    /// <summary>1,000 rows and 1 % of them.</summary>
    public static ErrorBudget Default { get; } = new(1000, 0.01m);

    /// <summary>Not one row.</summary>
    public static ErrorBudget None { get; } = new(0, 0);

    public bool IsPassed(long keptOut, long rows) => keptOut > Rows && keptOut > rows * Ratio;
}

/// <summary>
/// What a project's <c>estrella.yml</c> says; every property has the value that holds without the file. The format is
/// described in docs/decisions and by the file that <c>estrella init</c> writes.
/// </summary>
public sealed record Settings
{
    /// <summary>The name of the file that marks a project's folder.</summary>
    public const string FileName = "estrella.yml";

    /// <summary>The project: a full path.</summary>
    public required string ProjectFolder { get; init; }

    /// <summary>Full path of <c>estrella.yml</c>, or null when the project has none.</summary>
    public string? File { get; init; }

    /// <summary>The shop's name, for people.</summary>
    public string? Shop { get; init; }

    /// <summary>The shop's time zone (IANA): a day begins at its midnight. Null: the contracts', else UTC.</summary>
    public string? Zone { get; init; }

    /// <summary>The currency figures are told in (ISO 4217), or null: the contracts', else unknown, and figures stand without.</summary>
    public string? Currency { get; init; }

    /// <summary>The day a week begins with.</summary>
    public DayOfWeek Week { get; init; } = DayOfWeek.Monday;

    /// <summary>The language of questions and pages: en or es.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Full path of the folder of exports that <c>run</c> reads when none is named.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The terms money is told in when a question does not say: <c>nominal</c>, <c>real</c> or a currency.</summary>
    public string Terms { get; init; } = "nominal";

    public ErrorBudget Budget { get; init; } = ErrorBudget.Default;

    /// <summary>By entity: the fields that make records of different sources one thing, for sources whose contract says nothing of it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Identity { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>By entity: records that are not one thing, whatever they share.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<RecordName>>> Splits { get; init; } =
        new Dictionary<string, IReadOnlyList<IReadOnlyList<RecordName>>>();

    /// <summary>By entity: full path of the file that says which records are one.</summary>
    public IReadOnlyDictionary<string, string> Crosswalks { get; init; } = new Dictionary<string, string>();

    /// <summary>The shop's country (ISO 3166-1, two letters), by which phones and places without one are read; null: that of its zone.</summary>
    public string? Country { get; init; }

    /// <summary>How pages write numbers, money and dates, such as <c>es-AR</c>; null: as the shop's country does, by its zone or currency.</summary>
    public string? Locale { get; init; }

    /// <summary>By <c>entity</c> or <c>entity.field</c>: whose word counts when sources disagree, the first first.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Authority { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>How long a run waits for a lock on something readers use before it ends unpublished.</summary>
    public TimeSpan PublishWait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Copies of the files that were read are kept in the project, so that a column declared later is filled from them.</summary>
    public bool KeepsFiles { get; init; } = true;

    /// <summary>Who may sign in to the dashboard, each with the hash of a password.</summary>
    public IReadOnlyDictionary<string, string> Users { get; init; } = new Dictionary<string, string>();

    /// <summary>A connection string or a <c>postgres://</c> address, or null for the embedded server.</summary>
    public string? Database { get; init; }

    /// <summary>The folder of contracts, whether or not it is there.</summary>
    public string SourcesFolder => Path.Combine(ProjectFolder, "sources");

    /// <summary>The project's own words for columns and values, whether or not it is there.</summary>
    public string DictionaryFile => Path.Combine(ProjectFolder, "dictionary.yml");

    /// <summary>The folder of the project's own countries and of what is no key, whether or not it is there.</summary>
    public string PacksFolder => Path.Combine(ProjectFolder, "packs");

    /// <summary>The folder of the project's own questions, whether or not it is there.</summary>
    public string QuestionsFolder => Path.Combine(ProjectFolder, "questions");

    /// <summary>The project meant: the named folder, else the nearest one upwards with an <c>estrella.yml</c>, else the current one.</summary>
    /// <exception cref="EstrellaException">Exit code 2: the named folder does not exist.</exception>
    public static string FindProject(string? named, string currentFolder)
    {
        if (named is not null)
        {
            var folder = Path.GetFullPath(named, currentFolder);
            return Directory.Exists(folder)
                ? folder
                : throw new EstrellaException(ExitCode.WrongUsage, $"--project {named}: there is no such folder", $"make it with: estrella init {named}");
        }
        for (var folder = currentFolder; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (System.IO.File.Exists(Path.Combine(folder, FileName)))
                return folder;
        }
        return currentFolder;
    }

    /// <summary>Reads the project's settings, or the defaults when it has no <c>estrella.yml</c>.</summary>
    /// <param name="projectFolder">As <see cref="FindProject"/> gives it.</param>
    /// <param name="environment">Values for <c>${NAME}</c>; by default the process's environment.</param>
    /// <exception cref="EstrellaException">Exit code 2: everything wrong with the file, each with its line and column.</exception>
    public static Settings Load(string projectFolder, Func<string, string?>? environment = null)
    {
        var project = Path.GetFullPath(projectFolder);
        var file = Path.Combine(project, FileName);
        var defaults = new Settings { ProjectFolder = project, DataFolder = Path.Combine(project, "data") };
        return System.IO.File.Exists(file)
            ? SettingsFile.Read(defaults with { File = file }, environment ?? Environment.GetEnvironmentVariable)
            : defaults;
    }
}
