using System.Text;

namespace Estrella.Sources.Discovery;

/// <summary>
/// What decides a column that its own cells do not: arithmetic with other columns, the date in the file's name, the
/// order of the rows, another column of the same file written the same way. Each only where it leaves one reading.
/// </summary>
internal static class Evidence
{
    public static void Weigh(ProbedFile file)
    {
        foreach (var column in file.Open.Where(column => column.IsNumber && column.Numbers.IsOpen && column.Numbers.Contradiction is null).ToList())
            Arithmetic(file, column);
        Neighbours(file);
        foreach (var column in file.Open.Where(column => column.IsDate && column.CountedDates is null))
        {
            foreach (var way in column.Dates.Open.Where(way => way.Contradiction is null).ToList())
                Decide(file, column, way);
        }
        foreach (var column in file.Open.Where(column => column.IsDate && column.CountedDates is null))
        {
            foreach (var way in column.Dates.Open.Where(way => way.Contradiction is null).ToList())
                Neighbour(file, column, way);
        }
    }

    private static void Decide(ProbedFile file, ColumnProbe column, DateWay way)
    {
        if (file.Tables.Max(table => FileNames.DayOf(table.Name)) is { } day && !column.Says.MayLieAhead && way.NotBehind(day) is { } past)
            way.Decide(past, Proof.Of(way.Cells, way.Cells, FormattableString.Invariant($"in the other order days would lie behind {day:yyyy-MM-dd}, the date in the file's name")));
        else if (way.Monotone() is { } sorted)
            way.Decide(sorted, Proof.Of(way.Cells, way.Cells, "only in this order the rows follow one another in time"));
    }

    /// <summary>Columns of a file that write dates with the same signs write them in the same order.</summary>
    private static void Neighbour(ProbedFile file, ColumnProbe column, DateWay way)
    {
        var alike = file.Open.Where(other => other != column && other.IsDate)
            .SelectMany(other => other.Dates.Ways.Where(each => each.Order is not null && each.IsLike(way)).Select(each => (Column: other, Way: each)))
            .ToList();
        if (alike.Count > 0 && alike.TrueForAll(each => each.Way.Order == alike[0].Way.Order))
            way.Decide(alike[0].Way.Order!.Value, alike[0].Way.Proof?.Behind($"as in {alike[0].Column.Name}, "));
    }

    private static void Neighbours(ProbedFile file)
    {
        var decided = file.Open.Where(column => column.IsNumber && !column.Says.IsIdentifier && column.Numbers.Decimal is not null).ToList();
        if (decided.Count == 0 || !decided.TrueForAll(column => column.Numbers.Decimal == decided[0].Numbers.Decimal))
            return;
        foreach (var column in file.Open.Where(column => column.IsNumber && column.Numbers.IsOpen && column.Numbers.Contradiction is null).ToList())
            column.Numbers.Decide(decided[0].Numbers.Decimal!.Value, decided[0].Numbers.Proof!.Behind($"as in {decided[0].Name}, "));
    }

    /// <summary>A product of two columns is a third under one reading only: total = price × quantity.</summary>
    private static void Arithmetic(ProbedFile file, ColumnProbe open)
    {
        var columns = file.Open.Where(column => column.IsNumber && !column.Says.IsIdentifier && !column.IsDate && column.Numbers.Percents == 0).Take(40).ToList();
        var point = columns.ToDictionary(column => column, column => Values(column, column.Numbers.Decimal ?? '.'));
        var comma = columns.ToDictionary(column => column, column => Values(column, column.Numbers.Decimal ?? ','));
        if (!columns.Contains(open))
            return;
        foreach (var total in columns)
        {
            for (var one = 0; one < columns.Count; one++)
            {
                for (var two = one + 1; two < columns.Count; two++)
                {
                    var (first, second) = (columns[one], columns[two]);
                    if (first == total || second == total || (first != open && second != open && total != open))
                        continue;
                    var rows = Enumerable.Range(0, open.Sample.Count).Where(row => point[open][row] != comma[open][row]).ToList();
                    var holdsWithPoint = Holds(rows, point[first], point[second], point[total]);
                    var holdsWithComma = Holds(rows, comma[first], comma[second], comma[total]);
                    if (holdsWithPoint == holdsWithComma)
                        continue;
                    open.Numbers.Decide(
                        holdsWithPoint ? '.' : ',',
                        Proof.Of(rows.Count, rows.Count, $"only so {total.Name} = {first.Name} × {second.Name} holds, as on {rows.Count} of the first {open.Sample.Count} rows"));
                    return;
                }
            }
        }
    }

    private static bool Holds(List<int> rows, decimal?[] first, decimal?[] second, decimal?[] total)
    {
        var told = 0;
        foreach (var row in rows)
        {
            if (first[row] is not { } one || second[row] is not { } two || total[row] is not { } all)
                continue;
            if (Math.Abs((one * two) - all) > 0.01m)
                return false;
            // One times something is itself, however it is written.
            told += one is 0 or 1 or -1 || two is 0 or 1 or -1 ? 0 : 1;
        }
        return told >= 2;
    }

    private static decimal?[] Values(ColumnProbe column, char sign)
    {
        var formats = new[] { sign == '.' ? ',' : '.', ' ', '\'' }.Select(group => new NumberFormat(sign, group, new MoneyRule(MoneyRule.OfCell))).ToArray();
        return [.. column.Sample.Select(text =>
        {
            var bytes = Encoding.UTF8.GetBytes(text ?? "");
            foreach (var format in formats)
            {
                if (format.Read(bytes, out var value) == NumberRead.Good)
                    return value / (decimal?)Canonical.Scale;
            }
            return null;
        })];
    }
}
