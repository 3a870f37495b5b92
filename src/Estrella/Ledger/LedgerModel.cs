using System.Linq.Expressions;
using Estrella.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Estrella.Ledger;

/// <summary>The tables of schema <c>estrella</c>: runs, files, control totals, quarantine, contradictions.</summary>
public static class LedgerModel
{
    public const string Schema = "estrella";

    public static IReadOnlyList<string> RunStates { get; } = ["running", "published", "no_change", "failed", "refused", "undone"];

    public static IReadOnlyList<string> RepeatedKinds { get; } = ["confirmed", "healed"];

    public static IReadOnlyList<string> FileStates { get; } = ["pending", "read", "skipped"];

    public static void Map(ModelBuilder model)
    {
        var source = Table<SourceRow>(model, "source", each => each.SourceNo, isNumbered: true);
        source.Property(each => each.PricesIncludeTax).HasDefaultValue(false);
        source.Property(each => each.Authority).HasColumnType("jsonb");
        source.HasIndex(each => each.Name).IsUnique().HasDatabaseName("source_name_key");

        var shop = Table<ShopRow>(model, "shop", each => each.IsOnly);
        shop.Property(each => each.IsOnly).ValueGeneratedNever();
        shop.Property(each => each.WeekStart).HasDefaultValue(1);
        Check(shop, "shop_is_only_check", "is_only");
        Check(shop, "shop_week_start_check", "week_start between 1 and 7");

        var run = Table<RunRow>(model, "run", each => each.RunNo, isNumbered: true);
        Check(run, "run_state_check", OneOf("state", RunStates));
        Check(run, "run_ended_at_check", "(state = 'running') = (ended_at is null)");
        Check(run, "run_undone_by_run_no_check", "(state = 'undone') = (undone_by_run_no is not null)");
        Refers<RunRow, RunRow>(run, each => each.UndoneByRunNo!, "run_undone_by_run_no_fkey");

        var file = Table<FileRow>(model, "file", each => each.FileNo, isNumbered: true);
        file.Property(each => each.HoldsAll).HasDefaultValue(false);
        Refers<FileRow, RunRow>(file, each => each.RunNo, "file_run_no_fkey");
        Refers<FileRow, SourceRow>(file, each => each.SourceNo, "file_source_no_fkey");
        file.HasIndex(each => each.RunNo).HasDatabaseName("file_run_no_idx");
        // Every run asks which files it knows already.
        file.HasIndex(each => new { each.SourceNo, each.Export, each.Checksum }).HasDatabaseName("file_checksum_idx");
        Check(file, "file_state_check", OneOf("state", FileStates));
        Refers<FileRow, FileRow>(file, each => each.ReplaysFileNo!, "file_replays_file_no_fkey");

        var total = Table<ControlTotalRow>(model, "control_total", each => new { each.FileNo, each.Verdict });
        Refers<ControlTotalRow, FileRow>(total, each => each.FileNo, "control_total_file_no_fkey");
        total.Property(each => each.Amount).HasColumnType("numeric");
        Check(total, "control_total_verdict_check", OneOf("verdict", Verdicts.Names));
        Check(total, "control_total_row_count_check", "row_count >= 0");

        var quarantine = Table<QuarantineRow>(model, "quarantine", each => new { each.FileNo, each.Line, each.ProblemNo });
        Refers<QuarantineRow, FileRow>(quarantine, each => each.FileNo, "quarantine_file_no_fkey");
        quarantine.Property(each => each.Control).HasColumnType("numeric");

        var replayed = Table<ReplayedRow>(model, "replayed_row", each => new { each.FileNo, each.Line, each.ByFileNo });
        Refers<ReplayedRow, FileRow>(replayed, each => each.FileNo, "replayed_row_file_no_fkey");
        Refers<ReplayedRow, FileRow>(replayed, each => each.ByFileNo, "replayed_row_by_file_no_fkey");

        var column = Table<FileColumnRow>(model, "file_column", each => new { each.FileNo, each.Position });
        column.Property(each => each.Kinds).HasColumnType("jsonb");
        Refers<FileColumnRow, FileRow>(column, each => each.FileNo, "file_column_file_no_fkey");

        var drift = Table<DriftRow>(model, "drift", each => new { each.FileNo, each.ColumnName, each.Kind });
        Refers<DriftRow, FileRow>(drift, each => each.FileNo, "drift_file_no_fkey");

        var aside = Table<SetAsideLine>(model, "set_aside", each => new { each.FileNo, each.Line });
        Refers<SetAsideLine, FileRow>(aside, each => each.FileNo, "set_aside_file_no_fkey");
        aside.Property(each => each.Control).HasColumnType("numeric");

        var contradiction = Table<ContradictionRow>(model, "contradiction", each => new { each.RunNo, each.Kind, each.SourceNo, each.Export, each.OtherSourceNo, each.OtherExport });
        Refers<ContradictionRow, SourceRow>(contradiction, each => each.SourceNo, "contradiction_source_no_fkey");
        Refers<ContradictionRow, SourceRow>(contradiction, each => each.OtherSourceNo, "contradiction_other_source_no_fkey");
        Refers<ContradictionRow, RunRow>(contradiction, each => each.RunNo, "contradiction_run_no_fkey");
        contradiction.Property(each => each.Amount).HasColumnType("numeric");
        Check(contradiction, "contradiction_compared_count_check", "compared_count = agree_count + disagree_count");

        var figure = Table<FigureChangeRow>(model, "figure_change", each => new { each.RunNo, each.Month, each.Currency, each.Measure });
        Refers<FigureChangeRow, RunRow>(figure, each => each.RunNo, "figure_change_run_no_fkey");
        figure.Property(each => each.BeforeValue).HasColumnType("numeric");
        figure.Property(each => each.AfterValue).HasColumnType("numeric");
        Check(figure, "figure_change_measure_check", OneOf("measure", FigureChange.Measures));

        var step = Table<StepRow>(model, "step", each => new { each.RunNo, each.StepNo });
        Refers<StepRow, RunRow>(step, each => each.RunNo, "step_run_no_fkey");

        var built = Table<ModelRow>(model, "model", each => each.Name);
        Refers<ModelRow, RunRow>(built, each => each.BuiltRunNo!, "model_built_run_no_fkey");

        var fed = Table<FedRow>(model, "fed", each => each.Entity);
        Refers<FedRow, RunRow>(fed, each => each.FirstRunNo, "fed_first_run_no_fkey");

        var feed = Table<FeedRow>(model, "feed", each => new { each.SourceNo, each.Export, each.Entity, each.ColumnName });
        Refers<FeedRow, SourceRow>(feed, each => each.SourceNo, "feed_source_no_fkey");

        var field = Table<FedFieldRow>(model, "fed_field", each => new { each.Entity, each.Field });
        Refers<FedFieldRow, FedRow>(field, each => each.Entity, "fed_field_entity_fkey");

        var place = Table<PlaceRow>(model, "place", each => each.Code);
        Check(place, "place_country_code_check", "code = country_code or code like country_code || '-%'");

        var spelling = Table<PlaceSpellingRow>(model, "place_spelling", each => new { each.CountryCode, each.Spelling, each.Code });
        Refers<PlaceSpellingRow, PlaceRow>(spelling, each => each.Code, "place_spelling_code_fkey");

        MapJournal(model);
    }

    /// <summary>What a run leaves so that it can be taken back.</summary>
    private static void MapJournal(ModelBuilder model)
    {
        var feed = Table<RunFeedRow>(model, "run_feed", each => new { each.RunNo, each.SourceNo, each.Export, each.Entity });
        Refers<RunFeedRow, RunRow>(feed, each => each.RunNo, "run_feed_run_no_fkey");
        Refers<RunFeedRow, SourceRow>(feed, each => each.SourceNo, "run_feed_source_no_fkey");

        var shop = Table<RunShopRow>(model, "run_shop", each => each.RunNo);
        Refers<RunShopRow, RunRow>(shop, each => each.RunNo, "run_shop_run_no_fkey");

        var source = Table<RunSourceRow>(model, "run_source", each => new { each.RunNo, each.SourceNo });
        Refers<RunSourceRow, RunRow>(source, each => each.RunNo, "run_source_run_no_fkey");
        Refers<RunSourceRow, SourceRow>(source, each => each.SourceNo, "run_source_source_no_fkey");

        var numbered = Table<NumberedRow>(model, "numbered", each => new { each.RunNo, each.Entity });
        Refers<NumberedRow, RunRow>(numbered, each => each.RunNo, "numbered_run_no_fkey");

        var overwritten = Table<OverwrittenRow>(model, "overwritten", each => new { each.RunNo, each.Entity, each.No, each.PastNo });
        overwritten.Property(each => each.Record).HasColumnType("jsonb");
        Refers<OverwrittenRow, RunRow>(overwritten, each => each.RunNo, "overwritten_run_no_fkey");

        var repeated = Table<RepeatedRow>(model, "repeated", each => each.RepeatedNo, isNumbered: true);
        repeated.Property(each => each.Numbers).HasColumnType("int8multirange");
        repeated.HasIndex(each => new { each.RunNo, each.Entity }).HasDatabaseName("repeated_run_no_idx");
        Refers<RepeatedRow, RunRow>(repeated, each => each.RunNo, "repeated_run_no_fkey");
        Check(repeated, "repeated_kind_check", OneOf("kind", RepeatedKinds));
    }

    /// <summary>A check that a column holds one of some words, or nothing.</summary>
    public static string OneOf(string column, IEnumerable<string> words) =>
        $"{column} in ({string.Join(", ", words.Select(word => $"'{word}'"))})";

    private static EntityTypeBuilder<T> Table<T>(
        ModelBuilder model, string name, Expression<Func<T, object?>> key, bool isNumbered = false) where T : class
    {
        var table = model.Entity<T>();
        table.ToTable(name, Schema);
        table.HasKey(key).HasName(name + "_pkey");
        var order = 0;
        foreach (var property in typeof(T).GetProperties().OrderBy(each => each.MetadataToken))
            table.Property(property.Name).HasColumnName(EntityCatalog.SnakeCase(property.Name)).HasColumnOrder(order++);
        if (isNumbered)
            table.Property(typeof(T).GetProperties().OrderBy(each => each.MetadataToken).First().Name).UseIdentityByDefaultColumn();
        return table;
    }

    private static void Refers<TFrom, TTo>(EntityTypeBuilder<TFrom> table, Expression<Func<TFrom, object?>> column, string name)
        where TFrom : class where TTo : class =>
        table.HasOne<TTo>().WithMany().HasForeignKey(column).HasConstraintName(name).OnDelete(DeleteBehavior.NoAction);

    private static void Check<T>(EntityTypeBuilder<T> table, string name, string condition) where T : class =>
        table.ToTable(built => built.HasCheckConstraint(name, condition));
}
