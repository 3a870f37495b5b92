using Estrella.Generator;
using Estrella.Sources;
using Estrella.Tests.Cli;
using Estrella.Tests.Foundation;
using Estrella.Tests.Sources;
using Xunit;

namespace Estrella.Tests.Profiles;

/// <summary>A profile takes its platform's files whatever they are called, and nobody else's.</summary>
public sealed class RecognitionTest
{
    [Theory]
    [InlineData("tiendanube", "tiendanube/ventas")]
    [InlineData("mercado-pago-cobros", "mercado_pago/cobros")]
    [InlineData("mercado-pago-cuenta", "mercado_pago/dinero_en_cuenta")]
    [InlineData("shopify", "shopify/customers", "shopify/orders", "shopify/products")]
    [InlineData("woocommerce", "woocommerce/orders", "woocommerce/products")]
    [InlineData("google-ads", "google_ads/campaigns")]
    [InlineData("meta-ads", "meta_ads/campaigns")]
    public void Files_are_known_by_their_header_alone(string platform, params string[] exports)
    {
        using var folder = new TemporaryFolder();
        var number = 0;
        foreach (var file in Directory.EnumerateFiles(Loaded.Files(platform)))
            File.Copy(file, Path.Combine(folder.Path, $"descarga ({++number}).csv"));
        var recognition = Recogniser.Recognise(folder.Path, Contracts.BuiltIn());
        Assert.Empty(recognition.Unmatched);
        Assert.Equal(exports, recognition.Matches.Select(match => $"{match.Contract.Name}/{match.Export.Name}").Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_profile_takes_the_files_of_another_shop()
    {
        Assert.Equal(7, Loaded.Platforms.Count);
        var folders = Directory.EnumerateDirectories(Path.Combine(AppContext.BaseDirectory, "Corpus")).ToList();
        Assert.True(folders.Count >= 60);
        foreach (var folder in folders)
            Assert.Equal((folder, 0), (folder, Recogniser.Recognise(folder, Loaded.Platforms).Matches.Count));
        using var made = new TemporaryFolder();
        ShopGenerator.Write(new GeneratorOptions(made.Path, 20, 7), null, TestContext.Current.CancellationToken);
        Assert.NotEmpty(Directory.EnumerateFiles(made.Path));
        Assert.Empty(Recogniser.Recognise(made.Path, Loaded.Platforms).Matches);
        Assert.Empty(Recogniser.Recognise(Exports.Seed(), Loaded.Platforms).Matches);
    }

    [Fact]
    public void Each_platform_may_have_a_folder_of_its_own()
    {
        using var folder = new TemporaryFolder();
        folder.Write("otros/compras.csv", "a,b\n1,2\n");
        var recognition = Recogniser.Recognise(folder.Path, Contracts.BuiltIn());
        Assert.Equal((0, 0), (recognition.Matches.Count, recognition.Unmatched.Count));
        foreach (var (below, file) in new[] { ("tiendanube", "ventas-8f3a.csv"), ("meta-ads", "relatorio-pt.csv") })
        {
            Directory.CreateDirectory(Path.Combine(folder.Path, "bajadas", below));
            File.Copy(Path.Combine(Loaded.Files(below), file), Path.Combine(folder.Path, "bajadas", below, "ventas.csv"));
        }
        recognition = Recogniser.Recognise(folder.Path, Contracts.BuiltIn());
        Assert.Equal(
            ["meta_ads bajadas/meta-ads/ventas.csv", "tiendanube bajadas/tiendanube/ventas.csv"],
            recognition.Matches.Select(match => $"{match.Contract.Name} {match.Name}").Order(StringComparer.Ordinal));
        // Named, so that it is drafted beside them.
        Assert.Equal("otros/compras.csv", Assert.Single(recognition.Unmatched).Name);
    }

    [Fact]
    public async Task What_no_profile_takes_is_drafted_beside_it()
    {
        using var project = new TemporaryFolder();
        var database = await TestServer.MigratedDatabaseAsync();
        Task<Ended> Run(params string[] arguments) => Executable.RunAsync(arguments, project.Path, ("ESTRELLA_DATABASE", database));
        Directory.CreateDirectory(Path.Combine(project.Path, "tiendanube"));
        File.Copy(Path.Combine(Loaded.Files("tiendanube"), "ventas-8f3a.csv"), Path.Combine(project.Path, "tiendanube", "ventas-8f3a.csv"));

        var alone = await Run("discover", "tiendanube");
        Assert.Equal(0, alone.ExitCode);
        Assert.Contains("known: ventas-8f3a.csv: tiendanube, ventas; built-in tiendanube.yml reads it", alone.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(project.Path, "sources")));

        // An order of 100 in July, of a system nobody has described, in a folder that bears the profile's name.
        project.Write("tiendanube/orders.csv", "order_id,order_date,customer_id,total\n1,2026-07-20,a,100.00\n");
        project.Write("tiendanube/people.txt", "shoe size\n38\n");
        var discovered = await Run("discover", "tiendanube", "--print");
        Assert.Equal(0, discovered.ExitCode);
        Assert.Contains("orders.csv", discovered.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ventas", discovered.Output, StringComparison.Ordinal);

        var run = await Run("run", "tiendanube");
        Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Errors));
        Assert.Equal(["tiendanube_files.yml"], Directory.EnumerateFiles(Path.Combine(project.Path, "sources")).Select(Path.GetFileName));
        var months = await Run("ask", "revenue", "--money", "headers", "--by", "month", "--format", "csv");
        Assert.Contains("2026-07-01,1,", months.Output, StringComparison.Ordinal);
        Assert.Contains("2026-08-01,2,", months.Output, StringComparison.Ordinal);
        // The draft is the project's own now, and the profile still takes its file.
        Assert.Contains("no change", (await Run("run", "tiendanube")).Errors, StringComparison.Ordinal);
    }
}
