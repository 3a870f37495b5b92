using System.Text.Json;
using Estrella.Entities;
using Estrella.Foundation;
using Npgsql;

namespace Estrella.Core.Unification;

/// <summary>Whose word counts where sources disagree on one thing: a rank a source and field, from estrella.yml.</summary>
internal static class Authority
{
    /// <summary>Writes <c>estrella.source.authority</c>: <c>{"customer.email": 1}</c>; a field that is not named goes by who said it last.</summary>
    public static async Task WriteAsync(NpgsqlConnection connection, Settings settings, CancellationToken cancellation)
    {
        var sources = await connection.ListAsync("select source_no, name from estrella.source", row => (No: row.GetInt32(0), Name: row.GetString(1)), cancellation);
        foreach (var source in sources)
        {
            var ranks = new SortedDictionary<string, int>(StringComparer.Ordinal);
            foreach (var entity in Identities.Entities)
            {
                foreach (var field in EntityCatalog.Get(entity).Fields.Select(field => $"{entity}.{field.Name}"))
                {
                    var order = settings.Authority.GetValueOrDefault(field) ?? settings.Authority.GetValueOrDefault(entity);
                    if (order is not null && order.Contains(source.Name))
                        ranks[field] = order.ToList().IndexOf(source.Name) + 1;
                }
            }
            await using var write = new NpgsqlCommand("update estrella.source set authority = $2::jsonb where source_no = $1 and authority is distinct from $2::jsonb", connection);
            write.Parameters.Add(new() { Value = source.No });
            write.Parameters.Add(new() { Value = ranks.Count == 0 ? DBNull.Value : JsonSerializer.Serialize(ranks), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
            await write.ExecuteNonQueryAsync(cancellation);
        }
    }
}
