using Npgsql;

namespace Estrella.Foundation.Models;

/// <summary>
/// The months of a partitioned table. There is no default partition: attaching beside one would lock it against
/// readers, so a month is made before its first row comes.
/// </summary>
internal static class ModelMonths
{
    private const int LongestGaplessSpan = 360;

    /// <summary>The months of <paramref name="days"/> and those between them; only the months themselves where a typing error would make centuries.</summary>
    public static IReadOnlyList<DateOnly> Around(IReadOnlyCollection<DateOnly> days)
    {
        var months = days.Select(day => new DateOnly(day.Year, day.Month, 1)).Distinct().Order().ToList();
        if (months.Count == 0)
            return months;
        return AreGapless(months) ? [.. Enumerable.Range(0, Span(months)).Select(at => months[0].AddMonths(at))] : months;
    }

    /// <summary>Whether <see cref="Around"/> adds the months between the first of the days and the last.</summary>
    /// <param name="days">In order.</param>
    public static bool AreGapless(IReadOnlyList<DateOnly> days) => days.Count == 0 || Span(days) <= LongestGaplessSpan;

    private static int Span(IReadOnlyList<DateOnly> days) => ((days[^1].Year - days[0].Year) * 12) + days[^1].Month - days[0].Month + 1;

    /// <summary>The months the table has, of those asked for.</summary>
    public static async Task<IReadOnlyList<DateOnly>> MissingAsync(
        NpgsqlConnection connection, ModelFile model, IReadOnlyList<DateOnly> months, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select month from unnest($1, $2) as asked (month, name) where to_regclass(name) is null", connection);
        command.Parameters.AddWithValue(months.ToArray());
        command.Parameters.AddWithValue(months.Select(month => ModelTable.MonthName(model.Name, month)).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var missing = new List<DateOnly>();
        while (await reader.ReadAsync(cancellation))
            missing.Add(reader.GetFieldValue<DateOnly>(0));
        return missing;
    }

    /// <summary>A month of a table nobody has read yet.</summary>
    public static string Create(string schema, ModelFile model, DateOnly month) =>
        $"create table {ModelTable.MonthName(model.Name, month)} partition of {schema}.{model.Name} {ModelTable.MonthRange(month)}";

    /// <summary>
    /// A month of a table readers may be reading: made apart and attached empty, which makes nobody wait
    /// (create ... partition of would lock the parent).
    /// </summary>
    public static IEnumerable<string> Attach(string schema, ModelFile model, DateOnly month)
    {
        var name = ModelTable.MonthName(model.Name, month);
        yield return $"create table {name} (like {schema}.{model.Name} including defaults including constraints)";
        yield return $"alter table {schema}.{model.Name} attach partition {name} {ModelTable.MonthRange(month)}";
    }
}
