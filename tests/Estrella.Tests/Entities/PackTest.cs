using Estrella.Entities;
using Estrella.Foundation;
using Xunit;

namespace Estrella.Tests.Entities;

/// <summary>Packs are data: what is shipped is whole, and a project adds its own.</summary>
public sealed class PackTest
{
    private static readonly PackFolder Shipped = PackFolder.Load(null);

    [Theory]
    // Jurisdictions of Argentina by the letters of ISO 3166-2; there is no AR-I, AR-O, and no AR-Ñ.
    [InlineData("AR", "A B C D E F G H J K L M N P Q R S T U V W X Y Z")]
    [InlineData("BR", "AC AL AM AP BA CE DF ES GO MA MG MS MT PA PB PE PI PR RJ RN RO RR RS SC SE SP TO")]
    public void A_pack_has_every_region_of_its_country(string country, string codes) => Assert.Equal(
        codes.Split(' ').Select(code => $"{country}-{code}"), Shipped.Find(country)!.Regions.Select(region => region.Code).Order(StringComparer.Ordinal));

    [Fact]
    public void Other_countries_have_as_many_regions_as_they_have()
    {
        Assert.Equal(56, Shipped.Find("US")!.Regions.Count);
        Assert.Equal(52, Shipped.Find("ES")!.Regions.Count);
        Assert.Equal(249, Shipped.Countries.Count);
    }

    [Theory]
    [InlineData("Argentina", "AR")]
    [InlineData("ARG", "AR")]
    [InlineData("ar", "AR")]
    [InlineData("BRASIL", "BR")]
    [InlineData("Brazil", "BR")]
    [InlineData("EE.UU.", "US")]
    [InlineData("Estados Unidos", "US")]
    [InlineData("EIRE", "IE")]
    [InlineData("Alemanha", "DE")]
    [InlineData("España", "ES")]
    [InlineData("Espanha", "ES")]
    [InlineData("Unspecified", null)]
    [InlineData("", null)]
    public void Countries_are_known_in_three_languages(string said, string? code) => Assert.Equal(code, Shipped.CountryCode(said));

    [Theory]
    [InlineData("America/Argentina/Ushuaia", "AR")]
    [InlineData("America/Buenos_Aires", "AR")]
    [InlineData("America/Sao_Paulo", "BR")]
    [InlineData("UTC", null)]
    public void A_zone_tells_the_country(string zone, string? code) => Assert.Equal(code, Shipped.CountryOfZone(zone));

    [Fact]
    public void A_project_adds_a_country_by_a_file()
    {
        using var project = new TemporaryFolder();
        project.Write("packs/uy.yml", "country: UY\nzones: [America/Montevideo]\nregions:\n  - { code: UY-MO, name: Montevideo, also: [Mvd.] }\n");
        var packs = PackFolder.Load(Path.Combine(project.Path, "packs"));
        Assert.Equal("UY", packs.CountryOfZone("America/Montevideo"));
        Assert.Equal(["mvd", "montevideo", "uymo", "mo"], packs.Find("UY")!.Regions[0].Spellings);
    }

    [Theory]
    [InlineData("country: UY\nregion: []", "packs/uy.yml:2:1: 'region' is no word of a pack; did you mean 'regions'?")]
    [InlineData("country: UY\nregions:\n  - { code: AR-A, name: Salta }", "packs/uy.yml:3:13: code 'AR-A' is none of UY; expected one such as UY-A")]
    [InlineData("country: UY\nregions:\n  - { code: UY-A, name: Uno }\n  - { code: UY-B, name: UNO }", "packs/uy.yml:1:1: 'uno' means several regions (UY-A, UY-B): name them under either")]
    [InlineData("regions: []", "packs/uy.yml:1:1: names no country (country: AR)")]
    public void A_mistake_in_a_pack_is_told_with_its_place(string yaml, string message)
    {
        using var project = new TemporaryFolder();
        project.Write("packs/uy.yml", yaml);
        Assert.Equal(message, Assert.Throws<EstrellaException>(() => PackFolder.Load(Path.Combine(project.Path, "packs"))).Message);
    }
}
