namespace Estrella.Ledger;

/// <summary>What became of a data row. A row that feeds several entities is what its most novel record is.</summary>
public enum Verdict
{
    /// <summary>Its natural id had not been said before.</summary>
    New,

    /// <summary>It says something else than what was known, now or for an earlier time.</summary>
    Changed,

    /// <summary>It repeats what an earlier run knew.</summary>
    Unchanged,

    /// <summary>It repeats an earlier row of the same file or run.</summary>
    Duplicate,

    /// <summary>Declared no data of ours by the contract.</summary>
    SetAside,

    /// <summary>Kept out, with the reason.</summary>
    Quarantined,
}

public static class Verdicts
{
    /// <summary>The names the ledger stores, in the order of the enum.</summary>
    public static IReadOnlyList<string> Names { get; } = ["new", "changed", "unchanged", "duplicate", "set_aside", "quarantined"];

    public static string NameOf(Verdict verdict) => Names[(int)verdict];
}
