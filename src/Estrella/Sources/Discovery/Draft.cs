using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>A contract as discovery would write it, with its proofs.</summary>
/// <param name="Source">Name of the source system.</param>
/// <param name="Questions">What no row decides: a person must, before a run.</param>
internal sealed record Draft(string Source, IReadOnlyList<DraftExport> Exports, IReadOnlyList<DraftQuestion> Questions)
{
    /// <summary>By what customers of several files are one; null: nothing tells.</summary>
    public DraftIdentity? Identity { get; init; }

    /// <summary>Files that are left though their columns are understood, and why.</summary>
    public required IReadOnlyDictionary<ProbedFile, string> Left { get; init; }

    /// <summary>The zone its times are written in; null: they do not say.</summary>
    public (string Name, Proof Proof)? Zone => WrittenZone.Of(Exports);

    /// <summary>Whether tax is in the prices, as sums of lines and headers tell; null: nothing tells.</summary>
    public (bool IsIn, Proof Proof)? Tax { get; init; }
}

/// <summary>One kind of file.</summary>
internal sealed record DraftExport(string Name, string Files, ProbedFile File)
{
    public required string Holds { get; init; }

    public required Proof HoldsProof { get; init; }

    public Proof? SecretProof { get; set; }

    public Proof? PersonalProof { get; set; }

    /// <summary>Names for kinds of rows, with their test.</summary>
    public List<DraftField> Kinds { get; } = [];

    /// <summary>Rows that are counted and kept, and feed nothing; null: none.</summary>
    public DraftField? SetAside { get; set; }

    /// <summary>Wide columns that are rows, as the contract says it.</summary>
    public WideMonths? Wide { get; init; }

    /// <summary>The order that is said once for several rows, as the contract says it.</summary>
    public BlockRows? Blocks { get; init; }

    public List<DraftFeed> Feeds { get; } = [];

    public List<string> Secret { get; } = [];

    public List<string> Personal { get; } = [];

    /// <summary>Columns that feed nothing; they are kept in extras.</summary>
    public List<string> Unmapped { get; } = [];

    /// <summary>Files of a day each whose rows are told by their place: those of one day would be taken for those of the next.</summary>
    public bool ForgetsRows => File.Files.IsSeries && File.Tables.Count > 1 && Feeds.Exists(feed => feed.Id == "$row");

    /// <summary>Those of them the rows tell something of; nobody knows the meaning of the others.</summary>
    public IReadOnlyList<LeftColumn> Explained { get; set; } = [];

    /// <summary>What was found beside the fields, such as a column that says another once more.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>How numbers and dates are written in most columns.</summary>
    public required WrittenForm Written { get; init; }
}

/// <summary>An entity a row feeds.</summary>
internal sealed record DraftFeed(Entity Entity, string? Id, Proof? IdProof, string? Repeats = null)
{
    public const string First = "first";

    /// <summary>The day of a row that repeats, where it is written otherwise than the file's other days.</summary>
    public string? ChangedAt { get; init; }

    public Proof? ChangedAtProof { get; set; }

    /// <summary>Why its rows are this entity's; null: as sure as its id.</summary>
    public Proof? Told { get; set; }

    /// <summary>What the rows of one id say of each other.</summary>
    public Proof? RepeatsProof { get; set; }

    public Proof? IdProof { get; set; } = IdProof;

    /// <summary>Tests that all hold: names of kinds, or columns with their test.</summary>
    public List<string> When { get; } = [];

    public List<DraftField> Fields { get; } = [];

    /// <summary>A feed of rows of a kind among these, which count and name their order as these do.</summary>
    /// <param name="told">What tells them; each feed counts its own rows.</param>
    public DraftFeed Apart(Entity entity, string kind, ColumnProbe told)
    {
        var apart = new DraftFeed(entity, Id?.Replace(", $nth]", $", {Yaml.Text(told.Name)}, $nth]", StringComparison.Ordinal), null);
        apart.When.AddRange([kind, .. When]);
        apart.Fields.Add(Fields.Find(each => each.Field == "order")!);
        return apart;
    }

    public void Add(string field, string cell, Proof? proof = null) => Fields.Add(new DraftField(field, cell, proof));
}

/// <summary>A field and the cell it is read from, as the contract says it.</summary>
/// <param name="Cell">YAML in one line.</param>
internal sealed record DraftField(string Field, string Cell, Proof? Proof);
