using Estrella.Entities;
using Estrella.Foundation;
using Npgsql;
using NpgsqlTypes;

namespace Estrella.Core.Unification;

/// <summary>
/// Writes what records are compared by, <c>core.customer_key</c>: a hash for each step, made of what core holds now. Records are
/// read by the tens of thousands, so the memory it takes does not grow with them.
/// </summary>
internal sealed class RecordKeys(NpgsqlConnection connection, Entity entity, UnificationRules rules)
{
    private const int AtOnce = 50_000;

    private static readonly string[] OfCustomer = ["tax_number", "document_type", "email", "phone", "country", "person"];

    private static readonly string[] OfProduct = ["sku", "barcode"];

    private readonly IReadOnlyDictionary<int, IdentityRule> sources = rules.Sources[entity.Name];

    private readonly string[] fields = entity.Name == "customer" ? OfCustomer : OfProduct;

    /// <param name="changed">The temporary table of the records to do; null: all.</param>
    public async Task WriteAsync(string? changed, CancellationToken cancellation)
    {
        var crosswalk = await CrosswalkAsync(cancellation);
        var among = changed is null ? "" : $"join (select distinct no from {changed}) as changed on changed.no = known.{entity.NumberColumn} ";
        long after = 0;
        while (true)
        {
            var records = await connection.ListAsync(
                $"""
                select known.{entity.NumberColumn}, known.source_no, known.{entity.IdColumn}, {string.Join(", ", fields.Select(field => $"normalize(known.{field}, nfc)"))}
                from core.{entity.Name} as known {among}
                where known.{entity.NumberColumn} > {after}
                order by known.{entity.NumberColumn}
                limit {AtOnce}
                """,
                row => (No: row.GetInt64(0), SourceNo: row.GetInt32(1), Said: Said(row)), cancellation);
            if (records.Count == 0)
                break;
            after = records[^1].No;
            await CopyAsync(records.SelectMany(record => Keys(record.No, record.SourceNo, record.Said, crosswalk)), cancellation);
        }
        await connection.RunAsync($"analyze core.{entity.Name}_key", cancellation);
    }

    private IEnumerable<(long No, string Step, Guid Value)> Keys(long no, int sourceNo, Dictionary<string, string?> said, Dictionary<long, Guid> crosswalk)
    {
        if (crosswalk.TryGetValue(no, out var same))
            yield return (no, "crosswalk", same);
        foreach (var step in sources.TryGetValue(sourceNo, out var rule) ? rule.Steps : [])
        {
            if (rules.Values.Of(entity.Name, step, said) is { } value)
                yield return (no, step.Field, value);
        }
    }

    private Dictionary<string, string?> Said(NpgsqlDataReader row)
    {
        var said = new Dictionary<string, string?> { ["id"] = row.GetString(2) };
        for (var at = 0; at < fields.Length; at++)
            said[fields[at]] = row.IsDBNull(at + 3) ? null : row.GetString(at + 3);
        // A source numbers its persons for itself: the same number elsewhere is somebody else.
        if (said.GetValueOrDefault("person") is { } person)
            said["person"] = $"{row.GetInt32(1)}:{person}";
        return said;
    }

    private async Task CopyAsync(IEnumerable<(long No, string Step, Guid Value)> keys, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"copy core.{entity.Name}_key ({entity.NumberColumn}, step, value) from stdin (format binary)", cancellation);
        foreach (var (no, step, value) in keys)
        {
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(no, NpgsqlDbType.Bigint, cancellation);
            await copy.WriteAsync(step, NpgsqlDbType.Text, cancellation);
            await copy.WriteAsync(value, NpgsqlDbType.Uuid, cancellation);
        }
        await copy.CompleteAsync(cancellation);
    }

    /// <summary>The records the file names, as far as core knows them.</summary>
    private async Task<Dictionary<long, Guid>> CrosswalkAsync(CancellationToken cancellation)
    {
        var named = new Dictionary<long, Guid>();
        if (!rules.Crosswalks.TryGetValue(entity.Name, out var rows))
            return named;
        await using var find = new NpgsqlCommand(
            $"""
            select known.{entity.NumberColumn}, named.same
            from unnest($1, $2, $3) as named (source, id, same)
            join estrella.source on source.name = named.source
            join core.{entity.Name} as known on known.source_no = source.source_no and known.{entity.IdColumn} = named.id
            """, connection)
        { CommandTimeout = 0 };
        find.Parameters.AddWithValue(rows.Select(row => row.Record.Source).ToArray());
        find.Parameters.AddWithValue(rows.Select(row => row.Record.Id).ToArray());
        find.Parameters.AddWithValue(rows.Select(row => row.Same).ToArray());
        await using var reader = await find.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            named[reader.GetInt64(0)] = KeyValues.Hash(entity.Name, "crosswalk", reader.GetString(1));
        return named;
    }
}
