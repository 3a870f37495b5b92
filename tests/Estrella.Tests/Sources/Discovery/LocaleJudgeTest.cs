using System.Globalization;
using Estrella.Foundation;
using Estrella.Sources;
using Estrella.Sources.Discovery;
using Xunit;

namespace Estrella.Tests.Sources.Discovery;

/// <summary>How columns are written, judged from their values, and read back by the drafted contract.</summary>
public sealed class LocaleJudgeTest
{
    private static Discovered Found(ExportFolder folder, params string[] answers) =>
        Discoverer.Discover(folder.Path, null, null, Answers.Parse(answers, null), null, TestContext.Current.CancellationToken);

    private static async Task<ReadResult> Read(ExportFolder folder, string? contract = null)
    {
        var found = Found(folder);
        Assert.True(found.Questions.Count == 0, string.Join("\n", found.Questions.Select(each => each.Line)));
        return await folder.Read(Contract.Parse(contract ?? found.Contract, "drafted"));
    }

    [Theory]
    [InlineData("1.234.567,89", "1234567.89")]
    [InlineData("1'234.50", "1234.50")]
    [InlineData("1’234.50", "1234.50")]
    [InlineData("1\u00a0234,50", "1234.50")]
    [InlineData("12,34,567.50", "1234567.50")]
    [InlineData("$ 1.234,50", "1234.50")]
    [InlineData("R$ 10,00", "10")]
    [InlineData("USD 10.00", "10")]
    [InlineData("10,00 €", "10")]
    [InlineData("1.234,50 ARS", "1234.50")]
    [InlineData("-$5.25", "-5.25")]
    [InlineData("(123.45)", "-123.45")]
    [InlineData("$ (123.45)", "-123.45")]
    [InlineData("123.45-", "-123.45")]
    [InlineData("−5.50", "-5.5")]
    [InlineData("S/.5.50", "5.5")]
    [InlineData("US$1,234.50", "1234.5")]
    public async Task Amount_is_read_with_what_stands_beside_it(string cell, string meant)
    {
        using var folder = new ExportFolder();
        folder.With("orders.csv", $"order_id;order_date;total\n1;2024-05-01;\"{cell}\"\n2;2024-05-02;7\n");
        var read = await Read(folder);
        Assert.Empty(read.KeptOut);
        Assert.Equal(decimal.Parse(meant, CultureInfo.InvariantCulture), read.Value("order", "1", "total"));
    }

    [Theory]
    [InlineData("31 de agosto de 2026 23:59 hs.", "2026-08-31 23:59:00")]
    [InlineData("31 de agosto de 2026", "2026-08-31 00:00:00")]
    [InlineData("Aug 31, 2026", "2026-08-31 00:00:00")]
    [InlineData("Aug 31, 2026 1:05:09 PM", "2026-08-31 13:05:09")]
    [InlineData("31-ago-24", "2024-08-31 00:00:00")]
    [InlineData("31 out. 2024", "2024-10-31 00:00:00")]
    [InlineData("15 de março de 2024 às 08:30", "2024-03-15 08:30:00")]
    [InlineData("31/12/24 11:05 p. m.", "2024-12-31 23:05:00")]
    [InlineData("31/12/2024 12:05 a.m.", "2024-12-31 00:05:00")]
    [InlineData("2024-05-01 10:00:00 -0300", "2024-05-01 13:00:00")]
    [InlineData("2024-05-01T10:00:00.123-03:00", "2024-05-01 13:00:00.123")]
    [InlineData("2024-05-01T10:00:00Z", "2024-05-01 10:00:00")]
    [InlineData("25/05/2024 10:00 GMT-3", "2024-05-25 13:00:00")]
    [InlineData("Jan 31, 2024 11:00:00 PM PST", "2024-02-01 07:00:00")]
    [InlineData("Wed, 31 Jan 2024 10:00:00 GMT", "2024-01-31 10:00:00")]
    [InlineData("viernes, 31 de mayo de 2024", "2024-05-31 00:00:00")]
    [InlineData("31.12.2024", "2024-12-31 00:00:00")]
    [InlineData("20240131", "2024-01-31 00:00:00")]
    [InlineData("20240131093015", "2024-01-31 09:30:15")]
    [InlineData("1714564800", "2024-05-01 12:00:00")]
    [InlineData("1714564800500", "2024-05-01 12:00:00.500")]
    [InlineData("45292", "2024-01-01 00:00:00")]
    [InlineData("45292.75", "2024-01-01 18:00:00")]
    public async Task Date_is_read_in_the_words_of_its_country(string cell, string meant)
    {
        using var folder = new ExportFolder();
        folder.With("pedidos.csv", $"pedido;fecha;total\nA1;\"{cell}\";7.50\nA2;\"{cell}\";8.50\n");
        var read = await Read(folder);
        Assert.Empty(read.KeptOut);
        Assert.Equal(DateTime.Parse(meant, CultureInfo.InvariantCulture), ((DateTime)read.Value("order", "A1", "ordered_at")!).ToUniversalTime());
    }

    [Fact]
    public async Task Several_formats_in_one_column_are_listed()
    {
        using var folder = new ExportFolder();
        folder.With("orders.csv", "order_id,order_date,total\n1,25/12/2024 10:00,1\n2,2024-12-26,2\n3,03/04/2024,3\n4,27-dic-24,4\n");
        Assert.Contains("dd/MM/yyyy HH:mm", Found(folder).Contract, StringComparison.Ordinal);
        var read = await Read(folder);
        Assert.Empty(read.KeptOut);
        Assert.Equal(new DateTime(2024, 4, 3), read.Value("order", "3", "ordered_at"));
    }

    [Fact]
    public void What_no_row_decides_is_asked_and_an_answer_is_remembered_in_the_contract()
    {
        using var folder = new ExportFolder();
        folder.With("ventas.csv", "pedido;fecha;importe\n1;03/04/2024;1.234\n2;05/06/2024;2.500\n");
        var open = Found(folder);
        Assert.Equal(["ventas.fecha", "ventas.importe"], open.Questions.Select(each => each.Key).Order(StringComparer.Ordinal));
        Assert.Contains("line 2, 03/04/2024, is 3 April 2024", open.Questions[0].Line, StringComparison.Ordinal);
        Assert.Contains("line 2, 1.234, is 1,234", open.Questions[1].Line, StringComparison.Ordinal);
        // The draft itself cannot be run either.
        var refused = Assert.Throws<EstrellaException>(() => Contract.Parse(open.Contract, "drafted"));
        Assert.Contains("is not decided", refused.Message, StringComparison.Ordinal);

        var said = Found(folder, "ventas.fecha=MM/dd/yyyy", "ventas.importe=coma");
        Assert.Empty(said.Questions);
        Assert.Contains("MM/dd/yyyy", said.Contract, StringComparison.Ordinal);
        Assert.Contains("a person said so", said.Contract, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ventas.fecha=dd/mm/yyyy", "is none of the choices; did you mean 'dd/MM/yyyy'?")]
    [InlineData("ventas.fehca=dd/MM/yyyy", "there is no such column; did you mean 'ventas.fecha'?")]
    [InlineData("ventas.pedido=comma", "the rows decide it, or the column feeds nothing")]
    [InlineData("fecha", "expected EXPORT.COLUMN=CHOICE")]
    public void Answer_to_nothing_is_refused(string answer, string message)
    {
        using var folder = new ExportFolder();
        folder.With("ventas.csv", "pedido;fecha;importe\n1;03/04/2024;1,50\n2;05/06/2024;2,50\n");
        var failure = Assert.Throws<EstrellaException>(() => Found(folder, answer));
        Assert.Equal(ExitCode.WrongUsage, failure.ExitCode);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    // Another column of the file, written alike, has a row that decides.
    [InlineData("orders.csv", "order_id,order_date,shipped_at\n1,03/04/2024,25/04/2024\n", "dates: dd/MM/yyyy", "as in shipped_at")]
    // In the other order, a day would lie behind the date in the file's name.
    [InlineData("orders_2024-06-30.csv", "order_id,order_date,total\n1,12/03/2024,1\n2,05/06/2024,2\n", "dates: dd/MM/yyyy", "would lie behind 2024-06-30")]
    // The rows follow one another in one order only, and not because their texts do.
    [InlineData("orders.csv", "order_id,order_date,total\n1,10/01/2024,1\n2,11/01/2024,2\n3,02/02/2024,3\n4,09/02/2024,4\n5,01/03/2024,5\n6,12/03/2024,6\n7,04/04/2024,6\n", "dates: dd/MM/yyyy", "follow one another")]
    // A weekday tells the order.
    [InlineData("orders.csv", "order_id,order_date,total\n1,\"Wed 03/04/2024\",1\n", "dates: ddd dd/MM/yyyy", null)]
    // total = price × quantity holds with one reading only.
    [InlineData("order_lines.csv", "order_id,product_id,quantity,unit_price,total\n1,a,1000,1.250,1250\n1,b,2000,3.125,6250\n1,c,800,2.500,2000\n", "decimal: \".\"", "total = quantity × unit_price")]
    // The sign of another column of the file.
    [InlineData("orders.csv", "order_id;subtotal;total\n1;1.234;1.493,14\n", "decimal: \",\"", "1.493,14")]
    public void Other_evidence_decides_and_is_told(string name, string text, string words, string? proof)
    {
        using var folder = new ExportFolder();
        folder.With(name, text);
        var found = Found(folder);
        Assert.True(found.Questions.Count == 0, string.Join("\n", found.Questions.Select(each => each.Line)));
        Assert.Contains(words, found.Contract, StringComparison.Ordinal);
        Assert.Contains(proof ?? "", found.Contract, StringComparison.Ordinal);
    }

    [Theory]
    // A day that is promised may lie ahead; text order is no order of time; amounts alike scale alike.
    [InlineData("envios_2024-06-30.csv", "pedido;fecha_envio;fecha_prometida\n1;2024-06-03;05/07/2024\n", "envios.fecha_prometida")]
    [InlineData("orders.csv", "order_id,order_date,total\n1,01/02/2024,1\n2,02/03/2024,2\n3,03/01/2024,3\n4,04/05/2024,4\n5,05/02/2024,5\n6,06/07/2024,6\n7,07/08/2024,6\n", "orders.order_date")]
    [InlineData("order_lines.csv", "order_id,product_id,quantity,unit_price,total\n1,a,2,1.250,2.500\n1,b,3,3.125,9.375\n1,c,4,2.500,10.000\n", "order_lines.unit_price")]
    public void What_proves_nothing_is_no_evidence(string name, string text, string open)
    {
        using var folder = new ExportFolder();
        folder.With(name, text);
        Assert.Contains(open, Found(folder).Questions.Select(each => each.Key));
    }

    /// <summary>CVE is a key in Mexico, and the money of Cape Verde: a heading names money only beside a word for an amount.</summary>
    [Theory]
    [InlineData("CVE_ALM,Importe", "currency: unknown ")]
    [InlineData("ALM,Importe CVE", "currency: CVE ")]
    public void A_heading_names_a_currency_beside_an_amount_only(string names, string said)
    {
        using var folder = new ExportFolder();
        folder.With("pedidos.csv", $"Pedido,Fecha,{names}\n1,2024-05-01,1,10.50\n2,2024-05-02,2,20.00\n");
        Assert.Contains($"\n{said}", Found(folder).Contract, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Currency_in_cells_and_headers_is_the_sources_where_all_agree()
    {
        using var folder = new ExportFolder();
        folder.With("orders.csv", "order_id,order_date,Total (USD),Shipping\n1,2024-05-01,$10.50,USD 2.00\n2,2024-05-02,$20.00,USD 3.50\n");
        Assert.Contains("currency: USD ", Found(folder).Contract, StringComparison.Ordinal);
        var read = await Read(folder);
        Assert.Empty(read.KeptOut);
        Assert.Equal(10.50m, read.Value("order", "1", "total"));
    }

    [Fact]
    public async Task Cells_of_several_currencies_name_their_own()
    {
        using var folder = new ExportFolder();
        folder.With("payments.csv", "payment_id,order_id,amount,paid_at\n1,a,USD 10.50,2024-05-01\n2,b,EUR 20.25,2024-05-02\n");
        var read = await Read(folder);
        Assert.Empty(read.KeptOut);
        Assert.Equal(("USD", "EUR"), (read.Value("payment", "1", "currency"), read.Value("payment", "2", "currency")));
    }

    [Fact]
    public async Task Amount_in_another_currency_than_declared_is_kept_out()
    {
        using var folder = new ExportFolder();
        folder.With("orders.csv", "No,Total\n1,$ 10.50\n2,EUR 9.00\n3,ARS 7.25\n");
        var contract = Contract.Parse("contract: 1\nsource: s\ncurrency: ARS\nexports:\n  it:\n    files: \"*.csv\"\n    holds: changes\n    order: { id: No, total: Total }\n", "s.yml");
        var read = await folder.Read(contract);
        Assert.Equal(["1", "3"], read.Ids("order"));
        var problem = Assert.Single(Assert.Single(read.KeptOut).Problems);
        Assert.Equal(("currency", "Total is 'EUR 9.00', expected an amount in ARS"), (problem.Rule, problem.Message));
    }

    [Fact]
    public async Task Percent_of_a_tax_rate_is_a_share()
    {
        using var folder = new ExportFolder();
        folder.With("productos.csv", "codigo;nombre;precio;iva\nA1;Uno;10,50;21 %\nA2;Dos;20,25;10,5 %\n");
        var read = await Read(folder);
        Assert.Empty(read.KeptOut);
        Assert.Equal((0.21m, 0.105m), (read.Value("product", "A1", "tax_rate"), read.Value("product", "A2", "tax_rate")));
    }

    [Fact]
    public async Task Words_for_missing_are_blank()
    {
        using var folder = new ExportFolder();
        folder.With("orders.csv", "order_id,order_date,total\n1,2024-05-01,N/A\n2,0000-00-00,5.50\n3,2024-05-03,--\n4,2024-05-04,\\N\n5,2024-05-05,nan\n");
        var read = await Read(folder);
        Assert.Empty(read.KeptOut);
        Assert.Null(read.Value("order", "1", "total"));
        Assert.Null(read.Value("order", "2", "ordered_at"));
    }

    [Fact]
    public async Task What_a_spreadsheet_has_spoilt_is_named_and_kept_out()
    {
        using var folder = new ExportFolder();
        folder.With("productos.csv", "sku,nombre,precio,ean\n1-6,Uno,10.50,7791234567890\n01-May,Dos,20.50,7791234567891\nB7,Tres,#¡REF!,7791234567892\nB8,Cuatro,30.25,\"7,79123E+12\"\nB9,Cinco,#####,7791234567893\n");
        var found = Found(folder);
        Assert.Contains(found.Warnings, each => each.StartsWith("productos.csv:3: sku is '01-May': a spreadsheet has taken a code such as 1-5 for a day", StringComparison.Ordinal));
        Assert.Contains(found.Warnings, each => each.StartsWith("productos.csv:5: ean is '7,79123E+12'", StringComparison.Ordinal));
        var read = await Read(folder, "contract: 1\nsource: s\nexports:\n  it:\n    files: \"*.csv\"\n    holds: changes\n    product: { id: sku, name: nombre, price: precio, barcode: ean }\n");
        Assert.Equal(["1-6"], read.Ids("product"));
        Assert.Equal([3, 4, 5, 6], read.KeptOut.Select(row => row.Line));
        Assert.All(read.KeptOut, row => Assert.Equal("spreadsheet", row.Problems[0].Rule));
        Assert.Contains("export the file again with this column as text", read.KeptOut[0].Problems[0].Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Lost_leading_zeros_are_a_warning()
    {
        using var folder = new ExportFolder();
        folder.With("clientes.csv", "cliente,nombre,cep\n" + string.Concat(Enumerable.Range(0, 20).Select(at => $"c{at},N{at},{(at < 4 ? 1310100 + (at * 997) : 20040020 + (at * 9973))}\n")));
        Assert.Contains(Found(folder).Warnings, each => each.Contains("cep: 4 of 20 codes are shorter than 8 digits", StringComparison.Ordinal));
    }

    [Fact]
    public void Identifiers_are_no_numbers_and_raise_no_question()
    {
        using var folder = new ExportFolder();
        folder.With("clientes.csv", "cliente_id,nombre,dni,telefono,cp\n1001,Ana,20.123.456,011 4444-5555,0800\n1002,Bea,21.456.789,011 4444-6666,1425\n");
        var found = Found(folder);
        Assert.Empty(found.Questions);
        Assert.DoesNotContain("decimal: \",\"", found.Contract, StringComparison.Ordinal);
    }
}
