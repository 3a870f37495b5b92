using System.Globalization;
using Estrella.Foundation.Embedded;
using Estrella.Generator;
using Npgsql;

namespace Estrella.Bench;

/// <summary>Where a bench works: one embedded server as users get it, and generated exports, both kept for the next time.</summary>
internal sealed class Place(string folder, int seed)
{
    public string Project { get; } = Directory.CreateDirectory(Path.Combine(folder, "project")).FullName;

    public int Seed => seed;

    /// <summary>The exports of a shop of that size, made the first time.</summary>
    public string Exports(int orders)
    {
        var exports = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"orders-{orders}-seed-{seed}"));
        if (!Directory.Exists(exports))
        {
            Console.Error.WriteLine($"making {orders:N0} orders in {exports}");
            ShopGenerator.Write(new GeneratorOptions(exports, orders, seed), null, CancellationToken.None);
        }
        return exports;
    }

    public Task<EmbeddedServer> StartAsync() =>
        EmbeddedServer.StartAsync(new EmbeddedServerOptions("bench") { HomeFolder = Path.Combine(folder, "home") });

    /// <summary>An empty database in place of whatever was there, with all that is dirty written out beforehand.</summary>
    public static async Task<string> EmptyAsync(EmbeddedServer server, string name)
    {
        await RunAsync(server.ConnectionString, $"drop database if exists {name}", $"create database {name}", "checkpoint");
        return DatabaseOf(server, name);
    }

    public static string DatabaseOf(EmbeddedServer server, string name) =>
        new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name, Pooling = false, IncludeErrorDetail = true }.ConnectionString;

    public static async Task RunAsync(string database, params string[] statements)
    {
        foreach (var statement in statements)
            await AskAsync(database, statement);
    }

    /// <summary>The rows of a query as text, columns joined by a bar.</summary>
    public static async Task<IReadOnlyList<string>> AskAsync(string database, string query)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(query, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(at => Convert.ToString(reader.GetValue(at), CultureInfo.InvariantCulture))));
        return rows;
    }
}
