using System.Collections.Frozen;

namespace Estrella.Questions;

/// <summary>What kind a column is: what the question's header says, else its type, and for numbers its name.</summary>
internal static class ColumnKinds
{
    private static readonly string[] RatioEndings = ["_rate", "_share", "_margin", "_coverage", "growth", "share"];

    private static readonly FrozenSet<string> Types =
        FrozenSet.ToFrozenSet(["numeric", "smallint", "integer", "bigint", "real", "double precision"]);

    public static ColumnKind Of(QuestionFile question, string name, string type)
    {
        if (question.ColumnKinds.TryGetValue(name, out var said))
            return said;
        if (type == "date")
            return ColumnKind.Date;
        if (!Types.Contains(type))
            return ColumnKind.Text;
        if (type is "smallint" or "integer" or "bigint")
            return ColumnKind.Count;
        return Array.Exists(RatioEndings, ending => name.EndsWith(ending, StringComparison.Ordinal)) ? ColumnKind.Ratio : ColumnKind.Money;
    }
}
