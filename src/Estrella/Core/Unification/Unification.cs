using Estrella.Entities;
using Estrella.Foundation;
using Npgsql;
using NpgsqlTypes;

namespace Estrella.Core.Unification;

/// <summary>
/// Says which records of several sources are one thing, after core was merged or a run taken back, in the publishing
/// transaction. <c>core.customer_same</c> and <c>core.product_same</c> hold what is one, by which step and value and since
/// which run; both are functions of the records of core and of the rules, so that arrival, undo and a changed rule end alike.
/// Leaves a temporary <c>regrouped_ENTITY (no bigint)</c> behind: the records the star knows by another number now.
/// </summary>
/// <param name="connection">In the publishing transaction; core has left its <c>changed_ENTITY</c> tables.</param>
public sealed class Unification(NpgsqlConnection connection, Settings settings, int runNo)
{
    /// <summary>Whether contracts and estrella.yml say something else than when it was published last.</summary>
    public static async Task<bool> IsStaleAsync(NpgsqlConnection connection, Settings settings, CancellationToken cancellation) =>
        (await UnificationRules.ReadAsync(connection, settings, cancellation)).Checksum
            != await connection.AskAsync<string>("select coalesce(unified_by, '') from estrella.shop", cancellation);

    /// <returns>Whether everything was looked at anew, because the rules are others.</returns>
    public async Task<bool> UnifyAsync(CancellationToken cancellation)
    {
        var rules = await UnificationRules.ReadAsync(connection, settings, cancellation);
        var isAnew = rules.Checksum != await connection.AskAsync<string>("select coalesce(unified_by, '') from estrella.shop", cancellation);
        await Authority.WriteAsync(connection, settings, cancellation);
        foreach (var entity in Identities.Entities)
            await UnifyAsync(EntityCatalog.Get(entity), rules, isAnew, cancellation);
        if (isAnew)
            await connection.RunAsync($"update estrella.shop set unified_by = {Statements.Literal(rules.Checksum)}", cancellation);
        return isAnew;
    }

    private async Task UnifyAsync(Entity entity, UnificationRules rules, bool isAnew, CancellationToken cancellation)
    {
        var (name, no) = (entity.Name, entity.NumberColumn);
        await connection.RunAsync($"drop table if exists pg_temp.regrouped_{name}; create temp table regrouped_{name} (no bigint primary key) on commit drop", cancellation);
        if (!isAnew && !rules.IsOn(name))
            return;
        await connection.RunAsync($"drop table if exists pg_temp.near_{name}; create temp table near_{name} (no bigint primary key) on commit drop", cancellation);
        if (isAnew)
        {
            await connection.RunAsync($"delete from core.{name}_key; insert into near_{name} select {no} from core.{name}_same; delete from core.identity_doubt where entity = '{name}'", cancellation);
        }
        else
        {
            // Whoever shared a value with a changed record, or was one with it, is looked at again.
            await connection.RunAsync($"""
                insert into near_{name} select distinct no from changed_{name};
                insert into near_{name}
                select other.{no} from core.{name}_key as mine join near_{name} as near on near.no = mine.{no} join core.{name}_key as other using (step, value)
                union
                select other.{no} from core.{name}_same as mine join near_{name} as near on near.no = mine.{no} join core.{name}_same as other using (same_no)
                on conflict do nothing;
                delete from core.{name}_key as mine using changed_{name} as changed where changed.no = mine.{no}
                """, cancellation);
        }
        if (rules.IsOn(name))
        {
            await new RecordKeys(connection, entity, rules).WriteAsync(isAnew ? null : $"changed_{name}", cancellation);
            await connection.RunAsync(isAnew ? SharingSql(name, no) : $"analyze near_{name}", cancellation);
            while (!isAnew && await connection.RunAsync(SpreadSql(name, no), cancellation) > 0)
                await connection.RunAsync($"analyze near_{name}", cancellation);
        }
        var (unions, doubts) = await FormAsync(entity, rules, cancellation);
        await WriteAsync(entity, unions, cancellation);
        await WriteDoubtsAsync(entity, doubts, isAnew, cancellation);
    }

    private static string SharingSql(string name, string no) => $"""
        insert into near_{name}
        select mine.{no} from core.{name}_key as mine
        join (select step, value from core.{name}_key group by step, value having count(*) > 1) as shared using (step, value)
        group by mine.{no}
        on conflict do nothing;
        analyze near_{name}
        """;

    private static string SpreadSql(string name, string no) => $"""
        insert into near_{name}
        select distinct other.{no} from core.{name}_key as mine join near_{name} as near on near.no = mine.{no} join core.{name}_key as other using (step, value)
        on conflict do nothing
        """;

    private async Task<(IReadOnlyList<Union> Unions, IReadOnlyList<Doubt> Doubts)> FormAsync(Entity entity, UnificationRules rules, CancellationToken cancellation)
    {
        var steps = Identities.Steps(entity.Name);
        var candidates = await connection.ListAsync(
            $"""
            select known.{entity.NumberColumn}, known.source_no, array_agg(key.step order by key.step), array_agg(key.value order by key.step)
            from near_{entity.Name} as near
            join core.{entity.Name} as known on known.{entity.NumberColumn} = near.no
            join core.{entity.Name}_key as key on key.{entity.NumberColumn} = near.no
            group by known.{entity.NumberColumn}, known.source_no
            """,
            row =>
            {
                var (no, source) = (row.GetInt64(0), row.GetInt32(1));
                var keys = row.GetFieldValue<string[]>(2).Zip(row.GetFieldValue<Guid[]>(3)).ToDictionary(key => IndexOf(steps, key.First), key => key.Second);
                return new Candidate(no, source, rules.Sources[entity.Name].GetValueOrDefault(source)?.IsWithin ?? false, keys);
            }, cancellation);
        var grouping = new Grouping(candidates, steps.Count, IndexOf(steps, Identities.Exclusive(entity.Name)), await SplitsAsync(entity, rules, cancellation));
        return grouping.Form();
    }

    /// <summary>A record nobody has said yet may be named: the split waits for it.</summary>
    private async Task<List<IReadOnlyCollection<long>>> SplitsAsync(Entity entity, UnificationRules rules, CancellationToken cancellation)
    {
        var splits = new List<IReadOnlyCollection<long>>();
        foreach (var names in rules.Splits.GetValueOrDefault(entity.Name, []))
        {
            var wanted = string.Join(" or ", names.Select(name => $"(source.name = {Statements.Literal(name.Source)} and known.{entity.IdColumn} = {Statements.Literal(name.Id)})"));
            splits.Add(await connection.ListAsync(
                $"select known.{entity.NumberColumn} from core.{entity.Name} as known join estrella.source using (source_no) where {wanted}", row => row.GetInt64(0), cancellation));
        }
        return splits;
    }

    private async Task WriteAsync(Entity entity, IReadOnlyList<Union> unions, CancellationToken cancellation)
    {
        var (name, no) = (entity.Name, entity.NumberColumn);
        var steps = Identities.Steps(name);
        await connection.RunAsync($"drop table if exists pg_temp.united; create temp table united (no bigint primary key, same_no bigint, step text, value uuid, with_no bigint) on commit drop", cancellation);
        await using (var copy = await connection.BeginBinaryImportAsync("copy united from stdin (format binary)", cancellation))
        {
            foreach (var union in unions)
            {
                await copy.StartRowAsync(cancellation);
                await copy.WriteAsync(union.No, NpgsqlDbType.Bigint, cancellation);
                await copy.WriteAsync(union.OneNo, NpgsqlDbType.Bigint, cancellation);
                await copy.WriteAsync(steps[union.Step], NpgsqlDbType.Text, cancellation);
                await copy.WriteAsync(union.Value, NpgsqlDbType.Uuid, cancellation);
                await copy.WriteAsync(union.WithNo, NpgsqlDbType.Bigint, cancellation);
            }
            await copy.CompleteAsync(cancellation);
        }
        // Since when: the run that first brought it together in this way; a new member does not make old ones new.
        await connection.RunAsync($"""
            insert into regrouped_{name}
            select near.no from near_{name} as near
            left join core.{name}_same as was on was.{no} = near.no
            left join united on united.no = near.no
            where was.same_no is distinct from united.same_no;
            delete from core.{name}_same as was using near_{name} as near
            where near.no = was.{no} and not exists (select from united where united.no = near.no);
            insert into core.{name}_same as was ({no}, same_no, step, value, with_no, since_run_no)
            select no, same_no, step, value, with_no, {runNo} from united
            on conflict ({no}) do update set
                same_no = excluded.same_no, with_no = excluded.with_no, step = excluded.step, value = excluded.value,
                since_run_no = case when (was.step, was.value) = (excluded.step, excluded.value) then was.since_run_no else excluded.since_run_no end
            where (was.same_no, was.step, was.value, was.with_no) is distinct from (excluded.same_no, excluded.step, excluded.value, excluded.with_no);
            analyze core.{name}_same
            """, cancellation);
    }

    private async Task WriteDoubtsAsync(Entity entity, IReadOnlyList<Doubt> doubts, bool isAnew, CancellationToken cancellation)
    {
        if (!isAnew)
            await connection.RunAsync($"""
                delete from core.identity_doubt as doubt
                where entity = '{entity.Name}' and exists (select from near_{entity.Name} as near where near.no = any (doubt.numbers))
                """, cancellation);
        foreach (var doubt in doubts)
        {
            await using var insert = new NpgsqlCommand("insert into core.identity_doubt (entity, step, value, reason, numbers) values ($1, $2, $3, $4, $5)", connection);
            insert.Parameters.Add(new() { Value = entity.Name });
            insert.Parameters.Add(new() { Value = Identities.Steps(entity.Name)[doubt.Step] });
            insert.Parameters.Add(new() { Value = doubt.Value });
            insert.Parameters.Add(new() { Value = doubt.Reason });
            insert.Parameters.Add(new() { Value = doubt.Numbers.ToArray() });
            await insert.ExecuteNonQueryAsync(cancellation);
        }
    }

    private static int IndexOf(IReadOnlyList<string> steps, string step) => steps.ToList().IndexOf(step);
}
