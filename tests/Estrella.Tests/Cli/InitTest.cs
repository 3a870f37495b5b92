using Estrella.Foundation;
using Xunit;

namespace Estrella.Tests.Cli;

public class InitTest
{
    [Fact]
    public async Task Init_makes_a_project_whose_settings_are_the_defaults()
    {
        using var folder = new TemporaryFolder();
        var ended = await Executable.RunAsync(["init", "shop"], folder.Path);
        Assert.Equal(0, ended.ExitCode);
        var project = Path.Combine(folder.Path, "shop");
        Assert.All(["sources", "data", "questions"], name => Assert.True(Directory.Exists(Path.Combine(project, name)), name));

        var made = Settings.Load(project);
        var defaults = new Settings { ProjectFolder = project, DataFolder = Path.Combine(project, "data") };
        Assert.Equal(Path.Combine(project, "estrella.yml"), made.File);
        Assert.Equal((defaults.Zone, defaults.Currency, defaults.Week, defaults.Terms, defaults.Database), (made.Zone, made.Currency, made.Week, made.Terms, made.Database));
        Assert.Equal(defaults.DataFolder, made.DataFolder);
    }

    [Fact]
    public async Task The_commented_settings_are_settings_too()
    {
        using var folder = new TemporaryFolder();
        await Executable.RunAsync(["init", "."], folder.Path);
        var file = Path.Combine(folder.Path, Settings.FileName);
        var lines = File.ReadAllLines(file).Skip(1).Select(line => line.StartsWith("# ", StringComparison.Ordinal) ? line[2..] : line);
        folder.Write(Settings.FileName, string.Join('\n', lines));

        var settings = Settings.Load(folder.Path, _ => null);
        Assert.Equal(("Tienda del Sur", "ARS", "es"), (settings.Shop, settings.Currency, settings.Language));
        Assert.Equal(["erp", "crm"], settings.Authority["customer.country"]);
    }

    [Fact]
    public async Task Init_overwrites_nothing()
    {
        using var folder = new TemporaryFolder();
        folder.Write("shop/estrella.yml", "estrella: 1 # mine\n");
        var ended = await Executable.RunAsync(["init", "shop"], folder.Path);
        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("is a project already: it holds estrella.yml", ended.Errors, StringComparison.Ordinal);
        Assert.Equal("estrella: 1 # mine\n", File.ReadAllText(Path.Combine(folder.Path, "shop/estrella.yml")));
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "shop/data")));
    }
}
