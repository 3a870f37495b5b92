namespace Estrella.Questions;

/// <summary>What a column holds, which decides how it is rounded and written.</summary>
public enum ColumnKind
{
    Text,
    Date,

    /// <summary>Pieces, orders, days: written as it is.</summary>
    Count,

    /// <summary>Rounded to the currency's decimals.</summary>
    Money,

    /// <summary>A share or a rate: six decimals; for people per cent with one.</summary>
    Ratio,

    /// <summary>A figure that is no share: six decimals; for people two.</summary>
    Number,
}

public sealed record AnswerColumn(string Name, ColumnKind Kind);

/// <summary>An answer, computed within one snapshot of the warehouse.</summary>
/// <param name="Rows">Cells are string, DateOnly, long, decimal, bool, or null for what is not known; numbers are not rounded yet.</param>
/// <param name="Notes">What a reader must know about these rows, a sentence each.</param>
/// <param name="MoneyDecimals">Decimals of the answer's currency.</param>
public sealed record Answer(
    QuestionFile Question,
    IReadOnlyList<AnswerColumn> Columns,
    IReadOnlyList<IReadOnlyList<object?>> Rows,
    Coverage Coverage,
    IReadOnlyList<string> Notes,
    int MoneyDecimals);

/// <summary>What an answer rests on; null where a figure does not apply.</summary>
public sealed record Coverage
{
    /// <summary>First day counted.</summary>
    public DateOnly? From { get; init; }

    /// <summary>First day not counted.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Day of the newest fact in the warehouse.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>The run that published what was read.</summary>
    public long? Run { get; init; }

    public string? Scope { get; init; }

    public string? Basis { get; init; }

    public string? Money { get; init; }

    /// <summary>What money is told in; null: nobody said the shop's currency.</summary>
    public string? Currency { get; init; }

    public string? Zone { get; init; }

    /// <summary>Orders of scope and filters placed in the range.</summary>
    public long? Orders { get; init; }

    /// <summary>Those of the universe the figures rest on.</summary>
    public long? OrdersCovered { get; init; }

    public decimal? OrdersShare => Orders is > 0 && OrdersCovered is { } covered ? (decimal)covered / Orders : null;

    /// <summary>Share of net sales whose cost is known.</summary>
    public decimal? CostShare { get; init; }

    /// <summary>Share of kept orders of the universe whose customer is known.</summary>
    public decimal? CustomersKnownShare { get; init; }

    /// <summary>Orders in the range in no scope, because nobody mapped their status.</summary>
    public long? UnmappedStatusOrders { get; init; }

    /// <summary>Rows that count in no period, because their day is not known.</summary>
    public long? UndatedRows { get; init; }

    /// <summary>How money is told: nominal, real in the money of a month, or a currency and its rate type.</summary>
    public string? Terms { get; init; }
}
