using System.IO.Compression;
using System.Text;
using Estrella.Foundation;
using Estrella.Sources;
using Estrella.Sources.Discovery;
using Xunit;

namespace Estrella.Tests.Sources.Reading;

/// <summary>
/// Thousands of damaged files: none crashes the reader or discovery, none is read without end, and of each every row
/// has exactly one verdict. A failure prints its seed; seeds that once failed are kept and tried first.
/// </summary>
public class FuzzTest
{
    private const int Read = 3_000;
    private const int Discovered = 250;

    /// <summary>Each of these once failed: 5, an archive whose list of members is damaged.</summary>
    private static readonly int[] OnceFailed = [5];

    private static readonly Contract Shop = Contract.Parse(
        $"contract: 1\nsource: shop\nexports:\n{Specimen.OrdersExport("orders*")}{Specimen.LinesExport("lines*")}", "sources/shop.yml");

    private static IEnumerable<int> Seeds(int count) => OnceFailed.Concat(Enumerable.Range(1, count));

    [Fact]
    public async Task Every_row_of_a_damaged_file_has_one_verdict()
    {
        byte[][] texts = [Encoding.UTF8.GetBytes(Specimen.Orders), Encoding.UTF8.GetBytes(Specimen.Lines)];
        int read = 0, refused = 0;
        using var folder = new ExportFolder();
        foreach (var seed in Seeds(Read))
        {
            var kind = seed % 2;
            var name = kind == 0 ? "orders.csv" : "lines.csv";
            var bytes = Mutation.Of(texts[kind], seed);
            folder.With(name, bytes);
            if (await IsRead(folder, Shop, seed, bytes.Count(each => each is (byte)'\n' or (byte)'\r') + 1))
                read++;
            else
                refused++;
            File.Delete(Path.Combine(folder.Path, name));
        }
        // Most blows cost rows, not files; if nearly all were refused, nothing would have been tried.
        Assert.True(read > refused, $"{read} read, {refused} refused");
    }

    [Fact]
    public async Task Damaged_archives_and_workbooks_are_read_or_refused()
    {
        var book = new WorkbookBytes().Sheet("Hoja1", "", [.. Specimen.Orders.Split('\n').Select((line, at) => (at + 1, line.Split(';').Select(cell => (string?)cell).ToArray()))]).ToArray();
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(Specimen.Orders));
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var member in new[] { "orders-1.csv", "orders-2.csv" })
            {
                using var writer = zip.CreateEntry(member).Open();
                writer.Write(Encoding.UTF8.GetBytes(Specimen.Orders));
            }
        }
        (string Name, byte[] Bytes)[] files = [("orders.xlsx", book), ("orders.csv.gz", packed.ToArray()), ("orders.zip", archive.ToArray())];
        using var folder = new ExportFolder();
        foreach (var seed in Seeds(600))
        {
            var (name, bytes) = files[seed % 3];
            folder.With(name, Mutation.Of(bytes, seed));
            await IsRead(folder, Shop, seed, 1_000);
            File.Delete(Path.Combine(folder.Path, name));
        }
    }

    [Fact]
    public async Task What_discovery_drafts_of_a_damaged_folder_can_be_read()
    {
        var drafted = 0;
        foreach (var seed in Seeds(Discovered))
        {
            using var folder = new ExportFolder();
            folder.With("pedidos.csv", Mutation.Of(Encoding.UTF8.GetBytes(Specimen.Orders), seed)).With("order_lines.csv", Mutation.Of(Encoding.UTF8.GetBytes(Specimen.Lines), seed + 1_000_000));
            Contract contract;
            try
            {
                var found = Discoverer.Discover(folder.Path, null, null, null, TestContext.Current.CancellationToken);
                if (found.Questions.Count > 0)
                    continue;
                contract = Contract.Parse(found.Contract, "sources/shop.yml");
            }
            catch (EstrellaException)
            {
                continue;
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"seed {seed}: {failure.Message}", failure);
            }
            drafted++;
            await IsRead(folder, contract, seed, 1_000);
        }
        Assert.True(drafted * 2 > Discovered, $"{drafted} of {Discovered} folders were understood");
    }

    /// <summary>Reads all tables of a folder and checks the identity; false: a file was refused.</summary>
    /// <param name="most">Rows and layout there can be at most, so that a reading without end is told from a long one.</param>
    private static async Task<bool> IsRead(ExportFolder folder, Contract contract, int seed, int most)
    {
        try
        {
            foreach (var match in folder.Recognise(contract).Matches)
            {
                var read = await Exports.Read(match);
                var records = read.Batches.SelectMany(batch => batch.Line.Take(batch.Count)).ToHashSet();
                Assert.True(
                    read.Totals.Rows == records.Count + read.Totals.Repeated + read.Totals.SetAside + read.Totals.Quarantined && read.Totals.Quarantined == read.KeptOut.Count
                    && read.Totals.SetAside == read.Aside.Count && !read.KeptOut.Any(row => records.Contains(row.Line)) && read.KeptOut.Select(row => row.Line).Distinct().Count() == read.KeptOut.Count,
                    $"seed {seed}: {match.Name} has {read.Totals.Rows} rows: {records.Count} records, {read.Totals.Repeated} repeated, {read.Totals.SetAside} set aside, {read.KeptOut.Count} kept out");
                Assert.True(read.Totals.Rows + read.Totals.LayoutRows <= most, $"seed {seed}: {match.Name} has {read.Totals.Rows} rows and {read.Totals.LayoutRows} lines of layout, and {most} lines");
                if (read.Totals.ControlRows is { } control)
                    Assert.True(control == read.Batches.Sum(batch => batch.Control.Take(batch.Count).Sum() ?? 0) + read.Totals.ControlSetAside + read.Totals.ControlQuarantined + read.Totals.ControlRepeated, $"seed {seed}: the control sums of {match.Name} differ");
            }
            return true;
        }
        catch (EstrellaException)
        {
            return false;
        }
        catch (Exception failure) when (failure is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"seed {seed}: {failure.Message}", failure);
        }
    }
}
