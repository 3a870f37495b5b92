using System.Text;

namespace Estrella.Generator;

/// <summary>A defect and what a reader should make of it.</summary>
/// <param name="Line">Of the file, 1 is the header.</param>
/// <param name="Column">The column that is wrong; empty: the row as a whole.</param>
/// <param name="Value">What stands there, cut after 60 characters.</param>
/// <param name="Verdict">quarantined or duplicate</param>
/// <param name="TakesAway">The row was a real one: the books leave it out. Else it was added, and nothing changes without it.</param>
internal sealed record PlantedDefect(string Kind, string File, long Line, string Column, string Value, string Verdict, bool TakesAway);

/// <summary>
/// Plants defects of known kind and number, from a stream of chance of their own: the clean rows are those of the
/// clean shop. An added row carries an id of its own, so that it is no second version of a good row.
/// </summary>
internal sealed class Defects(int seed, double ratio)
{
    private const int Span = 1_000_000;

    /// <summary>A number, a moment and a text of each file that gets defects; blank where it has none.</summary>
    private static readonly Dictionary<string, (string Number, string Moment, string Text)> Targets = new(StringComparer.Ordinal)
    {
        ["tienda_clientes.csv"] = ("", "Actualizado", "Apellido"),
        ["tienda_pedidos.csv"] = ("Total", "Fecha", "Canal"),
        ["tienda_detalle.csv"] = ("Precio Unitario", "", "Producto"),
        ["tienda_pagos.csv"] = ("Importe", "Fecha", "Forma de pago"),
        ["tienda_envios.csv"] = ("Costo", "Despachado", "Transporte"),
        ["tienda_carrito.csv"] = ("Cantidad", "Agregado", "Producto"),
        ["tienda_resenas.csv"] = ("Puntaje", "Fecha", "Comentario"),
        ["mayorista_facturas.csv"] = ("TotalFactura", "Emitida", "Entrega"),
        ["mayorista_renglones.csv"] = ("Bultos", "", "Codigo"),
        ["mayorista_cobros.csv"] = ("Importe", "Cobrado", "Medio"),
    };

    private static readonly string[] Words = ["N/A", "dos", "s/d", "1.2.3", "--"];

    private readonly Chance _chance = new(seed, 7);
    private readonly int _threshold = (int)Math.Round(ratio * Span);
    private readonly List<PlantedDefect> _planted = [];
    private bool _spoiled;
    private int _next;

    public IReadOnlyList<PlantedDefect> Planted => _planted;

    /// <summary>Marks real lines and payments whose rows will be unreadable.</summary>
    public void Choose(SoldOrder order)
    {
        if (order.IsWholesale)
        {
            return;
        }
        // Never the only line, nor one that comes back: what is left is an order of the same kind.
        if (order.Lines.Count > 1 && order.Returns.Count == 0 && Happens())
        {
            var at = _chance.Below(order.Lines.Count);
            order.Lines[at] = order.Lines[at] with { IsCorrupt = true };
        }
        for (var at = 0; at < order.Payments.Count; at++)
        {
            if (Happens())
            {
                order.Payments[at] = order.Payments[at] with { IsCorrupt = true };
            }
        }
    }

    /// <summary>The text that stands in place of a real row's number.</summary>
    public string Spoil(ExportFile file, string column)
    {
        _spoiled = true;
        var word = _chance.Of<string>(Words);
        _planted.Add(new PlantedDefect("text_in_number", file.Name, file.Line, column, word, "quarantined", true));
        return word;
    }

    /// <summary>Now and then writes a defective row behind a good one.</summary>
    public void AfterRow(ExportFile file, ReadOnlySpan<byte> row, ReadOnlySpan<int> cellStart, int start)
    {
        if (_spoiled)
        {
            _spoiled = false;
            return;
        }
        if (!Targets.TryGetValue(file.Name, out var target) || !Happens())
        {
            return;
        }
        var cells = new List<byte[]>();
        for (var at = 0; at < file.Columns.Count; at++)
        {
            cells.Add(row[(cellStart[at] - start)..(cellStart[at + 1] - 1 - start)].ToArray());
        }
        while (!Plant(file, cells, target))
        {
            _next++;
        }
        _next++;
    }

    private bool Plant(ExportFile file, List<byte[]> cells, (string Number, string Moment, string Text) target)
    {
        switch (_next % 9)
        {
            case 0:
                Add(file, cells, "duplicate", "", "", "duplicate");
                return true;
            case 1:
                return Replace(file, cells, "text_in_number", target.Number, _chance.Of<string>(Words));
            case 2:
                return Replace(file, cells, "impossible_date", target.Moment, file.Style.DayFirst ? "31/02/2024 10:15" : "2024-02-31 10:15:00");
            case 3:
                Fresh(cells);
                cells.RemoveRange(cells.Count - 3, 3);
                Add(file, cells, "too_few_cells", "", $"{cells.Count} of {file.Columns.Count} cells", "quarantined");
                return true;
            case 4:
                Fresh(cells);
                cells.Add("sobra"u8.ToArray());
                cells.Add("otra"u8.ToArray());
                Add(file, cells, "too_many_cells", "", $"{cells.Count} of {file.Columns.Count} cells", "quarantined");
                return true;
            case 5:
                return Replace(file, cells, "nul_byte", target.Text, "nu\0lo");
            case 6:
                if (file.Style.DayFirst)
                {
                    // Every byte but five is a letter there.
                    return false;
                }
                Fresh(cells);
                cells[Column(file, target.Text)] = [(byte)'N', 0xFF, 0xFE, (byte)'a'];
                Add(file, cells, "invalid_utf8", target.Text, "N\\xFF\\xFEa", "quarantined");
                return true;
            case 7:
                return Replace(file, cells, "number_too_long", target.Number, "123456789012345678901234567890");
            default:
                return Replace(file, cells, "value_too_long", target.Text, new string('z', 12_000));
        }
    }

    private bool Replace(ExportFile file, List<byte[]> cells, string kind, string column, string value)
    {
        if (column.Length == 0)
        {
            return false;
        }
        Fresh(cells);
        cells[Column(file, column)] = Encoding.ASCII.GetBytes(value);
        var told = value.Replace("\0", "\\0", StringComparison.Ordinal);
        Add(file, cells, kind, column, told.Length > 60 ? told[..60] : told, "quarantined");
        return true;
    }

    private void Add(ExportFile file, List<byte[]> cells, string kind, string column, string value, string verdict)
    {
        _planted.Add(new PlantedDefect(kind, file.Name, file.Line, column, value, verdict, false));
        var row = new List<byte>();
        foreach (var cell in cells)
        {
            if (row.Count > 0)
            {
                row.Add((byte)file.Style.Delimiter);
            }
            row.AddRange(cell);
        }
        row.Add((byte)'\n');
        file.Raw(row.ToArray());
    }

    private void Fresh(List<byte[]> cells) => cells[0] = Encoding.ASCII.GetBytes($"Z{_planted.Count + 1:000000}");

    private static int Column(ExportFile file, string name) => file.Columns.ToList().IndexOf(name);

    private bool Happens() => _threshold > 0 && _chance.Below(Span) < _threshold;
}
