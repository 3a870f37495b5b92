using Estrella.Ledger;
using Estrella.Sources;

namespace Estrella.Runs;

/// <summary>What a run is asked to do.</summary>
/// <param name="ConnectionString">The database to publish into.</param>
/// <param name="Directory">The folder of exports; it is only read.</param>
public sealed record RunOptions(Foundation.Settings Settings, string ConnectionString, string Directory)
{
    /// <summary>Day of exports whose contract and name give none, in the shop's zone; null: undated.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Leave with exit 7 when another run holds the lock, rather than wait for it.</summary>
    public bool NoWait { get; init; }

    /// <summary>A full export that is far smaller than the last one is true: what it lacks is gone.</summary>
    public bool AcceptShrink { get; init; }

    /// <summary>Columns that are other than they were are meant to be.</summary>
    public bool AcceptDrift { get; init; }

    /// <summary>What a person says where no row of an export nobody has described decides.</summary>
    public Sources.Discovery.Answers Answers { get; init; } = Sources.Discovery.Answers.None;

    /// <summary>The command as the ledger keeps it, without secrets.</summary>
    public string Command { get; init; } = "run";
}

/// <summary>A line of the conversation while a run goes on.</summary>
/// <param name="Step">What is being done.</param>
/// <param name="Detail">Of which file or table; empty where the step is one thing.</param>
/// <param name="Rows">Rows handled so far, where they are counted.</param>
public sealed record RunProgress(string Step, string Detail, long? Rows = null);

/// <summary>Rows and money of one verdict.</summary>
public sealed record VerdictTotal(Verdict Verdict, long Rows, decimal? Amount);

/// <summary>What became of a file.</summary>
/// <param name="State">read or skipped (the same bytes were read before)</param>
public sealed record FileReport(int FileNo, string Name, string Source, string Export, string State, long Rows, long LayoutRows, IReadOnlyList<VerdictTotal> Totals);

/// <summary>A step and how long it took.</summary>
public sealed record StepReport(string Name, TimeSpan Duration, long? Rows);

/// <summary>How a run ended.</summary>
/// <param name="State">published or no_change; every other end is an <see cref="Foundation.EstrellaException"/>.</param>
/// <param name="Unmatched">CSV files no contract takes.</param>
/// <param name="Contradictions">Where exports disagree as it published them, with since which run.</param>
/// <param name="Unmapped">Texts of statuses nobody mapped, with the rows that hold them.</param>
/// <param name="Figures">What it changed in figures by month.</param>
public sealed record RunReport(
    int RunNo, string State, IReadOnlyList<FileReport> Files, IReadOnlyList<UnmatchedFile> Unmatched,
    IReadOnlyList<StepReport> Steps, IReadOnlyList<ContradictionHistory> Contradictions, IReadOnlyList<string> Unmapped,
    FigureChanges Figures, string Message, string Next)
{
    /// <summary>Columns that are other than in the files before.</summary>
    public IReadOnlyList<FileDrift> Drifts { get; init; } = [];

    public long RowsIn => Files.Where(file => file.State == "read").Sum(file => file.Rows);

    public long RowsOf(Verdict verdict) => Files.SelectMany(file => file.Totals).Where(total => total.Verdict == verdict).Sum(total => total.Rows);
}

/// <summary>What a run would do; nothing was written.</summary>
/// <param name="Figures">What it would change in figures by month; null: not worked out.</param>
/// <param name="Remark">Why the figures are not known; null: they are, or nobody asked.</param>
/// <param name="Refused">Why the run would publish nothing; null: it would. With figures: unless <c>--accept-shrink</c> is given, which they are for.</param>
public sealed record PlanReport(
    IReadOnlyList<PlannedFile> Files, IReadOnlyList<UnmatchedFile> Unmatched, FigureChanges? Figures, string? Remark, Foundation.EstrellaException? Refused, string Message, string Next)
{
    /// <summary>Columns that are other than in the files before.</summary>
    public IReadOnlyList<FileDrift> Drifts { get; init; } = [];
}

/// <summary>A file and what a run would do with it.</summary>
/// <param name="Action">read or skip</param>
/// <param name="Rows">Data rows; null where it would be skipped.</param>
/// <param name="Quarantined">Rows that would be kept out for a cell; those kept out for their key are only known where the figures are worked out.</param>
public sealed record PlannedFile(string Name, string Source, string Export, string Action, long Bytes, long? Rows, long? SetAside, long? Quarantined, DateTime? AsOf);
