namespace Estrella.Entities;

/// <summary>
/// What an identity or tax document says of who it is: the eight digits within a CUIT or CUIL of a person are their DNI, so
/// both are one key. A number whose check digit is wrong is no key.
/// </summary>
internal static class Documents
{
    private static readonly string[] Persons = ["20", "23", "24", "25", "26", "27"];

    private static readonly string[] NationalIds = ["DNI", "LC", "LE", "CI", "CEDULA", "DOCUMENTO"];

    /// <param name="type">As the source writes it: DNI, CUIT, CPF; null: told by the number.</param>
    /// <param name="country">ISO 3166-1 code of the customer, else of the shop; null: unknown.</param>
    public static string? Key(string? number, string? type, string? country, NoKeys none)
    {
        if (number is null)
            return null;
        var text = Letters(number);
        if (text.Length < 5 || none.IsDocument(text))
            return null;
        return Kind(number.Trim(), text, Letters(type ?? ""), country) switch
        {
            "cuit" => CheckDigits.IsCuit(text) ? Persons.Contains(text[..2]) ? Dni(text[2..10], none) : "cuit:" + text : null,
            "cpf" => CheckDigits.IsCpf(text) ? "cpf:" + text : null,
            "cnpj" => CheckDigits.IsCnpj(text) ? "cnpj:" + text : null,
            "dni" => Dni(text, none),
            "none" => null,
            _ => "document:" + text,
        };
    }

    private static string? Dni(string digits, NoKeys none) =>
        !none.IsDocument(digits) && digits.TrimStart('0') is { Length: >= 5 and <= 8 } dni ? "dni:" + dni : null;

    private static string Kind(string written, string text, string type, string? country)
    {
        var isNumber = text.All(char.IsAsciiDigit);
        switch (type)
        {
            case "CUIT" or "CUIL" or "CDI" when isNumber && text.Length == 11:
                return "cuit";
            case "CPF":
                return "cpf";
            case "CNPJ":
                return "cnpj";
        }
        if (NationalIds.Contains(type))
            return isNumber && text.Length <= 8 ? "dni" : isNumber && CheckDigits.IsCuit(text) ? "cuit" : "document";
        if (isNumber && text.Length is 7 or 8)
            return "dni";
        if (text.Length == 14 && CheckDigits.IsCnpj(text))
            return "cnpj";
        if (!isNumber || text.Length != 11)
            return "document";
        // Eleven digits are a CUIT or a CPF by their check digits; one in a hundred passes both, and is told by its dots or the country.
        return (CheckDigits.IsCuit(text), CheckDigits.IsCpf(text)) switch
        {
            (true, false) => "cuit",
            (false, true) => "cpf",
            (true, true) when written is [_, _, '-', ..] || country == "AR" => "cuit",
            (true, true) when written is [_, _, _, '.', ..] || country == "BR" => "cpf",
            (true, true) => "document",
            _ => "none",
        };
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}
