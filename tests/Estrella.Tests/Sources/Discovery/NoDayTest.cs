using Estrella.Sources.Discovery;
using Xunit;

namespace Estrella.Tests.Sources.Discovery;

/// <summary>Of two days of orders the one that every order has, where the other says on some that there is none.</summary>
public sealed class NoDayTest
{
    [Theory]
    [InlineData("31/12/1900", "DATEMI")]
    [InlineData("30/12/1899", "DATEMI")]
    [InlineData("28/03/2024", "DATFEC")]
    public void A_day_that_is_none_is_of_what_happens_later(string open, string day)
    {
        using var folder = new ExportFolder();
        var rows = Enumerable.Range(1, 99).Select(at => $"{7000 + at};C{at % 7};{10 + (at % 18)}/03/2024;{10 + (at % 17)}/03/2024;{at},50\n");
        folder.With("pedidos.csv", $"NUMPED;CODCLI;DATFEC;DATEMI;VLRTOT\n{string.Concat(rows)}7100;C1;{open};27/03/2024;12,50\n");
        var found = Discoverer.Discover(folder.Path, null, null, Answers.None, null, TestContext.Current.CancellationToken);
        Assert.Contains($"      ordered_at: {day} ", found.Contract, StringComparison.Ordinal);
    }
}
