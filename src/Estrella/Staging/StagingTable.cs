using Estrella.Entities;

namespace Estrella.Staging;

/// <summary>The landing table of one entity in one run: who said it, its id and hash, then the fields fed.</summary>
public sealed record StagingTable(Entity Entity, IReadOnlyList<EntityField> Fields, int RunNo)
{
    /// <summary>Qualified and safe to stand in SQL: entity names are words of the catalogue.</summary>
    public string Name => NameOf(Entity, RunNo);

    public static string NameOf(Entity entity, int runNo) => $"{StagingArea.Schema}.{entity.Name}_{runNo}";

    /// <summary>Columns every landing table begins with, in the order they are copied.</summary>
    public static IReadOnlyList<(string Name, string Type)> RecordColumns { get; } =
    [
        ("file_no", "integer not null"),
        // A record made of an absence from a full export has no line, and no content to hash.
        ("line", "integer"),
        ("id", "text collate \"C\" not null"),
        ("content_hash", "uuid"),
        ("said_at", "timestamptz not null"),
        ("is_deleted", "boolean not null"),
        ("control", "numeric"),
        ("extras", "jsonb"),
    ];

    /// <summary>What the merge joins by: the file, the id and the ids of the parents.</summary>
    public IEnumerable<string> JoinedColumns => ["file_no", "id", .. Fields.Where(each => each.IsReference).Select(each => $"\"{each.StagingColumn}\"")];

    public string CreateSql =>
        $"create unlogged table {Name} ("
        + string.Join(", ", RecordColumns.Select(each => $"{each.Name} {each.Type}").Concat(Fields.Select(ColumnSql)))
        // Written once, read a few times, dropped: nothing for autovacuum to do.
        + ") with (autovacuum_enabled = false)";

    /// <summary>The COPY of batches that feed these fields.</summary>
    public string CopySql(IEnumerable<EntityField> fields) =>
        $"copy {Name} ({string.Join(", ", RecordColumns.Select(each => each.Name).Concat(fields.Select(field => $"\"{field.StagingColumn}\"")))}) from stdin (format binary)";

    private static string ColumnSql(EntityField field) => $"\"{field.StagingColumn}\" {TypeOf(field.Kind)}";

    // numeric without a scale: core rounds, and the copy need not.
    private static string TypeOf(CellKind kind) => kind switch
    {
        CellKind.Text => "text collate \"C\"",
        CellKind.Number => "numeric",
        CellKind.Whole => "bigint",
        CellKind.Day => "date",
        CellKind.Instant => "timestamptz",
        CellKind.Flag => "boolean",
        _ => throw new InvalidOperationException($"no staging type for {kind}"),
    };
}
