using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>A contract as discovery would write it, with its proofs.</summary>
/// <param name="Source">Name of the source system.</param>
/// <param name="Questions">What no row decides: a person must, before a run.</param>
internal sealed record Draft(string Source, IReadOnlyList<DraftExport> Exports, IReadOnlyList<DraftQuestion> Questions);

/// <summary>A decision that is a person's.</summary>
/// <param name="Where">File and column.</param>
/// <param name="Choices">Each as the contract would say it.</param>
internal sealed record DraftQuestion(string Where, string Problem, IReadOnlyList<string> Choices);

/// <summary>One kind of file.</summary>
internal sealed record DraftExport(string Name, string Files, ProbedFile File)
{
    public required string Holds { get; init; }

    public required string HoldsProof { get; init; }

    public List<DraftFeed> Feeds { get; } = [];

    public List<string> Secret { get; } = [];

    public List<string> Personal { get; } = [];

    /// <summary>Columns nobody knows the meaning of; they are kept in extras.</summary>
    public List<string> Unmapped { get; } = [];

    /// <summary>How numbers and dates are written in most columns.</summary>
    public required WrittenAs Written { get; init; }
}

/// <summary>How the numbers and dates of a file, or of one column, are written.</summary>
internal sealed record WrittenAs(char Decimal, char? Thousands, string? Dates, string? NumberProof, string? DateProof);

/// <summary>An entity a row feeds.</summary>
internal sealed record DraftFeed(Entity Entity, string? Id, string? IdProof, bool RepeatsFirst)
{
    public string? When { get; init; }

    public List<DraftField> Fields { get; } = [];
}

/// <summary>A field and the cell it is read from, as the contract says it.</summary>
/// <param name="Cell">YAML in one line.</param>
internal sealed record DraftField(string Field, string Cell, string? Proof);
