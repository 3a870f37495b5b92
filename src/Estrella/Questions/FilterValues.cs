using Estrella.Foundation;
using Npgsql;

namespace Estrella.Questions;

/// <summary>Turns what was typed behind <c>--where</c> into values the warehouse holds: an id or a name, whatever its case.</summary>
internal static class FilterValues
{
    private static readonly Dictionary<string, string> Known = new()
    {
        ["category"] = "select distinct unnest(array[category_id, category] || string_to_array(category_path, ' > ')) from star.dim_product",
        ["product"] = "select product_id from star.dim_product union select name from star.dim_product",
        ["brand"] = "select distinct brand from star.dim_product",
        ["channel"] = "select name from star.dim_channel",
        ["country"] = "select distinct country from star.dim_geography",
        ["region"] = "select distinct region from star.dim_geography",
        ["city"] = "select distinct city from star.dim_geography",
        ["campaign"] = "select campaign_id from star.dim_campaign union select name from star.dim_campaign",
        ["payment_method"] = "select payment_method_id from star.dim_payment_method union select name from star.dim_payment_method",
        ["carrier"] = "select name from star.dim_carrier",
        ["warehouse"] = "select name from star.dim_warehouse",
    };

    /// <exception cref="EstrellaException">Exit 2: the warehouse holds no such value; names the nearest.</exception>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ResolveAsync(
        NpgsqlConnection connection, IReadOnlyDictionary<string, string> where, CancellationToken cancellation)
    {
        var filters = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (dimension, typed) in where)
        {
            var known = new List<string>();
            await foreach (var row in Rows.ReadAsync(connection, Known[dimension], cancellation))
            {
                if (row[0] is string { Length: > 0 } value)
                    known.Add(value);
            }
            filters[dimension] = Matches(known, typed.Trim()) is { Count: > 0 } whole ? whole : [.. Parts(dimension, known, typed)];
        }
        return filters;
    }

    private static IEnumerable<string> Parts(string dimension, List<string> known, string typed)
    {
        foreach (var part in typed.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var matches = Matches(known, part);
            if (matches.Count == 0)
            {
                throw new EstrellaException(
                    ExitCode.WrongUsage, $"no {dimension.Replace('_', ' ')} is called '{part}'",
                    known.Count == 0 ? $"no export names a {dimension.Replace('_', ' ')}" : $"nearest: {string.Join(", ", Spelling.Likest(part, Readable(part, known)))}");
            }
            foreach (var match in matches)
                yield return match;
        }
    }

    // Who types a word means a name, not an id that is no longer than the word is wrong.
    private static List<string> Readable(string typed, List<string> known) =>
        typed.Any(char.IsLetter) && known.FindAll(each => each.Any(char.IsLetter)) is { Count: > 0 } words ? words : known;

    // The exact spelling alone where there is one: two values may differ in case only.
    private static IReadOnlyList<string> Matches(List<string> known, string typed) => known.Contains(typed)
        ? [typed]
        : [.. known.Where(each => each.Equals(typed, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
}
