namespace Estrella.Sources.Discovery;

/// <summary>How most numbers and dates of a file are written, decided by the rows that can decide.</summary>
internal static class WrittenForm
{
    public static WrittenAs Of(ProbedFile file, List<DraftQuestion> questions)
    {
        var numbers = file.Open.Where(column => column.IsNumber).ToList();
        var points = numbers.Sum(column => column.Numbers.OnlyPoint);
        var commas = numbers.Sum(column => column.Numbers.OnlyComma);
        var point = commas > points ? ',' : '.';
        var grouped = numbers.Sum(column => column.Numbers.Grouped) > 0 || (points + commas > 0 && numbers.Exists(column => column.Numbers.Undecided > 0 && column.Numbers.OnlyPoint + column.Numbers.OnlyComma == 0));
        if (points + commas == 0 && numbers.Find(column => column.Numbers.Undecided > 0) is { } undecided)
            questions.Add(new DraftQuestion($"{file.Name}: {undecided.Name}", $"'{undecided.First}' is a thousand or a decimal: no row decides", ["decimal: \".\"", "decimal: \",\"", "thousands: \".\"", "thousands: \",\""]));
        var proof = numbers.Select(column => column.Numbers.Proof).FirstOrDefault(each => each is not null);

        var dated = file.Open.Where(column => column.IsDate && !column.IsWholeNumber).ToList();
        var decided = dated.Where(column => column.Dates.Rivals.Count == 0).ToList();
        var format = (decided.Count > 0 ? decided : dated).GroupBy(column => column.Dates.Best!.Value.Format).OrderByDescending(group => group.Sum(column => column.Filled)).Select(group => group.Key).FirstOrDefault();
        foreach (var column in decided.Count > 0 ? [] : dated)
            questions.Add(new DraftQuestion($"{file.Name}: {column.Name}", $"'{column.First}' is day and month or month and day: no row decides", [$"dates: {column.Dates.Best!.Value.Format}", .. column.Dates.Rivals.Take(1).Select(rival => $"dates: {rival}")]));
        return new WrittenAs(
            point, grouped ? (point == '.' ? ',' : '.') : null, format,
            proof is null ? null : FormattableString.Invariant($"{Math.Max(points, commas):N0} numbers can be nothing else: {proof}"),
            dated.Select(column => column.Dates.Proof).FirstOrDefault(each => each is not null));
    }

    /// <summary>The format of a column's dates; null: it has none.</summary>
    public static string? DatesOf(ColumnProbe column) => column.Dates.Best?.Format;

    /// <summary>The decimal sign a column's numbers need; null: any.</summary>
    public static char? DecimalOf(ColumnProbe column) =>
        column.Numbers.OnlyPoint > column.Numbers.OnlyComma ? '.' : column.Numbers.OnlyComma > column.Numbers.OnlyPoint ? ',' : null;
}
