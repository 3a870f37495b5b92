using System.Security.Cryptography;
using System.Text;
using PhoneNumbers;

namespace Estrella.Entities;

/// <summary>What records are compared by, made of what sources wrote; texts come composed (NFC).</summary>
/// <param name="none">What is no key.</param>
/// <param name="packs">Calling habits of countries, and their names.</param>
/// <param name="country">The shop's country, ISO 3166-1; null: unknown.</param>
internal sealed class KeyValues(NoKeys none, PackFolder packs, string? country)
{
    private static readonly PhoneNumberUtil Phones = PhoneNumberUtil.GetInstance();

    /// <summary>The key of a record by one step; null: it has none.</summary>
    /// <param name="said">The fields of the record, and its id.</param>
    public Guid? Of(string entity, IdentityStep step, IReadOnlyDictionary<string, string?> said)
    {
        var value = Changed(said.GetValueOrDefault(step.Field), step);
        var key = step.Field switch
        {
            "tax_number" => Documents.Key(value, said.GetValueOrDefault("document_type"), CountryOf(said), none),
            "email" => Email(value),
            "phone" => Phone(value, CountryOf(said)),
            "sku" => Sku(value),
            "barcode" => Barcode(value),
            _ => value,
        };
        return key is null ? null : Hash(entity, step.Field, key);
    }

    /// <summary>Half of a SHA-256: enough to compare by and to point at a value without telling it.</summary>
    public static Guid Hash(string entity, string step, string key) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{entity}:{step}:{key}")).AsSpan(0, 16), bigEndian: true);

    /// <summary>Trimmed, in lower case; null where it is no address, forwards, or stands for none.</summary>
    public string? Email(string? value)
    {
        var address = value?.Trim().ToLowerInvariant() ?? "";
        if (address.StartsWith("mailto:", StringComparison.Ordinal))
            address = address[7..];
        var at = address.IndexOf('@');
        var isAddress = at > 0 && at == address.LastIndexOf('@') && address.IndexOf('.', at) > at + 1 && !address.EndsWith('.') && !address.Any(char.IsWhiteSpace);
        return isAddress && !none.IsEmail(address) ? address : null;
    }

    /// <summary>As E.164 has it; null where it is no number of the country, or stands for none.</summary>
    public string? Phone(string? value, string? of)
    {
        if (string.IsNullOrWhiteSpace(value))
            return null;
        try
        {
            var number = Phones.Parse(value, of);
            if (!Phones.IsValidNumber(number))
                return null;
            var national = Phones.GetNationalSignificantNumber(number);
            // The digit tells that a mobile is called, not whose it is.
            if (packs.Find(Phones.GetRegionCodeForNumber(number))?.MobilePrefix is { Length: > 0 } mobile && national.StartsWith(mobile, StringComparison.Ordinal))
                national = national[mobile.Length..];
            return none.IsPhone(national) ? null : $"+{number.CountryCode}{national}";
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    private string? Sku(string? value)
    {
        var text = value?.Trim().ToUpperInvariant();
        return string.IsNullOrEmpty(text) || none.IsSku(text) ? null : text;
    }

    /// <summary>Fourteen digits: a GTIN-13 is the GTIN-14 with a zero before it.</summary>
    private static string? Barcode(string? value)
    {
        var digits = string.Concat((value ?? "").Where(letter => !char.IsWhiteSpace(letter) && letter != '-'));
        return CheckDigits.IsGtin(digits) ? digits.PadLeft(14, '0') : null;
    }

    private string? CountryOf(IReadOnlyDictionary<string, string?> said) => packs.CountryCode(said.GetValueOrDefault("country")) ?? country;

    private static string? Changed(string? value, IdentityStep step)
    {
        var text = value?.Trim();
        if (string.IsNullOrEmpty(text))
            return null;
        if (step.FoldCase)
            text = text.ToUpperInvariant();
        if (step.DropPrefix is { } prefix && text.StartsWith(prefix, step.FoldCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
            text = text[prefix.Length..].TrimStart();
        if (step.DropZeros)
            text = text.TrimStart('0') is { Length: > 0 } rest ? rest : "0";
        return text.Length == 0 ? null : text;
    }
}
