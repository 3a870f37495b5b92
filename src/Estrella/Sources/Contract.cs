using Estrella.Entities;
using Estrella.Foundation;

namespace Estrella.Sources;

/// <summary>
/// What is known about one source system: how its exports are read, which columns they hold, and
/// which entities each row feeds. Written in YAML; the words are listed in <c>docs/decisions/0006-contract-format.md</c>.
/// </summary>
public sealed class Contract
{
    /// <summary>The source; it scopes every natural id.</summary>
    public required string Name { get; init; }

    /// <summary>IANA zone of instants without an offset; null: the shop's.</summary>
    public string? Zone { get; init; }

    /// <summary>ISO 4217 code of amounts that name none; null: unknown.</summary>
    public string? Currency { get; init; }

    public bool PricesIncludeTax { get; init; }

    /// <summary>Where the contract stands, as messages quote it.</summary>
    public required string Path { get; init; }

    public required IReadOnlyList<ExportContract> Exports { get; init; }

    /// <summary>Shipped with Estrella: taken only where files fit it by their headers.</summary>
    public bool IsBuiltIn { get; init; }

    /// <summary>How exports without a date in their name are dated.</summary>
    public AsOfRule AsOf { get; init; } = AsOfRule.Unknown;

    /// <summary>By entity: how its records are known to be those of other sources. An entity that is not named follows the shop's rule.</summary>
    public IReadOnlyDictionary<string, IdentityRule> Identity { get; init; } = new Dictionary<string, IdentityRule>();

    /// <summary>How many rows of all its exports without a budget of their own may be kept out; null: the shop's own budget.</summary>
    public ErrorBudget? Budget { get; init; }

    /// <summary>Reads and checks a contract.</summary>
    /// <param name="path">How messages name the file.</param>
    /// <exception cref="EstrellaException">Exit 4: every mistake found, each with file, line and column.</exception>
    public static Contract Parse(string yaml, string path) => ContractParser.Parse(yaml, path, isBuiltIn: false);

    /// <summary>The same contract with the shop's zone and currency where the source names none.</summary>
    public Contract WithShop(string? zone, string? currency) => new()
    {
        Name = Name,
        Zone = Zone ?? zone,
        Currency = Currency ?? currency,
        PricesIncludeTax = PricesIncludeTax,
        Path = Path,
        Exports = Exports,
        IsBuiltIn = IsBuiltIn,
        AsOf = AsOf,
        Identity = Identity,
        Budget = Budget,
    };
}

/// <summary>How undated exports are dated: not at all, by the file's time of change, or by a fixed day.</summary>
public sealed record AsOfRule(bool IsModified, DateOnly? Day)
{
    public static AsOfRule Unknown { get; } = new(false, null);
}

/// <summary>What the absence of a record from an export means.</summary>
public enum Holds
{
    /// <summary>What is absent is gone.</summary>
    All,

    /// <summary>Absence says nothing.</summary>
    Changes,

    /// <summary>What is absent is gone within the range of <see cref="ExportContract.HoldsWithin"/> that the file itself covers.</summary>
    AllWithin,
}

/// <summary>A reference by another field than the id: <c>campaign: { column: Campaign, by: name }</c>.</summary>
public sealed record ReferenceBy(Entity Entity, EntityField Field, string By);

/// <summary>One export of a source: the files that carry it and what their rows feed.</summary>
public sealed record ExportContract
{
    public required string Name { get; init; }

    public required Holds Holds { get; init; }

    /// <summary>The column whose range a file of <see cref="Holds.AllWithin"/> covers.</summary>
    public string? HoldsWithin { get; init; }

    /// <summary>Every entity fed, parents before children.</summary>
    public required IReadOnlyList<Entity> FeedsEntities { get; init; }

    /// <summary>Every field fed, in the order of <see cref="FeedsEntities"/> and of their classes.</summary>
    public required IReadOnlyList<(Entity Entity, EntityField Field)> FeedsFields { get; init; }

    /// <summary>How many rows of this export may be kept out; null: its source's, else the shop's.</summary>
    public ErrorBudget? Budget { get; init; }

    /// <summary>How much smaller than the last one a full export may be, as a share of its rows; 1: nothing is too small.</summary>
    public decimal ShrinkLimit { get; init; } = 0.05m;

    /// <summary>Whether a full export is too small to be believed. That one row is gone is an ordinary day, however small the export.</summary>
    /// <param name="before">Rows of the one before.</param>
    public bool IsShrunken(long rows, long before) => Holds == Holds.All && before - rows > 1 && before - rows > before * ShrinkLimit;

    /// <summary>What is done when a column is other than it was.</summary>
    public DriftRules Drift { get; init; } = DriftRules.None;

    /// <summary>When the export is due, and how large it is at least; null: nobody said.</summary>
    public Expectation? Expects { get; init; }

    /// <summary>A column must not leave the reader; no raw row and no extras are kept of its files.</summary>
    public bool HasSecret => Secret.Count > 0;

    public IReadOnlyList<string> Secret { get; init; } = [];

    /// <summary>Columns that are personal data; <c>Billing *</c> stands for all that begin so.</summary>
    public IReadOnlyList<string> Personal { get; init; } = [];

    /// <summary>Columns that may be absent; all others named are required.</summary>
    public IReadOnlyList<string> Optional { get; init; } = [];

    /// <summary>Columns a file must hold, as the contract writes them.</summary>
    public required IReadOnlyList<string> Required { get; init; }

    /// <summary>The glob of file names, with <c>{as_of:FORMAT}</c> where the name carries the date; empty: the header alone tells its files.</summary>
    public required string Files { get; init; }

    /// <summary>Columns that tell this export from others; empty: the required ones do.</summary>
    public IReadOnlyList<string> Recognise { get; init; } = [];

    /// <summary>Ids are row numbers, so a changed file re-points references.</summary>
    public bool UsesRowNumbers { get; init; }

    /// <summary>The money that must balance is named.</summary>
    public bool HasControl => ControlText is not null;

    /// <summary>It, as the contract writes it.</summary>
    public string? ControlText { get; init; }

    /// <summary>What happens to a version of a field: keep, overwrite or fixed, where the contract says so.</summary>
    public IReadOnlyDictionary<(string Entity, string Field), string> History { get; init; } = new Dictionary<(string, string), string>();

    public IReadOnlyList<ReferenceBy> ReferencesBy { get; init; } = [];

    /// <summary>Personal columns, those that feed a personal field included: they are not quoted in messages.</summary>
    internal IReadOnlyList<string> PersonalColumns =>
        [.. Personal, .. Feeds.SelectMany(feed => feed.Fields.Where(each => each.Field.IsPersonal).SelectMany(each => each.Cell.Columns))];

    /// <summary>Whether it feeds a field, or an entity, that it did not.</summary>
    /// <param name="fed">What it fed, as <c>entity.field</c>; none: not known.</param>
    public bool FeedsMore(IReadOnlySet<string> fed) => fed.Count > 0 && FeedsFields.Any(each => !fed.Contains($"{each.Entity.Name}.{each.Field.Name}"));

    internal ReadOptions Read { get; init; } = new();

    internal IReadOnlyList<EntityFeed> Feeds { get; init; } = [];

    internal CellRule? Control { get; init; }

    internal RowTest? DeletedWhen { get; init; }

    internal IReadOnlyList<RowTest> Skip { get; init; } = [];

    internal IReadOnlyList<RowTest> SetAside { get; init; } = [];

    internal UnpivotRule? Unpivot { get; init; }

    internal IReadOnlyList<CarriedColumn> Carried { get; init; } = [];

    /// <summary>What columns are called in the header, beside the name the contract uses.</summary>
    internal IReadOnlyList<ColumnAlias> Aliases { get; init; } = [];
}

/// <summary>How the bytes of a file become cells, and the cells values.</summary>
internal sealed record ReadOptions
{
    /// <summary>One, or several to be tried in order.</summary>
    public IReadOnlyList<string> Encodings { get; init; } = ["utf-8"];

    /// <summary>One, or several of which the header decides.</summary>
    public IReadOnlyList<char> Delimiters { get; init; } = [','];

    public char Delimiter
    {
        get => Delimiters[0];
        init => Delimiters = [value];
    }

    /// <summary>Null: quotes are ordinary characters.</summary>
    public char? Quote { get; init; } = '"';

    public char Decimal { get; init; } = '.';

    /// <summary>Both signs occur: each cell decides, see <see cref="NumberFormat.Either"/>.</summary>
    public bool IsEitherDecimal { get; init; }

    public char? Thousands { get; init; }

    /// <summary>What stands beside amounts, as <see cref="MoneyRule"/> has it; null: the source's currency.</summary>
    public string? Currency { get; init; }

    public IReadOnlyList<string> Dates { get; init; } = DefaultDates;

    /// <summary>Words that mean blank.</summary>
    public IReadOnlyList<string> Empty { get; init; } = [];

    public int SkipLines { get; init; }

    /// <summary>The sheet of a workbook, or a pattern with <c>*</c>; null: each shown one whose header fits.</summary>
    public string? Sheet { get; init; }

    public static IReadOnlyList<string> DefaultDates { get; } =
    [
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd HH:mm",
    ];
}

/// <summary>Wide columns turned into rows: one virtual row for each of the columns that is filled.</summary>
/// <param name="Columns">Names, or patterns with <c>*</c>.</param>
/// <param name="Name">The virtual column that carries the header.</param>
/// <param name="Value">The virtual column that carries the cell.</param>
internal sealed record UnpivotRule(IReadOnlyList<string> Columns, string Name, string Value);

/// <summary>How rows that carry the same id are understood.</summary>
internal enum Repeats
{
    /// <summary>A second row with the same id is a duplicate or a conflict.</summary>
    No,

    /// <summary>One record; the first filled cell of each field wins.</summary>
    First,

    /// <summary>A record whenever the content changes, dated by a column.</summary>
    Last,
}

/// <summary>One entity a row may feed.</summary>
internal sealed record EntityFeed
{
    public required Entity Entity { get; init; }

    public RowTest? When { get; init; }

    public Repeats Repeats { get; init; }

    /// <summary>From when the record holds; null: the file's date.</summary>
    public CellRule? ChangedAt { get; init; }

    /// <summary>Null: made of the entity's default id fields.</summary>
    public CellRule? Id { get; init; }

    public required IReadOnlyList<(EntityField Field, CellRule Cell)> Fields { get; init; }
}
