using System.Globalization;

namespace Estrella.Sources.Discovery;

/// <summary>
/// What bears out a line of a draft, and how sure it makes. The figure is the chance that the next row agrees, as far as
/// those seen tell: (agreeing + 1) / (seen + 2), Laplace's rule of succession, divided by the readings that are left.
/// Nothing seen is 0.50, three of three 0.80, two hundred of two hundred 1.00; one row that disagrees keeps it below 1.00.
/// </summary>
/// <param name="Text">In words, with the counts.</param>
internal sealed record Proof(string Text)
{
    /// <summary>Rows, values or columns that could have spoken against it; null: not weighed yet.</summary>
    public long? Seen { get; init; }

    /// <summary>Those that speak for it.</summary>
    public long Agreeing { get; init; }

    /// <summary>How many readings the rows bear out alike, this one included.</summary>
    public int Readings { get; init; } = 1;

    /// <summary>Said, not concluded.</summary>
    public bool IsSaid { get; private init; }

    /// <summary>0 to 1; null: not weighed yet.</summary>
    public decimal? Figure
    {
        get
        {
            if (Seen is not { } seen)
                return IsSaid ? 1 : null;
            var told = Math.Round((Agreeing + 1m) / (seen + 2m) / Readings, 2, MidpointRounding.AwayFromZero);
            return Agreeing < seen ? Math.Min(told, 0.99m) : told;
        }
    }

    public static Proof Of(long agreeing, long seen, string text) => new(text) { Agreeing = agreeing, Seen = seen };

    /// <summary>A person or the file itself says so: nothing is left to doubt.</summary>
    public static Proof Said(string text) => new(text) { IsSaid = true };

    /// <summary>The same proof with words before it.</summary>
    public Proof Behind(string words) => this with { Text = words + Text };

    /// <summary>The same weight in other words.</summary>
    public Proof As(string words) => this with { Text = words };

    /// <summary>Words that are yet to be weighed.</summary>
    public static implicit operator Proof?(string? text) => text is null ? null : new Proof(text);

    /// <summary>Of several statements in one line the least sure counts, and all are told.</summary>
    public static Proof? Least(IEnumerable<Proof?> proofs)
    {
        var all = proofs.OfType<Proof>().ToList();
        return all.Count == 0 ? null : all.MinBy(each => each.Figure ?? 1)! with { Text = string.Join("; ", all.Select(each => each.Text).Distinct()) };
    }

    public override string ToString() => Figure is { } figure ? string.Create(CultureInfo.InvariantCulture, $"{figure:0.00}: {Text}") : Text;
}
