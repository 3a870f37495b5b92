using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Estrella.Tests.House;

/// <summary>The pages quote the committed results of the bench, to the digit: seconds, ratio, rows.</summary>
public class BenchTest
{
    static readonly string[] Named = ["processor", "postgres", "dotnet", "estrella"];

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.es.md")]
    public void Speed_is_what_was_measured(string page)
    {
        var text = Repository.Read(page);
        foreach (var row in FirstLoads().Concat(Histories()))
            Assert.Contains(row, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Result_names_its_machine_and_versions()
    {
        foreach (var result in All("*"))
        {
            var machine = result.GetProperty("machine");
            Assert.All(Named, name => Assert.NotEmpty(machine.GetProperty(name).GetString()!));
            Assert.Matches(@"^\d{4}-\d\d-\d\d$", result.GetProperty("date").GetString());
        }
    }

    // | 100,000 | 1,014,030 | 12.3 s | 24.5 s | 1.99 |
    static IEnumerable<string> FirstLoads() => All("first-*").Select(result => string.Create(
        CultureInfo.InvariantCulture,
        $"| {result.GetProperty("orders").GetInt64():N0} | {result.GetProperty("rows_in").GetInt64():N0} | {Median(result, "expert_seconds"):0.0} s | {Median(result, "estrella_seconds"):0.0} s | {Median(result, "ratio"):0.00} |"));

    // | 25,000 | 3.1 s | 123,456 | 206 |
    static IEnumerable<string> Histories() => All("increments-*").SelectMany(result => result.GetProperty("histories").EnumerateArray()).Select(history => string.Create(
        CultureInfo.InvariantCulture,
        $"| {history.GetProperty("orders").GetInt64():N0} | {Median(history, "seconds"):0.0} s | {history.GetProperty("rows_read").GetInt64():N0} | {history.GetProperty("rows_written").GetInt64():N0} |"));

    static double Median(JsonElement result, string name) => result.GetProperty(name).GetProperty("median").GetDouble();

    static IEnumerable<JsonElement> All(string name) => Directory.GetFiles(Path.Combine(Repository.Root, "bench", "results"), name + ".json")
        .Select(path => JsonDocument.Parse(File.ReadAllText(path)).RootElement);
}
