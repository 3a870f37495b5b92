using System.Text.Json;
using Estrella.Generator;
using Estrella.Ledger;
using Xunit;

namespace Estrella.Tests.Stories;

/// <summary>A generated shop's books were kept while it was made; the pipeline never sees them. Every answer must equal them.</summary>
public sealed class BooksStory
{
    [Theory]
    [InlineData(400, 1, 0)]
    [InlineData(3000, 2, 0)]
    [InlineData(1500, 3, 0.01)]
    [InlineData(3000, 4, 0.03)]
    public async Task All_answers_equal_the_books(int orders, int seed, double dirt)
    {
        using var folder = new TemporaryFolder();
        ShopGenerator.Write(new GeneratorOptions(folder.Path, orders, seed, dirt), null, TestContext.Current.CancellationToken);
        await using var shop = await PublishedShop.RunAsync(folder.Path);
        Assert.Equal(shop.Report.RowsIn, Enum.GetValues<Verdict>().Sum(shop.Report.RowsOf));

        using var books = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder.Path, "books", "answers.json"), TestContext.Current.CancellationToken));
        var wrong = new List<string>();
        var asked = new HashSet<string>();
        foreach (var asking in books.RootElement.EnumerateArray())
        {
            var question = asking.GetProperty("question").GetString()!;
            var options = asking.GetProperty("arguments").EnumerateObject().SelectMany(Options).ToArray();
            asked.Add(question);
            var what = $"{question} {string.Join(' ', options.Select(option => $"--{option.Option} {option.Value}"))}";
            try
            {
                RowsAgree.Check(what, asking.GetProperty("rows").EnumerateArray().Select(PublishedShop.Row), await shop.AskAsync(question, options));
            }
            catch (Exception difference)
            {
                wrong.Add(difference is Xunit.Sdk.XunitException ? difference.Message : $"{what}: {difference.Message}");
            }
        }
        Assert.True(wrong.Count == 0, $"seed {seed}, {wrong.Count} askings differ\n{string.Join('\n', wrong)}");
        Assert.Equal(11, asked.Count);
    }

    private static IEnumerable<(string Option, string Value)> Options(JsonProperty argument) => argument.Value.ValueKind == JsonValueKind.Array
        ? argument.Value.EnumerateArray().Select(each => (argument.Name, each.ToString()))
        : [(argument.Name, argument.Value.ToString())];
}
