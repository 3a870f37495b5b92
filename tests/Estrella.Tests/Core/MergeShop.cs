using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Estrella.Core;
using Estrella.Entities;
using Estrella.Ledger;
using Estrella.Staging;
using Estrella.Tests.Foundation;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Core;

/// <summary>A record of a file: one entity fed by one line. Cells are written as text and typed by the catalogue.</summary>
internal sealed record Said(int Line, string Entity, string Id, params (string Field, string? Cell)[] Cells)
{
    public string? At { get; init; }

    public bool IsDeleted { get; init; }

    public decimal? Control { get; init; }
}

/// <summary>A file as a test tells it.</summary>
internal sealed record Told(string Export, string AsOf, params Said[] Rows)
{
    public string Name { get; init; } = $"{Export}_{AsOf}.csv";

    public bool HoldsAll { get; init; }

    public bool KeptRowsOut { get; init; }

    public Func<Feed, Feed> Feed { get; init; } = feed => feed;

    /// <summary>Fields fed although no row of the file fills them.</summary>
    public (string Entity, string Field)[] AlsoFeeds { get; init; } = [];
}

internal sealed record Outcome(int RunNo, MergeResult Merge, IReadOnlyList<QuarantinedRow> KeptOut)
{
    public long Rows(Verdict verdict) =>
        Merge.Totals.Where(total => total.Verdict == verdict).Sum(total => total.Rows);

    public decimal Amount(Verdict verdict) => Merge.Totals.Where(total => total.Verdict == verdict).Sum(total => total.Amount ?? 0);
}

/// <summary>Runs of hand-made records through staging and core of a real database, as the pipeline drives them.</summary>
internal sealed class MergeShop : IAsyncDisposable
{
    private readonly LedgerWriter ledger;

    private MergeShop(string connectionString, LedgerWriter ledger)
    {
        ConnectionString = connectionString;
        this.ledger = ledger;
    }

    public string ConnectionString { get; }

    /// <summary>The source of the files of the next run.</summary>
    public string Source { get; set; } = "tienda";

    public static async Task<MergeShop> OpenAsync()
    {
        var connectionString = await TestServer.MigratedDatabaseAsync();
        return new MergeShop(connectionString, await LedgerWriter.OpenAsync(connectionString));
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    public async Task<Outcome> RunAsync(params Told[] files)
    {
        await using var held = await RunLock.AcquireAsync(ConnectionString);
        var sourceNo = await ledger.SourceAsync(Source);
        var runNo = await ledger.BeginRunAsync("test", "run");
        var feeds = files.SelectMany(file => FeedsOf(file, sourceNo)).GroupBy(feed => (feed.Export, feed.Entity.Name))
            .Select(group => group.First() with { Fields = [.. group.SelectMany(each => each.Fields).Distinct()] }).ToList();
        await using var staging = await StagingArea.OpenAsync(ConnectionString, runNo, feeds.Select(feed => (feed.Entity, feed.Fields)));
        var staged = new List<MergeFile>();
        foreach (var file in files)
        {
            var fileNo = await ledger.AddFileAsync(
                runNo, new LedgerFile(sourceNo, file.Export, file.Name, null, file.Name, 0, Time(file.AsOf), file.HoldsAll), isKnown: false);
            foreach (var feed in feeds.Where(feed => feed.Export == file.Export))
                await staging.StageAsync(Batch(file, feed, fileNo));
            await ledger.FileReadAsync(fileNo, file.Rows.Select(row => row.Line).Distinct().Count(), 0);
            staged.Add(new MergeFile(fileNo, file.KeptRowsOut));
        }
        await staging.CompleteAsync();
        await using var transaction = await held.Connection.BeginTransactionAsync();
        var merge = new CoreMerge(held.Connection, runNo, feeds, staged);
        var keptOut = await merge.FindConflictsAsync();
        var result = await merge.MergeAsync();
        await LedgerWriter.PublishAsync(held.Connection, runNo, "done");
        await transaction.CommitAsync();
        foreach (var file in files.Zip(staged))
            Assert.Equal(
                file.First.Rows.Select(row => row.Line).Distinct().Count(),
                result.Totals.Where(total => total.FileNo == file.Second.FileNo).Sum(total => total.Rows));
        return new Outcome(runNo, result, keptOut);
    }

    /// <summary>Rows of a query as text, cells joined by a bar.</summary>
    public async Task<IReadOnlyList<string>> AskAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"select concat_ws('|', variadic array(select coalesce(value, '-') from json_each_text(row_to_json(asked)))) from ({sql}) as asked", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }

    /// <summary>Everything kept of an entity, in order, with its file and without the numbers that depend on arrival.</summary>
    public Task<IReadOnlyList<string>> HistoryAsync(string entity, params string[] columns)
    {
        var list = string.Join(", ", columns.Select(column => $"record.\"{column}\""));
        return AskAsync($"""
            select known.{entity}_id as id, record.said_at at time zone 'UTC' as said_at, record.is_deleted, file.name, {list}, record.holds
            from (
                select {entity}_no, said_at, is_deleted, file_no, {string.Join(", ", columns.Select(column => $"\"{column}\""))}, 'past' as holds, past_no from core."{entity}_past"
                union all
                select {entity}_no, said_at, is_deleted, file_no, {string.Join(", ", columns.Select(column => $"\"{column}\""))}, 'now', null from core."{entity}" where not is_inferred
            ) as record
            join core."{entity}" as known using ({entity}_no)
            join estrella.source as source on source.source_no = known.source_no and source.name = '{Source}'
            left join estrella.file as file on file.file_no = record.file_no
            order by known.{entity}_id, record.said_at, record.past_no nulls last
            """);
    }

    private static IEnumerable<Feed> FeedsOf(Told file, int sourceNo) => file.Rows
        .Select(row => (row.Entity, Fields: row.Cells.Select(cell => cell.Field)))
        .Concat(file.AlsoFeeds.Select(each => (each.Entity, Fields: (IEnumerable<string>)[each.Field])))
        .GroupBy(row => row.Entity)
        .Select(group => file.Feed(new Feed(
            sourceNo, file.Export, EntityCatalog.Get(group.Key),
            [.. EntityCatalog.Get(group.Key).Fields.Where(field => group.Any(each => each.Fields.Contains(field.Name)))])
        { HoldsAll = file.HoldsAll }));

    private static EntityBatch Batch(Told file, Feed feed, int fileNo)
    {
        var rows = file.Rows.Where(row => row.Entity == feed.Entity.Name).ToList();
        var batch = new EntityBatch(feed.Entity, feed.Fields, Math.Max(rows.Count, 1));
        foreach (var row in rows)
        {
            var at = batch.Add(fileNo, row.Line, row.Id);
            batch.SaidAt[at] = Time(row.At ?? file.AsOf);
            batch.IsDeleted[at] = row.IsDeleted;
            batch.Control[at] = row.Control;
            var content = new StringBuilder();
            for (var column = 0; column < feed.Fields.Count; column++)
            {
                var cell = row.Cells.FirstOrDefault(each => each.Field == feed.Fields[column].Name).Cell;
                content.Append(CultureInfo.InvariantCulture, $"{feed.Fields[column].Name}={cell ?? "\0"};");
                if (cell is not null)
                    Set(batch.Columns[column], at, cell);
            }
            batch.ContentHash[at] = new Guid(XxHash128.Hash(Encoding.UTF8.GetBytes($"{content}{row.IsDeleted}")));
        }
        return batch;
    }

    private static void Set(BatchColumn column, int at, string cell)
    {
        switch (column.Kind)
        {
            case CellKind.Text: column.Text[at] = cell; break;
            case CellKind.Number: column.Number[at] = decimal.Parse(cell, CultureInfo.InvariantCulture); break;
            case CellKind.Whole: column.Whole[at] = long.Parse(cell, CultureInfo.InvariantCulture); break;
            case CellKind.Day: column.Day[at] = DateOnly.Parse(cell, CultureInfo.InvariantCulture); break;
            case CellKind.Instant: column.Instant[at] = Time(cell); break;
            case CellKind.Flag: column.Flag[at] = bool.Parse(cell); break;
            default: throw new InvalidOperationException($"no cell of kind {column.Kind}");
        }
    }

    private static DateTime Time(string text) => text == "undated"
        ? DateTime.MinValue
        : DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
