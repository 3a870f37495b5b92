using Estrella.Staging;
using Estrella.Tests.Foundation;
using Npgsql;
using Xunit;

namespace Estrella.Tests.Staging;

/// <summary>What our own writer of the COPY format sends is what PostgreSQL reads; the texts are how it would write them.</summary>
public class BinaryRowsTest
{
    [Theory]
    [InlineData("0")]
    [InlineData("0.00")]
    [InlineData("1")]
    [InlineData("-1")]
    [InlineData("0.1")]
    [InlineData("0.0001")]
    [InlineData("-0.00012")]
    [InlineData("10000")]
    [InlineData("100000000.0000")]
    [InlineData("9999.9999")]
    [InlineData("123456789012.345")]
    [InlineData("-18446744073709551616.5")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-7922816251426433759354395033.5")]
    [InlineData("7.9228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001")]
    public async Task Number_arrives_with_its_scale(string written) =>
        Assert.Equal(written, await AskAsync("numeric", rows => rows.Write(decimal.Parse(written, System.Globalization.CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData("")]
    [InlineData("año \u20ac \U0001F600")]
    public async Task Text_arrives_as_it_was(string text) => Assert.Equal(text, await AskAsync("text", rows => rows.Write(text)));

    [Fact]
    public async Task Text_longer_than_the_buffer_arrives_whole()
    {
        var text = new string('ñ', 300_000);
        Assert.Equal(text, await AskAsync("text", rows => rows.Write(text)));
    }

    [Theory]
    [InlineData("0001-01-01 00:00:00", "-infinity")]
    [InlineData("1999-12-31 23:59:59.999999", "1999-12-31 23:59:59.999999+00")]
    [InlineData("2024-02-29 12:00:00", "2024-02-29 12:00:00+00")]
    public async Task Moment_arrives_in_utc(string moment, string expected) =>
        Assert.Equal(expected, await AskAsync("timestamptz", rows => rows.Write(DateTime.Parse(moment, System.Globalization.CultureInfo.InvariantCulture))));

    private static async Task<string?> AskAsync(string type, Action<BinaryRows> write)
    {
        await using var connection = new NpgsqlConnection(await TestServer.NewDatabaseAsync());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using (var make = new NpgsqlCommand($"set timezone = 'UTC'; create temp table cell (nothing int, value {type})", connection))
            await make.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using (var stream = await connection.BeginRawBinaryCopyAsync("copy cell from stdin (format binary)", TestContext.Current.CancellationToken))
        {
            var rows = new BinaryRows(stream);
            rows.Begin();
            rows.StartRow(2);
            rows.WriteNull();
            write(rows);
            rows.End();
        }
        await using var ask = new NpgsqlCommand("select value::text from cell where nothing is null", connection);
        return (string?)await ask.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
