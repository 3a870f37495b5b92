using System.Globalization;
using System.Text;
using Estrella.Dashboard.Pages;
using Estrella.Dashboard.Reading;
using Estrella.Dashboard.State;
using Estrella.Foundation;
using Estrella.Questions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Estrella.Dashboard.Api;

/// <summary>Questions over HTTP, with the words of the command line: JSON, CSV, a workbook, or the SQL itself.</summary>
internal static class QuestionsApi
{
    private static readonly string Version = typeof(QuestionsApi).Assembly.GetName().Version?.ToString(3) ?? "";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/questions", List);
        routes.MapGet("/api/questions/{name}", AskAsync);
        routes.MapGet("/api/openapi.json", (Shop shop) => Results.Json(OpenApiDocument.Of(shop.Questions, Version)));
    }

    private static IResult List(Shop shop) => Results.Json(shop.Questions.All.Select(each => new
    {
        name = each.Name,
        en = each.English,
        es = each.Spanish,
        formula = each.Formula,
        takes = Asking.Names(each),
        where = each.Where,
        href = $"/api/questions/{each.Name}",
    }));

    private static async Task<IResult> AskAsync(string name, HttpRequest request, Shop shop, PageReading reading, CancellationToken cancellation)
    {
        try
        {
            var question = shop.Questions.Find(name);
            if (question is null)
                return Problem(new Trouble(StatusCodes.Status404NotFound, "", $"there is no question '{name}'", "/api/questions lists them"));
            var said = request.Query.Where(each => each.Key is not ("format" or "coverage")).ToDictionary(
                each => each.Key, each => (IReadOnlyList<string>)[.. each.Value.OfType<string>()]);
            var format = request.Query["format"].ToString() is { Length: > 0 } asked ? asked : Preferred(request);
            if (format == "sql")
                return Results.Text(await reading.SqlAsync(question, said, cancellation) + "\n", "text/plain; charset=utf-8");
            var answer = await reading.AskAsync(question, said, cancellation);
            return format switch
            {
                "json" => Results.Text(Written(answer, AnswerFormat.Json, request.Query["coverage"] == "true"), "application/json; charset=utf-8"),
                "csv" => Results.File(Encoding.UTF8.GetBytes(Written(SafeCells.Of(answer), AnswerFormat.Csv, false)), "text/csv; charset=utf-8", name + ".csv"),
                "xlsx" => Results.File(await Workbook.WriteAsync(answer, cancellation), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name + ".xlsx"),
                _ => Problem(new Trouble(StatusCodes.Status400BadRequest, "", $"format is '{format}'", "expected json, csv, xlsx or sql")),
            };
        }
        catch (Exception failure) when (Trouble.Of(failure) is not null)
        {
            return Problem(Trouble.Of(failure)!);
        }
    }

    private static string Preferred(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/csv", StringComparison.Ordinal) ? "csv" : "json";

    private static string Written(Answer answer, AnswerFormat format, bool withCoverage)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        AnswerWriter.Write(answer, format, text, withCoverage);
        return text.ToString();
    }

    private static IResult Problem(Trouble trouble) => Results.Problem(
        detail: trouble.Next, statusCode: trouble.Status, title: trouble.Message);
}
