using Estrella.Entities;

namespace Estrella.Core;

/// <summary>What one export says of one entity.</summary>
/// <param name="Fields">The fields it feeds; the others stay as other exports said them.</param>
public sealed record Feed(int SourceNo, string Export, Entity Entity, IReadOnlyList<EntityField> Fields)
{
    /// <summary>What is absent from a newer file of the export is gone.</summary>
    public bool HoldsAll { get; init; }

    /// <summary>With <see cref="HoldsAll"/>: gone only where this field lies within the file's own range of days.</summary>
    public EntityField? Within { get; init; }

    /// <summary>
    /// A blank cell says nothing (an entity told by many rows, <c>repeats</c>). Otherwise a cell that was
    /// filled and is blank now was emptied.
    /// </summary>
    public bool BlankKeeps { get; init; }

    /// <summary>Of rows of one file that say the same id at the same time, the last holds (<c>repeats: last</c>). Otherwise they are a conflict.</summary>
    public bool LastWins { get; init; }

    /// <summary>Ids are row numbers: a row that moved would be taken for another one.</summary>
    public bool CountsRows { get; init; }

    /// <summary>The id is personal or comes from a file with a secret: messages name its line only.</summary>
    public bool HidesId { get; init; }

    /// <summary>References told by another text column of the parent than its id: field name → column, such as campaign → name.</summary>
    public IReadOnlyDictionary<string, string> NamedBy { get; init; } = new Dictionary<string, string>();
}

/// <summary>A file of the run whose rows are staged.</summary>
/// <param name="FileNo">Its number in <c>estrella.file</c>, committed before.</param>
/// <param name="KeptRowsOut">Rows of it are in quarantine: absence from it proves nothing.</param>
/// <param name="Within">The days it covers, for an export that holds all within a column; both ends included.</param>
public sealed record MergeFile(int FileNo, bool KeptRowsOut = false, (DateOnly First, DateOnly Last)? Within = null);
