using System.Text;
using System.Text.Json;
using Estrella.Generator;
using Estrella.Sources;
using Estrella.Tests.Sources;
using Xunit;

namespace Estrella.Tests.Generator;

public class DefectsTest(DirtyShop dirty) : IClassFixture<DirtyShop>
{
    [Fact]
    public void Planted_defects_are_counted_by_kind()
    {
        var counted = Defects().GroupBy(defect => (Text(defect, "kind"), defect.GetProperty("takes_away").GetBoolean())).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(dirty.Shop.Defects, counted.Values.Sum());
        Assert.Equal(
            counted.OrderBy(each => each.Key),
            dirty.Planted.RootElement.GetProperty("defects_by_kind").EnumerateArray()
                .Select(kind => KeyValuePair.Create((Text(kind, "kind"), kind.GetProperty("takes_away").GetBoolean()), kind.GetProperty("count").GetInt32()))
                .OrderBy(each => each.Key));
        Assert.Equal(
            ["duplicate", "impossible_date", "invalid_utf8", "nul_byte", "number_too_long", "text_in_number", "too_few_cells", "too_many_cells", "value_too_long"],
            counted.Keys.Select(key => key.Item1).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Without_the_planted_rows_the_shop_is_the_clean_one_but_for_what_they_take_away()
    {
        using var folder = new TemporaryFolder();
        ShopGenerator.Write(new GeneratorOptions(folder.Path, 1500, 11), null, TestContext.Current.CancellationToken);
        var planted = Defects().GroupBy(defect => Text(defect, "file")).ToDictionary(group => group.Key, group => group.Select(defect => defect.GetProperty("line").GetInt32() - 1).ToHashSet());
        foreach (var file in dirty.Shop.Files)
        {
            var lines = Lines(Path.Combine(dirty.Folder, file.Name));
            var clean = Lines(Path.Combine(folder.Path, file.Name));
            var left = lines.Where((_, at) => !planted.GetValueOrDefault(file.Name, []).Contains(at)).ToList();
            var taken = Defects().Count(defect => Text(defect, "file") == file.Name && defect.GetProperty("takes_away").GetBoolean());
            if (file.Name == "tienda_resenas.csv")
            {
                // A line that is kept out gets no review.
                Assert.InRange(clean.Count - left.Count, 0, 5);
                continue;
            }
            Assert.Equal(clean.Count - taken, left.Count);
            Assert.Empty(left.Except(clean));
        }
    }

    [Fact]
    public async Task The_reader_keeps_out_exactly_what_was_planted()
    {
        var planted = Defects().Where(defect => Text(defect, "verdict") == "quarantined").ToDictionary(
            defect => (File: Text(defect, "file"), Line: defect.GetProperty("line").GetInt32()), defect => $"{Text(defect, "kind")} in {Text(defect, "column")}");
        var keptOut = new HashSet<(string, int)>();
        var recognition = Recogniser.Recognise(dirty.Folder, Contracts.BuiltIn());
        Assert.Empty(recognition.Unmatched);
        foreach (var match in recognition.Matches)
        {
            var read = await Exports.Read(match);
            keptOut.UnionWith(read.KeptOut.Select(row => (match.Name, row.Line)));
        }
        var missed = planted.Where(each => !keptOut.Contains(each.Key)).Select(each => $"{each.Key}: {each.Value}").ToList();
        var invented = keptOut.Except(planted.Keys).ToList();
        Assert.Empty(missed);
        Assert.Empty(invented);
    }

    [Fact]
    public void A_duplicate_stands_below_its_twin()
    {
        foreach (var defect in Defects().Where(defect => Text(defect, "kind") == "duplicate"))
        {
            var lines = Lines(Path.Combine(dirty.Folder, Text(defect, "file")));
            var line = defect.GetProperty("line").GetInt32();
            Assert.Equal(lines[line - 2], lines[line - 1]);
        }
    }

    private List<JsonElement> Defects() => [.. dirty.Planted.RootElement.GetProperty("defects").EnumerateArray()];

    private static List<string> Lines(string path) => [.. Encoding.Latin1.GetString(File.ReadAllBytes(path)).Split('\n')];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
