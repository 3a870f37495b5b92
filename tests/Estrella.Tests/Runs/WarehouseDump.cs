using System.Text;
using Npgsql;

namespace Estrella.Tests.Runs;

/// <summary>
/// Everything core, star and mart hold, as text: rows of every table in plain SQL, by natural keys and values. Numbers and
/// surrogate keys, which depend on arrival, are replaced by what they stand for. Knows nothing of how any of it is made.
/// </summary>
internal static class WarehouseDump
{
    private sealed record Column(string Schema, string Table, string Name);

    public static async Task<IReadOnlyList<string>> OfAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await RunAsync(connection, "set timezone = 'UTC'");
        var entities = (await ListAsync(connection, "select relname from pg_class where relnamespace = 'core'::regnamespace and relkind = 'r' and relname not like '%\\_past'")).ToHashSet();
        var columns = (await ListAsync(connection, """
            select relation.relnamespace::regnamespace || '|' || relation.relname || '|' || attribute.attname
            from pg_class as relation
            join pg_attribute as attribute on attribute.attrelid = relation.oid and attnum > 0 and not attisdropped
            where relation.relnamespace in (select oid from pg_namespace where nspname in ('core', 'star', 'mart')) and relkind in ('r', 'p', 'm') and not relispartition
            order by 1
            """)).Select(text => text.Split('|')).Select(parts => new Column(parts[0], parts[1], parts[2])).ToList();
        // What a column of numbers points at: the foreign key says it in core and star.
        var targets = (await ListAsync(connection, """
            select relation.relnamespace::regnamespace || '|' || relation.relname || '|' || attribute.attname || '|' || target.relname
            from pg_constraint
            join pg_class as relation on relation.oid = conrelid
            join pg_attribute as attribute on attribute.attrelid = conrelid and attribute.attnum = conkey[1]
            join pg_class as target on target.oid = confrelid
            where contype = 'f' and cardinality(conkey) = 1
            """)).Select(text => text.Split('|')).ToDictionary(parts => string.Join('|', parts[..3]), parts => parts[3]);
        var naturals = (await ListAsync(connection, """
            select conrelid::regclass::text || '|' || string_agg(attname, '|' order by attnum)
            from pg_constraint join pg_attribute on attrelid = conrelid and attnum = any (conkey)
            where connamespace = 'star'::regnamespace and contype = 'u' and (conname like '%natural_key' or conname like '%begins_once')
            group by conrelid
            """)).Select(text => text.Split('|')).ToDictionary(parts => parts[0], parts => parts[1..]);

        // A run that failed may have used up the number of a source.
        const string Source = "(select source.name from estrella.source as source where source.source_no = known.source_no)";

        string Natural(string table, string alias, string name)
        {
            var stem = name[..Math.Max(name.LastIndexOf('_'), 0)];
            if (name == "source_no")
                return $"(select name from estrella.source where source_no = {alias}.source_no)";
            if (name == "file_no")
                return $"(select concat_ws('|', name, directory, as_of) from estrella.file where file_no = {alias}.file_no)";
            if (name == "confirmed_file_no")
                return $"(select array_agg(concat_ws('|', name, directory, as_of) order by nth) from unnest({alias}.{name}) with ordinality as again (file_no, nth) join estrella.file using (file_no))";
            if (name.EndsWith("_key", StringComparison.Ordinal) && naturals.TryGetValue("star.dim_" + stem, out var natural))
                return $"(select concat_ws('|', {string.Join(", ", natural.Select(each => $"'{each}', {Natural("dim_" + stem, "member", each)}"))}) from star.dim_{stem} as member where member.{stem}_key = {alias}.{name})";
            // A credit note that names no order stands under its own number.
            if (name == "line_no")
                return $"case when {alias}.order_no = 0 then {Natural(table, alias, "line_no as return")} else {Natural(table, alias, "line_no as order_line")} end";
            if (name.Split(" as ") is [var number, var of])
                return $"(select {Source} || '/' || {of}_id from core.\"{of}\" as known where known.{of}_no = {alias}.{number})";
            var entity = name switch
            {
                "event_no" => "return",
                _ when targets.TryGetValue($"core|{table}|{name}", out var target) => target,
                _ when name.EndsWith("_no", StringComparison.Ordinal) => stem,
                _ => "",
            };
            return entities.Contains(entity)
                ? $"(select {Source} || '/' || {entity}_id from core.\"{entity}\" as known where known.{entity}_no = {alias}.{name})"
                : $"{alias}.\"{name}\"";
        }

        var lines = new List<string>();
        foreach (var table in columns.GroupBy(column => (column.Schema, column.Table)))
        {
            var (schema, name) = table.Key;
            // Its own number says nothing; that of a past record only in which order it came.
            var told = table.Select(column => column.Name).Where(column =>
                !(schema == "core" && (column == "past_no" || column == name + "_no"))
                && !(schema == "star" && (column == name + "_key" || column == name.Replace("dim_", "", StringComparison.Ordinal) + "_key") && naturals.ContainsKey($"star.{name}")));
            var row = string.Join(", ", told.Select(column => $"{Natural(name, "said", column)} as \"{column}\""));
            var rows = await ListAsync(connection, $"select row_to_json(told)::text from (select {row} from {schema}.\"{name}\" as said) as told");
            lines.AddRange(rows.Order(StringComparer.Ordinal).Select(text => $"{schema}.{name} {text}"));
        }
        lines.AddRange((await ListAsync(connection, """
            select 'fed ' || entity from estrella.fed
            union all select 'field ' || entity || '.' || field from estrella.fed_field
            union all select 'feed ' || source.name || '/' || export || ' ' || entity || '.' || column_name || ' ' || blank_erases from estrella.feed join estrella.source using (source_no)
            union all select 'shop ' || concat_ws(' ', name, coalesce(currency, '?'), zone, week_start) from estrella.shop
            union all select 'source ' || concat_ws(' ', name, coalesce(zone, '?'), coalesce(currency, '?'), prices_include_tax) from estrella.source
            union all select 'contradiction ' || concat_ws(' ', kind, one.name, contradiction.export, other.name, other_export, compared_count, disagree_count, coalesce(amount::text, '-'))
            from estrella.contradiction
            join estrella.source as one on one.source_no = contradiction.source_no
            join estrella.source as other on other.source_no = other_source_no
            where run_no = (select max(run_no) from estrella.run where is_published)
            """)).Order(StringComparer.Ordinal));
        return lines;
    }

    /// <summary>The lines only one of them has, for a message.</summary>
    public static string Difference(IReadOnlyList<string> expected, IReadOnlyList<string> found)
    {
        var text = new StringBuilder();
        foreach (var (sign, lines) in new[] { ("missing", expected.Except(found)), ("too many", found.Except(expected)) })
            foreach (var line in lines.Take(20))
                text.Append(sign).Append(": ").AppendLine(line);
        return expected.Count == found.Count || text.Length > 0 ? text.ToString() : $"{expected.Count} rows expected, {found.Count} found";
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<List<string>> ListAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }
}
