using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Estrella.Generator;
using Estrella.Tests.Foundation;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Cli;

/// <summary>run and plan as a shell, cron or a supervisor see them.</summary>
public sealed class RunTest : IAsyncLifetime
{
    readonly TemporaryFolder folder = new();
    string database = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await TestServer.NewDatabaseAsync();
        ShopGenerator.Write(new GeneratorOptions(Path.Combine(folder.Path, "data"), 100, 7), null, Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_run_that_is_told_to_end_publishes_nothing_and_the_next_one_is_whole()
    {
        using (var process = Executable.Start(["run", "data"], folder.Path, ("ESTRELLA_DATABASE", database)))
        {
            // The first word of progress: it has begun.
            Assert.Equal("read", await process.StandardError.ReadLineAsync(Cancellation));
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            var ended = await Executable.EndAsync(process);
            Assert.Equal(130, ended.ExitCode);
            Assert.EndsWith("error: cancelled; nothing was published\n", ended.Errors, StringComparison.Ordinal);
            Assert.Empty(ended.Output);
        }
        var asked = await RunAsync("ask", "revenue");
        Assert.Equal(4, asked.ExitCode);

        var again = await RunAsync("run", "data", "--format", "json");
        Assert.Equal(0, again.ExitCode);
        using var files = JsonDocument.Parse(again.Output);
        Assert.All(files.RootElement.EnumerateArray(), file => Assert.Equal(
            file.GetProperty("rows").GetInt64(),
            Verdicts.Sum(verdict => file.GetProperty(verdict).GetInt64())));
        Assert.Equal(0, (await RunAsync("ask", "revenue")).ExitCode);
    }

    [Fact]
    public async Task The_project_s_data_folder_is_read_when_none_is_named_and_a_second_time_nothing_changes()
    {
        var plan = await RunAsync("plan", "--format", "json");
        using var planned = JsonDocument.Parse(plan.Output);
        var rows = planned.RootElement.EnumerateArray().Sum(file => file.GetProperty("rows").GetInt64());

        var first = await RunAsync("run", "--quiet");
        Assert.Equal((0, ""), (first.ExitCode, first.Errors));
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"\n{rows:#,0} rows in = "), first.Output, StringComparison.Ordinal);

        var second = await RunAsync("run");
        Assert.Equal((0, ""), (second.ExitCode, second.Output));
        Assert.Contains("no change", second.Errors, StringComparison.Ordinal);
        var replanned = await RunAsync("plan", "--format", "json");
        using var known = JsonDocument.Parse(replanned.Output);
        Assert.All(known.RootElement.EnumerateArray(), file => Assert.Equal("skip", file.GetProperty("action").GetString()));
    }

    [Fact]
    public async Task A_plan_leaves_the_database_as_it_was()
    {
        Assert.Equal(0, (await RunAsync("plan")).ExitCode);
        Assert.Equal(4, (await RunAsync("status")).ExitCode);
    }

    [Fact]
    public async Task A_folder_that_no_contract_fits_ends_with_4_and_names_the_files()
    {
        folder.Write("other/people.csv", "name,shoe\nAna,38\n");
        var ended = await RunAsync("run", "other");
        Assert.Equal(4, ended.ExitCode);
        Assert.Contains("people.csv", ended.Errors, StringComparison.Ordinal);
        Assert.Contains("next: ", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_export_without_a_date_is_refused_with_the_ways_to_date_it()
    {
        var campaigns = Path.Combine(folder.Path, "data", "tienda_campanias.csv");
        Assert.Equal(0, (await RunAsync("run")).ExitCode);
        await File.WriteAllLinesAsync(campaigns, (await File.ReadAllLinesAsync(campaigns, Cancellation)).SkipLast(1), Cancellation);

        var ended = await RunAsync("run");
        Assert.Equal(4, ended.ExitCode);
        Assert.Contains("tienda_campanias.csv: an export of ", ended.Errors, StringComparison.Ordinal);
        Assert.Contains("tienda_campanias.csv (run 1) was read before it", ended.Errors, StringComparison.Ordinal);
        Assert.Contains("--as-of", ended.Errors, StringComparison.Ordinal);
        Assert.Contains("as_of: modified", ended.Errors, StringComparison.Ordinal);
        Assert.Equal(4, (await RunAsync("plan")).ExitCode);

        // The shop's zone: midnight of Buenos Aires is three in the morning, UTC.
        Assert.Equal(0, (await RunAsync("run", "--as-of", "2026-06-30")).ExitCode);
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Cancellation);
        await using var dated = new NpgsqlCommand("select distinct as_of from estrella.file where run_no = (select max(run_no) from estrella.run where is_published)", connection);
        Assert.Equal(new DateTime(2026, 6, 30, 3, 0, 0, DateTimeKind.Utc), await dated.ExecuteScalarAsync(Cancellation));
    }

    [Theory]
    [InlineData("run nowhere")]
    [InlineData("plan nowhere")]
    public async Task A_folder_that_is_not_there_is_wrong_usage(string line)
    {
        var ended = await RunAsync(line.Split(' '));
        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("nowhere: there is no such folder", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_goes_into_a_file_whose_name_says_the_format()
    {
        Assert.Equal(0, (await RunAsync("run")).ExitCode);
        var file = Path.Combine(folder.Path, "answer.json");
        var ended = await RunAsync("ask", "revenue", "--by", "year", "--output", file);
        Assert.Equal((0, ""), (ended.ExitCode, ended.Output));
        using var answer = JsonDocument.Parse(await File.ReadAllTextAsync(file, Cancellation));
        Assert.Equal(2, answer.RootElement.GetArrayLength());
        Assert.Equal(JsonValueKind.Number, answer.RootElement[0].GetProperty("net_sales").ValueKind);
    }

    [Fact]
    public async Task An_explanation_gives_sql_that_comes_to_the_answer_and_the_lines_of_the_files()
    {
        Assert.Equal(0, (await RunAsync("run")).ExitCode);
        using var asked = JsonDocument.Parse((await RunAsync("ask", "revenue", "--by", "all", "--format", "json")).Output);
        var answer = Assert.Single(asked.RootElement.EnumerateArray());

        var ended = await RunAsync("explain", "revenue", "--by", "all", "--format", "json");
        Assert.Equal(0, ended.ExitCode);
        using var explained = JsonDocument.Parse(ended.Output);
        var whole = Assert.Single(explained.RootElement.EnumerateArray());
        Assert.Contains("net", whole.GetProperty("formula").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, whole.GetProperty("row_count").GetInt32());
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Cancellation);
        await using var again = new NpgsqlCommand($"select round(net_sales, 2) from ({whole.GetProperty("sql").GetString()!.TrimEnd().TrimEnd(';')}) as answer", connection);
        Assert.Equal(answer.GetProperty("net_sales").GetDecimal(), await again.ExecuteScalarAsync(Cancellation));

        var text = (await RunAsync("explain", "revenue", "--by", "all")).Output;
        Assert.Contains("order_line", text, StringComparison.Ordinal);
        Assert.Contains("select", text, StringComparison.Ordinal);

        // Each line named is a line of the file: its first cell but one is the order's id.
        var month = await CellAsync(connection, "select to_char(date_trunc('month', min(order_date)), 'YYYY-MM-DD') from star.fact_order where order_date is not null");
        using var rows = JsonDocument.Parse((await RunAsync("explain", "revenue", "--row", month, "--format", "json")).Output);
        Assert.NotEmpty(rows.RootElement.EnumerateArray());
        foreach (var row in rows.RootElement.EnumerateArray().Where(row => row.GetProperty("entity").GetString() == "order"))
        {
            var lines = await File.ReadAllLinesAsync(Path.Combine(folder.Path, "data", row.GetProperty("file").GetString()!), Cancellation);
            Assert.Contains(row.GetProperty("id").GetString()!, lines[row.GetProperty("line").GetInt32() - 1], StringComparison.Ordinal);
        }
        Assert.Equal(2, (await RunAsync("explain", "revenue", "--row", "1999-01-01")).ExitCode);
    }

    static async Task<string> CellAsync(NpgsqlConnection connection, string query)
    {
        await using var command = new NpgsqlCommand(query, connection);
        return (string)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    [Fact]
    public async Task A_role_that_is_granted_reads_the_star_but_nobody_s_name()
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Cancellation);
        var role = $"reader_{Guid.NewGuid():N}";
        Assert.Equal(2, (await RunAsync("db", "grant", role)).ExitCode);
        await DoAsync(connection, $"create role {role}");
        Assert.Contains("estrella run", (await RunAsync("db", "grant", role)).Errors, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync("run")).ExitCode);
        var granted = await RunAsync("db", "grant", role, "--format", "csv");
        Assert.Equal(0, granted.ExitCode);
        Assert.Contains("star.fact_sales,\r\n", granted.Output, StringComparison.Ordinal);

        await DoAsync(connection, $"set role {role}");
        await DoAsync(connection, "select count(*) from star.fact_sales; select city, region from star.dim_customer limit 1; select * from star.fact_order limit 1");
        foreach (var personal in new[] { "first_name", "last_name", "email", "phone", "tax_number" })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => DoAsync(connection, $"select {personal} from star.dim_customer limit 1"));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
        await Assert.ThrowsAsync<PostgresException>(() => DoAsync(connection, "select 1 from core.customer"));
        await DoAsync(connection, $"reset role; drop owned by {role}; drop role {role}");
    }

    static async Task DoAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    static readonly string[] Verdicts = ["new", "changed", "unchanged", "duplicate", "set_aside", "quarantined"];

    Task<Ended> RunAsync(params string[] arguments) => Executable.RunAsync(arguments, folder.Path, ("ESTRELLA_DATABASE", database));
}
