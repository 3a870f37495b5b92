using System.Text;

namespace Estrella.Sources;

/// <summary><c>as: { A: { currency: "$" }, B: { number: percent } }</c>: how single columns of a product or a remainder are written, by their names as the contract writes them.</summary>
internal sealed class FactorForms(IReadOnlyDictionary<string, Conversion> forms)
{
    public static FactorForms None { get; } = new(new Dictionary<string, Conversion>());

    public string Key => string.Concat(forms.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"; as {ColumnName.Fold(each.Key)}{each.Value.Key}"));

    /// <param name="formats">What holds where the column has no words of its own.</param>
    public Factor Of(string column, ColumnSight sight, ValueFormats formats) => forms.TryGetValue(column, out var how)
        ? new Factor(sight.Find(column), formats.With(how), [.. (how.Empty ?? []).Select(Encoding.UTF8.GetBytes)], Encoding.UTF8.GetBytes(how.Blank ?? ""))
        : new Factor(sight.Find(column), formats, [], []);
}

/// <summary>A column of a product or a remainder.</summary>
/// <param name="Empty">Words that mean blank in it.</param>
/// <param name="Blank">What a blank cell counts as, a whole number; nothing: it stays blank.</param>
internal readonly record struct Factor(int Column, ValueFormats Formats, byte[][] Empty, byte[] Blank)
{
    public ReadOnlySpan<byte> Text(RowCells row)
    {
        var text = row.Text(Column);
        foreach (var word in Empty)
        {
            if (text.SequenceEqual(word))
                return Blank;
        }
        return text.IsEmpty ? Blank : text;
    }
}
