using Estrella.Sources;
using Estrella.Sources.Discovery;
using Xunit;

namespace Estrella.Tests.Sources.Discovery;

/// <summary>The eleven real exports as nobody had described them, held against the contract a person wrote.</summary>
public sealed class SeedDiscoveryTest
{
    // A person wrote row numbers; the nth row of its order tells these apart as well.
    private static readonly string[] OtherKeys = ["order_line.id", "tender.id", "payment.id"];

    [Fact]
    public void The_draft_says_of_every_column_what_the_hand_written_contract_says()
    {
        var found = Discoverer.Discover(Exports.Seed(), null, null, null, TestContext.Current.CancellationToken);
        Assert.Empty(found.Questions);
        Assert.Equal(["FACTS.md"], found.NotUnderstood.Select(file => file.Name));
        var drafted = Contract.Parse(found.Contract, "drafted");
        var written = Contracts.BuiltIn().Single(contract => contract.Name == "tienda");

        Assert.Equal(Said(written), Said(drafted));
        Assert.Equal(
            written.Exports.SelectMany(export => export.Secret).Order(StringComparer.Ordinal),
            drafted.Exports.SelectMany(export => export.Secret).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Row_numbers_are_found_to_be_keys_with_the_proof()
    {
        var found = Discoverer.Discover(Exports.Seed(), null, null, null, TestContext.Current.CancellationToken);
        // FACTS.md: 10,000 orders, all named by position; products 1 to 36.
        Assert.Contains("OrdenID of 11.historial_pagos.csv names rows 1 to 10000 of 10,000", found.Contract, StringComparison.Ordinal);
        Assert.Contains("ProductoID of 10.resenas_productos.csv names rows 1 to 36 of 36", found.Contract, StringComparison.Ordinal);
    }

    /// <summary>A line for each field: entity, field, and how the cell is read.</summary>
    private static List<string> Said(Contract contract) =>
    [
        .. contract.Exports.SelectMany(export => export.Feeds.SelectMany(feed => feed.Fields
            .Select(each => $"{feed.Entity.Name}.{each.Field.Name}: {each.Cell.Key}")
            .Append($"{feed.Entity.Name}.id: {feed.Id?.Key}"))).Where(line => !OtherKeys.Any(line.Contains)).Order(StringComparer.Ordinal),
    ];
}
