namespace Estrella.Sources.Discovery;

/// <summary>How most numbers and dates of a file are written; columns that differ say so themselves.</summary>
/// <param name="Dates">None: the formats every reader knows.</param>
/// <param name="Empty">Words that mean blank.</param>
internal sealed record WrittenForm(char Decimal, char? Thousands, IReadOnlyList<string> Dates, IReadOnlyList<string> Empty, Proof? NumberProof, Proof? DateProof)
{
    /// <summary>By the columns whose cells, or other evidence, decide.</summary>
    public static WrittenForm Of(ProbedFile file)
    {
        var numbers = file.Open.Where(column => column.IsNumber && !column.Says.IsIdentifier && column.Numbers.Decimal is not null).ToList();
        var sign = Most(numbers, column => column.Numbers.Decimal!.Value) ?? '.';
        var alike = numbers.Where(column => column.Numbers.Decimal == sign).ToList();
        var grouped = file.Open.Where(column => column.IsNumber && !column.Says.IsIdentifier && column.Numbers.ThousandsUnder(sign) is not null && (column.Numbers.Decimal ?? sign) == sign && !column.Numbers.IsOpen).ToList();
        var dated = file.Open.Where(column => column.IsDate && !column.Dates.Open.Any() && column.CountedDates is null).ToList();
        var formats = dated.GroupBy(column => string.Join('\n', column.Dates.Formats)).OrderByDescending(group => group.Sum(column => column.Filled)).FirstOrDefault();
        return new WrittenForm(
            sign,
            Most(grouped, column => column.Numbers.ThousandsUnder(sign)!.Value),
            formats is null ? [] : [.. formats.First().Dates.Formats],
            [.. file.Open.SelectMany(column => column.Missing.Keys).Distinct().Order(StringComparer.Ordinal)],
            alike.Select(column => column.Numbers.Proof?.Behind($"{column.Name}: ")).FirstOrDefault(),
            formats?.SelectMany(column => column.Dates.Ways.Where(way => way.Proof is not null).Select(way => way.Proof!.Behind($"{column.Name}: "))).FirstOrDefault());
    }

    private static char? Most(IReadOnlyList<ColumnProbe> columns, Func<ColumnProbe, char> sign) =>
        columns.GroupBy(sign).OrderByDescending(group => group.Sum(column => column.Filled)).Select(group => (char?)group.Key).FirstOrDefault();
}
