using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>
/// States of orders that are no words of the dictionary. An order that counts in no figure is lost without a sound: where the
/// column has another word for what was cancelled they are sales, else a person says what they are.
/// </summary>
internal static class UnknownStates
{
    private static readonly EntityField Status = EntityCatalog.Get("order").Find("status")!;

    /// <summary>What a text stands for that is no word of the dictionary; null: it stays as it is.</summary>
    public static string? Word(FileMeaning meaning, EntityField field, ColumnProbe column, string text)
    {
        if (field != Status || Headings.IsDoubted(text))
            return null;
        if (Cancelled(meaning, column).Count > 0)
            return "processing";
        var unknown = column.Words!.Keys.Where(each => meaning.Headings.Word(Status.Vocabulary!, each) is null && !Headings.IsDoubted(each)).Order(StringComparer.Ordinal).ToList();
        return meaning.Judge.Decide(new DraftQuestion($"{meaning.File.Name}: {column.Name}", $"no row tells what became of orders that say {string.Join(", ", unknown.Take(8))}", ["processing", "cancelled"])
        {
            Key = $"{FileNames.Word(meaning.File.Name)}.{column.Name}.others",
            Meanings = ["they are sales", "they are none; where some are and some are not, write the map of the contract by hand"],
        });
    }

    /// <summary>Why words nobody knows are mapped all the same.</summary>
    public static string Why(FileMeaning meaning, ColumnProbe column) =>
        Cancelled(meaning, column) is { Count: > 0 } words ? $"sold, since what was cancelled says {string.Join(", ", words.Take(3))}" : "a person said so";

    /// <summary>The words of a column that say an order was cancelled.</summary>
    private static IReadOnlyList<string> Cancelled(FileMeaning meaning, ColumnProbe column) =>
        [.. column.Words!.Keys.Where(text => meaning.Headings.Word(Status.Vocabulary!, text) == "cancelled").Order(StringComparer.Ordinal)];
}
