using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>Whether the values of a column may be what its name says: they refuse, names propose.</summary>
internal static class HeadingFit
{
    /// <summary>Rows can tell whether a name is right about it; a name, a text or an id may hold anything.</summary>
    public static bool IsChecked(Heading heading) => heading.Field is not (Headings.Id or Headings.Kind) && heading.Entity.Find(heading.Field) is { } field
        && (field.Kind != CellKind.Text || field.Vocabulary is not null || field.Name is "email" or "currency");

    /// <summary>The values may be what the name says.</summary>
    public static bool Fits(ColumnProbe column, Heading heading, Headings headings)
    {
        if (heading.Field is Headings.Id or Headings.Kind)
            return column.Filled > 0;
        var field = heading.Entity.Find(heading.Field)!;
        if (column.Filled == 0)
            return field.Kind != CellKind.Number || !column.Says.IsDate;
        return field.Kind switch
        {
            // A share is none of money: 21 or 0.21, and never below nought.
            CellKind.Number when LocaleJudge.IsShare(field) && (column.Least < 0 || column.Most > 100) => false,
            CellKind.Number => column.IsNumber && ((!column.IsPercent && !(column.Says.IsPercent && !column.Name.Any(char.IsAsciiDigit))) || LocaleJudge.IsShare(field) || (heading.Entity.Name == "order_line" && field.Name == "discount")),
            CellKind.Whole => column.IsWholeNumber,
            CellKind.Day or CellKind.Instant => column.IsDate,
            CellKind.Flag => column.Words is { Count: > 0 } words && words.Keys.All(text => FlagWords.Read(text) is not null),
            // Open, received, overdue: what became of a bill is no state of its order.
            _ when field.Vocabulary == Vocabulary.OrderStatus && column.Words is { Count: > 0 } bills && bills.Keys.All(text => headings.IsListed(Vocabulary.PaymentStatus, text)) && bills.Keys.Any(text => headings.Word(Vocabulary.OrderStatus, text) is null) => false,
            _ when field.Vocabulary is { } vocabulary => column.Words is { } words && words.Keys.Any(text => headings.IsListed(vocabulary, text)),
            // A kind of person stands at many customers, a person at a few ids.
            _ when field.Name == "person" => column.Distinct * 2L >= column.Filled,
            _ when field.Name == "email" => column.Emails * 2 > column.Filled,
            // People and firms of other names than theirs.
            _ when field.Name is "carrier" or "channel" or "brand" or "street" && column.Emails * 2 > column.Filled => false,
            _ when field.Name == "currency" => column.Words is { Count: <= 12 } codes && codes.Keys.All(text => text.Length == 3 && text.All(char.IsAsciiLetter)),
            // A coupon is called by a word or a number; what it was worth has cents, or is nothing on some rows.
            _ when field.Name == "coupon" && column.IsNumber => column.IsWholeNumber && column.Least > 0,
            // A person is called by letters.
            _ when field.Name is "first_name" or "last_name" => !column.IsNumber && !column.IsDate && !(column.Words is { Count: > 0 } names && names.Keys.All(text => !text.Any(char.IsLetter))),
            _ when field.Name == "index_name" => !column.IsNumber,
            // A place is called by letters; its number in a list is none.
            // Estado: Cerrado is a state of the order, no state of the country.
            _ when field.Name == "region" && column.Words is { Count: > 0 } states && AreStates([.. states.Keys], headings) => false,
            _ when field.Name is "city" or "region" or "country" or "carrier" or "brand" or "segment" => !column.IsDate && !(column.IsNumber && field.Name is not "carrier"),
            _ => !column.IsDate || column.IsWholeNumber,
        };
    }

    /// <summary>All of them are states of an order, or most, and two are so by their whole text: no country is made of Cancelled and Received.</summary>
    private static bool AreStates(List<string> texts, Headings headings) => texts.Count(text => headings.Word(Vocabulary.OrderStatus, text) is not null) is var known
        && (known == texts.Count || (known * 2 > texts.Count && texts.Count(text => headings.IsListed(Vocabulary.OrderStatus, text)) >= 2));
}
