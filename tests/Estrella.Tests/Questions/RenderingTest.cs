using Estrella.Questions;
using Xunit;

namespace Estrella.Tests.Questions;

/// <summary>The text of an answer in every format, letter by letter: scripts and people lean on it.</summary>
public class RenderingTest
{
    private static readonly QuestionFile Question = QuestionFile.Parse("x.sql", "-- question: x\n-- takes: terms\nselect 1");

    private static readonly Answer Sample = new(
        Question,
        [
            new("period", ColumnKind.Date), new("product", ColumnKind.Text), new("units", ColumnKind.Count), new("net_sales", ColumnKind.Money),
            new("share", ColumnKind.Ratio), new("roas", ColumnKind.Number),
        ],
        [
            [new DateOnly(2024, 1, 1), "Café \"molido\", 250g | x", 3.0000m, 1234.565m, 0.1234565m, 2.5m],
            [new DateOnly(2024, 2, 1), null, 0L, -0.004m, null, null],
        ],
        new Coverage
        {
            From = new DateOnly(2024, 1, 1),
            To = new DateOnly(2024, 3, 1),
            AsOf = new DateOnly(2024, 2, 28),
            Run = 7,
            Scope = "booked",
            Basis = "event",
            Money = "lines",
            Currency = "ARS",
            Zone = "America/Argentina/Buenos_Aires",
            Terms = "nominal",
            Orders = 7,
            OrdersCovered = 6,
            CostShare = 0.98m,
            CustomersKnownShare = 0.75m,
            UnmappedStatusOrders = 1,
        },
        ["2024-02 is cut: it counts to 2024-02-28"],
        2);

    [Fact]
    public void Table() => Assert.Equal(
        """
        period      product                  units  net_sales   share  roas
        ----------  -----------------------  -----  ---------  ------  ----
        2024-01-01  Café "molido", 250g | x      3    1234.57  12.3 %  2.50
        2024-02-01  –                            0       0.00       –     –

        2024-01-01 to 2024-02-29, both included, as of 2024-02-28, orders booked, by event day, money of lines, nominal, ARS, America/Argentina/Buenos_Aires, run 7
        rests on 6 of 7 orders (85.7 %): those with lines
        cost is known for 98.0 % of net sales
        the customer is known for 75.0 % of kept orders
        note: 2024-02 is cut: it counts to 2024-02-28

        """.ReplaceLineEndings(),
        Text(AnswerFormat.Table));

    [Fact]
    public void Markdown() => Assert.Equal(
        """
        | period | product | units | net_sales | share | roas |
        |---|---|---:|---:|---:|---:|
        | 2024-01-01 | Café "molido", 250g \| x | 3 | 1234.57 | 12.3 % | 2.50 |
        | 2024-02-01 | – | 0 | 0.00 | – | – |

        - 2024-01-01 to 2024-02-29, both included, as of 2024-02-28, orders booked, by event day, money of lines, nominal, ARS, America/Argentina/Buenos_Aires, run 7
        - rests on 6 of 7 orders (85.7 %): those with lines
        - cost is known for 98.0 % of net sales
        - the customer is known for 75.0 % of kept orders
        - note: 2024-02 is cut: it counts to 2024-02-28

        """.ReplaceLineEndings(),
        Text(AnswerFormat.Markdown));

    [Fact]
    public void Csv_is_that_of_RFC_4180() => Assert.Equal(
        "period,product,units,net_sales,share,roas\r\n"
        + "2024-01-01,\"Café \"\"molido\"\", 250g | x\",3,1234.57,0.123457,2.500000\r\n"
        + "2024-02-01,,0,0.00,,\r\n",
        Text(AnswerFormat.Csv));

    [Fact]
    public void Json_is_an_array_of_rows() => Assert.Equal(
        """
        [
          {"period":"2024-01-01","product":"Café \"molido\", 250g | x","units":3,"net_sales":1234.57,"share":0.123457,"roas":2.500000},
          {"period":"2024-02-01","product":null,"units":0,"net_sales":0.00,"share":null,"roas":null}
        ]

        """.ReplaceLineEndings(),
        Text(AnswerFormat.Json).ReplaceLineEndings());

    [Fact]
    public void Json_with_coverage_wraps_the_rows() => Assert.EndsWith(
        """
          ],
          "coverage": {"from":"2024-01-01","to":"2024-03-01","as_of":"2024-02-28","run":7,"scope":"booked","basis":"event","money":"lines","currency":"ARS","zone":"America/Argentina/Buenos_Aires","orders":7,"orders_covered":6,"orders_share":0.857143,"cost_share":0.980000,"customers_known_share":0.750000,"unmapped_status_orders":1,"undated_rows":null,"terms":"nominal"},
          "notes": ["2024-02 is cut: it counts to 2024-02-28"]
        }

        """.ReplaceLineEndings(),
        Text(AnswerFormat.Json, withCoverage: true).ReplaceLineEndings());

    [Fact]
    public void No_rows_are_an_empty_array_and_a_bare_header()
    {
        var empty = Sample with { Rows = [] };
        Assert.Equal("[]", Text(AnswerFormat.Json, answer: empty).Trim());
        Assert.Equal("period,product,units,net_sales,share,roas\r\n", Text(AnswerFormat.Csv, answer: empty));
    }

    [Theory]
    [InlineData(0, "1235")]
    [InlineData(3, "1234.565")]
    public void Money_has_the_currencys_decimals(int decimals, string amount) =>
        Assert.Contains($"\"net_sales\":{amount},", Text(AnswerFormat.Json, answer: Sample with { MoneyDecimals = decimals }));

    private static string Text(AnswerFormat format, bool withCoverage = false, Answer? answer = null)
    {
        using var writer = new StringWriter();
        AnswerWriter.Write(answer ?? Sample, format, writer, withCoverage);
        return writer.ToString();
    }
}
