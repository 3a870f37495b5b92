using System.Security.Cryptography;
using System.Text;
using Estrella.Entities;
using Estrella.Foundation;
using Npgsql;

namespace Estrella.Core;

/// <summary>
/// Countries and regions as the database knows them, <c>estrella.place</c> and <c>estrella.place_spelling</c>: written from the
/// packs when these say something else than before. The star looks places up in them; what is not found stays as said.
/// </summary>
public static class PlaceTables
{
    /// <summary>Whether packs, language or the shop's country are others than when the tables were written.</summary>
    public static async Task<bool> AreStaleAsync(NpgsqlConnection connection, Settings settings, CancellationToken cancellation) =>
        (await ReadAsync(connection, settings, cancellation)).Checksum != await WrittenAsync(connection, cancellation);

    /// <summary>Within the publishing transaction, before the star is built.</summary>
    public static async Task WriteAsync(NpgsqlConnection connection, Settings settings, CancellationToken cancellation)
    {
        var (places, spellings, country, checksum) = await ReadAsync(connection, settings, cancellation);
        if (checksum == await WrittenAsync(connection, cancellation))
            return;
        await connection.RunAsync("delete from estrella.place_spelling; delete from estrella.place", cancellation);
        await UnnestAsync(connection, "insert into estrella.place (code, country_code, name) select * from unnest($1, $2, $3)", places.Select(each => new[] { each.Code, each.Country, each.Name }), 3, cancellation);
        await UnnestAsync(
            connection, "insert into estrella.place_spelling (country_code, spelling, code, postcodes) select country, spelling, code, nullif(postcodes, '') from unnest($1, $2, $3, $4) as said (country, spelling, code, postcodes)",
            spellings.Select(each => new[] { each.Country, each.Spelling, each.Code, each.Postcodes ?? "" }), 4, cancellation);
        await using var note = new NpgsqlCommand("update estrella.shop set country = $1, places_by = $2", connection);
        note.Parameters.Add(new() { Value = (object?)country ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        note.Parameters.Add(new() { Value = checksum });
        await note.ExecuteNonQueryAsync(cancellation);
        await connection.RunAsync("analyze estrella.place; analyze estrella.place_spelling", cancellation);
    }

    private sealed record PlaceSpelling(string Country, string Spelling, string Code, string? Postcodes);

    private sealed record Written(
        IReadOnlyList<(string Code, string Country, string Name)> Places, IReadOnlyList<PlaceSpelling> Spellings, string? Country, string Checksum);

    private static async Task<Written> ReadAsync(NpgsqlConnection connection, Settings settings, CancellationToken cancellation)
    {
        var packs = PackFolder.Load(settings.PacksFolder);
        var country = settings.Country ?? packs.CountryOfZone(await connection.AskAsync<string>("select zone from estrella.shop", cancellation));
        var places = packs.Countries.Select(each => (each.Code, Country: each.Code, Name: each.In(settings.Language)))
            .Concat(packs.Packs.SelectMany(pack => pack.Regions.Select(region => (region.Code, pack.Country, region.Name)))).ToList();
        var ofCountries = packs.Countries.SelectMany(each => each.Spellings.Where(spelling => packs.CountryCode(spelling) == each.Code).Select(spelling => new PlaceSpelling("", spelling, each.Code, null)));
        var ofRegions = packs.Packs.SelectMany(pack => pack.Regions.SelectMany(region => region.Spellings.Select(spelling => new PlaceSpelling(pack.Country, spelling, region.Code, null))));
        // A region without known postcodes is never the one that is meant.
        var ofSeveral = packs.Packs.SelectMany(pack => pack.Either.SelectMany(either => either.Value.Select(code =>
            new PlaceSpelling(pack.Country, either.Key, code, pack.Regions.First(region => region.Code == code).Postcodes ?? "$^"))));
        List<PlaceSpelling> spellings = [.. ofCountries, .. ofRegions, .. ofSeveral];
        var text = string.Join('\n', places.Select(each => each.ToString()).Concat(spellings.Select(each => each.ToString())).Append(country));
        return new Written(places, spellings, country, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32]);
    }

    private static Task<string> WrittenAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.AskAsync<string>("select coalesce(max(places_by), '') from estrella.shop", cancellation);

    private static async Task UnnestAsync(NpgsqlConnection connection, string sql, IEnumerable<string[]> rows, int columns, CancellationToken cancellation)
    {
        var all = rows.ToList();
        await using var insert = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        for (var at = 0; at < columns; at++)
            insert.Parameters.Add(new() { Value = all.Select(row => row[at]).ToArray() });
        await insert.ExecuteNonQueryAsync(cancellation);
    }
}
