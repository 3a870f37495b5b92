using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using Estrella.Entities;
using Estrella.Foundation;
using Estrella.Ledger;

namespace Estrella.Sources;

/// <summary>The rows of one file, a stretch at a time: each is layout, set aside, kept out, or becomes records.</summary>
internal sealed class RowReader : IDisposable
{
    private const int Stretch = 4_096;

    private static readonly byte[] ProcessKey = RandomNumberGenerator.GetBytes(32);

    private readonly FileReading file;
    private readonly ExportContract export;
    private readonly XxHash128? checksum;
    private readonly Records records;
    private readonly RowCells row;
    private readonly FeedPlan[] feeds;
    private readonly EntitySink[] sinks;
    private readonly ExtrasPlan extras;
    private readonly TestPlan[] skip;
    private readonly TestPlan[] setAside;
    private readonly TestPlan? deletedWhen;
    private readonly CellPlan? control;
    private readonly int[] unpivot;
    private readonly SecretGuard? guard;
    private readonly WithinRange? within;
    private readonly ControlSums sums = new();
    private readonly byte[] hashKey;
    private long layout;
    private long asideCount;
    private long quarantined;
    private long repeated;
    private bool? hasLongRecords;
    private ClosingRows? closing;
    private bool isCut;
    private long rowCount;
    private int taken;
    private readonly ColumnLooks looks;

    public RowReader(FileReading file)
    {
        this.file = file;
        export = file.Match.Export;
        var table = file.Match.Table;
        hashKey = file.HashKey.IsEmpty ? ProcessKey : file.HashKey.ToArray();
        guard = export.HasSecret ? SecretGuard.Learn(table, export) : null;
        checksum = ExportFile.IsPacked(table) ? null : new XxHash128();
        records = ExportFile.Open(table, export.Read, export.HasSecret, checksum);
        var reading = HeaderReader.Read(records, export);
        var columns = reading.Header
            ?? throw new EstrellaException(ExitCode.DecisionMissing, $"{CellPlace.Of(table.Name, reading.Line, 1)}: {reading.Problem}", reading.Next);
        if (HeaderReader.Missing(columns, export).Count > 0)
        {
            throw HeaderReader.Lacks(table.Name, columns, export, file.Match.Contract.Path);
        }
        layout = reading.Line - 1;
        (records.Expected, records.Least) = (columns.Names.Count, columns.Named);
        row = new RowCells(records, columns, export.Read) { ShowsValues = !export.HasSecret };
        var sight = new ColumnSight(export, columns, ValueFormats.Of(export.Read, file.Match.Contract.Zone, file.Match.Contract.Currency), file.Match.AsOf, file.Match.Name);
        sinks = [.. export.FeedsEntities.Select(entity => new EntitySink(
            entity, [.. export.FeedsFields.Where(each => each.Entity == entity).Select(each => each.Field)], file.FileNo, Full))];
        feeds = FeedPlan.Of(sight, entity => Array.Find(sinks, sink => sink.Entity == entity)!, Contradictions, file.NextNumber);
        row.Carried = export.Carried.Count == 0 ? null : new CarriedCells(sight);
        looks = new ColumnLooks(export, columns, sight);
        extras = new ExtrasPlan(sight);
        skip = [.. export.Skip.Select(test => TestPlan.Of(test, sight))];
        setAside = [.. export.SetAside.Select(test => TestPlan.Of(test, sight))];
        deletedWhen = export.DeletedWhen is null ? null : TestPlan.Of(export.DeletedWhen, sight);
        control = export.Control is null ? null : CellPlan.Of(export.Control, CellKind.Number, null, sight);
        within = export.HoldsWithin is null ? null : new WithinRange(sight.Find(export.HoldsWithin), sight.Formats);
        unpivot = export.Unpivot is not { } rule
            ? []
            : [.. Enumerable.Range(0, columns.Names.Count).Where(at => rule.Columns.Any(pattern => ColumnName.Fits(columns.Names[at], pattern)))];
    }

    public Queue<EntityBatch> Full { get; } = new();

    public Queue<QuarantinedRow> KeptOut { get; } = new();

    public Queue<SetAsideRow> SetAside { get; } = new();

    public List<CellContradiction> Contradictions { get; } = [];

    /// <summary>Reads some rows; false: the file has ended and everything has been handed over.</summary>
    public bool Advance()
    {
        for (var count = 0; count < Stretch && Full.Count == 0; count++)
        {
            if (!records.Read())
            {
                foreach (var feed in feeds)
                {
                    feed.Finish();
                }
                foreach (var sink in sinks)
                {
                    sink.Flush();
                }
                return false;
            }
            row.Begin();
            Take();
        }
        return true;
    }

    public FileTotals Totals()
    {
        decimal? Sum(decimal sum) => control is null ? null : sum;
        return new FileTotals
        {
            FileNo = file.FileNo,
            Rows = rowCount,
            Columns = looks.Told(feeds),
            SetAside = asideCount,
            Quarantined = quarantined,
            Repeated = repeated,
            ControlRows = Sum(sums.Rows),
            ControlSetAside = Sum(sums.SetAside),
            ControlQuarantined = Sum(sums.Quarantined),
            ControlRepeated = Sum(sums.Repeated),
            ControlUnreadable = sums.Unreadable,
            LayoutRows = layout,
            Checksum = checksum is null ? FileChecksum.Of(file.Match.Table) : Convert.ToHexStringLower(checksum.GetCurrentHash()),
            Within = within?.Range,
            IsCut = isCut,
        };
    }

    public void Dispose() => records.Dispose();

    private void Take()
    {
        isCut = false;
        row.Origin = records.State == RecordState.Blank ? null : file.Origins?[taken++];
        if (records.State == RecordState.Blank || row.Header.IsSaidBy(records) || (records.State != RecordState.BrokenQuote && Any(skip)) || (file.Origins is null && IsClosing()))
        {
            layout++;
            return;
        }
        row.Carried?.See(row, records.State == RecordState.Good);
        rowCount++;
        row.Number = row.Origin?.Number ?? rowCount;
        if (records.State == RecordState.Good)
        {
            looks.See(row, rowCount);
        }
        if (records.State != RecordState.Good)
        {
            RefuseShape();
        }
        else if (!RefuseBytes() && guard is not null && guard.Suspects(row, out var why))
        {
            row.RefuseRow("secret", $"the row may be shifted: {why}", "correct the row in the export; nothing of it is kept, for the file has a secret column");
        }
        var amount = row.Problems.Count == 0 ? Control() : null;
        if (row.Problems.Count == 0 && Any(setAside))
        {
            asideCount++;
            sums.SetAside += amount ?? 0;
            SetAside.Enqueue(new SetAsideRow(file.FileNo, row.Line, export.HasSecret ? null : Raw(), amount));
            return;
        }
        if (row.Problems.Count == 0)
        {
            Feed(amount);
        }
        if (row.Problems.Count > 0)
        {
            isCut = records.HasNoLineEnd;
            KeepOut(amount);
        }
        else if (file.Wanted?.Contains(row.Line) == true)
        {
            KeptOut.Enqueue(Kept(amount));
        }
    }

    private bool IsClosing() => ClosingRows.MayBe(records, row.Header) && (closing ??= ClosingRows.Find(file.Match.Table, export)).Holds(records.Line);

    private bool Any(TestPlan[] tests)
    {
        foreach (var test in tests)
        {
            if (test.Holds(row))
            {
                return true;
            }
        }
        return false;
    }

    private void RefuseShape()
    {
        if (records.State == RecordState.WrongCells)
        {
            row.RefuseRow("cells", $"the row has {records.CellCount} cells, expected {records.Expected} as in the header", "quote cells that hold the delimiter or a line break, or add the cells that are missing");
            return;
        }
        if (export.UsesRowNumbers && records.IsOpenEnded && (hasLongRecords ??= HasLongRecords()))
        {
            throw new EstrellaException(
                ExitCode.DecisionMissing,
                $"{CellPlace.Of(file.Match.Name, records.Line, 1)}: a quote is opened and not closed, and other rows of the file span several lines, so nobody can tell how many rows it hides; "
                + $"the export {export.Name} counts rows to find ids, expected every row to be certain",
                "correct the line, or name a column as the id in the contract");
        }
        row.RefuseRow("quote", "a quote is opened and not closed, or stands in the middle of a cell", "close the quote and double those inside (\"\"), or say quote: none in the contract");
    }

    /// <summary>Bytes that are no text; the row alone is kept out.</summary>
    private bool RefuseBytes()
    {
        var raw = records.Raw;
        if (raw.IndexOf((byte)0) is >= 0 and var nul)
        {
            row.RefuseRow("nul", $"byte {nul + 1} of the row is NUL, expected text", "export the row again without it", records.CellAt(nul));
        }
        else if (ExportFile.InvalidAt(raw) is >= 0 and var at)
        {
            row.RefuseRow("encoding", $"byte {at + 1} of the row (0x{raw[at]:X2}) is no UTF-8, byte {records.Offset + at + 1:N0} of the file, expected UTF-8 text", "correct the row, or say how the file is written: read: { encoding: [utf-8, windows-1252] }", records.CellAt(at));
        }
        return row.Problems.Count > 0;
    }

    /// <summary>The row's control amount; a cell that is none is counted, and refused only where it also feeds a field.</summary>
    private decimal? Control()
    {
        if (control is null)
        {
            return null;
        }
        control.Read(row, out var value);
        if (row.Problems.Count > 0)
        {
            row.Problems.Clear();
            sums.Unreadable++;
            return null;
        }
        if (!value.IsFilled)
        {
            return null;
        }
        var amount = EntitySink.Amount(value.Bits);
        sums.Rows += amount;
        return amount;
    }

    private void Feed(decimal? amount)
    {
        var records = 0;
        if (unpivot.Length == 0)
        {
            Read();
            if (row.Problems.Count > 0)
            {
                return;
            }
            records = Emit(amount, 0);
        }
        // All virtual rows are read before one is written: the row is kept out whole or not at all.
        foreach (var isRehearsal in new[] { true, false })
        {
            foreach (var column in unpivot)
            {
                row.Unpivoted = column;
                if (row.Text(column).IsEmpty)
                {
                    continue;
                }
                Read();
                records = isRehearsal ? 0 : Emit(amount, records);
            }
            if (row.Problems.Count > 0)
            {
                return;
            }
        }
        within?.See(row);
        if (records == 0)
        {
            repeated++;
            sums.Repeated += amount ?? 0;
        }
    }

    private void Read()
    {
        var isFed = false;
        foreach (var feed in feeds)
        {
            feed.Begin(row);
            isFed |= feed.IsFed;
        }
        if (!isFed)
        {
            row.RefuseRow("feeds-nothing", "the row fits no entity of the export: no condition under when holds", "add its kind to the contract, or to set_aside if it is no data of yours");
            return;
        }
        foreach (var feed in feeds)
        {
            if (feed.IsFed)
            {
                feed.Read(row);
            }
        }
    }

    /// <summary>Writes the records of the row, or virtual row; the first of all carries its control amount and unmapped columns.</summary>
    /// <returns>How many records the row has made so far.</returns>
    private int Emit(decimal? amount, int made)
    {
        var isDeleted = deletedWhen?.Holds(row) ?? false;
        foreach (var feed in feeds)
        {
            if (feed.IsFed && feed.Emit(row, isDeleted, made == 0 ? amount : null, extras, made == 0))
            {
                made++;
            }
        }
        return made;
    }

    private void KeepOut(decimal? amount)
    {
        quarantined++;
        sums.Quarantined += amount ?? 0;
        if (!export.HasSecret)
        {
            KeptOut.Enqueue(Kept(amount));
            return;
        }
        var hash = SecretGuard.KeyedHash(records.Raw, hashKey);
        KeptOut.Enqueue(new QuarantinedRow(
            file.FileNo, row.Line, null, null, [.. row.Problems.Distinct().Select(problem => problem with { Value = null, Message = $"{problem.Message} (row {hash})" })]));
    }

    /// <summary>The row with everything it takes to read it again, corrected. A cell that feeds two records is told once.</summary>
    private QuarantinedRow Kept(decimal? amount) => new(file.FileNo, row.Line, amount, export.HasSecret ? null : Raw(), [.. row.Problems.Distinct()])
    {
        Cells = export.HasSecret ? null : Cells(),
        RowNumber = row.Number,
        CountedIds = export.HasSecret ? [] : [.. feeds.Select(feed => feed.CountedId(row)).OfType<string>()],
    };

    /// <summary>Where a quote is broken nobody knows where cells end: the line is cut at every delimiter.</summary>
    private string[] Cells() => records.State == RecordState.BrokenQuote
        ? Encoding.UTF8.GetString(records.Raw).Split(export.Read.Delimiter)
        : [.. Enumerable.Range(0, records.CellCount).Select(row.Original)];

    /// <summary>The row as it stands in the file, or would in a text; a text column holds no NUL.</summary>
    private string Raw() => Encoding.UTF8.GetString(records.Raw).Replace('\0', '\u2400');

    /// <summary>Whether a well-formed row of this file spans several lines; asked at most once, and only when a quote is broken.</summary>
    private bool HasLongRecords()
    {
        using var all = ExportFile.Open(file.Match.Table, export.Read, export.HasSecret);
        HeaderReader.Read(all, export);
        (all.Expected, all.Least) = (records.Expected, records.Least);
        while (all.Read())
        {
            if (all.State == RecordState.Good && all.Lines > 1)
            {
                return true;
            }
        }
        return false;
    }

    private sealed class ControlSums
    {
        public decimal Rows;
        public decimal SetAside;
        public decimal Quarantined;
        public decimal Repeated;
        public long Unreadable;
    }
}
