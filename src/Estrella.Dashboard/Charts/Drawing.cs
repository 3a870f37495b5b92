using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Estrella.Dashboard.Charts;

/// <summary>One row of marks: a line, a colour of a stack.</summary>
/// <param name="Values">In the order of the drawing's labels; null is drawn as a gap.</param>
/// <param name="Keys">What a click filters by, where the series is a value of a dimension.</param>
public sealed record Series(string Name, IReadOnlyList<decimal?> Values, IReadOnlyList<decimal?>? Low = null, IReadOnlyList<decimal?>? High = null);

/// <summary>What else happened, along a time axis: a campaign, a sales event, products out of stock, changed prices.</summary>
/// <param name="Kind">campaign, event, stock or price.</param>
/// <param name="From">In labels: 0 is the middle of the first period.</param>
/// <param name="Weight">How strongly it is drawn, 0 to 1.</param>
public sealed record Span(string Kind, string Name, decimal From, decimal To, string Text, decimal Weight = 1);

/// <summary>A mark of a scatter.</summary>
public sealed record Mark(string Name, decimal X, decimal Y, string? Href);

/// <summary>A cell of a grid.</summary>
/// <param name="Href">Where those in it are listed; null: nobody is, or nobody tells.</param>
public sealed record GridCell(string Name, string? Href);

/// <summary>A chart's data, as the page hands it to the script that draws it: the figures that <c>ask</c> prints.</summary>
public sealed record Drawing(string Kind, string Unit, IReadOnlyList<string> Labels, IReadOnlyList<Series> Series)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // It stands within a script element: the default encoder keeps the element from being closed by a name.
        Encoder = JavaScriptEncoder.Default,
    };

    /// <summary>Decimals of the currency.</summary>
    public int Decimals { get; init; } = 2;

    /// <summary>The currency's sign.</summary>
    public string Sign { get; init; } = "";

    /// <summary>Where a click on the mark of a label leads.</summary>
    public IReadOnlyList<string?>? Hrefs { get; init; }

    /// <summary>Labels whose period the range or the data cut.</summary>
    public IReadOnlyList<bool>? Partial { get; init; }

    public IReadOnlyList<Mark>? Marks { get; init; }

    /// <summary>What happened along the axis.</summary>
    public IReadOnlyList<Span>? Spans { get; init; }

    /// <summary>A text for each label, such as how far it rose.</summary>
    public IReadOnlyList<string>? Texts { get; init; }

    /// <summary>What of the answer is drawn, where it is not all of it.</summary>
    [JsonIgnore]
    public string? Caption { get; init; }

    /// <summary>Names and links of a grid's cells, as its series and labels stand.</summary>
    public IReadOnlyList<IReadOnlyList<GridCell?>>? Cells { get; init; }

    public string? XName { get; init; }

    public string? YName { get; init; }

    /// <summary>What a grid's cells count.</summary>
    public string? ValueName { get; init; }

    public string? XUnit { get; init; }

    /// <summary>How many more there are than drawn.</summary>
    public int Left { get; init; }

    public bool IsEmpty => Series.All(each => each.Values.All(value => value is null)) && Marks is not { Count: > 0 };

    public string ToJson() => JsonSerializer.Serialize(this, Options);
}
