using System.Globalization;
using Npgsql;

namespace Estrella.Questions;

/// <summary>What must be said beside the rows: cut periods, what is in no total, what is in no scope.</summary>
internal static class AnswerNotes
{
    public static async Task<IReadOnlyList<string>> ReadAsync(
        NpgsqlConnection connection, QuestionFile question, Asking asking, Binding binding, Coverage coverage, CancellationToken cancellation)
    {
        var notes = new List<string>();
        if (!binding.HasDays)
            notes.Add("the exports hold no row of this question");
        if (asking.Range.EndsOnLastDay)
            notes.Add($"{Day(binding.To)} is not in: --to is the first day not counted");
        notes.AddRange(CutPeriods(question, binding));
        if (coverage.UnmappedStatusOrders is > 0 and var unmapped)
            notes.Add($"{unmapped} orders have a status nobody mapped and count in no scope: add their texts to the contract's map");
        if (coverage.UndatedRows is > 0 and var undated)
            notes.Add($"{undated} rows count in no period, because their day is not known");
        if (question.ShowsMoney)
            notes.AddRange(await UntoldAsync(connection, binding, coverage, cancellation));
        return notes;
    }

    private static IEnumerable<string> CutPeriods(QuestionFile question, Binding binding)
    {
        if (binding.By is not { } by || by == "day" || !binding.HasDays || question.Facts.Count == 0)
            yield break;
        var first = binding.From > binding.DataFrom ? binding.From : binding.DataFrom;
        var next = binding.To < binding.DataTo ? binding.To : binding.DataTo;
        if (first >= next)
        {
            yield return $"the facts of this question go from {Day(binding.DataFrom)} to {Day(binding.DataTo.AddDays(-1))}";
            yield break;
        }
        if (by == "all")
        {
            if (binding.From < binding.DataFrom || binding.To > binding.DataTo)
                yield return $"within the range there are facts from {Day(first)} to {Day(next.AddDays(-1))} only";
            yield break;
        }
        var beginsCut = Periods.Start(by, first) < first;
        var endsCut = Periods.Start(by, next) < next;
        if (beginsCut && endsCut && Periods.Start(by, first) == Periods.Start(by, next))
            yield return $"{Periods.Name(by, first)} is cut: it counts from {Day(first)} to {Day(next.AddDays(-1))}";
        else if (beginsCut)
            yield return $"{Periods.Name(by, first)} is cut: it counts from {Day(first)}";
        if (endsCut && !(beginsCut && Periods.Start(by, first) == Periods.Start(by, next)))
            yield return $"{Periods.Name(by, next.AddDays(-1))} is cut: it counts to {Day(next.AddDays(-1))}";
    }

    private static async Task<List<string>> UntoldAsync(
        NpgsqlConnection connection, Binding binding, Coverage coverage, CancellationToken cancellation)
    {
        await using var command = binding.Command(connection, QuestionCatalog.Embedded.Find("Questions/Coverage/untold.sql")!);
        var rows = new List<(string? Currency, DateOnly Month, long Count)>();
        await foreach (var row in Rows.ReadAsync(command, cancellation))
            rows.Add(((string?)row[0], (DateOnly)row[1]!, (long)row[2]!));
        var reason = binding.Terms.Kind == TermsKind.Real ? "no index or rate is known for their month" : "no rate is at most seven days old on their order's day";
        return
        [
            .. rows.GroupBy(row => row.Currency).Select(group =>
                $"{group.Sum(row => row.Count)} amounts{(group.Key is null || group.Key == coverage.Currency ? "" : $" in {group.Key}")} are in no total: {reason} "
                + $"({string.Join(", ", group.Select(row => row.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture)))})"),
        ];
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
