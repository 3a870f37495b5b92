using Xunit;

namespace Estrella.Tests.Core;

/// <summary>What is kept depends on what was said and when it held, never on the order in which files arrive.</summary>
public class ArrivalTest
{
    [Fact]
    public async Task Older_record_that_arrives_later_goes_to_the_past_only()
    {
        await using var shop = await MergeShop.OpenAsync();
        await shop.RunAsync(Customers("2024-03-01", ("1", "Ana", "Salta")));

        await shop.RunAsync(Customers("2024-01-01", ("1", "Ana", "Jujuy")));

        Assert.Equal(
            ["1|2024-01-01T00:00:00|false|customers_2024-01-01.csv|Jujuy|past", "1|2024-03-01T00:00:00|false|customers_2024-03-01.csv|Salta|now"],
            await shop.HistoryAsync("customer", "city"));
    }

    [Fact]
    public async Task Full_exports_in_any_order_give_the_same_records()
    {
        // 1: moves, moves back. 2: gone and back. 3: comes late. 4: only ever in the second export.
        Told[] exports =
        [
            Customers("2024-01-01", ("1", "Ana", "Salta"), ("2", "Luis", "Jujuy")),
            Customers("2024-01-02", ("1", "Ana", "Jujuy"), ("4", "Eva", "Tilcara")),
            Customers("2024-01-03", ("1", "Ana", "Salta"), ("2", "Luis", "Jujuy"), ("3", "Rosa", "Oran")),
            Customers("2024-01-04", ("1", "Ana", "Salta"), ("2", "Luis", "Oran"), ("3", "Rosa", "Oran")),
        ];
        await AssertInAnyOrderAsync(
            exports,
            [
                "1|2024-01-01T00:00:00|false|customers_2024-01-01.csv|Salta|past",
                "1|2024-01-02T00:00:00|false|customers_2024-01-02.csv|Jujuy|past",
                "1|2024-01-03T00:00:00|false|customers_2024-01-03.csv|Salta|now",
                "2|2024-01-01T00:00:00|false|customers_2024-01-01.csv|Jujuy|past",
                "2|2024-01-02T00:00:00|true|customers_2024-01-02.csv|Jujuy|past",
                "2|2024-01-03T00:00:00|false|customers_2024-01-03.csv|Jujuy|past",
                "2|2024-01-04T00:00:00|false|customers_2024-01-04.csv|Oran|now",
                "3|2024-01-03T00:00:00|false|customers_2024-01-03.csv|Oran|now",
                "4|2024-01-02T00:00:00|false|customers_2024-01-02.csv|Tilcara|past",
                "4|2024-01-03T00:00:00|true|customers_2024-01-03.csv|Tilcara|now",
            ],
            "city");
    }

    [Fact]
    public async Task Full_exports_of_one_run_tell_who_was_gone_between_them()
    {
        await using var shop = await MergeShop.OpenAsync();

        await shop.RunAsync(
            Customers("2024-01-03", ("1", "Ana", "Salta"), ("2", "Luis", "Jujuy")),
            Customers("2024-01-01", ("1", "Ana", "Salta"), ("2", "Luis", "Jujuy")),
            Customers("2024-01-02", ("1", "Ana", "Salta")));

        Assert.Equal(
            [
                "1|2024-01-01T00:00:00|false|customers_2024-01-01.csv|Salta|now",
                "2|2024-01-01T00:00:00|false|customers_2024-01-01.csv|Jujuy|past",
                "2|2024-01-02T00:00:00|true|customers_2024-01-02.csv|Jujuy|past",
                "2|2024-01-03T00:00:00|false|customers_2024-01-03.csv|Jujuy|now",
            ],
            await shop.HistoryAsync("customer", "city"));
    }

    [Fact]
    public async Task File_with_rows_in_quarantine_proves_no_absence()
    {
        await using var shop = await MergeShop.OpenAsync();
        await shop.RunAsync(Customers("2024-01-01", ("1", "Ana", "Salta"), ("2", "Luis", "Jujuy")));

        await shop.RunAsync(Customers("2024-01-02", ("1", "Ana", "Salta")) with { KeptRowsOut = true });

        Assert.Equal(["1|false", "2|false"], await shop.AskAsync("select customer_id, is_deleted from core.customer order by 1"));
    }

    [Fact]
    public async Task Changes_that_repeat_a_record_confirm_it_until_then()
    {
        await using var shop = await MergeShop.OpenAsync();
        Told Changes(string day, string city) => Customers(day, ("1", "Ana", city)) with { HoldsAll = false };
        await shop.RunAsync(Changes("2024-01-01", "Salta"));
        await shop.RunAsync(Changes("2024-01-05", "Salta"));

        await shop.RunAsync(Changes("2024-01-03", "Jujuy"));

        Assert.Equal(
            [
                "1|2024-01-01T00:00:00|false|customers_2024-01-01.csv|Salta|past",
                "1|2024-01-03T00:00:00|false|customers_2024-01-03.csv|Jujuy|past",
                "1|2024-01-05T00:00:00|false|customers_2024-01-05.csv|Salta|now",
            ],
            await shop.HistoryAsync("customer", "city"));
    }

    [Fact]
    public async Task Changes_repeated_often_hold_again_from_the_next_time_on()
    {
        await using var shop = await MergeShop.OpenAsync();
        Told Changes(string day, string city) => Customers(day, ("1", "Ana", city)) with { HoldsAll = false };
        await shop.RunAsync(Changes("2024-01-01", "Salta"), Changes("2024-01-03", "Salta"));
        await shop.RunAsync(Changes("2024-01-05", "Salta"));

        await shop.RunAsync(Changes("2024-01-02", "Jujuy"));

        Assert.Equal(
            [
                "1|2024-01-01T00:00:00|false|customers_2024-01-01.csv|Salta|past",
                "1|2024-01-02T00:00:00|false|customers_2024-01-02.csv|Jujuy|past",
                "1|2024-01-03T00:00:00|false|customers_2024-01-03.csv|Salta|now",
            ],
            await shop.HistoryAsync("customer", "city"));
    }

    [Fact]
    public async Task Exports_of_one_run_that_say_the_same_are_parted_by_what_was_said_between()
    {
        await using var shop = await MergeShop.OpenAsync();
        await shop.RunAsync(Customers("2024-01-02", ("1", "Ana", "Jujuy")));

        await shop.RunAsync(Customers("2024-01-01", ("1", "Ana", "Salta")), Customers("2024-01-03", ("1", "Ana", "Salta")));

        Assert.Equal(
            [
                "1|2024-01-01T00:00:00|false|customers_2024-01-01.csv|Salta|past",
                "1|2024-01-02T00:00:00|false|customers_2024-01-02.csv|Jujuy|past",
                "1|2024-01-03T00:00:00|false|customers_2024-01-03.csv|Salta|now",
            ],
            await shop.HistoryAsync("customer", "city"));
    }

    [Fact]
    public async Task Files_of_one_day_are_parts_of_one_export_whenever_they_arrive()
    {
        await using var shop = await MergeShop.OpenAsync();
        Told Part(string name, params (string Id, string Name, string City)[] rows) => Customers("2024-01-02", rows) with { Name = name };
        await shop.RunAsync(Customers("2024-01-01", ("1", "Ana", "Salta"), ("2", "Luis", "Jujuy"), ("3", "Eva", "Oran"), ("4", "Rosa", "Oran")));
        await shop.RunAsync(Part("b", ("1", "Ana", "Salta")), Part("c", ("2", "Luis", "Jujuy")));

        await shop.RunAsync(Part("a", ("3", "Eva", "Oran")));

        Assert.Equal(["1|false", "2|false", "3|false", "4|true"], await shop.AskAsync("select customer_id, is_deleted from core.customer order by 1"));
    }

    [Fact]
    public async Task Two_exports_that_tell_different_fields_meet_in_any_order()
    {
        Said Row(params (string, string?)[] cells) => new(2, "customer", "1", cells);
        Told[] exports =
        [
            new("people", "2024-01-01", Row(("first_name", "Ana"), ("last_name", "Paz"))),
            new("segments", "2024-01-02", Row(("segment", "gold"))),
            new("people", "2024-01-03", Row(("first_name", "Ana"), ("last_name", "Gil"))),
            new("segments", "2024-01-04", Row(("segment", null))),
        ];
        await AssertInAnyOrderAsync(
            exports,
            [
                "1|2024-01-01T00:00:00|false|people_2024-01-01.csv|Ana|Paz|-|past",
                "1|2024-01-02T00:00:00|false|segments_2024-01-02.csv|Ana|Paz|gold|past",
                "1|2024-01-03T00:00:00|false|people_2024-01-03.csv|Ana|Gil|gold|past",
                "1|2024-01-04T00:00:00|false|segments_2024-01-04.csv|Ana|Gil|-|now",
            ],
            "first_name", "last_name", "segment");
    }

    /// <summary>Each order in a source of its own: the same files, other arrivals.</summary>
    private static async Task AssertInAnyOrderAsync(Told[] exports, string[] expected, params string[] columns)
    {
        await using var shop = await MergeShop.OpenAsync();
        foreach (var order in Permutations("0123"))
        {
            shop.Source = order;
            foreach (var at in order)
                await shop.RunAsync(exports[at - '0']);
            var history = await shop.HistoryAsync("customer", columns);
            Assert.Equal(string.Join('\n', expected.Prepend(order)), string.Join('\n', history.Prepend(order)));
        }
    }

    private static Told Customers(string day, params (string Id, string Name, string City)[] rows) => new(
        "customers", day, [.. rows.Select((row, at) => new Said(at + 2, "customer", row.Id, ("first_name", row.Name), ("city", row.City)))])
    {
        HoldsAll = true,
    };

    private static IEnumerable<string> Permutations(string of) => of.Length <= 1
        ? [of]
        : of.SelectMany((first, at) => Permutations(of.Remove(at, 1)).Select(rest => first + rest));
}
