using Estrella.Foundation;
using Npgsql;

namespace Estrella.Questions;

/// <summary>From which day to which day a fact is known; null: there is none.</summary>
internal readonly record struct FactExtent(DateOnly? First, DateOnly? Last);

/// <summary>What the engine must know of a warehouse before it can ask: what was fed, from when to when, in which money.</summary>
internal sealed class Warehouse
{
    private readonly Dictionary<(string Fact, string Basis), FactExtent> extents = [];
    private readonly HashSet<string> fed = [];

    private Warehouse()
    {
    }

    /// <summary>The currency figures are told in unless another is asked for; null: nobody said it.</summary>
    public string? Currency { get; private set; }

    public string? Zone { get; private set; }

    /// <summary>The last run that published.</summary>
    public long? Run { get; private set; }

    /// <summary>Day of the newest fact; null: there is no dated fact.</summary>
    public DateOnly? AsOf => extents.Where(each => each.Key.Fact != "customer").Max(each => each.Value.Last);

    /// <summary>Whether an export ever fed an entity, or a field of it: an export without rows is an answer of zero, none is no answer.</summary>
    public bool IsFed(string need) => fed.Contains(need);

    public FactExtent Extent(string fact, string basis) =>
        extents.TryGetValue((fact, basis), out var extent) ? extent : extents.GetValueOrDefault((fact, "event"));

    /// <exception cref="EstrellaException">Exit 4: nothing was ever published here.</exception>
    public static async Task<Warehouse> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (!await ExistsAsync(connection, "mart.fact_extent", cancellation))
            throw new EstrellaException(ExitCode.DecisionMissing, "there is nothing to ask: no run has published anything here yet", "estrella run DIR");
        var warehouse = new Warehouse();
        await foreach (var row in Rows.ReadAsync(connection, "select fact, basis, first_day, last_day from mart.fact_extent", cancellation))
            warehouse.extents[((string)row[0]!, (string)row[1]!)] = new FactExtent((DateOnly?)row[2], (DateOnly?)row[3]);
        await foreach (var row in Rows.ReadAsync(connection, "select currency, zone from mart.shop_currency", cancellation))
            (warehouse.Currency, warehouse.Zone) = ((string?)row[0], (string?)row[1]);
        await foreach (var row in Rows.ReadAsync(connection, "select need from mart.fed", cancellation))
            warehouse.fed.Add((string)row[0]!);
        if (warehouse.fed.Count == 0)
            throw new EstrellaException(ExitCode.DecisionMissing, "there is nothing to ask: every run that published was taken back", "estrella run DIR");
        await foreach (var row in Rows.ReadAsync(connection, "select run_no from mart.published_run", cancellation))
            warehouse.Run = (long?)row[0];
        return warehouse;
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection connection, string relation, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select to_regclass($1) is not null", connection);
        command.Parameters.AddWithValue(relation);
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
