using Estrella.Ledger;
using Estrella.Tests.Stories;
using Estrella.Tests.Stories.Seed;
using Xunit;

namespace Estrella.Tests.Ledger;

/// <summary>The register over the eleven real exports; the figures were counted from the CSV files without a database.</summary>
public class ContradictionTest
{
    [Fact]
    public async Task Register_counts_what_the_real_exports_disagree_on()
    {
        await using var shop = await PublishedShop.RunAsync(SeedFiles.Find());
        var register = await new LedgerReader(shop.ConnectionString).ContradictionsAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                "cancelled-yet-paid ordenes historial_pagos: 595 of 2510, 332663.99",
                "delivered-not-paid ordenes historial_pagos: 1873 of 2498, 947883.43",
                "header-lines ordenes detalle_ordenes: 1000 of 1000, 7086172.80",
                "header-payment ordenes historial_pagos: 10000 of 10000, 3151518.31",
                "header-tender ordenes ordenes_metodospago: 10000 of 10000, 3168120.00",
                "line-list-price detalle_ordenes productos: 10000 of 10000, 6846501.21",
                "payment-before-order ordenes historial_pagos: 1245 of 10000, 679814.29",
                "pending-yet-refunded ordenes historial_pagos: 613 of 2494, 335251.34",
                "refunded-not-returned ordenes historial_pagos: 1836 of 2455, 1019027.74",
                "review-without-order resenas_productos detalle_ordenes: 5610 of 7172, -",
                "tender-method ordenes_metodospago historial_pagos: 8534 of 10000, 4700847.52",
                "tender-payment ordenes_metodospago historial_pagos: 10000 of 10000, 3010669.33",
            ],
            register.Select(each =>
                $"{each.Kind} {Export(each.One)} {Export(each.Other)}: {each.Disagreeing} of {each.Compared}, {each.Amount?.ToString("0.00") ?? "-"}").Order(StringComparer.Ordinal));
        Assert.All(register, each => Assert.Equal((1, 1, 1), (each.FirstRunNo, each.SinceRunNo, each.LastRunNo)));

        static string Export(string teller) => teller[(teller.LastIndexOf('.') + 1)..];
    }
}
