namespace Estrella.Sources;

/// <summary>A number as a cell writes it, taken apart: the digits with their signs, below zero or not, and what stands beside them.</summary>
internal ref struct NumberText
{
    /// <summary>Longer cells are no numbers.</summary>
    public const int Longest = 64;

    private static readonly string[] EndingInPoint = ["S/.", "B/.", "Rs.", "Bs.", "Gs."];

    /// <summary>Digits, decimal and thousands signs; any blank between digits is a space, any apostrophe a plain one.</summary>
    public ReadOnlySpan<byte> Digits;

    public bool IsNegative;

    public bool IsPercent;

    /// <summary>What stands before the digits, such as <c>US$</c>.</summary>
    public ReadOnlySpan<byte> Before;

    /// <summary>What stands behind them, such as <c>ARS</c>.</summary>
    public ReadOnlySpan<byte> Behind;

    /// <param name="room">At least <see cref="Longest"/> bytes; the digits are written there.</param>
    public static bool TryTake(ReadOnlySpan<byte> text, Span<byte> room, out NumberText number)
    {
        number = default;
        var from = text.IndexOfAnyInRange((byte)'0', (byte)'9');
        if (from < 0 || text.Length > Longest)
            return false;
        var to = text.LastIndexOfAnyInRange((byte)'0', (byte)'9') + 1;
        if (from > 0 && text[from - 1] is (byte)'.' or (byte)',' && !EndsInPoint(text[..from]))
            from--;
        int signs = 0, opened = 0, closed = 0;
        if (!Beside(text[..from], ref signs, ref opened, ref number.IsPercent, out number.Before)
            || !Beside(text[to..], ref signs, ref closed, ref number.IsPercent, out number.Behind)
            || opened != closed || opened > 1 || signs + opened > 1 || text[..from].Contains((byte)')') || text[to..].Contains((byte)'('))
        {
            return false;
        }
        number.IsNegative = opened == 1 || (signs == 1 && !text.Contains((byte)'+'));
        var length = 0;
        for (var at = from; at < to;)
        {
            var blank = DateNames.Blank(text[at..]);
            if (blank > 0)
            {
                room[length++] = (byte)' ';
                at += blank;
            }
            else if (text[at..].StartsWith("’"u8))
            {
                room[length++] = (byte)'\'';
                at += 3;
            }
            else if (text[at] is >= (byte)'0' and <= (byte)'9' or (byte)'.' or (byte)',' or (byte)'\'')
            {
                room[length++] = text[at++];
            }
            else
            {
                return false;
            }
        }
        number.Digits = room[..length];
        return true;
    }

    private static bool EndsInPoint(ReadOnlySpan<byte> text)
    {
        foreach (var sign in EndingInPoint)
        {
            if (text.Length >= sign.Length && System.Text.Ascii.EqualsIgnoreCase(text[^sign.Length..], sign))
                return true;
        }
        return false;
    }

    /// <summary>Takes signs, brackets and percent off; what remains is one text without blanks around it.</summary>
    private static bool Beside(ReadOnlySpan<byte> text, scoped ref int signs, scoped ref int brackets, scoped ref bool isPercent, out ReadOnlySpan<byte> rest)
    {
        rest = text;
        // From both ends: what is left in the middle must be one text.
        while (!rest.IsEmpty)
        {
            if (Mark(rest, ref signs, ref brackets, ref isPercent) is > 0 and var first)
                rest = rest[first..];
            else if (MarkAtEnd(rest, ref signs, ref brackets, ref isPercent) is > 0 and var last)
                rest = rest[..^last];
            else
                break;
        }
        return rest.Length <= 12;
    }

    private static int Mark(ReadOnlySpan<byte> text, scoped ref int signs, scoped ref int brackets, scoped ref bool isPercent)
    {
        var blank = DateNames.Blank(text);
        if (blank > 0)
            return blank;
        switch (text)
        {
            case [(byte)'-' or (byte)'+', ..]:
                signs++;
                return 1;
            case [0xE2, 0x88, 0x92, ..] or [0xE2, 0x80, 0x93, ..]:
                signs++;
                return 3;
            case [(byte)'(' or (byte)')', ..]:
                brackets++;
                return 1;
            case [(byte)'%', ..]:
                isPercent = true;
                return 1;
            default:
                return 0;
        }
    }

    private static int MarkAtEnd(ReadOnlySpan<byte> text, scoped ref int signs, scoped ref int brackets, scoped ref bool isPercent)
    {
        foreach (var length in (ReadOnlySpan<int>)[1, 2, 3])
        {
            if (text.Length >= length && Mark(text[^length..], ref signs, ref brackets, ref isPercent) == length)
                return length;
        }
        return 0;
    }
}
