using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Estrella.Entities;
using Estrella.Foundation;
using Npgsql;

namespace Estrella.Core.Unification;

/// <summary>By what things of several sources are known to be one, as contracts and estrella.yml say it now.</summary>
/// <param name="Sources">By entity and number of the source; sources that take no part are not in it.</param>
/// <param name="Crosswalks">By entity: records, and the name under which the file says they are one.</param>
/// <param name="Splits">By entity: records that are not one.</param>
/// <param name="Checksum">Another one means that everything is unified anew.</param>
internal sealed record UnificationRules(
    IReadOnlyDictionary<string, IReadOnlyDictionary<int, IdentityRule>> Sources,
    IReadOnlyDictionary<string, IReadOnlyList<(RecordName Record, string Same)>> Crosswalks,
    IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<RecordName>>> Splits,
    KeyValues Values,
    string Checksum)
{
    /// <summary>Anything can be one only where two sources take part, one within itself, or a file says so.</summary>
    public bool IsOn(string entity) =>
        Sources[entity].Count > 1 || Sources[entity].Values.Any(rule => rule.IsWithin) || Crosswalks.ContainsKey(entity);

    public static async Task<UnificationRules> ReadAsync(NpgsqlConnection connection, Settings settings, CancellationToken cancellation)
    {
        var told = await connection.ListAsync(
            "select source_no, name, identity from estrella.source order by source_no",
            row => (No: row.GetInt32(0), Name: row.GetString(1), Rules: IdentityRule.FromText(row.IsDBNull(2) ? null : row.GetString(2))), cancellation);
        var zone = await connection.AskAsync<string>("select zone from estrella.shop", cancellation);
        var packs = PackFolder.Load(settings.PacksFolder);
        var none = NoKeys.Load(settings.PacksFolder);
        var country = settings.Country ?? packs.CountryOfZone(zone);
        var sources = Identities.Entities.ToDictionary(entity => entity, entity => (IReadOnlyDictionary<int, IdentityRule>)told
            .Select(source => (source.No, Rule: source.Rules.GetValueOrDefault(entity) ?? OfShop(settings, entity)))
            .Where(each => each.Rule.Steps.Count > 0).ToDictionary(each => each.No, each => each.Rule));
        var crosswalks = settings.Crosswalks.ToDictionary(each => each.Key, each => CrosswalkFile.Read(each.Value));
        var text = JsonSerializer.Serialize(new
        {
            sources = sources.Select(each => new { each.Key, Rules = each.Value.OrderBy(rule => rule.Key).Select(rule => new { rule.Key, rule.Value }) }),
            crosswalks = crosswalks.Select(each => new { each.Key, Rows = each.Value.Select(row => new { row.Record, row.Same }) }),
            settings.Splits,
            settings.Authority,
            none = none.Text,
            country,
            mobiles = packs.Packs.Select(pack => new { pack.Country, pack.MobilePrefix }).OrderBy(pack => pack.Country, StringComparer.Ordinal),
        });
        var isOff = sources.Values.All(each => each.Count == 0) && crosswalks.Count == 0;
        var checksum = isOff ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
        return new UnificationRules(sources, crosswalks, settings.Splits, new KeyValues(none, packs, country), checksum);
    }

    private static IdentityRule OfShop(Settings settings, string entity) =>
        new([.. settings.Identity.GetValueOrDefault(entity, []).Select(field => new IdentityStep(field))], false);
}

/// <summary>A file that says which records are one: columns source, id and same; rows with the same word in the last are one thing.</summary>
internal static class CrosswalkFile
{
    private static readonly string[] Columns = ["source", "id", "same"];

    /// <exception cref="EstrellaException">Exit 4: a row or the header cannot be understood.</exception>
    public static IReadOnlyList<(RecordName Record, string Same)> Read(string path)
    {
        var name = Path.GetFileName(path);
        var rows = File.ReadAllLines(path).Select((line, at) => (Cells: line.Split(line.Contains(';') ? ';' : ',').Select(cell => cell.Trim().Trim('"')).ToList(), Line: at + 1))
            .Where(row => row.Cells.Any(cell => cell.Length > 0)).ToList();
        var header = rows.Count == 0 ? [] : rows[0].Cells.Select(cell => cell.ToLowerInvariant()).ToList();
        var places = Columns.Select(column => header.IndexOf(column)).ToList();
        if (places.Contains(-1))
            throw new EstrellaException(ExitCode.DecisionMissing, $"{name}:1: expected the columns source, id and same, found {string.Join(", ", header)}", $"correct {path}");
        return [.. rows.Skip(1).Select(row => row.Cells.Count >= header.Count && places.All(place => row.Cells[place].Length > 0)
            ? (new RecordName(row.Cells[places[0]], row.Cells[places[1]]), row.Cells[places[2]])
            : throw new EstrellaException(ExitCode.DecisionMissing, $"{name}:{row.Line}: source, id or same is blank", $"correct {path}"))];
    }
}
