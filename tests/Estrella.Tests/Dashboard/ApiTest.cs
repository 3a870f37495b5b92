using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Estrella.Questions;
using Sylvan.Data.Csv;
using Xunit;

namespace Estrella.Tests.Dashboard;

/// <summary>What programs get.</summary>
public sealed class ApiTest(ServedShop shop)
{
    [Theory]
    [InlineData("revenue", "by=quarter")]
    [InlineData("best-sellers", "top=2&where=region=Mendoza,Salta")]
    [InlineData("geography", "level=country&scope=paid")]
    public async Task JSON_is_what_ask_prints(string name, string query)
    {
        var served = await shop.GetAsync();
        var question = QuestionCatalog.Load(null).Get(name);
        var said = query.Split('&').Select(each => each.Split('=', 2)).ToDictionary(each => each[0], each => (IReadOnlyList<string>)[each[1]]);
        var answer = await Answering.AskAsync(served.Owner, question, Asking.Parse(question, said), TestContext.Current.CancellationToken);
        using var printed = new StringWriter { NewLine = "\n" };
        AnswerWriter.Write(answer, AnswerFormat.Json, printed);
        Assert.Equal(printed.ToString(), await served.Client.GetStringAsync($"/api/questions/{name}?{query}", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_description_names_every_question_and_its_parameters()
    {
        var served = await shop.GetAsync();
        using var document = JsonDocument.Parse(await served.Client.GetStringAsync("/api/openapi.json", TestContext.Current.CancellationToken));
        var paths = document.RootElement.GetProperty("paths");
        foreach (var question in QuestionCatalog.Load(served.Settings.ProjectFolder).All)
        {
            var parameters = paths.GetProperty($"/api/questions/{question.Name}").GetProperty("get").GetProperty("parameters").EnumerateArray().Select(each => each.GetProperty("name").GetString());
            Assert.Equal(Asking.Names(question).Where(each => each != "where" || question.Uses.Contains("filters")).Concat(["format", "coverage"]), parameters);
        }
    }

    [Fact]
    public async Task Texts_of_a_CSV_are_harmless_and_its_numbers_stay_numbers()
    {
        var served = await shop.GetAsync();
        var text = await served.Client.GetStringAsync("/api/questions/formulas?format=csv", TestContext.Current.CancellationToken);
        using var csv = CsvDataReader.Create(new StringReader(text));
        var rows = new List<(string Name, decimal Amount)>();
        while (csv.Read())
            rows.Add((csv.GetString(0), csv.GetDecimal(1)));
        Assert.Equal(["'=1+1", "'+54 11", "'-5 %", "'@user", "plain"], rows.Select(row => row.Name));
        Assert.Equal(11m, rows.Sum(row => row.Amount));
    }

    [Fact]
    public async Task A_workbook_holds_numbers_as_numbers()
    {
        var served = await shop.GetAsync();
        var bytes = await served.Client.GetByteArrayAsync("/api/questions/formulas?format=xlsx", TestContext.Current.CancellationToken);
        using var book = new ZipArchive(new MemoryStream(bytes));
        await using var sheet = await book.GetEntry("xl/worksheets/sheet1.xml")!.OpenAsync(TestContext.Current.CancellationToken);
        var cells = XDocument.Load(sheet).Descendants().Where(each => each.Name.LocalName == "c" && each.Attribute("t") is null or { Value: "n" }).ToList();
        Assert.Equal(11m, cells.Select(each => decimal.Parse(each.Value, CultureInfo.InvariantCulture)).Sum());
    }

    [Theory]
    [InlineData("/api/questions/revenu", HttpStatusCode.NotFound)]
    [InlineData("/api/questions/revenue?scope=everything", HttpStatusCode.BadRequest)]
    [InlineData("/api/questions/revenue?where=region=Atlantis", HttpStatusCode.BadRequest)]
    [InlineData("/api/questions/revenue?terms=EUR", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/api/questions/revenue?format=pdf", HttpStatusCode.BadRequest)]
    public async Task An_error_is_a_problem_with_what_to_do(string path, HttpStatusCode status)
    {
        var served = await shop.GetAsync();
        using var response = await served.Client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.NotEmpty(problem.RootElement.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.RootElement.GetProperty("detail").GetString()!);
    }

    [Fact]
    public async Task Parameters_are_parameters_and_the_role_only_reads()
    {
        var served = await shop.GetAsync();
        using var tried = await served.Client.GetAsync("/api/questions/revenue?where=" + Uri.EscapeDataString("region='; drop table star.fact_sales; --"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, tried.StatusCode);
        var address = Estrella.Dashboard.Reading.ReaderRole.Address(served.ConnectionString, Estrella.Dashboard.Serving.ServeOptions.DefaultRole, TimeSpan.FromMilliseconds(500));
        await using var reader = Npgsql.NpgsqlDataSource.Create(address);
        foreach (var (sql, state) in new[]
        {
            ("create table star.mine ()", "25006"),
            ("set transaction read write; delete from star.fact_sales", "42501"),
            ("select email from star.dim_customer", "42501"),
            ("select raw from estrella.quarantine", "42501"),
            ("select * from core.customer", "42501"),
            ("select pg_sleep(60)", "57014"),
        })
        {
            await using var command = reader.CreateCommand(sql);
            var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
            Assert.Equal(state, refused.SqlState);
        }
    }
}
