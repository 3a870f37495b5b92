using Estrella.Foundation;
using Estrella.Foundation.Models;
using Npgsql;

namespace Estrella.Runs.Verifying;

/// <summary>
/// Builds models beside the published ones, from core, in temporary tables of one transaction: nobody else sees them, and
/// nothing is left of them whatever happens to the process. A member or version of a dimension that is published gets the
/// number it is published under, and a new one a negative number: facts can be compared by their keys, and equal keys mean
/// the same natural key and the same beginning.
/// </summary>
/// <param name="sample">Null: everything.</param>
internal sealed class Rebuild(NpgsqlConnection connection, IReadOnlyList<ModelFolder> folders, KeySample? sample)
{
    // Files of a run that is not published, or not yet: the star does not know them.
    private const string PublishedFiles =
        "create temporary view file as select file.* from estrella.file as file join estrella.run using (run_no) where run.is_published";

    private readonly Dictionary<string, ModelFile> models = folders
        .SelectMany(folder => folder.Models.Select(model => (Name: $"{folder.Schema}.{model.Name}", model)))
        .Where(each => each.model.Kind != ModelKind.Function)
        .ToDictionary(each => each.Name, each => each.model);

    public async Task PrepareAsync(CancellationToken cancellation)
    {
        await connection.RunAsync("set local search_path = pg_temp, estrella, public", cancellation);
        await connection.RunAsync(PublishedFiles, cancellation);
        foreach (var statement in sample?.Tables(relation => relation["touched_".Length..] is var key && key is "day" or "month" ? key : key + "_no") ?? [])
            await connection.RunAsync(statement, cancellation);
    }

    /// <summary>Whether the model is rebuilt for the sampled keys only.</summary>
    public bool IsSampled(ModelFile model) => sample is not null && model.Natural.Count == 0 && KeySample.Covers(model.TouchedBy?.Relation);

    /// <summary>Builds one model; those it reads were built before.</summary>
    /// <returns>Rows; of a plain view 0.</returns>
    public async Task<long> BuildAsync(string schema, ModelFile model, CancellationToken cancellation)
    {
        var body = Beside.Reading(model.Body, name => name == "estrella.file" || IsReadBeside(schema, model, name));
        if (model.Kind == ModelKind.View)
        {
            await connection.RunAsync($"create temporary view {model.Name} as {body}", cancellation);
            return 0;
        }
        var rows = model.Surrogate is null ? await CreateAsync(model.Name, body, cancellation) : await NumberAsync(schema, model, body, cancellation);
        await connection.RunAsync($"analyze {Beside.Of(model)}", cancellation);
        return rows;
    }

    /// <summary>
    /// A sample is enough for a model sampled by the same keys. Roll-ups add up other rows than the sampled ones: then
    /// they are held against the published facts, which are held against core.
    /// </summary>
    private bool IsReadBeside(string schema, ModelFile reader, string name) =>
        models.TryGetValue(name, out var read) && (!IsSampled(read) || (IsSampled(reader) && read.TouchedBy == reader.TouchedBy)) && (sample is null || schema == folders[0].Schema);

    private async Task<long> NumberAsync(string schema, ModelFile model, string body, CancellationToken cancellation)
    {
        var passage = "passage_" + model.Name;
        await CreateAsync(passage, body, cancellation);
        var columns = await ModelColumns.ReadAsync(connection, "pg_temp." + passage, cancellation);
        await connection.RunAsync(ModelTable.Create("pg_temp", model, columns), cancellation);
        await connection.RunAsync(ModelTable.UnknownMember("pg_temp", model, columns), cancellation);
        var names = ModelTable.List(columns.Select(column => column.Name));
        var rows = await connection.RunAsync(
            $"""
            insert into {Beside.Of(model)} ({model.Surrogate}, {names})
            select coalesce(published.{model.Surrogate}, -row_number() over ()), {ModelTable.List(columns.Select(column => "passage." + column.Name))}
            from pg_temp.{passage} as passage
            left join {schema}.{model.Name} as published on {NaturalKey("published", model.Natural)} = {NaturalKey("passage", model.Natural)} and published.{model.Surrogate} <> 0
            """,
            cancellation);
        await connection.RunAsync($"drop table pg_temp.{passage}", cancellation);
        return rows + 1;
    }

    /// <summary>Comparable and hashable even where a part is unknown: arrays take two unknowns for the same.</summary>
    public static string NaturalKey(string alias, IEnumerable<string> columns) =>
        $"array[{string.Join(", ", columns.Select(column => $"{alias}.{column}::text collate \"C\""))}]";

    private async Task<long> CreateAsync(string name, string body, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"create temporary table {name} on commit drop as {body}"));
        await batch.ExecuteNonQueryAsync(cancellation);
        return (long)((NpgsqlBatchCommand)batch.BatchCommands[0]).Rows;
    }
}
