using System.Text;
using System.Text.Json;
using Estrella.Tests.Foundation;
using Xunit;

namespace Estrella.Tests.Cli;

/// <summary>Rows kept out, corrected in a spreadsheet and given back, as a shell sees it.</summary>
public sealed class QuarantineTest
{
    private const string Contract = """
        contract: 1
        source: shop
        read: { dates: dd/MM/yyyy }
        exports:
          customers: { files: "customers.csv", holds: changes, secret: [password], customer: { id: id, first_name: name, birth_date: born } }
          orders: { files: "orders.csv", holds: changes, order: { id: id, ordered_at: day, total: total, coupon: note } }
        """;

    [Fact]
    public async Task Corrected_rows_load_damaged_ones_are_named_and_nothing_is_loaded_twice()
    {
        using var folder = new TemporaryFolder();
        var database = await TestServer.MigratedDatabaseAsync();
        folder.Write("sources/shop.yml", Contract);
        folder.Write("data/customers.csv", "id,name,born,password\nc1,Ana,x,s3cret\n");
        folder.Write("data/orders.csv", "id,day,total,note\n2000003508897546,03/04/2024,x,Año\n2000003508897547,05/04/2024,y,\n2000003508897548,06/04/2024,5,\n");
        Task<Ended> Run(params string[] arguments) => Executable.RunAsync(["--project", folder.Path, .. arguments], folder.Path, ("ESTRELLA_DATABASE", database));
        Assert.Equal(0, (await Run("run", "data")).ExitCode);

        var export = await Run("quarantine", "export", "fix.csv");
        Assert.Equal(0, export.ExitCode);
        Assert.Contains("customers.csv: of 1 rows no text is kept, for the export has a secret column", export.Errors, StringComparison.Ordinal);
        Assert.Contains("may be personal data", export.Errors, StringComparison.Ordinal);
        var path = Path.Combine(folder.Path, "fix.csv");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.StartsWith("_row,_file,_column,_rule,_reason,_remedy,id,day,total,note\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
        Assert.Equal(2, (await Run("quarantine", "export", "fix.csv")).ExitCode);

        // As Excel in Spanish saves it: semicolons, Windows-1252, and the id as a number.
        var lines = text.TrimEnd().Split("\r\n");
        var head = lines[0].Replace(',', ';');
        string Line(int at, string id, string day, string total, string note) => $"{lines[at][..lines[at].IndexOf(',', StringComparison.Ordinal)]};orders.csv;;;;;{id};{day};{total};{note}";
        var latin = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        Task WriteAsync(params string[] rows) => File.WriteAllTextAsync(path, string.Join("\r\n", rows.Prepend(head)) + "\r\n", latin, TestContext.Current.CancellationToken);
        await WriteAsync(Line(1, "2000003508897540", "04/03/2024", "10", "Año"), Line(2, "2000003508897547", "05/04/2024", "20", ""), Line(2, "2000003508897547", "05/04/2024", "21", ""), "abc:1;;;;;;1;2;3;");
        var damaged = await Run("quarantine", "replay", "fix.csv");
        Assert.Equal(4, damaged.ExitCode);
        Assert.Contains("fix.csv:2: id lost its digits after the fifteenth: it was '2000003508897546' and is '2000003508897540'", damaged.Errors, StringComparison.Ordinal);
        Assert.Contains("fix.csv:2: day changed the order or the format of its date", damaged.Errors, StringComparison.Ordinal);
        Assert.Contains("fix.csv:4: _row ", damaged.Errors, StringComparison.Ordinal);
        Assert.Contains("fix.csv:5: _row is 'abc:1', which no row kept out is called", damaged.Errors, StringComparison.Ordinal);

        await WriteAsync(Line(1, "2000003508897546", "03/04/2024", "10", "Año"), Line(2, "2000003508897547", "05/04/2024", "z", ""));
        var replay = await Run("quarantine", "replay", "fix.csv");
        Assert.Equal(0, replay.ExitCode);
        Assert.Contains("2 rows in = 1 new + 0 changed + 0 unchanged + 0 duplicate + 0 set aside + 1 quarantined", replay.Output, StringComparison.Ordinal);
        Assert.Contains("still kept out: orders.csv:3:3: total is 'z'", replay.Errors, StringComparison.Ordinal);
        using var open = JsonDocument.Parse((await Run("quarantine", "list", "--format", "json", "--source", "shop")).Output);
        Assert.Equal(["customers.csv:2", "orders.csv:3"], open.RootElement.EnumerateArray().Select(each => $"{each.GetProperty("file")}:{each.GetProperty("line")}").Order(StringComparer.Ordinal));
        using var all = JsonDocument.Parse((await Run("quarantine", "list", "--run", "1", "--format", "json")).Output);
        Assert.Contains("replayed by run 2", all.RootElement.EnumerateArray().Select(each => each.GetProperty("state").GetString()));

        var twice = await Run("quarantine", "replay", "fix.csv");
        Assert.Equal(4, twice.ExitCode);
        Assert.Contains("the row is replayed by run 2 already (orders.csv:2)", twice.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await Run("quarantine", "export", "rest.xlsx", "--file", "orders.csv")).ExitCode);
        Assert.Contains("1 rows came back without a change and stay kept out", (await Run("quarantine", "replay", "rest.xlsx")).Errors, StringComparison.Ordinal);
        await WriteAsync();
        Assert.Contains("nothing changed", (await Run("quarantine", "replay", "fix.csv")).Errors, StringComparison.Ordinal);
        Assert.Contains("no change: all 2 files were read before", (await Run("run", "data")).Errors, StringComparison.Ordinal);
    }
}
