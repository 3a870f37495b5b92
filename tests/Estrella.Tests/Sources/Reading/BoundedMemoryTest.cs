using System.Globalization;
using Estrella.Sources;
using Estrella.Sources.Discovery;
using Xunit;

namespace Estrella.Tests.Sources.Reading;

/// <summary>Four times the file takes no more memory: what lives while it is read is measured at every few batches.</summary>
public class BoundedMemoryTest
{
    private const int Columns = 60;
    private const long Slack = 8 << 20;

    private static bool IsLong => Environment.GetEnvironmentVariable("ESTRELLA_LONG") == "1";

    private static readonly Contract Wide = Contract.Parse(
        "contract: 1\nsource: wide\nexports:\n  wide:\n    files: \"*.csv\"\n    holds: changes\n    order: { id: c0, ordered_at: c1, total: c2, coupon: c3 }\n", "sources/wide.yml");

    /// <summary>Rows of 60 columns, each of them different in most.</summary>
    private static void Write(string path, long bytes)
    {
        using var file = new StreamWriter(path);
        file.Write(string.Join(',', Enumerable.Range(0, Columns).Select(at => $"c{at}")) + "\n");
        var rest = string.Concat(Enumerable.Range(4, Columns - 4).Select(at => string.Create(CultureInfo.InvariantCulture, $",text of column {at}")));
        for (long no = 0, written = 0; written < bytes; no++)
        {
            var row = string.Create(CultureInfo.InvariantCulture, $"{no},2024-02-05,{no % 1000}.50,note {no}{rest}{no}\n");
            file.Write(row);
            written += row.Length;
        }
    }

    private static async Task<long> PeakOfReading(long bytes)
    {
        using var folder = new ExportFolder();
        Write(Path.Combine(folder.Path, "wide.csv"), bytes);
        long peak = 0, batches = 0;
        var takers = new Takers(
            _ =>
            {
                if (batches++ % 8 == 0)
                    peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
                return ValueTask.CompletedTask;
            },
            _ => ValueTask.CompletedTask);
        var totals = await FileReader.ReadAsync(new FileReading(1, Assert.Single(folder.Recognise(Wide).Matches)), takers, TestContext.Current.CancellationToken);
        Assert.True(totals.Rows > bytes / 2_000 && totals.Quarantined == 0, $"{totals.Rows} rows");
        return peak;
    }

    [Fact]
    public async Task Reading_four_times_the_file_takes_no_more_memory()
    {
        var bytes = IsLong ? 256L << 20 : 24 << 20;
        var small = await PeakOfReading(bytes);
        var large = await PeakOfReading(bytes * 4);
        Assert.True(large < small + Slack, $"{bytes:N0} bytes: {small:N0} held at most; four times as many: {large:N0}");
    }

    [Fact]
    public void Looking_at_four_times_the_file_holds_no_more()
    {
        var bytes = IsLong ? 256L << 20 : 3 << 20;
        using var folder = new ExportFolder();
        long Held(long size)
        {
            var path = Path.Combine(folder.Path, "wide.csv");
            Write(path, size);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var table = FileProbe.Look([TableGlance.Of(new TableFile(path, "wide.csv"))], new DistinctRoom(2_000));
            var held = GC.GetTotalMemory(forceFullCollection: true) - before;
            // All of it was read.
            Assert.Equal(table.Rows, table.Columns[0].Filled);
            Assert.True(table.Rows > size / 2_000 && !table.Columns[0].IsWhole);
            return held;
        }
        var small = Held(bytes);
        var large = Held(bytes * 4);
        Assert.True(large < small + Slack, $"{small:N0} bytes held of {bytes:N0}, {large:N0} of four times as many");
    }
}
