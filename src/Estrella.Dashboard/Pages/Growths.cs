using Estrella.Dashboard.State;
using Estrella.Questions;

namespace Estrella.Dashboard.Pages;

/// <summary>Growth of sales told three ways, since pesos of different months are no comparison; null: not known.</summary>
/// <param name="Nominal">As paid.</param>
/// <param name="Real">In the money of one month.</param>
/// <param name="Units">Pieces, which no price changes.</param>
public sealed record Growths(decimal? Nominal, decimal? Real, decimal? Units)
{
    internal static async Task<Growths> ReadAsync(QuestionFile question, Answer now, Answer before, AskedDays compared, PageContext context)
    {
        var isNominal = context.State["terms"] is null or "nominal";
        var (sold, month) = isNominal && context.Now?.HasIndex == true ? await RealAsync(context.Days.Days, null) : default;
        var real = sold is null ? null : Of(sold, (await RealAsync(compared, month)).Sum);
        return new Growths(
            isNominal ? Of(Cell(now, "net_sales"), Cell(before, "net_sales")) : null, real, Of(Cell(now, "units"), Cell(before, "units")));

        // Month by month: a month without an index makes the sum unknown, not smaller.
        async Task<(decimal? Sum, string? Month)> RealAsync(AskedDays days, string? at)
        {
            var said = context.State.For(question, days, ("by", "month"), ("terms", "real"), ("at", at));
            var (answer, _) = await PageContext.TryAsync(() => context.Reading.RowsOfAsync(question, said, context.Cancellation));
            var months = answer?.Rows.Select(row => PagePlan.Cell(answer, row, "net_sales")).ToList();
            return months is not { Count: > 0 } || months.Contains(null) ? (null, null) : (months.Sum(), MoneyOf(answer!));
        }
    }

    /// <summary>The month in whose money an answer is told; null: as paid, or in a currency. Two answers are compared in the money of one month.</summary>
    internal static string? MoneyOf(Answer answer) => answer.Coverage.Terms?.Split(" at ") is [_, var month] ? month : null;

    private static decimal? Of(decimal? now, decimal? before) => before is > 0 && now is not null ? now / before - 1 : null;

    private static decimal? Cell(Answer answer, string column) => answer.Rows.Count == 1 ? PagePlan.Cell(answer, answer.Rows[0], column) : null;
}
