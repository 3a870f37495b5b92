using System.Globalization;
using Estrella.Foundation;
using Estrella.Runs;
using Estrella.Tests.Foundation;
using Estrella.Tests.Sources;

namespace Estrella.Tests.Stories;

/// <summary>
/// A shop whose flat sales file comes every night: new invoices in a month of their own, and a correction of an old one.
/// What is sold after each night is added up here, beside the files.
/// </summary>
internal sealed class NightlyShop : IDisposable
{
    private const string Header = "InvoiceNo;StockCode;Description;Quantity;InvoiceDate;UnitPrice;CustomerID;Country\n";

    private readonly TemporaryFolder project = new();
    private readonly Dictionary<int, (string Row, int Quantity, decimal Price)> invoices = [];
    private int nights;

    /// <param name="publishWait">How long a run waits for a lock somebody holds.</param>
    public NightlyShop(string publishWait = "2 s")
    {
        project.Write("estrella.yml", $"estrella: 1\npublish_wait: {publishWait}\n");
        project.Write("sources/mayorista.yml", ExampleContracts.WholesaleYaml);
    }

    public string Path => project.Path;

    /// <summary>Sold so far, ex tax: the sum of quantity times price.</summary>
    public decimal Sold => invoices.Values.Sum(each => each.Quantity * each.Price);

    /// <summary>Writes the next night's file and runs the folder it lies in.</summary>
    public Task<RunReport> RunAsync(string connectionString)
    {
        Next();
        return RunAgainAsync(connectionString);
    }

    /// <summary>Runs the last night's folder.</summary>
    public Task<RunReport> RunAgainAsync(string connectionString) => RunPipeline.RunAsync(
        new RunOptions(Settings.Load(Path), connectionString, System.IO.Path.Combine(Path, $"night{nights - 1}")), null, CancellationToken.None);

    /// <summary>Writes the next night's file.</summary>
    /// <returns>The folder it lies in, below the project's.</returns>
    public string Next()
    {
        var night = nights++;
        var day = new DateOnly(2011, 1, 3).AddMonths(night);
        var told = new List<int>();
        for (var nth = 0; nth < 8; nth++)
        {
            var invoice = 536_000 + (night * 10) + nth;
            var rest = string.Create(CultureInfo.InvariantCulture, $"1700{nth % 4};{(nth % 3 == 0 ? "United Kingdom" : "Spain")}");
            invoices[invoice] = ($"{day:yyyy-MM-dd} 10:0{nth};{{0}};{rest}", nth + 1, 2.5m + night);
            told.Add(invoice);
        }
        if (night > 0)
        {
            var old = 536_000 + ((night - 1) * 10);
            invoices[old] = invoices[old] with { Quantity = 50 + night };
            told.Add(old);
        }
        var rows = told.Select(invoice =>
        {
            var (rest, quantity, price) = invoices[invoice];
            var cell = price.ToString(CultureInfo.InvariantCulture).Replace('.', ',');
            return $"{invoice};8{invoice % 4}123;ARTICLE {night};{quantity};{string.Format(CultureInfo.InvariantCulture, rest, cell)}\n";
        });
        project.Write($"night{night}/ventas_{day:yyyyMMdd}.csv", Header + string.Concat(rows));
        return $"night{night}";
    }

    public void Dispose() => project.Dispose();
}
