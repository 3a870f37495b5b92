using Estrella.Core.Unification;
using Estrella.Entities;
using Estrella.Tests.Core.Unification;
using Xunit;

namespace Estrella.Tests.Stories.Unify;

/// <summary>
/// Customers drawn at random, told by two shops in files of several days that come in any order: who is one at the end is what
/// the rules say of the last word on everybody, whichever file came when, and after one of them was taken back.
/// </summary>
public sealed class ArrivalStory
{
    private static readonly string[] Shops = ["tienda", "mayorista"];

    private static readonly string[] Days = ["2024-03-01", "2024-03-02", "2024-03-03"];

    private sealed record Person(string Shop, string Id, string? Document, string? Email, string? Phone);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Who_is_one_does_not_depend_on_what_came_first(int seed)
    {
        var chance = new Random(seed);
        var files = (from shop in Shops
                     from day in Days
                     select (Shop: shop, Day: day, People: Enumerable.Range(1, 9).Where(_ => chance.Next(3) > 0).Select(id => Draw(chance, shop, id)).ToList())).ToArray();
        chance.Shuffle(files);
        await using var shops = await TwoShops.OpenAsync();
        foreach (var (shop, day, people) in files)
            await shops.NightAsync(day, ($"{shop}_customers", "id,name,document,email,phone\n" + string.Join('\n', people.Select(Row))));
        Assert.Equal(Expected(files), await shops.GroupsAsync());
        Assert.True((await shops.VerifyAsync()).IsEqual);
        // Every customer stands in the star once, as the person they are.
        var told = files.SelectMany(file => file.People).Select(person => (person.Shop, person.Id)).Distinct().Count();
        var merged = Expected(files).Sum(group => group.Split(' ').Length - 1);
        Assert.Equal([$"{told - merged}"], await shops.RowsAsync("select count(distinct customer_no) from star.dim_customer where customer_key > 0"));

        await shops.UndoAsync(files.Length);
        Assert.Equal(Expected(files[..^1]), await shops.GroupsAsync());
        Assert.True((await shops.VerifyAsync()).IsEqual);
    }

    private static string Row(Person person) => $"{person.Id},N{person.Id},{person.Document},{person.Email},{person.Phone}";

    private static Person Draw(Random chance, string shop, int id) => new(
        shop, $"{id}",
        chance.Next(3) == 0 ? $"30111{200 + chance.Next(8)}" : null,
        chance.Next(2) == 0 ? $"p{chance.Next(12)}@correo.com" : null,
        chance.Next(3) == 0 ? $"11 4321 98{10 + chance.Next(12)}" : null);

    private static List<string> Expected(IEnumerable<(string Shop, string Day, List<Person> People)> files)
    {
        var last = files.OrderBy(file => file.Day, StringComparer.Ordinal).SelectMany(file => file.People).GroupBy(person => (person.Shop, person.Id)).Select(group => group.Last()).ToList();
        var crowd = last.Select((person, at) => new Candidate(
            at + 1, Array.IndexOf(Shops, person.Shop), false,
            new[] { (Step: 1, Value: person.Document), (Step: 2, Value: person.Email), (Step: 3, Value: person.Phone) }.Where(each => each.Value is not null)
                .ToDictionary(each => each.Step, each => KeyValues.Hash("customer", "test", each.Value!)))).ToList();
        return [.. GroupingModel.Groups(crowd, 5, 1, [])
            .Select(group => string.Join(' ', group.Split(' ').Select(no => last[int.Parse(no, System.Globalization.CultureInfo.InvariantCulture) - 1]).Select(person => $"{person.Shop}:{person.Id}").Order(StringComparer.Ordinal)))
            .Order(StringComparer.Ordinal)];
    }
}
