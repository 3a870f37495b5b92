using System.Globalization;
using System.Text.RegularExpressions;
using Estrella.Foundation;
using Estrella.Ledger;
using Estrella.Runs;
using Estrella.Sources;
using Estrella.Tests.Foundation;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Sources.Discovery;

/// <summary>The corpus: what discovery makes of each folder, against what a person says of it.</summary>
public sealed partial class CorpusTest(ITestOutputHelper output)
{
    [Fact]
    public void Nine_columns_of_ten_are_understood_and_none_is_misread()
    {
        var columns = new List<(string Folder, CorpusFolder.Column Column)>();
        var asked = new List<string>();
        foreach (var folder in CorpusFolder.All)
        {
            var found = folder.Discover();
            asked.AddRange(found.Questions.Select(question => $"{folder.Name}: {question}"));
            columns.AddRange(folder.Compare(found).Select(column => (folder.Name, column)));
        }
        foreach (var (folder, column) in columns.Where(each => !each.Column.IsUnderstood))
            output.WriteLine($"{folder}/{column.File}: {column.Name} is [{column.Said}], drafted as [{column.Drafted}]");
        var understood = columns.Count(each => each.Column.IsUnderstood);
        output.WriteLine(FormattableString.Invariant($"{CorpusFolder.All.Count} folders: {understood} of {columns.Count} columns understood, {100.0 * understood / columns.Count:0.0} %"));
        Assert.True(CorpusFolder.All.Count >= 40);
        Assert.DoesNotContain(columns, each => each.Column.IsMisread);
        Assert.True(understood * 10 >= columns.Count * 9, $"{understood} of {columns.Count}");
        Assert.Empty(asked);
    }

    /// <summary>Uniting the wrong people is worse than counting one twice: only where a person would, and what is doubtful is no more than noted.</summary>
    [Fact]
    public void Customers_of_several_files_are_united_where_a_person_would_and_nowhere_else()
    {
        Assert.True(CorpusFolder.All.Count(folder => folder.IdentityProof is not null) >= 2);
        foreach (var folder in CorpusFolder.All)
        {
            var found = folder.Discover();
            var held = Contract.Parse(found.Contract, "drafted").Identity.GetValueOrDefault("customer");
            Assert.Equal((folder.Name, string.Join(", ", folder.Identity)), (folder.Name, string.Join(", ", held?.Steps.Select(step => step.Field) ?? [])));
            Assert.Equal(held is not null, held?.IsWithin == true);
            var noted = found.Contract.Split('\n').Where(line => line.TrimStart('#', ' ').StartsWith("identity:", StringComparison.Ordinal)).ToList();
            Assert.Equal((folder.Identity.Count > 0 ? 1 : 0) + (folder.Doubted.Count > 0 ? 1 : 0), noted.Count);
            Assert.Equal(folder.Doubted.Count > 0, noted.Exists(line => line.StartsWith($"# identity: {{ customer: [{string.Join(", ", folder.Doubted)}], within: customer }}", StringComparison.Ordinal)));
            if (folder.IdentityProof is { } proof)
                Assert.EndsWith("  # " + proof, noted[0], StringComparison.Ordinal);
        }
    }

    /// <summary>All folders at once, each a source of its own: what each sold, by month, as its <c>expected.yml</c> adds it up by hand.</summary>
    [Fact]
    public async Task What_each_folder_sold_comes_out_to_the_cent()
    {
        var folders = CorpusFolder.All.Where(folder => folder.Revenue.Count > 0).ToList();
        using var project = new TemporaryFolder();
        foreach (var folder in folders)
        {
            // One run for all: each contract looks for its files in its own folder.
            project.Write($"sources/{folder.Name}.yml", FilesLine().Replace(folder.Discover().Contract, line => $"    files: \"{folder.Name}/{line.Groups[1].Value.Trim('"')}\""));
            foreach (var file in Directory.EnumerateFiles(folder.Path).Where(path => !path.EndsWith(".yml", StringComparison.Ordinal)))
                File.Copy(file, Path.Combine(Directory.CreateDirectory(Path.Combine(project.Path, "data", folder.Name)).FullName, Path.GetFileName(file)));
        }
        var address = await TestServer.MigratedDatabaseAsync();
        var report = await RunPipeline.RunAsync(new RunOptions(Settings.Load(project.Path), address, Path.Combine(project.Path, "data")), null, TestContext.Current.CancellationToken);
        Assert.Equal("published", report.State);
        Assert.Empty((await new LedgerReader(address).KeptOutAsync(new KeptFilter(), cancellation: TestContext.Current.CancellationToken)).Select(each => $"{each.File}:{each.Line}: {each.Message}"));

        await using var database = NpgsqlDataSource.Create(address);
        Assert.Equal(
            folders.SelectMany(folder => folder.Revenue.Select(each => Line(folder, each.Month[..7], each.Gross, each.Net))),
            await ListAsync(database, Sales));
        Assert.Equal(
            folders.Where(folder => folder.Customers is not null).Select(folder => Line(folder, folder.Customers!.Value)),
            (await ListAsync(database, Customers)).Where(line => folders.Exists(folder => folder.Customers is not null && line.StartsWith(Source(folder) + " ", StringComparison.Ordinal))));
        Assert.Equal(
            folders.SelectMany(folder => folder.Payments.Select(each => Line(folder, each.Month[..7], each.Collected))),
            await ListAsync(database, Payments));
        Assert.Equal(
            folders.Where(folder => folder.Reviews is not null).Select(folder => Line(folder, folder.Reviews!)),
            (await ListAsync(database, Reviews)).Where(line => folders.Exists(folder => folder.Reviews is not null && line.StartsWith(Source(folder) + " ", StringComparison.Ordinal))));
    }

    private static string Source(CorpusFolder folder) => folder.Name.Replace('-', '_');

    private static string Line(CorpusFolder folder, params object[] cells) => string.Join(' ', cells.Select(cell => cell is decimal money ? money.ToString("0.00", CultureInfo.InvariantCulture) : $"{cell}").Prepend(Source(folder)));

    private static async Task<List<string>> ListAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            lines.Add(reader.GetString(0));
        return lines;
    }

    [GeneratedRegex("^    files: (.*?)$", RegexOptions.Multiline)]
    private static partial Regex FilesLine();

    // Lines where a source has any, else what its headers say; credit notes that name no order bring their source along.
    private const string Sold =
        """
        with header as (
            select distinct on (order_no) order_no, source from star.fact_order
        ),
        lines as (
            select header.source, sale.event_date, sale.event, sale.order_no, sale.customer_no, sale.is_kept, sale.gross_amount as gross, sale.net_amount as net
            from star.fact_sales as sale
            join header using (order_no)
            where sale.is_booked
        ),
        notes as (
            select source.name, sale.event_date, sale.event, 0::bigint, 0::bigint, false, sale.gross_amount, sale.net_amount
            from star.fact_sales as sale
            join core.return as back on back.return_no = sale.line_no
            join estrella.source as source using (source_no)
            where sale.order_no = 0
        ),
        headers as (
            select header.source, header.event_date, header.event, header.order_no, header.customer_no, header.is_kept, header.header_gross, header.header_net
            from star.fact_order as header
            where header.is_booked and not exists (select from lines where lines.source = header.source)
        ),
        sold as (
            select * from lines union all select * from notes union all select * from headers
        )
        """;

    private const string Sales = Sold +
        """
        select source || ' ' || to_char(event_date, 'YYYY-MM') || ' ' || round(sum(gross), 2)::text || ' ' || round(sum(net), 2)::text
        from sold
        group by source, to_char(event_date, 'YYYY-MM')
        having sum(gross) <> 0 or sum(net) <> 0
        order by source collate "C", to_char(event_date, 'YYYY-MM')
        """;

    private const string Customers = Sold +
        """
        select source || ' ' || count(distinct customer_no)::text
        from sold
        where event = 'sale' and is_kept and customer_no <> 0
        group by source
        order by source collate "C"
        """;

    private const string Reviews =
        """
        select source.name || ' ' || count(*)::text || ' ' || round(sum(review.rating))::text || ' ' || count(*) filter (where review.product_no <> 0)::text || ' ' || count(*) filter (where review.customer_no <> 0)::text
        from star.fact_review as review
        join core.review as said using (review_no)
        join estrella.source as source using (source_no)
        group by source.name
        order by source.name collate "C"
        """;

    private const string Payments =
        """
        select source || ' ' || to_char(paid_date, 'YYYY-MM') || ' ' || round(sum(captured_amount - refunded_amount), 2)::text
        from star.fact_payment
        join (select distinct order_no, source from star.fact_order) as header using (order_no)
        group by source, to_char(paid_date, 'YYYY-MM')
        order by source collate "C", to_char(paid_date, 'YYYY-MM')
        """;
}
