using Estrella.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace Estrella.Core;

/// <summary>
/// The relational model: schema <c>core</c> made from the entity catalogue, schema <c>estrella</c> made from
/// the ledger's tables. Its migrations are the only thing that changes either.
/// </summary>
public sealed class CoreContext(DbContextOptions<CoreContext> options) : DbContext(options)
{
    public const string HistoryTable = "migration";

    public static CoreContext Over(string connectionString) =>
        new(new DbContextOptionsBuilder<CoreContext>()
            .UseNpgsql(connectionString, npgsql => npgsql.MigrationsHistoryTable(HistoryTable, LedgerModel.Schema))
            .Options);

    // Which foreign keys are worth an index is said where they are made, not by convention.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        LedgerModel.Map(modelBuilder);
        CoreModel.Map(modelBuilder);
    }
}

/// <summary>What <c>dotnet ef</c> builds the model with; it connects to nothing.</summary>
public sealed class CoreContextFactory : IDesignTimeDbContextFactory<CoreContext>
{
    public CoreContext CreateDbContext(string[] args) => CoreContext.Over("Host=127.0.0.1;Database=estrella");
}
