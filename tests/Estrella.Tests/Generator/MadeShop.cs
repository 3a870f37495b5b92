using System.Globalization;
using System.Text;
using System.Text.Json;
using Estrella.Generator;
using Xunit;

namespace Estrella.Tests.Generator;

/// <summary>A shop made once for the tests of a class, with its exports as text and its books as JSON.</summary>
public class MadeShop : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly JsonDocument _answers;

    public MadeShop()
        : this(1500, 11, 0)
    {
    }

    protected MadeShop(int orders, int seed, double dirt)
    {
        Shop = ShopGenerator.Write(new GeneratorOptions(_folder.Path, orders, seed, dirt), null, CancellationToken.None);
        _answers = JsonDocument.Parse(File.ReadAllText(Path.Combine(Shop.BooksDirectory, "answers.json")));
        Planted = JsonDocument.Parse(File.ReadAllText(Path.Combine(Shop.BooksDirectory, "planted.json")));
    }

    public GeneratedShop Shop { get; }

    public JsonDocument Planted { get; }

    public string Folder => _folder.Path;

    public IEnumerable<JsonElement> Answers => _answers.RootElement.EnumerateArray();

    /// <summary>The rows of one asking, its arguments given as <c>by=quarter scope=paid</c>.</summary>
    public IReadOnlyList<JsonElement> Rows(string question, string arguments = "")
    {
        var asked = Answers.Single(each => each.GetProperty("question").GetString() == question
            && string.Join(' ', each.GetProperty("arguments").EnumerateObject().Select(argument => $"{argument.Name}={argument.Value}")) == arguments);
        return [.. asked.GetProperty("rows").EnumerateArray()];
    }

    /// <summary>An export's rows by column.</summary>
    public IReadOnlyList<Dictionary<string, string>> Export(string name)
    {
        var isOld = name.StartsWith("mayorista", StringComparison.Ordinal);
        var lines = File.ReadAllLines(Path.Combine(_folder.Path, name), isOld ? Encoding.Latin1 : Encoding.UTF8);
        var columns = Cells(lines[0], isOld ? ';' : ',');
        return [.. lines.Skip(1).Select(line => columns.Zip(Cells(line, isOld ? ';' : ',')).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    public static decimal Amount(string cell) =>
        cell.Length == 0 ? 0 : decimal.Parse(cell.Replace(',', '.'), NumberStyles.Number, CultureInfo.InvariantCulture);

    public static DateOnly Day(string cell) =>
        DateOnly.ParseExact(cell[..10], ["yyyy-MM-dd", "dd/MM/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None);

    public void Dispose()
    {
        _answers.Dispose();
        Planted.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private static List<string> Cells(string line, char delimiter)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        foreach (var letter in line + delimiter)
        {
            if (letter == '"')
            {
                // A doubled quote inside quotes closes and opens again; the first of the two is the quote itself.
                isQuoted = !isQuoted;
                cell.Append(isQuoted && cell.Length > 0 ? "\"" : "");
            }
            else if (letter == delimiter && !isQuoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(letter);
            }
        }
        return cells;
    }
}

/// <summary>The same, with about one defect in a hundred rows.</summary>
public sealed class DirtyShop() : MadeShop(1500, 11, 0.01);
