using System.Diagnostics;
using Npgsql;

namespace Estrella.Foundation.Models;

/// <summary>How a model came to what it is now.</summary>
public enum ModelFill
{
    /// <summary>Nothing to do.</summary>
    Kept,

    /// <summary>Made and filled; nobody can have read it before.</summary>
    First,

    /// <summary>Compared as a whole, and changed where it differed.</summary>
    Whole,

    /// <summary>Compared for the touched keys only.</summary>
    Touched,
}

/// <summary>What building one model did.</summary>
/// <param name="Written">Rows written, in the first fill all of them.</param>
public readonly record struct ModelResult(string Model, ModelFill Fill, long Written, long Deleted, TimeSpan Duration);

/// <summary>
/// Builds models within the publishing transaction, on its one connection. A table that is missing is filled first
/// and keyed then; one that readers may see is only inserted into, updated and deleted from.
/// </summary>
/// <param name="connection">In the publishing transaction.</param>
/// <param name="folder">The models; see docs/decisions/0002-models.md.</param>
/// <param name="state">What was published before, and whether this run is an increment.</param>
/// <param name="dimensions">The schema of the tables that references point into.</param>
public sealed class ModelBuilder(NpgsqlConnection connection, ModelFolder folder, ModelState state, string dimensions = "star")
{
    // Of two relations with one name the search path's first is meant: touched_order is the run's own temporary
    // table in an increment, and the view of all keys otherwise.
    private const string TouchedFirst = "set local search_path = pg_temp, estrella, public";
    private const string EverythingFirst = "set local search_path = estrella, public, pg_temp";

    /// <summary>How long a lock that readers hold up is asked for before the run ends unpublished.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Relations, with their schema, that hold what they held before the run; what is built adds to it.</summary>
    public HashSet<string> Unchanged { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Makes the schemas; the first thing to do.</summary>
    public async Task EnsureSchemasAsync(CancellationToken cancellation) =>
        await connection.RunAsync($"create schema if not exists {folder.Schema}; create schema if not exists {ModelTable.Parts}", cancellation);

    /// <summary>Makes the model say what its select says now, and notes its text as published.</summary>
    /// <exception cref="EstrellaException">The select's columns do not fit the published table or the header.</exception>
    public async Task<ModelResult> BuildAsync(ModelFile model, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var known = await state.FindAsync(connection, folder.Schema, model, cancellation);
        var touched = known.IsSame && state.IsIncrement;
        await connection.RunAsync(touched ? TouchedFirst : EverythingFirst, cancellation);
        if (touched && await IsUntouchedAsync(model, cancellation))
        {
            Unchanged.Add($"{folder.Schema}.{model.Name}");
            return new ModelResult(model.Name, ModelFill.Kept, 0, 0, watch.Elapsed);
        }
        var result = model.Kind switch
        {
            ModelKind.Table when !known.Exists => await FillAsync(model, cancellation),
            ModelKind.Table => await MergeAsync(model, touched, cancellation),
            ModelKind.MaterializedView => await new ModelView(connection, folder.Schema, model, Patience).MaterializeAsync(known, cancellation),
            _ => await new ModelView(connection, folder.Schema, model, Patience).DefineAsync(known, cancellation),
        };
        if (!known.IsSame)
            await state.NoteAsync(connection, model, cancellation);
        else if (result is { Fill: not ModelFill.First, Written: 0, Deleted: 0 } && (!IsReadThrough(model) || IsFedByUnchanged(model)))
            Unchanged.Add($"{folder.Schema}.{model.Name}");
        await connection.RunAsync("set local search_path = public", cancellation);
        return result with { Duration = watch.Elapsed };
    }

    /// <summary>No key of the model is touched; of a materialized view, nothing it reads has changed.</summary>
    private async Task<bool> IsUntouchedAsync(ModelFile model, CancellationToken cancellation)
    {
        if (model.TouchedBy is not { Relation: var keys })
            return model.Kind == ModelKind.MaterializedView && IsFedByUnchanged(model);
        // The facts have just told their days and buyers.
        if (keys is ModelNotes.TouchedDay or ModelNotes.TouchedBuyer)
            await connection.RunAsync($"analyze {keys}", cancellation);
        return !await IsTrueAsync($"select exists (select from {keys})", cancellation);
    }

    private static bool IsReadThrough(ModelFile model) => model.Kind is ModelKind.View or ModelKind.Function;

    private bool IsFedByUnchanged(ModelFile model) => model.From.All(Unchanged.Contains);

    private async Task<ModelResult> FillAsync(ModelFile model, CancellationToken cancellation)
    {
        var table = $"{folder.Schema}.{model.Name}";
        long written;
        IReadOnlyList<ModelColumn> columns;
        // create table as runs its select in parallel, insert ... select never does.
        if (model.Surrogate is null && model.Partition is null)
        {
            written = await connection.CreateAsync($"create table {table} as {WholeBuild.Of(model.Body)}", cancellation);
            columns = await ModelColumns.ReadAsync(connection, table, cancellation);
            ModelShape.Check(model, columns);
        }
        else
        {
            var passage = $"{ModelTable.Parts}.fill_{model.Name}";
            await connection.CreateAsync($"create unlogged table {passage} as {WholeBuild.Of(model.Body)}", cancellation);
            columns = await ModelColumns.ReadAsync(connection, passage, cancellation);
            ModelShape.Check(model, columns);
            await connection.RunAsync(ModelTable.Create(folder.Schema, model, columns), cancellation);
            await CreateMonthsAsync(model, passage, cancellation);
            if (model.Surrogate is not null)
                await connection.RunAsync(ModelTable.UnknownMember(folder.Schema, model, columns), cancellation);
            var names = ModelTable.List(columns.Select(column => column.Name));
            var order = model.Surrogate is null ? "" : $" order by {ModelTable.List(model.Natural)}";
            written = await connection.RunAsync($"insert into {table} ({names}) select {names} from {passage}{order}", cancellation);
            await connection.RunAsync($"drop table {passage}", cancellation);
        }
        await connection.RunAsync(
            string.Join(";\n", ModelTable.Keys(folder.Schema, model, folder.Chains)
                .Concat(ModelTable.ForeignKeys(folder.Schema, model, dimensions))
                .Concat(ModelTable.Comments(folder.Schema, model))
                .Append(Analyze(model, table, columns))),
            cancellation);
        return new ModelResult(model.Name, ModelFill.First, written, 0, default);
    }

    private async Task CreateMonthsAsync(ModelFile model, string passage, CancellationToken cancellation)
    {
        if (model.Partition is not { } column)
            return;
        var days = await DaysAsync($"select unnest(array[min({column}), max({column})]) from {passage} where {column} > '-infinity' having count(*) > 0", cancellation);
        // The present month too: tonight's increment then finds it.
        var present = DateOnly.FromDateTime(DateTime.UtcNow);
        if (!ModelMonths.AreGapless([.. days.Append(present).Order()]))
            days = await DaysAsync($"select distinct date_trunc('month', {column})::date from {passage} where {column} > '-infinity'", cancellation);
        foreach (var month in ModelMonths.Around([.. days, present]))
            await connection.RunAsync(ModelMonths.Create(folder.Schema, model, month), cancellation);
    }

    private async Task<ModelResult> MergeAsync(ModelFile model, bool touched, CancellationToken cancellation)
    {
        var table = $"{folder.Schema}.{model.Name}";
        var fresh = $"fresh_{model.Name}";
        await connection.RunAsync($"create temporary table {fresh} on commit drop as {(touched ? model.Body : WholeBuild.Of(model.Body))}", cancellation);
        await connection.RunAsync($"analyze {fresh}", cancellation);
        var published = await ModelColumns.ReadAsync(connection, table, cancellation);
        var columns = await ModelColumns.ReadAsync(connection, $"pg_temp.{fresh}", cancellation);
        ModelShape.Fits(model, published, columns);
        await AttachMonthsAsync(model, fresh, cancellation);

        var merge = new ModelMerge(table, fresh, model, [.. columns.Select(column => column.Name)]);
        var notes = state.IsIncrement ? ModelNotes.Of(model, columns) : null;
        var deleted = await NoteAsync(merge.Delete(touched, notes?.Returning), notes, cancellation);
        if (model.Chain is not null && model.Moves.Count > 0 && notes is not null)
            await connection.RunAsync(notes.Take(merge.Moved()), cancellation);
        var updated = merge.Update() is { } update ? await connection.RunAsync(update, cancellation) : 0;
        var inserted = await NoteAsync(merge.Insert(notes?.Returning), notes, cancellation);
        await connection.RunAsync($"drop table {fresh}", cancellation);
        if (!touched)
            await connection.RunAsync(string.Join(";\n", ModelTable.Comments(folder.Schema, model)), cancellation);
        if (await IsFeltAsync(table, deleted + updated + inserted, cancellation))
            await connection.RunAsync(Analyze(model, table, columns), cancellation);
        return new ModelResult(model.Name, touched ? ModelFill.Touched : ModelFill.Whole, updated + inserted, deleted, default);
    }

    /// <summary>
    /// Months are made before publishing (<see cref="ModelPreparation"/>); this is for the day nobody foresaw, such as the
    /// imputed day of a reversal. A reader who takes a snapshot per statement may miss it once; a run must not fail for it.
    /// </summary>
    private async Task AttachMonthsAsync(ModelFile model, string fresh, CancellationToken cancellation)
    {
        if (model.Partition is not { } column)
            return;
        var months = await DaysAsync($"select distinct date_trunc('month', {column})::date from {fresh}", cancellation);
        foreach (var month in await ModelMonths.MissingAsync(connection, model, months, cancellation))
            await new PatientLock(connection, Patience).RunAsync($"{folder.Schema}.{model.Name}", ModelMonths.Attach(folder.Schema, model, month), cancellation);
    }

    /// <summary>Autovacuum never analyzes a partitioned parent; below a twentieth of the rows nothing has changed that plans feel.</summary>
    private async Task<bool> IsFeltAsync(string table, long changed, CancellationToken cancellation) => changed > 0 && await IsTrueAsync(
        $"""
        select {changed} * 20 > coalesce(sum(greatest(reltuples, 0)), 0)
        from (select to_regclass('{table}')::oid union select relid from pg_partition_tree(to_regclass('{table}')) where isleaf) as part (oid)
        join pg_class using (oid)
        """,
        cancellation);

    // At the usual target a sample costs more than the fill of a table, and no plan here needs it as fine. A partitioned
    // table is sampled month by month and once as a whole: there columns that no plan asks about (amounts, names) are left out.
    private static string Analyze(ModelFile model, string table, IReadOnlyList<ModelColumn> columns) => model.Partition is null
        ? $"set local default_statistics_target = 30; analyze {table}"
        : $"set local default_statistics_target = 20; analyze {table} ({ModelTable.List(Planned(model, columns))})";

    private static IEnumerable<string> Planned(ModelFile model, IReadOnlyList<ModelColumn> columns) => columns
        .Where(column => column.Type is "bigint" or "date" or "boolean" || model.Key.Contains(column.Name))
        .Select(column => column.Name);

    private async Task<long> NoteAsync(string? statement, ModelNotes? notes, CancellationToken cancellation)
    {
        if (statement is null)
            return 0;
        if (notes is null)
            return await connection.RunAsync(statement, cancellation);
        await using var command = new NpgsqlCommand(notes.Wrap(statement), connection) { CommandTimeout = 0 };
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private async Task<IReadOnlyList<DateOnly>> DaysAsync(string query, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(query, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var days = new List<DateOnly>();
        while (await reader.ReadAsync(cancellation))
            days.Add(reader.GetFieldValue<DateOnly>(0));
        return days;
    }

    private async Task<bool> IsTrueAsync(string query, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(query, connection) { CommandTimeout = 0 };
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
