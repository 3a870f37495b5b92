using System.Text;

namespace Estrella.Sources.Discovery;

/// <summary>What the words of a column's name say of its values, in Spanish, English and Portuguese.</summary>
internal sealed class ColumnWords
{
    private static readonly HashSet<string> Ids =
    [
        "id", "ids", "uuid", "guid", "sku", "codigo", "cod", "code", "cp", "cep", "zip", "zipcode", "postcode", "postal", "phone", "telefono", "telefone", "tel", "celular", "movil", "mobile",
        "fax", "whatsapp", "cuit", "cuil", "dni", "rut", "cnpj", "cpf", "nit", "rfc", "ruc", "ean", "ean13", "gtin", "upc", "isbn", "barcode", "barras", "asin", "mpn", "plu", "tracking",
        "seguimiento", "rastreio", "cbu", "cvu", "iban", "ref", "referencia", "reference", "documento", "document", "invoice", "invoiceno", "factura", "folio", "nro", "numero", "number", "no", "num", "serial",
        "lote", "batch", "account", "cuenta", "conta", "stockcode", "orderid", "customerid", "productid", "userid", "itemid", "pedido", "order", "key", "token", "hash",
    ];

    private static readonly HashSet<string> Codes =
        ["sku", "codigo", "cod", "code", "cp", "cep", "zip", "zipcode", "postcode", "postal", "cuit", "cuil", "cnpj", "cpf", "rut", "ruc", "ean", "ean13", "gtin", "upc", "isbn", "barcode", "barras", "asin", "plu"];

    private static readonly HashSet<string> Goods =
        ["sku", "codigo", "cod", "code", "ref", "referencia", "reference", "modelo", "model", "size", "talle", "talla", "tamano", "tamanho", "medida", "variante", "variant", "variacion", "variacao", "articulo", "article", "artigo", "mpn", "stockcode", "item"];

    // With one of these the name speaks of an amount or a count, whatever else it says.
    private static readonly HashSet<string> Amounts =
    [
        "total", "subtotal", "amount", "importe", "monto", "valor", "value", "precio", "preco", "price", "costo", "coste", "custo", "cost", "fee", "comision", "comissao", "tax", "iva", "impuesto", "cantidad",
        "quantidade", "quantity", "qty", "descuento", "desconto", "discount", "tasa", "rate", "saldo", "neto", "bruto", "net", "gross", "units", "unidades", "peso", "weight", "cuotas", "parcelas", "installments",
        "items", "productos", "produtos", "products", "stock", "estoque", "spent", "revenue", "ingresos", "ventas", "sales", "count", "avg", "promedio", "share",
    ];

    private static readonly HashSet<string> NoNames = ["date", "fecha", "data", "status", "estado", "time", "hora", "type", "tipo", "name", "nombre", "nome"];

    private static readonly HashSet<string> Dates =
    [
        "date", "fecha", "data", "day", "dia", "time", "timestamp", "datetime", "hora", "created", "updated", "modified", "at", "creado", "creada", "emision", "emissao", "nacimiento", "nascimento", "birthday",
        "vencimiento", "vencimento", "desde", "hasta", "inicio", "inicia", "start", "end", "fch", "fec", "fcha", "dt", "ts", "vigencia",
        "erdat", "audat", "fkdat", "bldat", "budat", "ersda",
    ];

    private static readonly HashSet<string> Later =
    [
        "promised", "promise", "estimated", "estimada", "estimado", "prevista", "previsto", "previsao", "prometida", "prometido", "due", "expected", "expiry", "expiration", "expires", "vencimiento", "vence",
        "vencimento", "validade", "hasta", "until", "to", "end", "ends", "fin", "fim", "release", "liberacion", "liberacao", "acreditacion", "next", "proximo", "scheduled", "programada", "agendada", "delivery",
        "entrega", "payout", "available", "valid", "vigencia", "eta", "renewal",
    ];

    private readonly List<string> words;
    private readonly string name;

    public ColumnWords(string name)
    {
        this.name = name;
        words = Split(name);
        IsAmount = words.Exists(Amounts.Contains);
        IsIdentifier = !IsAmount && words.Exists(Ids.Contains) && !words.Exists(NoNames.Contains);
        IsCode = words.Exists(Codes.Contains);
        IsOfGoods = words.Exists(Goods.Contains);
        IsDate = words.Exists(Dates.Contains) || words.Exists(word => word.Length > 6 && (word.Contains("date", StringComparison.Ordinal) || word.Contains("fecha", StringComparison.Ordinal)));
        MayLieAhead = words.Exists(Later.Contains);
        IsPercent = name.Contains('%') || words.Exists(word => word is "percent" or "percentage" or "porcentaje" or "porcentagem" or "pct");
    }

    public bool IsAmount { get; }

    /// <summary>Names things: its values are never numbers, however they look.</summary>
    public bool IsIdentifier { get; }

    /// <summary>Codes that often have one length.</summary>
    public bool IsCode { get; }

    /// <summary>Codes, sizes and variants of goods.</summary>
    public bool IsOfGoods { get; }

    public bool IsDate { get; }

    /// <summary>A day that may lie behind the day of the export: promised, due, valid until.</summary>
    public bool MayLieAhead { get; }

    public bool IsPercent { get; }

    /// <summary>The currency the name itself says, as in <c>Amount spent (USD)</c> and <c>Precio ARS</c>; null: none.</summary>
    public string? Currency
    {
        get
        {
            // CVE_ALM is the key of a depot, and no money of Cape Verde.
            if (!IsAmount && name.IndexOfAny(['(', '[', '$']) < 0)
                return null;
            foreach (var part in name.Split([' ', '(', ')', '[', ']', '_', '-', ':', ',', '/'], StringSplitOptions.RemoveEmptyEntries).Reverse())
            {
                if (part.Length <= 4 && Money.Meanings(part) is [var code] && (Money.IsCode(part) || part.Contains('$') || !char.IsAsciiLetter(part[0])))
                    return code;
            }
            return null;
        }
    }

    /// <summary>Words of a name: lower case, without accents, capitals in the middle divided.</summary>
    private static List<string> Split(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var at = 0; at < name.Length; at++)
        {
            if (!char.IsLetterOrDigit(name[at]) || (char.IsUpper(name[at]) && at > 0 && char.IsLower(name[at - 1])))
                Flush();
            if (char.IsLetterOrDigit(name[at]))
                word.Append(name[at]);
        }
        Flush();
        return words;

        void Flush()
        {
            if (word.Length > 0)
                words.Add(DateNames.Fold(Encoding.UTF8.GetBytes(word.ToString())));
            word.Clear();
        }
    }
}
