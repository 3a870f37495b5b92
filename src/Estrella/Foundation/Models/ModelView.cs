using Npgsql;

namespace Estrella.Foundation.Models;

/// <summary>
/// Views of the mart. A materialized view cannot change its select, and a published name is never dropped: so it stands
/// in <c>star_parts</c> under a name of its text, and readers see a plain view of the model's name over it.
/// </summary>
internal sealed class ModelView(NpgsqlConnection connection, string schema, ModelFile model, TimeSpan patience)
{
    private readonly string stored = $"{ModelTable.Parts}.{model.Name}_{model.Checksum[..8]}";

    /// <summary>Makes or replaces a plain view or a function, where its text changed.</summary>
    public async Task<ModelResult> DefineAsync(ModelKnown known, CancellationToken cancellation)
    {
        if (known.IsSame)
            return new ModelResult(model.Name, ModelFill.Kept, 0, 0, default);
        if (model.Kind == ModelKind.Function)
            await connection.RunAsync(await WithoutEarlierAsync(cancellation) + model.Body, cancellation);
        else
            await ReplaceAsync(model.Body, cancellation);
        // An earlier version of the model was stored.
        foreach (var old in model.Kind == ModelKind.View ? await EarlierAsync(cancellation) : [])
            await AskAsync($"drop materialized view {old}", cancellation);
        return new ModelResult(model.Name, ModelFill.Whole, 0, 0, default);
    }

    /// <summary>Fills a materialized view plainly the first time, concurrently afterwards: nobody who reads it waits.</summary>
    public async Task<ModelResult> MaterializeAsync(ModelKnown known, CancellationToken cancellation)
    {
        var earlier = await EarlierAsync(cancellation);
        // The same text under other settings has the same name: it is filled again like any other night.
        if (known.IsSame || earlier.Contains(stored))
        {
            var before = await WrittenAsync(cancellation);
            await connection.RunAsync($"refresh materialized view concurrently {stored}", cancellation);
            return new ModelResult(model.Name, ModelFill.Whole, await WrittenAsync(cancellation) - before, 0, default);
        }
        var written = await connection.CreateAsync($"create materialized view {stored} as {model.Body}", cancellation);
        await connection.RunAsync($"create unique index on {stored} ({ModelTable.List(model.Key)})", cancellation);
        foreach (var index in model.Indexes)
            await connection.RunAsync($"create index on {stored} ({ModelTable.List(index.Columns)})", cancellation);
        await ReplaceAsync($"select * from {stored}", cancellation);
        foreach (var old in earlier)
            await AskAsync($"drop materialized view {old}", cancellation);
        await connection.RunAsync($"analyze {stored}", cancellation);
        return new ModelResult(model.Name, ModelFill.First, written, 0, default);
    }

    /// <summary>Rows this transaction has written to it so far.</summary>
    private async Task<long> WrittenAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "select pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid) + pg_stat_get_xact_tuples_deleted(oid) from (select $1::regclass::oid as oid) as stored",
            connection);
        command.Parameters.AddWithValue(stored);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private async Task ReplaceAsync(string body, CancellationToken cancellation)
    {
        try
        {
            await AskAsync($"create or replace view {schema}.{model.Name} as {body}", cancellation);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidTableDefinition)
        {
            throw ModelShape.Incompatible(model, exception.MessageText);
        }
        ModelShape.Check(model, await ModelColumns.ReadAsync(connection, $"{schema}.{model.Name}", cancellation));
        await connection.RunAsync(string.Join(";\n", ModelTable.Comments(schema, model)), cancellation);
    }

    private async Task<IReadOnlyList<string>> EarlierAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select schemaname || '.' || matviewname from pg_matviews where schemaname = $1 and matviewname ~ $2", connection);
        command.Parameters.AddWithValue(ModelTable.Parts);
        command.Parameters.AddWithValue($"^{model.Name}_[0-9a-f]{{8}}$");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var names = new List<string>();
        while (await reader.ReadAsync(cancellation))
            names.Add(reader.GetString(0));
        return names;
    }

    /// <summary>
    /// A function's columns and parameters cannot be replaced. Functions are the questions' own and no reader's: the
    /// earlier one goes, unless something rests on it, which PostgreSQL then names.
    /// </summary>
    private async Task<string> WithoutEarlierAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            select coalesce(string_agg(format('drop function %s;', oid::regprocedure), ' '), '')
            from pg_proc
            where pronamespace = to_regnamespace($1) and proname = $2
                and not exists (select from pg_depend where refclassid = 'pg_proc'::regclass and refobjid = pg_proc.oid and deptype = 'n')
            """,
            connection);
        command.Parameters.AddWithValue(schema);
        command.Parameters.AddWithValue(model.Name);
        return (string)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private Task AskAsync(string statement, CancellationToken cancellation) =>
        new PatientLock(connection, patience).RunAsync($"{schema}.{model.Name}", [statement], cancellation);
}
