using System.Globalization;

namespace Estrella.Runs.Verifying;

/// <summary>
/// A share of the keys that facts are rebuilt by, another one each time. A key is in it or not by its own text alone, so
/// that a fact is looked for by the same rule in core and in the star, even one whose order core does not have.
/// </summary>
/// <param name="Ratio">Above 0, at most 1.</param>
/// <param name="Seed">Chooses the keys.</param>
public sealed record KeySample(double Ratio, int Seed)
{
    private const int Bits = 20;

    // Dimensions are built whole: any fact may point at any of their rows.
    private static readonly string[] Sampled =
    [
        "touched_order", "touched_inventory", "touched_campaign_spend", "touched_touch", "touched_cart", "touched_review", "touched_buyer", "touched_day", "touched_month",
    ];

    public static KeySample Of(double ratio) => new(ratio, Random.Shared.Next());

    /// <summary>Whether models touched by the relation are rebuilt for the sampled keys only.</summary>
    public static bool Covers(string? relation) => Sampled.Contains(relation);

    /// <summary>SQL that says whether a column's value is in the sample.</summary>
    public string Condition(string column) => string.Create(
        CultureInfo.InvariantCulture, $"(hashtextextended({column}::text, {Seed}) & {(1 << Bits) - 1}) < {Math.Ceiling(Ratio * (1 << Bits)):0}");

    /// <summary>Temporary tables of the sampled keys, which stand before the views of all keys.</summary>
    public IEnumerable<string> Tables(Func<string, string> keyColumn) => Sampled.Select(relation =>
        $"create temporary table {relation} on commit drop as select * from estrella.{relation} where {Condition(keyColumn(relation))}");
}
