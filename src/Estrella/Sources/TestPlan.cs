using System.Text;
using System.Text.RegularExpressions;

namespace Estrella.Sources;

/// <summary>A condition made ready for the columns of one file.</summary>
internal abstract class TestPlan
{
    public abstract bool Holds(RowCells row);

    public static TestPlan Of(RowTest test, ColumnSight sight) => test switch
    {
        AllTest all => new All([.. all.Tests.Select(each => Of(each, sight))]),
        KindTest kind => sight.Kind(kind.Name, () => new Kind(Of(kind.Kind, sight))),
        NotTest not => new Not(Of(not.Test, sight)),
        ColumnTest column => Of(sight.Find(column.Column), column.Test, sight.Formats),
        _ => throw new ArgumentOutOfRangeException(nameof(test)),
    };

    private static TestPlan Of(int column, CellTest test, ValueFormats formats) => test switch
    {
        FilledTest => new Filled(column),
        BlankTest => new Not(new Filled(column)),
        EqualsTest equals => new Cell(column, text => Any(equals.Words, text)),
        StartsTest starts => With(column, starts.Text, static (text, word) => text.StartsWith(word)),
        EndsTest ends => With(column, ends.Text, static (text, word) => text.EndsWith(word)),
        MatchesTest matches => Matches(column, matches.Pattern),
        BoundTest bound => new Bound(column, bound.IsAbove, Canonical.Bound(bound.Text)!.Value, formats),
        NotCellTest not => new Not(Of(column, not.Test, formats)),
        AllCellTest all => new All([.. all.Tests.Select(each => Of(column, each, formats))]),
        _ => throw new ArgumentOutOfRangeException(nameof(test)),
    };

    private delegate bool TextTest(ReadOnlySpan<byte> text);

    private delegate bool WordTest(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word);

    private static bool Any(IReadOnlyList<string> words, ReadOnlySpan<byte> text)
    {
        foreach (var word in words)
        {
            if (Encoding.UTF8.GetByteCount(word) == text.Length && Encoding.UTF8.GetString(text) == word)
            {
                return true;
            }
        }
        return false;
    }

    private static Cell With(int column, string word, WordTest test)
    {
        var bytes = Encoding.UTF8.GetBytes(word);
        return new Cell(column, text => test(text, bytes));
    }

    private static Cell Matches(int column, string pattern)
    {
        // A second per cell is far beyond any honest pattern, and keeps a bad one from hanging the run.
        var regex = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.Compiled, TimeSpan.FromSeconds(1));
        return new Cell(column, text =>
        {
            Span<char> letters = text.Length <= 512 ? stackalloc char[512] : new char[text.Length];
            return regex.IsMatch(letters[..Encoding.UTF8.GetChars(text, letters)]);
        });
    }

    private sealed class All(TestPlan[] tests) : TestPlan
    {
        public override bool Holds(RowCells row)
        {
            foreach (var test in tests)
            {
                if (!test.Holds(row))
                {
                    return false;
                }
            }
            return true;
        }
    }

    private sealed class Not(TestPlan test) : TestPlan
    {
        public override bool Holds(RowCells row) => !test.Holds(row);
    }

    /// <summary>Several entities ask whether a row is of a kind; it is found out once a record.</summary>
    private sealed class Kind(TestPlan test) : TestPlan
    {
        private (long Stamp, int Unpivoted) asked = (-1, -1);
        private bool holds;

        public override bool Holds(RowCells row)
        {
            if (asked != (row.Stamp, row.Unpivoted))
            {
                asked = (row.Stamp, row.Unpivoted);
                holds = test.Holds(row);
            }
            return holds;
        }
    }

    private sealed class Filled(int column) : TestPlan
    {
        public override bool Holds(RowCells row) => !row.Text(column).IsEmpty;
    }

    private sealed class Cell(int column, TextTest test) : TestPlan
    {
        public override bool Holds(RowCells row) => test(row.Text(column));
    }

    /// <summary>A blank cell, or one that cannot be read, is neither above nor below.</summary>
    private sealed class Bound(int column, bool isAbove, (bool IsTime, long Bits) limit, ValueFormats formats) : TestPlan
    {
        public override bool Holds(RowCells row)
        {
            var text = row.Text(column);
            if (text.IsEmpty)
            {
                return false;
            }
            long bits;
            if (limit.IsTime)
            {
                if (!formats.For(row.TypeOf(column)).TryTime(text, out var time))
                {
                    return false;
                }
                bits = time.Clock.Ticks;
            }
            else if (formats.For(row.TypeOf(column)).Number.Read(text, out bits) != NumberRead.Good)
            {
                return false;
            }
            return isAbove ? bits > limit.Bits : bits < limit.Bits;
        }
    }
}
