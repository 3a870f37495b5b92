namespace Estrella.Entities;

/// <summary>A region of a country.</summary>
/// <param name="Code">ISO 3166-2: AR-C.</param>
/// <param name="Name">As answers say it.</param>
/// <param name="Spellings">All ways to write it, name and codes included, folded.</param>
/// <param name="Postcodes">A pattern of its postcodes, capital letters without blanks; asked only where a spelling means several regions. Null: none is known.</param>
public sealed record PackRegion(string Code, string Name, IReadOnlyList<string> Spellings, string? Postcodes);

/// <summary>What is known of a country's places and telephones: data, no code.</summary>
/// <param name="Country">ISO 3166-1, two letters.</param>
/// <param name="Zones">Its IANA time zones; one that ends in * names all below it.</param>
/// <param name="MobilePrefix">What a mobile's number begins with when it is called from abroad, yet is no part of it; null: nothing.</param>
/// <param name="Either">Spellings, folded, that mean one of several regions.</param>
public sealed record Pack(
    string Country, IReadOnlyList<string> Zones, string? MobilePrefix, IReadOnlyList<PackRegion> Regions, IReadOnlyDictionary<string, IReadOnlyList<string>> Either);

/// <summary>A country as people write it.</summary>
/// <param name="Code">ISO 3166-1, two letters.</param>
/// <param name="Names">In English, Spanish and Portuguese.</param>
/// <param name="Spellings">All ways to write it, codes included, folded.</param>
public sealed record CountryNames(string Code, IReadOnlyList<string> Names, IReadOnlyList<string> Spellings)
{
    public string In(string language) => Names[language switch { "es" => 1, "pt" => 2, _ => 0 }];
}
