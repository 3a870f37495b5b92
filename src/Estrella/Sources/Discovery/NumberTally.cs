using System.Runtime.InteropServices;
using System.Text;

namespace Estrella.Sources.Discovery;

/// <summary>
/// How a column's numbers are written, decided from all of them. Two readings are held against every cell, a decimal
/// point and a decimal comma; a number such as 1.234 fits both with different values and decides nothing.
/// </summary>
internal sealed class NumberTally
{
    private const int MostBeside = 20;

    private readonly Reading point = new('.', ',');
    private readonly Reading comma = new(',', '.');
    private readonly Dictionary<string, long> beside = [];
    private readonly HashSet<string> codes = [];

    /// <summary>Cells that are a number under one reading or the other.</summary>
    public long Good { get; private set; }

    /// <summary>Cells only a decimal point makes a number.</summary>
    public long OnlyPoint => point.Only;

    /// <summary>Cells only a decimal comma makes a number.</summary>
    public long OnlyComma => comma.Only;

    /// <summary>Cells both readings take, with different values: 1.234 is a thousand or one and a bit.</summary>
    public long Undecided { get; private set; }

    /// <summary>The first of them.</summary>
    public List<(int Line, string Text)> Rows { get; } = [];

    /// <summary>Of those that decide nothing: cells that end with 0.</summary>
    private (int Count, int Line, string Text) ending;

    /// <summary>Numbers without a sign, above 0.</summary>
    private (int Count, int Line, string Text) bare;

    /// <summary>The sign in cells that decide nothing; null: none, or both.</summary>
    private char? undecided;

    private bool hasBothSigns;

    /// <summary>Cells with a percent sign.</summary>
    public long Percents { get; private set; }

    /// <summary>Texts that stand beside the numbers, such as <c>US$</c>, and how often.</summary>
    public IReadOnlyDictionary<string, long> Beside => beside;

    /// <summary>The currencies that cells name beyond doubt.</summary>
    public IReadOnlyCollection<string> Codes => codes;

    /// <summary>The decimal sign that holds; null: none occurs, or no row decides.</summary>
    public char? Decimal { get; private set; }

    /// <summary>Some cells mean two things, and no row decides.</summary>
    public bool IsOpen => Undecided > 0 && Decimal is null;

    public Proof? Proof { get; private set; }

    /// <summary>The sign between thousands under a decimal sign; null: none occurs.</summary>
    public char? ThousandsUnder(char sign) => Under(sign).Thousands;

    public char? Thousands => ThousandsUnder(Decimal ?? '.');

    public long Wholes => Under(Decimal ?? '.').Wholes;

    public decimal Least => Under(Decimal ?? '.').Least;

    public decimal Most => Under(Decimal ?? '.').Most;

    /// <summary>Below one in most cells that are no whole number: a share, not hundredths.</summary>
    public bool HasFractions => Under(Decimal ?? '.').Wholes < Good;

    private Reading Under(char sign) => sign == ',' ? comma : point;

    private sealed class Reading(char sign, char other)
    {
        private readonly NumberFormat[] formats = [new(sign, other), new(sign, ' '), new(sign, '\'')];
        private readonly long[] grouped = new long[3];

        public long Only { get; set; }

        public string? Proof { get; set; }

        public long Wholes { get; private set; }

        public decimal Least { get; private set; } = decimal.MaxValue;

        public decimal Most { get; private set; } = decimal.MinValue;

        public char? Thousands => grouped.Max() is > 0 and var most ? formats[Array.IndexOf(grouped, most)].Thousands : null;

        public bool Read(ReadOnlySpan<byte> digits, out long value)
        {
            var which = digits.Contains((byte)' ') ? 1 : digits.Contains((byte)'\'') ? 2 : 0;
            return formats[which].Read(digits, out value) == NumberRead.Good;
        }

        public void Take(ReadOnlySpan<byte> digits, decimal value)
        {
            var which = digits.Contains((byte)' ') ? 1 : digits.Contains((byte)'\'') ? 2 : digits.Contains((byte)other) ? 0 : -1;
            if (which >= 0)
                grouped[which]++;
            Take(value);
        }

        public void Take(decimal value)
        {
            Least = Math.Min(Least, value);
            Most = Math.Max(Most, value);
            Wholes += value == decimal.Truncate(value) ? 1 : 0;
        }
    }

    /// <param name="isTyped">A number of a workbook: a point is its decimal sign, and says nothing of texts.</param>
    /// <returns>False: the cell is no number.</returns>
    public bool See(ReadOnlySpan<byte> text, int line, bool isTyped = false)
    {
        if (isTyped && NumberFormat.Plain.Read(text, out var typed) == NumberRead.Good)
        {
            Good++;
            point.Take(typed / (decimal)Canonical.Scale);
            comma.Take(typed / (decimal)Canonical.Scale);
            return true;
        }
        Span<byte> room = stackalloc byte[NumberText.Longest];
        if (!NumberText.TryTake(text, room, out var number) || !SeeBeside(number, text))
            return false;
        var fitsPoint = point.Read(number.Digits, out var pointed);
        var fitsComma = comma.Read(number.Digits, out var withComma);
        if (!fitsPoint && !fitsComma)
            return false;
        Good++;
        Percents += number.IsPercent ? 1 : 0;
        var sign = number.IsNegative ? -1m : 1m;
        if (fitsPoint)
            point.Take(number.Digits, sign * pointed / Canonical.Scale);
        if (fitsComma)
            comma.Take(number.Digits, sign * withComma / Canonical.Scale);
        if (fitsPoint != fitsComma)
        {
            var only = fitsPoint ? point : comma;
            only.Only++;
            only.Proof ??= $"line {line} is {Encoding.UTF8.GetString(text)}";
        }
        else if (pointed != withComma)
        {
            Undecided++;
            var held = number.Digits.Contains((byte)'.') ? '.' : ',';
            hasBothSigns |= Undecided > 1 && held != undecided;
            undecided = held;
            if (number.Digits[^1] == '0')
                ending = (ending.Count + 1, ending.Count == 0 ? line : ending.Line, ending.Count == 0 ? Encoding.UTF8.GetString(text) : ending.Text);
            if (Rows.Count < 3)
                Rows.Add((line, Encoding.UTF8.GetString(text)));
        }
        else if (pointed > 0 && number.Digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0)
        {
            bare = (bare.Count + 1, bare.Count == 0 ? line : bare.Line, bare.Count == 0 ? Encoding.UTF8.GetString(text) : bare.Text);
        }
        return true;
    }

    public void Conclude()
    {
        // Who writes decimals writes 3.13 beside 950, or 3.130 beside 950.000: 3.130 beside 950 are thousands.
        if (point.Only + comma.Only == 0 && Undecided > 0 && !hasBothSigns && ending.Count > 1 && bare.Count > 1)
            Decide(undecided == '.' ? ',' : '.', Discovery.Proof.Of(ending.Count + bare.Count, ending.Count + bare.Count, $"line {ending.Line} is {ending.Text} and line {bare.Line} is {bare.Text}: as decimals they were not written alike"));
        var (most, least) = point.Only >= comma.Only ? ('.', ',') : (',', '.');
        // Some cells that say otherwise are mistakes, and are kept out; many are two habits in one column.
        if (Under(most).Only == 0 || Under(least).Only * 20 > Under(most).Only)
            return;
        var told = FormattableString.Invariant($"{Under(most).Only:N0} of {Good:N0} numbers can be nothing else: {Under(most).Proof}");
        Decide(most, Discovery.Proof.Of(
            Under(most).Only, Under(most).Only + Under(least).Only,
            Under(least).Only == 0 ? told : FormattableString.Invariant($"{told}; {Under(least).Only:N0} say otherwise and are kept out: {Under(least).Proof}")));
    }

    public void Decide(char sign, Proof proof)
    {
        Decimal = sign;
        Proof = proof;
    }

    /// <summary>Both signs are proven by many cells: two habits in one column.</summary>
    public string? Contradiction => Decimal is null && point.Only > 0 && comma.Only > 0 ? $"{point.Proof}, {comma.Proof}" : null;

    private bool SeeBeside(in NumberText number, ReadOnlySpan<byte> text)
    {
        if (number.Before.IsEmpty && number.Behind.IsEmpty)
            return true;
        var (before, behind) = (Encoding.UTF8.GetString(number.Before), Encoding.UTF8.GetString(number.Behind));
        if ((before.Length > 0 && Money.Meanings(before).Count == 0) || (behind.Length > 0 && Money.Meanings(behind).Count == 0))
            return false;
        foreach (var sign in new[] { before, behind }.Where(each => each.Length > 0 && (beside.Count < MostBeside || beside.ContainsKey(each))))
            CollectionsMarshal.GetValueRefOrAddDefault(beside, sign, out _)++;
        if (Money.CodeOf([before, behind]) is { } code)
            codes.Add(code);
        return !text.IsEmpty;
    }
}
