namespace Estrella.Sources.Discovery;

/// <summary>Documents of a kind that values, and no word, show to be no sales of their own: they are counted and kept, and feed nothing.</summary>
/// <param name="Kinds">The column of the kinds in the file that has them.</param>
/// <param name="Name">What the contract calls such rows.</param>
internal sealed record KindAside(ColumnProbe Kinds, string Name, IReadOnlyList<string> Texts, Proof Proof)
{
    private const int MostKinds = 12;

    public static void Find(IReadOnlyList<FileMeaning> files)
    {
        foreach (var lines in files.Where(each => each.Main?.Name == "order_line" && each is { Events: null, OrderColumn: not null }).ToList())
        {
            if (ToldAgain.Of(lines, files) is { } again)
                Say(again, files);
            else if (NeverSold.Of(lines) is { } quotes)
                Say(quotes, files);
        }
    }

    /// <summary>A column of few words, one for each document.</summary>
    public static bool MayBe(FileMeaning file, ColumnProbe column) => column is { Blank: 0, IsDate: false, IsUnique: false, Distinct: >= 2 and <= MostKinds, Words: not null }
        && (file.Main?.Name != "order_line" || file.Rows.IsConstantWithin(file.OrderColumn!, column) == true);

    /// <summary>Every file that has the column under the same name has the same kinds of documents.</summary>
    private static void Say((FileMeaning File, KindAside Aside) found, IReadOnlyList<FileMeaning> files)
    {
        found.File.Asides.Add(found.Aside);
        foreach (var other in files.Where(each => each != found.File && each.Main?.Name is "order" or "order_line"))
        {
            if (other.File.Open.FirstOrDefault(column => other.Called(column) == found.File.Called(found.Aside.Kinds) && MayBe(other, column) && found.Aside.Texts.All(column.Words!.ContainsKey)) is { } same)
                other.Asides.Add(found.Aside with { Kinds = same });
        }
    }
}
