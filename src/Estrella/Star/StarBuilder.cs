using Estrella.Entities;
using Estrella.Foundation;
using Estrella.Foundation.Models;
using Estrella.Staging;
using Npgsql;

namespace Estrella.Star;

/// <summary>What building the star did.</summary>
/// <param name="State">For the mart's builder, so that both rest on the same settings.</param>
/// <param name="Unchanged">Relations of the star that hold what they held before.</param>
public sealed record StarBuild(ModelState State, IReadOnlyList<ModelResult> Models, IReadOnlySet<string> Unchanged)
{
    /// <summary>The mart may rebuild the touched keys and days only: the temporary tables name them.</summary>
    public bool IsIncrement => State.IsIncrement;
}

/// <summary>Builds the schema <c>star</c> from core, within the publishing transaction.</summary>
public sealed class StarBuilder
{
    /// <summary>What selects read beside the touched keys; when it changes, everything is compared.</summary>
    private const string Settings =
        """
        select substr(md5(concat_ws('|',
            (select string_agg(concat_ws(',', currency, zone, places_by), ';') from estrella.shop),
            (select string_agg(concat_ws(',', source_no, name, coalesce(currency, '?'), prices_include_tax, authority), ';' order by source_no) from estrella.source),
            (select string_agg(entity, ',' order by entity) from estrella.fed where entity in ('payment', 'shipment')),
            (select string_agg(field, ',' order by field) from estrella.fed_field where entity = 'order' and field in ('status', 'payment_status'))
        )), 1, 12)
        """;

    // Views of the star are spelled joins over others: the planner must see them as one. Two cores build in parallel.
    private const string Workspace =
        "set local join_collapse_limit = 16; set local from_collapse_limit = 16; set local work_mem = '256MB'; set local maintenance_work_mem = '512MB'; "
        + "set local parallel_tuple_cost = 0.01; set local parallel_setup_cost = 100";

    // What decides which month an event of a fact lies in, beside the as-of of the files.
    private static readonly (string Entity, string[] Fields)[] Dated =
    [
        ("order", ["ordered_at", "cancelled_at"]), ("return", ["returned_at"]), ("payment", ["paid_at", "refunded_at"]),
    ];

    private readonly ModelFolder folder = ModelFolder.Load("Star");

    /// <summary>How long a lock that readers hold up is asked for before the run ends unpublished.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Makes the months the staged rows of a run need, empty, in short transactions of their own, and the columns and
    /// indexes a new version of a model brings. Before the publishing transaction; on a database without a star it does nothing.
    /// </summary>
    /// <param name="connection">Not in a transaction.</param>
    /// <exception cref="Foundation.EstrellaException">Exit 7: the lock was not given; the message names who holds it.</exception>
    public async Task EnsureMonthsAsync(NpgsqlConnection connection, int runNo, CancellationToken cancellation)
    {
        if (!await IsBuiltAsync(connection, cancellation))
            return;
        var preparation = new ModelPreparation(connection, folder, Patience);
        await preparation.EnsureMonthsAsync(await StagedDaysAsync(connection, runNo, cancellation), cancellation);
        // A newer Estrella may touch by other keys than the one that built the star.
        await new TouchedKeys(connection).EnsureViewsAsync(cancellation);
        await preparation.EnsureShapesAsync(new ModelState(runNo, false, await SettingsAsync(connection, cancellation)), cancellation);
    }

    /// <summary>
    /// Brings the star to what core says. With core's <c>changed_ENTITY</c> tables in the session it rebuilds what they
    /// touch, without them it compares everything; tables that are missing are made. Data tests run at the end.
    /// </summary>
    /// <param name="transaction">The publishing transaction of <paramref name="connection"/>; it is neither committed nor rolled back here.</param>
    /// <exception cref="Foundation.EstrellaException">Exit 5: a data test found bad rows; exit 1: a model does not fit its table.</exception>
    public async Task<StarBuild> BuildAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, int runNo, IProgress<string>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        await connection.RunAsync(Workspace, cancellation);
        var keys = new TouchedKeys(connection);
        await keys.EnsureViewsAsync(cancellation);
        var isIncrement = await keys.AreKnownAsync(cancellation) && await IsBuiltAsync(connection, cancellation);
        if (isIncrement)
            await keys.TouchChangedAsync(cancellation);

        var settings = await SettingsAsync(connection, cancellation);
        var state = new ModelState(runNo, isIncrement, settings);
        var builder = new ModelBuilder(connection, folder, state) { Patience = Patience };
        await builder.EnsureSchemasAsync(cancellation);
        var dimensions = DimensionsAndWhatTheyNeed();
        var results = new List<ModelResult>();
        foreach (var model in folder.Models.Where(dimensions.Contains))
            results.Add(await BuildAsync(builder, model, progress, cancellation));
        if (isIncrement)
            await keys.TouchMovedAsync(cancellation);
        foreach (var model in folder.Models.Where(model => !dimensions.Contains(model)))
            results.Add(await BuildAsync(builder, model, progress, cancellation));
        if (isIncrement)
            await keys.TouchMonthsAsync(cancellation);

        progress?.Report("data tests");
        await CheckDeferredAsync(connection, cancellation);
        await connection.RunAsync("set local search_path = " + (isIncrement ? "pg_temp, estrella, public" : "estrella, public, pg_temp"), cancellation);
        await DataTests.RunAsync(connection, folder.Tests, cancellation, everything: !isIncrement);
        await connection.RunAsync("set local search_path = public", cancellation);
        // A table filled for the first time within an increment has days that nobody touched: the mart compares everything.
        var isFirst = results.Exists(result => result.Fill == ModelFill.First);
        return new StarBuild(isIncrement && isFirst ? new ModelState(runNo, false, settings) : state, results, builder.Unchanged);
    }

    private static async Task<ModelResult> BuildAsync(ModelBuilder builder, ModelFile model, IProgress<string>? progress, CancellationToken cancellation)
    {
        progress?.Report(model.Name);
        return await builder.BuildAsync(model, cancellation);
    }

    /// <summary>Versions must have moved before it is known which orders they touch.</summary>
    private HashSet<ModelFile> DimensionsAndWhatTheyNeed()
    {
        var needed = folder.Models.Where(model => model.Natural.Count > 0).ToHashSet();
        foreach (var model in folder.Models.Reverse())
        {
            if (needed.Any(each => each.From.Contains($"{folder.Schema}.{model.Name}")))
                needed.Add(model);
        }
        return needed;
    }

    /// <summary>
    /// What the star deferred is checked here, where it can still be told which step broke it. Roll-ups may point at versions
    /// that are gone until they are rebuilt: theirs is checked when the run commits.
    /// </summary>
    private static async Task CheckDeferredAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var find = new NpgsqlCommand(
            "select string_agg(distinct format('star.%I', conname), ', ') from pg_constraint where connamespace = 'star'::regnamespace and condeferrable", connection);
        if (await find.ExecuteScalarAsync(cancellation) is string constraints)
            await connection.RunAsync($"set constraints {constraints} immediate", cancellation);
    }

    private static async Task<bool> IsBuiltAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select to_regclass('star.fact_sales') is not null", connection);
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Fingerprint of what selects read beside the touched keys: zone, currency, taxes, which entities were ever fed.</summary>
    internal static async Task<string> SettingsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Settings, connection);
        return (string)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Days of the staged rows, with their neighbours: the shop's zone is up to 14 hours away.</summary>
    private static async Task<IReadOnlyCollection<DateOnly>> StagedDaysAsync(NpgsqlConnection connection, int runNo, CancellationToken cancellation)
    {
        var days = new List<string> { $"select as_of from estrella.file where run_no = {runNo}" };
        foreach (var (entity, fields) in Dated)
        {
            var table = StagingTable.NameOf(EntityCatalog.Get(entity), runNo);
            var there = await ModelColumns.ReadAsync(connection, table, cancellation);
            days.AddRange(there.Where(column => fields.Contains(column.Name)).Select(column => $"select {column.Name} from {table}"));
        }
        await using var command = new NpgsqlCommand(
            $"""
            select distinct date_trunc('month', day + shift)::date
            from (select distinct date_trunc('hour', at at time zone 'UTC') from ({string.Join(" union all ", days)}) as staged (at) where at between '1900-01-01' and '2200-01-01') as hours (day)
            cross join (values (interval '-14 hours'), (interval '14 hours')) as shifts (shift)
            """,
            connection)
        { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<DateOnly>();
        while (await reader.ReadAsync(cancellation))
            found.Add(reader.GetFieldValue<DateOnly>(0));
        return found;
    }
}
