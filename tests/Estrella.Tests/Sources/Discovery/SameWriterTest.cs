using Estrella.Sources.Discovery;
using Xunit;

namespace Estrella.Tests.Sources.Discovery;

/// <summary>Numbers that no row of their file decides, and another file of the same export does.</summary>
public sealed class SameWriterTest
{
    private const string Lines = "Encomenda;Data;Artigo;Qtd;Preço;Valor\nE1;2024-01-09;PA-01;2,00;6,250;12,50\nE1;2024-01-09;PA-02;3,00;1,200;3,60\nE2;2024-01-10;PA-03;1,50;2,480;3,72\nE2;2024-01-10;PA-04;4,00;3,125;12,50\nE3;2024-02-01;PA-05;1,00;8,990;8,99\nE3;2024-02-01;PA-01;1,00;6,250;6,25\n";
    private const string Prices = "Artigo;Designação;PVP\nPA-01;Chave;6,250\nPA-02;Bucha;1,200\nPA-03;Fita;2,480\nPA-04;Lixa;3,125\nPA-05;Trincha;8,990\nPA-06;Balde;4,750\n";

    [Fact]
    public void Prices_are_written_as_the_amounts_of_lines_that_name_the_same_goods()
    {
        using var folder = new ExportFolder();
        folder.With("linhas.csv", Lines).With("precos.csv", Prices);
        var found = Found(folder);
        Assert.Empty(found.Questions);
        Assert.Contains("6 numbers, 1.2 to 8.99; decimal comma: as all 3 amounts of linhas.csv, which names the same records in Artigo", found.Contract, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_delimiter_is_another_writers() => AssertAsks(Prices.Replace(",", ".", StringComparison.Ordinal).Replace(";", ",", StringComparison.Ordinal), "6.250");

    [Fact]
    public void A_file_that_names_other_records_is_no_proof() => AssertAsks(Prices.Replace("PA-", "QX-", StringComparison.Ordinal), "6,250");

    /// <summary>A third file that names the same goods, with a decimal point.</summary>
    [Fact]
    public void Files_that_write_unlike_one_another_decide_nothing() =>
        AssertAsks(Prices, "6,250", "Artigo;Stock;Custo;Valor\nPA-01;4.50;2.10;9.45\nPA-02;2.00;0.40;0.80\nPA-03;1.00;1.25;1.25\nPA-04;8.00;1.05;8.40\nPA-05;2.00;4.15;8.30\n");

    private static void AssertAsks(string prices, string first, string? stock = null)
    {
        using var folder = new ExportFolder();
        folder.With("linhas.csv", Lines).With("precos.csv", prices);
        if (stock is not null)
            folder.With("stock.csv", stock);
        Assert.Contains(Found(folder).Questions, question => question.Where == "precos.csv: PVP" && question.Problem == $"'{first}' is a thousand or a decimal: no row decides");
    }

    private static Discovered Found(ExportFolder folder) => Discoverer.Discover(folder.Path, null, null, Answers.None, null, TestContext.Current.CancellationToken);
}
