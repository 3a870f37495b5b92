using Estrella.Sources;
using Xunit;

namespace Estrella.Tests.Sources;

public class SeedExportsTest
{
    [Fact]
    public async Task The_eleven_real_exports_are_read_without_a_flag()
    {
        var recognition = Recogniser.Recognise(Exports.Seed(), Contracts.BuiltIn());
        Assert.Equal(11, recognition.Matches.Count);
        Assert.Empty(recognition.Unmatched);
        // Counted with wc -l: no cell of these files holds a line break.
        var expected = new Dictionary<string, (string Entity, int Rows)>
        {
            ["1.Usuarios.csv"] = ("customer", 1_000),
            ["2.Categorias.csv"] = ("category", 12),
            ["3.Productos.csv"] = ("product", 36),
            ["4.ordenes.csv"] = ("order", 10_000),
            ["5.detalle_ordenes.csv"] = ("order_line", 10_000),
            ["6.direcciones_envio.csv"] = ("address", 1_000),
            ["7.carrito.csv"] = ("cart", 5_000),
            ["8.metodos_pago.csv"] = ("payment_method", 7),
            ["9.ordenes_metodospago.csv"] = ("tender", 10_000),
            ["10.resenas_productos.csv"] = ("review", 7_172),
            ["11.historial_pagos.csv"] = ("payment", 10_000),
        };
        long rows = 0;
        foreach (var match in recognition.Matches)
        {
            var read = await Exports.Read(match);
            Assert.Empty(read.KeptOut);
            Assert.Equal(expected[match.Name].Rows, read.Totals.Rows);
            Assert.Equal(expected[match.Name].Rows, read.Count(expected[match.Name].Entity));
            Assert.Equal(FileChecksum.Of(match.Table), read.Totals.Checksum);
            Assert.Null(match.AsOf);
            rows += read.Totals.Rows;
        }
        Assert.Equal(54_227, rows);
    }

    [Fact]
    public async Task Values_of_the_real_exports_stand_in_the_batches()
    {
        var matches = Recogniser.Recognise(Exports.Seed(), Contracts.BuiltIn()).Matches.ToDictionary(match => match.Name);
        var orders = await Exports.Read(matches["4.ordenes.csv"]);
        Assert.Equal("153", orders.Value("order", "1", "customer"));
        Assert.Equal(393.81m, orders.Value("order", "1", "total"));
        Assert.Equal("shipped", orders.Value("order", "1", "status"));
        // 09:10:27 in Buenos Aires, three hours behind UTC.
        Assert.Equal(new DateTime(2024, 9, 9, 12, 10, 27, DateTimeKind.Utc), orders.Value("order", "1", "ordered_at"));
        var products = await Exports.Read(matches["3.Productos.csv"]);
        Assert.Equal("Smartphone Galaxy A54", products.Value("product", "1", "name"));
        Assert.Equal(349.99m, products.Value("product", "1", "price"));
        Assert.Equal(36, products.Count("inventory"));
        Assert.Equal("1", products.Value("inventory", "1||-infinity", "product"));
        Assert.Equal(DateOnly.MinValue, products.Value("inventory", "1||-infinity", "day"));
        // 3,160 pieces in all, says FACTS.md.
        Assert.Equal(3_160m, products.Of("inventory").Sum(batch => batch.Columns[batch.Fields.ToList().FindIndex(field => field.Name == "on_hand")].Number.Sum()));
        var addresses = await Exports.Read(matches["6.direcciones_envio.csv"]);
        Assert.Equal("""{"Departamento":"Mendoza","Distrito":"Recoleta","Estado":"Mendoza"}""", addresses.Extras("address", "1"));
    }

    [Fact]
    public void Renamed_exports_are_still_known_by_their_headers()
    {
        using var folder = new ExportFolder();
        File.Copy(Path.Combine(Exports.Seed(), "5.detalle_ordenes.csv"), Path.Combine(folder.Path, "lineas.csv"));
        Assert.Equal("detalle_ordenes", Assert.Single(Recogniser.Recognise(folder.Path, Contracts.BuiltIn()).Matches).Export.Name);
        folder.With("algo.csv", "Nombre,Descripcion\nx,y\n");
        var unmatched = Assert.Single(Recogniser.Recognise(folder.Path, Contracts.BuiltIn()).Unmatched);
        Assert.Equal("algo.csv", unmatched.Name);
        Assert.Contains("tienda/categorias and tienda/metodos_pago", unmatched.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_is_in_no_batch()
    {
        var match = Recogniser.Recognise(Exports.Seed(), Contracts.BuiltIn()).Matches.Single(each => each.Name == "1.Usuarios.csv");
        var read = await Exports.Read(match);
        foreach (var batch in read.Batches)
        {
            Assert.All(batch.Extras.Take(batch.Count), Assert.Null);
            Assert.All(batch.Columns, column => Assert.DoesNotContain(column.Text, text => text is not null && text.Contains("Contrase", StringComparison.Ordinal)));
        }
        Assert.Equal(1_000, read.Count("customer"));
    }
}
