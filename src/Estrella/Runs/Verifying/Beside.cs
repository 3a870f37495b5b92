using System.Text.RegularExpressions;
using Estrella.Foundation.Models;

namespace Estrella.Runs.Verifying;

/// <summary>
/// Makes a model's select read the tables that were rebuilt beside the published ones: <c>star.dim_customer</c> becomes
/// <c>pg_temp.dim_customer</c>. Names in comments and texts stay, and so do functions, which hold no rows.
/// </summary>
internal static partial class Beside
{
    /// <param name="isBeside">Whether the relation, with its schema, is read from where it was rebuilt.</param>
    public static string Reading(string sql, Func<string, bool> isBeside) => Names().Replace(sql, match =>
        match.Groups["relation"].Success && isBeside(match.Value) ? "pg_temp." + match.Groups["relation"].Value : match.Value);

    public static string Of(ModelFile model) => "pg_temp." + model.Name;

    [GeneratedRegex(@"'(?:[^']|'')*'|--[^\n]*|\b(?:star|mart|estrella)\.(?<relation>[a-z_][a-z0-9_]*)\b(?!\s*\()")]
    private static partial Regex Names();
}
