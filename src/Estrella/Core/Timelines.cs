using Estrella.Foundation;
using Estrella.Ledger;
using Npgsql;

namespace Estrella.Core;

/// <summary>
/// Records of ids that are said again. Most repeat what is known and cost a join. The others are put in order by time,
/// beside what core keeps of their ids, whenever they arrive: the last one is what holds, the others are past.
/// </summary>
internal static class Timelines
{
    /// <summary>Sorts the staged records: those on a path, those that repeat, those that give an inferred row its first record.</summary>
    public static async Task PlaceAsync(NpgsqlConnection connection, MergeEntity entity, CancellationToken cancellation)
    {
        await connection.RunAsync($"""
            insert into {entity.Core} (source_no, {entity.Id}, is_inferred)
            select several.source_no, several.id, true from {entity.Several} as several
            where not exists (
                select from {entity.Core} as known where known.source_no = several.source_no and known.{entity.Id} = several.id);
            create temp table {entity.Match} on commit drop as
            select staged.ctid as staged_at, staged.file_no, staged.line, staged.control, staged.said_at, known.{entity.No} as no, known.is_inferred,
                file.is_complete as is_implied, is_on_path
            from {entity.Staging} as staged
            join run_file as file on file.file_no = staged.file_no
            join {entity.Core} as known on known.source_no = file.source_no and known.{entity.Id} = staged.id
            left join {entity.Several} as several on several.source_no = file.source_no and several.id = staged.id
            cross join lateral (
                select several.id is not null
                    or not known.is_inferred and not (
                        staged.content_hash is not distinct from known.content_hash and staged.is_deleted = known.is_deleted
                        and staged.said_at >= known.said_at) as is_on_path
            ) as place
            where exists (select from {entity.Core});
            analyze {entity.Match}
            """, cancellation);
        entity.StagedCount = await connection.AskAsync<long>($"select count(*) from {entity.Staging}", cancellation);
        (entity.MatchedCount, var news) = (await connection.ListAsync(
            $"select count(*), count(*) filter (where is_inferred or is_on_path) from {entity.Match}",
            row => (row.GetInt64(0), row.GetInt64(1)), cancellation))[0];
        entity.HasNews = news > 0 || entity.StagedCount > entity.MatchedCount;
    }

    public static async Task WriteAsync(NpgsqlConnection connection, MergeEntity entity, RowVerdicts totals, CancellationToken cancellation)
    {
        entity.Unchanged = await totals.AddAsync(
            entity, Verdict.Unchanged, $"select file_no, line, control from {entity.Match} where not is_inferred and not is_on_path", cancellation);
        await Journal.ConfirmAsync(connection, entity, cancellation);
        // A full export that repeats itself costs nothing: that it was there is known from the ledger.
        await connection.RunAsync($"""
            update {entity.Core} as known set confirmed_at = known.confirmed_at || match.said_at, confirmed_file_no = known.confirmed_file_no || match.file_no
            from {entity.Match} as match
            where match.no = known.{entity.No} and not match.is_implied and not match.is_inferred and not match.is_on_path
            """, cancellation);
        if (!await connection.AskAsync<bool>($"select exists (select from {entity.Match} where is_on_path)", cancellation))
            return;
        await connection.RunAsync(TimelineSql.Path(entity), cancellation);
        await connection.RunAsync(TimelineSql.Records(entity), cancellation);
        await connection.RunAsync(TimelineSql.Resumed(entity), cancellation);
        await connection.RunAsync(TimelineSql.States(entity, await IsMixedAsync(connection, entity, cancellation)), cancellation);
        await Journal.OverwriteAsync(connection, entity, $"select no from {entity.State} where is_last and not repeats", cancellation);
        await Journal.OverwritePastAsync(connection, entity, $"select no from {entity.Path} where is_late", cancellation);
        await connection.RunAsync(TimelineSql.Keep(entity), cancellation);
        await CountAsync(connection, entity, totals, cancellation);
    }

    /// <summary>Whether a record leaves open what another one says, so that values must be carried over.</summary>
    private static Task<bool> IsMixedAsync(NpgsqlConnection connection, MergeEntity entity, CancellationToken cancellation) =>
        connection.AskAsync<bool>($"""
            select count(distinct export) > 1 or bool_or(content_hash is null) or bool_or(carried is not null) or {(entity.Feeds.Any(feed => feed.BlankKeeps) ? "true" : "false")}
            from {entity.Record}
            """, cancellation);

    private static async Task CountAsync(NpgsqlConnection connection, MergeEntity entity, RowVerdicts totals, CancellationToken cancellation)
    {
        string Staged(string condition) => $"""
            select state.file_no, state.line, state.control
            from {entity.State} as state join {entity.Path} as path on path.no = state.no
            where state.origin = 2 and state.line is not null and {condition}
            """;
        // The first record of an id nobody had said is new, whatever was said after it.
        const string IsNew = "path.is_new and state.is_first and not state.repeats";
        entity.New += await totals.AddAsync(entity, Verdict.New, Staged(IsNew), cancellation);
        entity.ChangedCount = await totals.AddAsync(entity, Verdict.Changed, Staged($"not state.repeats and not ({IsNew})"), cancellation);
        var isDuplicate = entity.HasRepeats
            ? $"exists (select from repeat_{entity.Name} as repeat where repeat.is_duplicate and (repeat.file_no, repeat.line) = (state.file_no, state.line))"
            : "false";
        entity.Duplicate += await totals.AddAsync(entity, Verdict.Duplicate, Staged($"state.repeats and {isDuplicate}"), cancellation);
        entity.Unchanged += await totals.AddAsync(entity, Verdict.Unchanged, Staged($"state.repeats and not {isDuplicate}"), cancellation);
        entity.Deleted = await connection.AskAsync<long>(
            $"select count(*) from {entity.State} where content_hash is null and origin = 2 and not repeats", cancellation);
    }
}
