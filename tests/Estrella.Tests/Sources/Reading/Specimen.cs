namespace Estrella.Tests.Sources.Reading;

/// <summary>Two small exports with a bit of everything, to be damaged, and how they are read.</summary>
internal static class Specimen
{
    public const string Orders =
        "Pedido;Fecha;Total;Cliente;Nota\n"
        + "1001;05/02/2024;1.250,50;ana@example.com;\"con \"\"comillas\"\"; y punto\"\n"
        + "1002;06/02/2024;99,90;beto@example.com;\n"
        + "1003;07/02/2024;-3;;\"dos\nlíneas\"\n"
        + "1004;13/02/2024;0,5;caro@example.com;=\"0012\"\n"
        + "1005;14/02/2024;7;dani@example.com;año\n"
        + "1006;15/02/2024;8;eva@example.com;x\n"
        + "Total;;1.362,90;;\n";

    public const string Lines =
        "order_id,line,sku,quantity,unit_price\n1001,1,A-1,2,10.50\n1001,2,B-2,1,1000.00\n1002,1,A-1,1,99.90\n1003,1,C-3,-1,3\n1004,1,\"D,4\",1,0.5\n1005,1,E-5,7,1\n";

    /// <summary>The export of <see cref="Orders"/>, as it stands below <c>exports:</c>.</summary>
    public static string OrdersExport(string files) =>
        $$"""
          orders:
            files: "{{files}}"
            read: { encoding: [utf-8, windows-1252], delimiter: ";", decimal: ",", thousands: ".", dates: dd/MM/yyyy }
            holds: changes
            control: Total
            set_aside: [{ Total: { below: 0 } }]
            order: { id: Pedido, ordered_at: Fecha, total: Total, customer: { column: Cliente, case: lower }, coupon: Nota }
            customer: { repeats: first, when: { Cliente: filled }, id: { column: Cliente, case: lower }, email: Cliente }

        """;

    /// <summary>The export of <see cref="Lines"/>.</summary>
    public static string LinesExport(string files) =>
        $$"""
          lines:
            files: "{{files}}"
            holds: all
            order_line: { id: $row, order: order_id, product: sku, quantity: quantity, unit_price: unit_price }

        """;
}
