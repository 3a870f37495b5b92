using Estrella.Foundation;

namespace Estrella.Sources.Discovery;

/// <summary>How a table is written: encoding, delimiter, and where its header stands, by its first rows.</summary>
/// <param name="Proofs">Why, by the word of the contract that says it.</param>
internal sealed record TableGlance(TableFile Table, ReadOptions Read, FileHeader Header, IReadOnlyDictionary<string, Proof> Proofs)
{
    private const int LookedAt = 200;
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    /// <exception cref="EstrellaException">Exit 4: the file is no table.</exception>
    public static TableGlance Of(TableFile table)
    {
        var proofs = new Dictionary<string, Proof>();
        var read = table.IsWorkbook ? new ReadOptions() : new ReadOptions { Encodings = EncodingProbe.Of(table, proofs) };
        var cuts = (table.IsWorkbook ? [','] : Delimiters).Select(each => Shape(table, read with { Delimiter = each }));
        var best = cuts.MaxBy(each => (each.Width > 1 ? 1 : 0, each.Fitting, each.Width))!;
        if (best.Width == 0)
            throw new EstrellaException(ExitCode.DecisionMissing, $"{table.Name}: the {(table.IsWorkbook ? "sheet" : "file")} is empty, expected a header", "export it again, or take it out of the folder");
        proofs["cells"] = Proof.Of(best.Fitting, best.Records, $"{best.Fitting} of {best.Records} rows looked at have {best.Width} cells");
        if (best.Header > 1)
            proofs["header"] = new Proof($"the header stands on line {best.Header}, below titles");
        // The rows begin behind what explains the columns.
        return new TableGlance(table, read with { Delimiter = best.Delimiter }, new FileHeader(best.Names, best.Notes?.Line ?? best.Header, [], []), proofs) { Notes = best.Notes };
    }

    /// <summary>The row below the header that explains its columns; null: there is none.</summary>
    public HeaderNotes? Notes { get; private init; }

    /// <param name="Header">Line of the record of names.</param>
    /// <param name="Names">Its names, those of a row above it included.</param>
    private sealed record Cut(char Delimiter, int Width, int Fitting, int Records, int Header, string[] Names)
    {
        public HeaderNotes? Notes { get; init; }
    }

    /// <summary>How many cells most of the first rows have with a delimiter, and where the row of names stands.</summary>
    private static Cut Shape(TableFile table, ReadOptions read)
    {
        using var records = ExportFile.Open(table, read);
        var seen = new List<(int Cells, int Line, string[] Names)>();
        while (seen.Count < LookedAt && records.Read())
        {
            if (records.State is RecordState.Blank or RecordState.BrokenQuote)
                continue;
            seen.Add((records.CellCount, records.Line, [.. Enumerable.Range(0, records.CellCount).Select(at => FileHeader.NameOf(records, at))]));
        }
        if (seen.Count == 0)
            return new Cut(read.Delimiter, 0, 0, 0, 0, []);
        var usual = seen.GroupBy(each => each.Cells).OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key).First();
        // Rows of a sheet, and of a text that pads them, are as wide as their last filled cell.
        var wide = seen.GroupBy(each => Wide(each.Names)).OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key).First().Key;
        Cut? nearest = null;
        for (var at = 0; at < seen.Count; at++)
        {
            var names = seen[at].Names;
            if (at > 0 && seen[at - 1].Line == seen[at].Line - 1 && seen[at - 1].Names.Count(name => name.Length > 0) > 1 && IsOfNames(seen[at - 1].Names))
                names = HeaderReader.Over(seen[at - 1].Names, names);
            if (Wide(names) < wide || names.Count(name => name.Length > 0) * 10 < wide * 7 || !IsOfNames(names))
                continue;
            var cut = new Cut(read.Delimiter, usual.Key, usual.Count(), seen.Count, seen[at].Line, names) { Notes = HeaderNotes.Of(seen, at, names) };
            // A title with as many commas as a row is no header: what follows it is no row.
            if (at + 1 == seen.Count || Wide(seen[at + 1].Names) * 2 >= wide)
                return cut;
            nearest ??= cut;
        }
        if (nearest is not null)
            return nearest;
        var first = seen.Find(each => each.Cells == usual.Key);
        return new Cut(read.Delimiter, usual.Key, usual.Count(), seen.Count, first.Line, first.Names);
    }

    private static int Wide(string[] names) => Array.FindLastIndex(names, name => name.Length > 0) + 1;

    /// <summary>Half of what is filled holds letters: numbers and days are no names, though a column may be called 2024.</summary>
    private static bool IsOfNames(string[] names) => names.Count(name => name.Any(char.IsLetter) || WideMonths.IsMonth(name)) * 2 >= names.Count(name => name.Length > 0);
}
