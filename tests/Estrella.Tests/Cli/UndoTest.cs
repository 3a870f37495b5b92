using System.Text.Json;
using Estrella.Tests.Foundation;
using Xunit;

namespace Estrella.Tests.Cli;

/// <summary>undo, and what run and status say of exports that are late, as a shell sees them.</summary>
public sealed class UndoTest
{
    private const string Contract = """
        contract: 1
        source: shop
        exports:
          customers: { files: "customers.csv", holds: changes, customer: { id: id, first_name: name } }
          orders: { files: "orders.csv", holds: changes, expects: daily by 06:00, order: { id: id, total: total } }
        """;

    [Fact]
    public async Task A_run_is_taken_back_loads_again_and_the_ledger_tells_both()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var database = await TestServer.MigratedDatabaseAsync();
        Directory.CreateDirectory(Path.Combine(folder.Path, "sources"));
        Directory.CreateDirectory(Path.Combine(folder.Path, "data"));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "sources", "shop.yml"), Contract, cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "data", "customers.csv"), "id,name\nc1,Ana\nc2,Luis\n", cancellation);
        Task<Ended> Run(params string[] arguments) => Executable.RunAsync(["--project", folder.Path, .. arguments], folder.Path, ("ESTRELLA_DATABASE", database));

        var run = await Run("run", "data", "--strict");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("warning: shop/orders: missing, was due ", run.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await Run("run", "data")).ExitCode);
        Assert.Contains("shop/orders: missing", (await Run("status")).Errors, StringComparison.Ordinal);

        var undo = await Run("undo", "1", "--format", "json");
        Assert.Equal((0, """[{"entity":"customer","removed":2,"restored":0,"inferred":0}]"""), (undo.ExitCode, undo.Output.ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal)));
        Assert.Contains("run 1 is taken back", undo.Errors, StringComparison.Ordinal);
        Assert.Equal(2, (await Run("undo", "1")).ExitCode);
        using var runs = JsonDocument.Parse((await Run("status", "--format", "json")).Output);
        Assert.Equal(["published", "no_change", "undone"], runs.RootElement.EnumerateArray().Select(each => each.GetProperty("state").GetString()));
        Assert.Contains("taken back by run 3, by ", (await Run("status", "1")).Output, StringComparison.Ordinal);
        Assert.Contains("run 4 is published: 2 rows in", (await Run("run", "data")).Errors, StringComparison.Ordinal);
    }
}
