using Estrella.Entities;
using Estrella.Foundation;
using Npgsql;

namespace Estrella.Core;

/// <summary>
/// What a run leaves behind so that it can be taken back exactly: which numbers it gave, what the rows were that it wrote
/// over, which rows it repeated. A first load costs a row an entity, an increment as much as it changes. Decision 0010.
/// </summary>
internal static class Journal
{
    /// <summary>Rows and past records up to here were there before the run: numbers are never given twice.</summary>
    public static Task BeginAsync(NpgsqlConnection connection, CancellationToken cancellation) => connection.RunAsync(
        $"create temp table mark on commit drop as {Last}", cancellation);

    /// <summary>Writes which numbers the run gave, as the last thing it does in core.</summary>
    public static Task EndAsync(NpgsqlConnection connection, int runNo, CancellationToken cancellation) => connection.RunAsync(
        $"""
        insert into estrella.numbered (run_no, entity, after_no, last_no, after_past_no, last_past_no)
        select {runNo}, entity, mark.no, last.no, mark.past_no, last.past_no
        from mark
        join ({Last}) as last using (entity)
        where last.no > mark.no or last.past_no > mark.past_no
        """,
        cancellation);

    /// <summary>What an export says, as the contract of this run says it.</summary>
    public static Task FeedAsync(NpgsqlConnection connection, int runNo, Feed feed, CancellationToken cancellation)
    {
        static string Texts(IEnumerable<string> texts) => $"array[{string.Join(", ", texts.Select(Statements.Literal))}]::text[]";
        var named = feed.Fields.Where(field => feed.NamedBy.ContainsKey(field.Name)).Select(field => field.CoreColumn);
        return connection.RunAsync(
            $"""
            insert into estrella.run_feed (run_no, source_no, export, entity, fields, columns, blank_erases, named_by, hides_id)
            values ({runNo}, {feed.SourceNo}, {Statements.Literal(feed.Export)}, '{feed.Entity.Name}', {Texts(feed.Fields.Select(field => field.Name))},
                {Texts(feed.Fields.Select(field => field.CoreColumn).Append("extras"))}, {(feed.BlankKeeps ? "false" : "true")}, {Texts(named)}, {(feed.HidesId ? "true" : "false")})
            """,
            cancellation);
    }

    /// <summary>Keeps current rows before they are written over.</summary>
    /// <param name="numbers">A query of their numbers; those of rows this very run made are passed over.</param>
    public static Task OverwriteAsync(NpgsqlConnection connection, MergeEntity entity, string numbers, CancellationToken cancellation) =>
        KeepAsync(connection, entity, entity.Core, "0", $"kept.{entity.No} <= (select no from mark where entity = '{entity.Name}')", numbers, cancellation);

    /// <summary>Keeps the past records of rows before they are put in order anew.</summary>
    /// <param name="numbers">A query of the rows' numbers.</param>
    public static Task OverwritePastAsync(NpgsqlConnection connection, MergeEntity entity, string numbers, CancellationToken cancellation) =>
        KeepAsync(connection, entity, entity.Past, "kept.past_no", $"kept.past_no <= (select past_no from mark where entity = '{entity.Name}')", numbers, cancellation);

    /// <summary>Keeps that rows were inferred. A plain one is nothing but its id; one known by another column is kept whole.</summary>
    public static async Task HealAsync(NpgsqlConnection connection, MergeEntity entity, string numbers, CancellationToken cancellation)
    {
        var isPlain = $"num_nonnulls({string.Join(", ", entity.Columns.Select(column => "known." + column))}) = 0";
        string Inferred(string condition) => $"select known.{entity.No} from {entity.Core} as known where known.{entity.No} in ({numbers}) and {condition}";
        await OverwriteAsync(connection, entity, Inferred($"not ({isPlain})"), cancellation);
        await RepeatAsync(connection, entity, "healed", $"{entity.Core} as known", "known." + entity.No, $"known.{entity.No} in ({numbers}) and {isPlain}", cancellation);
    }

    /// <summary>Keeps which rows an export of changes repeats; the rows themselves keep when, and by which file.</summary>
    public static Task ConfirmAsync(NpgsqlConnection connection, MergeEntity entity, CancellationToken cancellation) =>
        // A full export holds everything it does not declare gone: that it was there is known from the ledger.
        RepeatAsync(
            connection, entity, "confirmed", $"{entity.Match} as match", "match.no",
            "not match.is_implied and not match.is_inferred and not match.is_on_path", cancellation);

    private static Task<int> KeepAsync(
        NpgsqlConnection connection, MergeEntity entity, string table, string past, string wasThere, string numbers, CancellationToken cancellation) => connection.RunAsync(
        $"""
        insert into estrella.overwritten (run_no, entity, no, past_no, record)
        select {entity.RunNo}, '{entity.Name}', kept.{entity.No}, {past},
            jsonb_strip_nulls(to_jsonb(kept) - 'extras') || case when kept.extras is null then '{"{}"}' else jsonb_build_object('extras', kept.extras) end
        from {table} as kept
        where kept.{entity.No} in ({numbers}) and {wasThere}
        on conflict do nothing
        """,
        cancellation);

    private static Task<int> RepeatAsync(
        NpgsqlConnection connection, MergeEntity entity, string kind, string from, string number, string condition, CancellationToken cancellation) =>
        connection.RunAsync(
            $"""
            insert into estrella.repeated (run_no, entity, kind, numbers)
            select {entity.RunNo}, '{entity.Name}', '{kind}', range_agg(int8range({number}, {number}, '[]'))
            from {from}
            where {condition}
            having count(*) > 0
            """,
            cancellation);

    private static string Last { get; } = string.Join("\nunion all ", EntityCatalog.All.Select(entity =>
        $"select '{entity.Name}'::text as entity, (select coalesce(max({entity.NumberColumn}), 0) from {MergeEntity.CoreOf(entity)}) as no, "
        + $"(select coalesce(max(past_no), 0) from {MergeEntity.PastOf(entity)}) as past_no"));
}
