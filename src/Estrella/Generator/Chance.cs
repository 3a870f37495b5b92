namespace Estrella.Generator;

/// <summary>
/// xoshiro256** seeded by splitmix64, in whole numbers only: <see cref="System.Random"/> and the
/// transcendental functions may change with the runtime, and a shop must not.
/// </summary>
internal sealed class Chance
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <param name="seed">The shop's seed.</param>
    /// <param name="stream">Streams of one seed are independent: defects do not move the orders.</param>
    public Chance(int seed, int stream)
    {
        var state = Mix(((ulong)(uint)seed << 32) | (uint)stream);
        _a = Step(ref state);
        _b = Step(ref state);
        _c = Step(ref state);
        _d = Step(ref state);
    }

    public ulong Next()
    {
        var result = ulong.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>0 to <paramref name="limit"/> − 1.</summary>
    public int Below(int limit) => (int)Math.BigMul(Next(), (ulong)(uint)limit, out _);

    /// <summary>Both ends included.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    /// <summary>Both ends included; the middle is likelier (mean of four).</summary>
    public int Bell(int low, int high)
    {
        var width = high - low + 1;
        return low + ((Below(width) + Below(width) + Below(width) + Below(width) + 2) / 4);
    }

    /// <summary>True in <paramref name="permille"/> of 1,000 cases.</summary>
    public bool Permille(int permille) => Below(1000) < permille;

    public T Of<T>(ReadOnlySpan<T> things) => things[Below(things.Length)];

    /// <summary>An index, by weights that are summed up from the first to the last.</summary>
    public int ByWeight(ReadOnlySpan<int> sums)
    {
        var at = Below(sums[^1]);
        var low = 0;
        var high = sums.Length - 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sums[middle] > at)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }
        return low;
    }

    public static int[] Sums(IEnumerable<int> weights)
    {
        var sum = 0;
        return [.. weights.Select(weight => sum += weight)];
    }

    /// <summary>A number that looks random and depends on nothing but its argument.</summary>
    public static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    private static ulong Step(ref ulong state)
    {
        var result = Mix(state);
        state += 0x9E3779B97F4A7C15;
        return result;
    }
}
