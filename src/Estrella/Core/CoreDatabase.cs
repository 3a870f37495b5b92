using Estrella.Foundation;
using Microsoft.EntityFrameworkCore;
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

    /// <summary>Whether the database is at this very version; one no run has met yet is not.</summary>
    public static async Task<bool> IsCurrentAsync(string connectionString, CancellationToken cancellation = default)
    {
        await using var context = CoreContext.Over(connectionString);
        return context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal).SetEquals(await context.Database.GetAppliedMigrationsAsync(cancellation));
    }
}
