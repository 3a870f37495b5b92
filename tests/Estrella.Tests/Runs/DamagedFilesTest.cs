using System.Globalization;
using System.Text;
using Estrella.Foundation;
using Estrella.Runs;
using Estrella.Runs.Verifying;
using Estrella.Sources;
using Estrella.Tests.Foundation;
using Estrella.Tests.Sources.Reading;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Runs;

/// <summary>
/// Files damaged at random go the whole road at once, each a source of its own: what can be read can be loaded, each
/// row has one verdict in the ledger, and the star is what core says. A failure names the source, which is the seed.
/// </summary>
public sealed class DamagedFilesTest
{
    private const int Damaged = 160;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_can_be_read_of_damaged_files_is_loaded_and_told()
    {
        using var project = new TemporaryFolder();
        var files = 0;
        for (var seed = 1; seed <= Damaged; seed++)
        {
            project.WriteBytes($"data/s{seed}/{Name(seed)}", Mutation.Of(Encoding.UTF8.GetBytes(IsOfLines(seed) ? Specimen.Lines : Specimen.Orders), seed));
            if (await CanBeReadAsync(project, seed))
            {
                project.Write($"sources/s{seed}.yml", Contract(seed));
                files++;
            }
            else
            {
                Directory.Delete(Path.Combine(project.Path, "data", $"s{seed}"), recursive: true);
            }
        }
        // If most were refused whole, little would have been tried.
        Assert.True(files * 2 > Damaged, $"{files} of {Damaged} can be read");
        var database = await TestServer.MigratedDatabaseAsync();
        var options = new RunOptions(Settings.Load(project.Path), database, Path.Combine(project.Path, "data"));

        var run = await RunPipeline.RunAsync(options, null, Cancellation);

        Assert.Equal("published", run.State);
        Assert.Empty(await NamesAsync(
            database,
            """
            select source.name || '/' || file.name || ': ' || file.row_count || ' rows, not ' || coalesce(total.rows, 0)
            from estrella.file
            join estrella.source using (source_no)
            left join (select file_no, sum(row_count) as rows from estrella.control_total group by file_no) as total using (file_no)
            where file.row_count <> coalesce(total.rows, 0)
            """));
        // Every row of lines is a record of its own.
        Assert.Empty(await NamesAsync(
            database,
            """
            select source.name || '/' || file.name || ': ' || total.row_count || ' new, and ' || count(line.order_line_no) || ' records'
            from estrella.file
            join estrella.source using (source_no)
            join estrella.control_total as total on total.file_no = file.file_no and total.verdict = 'new'
            left join core.order_line as line on line.file_no = file.file_no
            where file.name = 'lines.csv'
            group by source.name, file.name, total.row_count
            having total.row_count <> count(line.order_line_no)
            """));
        Assert.Empty(await NamesAsync(
            database,
            """
            select source.name || '/' || file.name || ':' || kept.line
            from estrella.quarantine as kept
            join estrella.file using (file_no)
            join estrella.source using (source_no)
            where kept.message = '' or kept.rule = ''
            """));
        var differences = (await Verification.VerifyAsync(database, null, 5, null, Cancellation)).Differences;
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.Equal("no_change", (await RunPipeline.RunAsync(options, null, Cancellation)).State);
    }

    private static bool IsOfLines(int seed) => seed % 2 == 1;

    private static string Name(int seed) => IsOfLines(seed) ? "lines.csv" : "orders.csv";

    private static string Contract(int seed) => string.Create(CultureInfo.InvariantCulture, $"contract: 1\nsource: s{seed}\nbudget: {{ ratio: 100 % }}\nexports:\n")
        + (IsOfLines(seed) ? Specimen.LinesExport($"s{seed}/lines.csv") : Specimen.OrdersExport($"s{seed}/orders.csv"));

    /// <summary>A file whose header is gone, or that nobody can cut into rows, is refused as a whole, and with it the run.</summary>
    private static async Task<bool> CanBeReadAsync(TemporaryFolder project, int seed)
    {
        try
        {
            var found = Recogniser.Recognise(Path.Combine(project.Path, "data"), [Estrella.Sources.Contract.Parse(Contract(seed), $"sources/s{seed}.yml")]);
            foreach (var match in found.Matches)
            {
                // A full export whose last row is cut may not say what is gone.
                if ((await FileReader.ReadAsync(new FileReading(0, match), Takers.None, Cancellation)).IsCut && match.Export.Holds == Holds.All)
                    return false;
            }
            return found.Matches.Count == 1;
        }
        catch (EstrellaException)
        {
            return false;
        }
    }

    private static async Task<List<string>> NamesAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Cancellation);
        return await connection.ListAsync(sql, row => row.GetString(0), Cancellation);
    }
}
