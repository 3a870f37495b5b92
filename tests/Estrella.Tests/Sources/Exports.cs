using System.Collections.Concurrent;
using System.Text;
using Estrella.Entities;
using Estrella.Ledger;
using Estrella.Sources;
using Xunit;

namespace Estrella.Tests.Sources;

/// <summary>What a reading gave, kept whole so that tests can look at it.</summary>
internal sealed record ReadResult(
    FileTotals Totals, IReadOnlyList<EntityBatch> Batches, IReadOnlyList<QuarantinedRow> KeptOut, IReadOnlyList<CellContradiction> Contradictions, IReadOnlyList<SetAsideRow> Aside)
{
    public IEnumerable<EntityBatch> Of(string entity) => Batches.Where(batch => batch.Entity.Name == entity);

    public int Count(string entity) => Of(entity).Sum(batch => batch.Count);

    public IReadOnlyList<string> Ids(string entity) => [.. Of(entity).SelectMany(batch => batch.Id.Take(batch.Count))];

    public object? Value(string entity, string id, string field)
    {
        foreach (var batch in Of(entity))
        {
            var row = Array.IndexOf(batch.Id, id, 0, batch.Count);
            if (row >= 0)
            {
                return Cell(batch, row, field);
            }
        }
        throw new InvalidOperationException($"no {entity} {id}; there are {string.Join(", ", Ids(entity).Take(10))}");
    }

    public string? Extras(string entity, string id) => Of(entity)
        .SelectMany(batch => Enumerable.Range(0, batch.Count).Where(row => batch.Id[row] == id).Select(row => batch.Extras[row])).Single();

    public static object? Cell(EntityBatch batch, int row, string field)
    {
        var column = batch.Columns[batch.Fields.ToList().FindIndex(each => each.Name == field)];
        return column.Kind switch
        {
            CellKind.Text => column.Text[row],
            CellKind.Number => column.Number[row],
            CellKind.Whole => column.Whole[row],
            CellKind.Day => column.Day[row],
            CellKind.Instant => column.Instant[row],
            _ => column.Flag[row],
        };
    }
}

/// <summary>A folder of exports made for one test.</summary>
internal sealed class ExportFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("estrella-sources-").FullName;

    public ExportFolder With(string name, string text) => With(name, Encoding.UTF8.GetBytes(text));

    public ExportFolder With(string name, byte[] bytes)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return this;
    }

    public Recognition Recognise(params Contract[] contracts) => Recogniser.Recognise(Path, contracts);

    public async Task<ReadResult> Read(Contract contract) => await Exports.Read(Assert.Single(Recognise(contract).Matches));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

internal static class Exports
{
    public static async Task<ReadResult> Read(FileMatch match)
    {
        var batches = new ConcurrentQueue<EntityBatch>();
        var said = new List<CellContradiction>();
        var keptOut = new ConcurrentQueue<QuarantinedRow>();
        var aside = new List<SetAsideRow>();
        var takers = new Takers(
            batch =>
            {
                batches.Enqueue(batch);
                return ValueTask.CompletedTask;
            },
            row =>
            {
                keptOut.Enqueue(row);
                return ValueTask.CompletedTask;
            })
        {
            Register = said.Add,
            SetAside = row =>
            {
                aside.Add(row);
                return ValueTask.CompletedTask;
            },
        };
        var totals = await FileReader.ReadAsync(new FileReading(7, match), takers, TestContext.Current.CancellationToken);
        return new ReadResult(totals, [.. batches], [.. keptOut], said, aside);
    }

    /// <summary>The eleven real exports, found by walking upwards; absent: a skip with its reason, but a failure in CI.</summary>
    public static string Seed()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var seed = System.IO.Path.Combine(folder.FullName, "shared", "data", "seed-ecommerce");
            if (Directory.Exists(seed))
            {
                return seed;
            }
        }
        var mustBeThere = Environment.GetEnvironmentVariable("CI") == "true" && Environment.GetEnvironmentVariable("GITHUB_ACTIONS") is null;
        Assert.SkipUnless(mustBeThere, "the real exports (shared/data/seed-ecommerce) are not beside the project");
        throw new InvalidOperationException("CI=true, and the real exports (shared/data/seed-ecommerce) are not beside the project");
    }

    public static Contract Tienda() => Contracts.BuiltIn().Single(contract => contract.Name == "tienda");
}
