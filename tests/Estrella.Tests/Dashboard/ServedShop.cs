using Estrella.Dashboard.Serving;
using Estrella.Foundation;
using Estrella.Generator;
using Estrella.Runs;
using Estrella.Tests.Foundation;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(Estrella.Tests.Dashboard.ServedShop))]

namespace Estrella.Tests.Dashboard;

/// <summary>One made shop, published and served, for all tests of the dashboard; made when a test first asks for it.</summary>
public sealed class ServedShop : IAsyncDisposable
{
    private readonly Lazy<Task<Served>> served;
    private readonly TemporaryFolder folder = new();

    public ServedShop() => served = new(StartAsync);

    /// <summary>What runs while the tests do.</summary>
    public sealed record Served(DashboardServer Server, HttpClient Client, NpgsqlDataSource Owner, string ConnectionString, Settings Settings);

    public Task<Served> GetAsync() => served.Value;

    public async ValueTask DisposeAsync()
    {
        if (served.IsValueCreated)
        {
            var running = await served.Value;
            running.Client.Dispose();
            await running.Server.DisposeAsync();
            await running.Owner.DisposeAsync();
        }
        folder.Dispose();
    }

    private async Task<Served> StartAsync()
    {
        var data = Path.Combine(folder.Path, "data");
        // Pictures for the documentation show the shop of the demo.
        var isPictured = Environment.GetEnvironmentVariable("ESTRELLA_SCREENSHOTS") is not null;
        ShopGenerator.Write(isPictured ? new GeneratorOptions(data, 5000, 42) : new GeneratorOptions(data, 400, 7, 0.01), null, CancellationToken.None);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, Settings.FileName), "estrella: 1\nshop: Tienda del Sur\nzone: America/Argentina/Buenos_Aires\ncurrency: ARS\n");
        var settings = Settings.Load(folder.Path);
        Directory.CreateDirectory(settings.QuestionsFolder);
        await File.WriteAllTextAsync(Path.Combine(settings.QuestionsFolder, "formulas.sql"), Formulas);
        var connectionString = await TestServer.MigratedDatabaseAsync();
        await RunPipeline.RunAsync(new RunOptions(settings, connectionString, data), null, CancellationToken.None);
        // What is slow on a busy machine is not wrong.
        var server = await DashboardServer.StartAsync(new ServeOptions(settings, connectionString) { Port = 0, StatementTimeout = TimeSpan.FromMinutes(5) });
        return new Served(
            server, new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromMinutes(5), BaseAddress = server.Address }, NpgsqlDataSource.Create(connectionString), connectionString, settings);
    }

    /// <summary>A question of the project: texts a spreadsheet would compute, and numbers below zero that it may.</summary>
    private const string Formulas =
        """
        -- question: formulas
        -- en: Which names look like formulas?
        -- es: ¿Qué nombres parecen fórmulas?
        -- columns: amount=money
        select name, amount
        from (values ('=1+1', -2.5), ('+54 11', 3.25), ('-5 %', -0.75), ('@user', 10), ('plain', 1)) as told (name, amount)
        """;
}
