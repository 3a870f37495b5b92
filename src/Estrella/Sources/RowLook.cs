using System.Buffers;

namespace Estrella.Sources;

/// <summary>
/// What rows of a file look like, learned from its first ones: which columns hold numbers, dates and codes of
/// digits. Tells a line of a long text from a row that an open quote has swallowed.
/// </summary>
internal sealed class RowLook(byte delimiter, byte quote)
{
    private const int Enough = 16;

    private static readonly SearchValues<byte> Signs = SearchValues.Create("0123456789.,:/+- "u8);

    private int seen;
    private bool[] isNumber = [];

    /// <summary>Learns from a sound row of one line; the first few are enough.</summary>
    public void See(Records row)
    {
        if (seen == Enough)
        {
            return;
        }
        if (seen == 0)
        {
            isNumber = new bool[row.CellCount];
            Array.Fill(isNumber, true);
        }
        seen++;
        for (var column = 0; column < isNumber.Length; column++)
        {
            isNumber[column] &= row.Cell(column).IsEmpty || IsNumber(row.Cell(column));
        }
    }

    /// <summary>Enough is known to judge by: one column of digits for several lines, two for a single one.</summary>
    public bool CanJudge(int lines) => isNumber.Count(each => each) >= (lines > 1 ? 1 : 2);

    /// <summary>Whether a line has as many delimiters as a row, and digits where rows have them.</summary>
    public bool Fits(ReadOnlySpan<byte> line)
    {
        if (line.Count(delimiter) != isNumber.Length - 1)
        {
            return false;
        }
        var isAnyFilled = false;
        var column = 0;
        foreach (var cell in line.Split(delimiter))
        {
            var text = line[cell].Trim(quote).Trim("\r "u8);
            if (isNumber[column++] && !text.IsEmpty)
            {
                if (!IsNumber(text))
                {
                    return false;
                }
                isAnyFilled = true;
            }
        }
        return isAnyFilled;
    }

    private static bool IsNumber(ReadOnlySpan<byte> text) => text.IndexOfAnyExcept(Signs) < 0;
}
