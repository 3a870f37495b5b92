using System.Text.RegularExpressions;

namespace Estrella.Foundation.Models;

/// <summary>
/// The text of a model or a data test for a build of everything. There <c>touched_order</c> is a view of all keys, and
/// a join to it keeps every row whose key is not blank: said as that, a build is a quarter cheaper. See decisions/0008.
/// </summary>
internal static partial class WholeBuild
{
    /// <summary>The same rows without the joins to the touched keys; joins that say more than <c>using</c> stay.</summary>
    public static string Of(string text) => TouchedJoin.Replace(text, "join (select) as every_${relation} on ${column} is not null");

    [GeneratedRegex(@"\bjoin touched_(?<relation>[a-z_]+) using \((?<column>[a-z_]+)\)")]
    private static partial Regex TouchedJoin { get; }
}
