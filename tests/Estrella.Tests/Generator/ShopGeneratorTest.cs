using System.Security.Cryptography;
using Estrella.Generator;
using Estrella.Sources;
using Estrella.Tests.Sources;
using Xunit;

namespace Estrella.Tests.Generator;

public class ShopGeneratorTest(MadeShop made) : IClassFixture<MadeShop>
{
    [Fact]
    public void The_same_seed_gives_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        ShopGenerator.Write(new GeneratorOptions(folder.Path, 1500, 11), null, TestContext.Current.CancellationToken);
        Assert.Equal(Checksums(made.Folder), Checksums(folder.Path));
    }

    [Fact]
    public void Another_seed_is_another_shop()
    {
        using var folder = new TemporaryFolder();
        ShopGenerator.Write(new GeneratorOptions(folder.Path, 1500, 12), null, TestContext.Current.CancellationToken);
        Assert.NotEqual(Checksums(made.Folder)["tienda_pedidos.csv"], Checksums(folder.Path)["tienda_pedidos.csv"]);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(733)]
    public void A_shop_has_exactly_as_many_orders_as_asked_for(int orders)
    {
        using var folder = new TemporaryFolder();
        var shop = ShopGenerator.Write(new GeneratorOptions(folder.Path, orders, 3), null, TestContext.Current.CancellationToken);
        var written = shop.Files.Where(file => file.Name is "tienda_pedidos.csv" or "mayorista_facturas.csv").Sum(file => file.Rows);
        Assert.Equal(orders, written);
    }

    [Fact]
    public void Both_years_begin_where_they_are_told_to()
    {
        using var folder = new TemporaryFolder();
        var shop = ShopGenerator.Write(
            new GeneratorOptions(folder.Path, 300, 3, FirstDay: new DateOnly(2022, 7, 1)), null, TestContext.Current.CancellationToken);
        Assert.Equal(new DateOnly(2024, 6, 30), shop.LastDay);
        var days = File.ReadAllLines(Path.Combine(folder.Path, "tienda_pedidos.csv")).Skip(1).Select(line => DateOnly.Parse(line.Split(',')[2][..10])).ToList();
        Assert.Equal(shop.FirstDay, days.Min());
        Assert.Equal(shop.LastDay, days.Max());
    }

    [Fact]
    public void A_cancelled_making_ends()
    {
        using var folder = new TemporaryFolder();
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => ShopGenerator.Write(new GeneratorOptions(folder.Path, 300, 3), null, cancelled.Token));
    }

    [Fact]
    public async Task The_built_in_contracts_understand_every_cell()
    {
        var recognition = Recogniser.Recognise(made.Folder, Contracts.BuiltIn());
        Assert.Empty(recognition.Unmatched);
        Assert.Equal(made.Shop.Files.Count, recognition.Matches.Count);
        var fed = new HashSet<string>();
        foreach (var match in recognition.Matches)
        {
            var read = await Exports.Read(match);
            Assert.Empty(read.KeptOut);
            Assert.Equal(made.Shop.Files.Single(file => file.Name == match.Name).Rows, read.Totals.Rows);
            Assert.All(read.Batches, batch => Assert.All(batch.Extras.Take(batch.Count), Assert.Null));
            fed.UnionWith(read.Batches.Where(batch => batch.Count > 0).Select(batch => batch.Entity.Name));
        }
        Assert.Empty(Estrella.Entities.EntityCatalog.All.Select(entity => entity.Name).Except(fed));
    }

    [Fact]
    public void Files_are_known_by_their_headers_alone()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in made.Shop.Files)
        {
            File.Copy(Path.Combine(made.Folder, file.Name), Path.Combine(folder.Path, "x" + file.Name.Replace('_', '-')));
        }
        var recognition = Recogniser.Recognise(folder.Path, Contracts.BuiltIn());
        Assert.Empty(recognition.Unmatched);
        Assert.All(recognition.Matches, match => Assert.Equal("x" + match.Export.Files.Replace('_', '-'), match.Name));
    }

    [Fact]
    public void Nothing_happens_before_its_order_or_after_the_last_day()
    {
        var ordered = made.Export("tienda_pedidos.csv").ToDictionary(row => row["Pedido"], row => MadeShop.Day(row["Fecha"]));
        foreach (var (file, column) in new[] { ("tienda_pagos.csv", "Fecha"), ("tienda_devoluciones.csv", "Fecha"), ("tienda_envios.csv", "Despachado") })
        {
            Assert.All(made.Export(file), row => Assert.InRange(MadeShop.Day(row[column]), ordered[row["Pedido"]], made.Shop.LastDay));
        }
        Assert.All(
            made.Export("tienda_envios.csv").Where(row => row["Entregado"].Length > 0),
            row => Assert.InRange(MadeShop.Day(row["Entregado"]), MadeShop.Day(row["Despachado"]), made.Shop.LastDay));
    }

    private static SortedDictionary<string, string> Checksums(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(folder, path), path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))),
        StringComparer.Ordinal);
}
