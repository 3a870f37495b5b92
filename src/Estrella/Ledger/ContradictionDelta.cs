using Estrella.Foundation;
using Npgsql;

namespace Estrella.Ledger;

/// <summary>
/// Contradictions of a small change. The publishing transaction sees core as it will be, another connection still sees it
/// as it was: counting the touched orders in both gives what must be added to the last run's counts, whatever the history.
/// </summary>
internal sealed class ContradictionDelta : IAsyncDisposable
{
    // Beyond this, comparing everything once costs no more than the touched orders twice.
    private const long FewOrders = 20_000;

    /// <summary>What orders are compared by; a change of prices touches every line, and is compared whole.</summary>
    private static readonly (string Entity, string Order)[] Touching =
    [
        ("order", "order_no"), ("order_line", "order_no"), ("order_charge", "order_no"), ("payment", "order_no"), ("tender", "order_no"), ("return", "order_no"),
    ];

    private readonly NpgsqlConnection publishing;
    private readonly NpgsqlConnection published;
    private readonly NpgsqlTransaction transaction;
    private readonly IReadOnlySet<string> changed;

    private ContradictionDelta(NpgsqlConnection publishing, NpgsqlConnection published, NpgsqlTransaction transaction, IReadOnlySet<string> changed) =>
        (this.publishing, this.published, this.transaction, this.changed) = (publishing, published, transaction, changed);

    /// <summary>Null: too much is touched, or core is locked by a large load; then everything is compared.</summary>
    public static async Task<ContradictionDelta?> OpenAsync(NpgsqlConnection publishing, string database, IReadOnlySet<string> changed, CancellationToken cancellation)
    {
        var numbers = new Dictionary<string, long[]>();
        foreach (var entity in Touching.Select(each => each.Entity).Append("review").Where(changed.Contains))
        {
            numbers[entity] = [.. await ListAsync(publishing, $"select no from changed_{entity} limit {FewOrders + 1}", null, cancellation)];
            if (numbers[entity].Length > FewOrders)
                return null;
        }
        var published = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        try
        {
            await published.OpenAsync(cancellation);
            var transaction = await published.BeginTransactionAsync(cancellation);
            // A large load takes core's keys off and so locks it until it commits: never wait for the run that waits for us.
            await published.RunAsync("set local lock_timeout = '200ms'", cancellation);
            var delta = new ContradictionDelta(publishing, published, transaction, changed);
            await delta.TouchAsync(numbers, cancellation);
            return delta;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            await published.DisposeAsync();
            await ForgetAsync(publishing);
            return null;
        }
    }

    /// <summary>Whether what changed of these entities is all in the touched orders and reviews.</summary>
    public bool Covers(IEnumerable<string> entities) =>
        entities.Where(changed.Contains).All(entity => entity == "review" || Touching.Any(each => each.Entity == entity));

    /// <summary>What the last run found, less what the touched orders came to then, plus what they come to now.</summary>
    public async Task<IEnumerable<Contradiction>> AddAsync(
        ContradictionRegister.Comparison comparison, IEnumerable<Contradiction> last, CancellationToken cancellation)
    {
        var now = await FileCount.AskAsync(publishing, comparison.Sql, cancellation);
        var then = await FileCount.AskAsync(published, comparison.Sql, cancellation);
        return await ContradictionRegister.CountAsync(publishing, comparison, [.. now, .. then.Select(each => each.Less)], last, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await ForgetAsync(publishing);
        await transaction.DisposeAsync();
        await published.DisposeAsync();
    }

    // The star makes tables of these names for itself.
    private static Task ForgetAsync(NpgsqlConnection publishing) => publishing.State == System.Data.ConnectionState.Open
        ? publishing.RunAsync("drop table if exists pg_temp.touched_order, pg_temp.touched_review", default)
        : Task.CompletedTask;

    private async Task TouchAsync(Dictionary<string, long[]> numbers, CancellationToken cancellation)
    {
        var orders = new HashSet<long>();
        foreach (var (entity, order) in Touching.Where(each => numbers.ContainsKey(each.Entity)))
        {
            // Where it belongs now, and where it belonged.
            foreach (var connection in new[] { publishing, published })
                orders.UnionWith(await ListAsync(connection, $"select {order} from core.\"{entity}\" where {entity}_no = any ($1) and {order} is not null", numbers[entity], cancellation));
        }
        var reviews = new HashSet<long>(numbers.GetValueOrDefault("review", []));
        foreach (var connection in new[] { publishing, published })
        {
            await connection.RunAsync("create temporary table touched_order (order_no bigint primary key) on commit drop; create temporary table touched_review (review_no bigint primary key) on commit drop", cancellation);
            await ListAsync(connection, "insert into touched_order select unnest($1) returning 0::bigint", [.. orders], cancellation);
            await connection.RunAsync("analyze touched_order", cancellation);
            reviews.UnionWith(await ListAsync(
                connection, "select review_no from core.review where customer_no in (select customer_no from core.\"order\" join touched_order using (order_no))", null, cancellation));
        }
        foreach (var connection in new[] { publishing, published })
        {
            await ListAsync(connection, "insert into touched_review select unnest($1) returning 0::bigint", [.. reviews], cancellation);
            await connection.RunAsync("analyze touched_review", cancellation);
        }
    }

    private static async Task<List<long>> ListAsync(NpgsqlConnection connection, string sql, long[]? keys, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        if (keys is not null)
            command.Parameters.AddWithValue(keys);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<long>();
        while (await reader.ReadAsync(cancellation))
            found.Add(reader.GetInt64(0));
        return found;
    }
}
