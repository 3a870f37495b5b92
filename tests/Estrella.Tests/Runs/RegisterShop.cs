using System.Globalization;
using Estrella.Foundation;
using Estrella.Ledger;
using Estrella.Runs;
using Estrella.Tests.Foundation;

namespace Estrella.Tests.Runs;

/// <summary>Two sources, north and south, whose orders and payments come in exports of their own; zone and currency can be told anew.</summary>
internal sealed class RegisterShop : IAsyncDisposable
{
    private readonly TemporaryFolder project = new();
    private int folders;

    private RegisterShop(string connectionString) => ConnectionString = connectionString;

    public string ConnectionString { get; }

    public static async Task<RegisterShop> OpenAsync()
    {
        var shop = new RegisterShop(await TestServer.MigratedDatabaseAsync());
        shop.Tell("America/Argentina/Buenos_Aires", "ARS");
        return shop;
    }

    /// <summary>What estrella.yml and the two contracts say from now on.</summary>
    public void Tell(string zone, string currency)
    {
        project.Write("estrella.yml", $"estrella: 1\nshop: Both\nzone: {zone}\ncurrency: {currency}\n");
        foreach (var source in new[] { "north", "south" })
        {
            project.Write($"sources/{source}.yml", $$"""
                contract: 1
                source: {{source}}
                read: { encoding: utf-8, delimiter: ",", decimal: ".", dates: [yyyy-MM-dd HH:mm] }
                zone: {{zone}}
                currency: {{currency}}
                exports:
                  orders:
                    files: "{{source}}_orders_{as_of:yyyyMMdd}.csv"
                    holds: changes
                    order: { id: id, ordered_at: at, total: total, status: { column: status, map: { d: delivered, p: pending, c: cancelled } } }
                  payments:
                    files: "{{source}}_payments_{as_of:yyyyMMdd}.csv"
                    holds: changes
                    budget: { rows: 0, ratio: 0 % }
                    payment: { id: id, order: order, amount: amount, paid_at: at, status: { column: status, map: { c: captured, r: refunded } } }
                """);
        }
    }

    /// <summary>Runs files given by name and text.</summary>
    public Task<RunReport> RunAsync(params (string Name, string Text)[] files)
    {
        var folder = $"run{folders++}";
        foreach (var (name, text) in files)
            project.Write($"{folder}/{name}.csv", text);
        return RunPipeline.RunAsync(
            new RunOptions(Settings.Load(project.Path), ConnectionString, Path.Combine(project.Path, folder)), null, default);
    }

    public Task<UndoReport> UndoAsync(int runNo) =>
        UndoPipeline.UndoAsync(new RunOptions(Settings.Load(project.Path), ConnectionString, project.Path), runNo, null, default);

    /// <summary>The register as a person asks for it: `kind one other: disagree of compared, amount; first since last change`.</summary>
    public async Task<IReadOnlyList<string>> RegisterAsync() =>
    [
        .. (await new LedgerReader(ConnectionString).ContradictionsAsync()).Select(each => string.Create(
            CultureInfo.InvariantCulture,
            $"{each.Kind} {each.One} {each.Other}: {each.Disagreeing} of {each.Compared}, {each.Amount:0.##}; first {each.FirstRunNo} since {each.SinceRunNo} last {each.LastRunNo}, {each.Change:+0;-0;0} {each.AmountChange:+0.##;-0.##;0}")),
    ];

    public ValueTask DisposeAsync()
    {
        project.Dispose();
        return ValueTask.CompletedTask;
    }
}
