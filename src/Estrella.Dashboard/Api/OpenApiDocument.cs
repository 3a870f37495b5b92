using System.Text.Json.Nodes;
using Estrella.Questions;

namespace Estrella.Dashboard.Api;

/// <summary>The description of the API for programs (OpenAPI 3.1): each question with the parameters it takes.</summary>
internal static class OpenApiDocument
{
    private static readonly Dictionary<string, string> Meanings = new()
    {
        ["period"] = "2025-06, 2025-Q2, 2025 or last-30d",
        ["from"] = "first day counted",
        ["to"] = "first day not counted",
        ["by"] = "the periods of the rows",
        ["scope"] = "which orders",
        ["basis"] = "event: each on its day; order: all on the order's day",
        ["money"] = "where money is read",
        ["terms"] = "nominal, real, or a currency such as USD or USD:blue",
        ["at"] = "with terms=real: the month whose money it is, such as 2025-06",
        ["top"] = "the first N of each group",
        ["level"] = "level of places",
        ["window"] = "days a cart may take to become an order",
    };

    public static JsonObject Of(QuestionCatalog questions, string version)
    {
        var paths = new JsonObject
        {
            ["/api/questions"] = new JsonObject
            {
                ["get"] = new JsonObject { ["summary"] = "The questions, with the parameters each takes", ["operationId"] = "questions", ["responses"] = new JsonObject { ["200"] = Json("The questions", "array") } },
            },
        };
        foreach (var question in questions.All)
            paths[$"/api/questions/{question.Name}"] = new JsonObject { ["get"] = Operation(question) };
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Estrella", ["version"] = version, ["description"] = "Questions over the published star, with the words of estrella ask." },
            ["paths"] = paths,
        };
    }

    private static JsonObject Operation(QuestionFile question)
    {
        var parameters = new JsonArray();
        foreach (var name in Asking.Names(question).Where(each => each != "where"))
            parameters.Add(Parameter(question, name));
        if (question.Uses.Contains("filters"))
        {
            parameters.Add(new JsonObject
            {
                ["name"] = "where",
                ["in"] = "query",
                ["description"] = $"DIMENSION=VALUE[,VALUE], joined by and; dimensions: {string.Join(", ", question.Where)}",
                ["schema"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } },
            });
        }
        parameters.Add(Choice("format", "how the answer is written", ["json", "csv", "xlsx", "sql"]));
        parameters.Add(Choice("coverage", "JSON only: rows, coverage and notes", ["true", "false"]));
        return new JsonObject
        {
            ["operationId"] = question.Name,
            ["summary"] = question.English,
            ["description"] = question.Formula,
            ["parameters"] = parameters,
            ["responses"] = new JsonObject
            {
                ["200"] = Json("Rows; money and ratios are numbers, days ISO, unknowns null", "array"),
                ["400"] = Problem("The question does not take what was asked"),
                ["422"] = Problem("No export feeds what was asked"),
                ["503"] = Problem("It took too long, or the database cannot be reached"),
            },
        };
    }

    private static JsonObject Parameter(QuestionFile question, string name)
    {
        var parameter = Choice(name, Meanings[name], question.Takes.TryGetValue(name, out var taken) ? taken.Allowed : []);
        if (taken?.Default is { } otherwise)
            parameter["schema"]!["default"] = otherwise;
        return parameter;
    }

    private static JsonObject Choice(string name, string meaning, IReadOnlyList<string> words)
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (words.Count > 0)
            schema["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]);
        return new JsonObject { ["name"] = name, ["in"] = "query", ["description"] = meaning, ["schema"] = schema };
    }

    private static JsonObject Json(string description, string type) => new()
    {
        ["description"] = description,
        ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = type } } },
    };

    private static JsonObject Problem(string description) => new()
    {
        ["description"] = description,
        ["content"] = new JsonObject { ["application/problem+json"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "object" } } },
    };
}
