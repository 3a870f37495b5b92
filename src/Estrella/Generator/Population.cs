namespace Estrella.Generator;

/// <summary>
/// The customers of both shops: a few bytes each. Names and documents are made again from the customer's
/// number whenever a row needs them.
/// </summary>
internal sealed class Population
{
    private readonly List<int> _retail = [];
    private readonly List<int> _wholesale = [];
    private short[] _city = new short[1024];
    private short[] _lastOrder = new short[1024];
    private short[] _before = new short[1024];
    private short[] _registered = new short[1024];
    private byte[] _addresses = new byte[1024];
    private byte[] _home = new byte[1024];

    public int Count { get; private set; }

    public int RetailCount => _retail.Count;

    public int WholesaleCount => _wholesale.Count;

    /// <param name="registered">The day of signing up; it may lie before the first day.</param>
    public int Add(bool isWholesale, int city, int registered)
    {
        if (Count == _city.Length)
        {
            Array.Resize(ref _city, Count * 2);
            Array.Resize(ref _lastOrder, Count * 2);
            Array.Resize(ref _before, Count * 2);
            Array.Resize(ref _registered, Count * 2);
            Array.Resize(ref _addresses, Count * 2);
            Array.Resize(ref _home, Count * 2);
        }
        _city[Count] = (short)city;
        _lastOrder[Count] = -1;
        _before[Count] = -1;
        _registered[Count] = (short)registered;
        (isWholesale ? _wholesale : _retail).Add(Count);
        return Count++;
    }

    /// <summary>A customer who has not ordered that day; −1 where several tries find none. Late comers come back more often.</summary>
    public int AnyBefore(bool isWholesale, int day, Chance chance)
    {
        var members = isWholesale ? _wholesale : _retail;
        for (var tries = 0; tries < 6 && members.Count > 0; tries++)
        {
            var at = chance.Below(members.Count);
            if (chance.Permille(350))
            {
                at = members.Count - 1 - (at / 4);
            }
            if (_lastOrder[members[at]] < day)
            {
                return members[at];
            }
        }
        return -1;
    }

    public int City(int customer) => _city[customer];

    public int Registered(int customer) => _registered[customer];

    /// <summary>−1: none yet.</summary>
    public int LastOrder(int customer) => _lastOrder[customer];

    /// <summary>The order before the last one; −1: none.</summary>
    public int Before(int customer) => _before[customer];

    public void Ordered(int customer, int day)
    {
        _before[customer] = _lastOrder[customer];
        _lastOrder[customer] = (short)day;
    }

    /// <summary>The number of the address the customer lives at; 0: none written yet.</summary>
    public int Home(int customer) => _home[customer];

    public int NextAddress(int customer) => ++_addresses[customer];

    public bool HasRoomForAddress(int customer) => _addresses[customer] < byte.MaxValue;

    public void LivesAt(int customer, int city, int address)
    {
        _city[customer] = (short)city;
        _home[customer] = (byte)address;
    }

    public static string Id(int customer, bool isWholesale) => (isWholesale ? "E" : "C") + (customer + 1).ToString("000000");

    public static string AddressId(int customer, bool isWholesale, int address) => $"D{Id(customer, isWholesale)}-{address}";

    public static Person Person(int seed, int customer)
    {
        var hash = Chance.Mix(((ulong)(uint)seed << 32) ^ (ulong)customer ^ 0x5E5E_0000_0000UL);
        int Take(int limit)
        {
            hash = Chance.Mix(hash);
            return (int)(hash % (ulong)limit);
        }
        var first = Words.FirstNames[Take(Words.FirstNames.Length)];
        var last = Words.LastNames[Take(Words.LastNames.Length)];
        var age = Take(55);
        return new Person(
            first, last, $"{Plain(first)}.{Plain(last)}{customer + 1}@correo.example", $"+54 9 11 {4000 + Take(5999)}-{1000 + Take(8999)}",
            (45_000_000 - (age * 550_000) + Take(500_000)).ToString(), new DateOnly(2006 - age, 1 + Take(12), 1 + Take(28)),
            Take(10) < 7 ? "minorista" : Take(2) == 0 ? "frecuente" : "empresa", Words.Streets[Take(Words.Streets.Length)], 100 + Take(4800),
            $"{Words.Firms[Take(Words.Firms.Length)]} {Words.FirmNames[Take(Words.FirmNames.Length)]} {Words.FirmForms[Take(Words.FirmForms.Length)]}".TrimEnd());
    }

    private static string Plain(string name)
    {
        var plain = name.ToLowerInvariant().Select(letter => letter switch
        {
            'á' => 'a',
            'é' => 'e',
            'í' => 'i',
            'ó' => 'o',
            'ú' or 'ü' => 'u',
            'ñ' => 'n',
            _ => letter,
        });
        return string.Concat(plain.Where(char.IsAsciiLetterLower));
    }
}

internal sealed record Person(
    string First, string Last, string Email, string Phone, string Document, DateOnly Born, string Segment, string Street, int Door, string Firm)
{
    /// <summary>The firm's tax number, with its check digit.</summary>
    public string Cuit
    {
        get
        {
            var digits = "30" + Document.PadLeft(8, '0');
            int[] weights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
            var rest = 11 - (digits.Select((digit, at) => (digit - '0') * weights[at]).Sum() % 11);
            return $"{digits}{(rest == 11 ? 0 : rest == 10 ? 9 : rest)}";
        }
    }
}
