using System.Reflection;
using Estrella.Foundation;
using Estrella.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Estrella.Core;

/// <summary>Brings the schemas <c>core</c> and <c>estrella</c> of a database to this version.</summary>
public static class CoreDatabase
{
    /// <summary>
    /// Applies the migrations that are missing. Runs on a connection of its own, before anything is published:
    /// migrations inside the publishing transaction are refused by PostgreSQL on a fresh database.
    /// </summary>
    /// <exception cref="EstrellaException">The database was written by a newer Estrella (exit 1).</exception>
    public static async Task MigrateAsync(string connectionString, CancellationToken cancellation = default)
    {
        // A migration waits for its locks as long as it takes; the pool's reset would hide a session setting.
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 };
        if (await IsCurrentAsync(unpooled.ConnectionString, cancellation))
            return;
        await using var context = CoreContext.Over(unpooled.ConnectionString);
        var known = context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellation)).ToList();
        var newer = applied.Where(each => !known.Contains(each)).ToList();
        if (newer.Count > 0)
            throw new EstrellaException(
                ExitCode.Failed,
                $"the database was written by a newer Estrella: it has migration {newer[^1]}, this version knows up to {known.Max(StringComparer.Ordinal)}",
                "use the newer version, or another database (--database)");
        if (applied.Count < known.Count)
            await context.Database.MigrateAsync(cancellation);
    }

    /// <summary>
    /// Whether the database is at this very version; one no run has met yet is not. Asked without EF, whose model takes longer to make than a small run takes to publish. The names of the migrations
    /// are read from their attributes; whatever is not exactly as this version would leave it is left to EF.
    /// </summary>
    public static async Task<bool> IsCurrentAsync(string connectionString, CancellationToken cancellation = default)
    {
        var known = typeof(CoreDatabase).Assembly.GetTypes()
            .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id).OfType<string>().Order(StringComparer.Ordinal).ToList();
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        const string Table = $"{LedgerModel.Schema}.{CoreContext.HistoryTable}";
        if (!await connection.AskAsync<bool>($"select to_regclass('{Table}') is not null", cancellation))
            return false;
        var applied = await connection.ListAsync(
            $"select \"MigrationId\" from {Table} order by \"MigrationId\" collate \"C\"", row => row.GetString(0), cancellation);
        return applied.SequenceEqual(known);
    }
}
