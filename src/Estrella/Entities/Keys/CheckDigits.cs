namespace Estrella.Entities;

/// <summary>Check digits of tax numbers and barcodes: a typing error must not make two people one.</summary>
internal static class CheckDigits
{
    private static readonly int[] CuitWeights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

    /// <summary>CUIT and CUIL of Argentina: eleven digits, modulo 11.</summary>
    public static bool IsCuit(string digits)
    {
        if (digits.Length != 11 || !digits.All(char.IsAsciiDigit))
            return false;
        var rest = CuitWeights.Select((weight, at) => weight * (digits[at] - '0')).Sum() % 11;
        // A rest of 1 would need a check digit of 10: such numbers are given with another prefix.
        return rest != 1 && (rest == 0 ? 0 : 11 - rest) == digits[10] - '0';
    }

    /// <summary>CPF of Brazil: eleven digits, of which two check the others.</summary>
    public static bool IsCpf(string digits) =>
        digits.Length == 11 && digits.All(char.IsAsciiDigit) && digits.Distinct().Count() > 1 && Checked(digits, 9, 11) && Checked(digits, 10, 11);

    /// <summary>CNPJ of Brazil: twelve digits, or since 2026 capital letters too, and two digits that check them.</summary>
    public static bool IsCnpj(string text) =>
        text.Length == 14 && text.All(char.IsAsciiLetterOrDigit) && char.IsAsciiDigit(text[12]) && char.IsAsciiDigit(text[13])
        && text.Distinct().Count() > 1 && Checked(text, 12, 9) && Checked(text, 13, 9);

    /// <summary>A GTIN of 8, 12, 13 or 14 digits: weights 3 and 1 from the right, modulo 10.</summary>
    public static bool IsGtin(string digits) =>
        digits.Length is 8 or 12 or 13 or 14 && digits.All(char.IsAsciiDigit) && digits.Any(digit => digit != '0')
        && digits.Reverse().Select((digit, at) => (digit - '0') * (at % 2 == 0 ? 1 : 3)).Sum() % 10 == 0;

    /// <summary>Weights run up from 2 towards the left and begin anew above the highest; a letter counts as its code less 48.</summary>
    private static bool Checked(string text, int length, int highest)
    {
        var sum = 0;
        for (var at = 0; at < length; at++)
            sum += (text[at] - '0') * (2 + (length - 1 - at) % (highest - 1));
        var rest = sum % 11;
        return (rest < 2 ? 0 : 11 - rest) == text[length] - '0';
    }
}
