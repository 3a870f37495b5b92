using System.Text;
using Estrella.Foundation;
using Estrella.Sources;
using Xunit;

namespace Estrella.Tests.Sources;

/// <summary>Promise 8: a secret column does not leave the reader by any side door.</summary>
public class SecretTest
{
    private const string Password = "Contraseña123";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Password_stays_in_the_reader_when_fifty_rows_are_cut_shifted_and_wrongly_quoted(int seed)
    {
        using var folder = new ExportFolder();
        var lines = await File.ReadAllLinesAsync(Path.Combine(Exports.Seed(), "1.Usuarios.csv"), TestContext.Current.CancellationToken);
        var bad = Spoil(lines, new Random(seed), _ => Password);
        folder.With("1.Usuarios.csv", string.Join('\n', lines) + "\n");
        var read = await folder.Read(Exports.Tienda());
        NoneHolds(read, Password);
        Assert.Equal(1_000, read.Totals.Rows);
        // Every good row is there under its own number, and nothing but spoiled rows is kept out.
        var numbers = Enumerable.Range(1, 1_000).Where(number => !bad.Contains(number)).Select(number => number.ToString()).ToList();
        Assert.Empty(numbers.Except(read.Ids("customer")));
        Assert.All(read.KeptOut, row => Assert.Contains(row.Line - 1, bad));
        Assert.Equal(1_000, read.Count("customer") + read.KeptOut.Count);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task Passwords_of_their_own_stay_in_the_reader_too(int seed)
    {
        using var folder = new ExportFolder();
        var random = new Random(seed);
        string Own(int number) => $"q{number:x4}-{(uint)HashCode.Combine(seed, 17) % 97}Zx{number * 7919 % 10007}";
        var lines = await File.ReadAllLinesAsync(Path.Combine(Exports.Seed(), "1.Usuarios.csv"), TestContext.Current.CancellationToken);
        for (var number = 1; number < lines.Length; number++)
        {
            lines[number] = lines[number].Replace(Password, Own(number), StringComparison.Ordinal);
        }
        Spoil(lines, random, Own);
        folder.With("1.Usuarios.csv", string.Join('\n', lines) + "\n");
        var read = await folder.Read(Exports.Tienda());
        NoneHolds(read, [.. Enumerable.Range(1, lines.Length - 1).Select(Own)]);
    }

    [Fact]
    public async Task Row_kept_out_tells_line_rule_and_a_keyed_hash_and_nothing_else()
    {
        using var folder = new ExportFolder();
        var rows = string.Concat(Enumerable.Range(1, 40).Select(number => $"Ana,Paz,{10_000_000 + number},ana{number}@x.com,secret-{number}\n"));
        folder.With("1.Usuarios.csv", "Nombre,Apellido,DNI,Email,Contraseña\n" + rows + "Ana,Paz,secret-77,ana@x.com\n" + "Ana,secret-5,10000099,ana@x.com,Paz\n" + "Ana,Paz,10000099,\"secret-6\n");
        var match = Assert.Single(folder.Recognise(Exports.Tienda()).Matches);
        var read = await Exports.Read(match);
        Assert.Equal([42, 43, 44], read.KeptOut.Select(row => row.Line));
        Assert.Equal(["cells", "secret", "quote"], read.KeptOut.Select(row => Assert.Single(row.Problems).Rule));
        Assert.All(read.KeptOut, row =>
        {
            Assert.Null(row.Raw);
            Assert.Null(row.Control);
            Assert.Null(row.Problems[0].Value);
            Assert.Matches(@"\(row [0-9a-f]{32}\)$", row.Problems[0].Message);
        });
        Assert.Equal(40, read.Count("customer"));
    }

    [Fact]
    public void Secret_column_cannot_feed_a_field()
    {
        var failure = Assert.Throws<EstrellaException>(() => Contract.Parse(
            """
            contract: 1
            source: shop
            exports:
              users:
                files: "*.csv"
                holds: all
                secret: [Clave]
                customer: { id: Id, segment: clave }
            """,
            "sources/shop.yml"));
        Assert.Contains("reads 'clave', which it calls secret", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ana,Paz,10000001,ana@x.com,Contraseña123\n")]
    [InlineData("Ana;Paz;10000001;ana@x.com;Contraseña123\n")]
    [InlineData("Nombre,Apellido,DNI,Email,Contraseña123\n")]
    public void First_row_of_a_file_without_a_header_is_not_shown(string text)
    {
        using var folder = new ExportFolder();
        folder.With("1.Usuarios.csv", text).With("2.Categorias.csv", "Nombre,Descripcion\nModa,Ropa\n");
        var failure = Assert.Throws<EstrellaException>(() => folder.Recognise(Exports.Tienda()));
        Assert.StartsWith("1.Usuarios.csv:1:1:", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ana@x.com", failure.ToString(), StringComparison.Ordinal);
    }

    private static void NoneHolds(ReadResult read, params string[] passwords)
    {
        var said = new StringBuilder();
        foreach (var batch in read.Batches)
        {
            foreach (var texts in batch.Columns.Select(column => column.Text).Where(texts => texts.Length > 0).Append(batch.Id).Append(batch.Extras))
            {
                said.AppendJoin('\n', texts.Take(batch.Count));
            }
        }
        foreach (var row in read.KeptOut)
        {
            Assert.Null(row.Raw);
            said.AppendJoin('\n', row.Problems.Select(problem => problem.ToString()));
        }
        var all = said.ToString();
        Assert.All(passwords, password => Assert.DoesNotContain(password, all, StringComparison.Ordinal));
    }

    /// <summary>Spoils fifty rows in every way a row can come loose from its columns; gives their numbers.</summary>
    private static HashSet<int> Spoil(string[] lines, Random random, Func<int, string> password)
    {
        var bad = new HashSet<int>();
        while (bad.Count < 50)
        {
            bad.Add(random.Next(1, lines.Length));
        }
        var kind = 0;
        foreach (var number in bad)
        {
            var cells = lines[number].Split(',');
            var secret = password(number);
            lines[number] = (kind++ % 12) switch
            {
                0 => string.Join(',', cells[..3]),
                1 => lines[number][..(lines[number].Length / 2)],
                2 => string.Join(',', cells[1..]),
                3 => string.Join(',', cells[1..].Append("x")),
                4 => string.Join(',', cells[4..].Concat(cells[..4])),
                5 => $"{cells[0]},{cells[1]},{cells[2]},{secret},{cells[3]}",
                6 => $"{cells[0]},{cells[1]},{cells[2]},\"{cells[3]},{secret}\"",
                7 => $"{cells[0]},{cells[1]},\"{cells[2]},{cells[3]},{secret}",
                8 => $"{cells[0]},{cells[1]},{cells[2]},{cells[3]}\",{secret}",
                9 => $"\"{cells[0]},{cells[1]}\",{cells[2]},\"{cells[3]},{secret}\",,",
                10 => $"{cells[0]},\"{cells[1]}\"{secret},{cells[2]},{cells[3]},{secret}",
                _ => $"{secret} {cells[0]},{cells[1]},{cells[2]},{cells[3]},{secret}",
            };
        }
        return bad;
    }
}
