using Npgsql;

namespace Estrella.Foundation.Models;

/// <summary>What is known of a model before it is built.</summary>
/// <param name="Exists">Its table or view is there.</param>
/// <param name="IsSame">It was published from this very text and these settings.</param>
public readonly record struct ModelKnown(bool Exists, bool IsSame);

/// <summary>What was published before this run, as <c>estrella.model</c> tells it.</summary>
/// <param name="runNo">The run that publishes.</param>
/// <param name="isIncrement">The run knows which keys changed; else every model is compared as a whole.</param>
/// <param name="settings">
/// Fingerprint of what selects read beside the touched keys (zone, currency, tax in prices): when it changes, every
/// model is compared as a whole.
/// </param>
public sealed class ModelState(int runNo, bool isIncrement, string settings = "")
{
    public bool IsIncrement { get; } = isIncrement;

    /// <summary>The text and the settings a model is published from; views and functions hold no rows, so their text is all.</summary>
    public string Checksum(ModelFile model) =>
        settings.Length == 0 || model.Kind is ModelKind.View or ModelKind.Function ? model.Checksum : $"{model.Checksum}.{settings}";

    /// <summary>Whether all of them were published from this version's texts.</summary>
    internal static async Task<bool> ArePublishedAsync(NpgsqlConnection connection, IEnumerable<ModelFile> models, CancellationToken cancellation)
    {
        var published = (await connection.ListAsync("select name, split_part(checksum, '.', 1) from estrella.model", row => (row.GetString(0), row.GetString(1)), cancellation)).ToHashSet();
        return models.All(model => published.Contains((model.Name, model.Checksum)));
    }

    internal async Task<ModelKnown> FindAsync(NpgsqlConnection connection, string schema, ModelFile model, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            select
                case when $4 then exists (select from pg_proc where pronamespace = to_regnamespace($1) and proname = $2)
                    else to_regclass($1 || '.' || $2) is not null end,
                coalesce((select checksum = $3 from estrella.model where name = $2), false)
            """,
            connection);
        command.Parameters.AddWithValue(schema);
        command.Parameters.AddWithValue(model.Name);
        command.Parameters.AddWithValue(Checksum(model));
        command.Parameters.AddWithValue(model.Kind == ModelKind.Function);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new ModelKnown(reader.GetBoolean(0), reader.GetBoolean(0) && reader.GetBoolean(1));
    }

    internal async Task NoteAsync(NpgsqlConnection connection, ModelFile model, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into estrella.model (name, kind, checksum, built_run_no)
            values ($1, $2, $3, $4)
            on conflict (name) do update set kind = excluded.kind, checksum = excluded.checksum, built_run_no = excluded.built_run_no
            """,
            connection);
        command.Parameters.AddWithValue(model.Name);
        command.Parameters.AddWithValue(Word(model));
        command.Parameters.AddWithValue(Checksum(model));
        command.Parameters.AddWithValue(runNo);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static string Word(ModelFile model) => model.Kind switch
    {
        ModelKind.MaterializedView => "materialized view",
        ModelKind.View => "view",
        ModelKind.Function => "function",
        _ => "table",
    };
}
