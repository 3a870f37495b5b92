namespace Estrella.Generator;

/// <summary>A city of Argentina; what people who live there buy grows at its own pace.</summary>
/// <param name="Remote">Parcels take longer: 0 near, 1 the interior, 2 the north, 3 Patagonia.</param>
internal sealed record City(string Name, int Region, string Postcode, int Weight, int Remote);

/// <summary>Provinces and cities, with the weight of each as customers see it.</summary>
internal static class Places
{
    public const string Country = "Argentina";

    public static IReadOnlyList<string> Regions { get; } =
    [
        "Ciudad Autónoma de Buenos Aires", "Buenos Aires", "Córdoba", "Santa Fe", "Mendoza", "Tucumán", "Entre Ríos", "Salta",
        "Misiones", "Neuquén", "Río Negro", "Chubut", "Santa Cruz", "Tierra del Fuego", "San Juan", "San Luis", "Jujuy", "Chaco",
        "Corrientes", "Santiago del Estero", "Formosa", "Catamarca", "La Rioja", "La Pampa",
    ];

    public static IReadOnlyList<City> Cities { get; } =
    [
        new("Palermo", 0, "1425", 80, 0), new("Caballito", 0, "1406", 60, 0), new("Belgrano", 0, "1428", 55, 0), new("San Telmo", 0, "1103", 30, 0),
        new("La Plata", 1, "1900", 60, 0), new("Mar del Plata", 1, "7600", 50, 1), new("Quilmes", 1, "1878", 40, 0), new("Bahía Blanca", 1, "8000", 30, 1),
        new("Lanús", 1, "1824", 35, 0), new("Morón", 1, "1708", 35, 0), new("Tandil", 1, "7000", 15, 1), new("Olavarría", 1, "7400", 10, 1),
        new("Córdoba", 2, "5000", 70, 1), new("Río Cuarto", 2, "5800", 18, 1), new("Villa María", 2, "5900", 12, 1), new("Villa Carlos Paz", 2, "5152", 10, 1),
        new("Rosario", 3, "2000", 60, 1), new("Santa Fe", 3, "3000", 25, 1), new("Rafaela", 3, "2300", 12, 1),
        new("Mendoza", 4, "5500", 35, 1), new("Godoy Cruz", 4, "5501", 15, 1), new("San Rafael", 4, "5600", 12, 1),
        new("San Miguel de Tucumán", 5, "4000", 28, 2), new("Yerba Buena", 5, "4107", 10, 2),
        new("Paraná", 6, "3100", 16, 1), new("Concordia", 6, "3200", 10, 1), new("Salta", 7, "4400", 24, 2), new("Posadas", 8, "3300", 16, 2),
        new("Oberá", 8, "3360", 6, 2), new("Neuquén", 9, "8300", 24, 3), new("San Martín de los Andes", 9, "8370", 6, 3),
        new("Bariloche", 10, "8400", 14, 3), new("Viedma", 10, "8500", 6, 3), new("Comodoro Rivadavia", 11, "9000", 12, 3), new("Trelew", 11, "9100", 8, 3),
        new("Puerto Madryn", 11, "9120", 7, 3), new("Río Gallegos", 12, "9400", 8, 3), new("Ushuaia", 13, "9410", 7, 3), new("Río Grande", 13, "9420", 6, 3),
        new("San Juan", 14, "5400", 14, 1), new("San Luis", 15, "5700", 12, 1), new("San Salvador de Jujuy", 16, "4600", 12, 2),
        new("Resistencia", 17, "3500", 14, 2), new("Corrientes", 18, "3400", 13, 2), new("Goya", 18, "3450", 4, 2),
        new("Santiago del Estero", 19, "4200", 11, 2), new("Formosa", 20, "3600", 8, 2), new("San Fernando del Valle de Catamarca", 21, "4700", 8, 2),
        new("La Rioja", 22, "5300", 8, 2), new("Santa Rosa", 23, "6300", 9, 1), new("General Pico", 23, "6360", 4, 1),
    ];

    /// <summary>As answers say it: the exports call the province Buenos Aires, as people do, and its postcodes tell that it is not the city.</summary>
    public static string Answered(int region) => Regions[region] == "Buenos Aires" ? "Provincia de Buenos Aires" : Regions[region];

    /// <summary>The region an answer calls so; -1: none, or nothing is asked.</summary>
    public static int RegionOf(string? answered) => Enumerable.Range(0, Regions.Count).Where(region => Answered(region) == answered).DefaultIfEmpty(-1).First();

    private static readonly int[] Sums = Chance.Sums(Cities.Select(city => city.Weight));

    /// <summary>The Patagonia of the second year buys more: a region where to expand.</summary>
    private static readonly int[] LaterSums =
        Chance.Sums(Cities.Select(city => city.Remote == 3 ? city.Weight * 17 / 10 : city.Region == 0 ? city.Weight * 9 / 10 : city.Weight));

    public static int Any(Chance chance, bool later) => chance.ByWeight(later ? LaterSums : Sums);
}
