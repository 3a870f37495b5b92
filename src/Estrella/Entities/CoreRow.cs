namespace Estrella.Entities;

/// <summary>
/// What every row of core carries beside its own fields: its number, its natural id within its source,
/// and the record that said it. A row no record has said yet is an inferred parent.
/// </summary>
public abstract class CoreRow
{
    /// <summary>The row's number, stable for ever: what other rows refer to. Column <c>ENTITY_no</c>.</summary>
    public long No { get; set; }

    /// <summary>The source that scopes the id: two shops never collide.</summary>
    public int SourceNo { get; set; }

    /// <summary>The natural id as the source writes it, collate "C". Column <c>ENTITY_id</c>.</summary>
    public string Id { get; set; } = "";

    /// <summary>Another row refers to it, but no export has said it yet.</summary>
    public bool IsInferred { get; set; }

    /// <summary>Absent from the last full export, or marked deleted by the source.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>From when the record holds: its change column, else its export's date, else -infinity.</summary>
    public DateTime SaidAt { get; set; }

    /// <summary>When later exports repeated the record; null where none has, or only whole full exports did, which the ledger knows.</summary>
    public DateTime[]? ConfirmedAt { get; set; }

    /// <summary>The files that repeated it, one for each of <see cref="ConfirmedAt"/>.</summary>
    public int[]? ConfirmedFileNo { get; set; }

    /// <summary>The file that said it; null for an inferred row.</summary>
    public int? FileNo { get; set; }

    /// <summary>The line of that file, 1 for the first line; null for an inferred row.</summary>
    public int? Line { get; set; }

    /// <summary>XxHash128 of the record's fields, equal for equal content.</summary>
    public Guid? ContentHash { get; set; }

    /// <summary>Columns the record did not say itself: their values are those of the record before. Null: none.</summary>
    public string[]? Carried { get; set; }

    /// <summary>Columns nobody mapped, as a JSON object of texts; null where there are none.</summary>
    public string? Extras { get; set; }
}
