using Estrella.Dashboard.State;
using Estrella.Foundation;
using Estrella.Questions;
using Npgsql;

namespace Estrella.Dashboard.Reading;

/// <summary>All a page reads: one snapshot, so that its tiles, charts and tables belong together.</summary>
public sealed class PageReading(Shop shop) : IAsyncDisposable
{
    private readonly SemaphoreSlim one = new(1);
    private Snapshot? snapshot;
    private Warehouse? warehouse;

    public Shop Shop => shop;

    /// <summary>The newest fact, the currency, the run.</summary>
    /// <exception cref="EstrellaException">Exit 4: nothing was published.</exception>
    public Task<ShopNow> NowAsync(CancellationToken cancellation) => WithinAsync(
        () => Task.FromResult(new ShopNow(
            warehouse!.AsOf, warehouse.Currency, warehouse.Zone, warehouse.Run, warehouse.IsFed("price_index"), warehouse.IsFed("exchange_rate"),
            new[] { warehouse.Extent("sales", "event").First, warehouse.Extent("order", "event").First }.Min())),
        cancellation);

    /// <summary>Asks with options as the command line names them.</summary>
    /// <exception cref="EstrellaException">As <see cref="Answering"/> throws it.</exception>
    public Task<Answer> AskAsync(QuestionFile question, IReadOnlyDictionary<string, IReadOnlyList<string>> said, CancellationToken cancellation)
    {
        var asking = Asking.Parse(question, said);
        return WithinAsync(
            () => shop.Answers.GetAsync(Key(question, said), () => Answering.AskAsync(snapshot!, question, asking, cancellation), cancellation), cancellation);
    }

    /// <summary>The select with every value in its place, as it runs in psql.</summary>
    public Task<string> SqlAsync(QuestionFile question, IReadOnlyDictionary<string, IReadOnlyList<string>> said, CancellationToken cancellation) => WithinAsync(
        async () => (await Answering.PrepareAsync(snapshot!.Connection, question, Asking.Parse(question, said), cancellation)).Binding.Spell(question.Sql),
        cancellation);

    /// <summary>Rows of a query of the page's own on star, mart or the ledger.</summary>
    internal Task<IReadOnlyList<IReadOnlyList<object?>>> RowsAsync(string sql, CancellationToken cancellation, params object?[] parameters) => WithinAsync(
        async () =>
        {
            await using var command = new NpgsqlCommand(sql, snapshot!.Connection);
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
        if (snapshot is not null)
            await snapshot.DisposeAsync();
        one.Dispose();
    }

    // One connection: what a page asks is asked in turn.
    private async Task<T> WithinAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation);
        try
        {
            await OpenAsync(cancellation);
            return await ask();
        }
        catch (NpgsqlException)
        {
            // The statement that failed ended the transaction: what comes after needs another.
            if (snapshot is not null)
                await snapshot.DisposeAsync();
            (snapshot, warehouse) = (null, null);
            throw;
        }
        finally
        {
            one.Release();
        }
    }

    private async Task OpenAsync(CancellationToken cancellation)
    {
        if (warehouse is not null)
            return;
        snapshot ??= await Snapshot.OpenAsync(shop.Database, cancellation);
        try
        {
            warehouse = await Warehouse.ReadAsync(snapshot.Connection, cancellation);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            // A run has published models that are new to the role.
            await snapshot.DisposeAsync();
            await shop.PrepareAsync(cancellation);
            snapshot = await Snapshot.OpenAsync(shop.Database, cancellation);
            warehouse = await Warehouse.ReadAsync(snapshot.Connection, cancellation);
        }
    }

    private string Key(QuestionFile question, IReadOnlyDictionary<string, IReadOnlyList<string>> said) => string.Join(
        '\n',
        [$"{warehouse!.Run}", question.Name, $"{question.Sql.GetHashCode(StringComparison.Ordinal)}", .. said.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}={string.Join('\t', each.Value)}")]);
}

/// <summary>What every page says of the shop.</summary>
/// <param name="AsOf">Day of the newest fact.</param>
/// <param name="FirstDay">Day of the first order: what lies before is unknown, not zero.</param>
public sealed record ShopNow(DateOnly? AsOf, string? Currency, string? Zone, long? Run, bool HasIndex, bool HasRates, DateOnly? FirstDay);
