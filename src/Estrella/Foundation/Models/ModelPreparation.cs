using Npgsql;

namespace Estrella.Foundation.Models;

/// <summary>
/// What must be there before the publishing transaction begins, done in short transactions of their own: a lock that
/// would make readers wait is asked for with a short timeout, given back, and asked for again.
/// </summary>
/// <param name="connection">Not in a transaction.</param>
/// <param name="patience">How long a lock is asked for before the run ends unpublished.</param>
public sealed class ModelPreparation(NpgsqlConnection connection, ModelFolder folder, TimeSpan patience)
{
    /// <summary>Makes and attaches, empty, the months that the partitioned tables lack.</summary>
    /// <exception cref="EstrellaException">A lock was not given within the patience.</exception>
    public async Task EnsureMonthsAsync(IReadOnlyCollection<DateOnly> days, CancellationToken cancellation)
    {
        foreach (var model in folder.Models.Where(model => model.Partition is not null))
        {
            if ((await ModelColumns.ReadAsync(connection, $"{folder.Schema}.{model.Name}", cancellation)).Count == 0)
                continue;
            foreach (var month in await ModelMonths.MissingAsync(connection, model, ModelMonths.Around(days), cancellation))
                await RunAsync(model, ModelMonths.Attach(folder.Schema, model, month), cancellation);
        }
    }

    /// <summary>
    /// Adds the columns a model's select brings and its published table lacks, which are filled when it is built, and the
    /// indexes its header names.
    /// </summary>
    /// <exception cref="EstrellaException">A lock was not given within the patience.</exception>
    public async Task EnsureShapesAsync(ModelState state, CancellationToken cancellation)
    {
        foreach (var model in folder.Models.Where(model => model.Kind == ModelKind.Table))
        {
            var known = await state.FindAsync(connection, folder.Schema, model, cancellation);
            if (!known.Exists || known.IsSame)
                continue;
            var published = await ModelColumns.ReadAsync(connection, $"{folder.Schema}.{model.Name}", cancellation);
            var lacking = (await SelectedAsync(model, cancellation)).Where(column => !published.Any(there => there.Name == column.Name)).ToList();
            if (lacking.Count > 0)
                await RunAsync(model, lacking.Select(column => $"alter table {folder.Schema}.{model.Name} add column {column.Definition}"), cancellation);
            var indexed = await IndexesAsync(model, cancellation);
            foreach (var columns in ModelTable.IndexedColumns(model, folder.Chains).Select(ModelTable.List).Where(columns => !indexed.Contains(columns)))
                await RunAsync(model, [$"create index on {folder.Schema}.{model.Name} ({columns})"], cancellation);
        }
    }

    /// <summary>The columns of each index of the published table, as a list.</summary>
    private Task<List<string>> IndexesAsync(ModelFile model, CancellationToken cancellation) => connection.ListAsync(
        $"""
        select array_to_string(array(
            select attname
            from unnest(indkey) with ordinality as part (attnum, nth)
            join pg_attribute using (attnum)
            where attrelid = indrelid
            order by nth
        ), ', ')
        from pg_index
        where indrelid = to_regclass('{folder.Schema}.{model.Name}')
        """,
        row => row.GetString(0),
        cancellation);

    /// <summary>
    /// The columns its select brings. It may read models that are new as well: those stand there, empty, until the
    /// transaction is rolled back.
    /// </summary>
    private async Task<IReadOnlyList<ModelColumn>> SelectedAsync(ModelFile model, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.RunAsync("set local search_path = estrella, public, pg_temp", cancellation);
        foreach (var earlier in folder.Models.TakeWhile(each => each != model))
        {
            if (await IsMissingAsync(earlier, cancellation))
                await connection.RunAsync(ModelTable.Empty(folder.Schema, earlier), cancellation);
        }
        await connection.RunAsync($"create temporary table shape as {model.Body} with no data", cancellation);
        return await ModelColumns.ReadAsync(connection, "pg_temp.shape", cancellation);
    }

    private Task<bool> IsMissingAsync(ModelFile model, CancellationToken cancellation) => connection.AskAsync<bool>(
        model.Kind == ModelKind.Function
            ? $"select not exists (select from pg_proc where pronamespace = to_regnamespace('{folder.Schema}') and proname = '{model.Name}')"
            : $"select to_regclass('{folder.Schema}.{model.Name}') is null",
        cancellation);

    private async Task RunAsync(ModelFile model, IEnumerable<string> statements, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await new PatientLock(connection, patience).RunAsync($"{folder.Schema}.{model.Name}", statements, cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
