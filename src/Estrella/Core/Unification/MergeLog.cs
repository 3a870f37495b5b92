using Estrella.Entities;
using Estrella.Foundation;
using Npgsql;

namespace Estrella.Core.Unification;

/// <summary>A record that is one thing with others, or a value that does not say so.</summary>
/// <param name="Record">source:id, as <c>split</c> in estrella.yml names it.</param>
/// <param name="With">The other record that shares the value; of a doubt all others.</param>
/// <param name="Hash">First letters of the value's hash: equal ones are one value, and nobody learns it.</param>
/// <param name="SinceRun">Null: a doubt, which no run has acted on.</param>
/// <param name="Remark">Why it was not merged; null: it was.</param>
public sealed record MergedRecord(string Entity, string Record, string With, string Step, string Hash, int? SinceRun, string? Remark);

/// <summary>Everything that is one thing now, and what is in doubt, as people look at it.</summary>
public static class MergeLog
{
    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["source"] = "two of one source share it, and a source's own id decides",
        ["exclusive"] = "it would bring together different documents or barcodes",
        ["split"] = "estrella.yml says they are two",
    };

    public static async Task<IReadOnlyList<MergedRecord>> ReadAsync(string connectionString, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        var log = new List<MergedRecord>();
        foreach (var entity in Identities.Entities)
        {
            var names = $"select known.{entity}_no as no, source.name || ':' || known.{entity}_id as name from core.{entity} as known join estrella.source using (source_no)";
            log.AddRange(await connection.ListAsync(
                $"""
                with named as ({names})
                select mine.name, other.name, same.step, left(same.value::text, 8), same.since_run_no
                from core.{entity}_same as same
                join named as mine on mine.no = same.{entity}_no
                join named as other on other.no = same.with_no
                order by same.same_no, mine.name
                """,
                row => new MergedRecord(entity, row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt32(4), null), cancellation));
            log.AddRange(await connection.ListAsync(
                $"""
                with named as ({names})
                select min(mine.name), string_agg(mine.name, ', ' order by mine.name), doubt.step, left(doubt.value::text, 8), doubt.reason
                from core.identity_doubt as doubt
                join named as mine on mine.no = any (doubt.numbers)
                where doubt.entity = '{entity}'
                group by doubt.step, doubt.value, doubt.reason
                order by 1, doubt.step, doubt.value
                """,
                row => new MergedRecord(entity, row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), null, Reasons[row.GetString(4)]), cancellation));
        }
        return log;
    }
}
