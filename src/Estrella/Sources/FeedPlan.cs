using System.IO.Hashing;
using System.Runtime.InteropServices;
using Estrella.Entities;

namespace Estrella.Sources;

/// <summary>One entity fed by the rows of one file: its rules made ready, the values of the current row, and what repeats.</summary>
internal sealed class FeedPlan
{
    private readonly TestPlan? when;
    private readonly CellPlan? id;
    private readonly CellPlan? changedAt;
    private readonly FieldPlan[] fields;
    private readonly int[] defaultId;
    private readonly long fileSaidAt;
    private readonly EntitySink sink;
    private readonly int[] columns;
    private readonly ContentHash hash;
    private readonly int idColumn;
    private readonly List<CellContradiction> contradictions;
    private readonly Repeats repeats;
    private long saidAt;
    private long stamp;

    /// <summary>Records of <c>repeats: first</c> wait for later rows until the file ends: their number is that of the ids in the file.</summary>
    private readonly Dictionary<string, Held> held = [];

    /// <summary>For <c>repeats: last</c>: what was said last of an id, 48 bytes each.</summary>
    private readonly Dictionary<UInt128, (Guid Hash, long SaidAt)> last = [];

    private readonly record struct FieldPlan(EntityField Field, CellPlan Cell, int Column, FeedPlan[] FedBy, int Or);

    private sealed record Held(CellValue[] Values, RecordFrame Frame);

    private const int MostWords = 20;

    private readonly HashSet<(int Column, string Word)> strange = [];

    private const string FillIt = "fill the cell, or say in the contract which rows feed the entity: when: { Column: filled }";

    private FeedPlan(EntityFeed feed, ColumnSight sight, EntitySink sink, FieldPlan[] fields, List<CellContradiction> contradictions, Func<Entity, string, string, int>? nextNumber)
    {
        this.contradictions = contradictions;
        idColumn = feed.Id?.Columns.Select(sight.Find).FirstOrDefault(-1) ?? -1;
        Feed = feed;
        this.sink = sink;
        this.fields = fields;
        repeats = feed.Repeats;
        when = feed.When is null ? null : TestPlan.Of(feed.When, sight);
        changedAt = feed.ChangedAt is null ? null : CellPlan.Of(feed.ChangedAt, CellKind.Instant, null, sight);
        fileSaidAt = sight.AsOf?.Ticks ?? 0;
        Values = new CellValue[fields.Length];
        columns = [.. fields.Select(each => sink.Fields.ToList().IndexOf(each.Field))];
        hash = new ContentHash([.. fields.Select(each => each.Field)]);
        defaultId = feed.Id is not null ? [] : [.. feed.Entity.DefaultId.Select(name => Array.FindIndex(fields, each => each.Field.Name == name))];
        // A day in an id stays one where another column tells its time.
        CellKind KindOf(CellRule part) => feed.Fields.FirstOrDefault(each => (each.Cell is ColumnCell column ? column.Day : each.Cell).Key == part.Key).Field?.Kind ?? CellKind.Text;
        id = feed.Id switch
        {
            null => null,
            // A part that also feeds a field is joined as that field's value: a day as 2024-05-01, however the file writes it.
            CompoundCell compound => new CompoundPlan(compound, part => CellPlan.Of(part, KindOf(part), null, sight), KindOf)
            {
                NextNumber = nextNumber is null ? null : (before, behind) => nextNumber(feed.Entity, before, behind),
            },
            var single => CellPlan.Of(single, CellKind.Text, null, sight, feed.Entity),
        };
    }

    public EntityFeed Feed { get; }

    public CellValue[] Values { get; }

    public string Id { get; private set; } = "";

    /// <summary>The id the row was given, where it counts rows; null: it does not, or none could be made.</summary>
    public string? CountedId(RowCells row) => id is CompoundPlan { HasNth: true } && IsFed && stamp == row.Stamp && Id.Length > 0 ? Id : null;

    /// <summary>The current row feeds this entity.</summary>
    public bool IsFed { get; private set; }

    /// <summary>Plans for all feeds of an export, parents before children.</summary>
    public static FeedPlan[] Of(
        ColumnSight sight, Func<Entity, EntitySink> sink, List<CellContradiction> contradictions, Func<Entity, string, string, int>? nextNumber)
    {
        var made = new Dictionary<EntityFeed, FeedPlan>();
        var order = EntityCatalog.All.ToList();
        foreach (var feed in sight.Export.Feeds.OrderBy(feed => order.IndexOf(feed.Entity)))
        {
            var fields = feed.Fields.Select(each => new FieldPlan(
                each.Field,
                CellPlan.Of(each.Cell, each.Field.Kind, each.Field, sight),
                each.Cell.Columns.Select(sight.Find).FirstOrDefault(-1),
                // The rule that makes the id of a record of this very row: the reference is blank where the row did not feed it.
                [.. made.Where(other => each.Field.References == other.Key.Entity.Name && MakesId(other.Key, each.Cell)).Select(other => other.Value)],
                each.Field.Or is { } or ? feed.Fields.ToList().FindIndex(other => other.Field.Name == or) : -1));
            made[feed] = new FeedPlan(feed, sight, sink(feed.Entity), [.. fields], contradictions, nextNumber);
        }
        return [.. made.Values];
    }

    /// <summary>The rule of a reference is the one that makes the record's id, or the field the reference goes by.</summary>
    private static bool MakesId(EntityFeed feed, CellRule reference) => reference is ColumnCell { How.By: { } by } column
        ? feed.Fields.Any(each => each.Field.Name == by && each.Cell.Key == (column with { How = column.How with { By = null } }).Key)
        : feed.Id?.Key == reference.Key;

    /// <summary>Whether the row feeds this entity, and its id.</summary>
    public void Begin(RowCells row)
    {
        stamp = row.Stamp;
        IsFed = when is null || when.Holds(row);
        if (!IsFed || id is null)
        {
            return;
        }
        var before = row.Problems.Count;
        id.Read(row, out var value);
        Id = value.Text ?? "";
        if (Id.Length == 0 && row.Problems.Count == before)
        {
            row.RefuseRow("id", $"the {Feed.Entity.Name} has no id: {string.Join(", ", Feed.Id!.Columns)} is blank", FillIt, idColumn);
        }
        LimitId(row);
    }

    /// <summary>Reads the fields; what cannot be taken is noted in the row's problems.</summary>
    public void Read(RowCells row)
    {
        for (var at = 0; at < fields.Length; at++)
        {
            ref readonly var plan = ref fields[at];
            var before = row.Problems.Count;
            if (plan.FedBy.Length > 0)
            {
                Values[at] = Reference(plan.FedBy);
            }
            else
            {
                plan.Cell.Read(row, out Values[at]);
                if (Values[at].Unmapped is { } word && strange.Count < MostWords)
                {
                    strange.Add((plan.Column, word));
                }
            }
            if (!Values[at].IsFilled && plan.Field.IsRequired && row.Problems.Count == before && Feed.Fields[at].Cell is not ListPriceCell && !StandsIn(plan.Or, row))
            {
                row.RefuseRow("required", $"the {Feed.Entity.Name} has no {plan.Field.Name}: {string.Join(", ", Feed.Fields[at].Cell.Columns)} is blank", FillIt, plan.Column);
            }
        }
        saidAt = fileSaidAt;
        if (changedAt is not null)
        {
            changedAt.Read(row, out var changed);
            saidAt = changed.IsFilled ? changed.Bits : fileSaidAt;
        }
        if (defaultId.Length > 0)
        {
            Id = string.Join(CompoundCell.Separator, defaultId.Select(at => at < 0 ? "" : CompoundPlan.Escape(Canonical.Text(Values[at], fields[at].Field.Kind))));
            LimitId(row);
        }
    }

    /// <summary>Writes the row's record, or keeps it until the file ends; false: an earlier row of the file said it already.</summary>
    public bool Emit(RowCells row, bool isDeleted, decimal? control, ExtrasPlan extras, bool isFirst)
    {
        if (repeats == Repeats.First)
        {
            return Hold(row, isDeleted, control, extras, isFirst);
        }
        var content = hash.Of(Values, isDeleted);
        if (repeats == Repeats.Last && !IsNews(content))
        {
            return false;
        }
        sink.Write(new RecordFrame(row.Line, Id, content, saidAt, isDeleted, control, extras.Of(row, this, isFirst)), Values, columns);
        return true;
    }

    /// <summary>Writes what waited for the end of the file.</summary>
    public void Finish()
    {
        foreach (var (values, frame) in held.Values)
        {
            sink.Write(frame with { Hash = hash.Of(values, frame.IsDeleted) }, values, columns);
        }
        held.Clear();
        sink.Flush();
    }

    /// <summary>Words of a column that fit no vocabulary, of all rows read so far.</summary>
    public IEnumerable<string> UnmappedOf(int column) => strange.Where(each => each.Column == column).Select(each => each.Word);

    /// <summary>Fields and the source's words that fit none of their vocabularies.</summary>
    public IEnumerable<(string Field, string Word)> Unmapped()
    {
        for (var at = 0; at < fields.Length; at++)
        {
            if (Values[at].Unmapped is { } word)
            {
                yield return (fields[at].Field.Name, word);
            }
        }
    }

    private void LimitId(RowCells row)
    {
        if (Id.Length > TextLimit.WholeId)
        {
            row.RefuseRow("length", $"the id of the {Feed.Entity.Name} has {Id.Length:N0} characters, expected at most {TextLimit.WholeId}", "shorten the cells it is made of", idColumn);
        }
    }

    /// <summary>Another field is filled that may stand for a required one.</summary>
    private bool StandsIn(int field, RowCells row)
    {
        if (field < 0)
            return false;
        fields[field].Cell.Read(row, out var value);
        return value.IsFilled;
    }

    private static CellValue Reference(FeedPlan[] fedBy)
    {
        foreach (var feed in fedBy)
        {
            if (feed.IsFed)
            {
                return CellValue.Of(feed.Id);
            }
        }
        return default;
    }

    private bool Hold(RowCells row, bool isDeleted, decimal? control, ExtrasPlan extras, bool isFirst)
    {
        ref var record = ref CollectionsMarshal.GetValueRefOrAddDefault(held, Id, out var isKnown);
        if (!isKnown)
        {
            record = new Held([.. Values], new RecordFrame(row.Line, Id, default, saidAt, isDeleted, control, extras.Of(row, this, isFirst)));
            return true;
        }
        var values = record!.Values;
        for (var at = 0; at < values.Length; at++)
        {
            if (!values[at].IsFilled)
            {
                values[at] = Values[at];
            }
            else if (Values[at].IsFilled && !Values[at].SameAs(values[at]))
            {
                var kind = fields[at].Field.Kind;
                contradictions.Add(new CellContradiction(
                    Feed.Entity, Id, fields[at].Field, Canonical.Text(values[at], kind), record.Frame.Line, Canonical.Text(Values[at], kind), row.Line));
            }
        }
        return false;
    }

    /// <summary>An earlier date with the same content is news: it tells that the content held before.</summary>
    private bool IsNews(Guid content)
    {
        var key = XxHash128.HashToUInt128(MemoryMarshal.AsBytes(Id.AsSpan()));
        ref var said = ref CollectionsMarshal.GetValueRefOrAddDefault(last, key, out var isKnown);
        if (isKnown && said.Hash == content && saidAt >= said.SaidAt)
        {
            return false;
        }
        said = (content, saidAt);
        return true;
    }
}
