using System.Globalization;

namespace Estrella.Generator.Books;

/// <summary>A row of an answer: columns and what they show, rounded once, here. A number is JSON as it stands.</summary>
internal sealed class BookRow
{
    public List<(string Column, string? Number, string? Text)> Cells { get; } = [];

    public BookRow Text(string column, string? text) => Add(column, null, text);

    public BookRow Day(string column, DateOnly day) => Add(column, null, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public BookRow Whole(string column, long? number) => Add(column, number?.ToString(CultureInfo.InvariantCulture), null);

    public BookRow Flag(string column, bool flag) => Add(column, flag ? "true" : "false", null);

    /// <summary>Two decimals, half away from zero.</summary>
    public BookRow Money(string column, decimal? amount) => Add(column, Rounded(amount, 2, "0.00"), null);

    /// <summary>Six decimals.</summary>
    public BookRow Ratio(string column, decimal? ratio) => Add(column, Rounded(ratio, 6, "0.000000"), null);

    /// <summary>Null where the divisor is 0.</summary>
    public BookRow Ratio(string column, decimal part, decimal whole) => Ratio(column, whole == 0 ? null : part / whole);

    private static string? Rounded(decimal? number, int decimals, string format)
    {
        if (number is not { } value)
        {
            return null;
        }
        var rounded = Math.Round(value, decimals, MidpointRounding.AwayFromZero);
        return (rounded == 0 ? 0m : rounded).ToString(format, CultureInfo.InvariantCulture);
    }

    private BookRow Add(string column, string? number, string? text)
    {
        Cells.Add((column, number, text));
        return this;
    }
}

/// <summary>One answer, kept while the orders pass by.</summary>
internal interface IBook
{
    Asking Asking { get; }

    void Tell(BookedOrder order);

    IEnumerable<BookRow> Rows();
}
