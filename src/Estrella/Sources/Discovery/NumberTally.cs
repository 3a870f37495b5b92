using System.Text;

namespace Estrella.Sources.Discovery;

/// <summary>How a column's numbers are written, decided from all of them; a number such as 1.234 decides nothing.</summary>
internal sealed class NumberTally
{
    /// <summary>Cells that are a number under one reading or the other.</summary>
    public long Good { get; private set; }

    /// <summary>Cells only a decimal point makes a number, and the first of them.</summary>
    public long OnlyPoint { get; private set; }

    /// <summary>Cells only a decimal comma makes a number.</summary>
    public long OnlyComma { get; private set; }

    /// <summary>Cells both readings take, with different values: 1.234 is a thousand or one and a bit.</summary>
    public long Undecided { get; private set; }

    /// <summary>Cells that group thousands for certain.</summary>
    public long Grouped { get; private set; }

    public string? Proof { get; private set; }

    /// <param name="text">A number under one reading or the other.</param>
    public void See(ReadOnlySpan<byte> text, int line)
    {
        Good++;
        var hasPoint = text.Contains((byte)'.');
        var hasComma = text.Contains((byte)',');
        if (!hasPoint && !hasComma)
            return;
        if (hasPoint && hasComma)
        {
            Grouped++;
            Decide(text.LastIndexOf((byte)'.') > text.LastIndexOf((byte)','), text, line);
            return;
        }
        var sign = hasPoint ? (byte)'.' : (byte)',';
        if (text.Count(sign) > 1)
        {
            // 1.234.567: a sign that stands twice groups.
            Grouped++;
            Decide(!hasPoint, text, line);
        }
        else if (text.Length - text.LastIndexOf(sign) - 1 != 3 || text.IndexOf(sign) is 0 or > 3 || text[0] == '0')
        {
            Decide(hasPoint, text, line);
        }
        else
        {
            Undecided++;
        }
    }

    private void Decide(bool isPoint, ReadOnlySpan<byte> text, int line)
    {
        if (isPoint)
            OnlyPoint++;
        else
            OnlyComma++;
        Proof ??= $"line {line} is {Encoding.UTF8.GetString(text)}";
    }
}
