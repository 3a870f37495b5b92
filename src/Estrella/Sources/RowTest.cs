namespace Estrella.Sources;

/// <summary>A condition on a row.</summary>
internal abstract record RowTest
{
    public virtual IEnumerable<string> Columns => [];
}

/// <summary>All of them hold.</summary>
internal sealed record AllTest(IReadOnlyList<RowTest> Tests) : RowTest
{
    public override IEnumerable<string> Columns => Tests.SelectMany(test => test.Columns);
}

/// <summary>The row is, or is not, of a kind named under <c>kinds</c>.</summary>
internal sealed record KindTest(string Name, RowTest Kind) : RowTest
{
    public override IEnumerable<string> Columns => Kind.Columns;
}

internal sealed record NotTest(RowTest Test) : RowTest
{
    public override IEnumerable<string> Columns => Test.Columns;
}

/// <summary>A condition on one cell.</summary>
internal sealed record ColumnTest(string Column, CellTest Test) : RowTest
{
    public override IEnumerable<string> Columns => [Column];
}

internal abstract record CellTest;

internal sealed record FilledTest : CellTest;

internal sealed record BlankTest : CellTest;

internal sealed record EqualsTest(IReadOnlyList<string> Words) : CellTest;

internal sealed record StartsTest(string Text) : CellTest;

internal sealed record EndsTest(string Text) : CellTest;

/// <summary>A .NET regular expression; the contract parser has tried it.</summary>
internal sealed record MatchesTest(string Pattern) : CellTest;

/// <summary>A number, or a day written yyyy-MM-dd.</summary>
internal sealed record BoundTest(bool IsAbove, string Text) : CellTest;

internal sealed record NotCellTest(CellTest Test) : CellTest;

internal sealed record AllCellTest(IReadOnlyList<CellTest> Tests) : CellTest;
