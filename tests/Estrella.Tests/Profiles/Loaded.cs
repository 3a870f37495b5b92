using System.Globalization;
using Estrella.Ledger;
using Estrella.Sources;
using Estrella.Tests.Stories;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Profiles;

/// <summary>Small exports of one platform, written by hand, run into a database of their own with nothing said about them.</summary>
internal sealed class Loaded : IAsyncDisposable
{
    private readonly PublishedShop shop;

    private Loaded(PublishedShop shop) => this.shop = shop;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The folder of a platform's exports.</summary>
    public static string Files(string platform) => Path.Combine(AppContext.BaseDirectory, "Profiles", "Files", platform);

    /// <summary>The profiles whose exports are told by their header alone.</summary>
    public static IReadOnlyList<Contract> Platforms => [.. Contracts.BuiltIn().Where(contract => contract.Exports.All(export => export.Files.Length == 0))];

    public static async Task<Loaded> RunAsync(string directory)
    {
        var shop = await PublishedShop.RunAsync(directory);
        Assert.Equal("published", shop.Report.State);
        return new Loaded(shop);
    }

    /// <summary>An answer, a line a row: the named columns with a blank between them, unknown as -.</summary>
    public async Task<IReadOnlyList<string>> AskAsync(string question, string columns, params (string Option, string Value)[] options) =>
        [.. (await shop.AskAsync(question, options)).Select(row => string.Join(' ', columns.Split(' ').Select(column => Text(row[column]))))];

    /// <summary>Revenue by month: orders, units, gross, discounts, returns, net.</summary>
    public Task<IReadOnlyList<string>> RevenueAsync(params (string Option, string Value)[] options) =>
        AskAsync("revenue", "period orders units gross_sales discounts returns net_sales", [("by", "month"), .. options]);

    public async Task<IReadOnlyList<string>> RowsAsync(string sql)
    {
        await using var command = shop.Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var rows = new List<string>();
        while (await reader.ReadAsync(Cancellation))
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(at => reader.IsDBNull(at) ? "-" : Text(reader.GetValue(at)))));
        return rows;
    }

    /// <summary>What was kept out: place, rule and column.</summary>
    public async Task<IReadOnlyList<string>> KeptOutAsync() =>
        [.. (await new LedgerReader(shop.ConnectionString).KeptOutAsync(new KeptFilter(), cancellation: Cancellation)).Select(each => $"{each.File}:{each.Line} {each.Message.Split(',')[0]}")];

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    private static string Text(object? value) => value switch
    {
        null => "-",
        decimal amount => amount.ToString("0.####", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
