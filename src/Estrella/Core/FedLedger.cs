using Estrella.Foundation;
using Npgsql;

namespace Estrella.Core;

/// <summary>
/// What was ever fed, and what each export says now, follow from what the published runs fed: a run that is taken back
/// leaves nothing of it.
/// </summary>
internal static class FedLedger
{
    /// <param name="runNo">The run that is publishing: it counts, though it is not published yet.</param>
    public static Task DeriveAsync(NpgsqlConnection connection, int runNo, CancellationToken cancellation) => connection.RunAsync(
        $"""
        create temp table said_feed on commit drop as
        select run_feed.*
        from estrella.run_feed
        join estrella.run using (run_no)
        where run.is_published or run.run_no = {runNo};

        -- What a run fed before runs kept this is left as it is.
        delete from estrella.fed_field as known using estrella.fed
        where fed.entity = known.entity and fed.first_run_no in (select run_no from estrella.run_feed)
            and not exists (select from said_feed as said where said.entity = known.entity and known.field = any (said.fields));
        delete from estrella.fed as known
        where first_run_no in (select run_no from estrella.run_feed) and not exists (select from said_feed as said where said.entity = known.entity);
        insert into estrella.fed (entity, first_run_no)
        select entity, min(run_no) from said_feed group by entity
        on conflict (entity) do update set first_run_no = excluded.first_run_no
        where fed.first_run_no <> excluded.first_run_no and fed.first_run_no in (select run_no from estrella.run_feed);
        insert into estrella.fed_field (entity, field)
        select distinct said.entity, field from said_feed as said cross join unnest(said.fields) as field
        on conflict do nothing;

        -- The last run that read an export knows what it feeds.
        create temp table last_feed on commit drop as
        select distinct on (source_no, export, entity) * from said_feed order by source_no, export, entity, run_no desc;
        delete from estrella.feed as known using estrella.run_feed as ever
        where ever.source_no = known.source_no and ever.export = known.export and ever.entity = known.entity and not exists (
            select from last_feed as said
            where said.source_no = known.source_no and said.export = known.export and said.entity = known.entity
                and known.column_name = any (said.columns) and known.blank_erases = said.blank_erases);
        insert into estrella.feed (source_no, export, entity, column_name, blank_erases)
        select said.source_no, said.export, said.entity, column_name, said.blank_erases from last_feed as said cross join unnest(said.columns) as column_name
        on conflict do nothing;
        drop table said_feed, last_feed
        """,
        cancellation);
}
