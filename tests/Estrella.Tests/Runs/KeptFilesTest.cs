using System.IO.Compression;
using Estrella.Foundation;
using Estrella.Runs;
using Estrella.Runs.Verifying;
using Estrella.Tests.Foundation;
using Xunit;

namespace Estrella.Tests.Runs;

/// <summary>The project keeps what was read: a column declared later is filled although the folder holds other files by now.</summary>
public sealed class KeptFilesTest : IDisposable
{
    private const string Customers =
        """
        contract: 1
        source: shop
        zone: UTC
        exports:
          customers: { files: "customers_{as_of:yyyyMMdd}.*", holds: all, customer: { id: id, first_name: name CITY } }
        """;

    private readonly TemporaryFolder project = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(project.Path, ".estrella", "files");

    private IEnumerable<string> Kept => Directory.Exists(Folder) ? Directory.GetFiles(Folder) : [];

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task A_column_declared_later_is_filled_from_files_that_are_gone()
    {
        // The first night is packed, the second disagrees on a town, the third does not hold everybody.
        (string Name, string Text)[] nights =
        [
            ("customers_20240601.zip", "id,name,city\nc1,Ana,Salta\nc2,Luis,Jujuy\nc3,Eva,Salta\n"),
            ("customers_20240602.csv", "id,name,city\nc1,Ana,Salta\nc2,Luis,Tilcara\nc3,Eva,Salta\nc4,Leo,Cachi\n"),
            ("customers_20240603.csv", "id,name,city\nc1,Ana María,Oran\nc2,Luis,Tilcara\nc4,Leo,Cachi\nc5,Sol,Metan\n"),
        ];
        var later = Contract(", city: city");
        using var always = new TemporaryFolder();
        var (shop, other) = (await TestServer.MigratedDatabaseAsync(), await TestServer.MigratedDatabaseAsync());
        project.Write("sources/shop.yml", Contract(""));
        always.Write("sources/shop.yml", later);
        foreach (var (name, text) in nights)
        {
            foreach (var (folder, database) in new[] { (project, shop), (always, other) })
            {
                // Every night the folder is emptied.
                foreach (var old in Directory.Exists(Data(folder)) ? Directory.GetFiles(Data(folder)) : [])
                    File.Delete(old);
                Write(folder, name, text);
                // A full export may lose one of five here.
                await RunPipeline.RunAsync(Options(folder, database) with { AcceptShrink = true }, null, Cancellation);
            }
        }
        Assert.Equal(3, Kept.Count());
        foreach (var path in Kept.Where(_ => !OperatingSystem.IsWindows()))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(path).UnixFileMode);
        var before = await WarehouseDump.OfAsync(shop);
        project.Write("sources/shop.yml", later);

        var plan = await PlanPipeline.PlanAsync(Options(project, shop), withFigures: false, null, Cancellation);
        var run = await RunPipeline.RunAsync(Options(project, shop) with { AcceptShrink = true }, null, Cancellation);

        Assert.Equal(nights.Select(night => night.Name), plan.Files.Where(file => file.Action == "read").Select(file => file.Name));
        Assert.Equal(nights.Select(night => night.Name), run.Files.Select(file => file.Name));
        Assert.Equal("", WarehouseDump.Difference(await WarehouseDump.OfAsync(other), await WarehouseDump.OfAsync(shop)));
        Assert.Empty((await Verification.VerifyAsync(shop, null, 5, null, Cancellation)).Differences);
        Assert.Equal("no_change", (await RunPipeline.RunAsync(Options(project, shop), null, Cancellation)).State);
        await UndoPipeline.UndoAsync(Options(project, shop), run.RunNo, null, Cancellation);
        Assert.Equal("", WarehouseDump.Difference(before, await WarehouseDump.OfAsync(shop)));
    }

    [Theory]
    [InlineData("secret: [pin]", "", 0)]
    [InlineData("personal: [pin]", "keep_files: no", 0)]
    [InlineData("personal: [pin]", "", 1)]
    public async Task Nothing_is_kept_that_holds_a_secret_or_is_not_wanted(string about, string setting, int files)
    {
        project.Write("estrella.yml", $"estrella: 1\n{setting}\n");
        project.Write("sources/shop.yml", Contract("").Replace("holds: all,", $"holds: all, {about},", StringComparison.Ordinal));
        Write(project, "customers_20240601.csv", "id,name,pin\nc1,Ana,9999\n");

        await RunPipeline.RunAsync(Options(project, await TestServer.MigratedDatabaseAsync()), null, Cancellation);

        Assert.Equal(files, Kept.Count());
    }

    [Fact]
    public async Task A_run_that_publishes_nothing_keeps_nothing()
    {
        var database = await TestServer.MigratedDatabaseAsync();
        project.Write("sources/shop.yml", Contract("").Replace("source: shop", "source: shop\nbudget: { rows: 0 }", StringComparison.Ordinal));
        Write(project, "customers_20240601.csv", "id,name,city\nc1,Ana,Salta\n,Luis,Jujuy\n");

        await Assert.ThrowsAsync<EstrellaException>(() => RunPipeline.RunAsync(Options(project, database), null, Cancellation));

        Assert.Empty(Kept);
        Write(project, "customers_20240601.csv", "id,name,city\nc1,Ana,Salta\nc2,Luis,Jujuy\n");
        // What a killed run left half.
        project.Write(".estrella/files/abc.csv.gz.part", "x");
        await RunPipeline.RunAsync(Options(project, database), null, Cancellation);
        Assert.EndsWith(".csv.gz", Assert.Single(Kept), StringComparison.Ordinal);
    }

    private static string Contract(string city) => Customers.Replace(" CITY", city, StringComparison.Ordinal);

    private static string Data(TemporaryFolder folder) => Path.Combine(folder.Path, "data");

    private static RunOptions Options(TemporaryFolder folder, string database) => new(Settings.Load(folder.Path), database, Data(folder));

    private static void Write(TemporaryFolder folder, string name, string text)
    {
        if (!name.EndsWith(".zip", StringComparison.Ordinal))
        {
            folder.Write($"data/{name}", text);
            return;
        }
        Directory.CreateDirectory(Data(folder));
        using var archive = ZipFile.Open(Path.Combine(Data(folder), name), ZipArchiveMode.Create);
        using var member = new StreamWriter(archive.CreateEntry("customers.csv").Open());
        member.Write(text);
    }
}
