using System.Text.RegularExpressions;
using Estrella.Sources.Discovery;
using Estrella.Tests.Foundation;
using Xunit;

namespace Estrella.Tests.Sources.Discovery;

/// <summary>Cells that hold a code and a text, of which the part that stands in the list of goods is read.</summary>
public sealed partial class NamedByPartTest
{
    private static readonly string[] Goods = ["AB-1|Cup", "AB-2|Plate", "CD-7|Fork and knife", "CD-8|Spoon", "EF-9|Bowl"];

    [Theory]
    [InlineData("[{0}] {1}", "drop_prefix: \"[\", split: \"]\", part: 1")]
    [InlineData("{1} [{0}]", "drop_suffix: \"]\", split: \"[\", part: -1")]
    [InlineData("{0} ({1})", "split: \" (\", part: 1")]
    [InlineData("{1} ({0})", "drop_suffix: \")\", split: \" (\", part: -1")]
    [InlineData("{0} - {1}", "split: \" - \", part: 1")]
    [InlineData("{1} - {0}", "split: \" - \", part: -1")]
    [InlineData("{0} : {1}", "split: \" : \", part: 1")]
    public void The_code_is_cut_out_where_the_list_has_it(string form, string words)
    {
        Assert.Contains($"product: {{ column: Item, {words} }} # 0.86: 5 of 5 are ids of items.csv", Draft(form, Goods), StringComparison.Ordinal);
    }

    [Fact]
    public void Whole_cells_that_stand_in_the_list_are_not_cut() =>
        Assert.Contains("product: Item # ", Draft("{0} - {1}", [.. Goods.Select(each => $"{each.Replace("|", " - ", StringComparison.Ordinal)}|{each.Split('|')[1]}")], Goods), StringComparison.Ordinal);

    /// <summary>Only four of five parts are codes of the list.</summary>
    [Fact]
    public void Parts_of_which_the_list_lacks_one_in_five_are_left() =>
        Assert.Contains("product: Item # ", Draft("{0} - {1}", [.. Goods[..4], "XX-1|Ladle"], Goods), StringComparison.Ordinal);

    [Theory]
    [InlineData("[AB-1] Cup", "[", "", "]", 1, "AB-1")]
    [InlineData("Cup (tall) (AB-1)", "", ")", " (", -1, "AB-1")]
    [InlineData("AB-1 - Cup - tall", "", "", " - ", 1, "AB-1")]
    public void A_cell_of_that_form_is_cut(string cell, string before, string behind, string sign, int part, string code)
    {
        var cut = new CellCut(before, behind, sign, part);
        Assert.True(cut.Fits(cell));
        Assert.Equal(code, cut.Of(cell));
    }

    [Theory]
    [InlineData("[AB-1]", "[", "", "]")]
    [InlineData("AB-1 Cup", "", "", " - ")]
    [InlineData("[] Cup", "[", "", "]")]
    [InlineData("(AB-1)", "", ")", " (")]
    public void A_cell_without_a_text_beside_its_code_is_of_another_form(string cell, string before, string behind, string sign) =>
        Assert.False(new CellCut(before, behind, sign, 1).Fits(cell));

    /// <param name="listed">What the list holds, a code and a name each.</param>
    /// <param name="sold">What lines name, by default the same.</param>
    private static string Draft(string form, string[] listed, string[]? sold = null)
    {
        using var project = new TemporaryFolder();
        project.Write("shop/items.csv", "Item Code,Item Name,Price\n" + string.Concat(listed.Select(each => $"{each.Replace('|', ',')},2.50\n")));
        project.Write("shop/sales.csv", "Invoice,Date,Customer,Item,Quantity,Price,Amount\n" + string.Concat((sold ?? listed).SelectMany(each => new[] { each, each }).Select((each, at) =>
            $"{100 + (at / 2)},2024-05-{10 + (at / 2 % 3)},Miller {at / 2},{string.Format(null, form, each.Split('|'))},{at + 2},2.50,{(at + 2) * 2.50m:0.00}\n")));
        return Blanks().Replace(Discoverer.Discover(Path.Combine(project.Path, "shop"), null, null, null, TestContext.Current.CancellationToken).Contract, " ");
    }

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();
}
