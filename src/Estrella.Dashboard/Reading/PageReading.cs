using System.Collections.Concurrent;
using System.Data;
using Estrella.Dashboard.State;
using Estrella.Foundation;
using Estrella.Questions;
using Npgsql;

namespace Estrella.Dashboard.Reading;

/// <summary>
/// All a page reads: one snapshot, so that its tiles, charts and tables belong together. What it asks at once is asked side
/// by side, over connections that share the snapshot, as far as the shop has any to spare.
/// </summary>
public sealed class PageReading(Shop shop) : IAsyncDisposable
{
    /// <summary>Connections of one page beside its first: more would only wait for each other's processors.</summary>
    private const int MostBeside = 3;

    private const string Lost = "the connection to the database was lost while the page was made; reload it";

    private readonly SemaphoreSlim opening = new(1);
    private readonly SemaphoreSlim lanes = new(1);
    private readonly ConcurrentBag<Snapshot> idle = [];
    private string? seen;
    private Warehouse? warehouse;
    private int spared;

    public Shop Shop => shop;

    /// <summary>How long a question may take, where nobody waits for it; null: as long as the reader's role may.</summary>
    internal TimeSpan? Patience { get; set; }

    /// <summary>The newest fact, the currency, the run.</summary>
    /// <exception cref="EstrellaException">Exit 4: nothing was published.</exception>
    public async Task<ShopNow> NowAsync(CancellationToken cancellation)
    {
        var now = await WarehouseAsync(cancellation);
        return new ShopNow(
            now.AsOf, now.Currency, now.Zone, now.Run, now.IsFed("price_index"), now.IsFed("exchange_rate"),
            new[] { now.Extent("sales", "event").First, now.Extent("order", "event").First }.Min());
    }

    /// <summary>Asks with options as the command line names them.</summary>
    /// <exception cref="EstrellaException">As <see cref="Answering"/> throws it.</exception>
    public Task<Answer> AskAsync(QuestionFile question, IReadOnlyDictionary<string, IReadOnlyList<string>> said, CancellationToken cancellation) =>
        AskAsync(question, said, isWhole: true, cancellation);

    /// <summary>The rows alone: what they rest on is not counted, for it is not shown.</summary>
    /// <exception cref="EstrellaException">As <see cref="Answering"/> throws it.</exception>
    public Task<Answer> RowsOfAsync(QuestionFile question, IReadOnlyDictionary<string, IReadOnlyList<string>> said, CancellationToken cancellation) =>
        AskAsync(question, said, isWhole: false, cancellation);

    /// <summary>The select with every value in its place, as it runs in psql.</summary>
    public async Task<string> SqlAsync(QuestionFile question, IReadOnlyDictionary<string, IReadOnlyList<string>> said, CancellationToken cancellation)
    {
        var known = await WarehouseAsync(cancellation);
        return await WithinAsync(
            async connection => (await Answering.PrepareAsync(connection, known, question, Asking.Parse(question, said), cancellation)).Spell(question.Sql), cancellation);
    }

    /// <summary>Rows of a query of the page's own on star, mart or the ledger.</summary>
    internal Task<IReadOnlyList<IReadOnlyList<object?>>> RowsAsync(string sql, CancellationToken cancellation, params object?[] parameters) => WithinAsync(
        async connection =>
        {
            await using var command = new NpgsqlCommand(sql, connection);
            foreach (var parameter in parameters)
                command.Parameters.Add(new() { Value = parameter ?? DBNull.Value });
            var rows = new List<IReadOnlyList<object?>>();
            await foreach (var row in Rows.ReadAsync(command, cancellation))
                rows.Add(row);
            return (IReadOnlyList<IReadOnlyList<object?>>)rows;
        },
        cancellation);

    public async ValueTask DisposeAsync()
    {
        foreach (var each in idle)
            await each.DisposeAsync();
        if (spared > 0)
            shop.Spare.Release(spared);
        opening.Dispose();
        lanes.Dispose();
    }

    private async Task<Answer> AskAsync(QuestionFile question, IReadOnlyDictionary<string, IReadOnlyList<string>> said, bool isWhole, CancellationToken cancellation)
    {
        var asking = Asking.Parse(question, said);
        var known = await WarehouseAsync(cancellation);
        var key = string.Join(
            '\n',
            [$"{known.Run}", question.Name, $"{question.Sql.GetHashCode(StringComparison.Ordinal)}", isWhole ? "whole" : "rows",
             .. said.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}={string.Join('\t', each.Value)}")]);
        return await shop.Answers.GetAsync(
            key, () => WithinAsync(connection => Answering.AskAsync(connection, known, question, asking, isWhole, cancellation), cancellation), cancellation);
    }

    /// <summary>Asks over a connection that nobody of this page uses at the moment.</summary>
    private async Task<T> WithinAsync<T>(Func<NpgsqlConnection, Task<T>> ask, CancellationToken cancellation)
    {
        await WarehouseAsync(cancellation);
        await lanes.WaitAsync(cancellation);
        Snapshot? lane = null;
        try
        {
            if (!idle.TryTake(out lane))
                lane = await BesideAsync(cancellation);
            return await ask(lane.Connection);
        }
        catch
        {
            if (lane is not null && !await GoesOnAsync(lane))
            {
                await lane.DisposeAsync();
                lane = null;
            }
            throw;
        }
        finally
        {
            if (lane is not null)
                idle.Add(lane);
            lanes.Release();
        }
    }

    /// <summary>What the page's snapshot holds; opens it.</summary>
    private async Task<Warehouse> WarehouseAsync(CancellationToken cancellation)
    {
        if (warehouse is { } known)
            return known;
        await opening.WaitAsync(cancellation);
        try
        {
            return warehouse ?? await BeginAsync(cancellation);
        }
        finally
        {
            opening.Release();
        }
    }

    private async Task<Warehouse> BeginAsync(CancellationToken cancellation)
    {
        var snapshot = await Snapshot.OpenAsync(shop.Database, cancellation, Patience);
        try
        {
            Warehouse read;
            try
            {
                read = await Warehouse.ReadAsync(snapshot.Connection, cancellation);
            }
            catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
                // A run has published models that are new to the role.
                await snapshot.DisposeAsync();
                await shop.PrepareAsync(cancellation);
                snapshot = await Snapshot.OpenAsync(shop.Database, cancellation, Patience);
                read = await Warehouse.ReadAsync(snapshot.Connection, cancellation);
            }
            var taken = 0;
            while (spared + taken < MostBeside && shop.Spare.Wait(0, CancellationToken.None))
                taken++;
            spared += taken;
            if (spared > 0)
                seen = await snapshot.ShareAsync(cancellation);
            await snapshot.KeepAsync(cancellation);
            warehouse = read;
            idle.Add(snapshot);
            if (taken > 0)
                lanes.Release(taken);
            return read;
        }
        catch
        {
            await snapshot.DisposeAsync();
            throw;
        }
    }

    // Whatever the failure was turned into, a statement that failed or was given up ends nothing but itself.
    private static async Task<bool> GoesOnAsync(Snapshot lane)
    {
        if (lane.Connection.State != ConnectionState.Open)
            return false;
        try
        {
            await lane.MendAsync(CancellationToken.None);
            return true;
        }
        catch (Exception failure) when (failure is NpgsqlException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Another connection that sees what the page's first one sees.</summary>
    /// <exception cref="NpgsqlException">The first one was lost: what it saw cannot be shared any more.</exception>
    private async Task<Snapshot> BesideAsync(CancellationToken cancellation)
    {
        try
        {
            var snapshot = await Snapshot.OpenAsync(shop.Beside, cancellation, Patience, seen ?? throw new NpgsqlException(Lost));
            await snapshot.KeepAsync(cancellation);
            return snapshot;
        }
        catch (PostgresException gone) when (gone.SqlState == PostgresErrorCodes.UndefinedObject)
        {
            throw new NpgsqlException(Lost, gone);
        }
    }
}

/// <summary>What every page says of the shop.</summary>
/// <param name="AsOf">Day of the newest fact.</param>
/// <param name="FirstDay">Day of the first order: what lies before is unknown, not zero.</param>
public sealed record ShopNow(DateOnly? AsOf, string? Currency, string? Zone, long? Run, bool HasIndex, bool HasRates, DateOnly? FirstDay);
