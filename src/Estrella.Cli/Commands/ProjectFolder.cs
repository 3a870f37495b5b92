using Estrella.Foundation;

namespace Estrella.Cli.Commands;

/// <summary>What a new project's folder holds.</summary>
internal static class ProjectFolder
{
    const string SettingsText = """
        # The settings of this project. A value may name an environment variable: ${NAME}.
        estrella: 1                     # the version of this format
        # shop: Tienda del Sur          # the shop's name
        # zone: America/Argentina/Buenos_Aires  # a day begins at its midnight (default: the contracts', else UTC)
        # currency: ARS                 # figures are told in it (default: the contracts', else unknown)
        # week: monday                  # the day a week begins with
        # language: es                  # of questions and pages: en or es
        # locale: es-AR                 # how pages write numbers, money and dates (default: by country, zone or currency)
        # terms: nominal                # nominal, real, or a currency such as USD:official
        data: data/                     # the exports that `estrella run` reads when no folder is named
        # budget: { rows: 1000, ratio: 1 % }    # when more rows than both are kept out, nothing is published
        # publish_wait: 5 min           # how long a run waits for readers' locks
        # keep_files: no                # packed copies of what was read, from which columns declared later are filled (default: yes, in .estrella/files)
        # identity: { customer: [email] }       # what makes records of several sources one thing
        # authority: { customer.country: [erp, crm] }  # who is right when sources disagree
        # users: { ana: "${ANA_HASH}" }         # who may sign in to `estrella serve`; hashes from: estrella password ana
        # database: ${ESTRELLA_DATABASE}        # absent or unset: the embedded server

        """;

    /// <summary>The settings of the shop that <c>demo</c> makes.</summary>
    public const string DemoSettings = """
        estrella: 1
        shop: Tienda del Sur
        zone: America/Argentina/Buenos_Aires
        currency: ARS
        data: data/

        """;

    static readonly (string Path, string Text)[] Readmes =
    [
        (Path.Combine("sources", "README.md"), """
            Contracts: one YAML file for each system that exports, saying how its files are read and what their columns mean.
            A folder of exports that a built-in profile recognises by its headers needs none.

            """),
        (Path.Combine("data", "README.md"), """
            The exports as they come: CSV and .xlsx files, also .gz and .zip. `estrella run` only reads them.

            """),
        (Path.Combine("questions", "README.md"), """
            Your own questions: one .sql file each, with a header (`-- question:`, `-- en:`, `-- es:`, `-- takes:`), then a
            select on schemas star and mart. A file dropped here is an answer at once: `estrella ask`.

            """),
    ];

    /// <summary>Writes the files of a new project.</summary>
    /// <param name="folder">Made if it is not there.</param>
    /// <param name="settings">Of <c>estrella.yml</c>; by default every key, commented.</param>
    /// <returns>Their paths within the folder.</returns>
    /// <exception cref="EstrellaException">Exit code 2: one of them is there already; then none is written.</exception>
    public static IReadOnlyList<string> Make(string folder, string settings = SettingsText)
    {
        (string Path, string Text)[] files = [.. Readmes, (Settings.FileName, settings)];
        if (File.Exists(folder))
            throw new EstrellaException(ExitCode.WrongUsage, $"{folder} is a file, expected a folder", "name another folder");
        var there = files.Where(file => File.Exists(Path.Combine(folder, file.Path))).Select(file => file.Path).ToList();
        if (there.Count > 0)
        {
            throw new EstrellaException(
                ExitCode.WrongUsage,
                $"{folder} is a project already: it holds {string.Join(", ", there)}",
                "nothing was written; name another folder, or use this one as it is");
        }
        foreach (var (path, text) in files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
        return [.. files.Select(file => file.Path)];
    }
}
