using Estrella.Core.Unification;
using Estrella.Entities;
using Xunit;

namespace Estrella.Tests.Core.Unification;

/// <summary>What is a key, and when two ways to write it are one. Check digits were worked out by hand.</summary>
public sealed class KeyValuesTest
{
    private static readonly PackFolder Packs = PackFolder.Load(null);

    private static readonly NoKeys None = NoKeys.Load(null);

    private static readonly KeyValues Argentine = new(None, Packs, "AR");

    [Theory]
    [InlineData("30111222", null, "dni:30111222")]
    [InlineData("30.111.222", "DNI", "dni:30111222")]
    [InlineData("7.354.321", "dni", "dni:7354321")]
    [InlineData("07354321", null, "dni:7354321")]
    // 2×5 0×4 3×3 0×2 1×7 1×6 1×5 2×4 2×3 2×2 = 55, a multiple of 11: the check digit is 0
    [InlineData("20-30111222-0", null, "dni:30111222")]
    [InlineData("20301112220", "CUIT", "dni:30111222")]
    [InlineData("20-30111222-1", "CUIT", null)]
    // 3×5 0×4 7×3 0×2 8×7 0×6 0×5 0×4 0×3 0×2 = 92 = 8×11 + 4: 7
    [InlineData("30-70800000-7", null, "cuit:30708000007")]
    // 1×10 1×9 1×8 4×7 4×6 4×5 7×4 7×3 7×2 = 162: 162 mod 11 = 8, 3; then 1×11 … 7×3 3×2 = 204: 6, 5
    [InlineData("111.444.777-35", null, "cpf:11144477735")]
    [InlineData("111.444.777-36", "CPF", null)]
    // 1×5 1×4 2×3 2×2 2×9 3×8 3×7 3×6 0×5 0×4 0×3 1×2 = 102: rest 3, 8; 1×6 … 1×3 8×2 = 120: rest 10, 1
    [InlineData("11.222.333/0001-81", null, "cnpj:11222333000181")]
    [InlineData("11.222.333/0001-82", "CNPJ", null)]
    [InlineData("AAB123456", "Pasaporte", "document:AAB123456")]
    [InlineData("11111111", null, null)]
    [InlineData("99999999", "DNI", null)]
    [InlineData("0000000", null, null)]
    [InlineData("12345678", null, null)]
    [InlineData("Consumidor Final", null, null)]
    [InlineData("20-11111111-2", null, null)]
    [InlineData("123", null, null)]
    [InlineData("", null, null)]
    public void A_document_is_who_it_is_of(string written, string? type, string? key) => Assert.Equal(key, Documents.Key(written, type, null, None));

    [Theory]
    [InlineData("  Ana.Paz@Correo.com ", "ana.paz@correo.com")]
    [InlineData("JOSÉ@correo.com", "josé@correo.com")]
    [InlineData("mailto:ana@correo.com", "ana@correo.com")]
    [InlineData("test@correo.com", null)]
    [InlineData("sin@mail", null)]
    [InlineData("sin@mail.com", null)]
    [InlineData("consumidorfinal@shop.com", null)]
    [InlineData("x9k2@mail.mercadolibre.com", null)]
    [InlineData("x9k2@marketplace.amazon.com.mx", null)]
    [InlineData("ana@", null)]
    [InlineData("ana@b@c.com", null)]
    [InlineData("no tiene", null)]
    public void An_email_is_trimmed_and_folded(string written, string? key) => Assert.Equal(key, Argentine.Email(written));

    [Theory]
    [InlineData("+54 9 11 4321-9876", "+541143219876")]
    [InlineData("(011) 15-4321-9876", "+541143219876")]
    [InlineData("11 4321 9876", "+541143219876")]
    [InlineData("0054 11 4321 9876", "+541143219876")]
    [InlineData("+55 11 96123-4567", "+5511961234567")]
    [InlineData("11111111", null)]
    [InlineData("0000000", null)]
    [InlineData("s/d", null)]
    [InlineData("1234", null)]
    public void A_phone_is_one_number_however_it_is_dialled(string written, string? key) => Assert.Equal(key, Argentine.Phone(written, "AR"));

    [Fact]
    public void A_number_without_its_country_is_no_key_where_nobody_knows_the_country() =>
        Assert.Null(new KeyValues(None, Packs, null).Phone("11 4321 9876", null));

    [Theory]
    // 4006381333931: 4+0×3+0+6×3+3+8×3+1+3×3+3+3×3+9+3×3 = 89, so 1
    [InlineData("4006381333931", "04006381333931", true)]
    [InlineData("4006381333931", "4006381333932", false)]
    [InlineData("036000291452", "0036000291452", true)]
    public void A_barcode_is_a_GTIN_with_its_check_digit(string one, string other, bool isOne)
    {
        var step = new IdentityStep("barcode");
        var key = Argentine.Of("product", step, Said("barcode", one));
        Assert.NotNull(key);
        Assert.Equal(isOne, key == Argentine.Of("product", step, Said("barcode", other)));
    }

    [Theory]
    [InlineData("C-00017", "17", "C-", true)]
    [InlineData("c-17", "17", "C-", true)]
    [InlineData("C-18", "17", "C-", false)]
    public void A_declared_change_of_ids_makes_them_meet(string one, string other, string prefix, bool isOne) => Assert.Equal(
        isOne,
        Argentine.Of("customer", new IdentityStep("id", prefix, DropZeros: true, FoldCase: true), Said("id", one))
            == Argentine.Of("customer", new IdentityStep("id"), Said("id", other)));

    [Fact]
    public void A_SKU_is_trimmed_and_folded_and_a_word_for_none_is_none()
    {
        var step = new IdentityStep("sku");
        Assert.Equal(Argentine.Of("product", step, Said("sku", " mate-01 ")), Argentine.Of("product", step, Said("sku", "MATE-01")));
        Assert.Null(Argentine.Of("product", step, Said("sku", "s/sku")));
        Assert.Null(Argentine.Of("product", step, Said("sku", "---")));
    }

    private static Dictionary<string, string?> Said(string field, string value) => new() { [field] = value };
}
