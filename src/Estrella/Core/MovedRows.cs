using Estrella.Foundation;
using Npgsql;

namespace Estrella.Core;

/// <summary>
/// Where ids are row numbers, a file that was sorted otherwise says of every number what another one had said. Rows at the
/// end are new, and a row may say something else; but what stood under one number must not stand under another.
/// </summary>
internal static class MovedRows
{
    private const int Examples = 3;

    /// <exception cref="EstrellaException">Exit 4: the first rows that moved, and how many there are.</exception>
    public static async Task RefuseAsync(NpgsqlConnection connection, MergeEntity entity, CancellationToken cancellation)
    {
        foreach (var feed in entity.Feeds.Where(feed => feed.CountsRows))
        {
            var files = await connection.ListAsync(
                $"select file_no, name from run_file where source_no = {feed.SourceNo} and export = {Statements.Literal(feed.Export)} order by position",
                row => (No: row.GetInt32(0), Name: row.GetString(1)), cancellation);
            var known = $"""
                select known.{entity.Id} as id, known.content_hash
                from {entity.Core} as known
                join estrella.file as file on file.file_no = known.file_no and file.source_no = {feed.SourceNo} and file.export = {Statements.Literal(feed.Export)}
                where not known.is_deleted and known.content_hash is not null
                """;
            foreach (var file in files)
            {
                var said = $"select staged.id, staged.content_hash, staged.line from {entity.Staging} as staged where staged.file_no = {file.No}";
                var moved = await connection.ListAsync(
                    MovedSql(known, said), row => (Line: row.GetInt32(0), Id: row.GetString(1), Was: row.GetString(2), Count: row.GetInt64(3)), cancellation);
                if (moved.Count > 0)
                    throw new EstrellaException(
                        ExitCode.DecisionMissing,
                        $"{string.Join('\n', moved.Select(row => $"{file.Name}:{row.Line}: what was row {row.Was} is row {row.Id} now"))}\n"
                        + $"{moved[0].Count:N0} rows of {entity.Name} moved; the ids of {feed.Export} are row numbers, so every reference to them would point at another row\nnothing was published",
                        "export the rows in the same order as before, new ones at the end; or name a column as the id in the contract");
                known = said;
            }
        }
    }

    // Content that several rows share has not moved while one of them still stands where it stood.
    private static string MovedSql(string known, string said) => $"""
        with known as materialized ({known}),
        said as materialized ({said}),
        moved as (
            select said.line, said.id, min(other.id collate "C") as was
            from said
            join known as here on here.id = said.id and here.content_hash is distinct from said.content_hash
            join known as other on other.content_hash = said.content_hash
            left join said as there on there.id = other.id
            where there.content_hash is distinct from said.content_hash
            group by said.line, said.id
        )
        select line, id, was, count(*) over () from moved order by line limit {Examples}
        """;
}
