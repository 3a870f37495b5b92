using Estrella.Entities;
using Estrella.Foundation;

namespace Estrella.Sources.Discovery;

/// <summary>What a column's name may mean.</summary>
/// <param name="Field">A field of the entity, or <see cref="Headings.Id"/>.</param>
/// <param name="IsQualified">The name says the entity, too: <c>order date</c>, not <c>date</c>.</param>
/// <param name="Rank">Place of the word in the dictionary: the first is the plainest.</param>
internal readonly record struct Heading(Entity Entity, string Field, bool IsQualified, int Rank)
{
    /// <summary>The name is no more than the entity's own word: <c>producto</c> may be its id or its name.</summary>
    public bool IsOwnWord => Rank % 100 == Headings.OwnWord;
}

/// <summary>The dictionary of headers and values: Spanish, English and Portuguese words for entities, fields and vocabularies.</summary>
internal sealed class Headings
{
    public const string Id = "id";

    /// <summary>The column of an order that tells invoices from credit notes.</summary>
    public const string Kind = "kind";

    /// <summary>Kinds of documents and of clicks: words only discovery needs.</summary>
    public const string DocumentKind = "document_kind";

    public const string EventKind = "event_kind";

    /// <summary>What columns of yes and no are called.</summary>
    public const string Flag = "flag";

    /// <summary>What a name means once words that say little are left out ranks behind what it says in full.</summary>
    public const int Shortened = 200;

    /// <summary>Rank of what values say of a column and its name does not, in its hundred.</summary>
    public const int Learned = 60;

    /// <summary>Rank of an entity's own word, in its hundred.</summary>
    public const int OwnWord = 99;

    /// <summary>The word for a time of day, as the dictionary knows it.</summary>
    private static readonly string Time = ColumnName.Fold("time");

    // What a tax is of: with one of these beside its name it is what was taxed. A sum in the shop's base currency is still one.
    private static readonly HashSet<string> Bases = [.. "base bc imponible gravable gravado gravada tributable tributavel taxable taxed calculo calc".Split(' ').Select(ColumnName.Fold)];

    // A place is told by its code as well as by its name.
    private static readonly HashSet<string> Places = ["city", "region", "country"];

    private static readonly HashSet<string> Codes = [.. "id code abbreviation abbr".Split(' ').Select(ColumnName.Fold)];

    private static readonly string[] IdWords = ["id", "code", "number", "key", "reference"];

    // The name of a city is its city, the number of a document the document.
    private static readonly HashSet<string> Bearers = [.. "key name description number nombre sg sigla txt text lbl".Split(' ').Select(ColumnName.Fold)];

    // A currency beside an amount, a table's prefix, an address line's number: they change no meaning.
    private static readonly HashSet<string> Empty =
        [.. "usd eur ars brl gbp mxn clp cop pen uyu inr pkr cad aud uds reais pesos euros dolares local 1 physical home default flg ind dim fact tbl tb prefix real raw full original main primary base interno interna internal external entity uno um one #".Split(' ').Select(ColumnName.Fold)];

    // A price with its tax within is a price; which it is, sums tell.
    private static readonly HashSet<string> Within = [.. "incl inc included including incluido incluida incluso con com with wt".Split(' ').Select(ColumnName.Fold)];

    private static readonly HashSet<string> Without = [.. "excl exc ex excluded excluding excluido excluida sin sem without".Split(' ').Select(ColumnName.Fold)];

    private static readonly HashSet<string> Taxed = [.. Within, .. Without];

    private static readonly HashSet<string> Taxes = [.. "tax vat gst iva igv itbis icms impuesto imposto".Split(' ').Select(ColumnName.Fold)];

    // With one of these it is something else: the length of a name is no name.
    private static readonly HashSet<string> Turning =
        [.. "billing bill facturacion cobranca length lenght largo longitud width ancho height alto size count age zone zona weight peso volume volumen min max minimum maximum minimo maximo avg average promedio media mean median last ultimo ultima previous anterior old next proximo target diff difference change growth lag rank score flag has".Split(' ').Select(ColumnName.Fold)];

    // With one of these a state is not yet, not wholly or not at all what its other words say.
    private static readonly HashSet<string> Doubting =
        [.. "no not non nao sin sem without un partial partially parcial parcialmente request requested solicitada solicitado solicitud".Split(' ').Select(ColumnName.Fold)];

    // What orders are counted apart by.
    private static readonly HashSet<string> Serial =
        [.. "type tipo tp kind clase class series serie prefix prefijo prefixo branch sucursal filial store tienda loja shop punto pto point letra letter register caja terminal till pdv pos year ano ejercicio exercicio company empresa".Split(' ').Select(ColumnName.Fold)];

    // What a price list is called, beside a word for prices or without.
    private static readonly HashSet<string> Lists = [.. "tarifa tarifario lista list listado tabela tabla pricelist pricebook".Split(' ').Select(ColumnName.Fold)];

    private readonly Wording wording = new();
    private readonly Dictionary<string, List<Heading>> meanings = [];
    private readonly Dictionary<string, Dictionary<string, string>> words = [];
    private readonly Dictionary<string, List<(string[] Stem, string Word)>> stems = [];
    private readonly Dictionary<string, List<Entity>> entities = [];
    private readonly HashSet<string> foreign = [];
    private readonly List<string> goods;
    private readonly HashSet<string> times;

    private Headings(IReadOnlyList<Dictionary> dictionaries)
    {
        foreach (var (sense, list) in dictionaries.SelectMany(each => each.Words))
        {
            wording.Know(sense);
            foreach (var word in list)
                wording.Same(word, sense);
        }
        // A word that also means itself keeps its own sense.
        foreach (var (_, fields) in dictionaries.SelectMany(each => each.Headings))
        {
            foreach (var phrase in fields.Values.SelectMany(each => each))
                wording.Know(phrase);
        }
        times = [.. dictionaries.SelectMany(each => each.Times).Select(wording.Phrase)];
        foreach (var word in dictionaries.SelectMany(each => each.Foreign))
        {
            wording.Know(word);
            foreign.Add(wording.Phrase(word));
        }
        goods = [.. dictionaries.SelectMany(each => each.Headings).Where(each => each.Entity.Name == "product").SelectMany(each => each.Fields.GetValueOrDefault(Dictionary.EntityWords) ?? []).Select(wording.Phrase).Distinct()];
        foreach (var group in dictionaries.SelectMany(each => each.Headings).GroupBy(each => each.Entity))
            Learn(group.Key, group.SelectMany(each => each.Fields).ToLookup(each => each.Key, each => each.Value));
        foreach (var group in dictionaries.SelectMany(each => each.Values).GroupBy(each => each.Key))
        {
            var told = group.SelectMany(each => each.Value).SelectMany(each => each.Value.Select(text => (Text: text, Word: each.Key))).ToLookup(each => each.Text.EndsWith('*'));
            words[group.Key] = told[false].Select(each => (Text: Fold(each.Text), each.Word)).GroupBy(each => each.Text).ToDictionary(same => same.Key, same => same.Last().Word);
            stems[group.Key] = [.. told[true].Select(each => (ColumnName.Plain(each.Text.TrimEnd('*')).Split(' '), each.Word))];
        }
    }

    /// <summary>The dictionary shipped with Estrella.</summary>
    public static Headings Shipped { get; } = new([Dictionary.Shipped]);

    /// <summary>The dictionary shipped with Estrella and the words a project adds.</summary>
    /// <param name="path">The project's <c>dictionary.yml</c>; nothing where there is no such file.</param>
    /// <exception cref="EstrellaException">Exit 4: the file is no dictionary.</exception>
    public static Headings With(string? path) => path is not null && File.Exists(path) ? new([Dictionary.Shipped, Dictionary.Load(path)]) : Shipped;

    /// <summary>What a column of that name may mean; nothing where no word is known.</summary>
    /// <param name="prefix">A word all columns of the file begin with; it may be the table's name.</param>
    public IReadOnlyList<Heading> Meanings(string name, string? prefix = null)
    {
        var found = new Dictionary<(Entity, string), Heading>();
        Take(wording.Readings(name), 0);
        if (Bare(prefix, name) is var bare && bare != name)
            Take(wording.Readings(bare), Shortened / 2);
        // Order Lines/Product: a product, told among the lines.
        if (name.LastIndexOfAny(['/', '>', ':']) is > 0 and var at && Named(name[..at]).Any())
            Take(wording.Readings(name[(at + 1)..]), Shortened / 2);
        if (found.Count == 0 && !IsForeign(name))
        {
            var words = wording.Words(Bare(prefix, name));
            // Phone 2, PRECIO1: the first and the second of several.
            Take(wording.Readings(words.Where(word => !Empty.Contains(word) && (word == "%" || !word.All(letter => char.IsDigit(letter) || letter == '%'))).SelectMany(word => word.Length > 3 && char.IsDigit(word[^1]) && !char.IsDigit(word[^2]) && !wording.Knows(word) ? wording.Words(word[..^1]) : [word])), Shortened);
            if (found.Count == 0 && words.Exists(Taxed.Contains))
                Take(wording.Readings(words.Where(word => !Taxed.Contains(word) && !Taxes.Contains(word))), Shortened);
            if (found.Count == 0)
                Take(wording.Readings(words).Select(reading => string.Join(' ', reading.Split(' ').Where(word => !Empty.Contains(word) && !Bearers.Contains(word)))), Shortened * 2);
            if (found.Count == 0)
                Take(wording.Readings(words).Select(reading => string.Join(' ', reading.Split(' ').Where(word => !Codes.Contains(word)))), Shortened * 2, Places);
            // NIF / CIF / NIE, EAN o UPC: words that mean the same, one beside the other.
            if (found.Count == 0)
                Alike(words);
            // Whose it is, or of which module, in words nobody knows: two that are known must be left.
            if (found.Count == 0 && words.Where(wording.Knows).ToList() is { Count: > 1 } known && known.Count < words.Count && !words.Exists(Turning.Contains))
                Take(wording.Readings(known.Where(word => word is not ("to" or "from"))), Shortened * 3);
        }
        // Tax Y/N: it is answered by yes or no.
        return [.. found.Values.Where(each => !name.Contains("Y/N", StringComparison.OrdinalIgnoreCase) || each.Entity.Find(each.Field)?.Kind == CellKind.Flag)];

        void Alike(IEnumerable<string> words)
        {
            var each = words.Where(word => word.Length > 1 && !wording.Readings([word]).Any(IdWords.Contains))
                .Select(word => wording.Readings([word]).SelectMany(reading => meanings.GetValueOrDefault(reading) ?? []).Where(heading => !heading.IsQualified && heading.Field != Id).ToList()).ToList();
            foreach (var heading in each.Count > 1 ? each[0].Where(heading => each.TrueForAll(other => other.Exists(same => same.Entity == heading.Entity && same.Field == heading.Field))) : [])
                found.TryAdd((heading.Entity, heading.Field), heading with { Rank = heading.Rank + Shortened });
        }

        void Take(IEnumerable<string> readings, int behind, IReadOnlySet<string>? only = null)
        {
            foreach (var heading in readings.SelectMany(reading => meanings.GetValueOrDefault(reading) ?? []))
            {
                // An amount with its tax within, or without it, is no tax, nor is what the tax is of.
                if (heading.Field == "tax" && (IsTaxed(name) || IsOfBase(name)))
                    continue;
                // What was bought, in words, is no number of it.
                if (behind == Shortened * 2 && heading.Entity.Name == "order" && wording.Words(name).Exists(word => wording.Readings([word]).Contains("description")))
                    continue;
                // The first and the second of several counts are pieces in other units.
                if (only?.Contains(heading.Field) == false || (behind == Shortened && heading.Field == "quantity" && char.IsDigit(name[^1])))
                    continue;
                // What a user is called may be a login: a first name or a firm's goes before.
                var isLogin = heading is { Entity.Name: "customer", Field: "first_name", IsQualified: true } && IsOfUser(name);
                var ranked = heading with { Rank = heading.Rank + behind + (isLogin ? Shortened * 3 : 0), IsQualified = heading.IsQualified && !isLogin };
                var key = (heading.Entity, heading.Field);
                if (!found.TryGetValue(key, out var known) || (ranked.IsQualified, -ranked.Rank).CompareTo((known.IsQualified, -known.Rank)) > 0)
                    found[key] = ranked;
            }
        }
    }

    private bool IsOfUser(string name) => wording.Words(name).Exists(word => wording.Readings([word]).Contains("user"));

    /// <summary>The name speaks of something Estrella has no entity for, such as a seller.</summary>
    public bool IsForeign(string name) => wording.Words(name).Exists(word => wording.Readings([word]).Any(foreign.Contains));

    /// <summary>The name is that of a time of day: true, it says whose, the entity's; null: it is none.</summary>
    public bool? IsTimeOf(string name, Entity entity)
    {
        // How long something took is no time of day, and Spanish has a word for it.
        var readings = wording.Words(name).Contains("tiempo") ? [] : wording.Readings(name);
        bool IsOwn(string[] words) => words.Contains(Time) && entities.GetValueOrDefault(string.Join(' ', words.Where(word => word != Time)))?.Contains(entity) == true;
        return readings.Any(reading => IsOwn(reading.Split(' '))) ? true : readings.Any(times.Contains) ? false : null;
    }

    /// <summary>Whether the name says that tax is within or not, and its other words.</summary>
    public (TaxSide Side, string Base) TaxOf(string name)
    {
        var words = wording.Words(name);
        bool Is(string word, string sense) => word == ColumnName.Fold(sense) || wording.Readings([word]).Contains(sense);
        bool Says(string sense) => words.Exists(word => Is(word, sense));
        var side = words.Exists(Within.Contains) || Says("gross") ? TaxSide.Within : words.Exists(Without.Contains) || Says("net") ? TaxSide.Without : TaxSide.Unsaid;
        return (side, string.Join(' ', words.Where(word => !Taxed.Contains(word) && !Taxes.Contains(word) && !Is(word, "gross") && !Is(word, "net")).Order(StringComparer.Ordinal)));
    }

    /// <summary>The name says that tax is within or without.</summary>
    public bool IsTaxed(string name) => wording.Words(name).Exists(Taxed.Contains);

    /// <summary>The name says what a tax is of: <c>base ICMS</c>. <c>base_tax_amount</c> is a tax in the shop's own currency.</summary>
    public bool IsOfBase(string name) => wording.Words(name) is var words && words.Exists(Bases.Contains) && !words.Contains("tax");

    /// <summary>The name speaks of what something cost the shop.</summary>
    public bool IsOfCost(string name) => wording.Words(name).Exists(word => wording.Readings([word]).Contains("cost"));

    /// <summary>The name speaks of what somebody keeps for a service.</summary>
    public bool IsOfFee(string name) => wording.Words(name).Exists(word => word == ColumnName.Fold("fee") || wording.Readings([word]).Contains(ColumnName.Fold("fee")));

    /// <summary>The name speaks of what is taken off a price: a discount, a promotion, a coupon, and not of the tax on it.</summary>
    public bool IsOfDiscount(string name) => wording.Words(name) is var words && !words.Exists(word => wording.Readings([word]).Any(Taxes.Contains))
        && words.Exists(word => word.StartsWith("promo", StringComparison.Ordinal) || wording.Readings([word]).Contains("discount") || (word.Length > 4 && Word(Vocabulary.ChargeKind, word) == "discount"));

    /// <summary>The name speaks of what orders are counted apart by: their kind, the branch, the point of sale, a letter.</summary>
    public bool IsOfSeries(string name) => wording.Words(name).Exists(Serial.Contains);

    /// <summary>The name is that of a price list, or of its code: <c>tarifa</c>, <c>lista de precios</c>. A list price, <c>precio lista</c>, is a price.</summary>
    public bool IsOfPriceLists(string name)
    {
        var words = wording.Words(name);
        bool Says(string word, string sense) => wording.Readings([word]).Contains(ColumnName.Fold(sense));
        var (list, price) = (words.FindIndex(Lists.Contains), words.FindIndex(word => Says(word, "price")));
        return list >= 0 && (price < 0 || (words[list] == "list" ? price < list : list < price))
            && words.TrueForAll(word => Lists.Contains(word) || Bearers.Contains(word) || IdWords.Concat(["price", "sale", "name", "description"]).Any(sense => Says(word, sense)));
    }

    /// <summary>
    /// The word the names begin with, where it is no word of the dictionary: the table's own, as <c>C5_</c>, or a letter as in
    /// <c>CFECHA</c>, <c>CTOTAL</c>. What a system adds to each table may be called otherwise. Null: there is none.
    /// </summary>
    public string? CommonPrefix(IReadOnlyList<string> names)
    {
        var most = names.Select(name => name[..(name.IndexOf('_', StringComparison.Ordinal) + 1)]).GroupBy(each => each, StringComparer.OrdinalIgnoreCase).MaxBy(each => each.Count());
        if (most is { Key.Length: > 1 } && most.Count() >= 3 && most.Count() * 5 >= names.Count * 4)
            return IsForeign(most.Key) || (most.Count() < names.Count && most.Key.Length > 4) ? null : most.Key;
        var first = names.Where(name => name.Length > 2).GroupBy(name => name[..1]).MaxBy(each => each.Count());
        return first is not null && first.Count() >= 10 && first.Count() * 10 >= names.Count * 9 && char.IsAsciiLetterUpper(first.Key[0]) && names.All(name => !name.Any(char.IsLower)) ? first.Key : null;
    }

    /// <summary>A name without a prefix it may have.</summary>
    public static string Bare(string? prefix, string name) =>
        prefix is not null && name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? name[prefix.Length..] : name;

    /// <summary>The name says of something that it is its number.</summary>
    public bool SaysNumber(string name) => wording.Words(name) is { Count: > 1 } words && words.Exists(word => wording.Readings([word]).Contains("number"))
        || ColumnName.Fold(name) is { Length: > 4 } folded && (folded.EndsWith("no", StringComparison.Ordinal) || folded.EndsWith("nr", StringComparison.Ordinal) || folded.EndsWith("num", StringComparison.Ordinal));

    /// <summary>The name is the word for a number, and no more.</summary>
    public bool IsNumber(string name) => wording.Readings(name).Contains("number");

    /// <summary>Entities a name speaks of, such as a file's: the longest words first.</summary>
    public IEnumerable<(Entity Entity, int Length)> Named(string name)
    {
        var tokens = wording.Words(name);
        var found = new Dictionary<Entity, int>();
        for (var from = 0; from < tokens.Count; from++)
        {
            for (var to = from + 1; to <= Math.Min(tokens.Count, from + 4); to++)
            {
                foreach (var entity in wording.Readings(tokens[from..to]).SelectMany(reading => entities.GetValueOrDefault(reading) ?? []))
                    found[entity] = Math.Max(found.GetValueOrDefault(entity), to - from);
            }
        }
        return found.Select(each => (each.Key, each.Value)).OrderByDescending(each => each.Value);
    }

    /// <summary>The whole text is a word of the dictionary.</summary>
    public bool IsListed(string vocabulary, string text) => words[vocabulary].ContainsKey(Fold(text));

    /// <summary>The word of a closed vocabulary a text stands for, or null. Where the whole text is unknown, the first stem of the dictionary that one of its words begins with tells.</summary>
    public string? Word(string vocabulary, string text) =>
        words[vocabulary].TryGetValue(Fold(text), out var word) || stems[vocabulary].Count == 0 ? word : Stem(vocabulary, text);

    /// <summary>The word of the first stem that words of the text begin with, each of its own; null: there is none.</summary>
    public string? Stem(string vocabulary, string text)
    {
        var parts = Wording.Cut(text).ConvertAll(ColumnName.Plain);
        return IsDoubted(text) ? null : stems[vocabulary].FirstOrDefault(each => Array.TrueForAll(each.Stem, stem => parts.Exists(part => part.StartsWith(stem, StringComparison.Ordinal)))).Word;
    }

    /// <summary>The text says that something is not so, not yet or not wholly.</summary>
    public static bool IsDoubted(string text) => Wording.Cut(text).Exists(part => Doubting.Contains(ColumnName.Fold(ColumnName.Plain(part))));

    /// <summary>Letters of a text that count: without case, accents, plural, small words and what stands in brackets.</summary>
    public static string Fold(string name) => string.Concat(new Wording().Words(name));

    private void Learn(Entity entity, ILookup<string, IReadOnlyList<string>> fields)
    {
        var own = fields[Dictionary.EntityWords].SelectMany(each => each).Select(wording.Phrase).Distinct().ToList();
        foreach (var word in own)
            Add(entities, word, entity);
        foreach (var field in fields.Where(each => each.Key != Dictionary.EntityWords))
        {
            var rank = 0;
            // Whatever it is, its code, number and key name it.
            foreach (var phrase in field.SelectMany(each => each).Concat(field.Key == Id && own.Count > 0 && entity.Name is not ("order_line" or "tender") ? IdWords : []).Select(wording.Phrase).Distinct())
            {
                Add(meanings, phrase, new Heading(entity, field.Key, false, rank));
                foreach (var word in own)
                    Add(meanings, Together(word, phrase), new Heading(entity, field.Key, true, rank));
                // A line's pieces are the product's: product quantity, sku total price.
                foreach (var word in entity.Name is "order_line" or "return" && field.Key is "quantity" or "unit_price" or "amount" ? goods : [])
                    Add(meanings, Together(word, phrase), new Heading(entity, field.Key, false, rank));
                rank++;
            }
        }
        // The entity's own word heads the column that names it, by its id or by its name.
        foreach (var word in own)
        {
            Add(meanings, word, new Heading(entity, Id, true, OwnWord));
            if (entity.Find("name") is not null && !fields.Any(field => field.Key is not ("name" or Dictionary.EntityWords) && field.SelectMany(each => each).Select(wording.Phrase).Contains(word)))
                Add(meanings, word, new Heading(entity, "name", true, OwnWord));
        }
    }

    private static string Together(string word, string phrase) => string.Join(' ', word.Split(' ').Union(phrase.Split(' ')).Order(StringComparer.Ordinal));

    private static void Add<T>(Dictionary<string, List<T>> lists, string key, T value)
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        if (!list.Contains(value))
            list.Add(value);
    }
}
