using System.Globalization;
using Estrella.Sources.Discovery;
using Xunit;

namespace Estrella.Tests.Sources.Discovery;

/// <summary>What names an order where few numbers serve many series.</summary>
public sealed class OrderNumbersTest
{
    /// <summary>
    /// Forty points of sale count to six each: a number stands on 120 rows and alone tells nothing. The customer's document is
    /// called as an order's may be, and stands on rows of many days.
    /// </summary>
    [Fact]
    public void Few_numbers_in_many_series_are_told_by_the_day_of_their_rows()
    {
        var rows = Enumerable.Range(0, 240).SelectMany(order => Enumerable.Range(1, 3).Select(line => Row(order, line)));
        using var folder = new TemporaryFolder();
        folder.Write("ventas.csv", "Tipo;Sucursal;Pto Vta;Numero;Nro Documento;Fecha;Cliente;Articulo;Cantidad;Precio\n" + string.Join('\n', rows) + "\n");
        var contract = Discoverer.Discover(folder.Path, null, null, null, TestContext.Current.CancellationToken).Contract;
        Assert.Contains("\n      id: [Tipo, Sucursal, Pto Vta, Numero] ", contract, StringComparison.Ordinal);
        Assert.Contains("\n      order: [Tipo, Sucursal, Pto Vta, Numero] ", contract, StringComparison.Ordinal);
        Assert.Contains("\n      id: [Tipo, Sucursal, Pto Vta, Numero, $nth] ", contract, StringComparison.Ordinal);
        Assert.DoesNotContain("id: Nro Documento", contract, StringComparison.Ordinal);
    }

    /// <summary>Kind, branch and till turn at different paces, so that none follows from the others.</summary>
    private static string Row(int order, int line)
    {
        var day = new DateOnly(2024, 3, 1).AddDays(order * 7 % 90);
        return string.Create(CultureInfo.InvariantCulture, $"{(order % 2 == 0 ? "F" : "B")};{order / 2 % 4};{order / 8 % 5};{order / 40 + 1};{30_000_000 + order % 31};{day:yyyy-MM-dd};C{order % 31};A{(order + line) % 25};{line};12.50");
    }
}
