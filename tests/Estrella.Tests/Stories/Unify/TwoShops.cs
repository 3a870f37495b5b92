using Estrella.Core;
using Estrella.Foundation;
using Estrella.Questions;
using Estrella.Runs;
using Estrella.Runs.Verifying;
using Estrella.Tests.Foundation;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Stories.Unify;

/// <summary>A web shop and a wholesale house of one firm, which number orders, customers and products from 1 each for itself.</summary>
internal sealed class TwoShops : IAsyncDisposable
{
    private const string Contract =
        """
        contract: 1
        source: SOURCE
        read: { encoding: utf-8, delimiter: ",", decimal: ".", dates: yyyy-MM-dd }
        zone: America/Argentina/Buenos_Aires
        currency: ARS
        IDENTITY
        exports:
          customers:
            files: "SOURCE_customers_{as_of:yyyy-MM-dd}.csv"
            holds: changes
            optional: [document, email, phone, segment, city, region, zip]
            personal: [name, document, email, phone]
            customer: { id: id, first_name: name, tax_number: document, email: email, phone: phone, segment: segment, city: city, region: region, postcode: zip }
          products:
            files: "SOURCE_products_{as_of:yyyy-MM-dd}.csv"
            holds: changes
            optional: [sku, barcode, category, cost]
            category: { repeats: first, when: { category: filled }, id: category, name: category }
            product: { id: id, name: name, sku: sku, barcode: barcode, category: category, cost: cost }
          orders:
            files: "SOURCE_orders_{as_of:yyyy-MM-dd}.csv"
            holds: changes
            order: { id: id, customer: customer, ordered_at: ordered }
          lines:
            files: "SOURCE_lines_{as_of:yyyy-MM-dd}.csv"
            holds: changes
            order_line: { id: id, order: order, product: product, quantity: quantity, unit_price: price }
        """;

    public const string Both = "identity: { customer: [tax_number, email, phone], product: [sku, barcode] }";

    private readonly TemporaryFolder project = new();

    private TwoShops(string database)
    {
        (Database, Source) = (database, NpgsqlDataSource.Create(database));
        Directory.CreateDirectory(Path.Combine(project.Path, "data"));
        Say("");
        Contracts(Both, Both);
    }

    public string Database { get; }

    private NpgsqlDataSource Source { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<TwoShops> OpenAsync() => new(await TestServer.MigratedDatabaseAsync());

    /// <summary>What the contracts say of identity.</summary>
    public void Contracts(string tienda, string mayorista)
    {
        project.Write("sources/tienda.yml", Contract.Replace("SOURCE", "tienda").Replace("IDENTITY", tienda));
        project.Write("sources/mayorista.yml", Contract.Replace("SOURCE", "mayorista").Replace("IDENTITY", mayorista));
    }

    /// <summary>What estrella.yml says beside its version.</summary>
    public void Say(string settings) => project.Write("estrella.yml", "estrella: 1\n" + settings + "\n");

    public void Write(string name, string text) => project.Write(name, text);

    public void Remove(string name) => File.Delete(Path.Combine(project.Path, name));

    /// <summary>Writes the exports of a day, <c>tienda_customers</c> and so on, and runs the folder.</summary>
    public async Task<RunReport> NightAsync(string day, params (string Export, string Text)[] files)
    {
        foreach (var (export, text) in files)
            project.Write($"data/{export}_{day}.csv", text + "\n");
        return await RunPipeline.RunAsync(Options, null, Cancellation);
    }

    public async Task UndoAsync(int runNo) => await UndoPipeline.UndoAsync(Options, runNo, null, Cancellation);

    public Task<VerifyReport> VerifyAsync() => Verification.VerifyAsync(Database, null, 20, null, Cancellation);

    public async Task<string[]> AskAsync(string question, params string[] words)
    {
        var file = QuestionCatalog.Load(null).Get(question);
        var options = words.Chunk(2).ToDictionary(pair => pair[0].TrimStart('-'), pair => (IReadOnlyList<string>)[pair[1]]);
        using var text = new StringWriter();
        AnswerWriter.Write(await Answering.AskAsync(Source, file, Asking.Parse(file, options), Cancellation), AnswerFormat.Csv, text);
        return text.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Rows as text, cells with a blank between them, unknown as -.</summary>
    public async Task<List<string>> RowsAsync(string sql)
    {
        await using var connection = await Source.OpenConnectionAsync(Cancellation);
        return await connection.ListAsync(
            sql, row => string.Join(' ', Enumerable.Range(0, row.FieldCount).Select(at => row.IsDBNull(at) ? "-" : Convert.ToString(row.GetValue(at), System.Globalization.CultureInfo.InvariantCulture))), Cancellation);
    }

    /// <summary>Which customers are one: a group a row, <c>mayorista:1 tienda:1</c>.</summary>
    public Task<List<string>> GroupsAsync(string entity = "customer") => RowsAsync(
        $"""
        select string_agg(source.name || ':' || known.{entity}_id, ' ' order by source.name, known.{entity}_id)
        from core.{entity}_same as same
        join core.{entity} as known using ({entity}_no)
        join estrella.source using (source_no)
        group by same.same_no
        order by 1
        """);

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        project.Dispose();
    }

    private RunOptions Options => new(Settings.Load(project.Path), Database, Path.Combine(project.Path, "data"));
}
