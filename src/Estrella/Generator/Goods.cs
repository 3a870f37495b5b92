namespace Estrella.Generator;

/// <summary>A category and what is sold in it.</summary>
/// <param name="TaxPermille">210 is 21 %.</param>
/// <param name="Low">Lowest price of a piece before the first month, in pesos.</param>
internal sealed record Range(string Category, string Parent, int TaxPermille, int Low, int High, string[] Things, string[] Kinds, string[] Brands);

/// <summary>What the two shops sell.</summary>
internal static class Goods
{
    /// <summary>The parents come first among the categories.</summary>
    public static readonly string[] Parents = ["Electrónica", "Hogar", "Indumentaria", "Deportes", "Belleza"];

    public static readonly Range[] Retail =
    [
        new("Celulares", "Electrónica", 210, 180_000, 620_000, ["Celular", "Smartphone", "Teléfono plegable"], ["128 GB", "256 GB", "Lite", "Pro"], ["Nimbo", "Kuntur", "Alfa"]),
        new("Audio", "Electrónica", 210, 15_000, 160_000, ["Auriculares", "Parlante", "Barra de sonido"], ["bluetooth", "inalámbricos", "con micrófono", "portátil"], ["Nimbo", "Sonar", "Eco Sur"]),
        new("Computación", "Electrónica", 105, 60_000, 900_000, ["Notebook", "Monitor", "Impresora", "Tablet"], ["14\"", "15,6\"", "24\"", "para oficina"], ["Kuntur", "Tecla", "Alfa"]),
        new("Cocina", "Hogar", 210, 8_000, 140_000, ["Batería de cocina", "Pava eléctrica", "Licuadora", "Set de cuchillos"], ["acero", "antiadherente", "1,7 litros", "familiar"], ["Ñandú", "La Criolla", "Fogón"]),
        new("Muebles", "Hogar", 210, 45_000, 380_000, ["Silla", "Escritorio", "Biblioteca", "Mesa ratona"], ["de pino", "de roble", "plegable", "nórdica"], ["Algarrobo", "Quebracho"]),
        new("Decoración", "Hogar", 210, 5_000, 60_000, ["Lámpara", "Espejo", "Alfombra", "Almohadón"], ["rústica", "de pie", "a rayas", "artesanal"], ["Algarrobo", "Telar"]),
        new("Remeras", "Indumentaria", 210, 7_000, 28_000, ["Remera", "Musculosa", "Camiseta"], ["lisa", "estampada", "de algodón", "oversize"], ["Puna", "Litoral", "Barrio"]),
        new("Calzado", "Indumentaria", 210, 28_000, 130_000, ["Zapatillas", "Botas", "Alpargatas", "Sandalias"], ["urbanas", "de cuero", "clásicas", "para niños"], ["Puna", "Pampero Sur", "Huella"]),
        new("Abrigos", "Indumentaria", 210, 30_000, 150_000, ["Campera", "Buzo", "Poncho", "Chaleco"], ["inflable", "de lana", "impermeable", "con capucha"], ["Puna", "Telar", "Barrio"]),
        new("Fitness", "Deportes", 210, 6_000, 220_000, ["Mancuernas", "Colchoneta", "Bicicleta fija", "Banda elástica"], ["5 kg", "profesional", "plegable", "set x3"], ["Cóndor Fit", "Huella"]),
        new("Camping", "Deportes", 210, 10_000, 250_000, ["Carpa", "Bolsa de dormir", "Conservadora", "Mate térmico"], ["4 personas", "para montaña", "24 litros", "con bombilla"], ["Aconcagua", "Fogón"]),
        new("Perfumes", "Belleza", 210, 18_000, 120_000, ["Perfume", "Colonia", "Body splash"], ["100 ml", "50 ml", "cítrico", "amaderado"], ["Jazmín", "Ceibo"]),
        new("Cuidado personal", "Belleza", 210, 3_500, 45_000, ["Crema facial", "Secador de pelo", "Afeitadora", "Shampoo sólido"], ["hidratante", "profesional", "recargable", "de manzanilla"], ["Ceibo", "Nimbo"]),
    ];

    public static readonly Range[] Wholesale =
    [
        new("Almacén", "", 105, 9_000, 40_000, ["Yerba mate", "Fideos", "Arroz", "Harina 000", "Aceite de girasol"], ["x10", "x12", "x20"], ["La Criolla", "Don Ramón"]),
        new("Bebidas", "", 210, 8_000, 48_000, ["Agua mineral", "Gaseosa cola", "Vino tinto malbec", "Cerveza rubia"], ["x6", "x12", "x24"], ["Sierra Clara", "Don Ramón"]),
        new("Limpieza", "", 210, 7_000, 30_000, ["Lavandina", "Detergente", "Jabón en polvo", "Esponjas"], ["x6", "x12", "x24"], ["Brilla", "Hogareña"]),
        new("Librería", "", 210, 6_000, 35_000, ["Cuadernos rayados", "Biromes azules", "Resmas A4", "Lápices de color"], ["x10", "x50", "x100"], ["Tecla", "Pupitre"]),
    ];

    /// <summary>Every category that holds products, those of both shops; the index is the category's number.</summary>
    public static readonly string[] Categories = [.. Retail.Concat(Wholesale).Select(range => range.Category)];

    public static int CategoryOf(string name) => Array.IndexOf(Categories, name);

    /// <summary>The ids of the categories as the exports write them.</summary>
    public static string CategoryId(int category) =>
        category < Retail.Length ? $"CAT-{Parents.Length + category + 1:00}" : $"R{category - Retail.Length + 1}";

    public static string ParentId(string parent) => $"CAT-{Array.IndexOf(Parents, parent) + 1:00}";
}
