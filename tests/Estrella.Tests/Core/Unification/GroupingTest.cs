using Estrella.Core.Unification;
using Xunit;

namespace Estrella.Tests.Core.Unification;

/// <summary>Who is one: each rule by itself, then thousands of random crowds against a model written from the rules alone.</summary>
public sealed class GroupingTest
{
    private const int Steps = 5;

    private const int Document = 1;

    [Fact]
    public void Records_that_share_a_value_are_one_also_through_a_third() => Assert.Equal(
        "1 2 3", Formed(Of(1, 1, document: 7), Of(2, 2, document: 7, email: 8), Of(3, 3, email: 8)));

    [Fact]
    public void Two_documents_are_two_people_whatever_else_they_share() => Assert.Equal(
        "1 3", Formed(Of(1, 1, document: 5, email: 8), Of(2, 2, document: 6, email: 8), Of(3, 3, document: 5)));

    [Fact]
    public void A_value_that_would_bring_two_documents_together_through_others_unites_nobody() => Assert.Equal(
        "", Formed(Of(1, 1, document: 5, email: 8), Of(2, 2, email: 8, phone: 9), Of(3, 3, document: 6, email: 7), Of(4, 4, email: 7, phone: 9)).Replace("1 2;3 4", ""));

    [Fact]
    public void Within_a_source_its_own_id_decides() => Assert.Equal(
        "", Formed(Of(1, 1, document: 5), Of(2, 1, document: 5), Of(3, 2, document: 5)));

    [Fact]
    public void Guests_of_a_source_may_be_one_person() => Assert.Equal(
        "1 2 3", Formed(Of(1, 1, email: 5, isWithin: true), Of(2, 1, email: 5, isWithin: true), Of(3, 2, email: 5)));

    [Fact]
    public void What_a_person_has_split_stays_apart() => Assert.Equal(
        "1 3", string.Join(';', Groups([Of(1, 1, document: 5), Of(2, 2, email: 8), Of(3, 3, document: 5, email: 8)], [[2, 3]])));

    [Fact]
    public void Random_crowds_are_grouped_as_the_rules_say_in_any_order()
    {
        for (var seed = 0; seed < 3_000; seed++)
        {
            var chance = new Random(seed);
            var crowd = Enumerable.Range(1, chance.Next(2, 12)).Select(no => new Candidate(
                no, chance.Next(1, 5), chance.Next(8) == 0,
                Enumerable.Range(0, Steps).Where(_ => chance.Next(3) == 0).ToDictionary(step => step, _ => Value(chance.Next(4))))).ToArray();
            List<IReadOnlyCollection<long>> splits = chance.Next(3) == 0 ? [[chance.Next(1, 6), chance.Next(6, 12)]] : [];
            var expected = GroupingModel.Groups(crowd, Steps, Document, splits);
            Assert.True(expected.SequenceEqual(Groups(crowd, splits)), $"seed {seed}: {string.Join(';', expected)}");
            chance.Shuffle(crowd);
            Assert.True(expected.SequenceEqual(Groups(crowd, splits)), $"seed {seed} in another order");
        }
    }

    private static string Formed(params Candidate[] crowd) => string.Join(';', Groups(crowd, []));

    private static List<string> Groups(IReadOnlyList<Candidate> crowd, List<IReadOnlyCollection<long>> splits)
    {
        var unions = new Grouping(crowd, Steps, Document, splits).Form().Unions;
        // Each member names another one that truly shares what is said to unite them.
        foreach (var union in unions)
        {
            Assert.NotEqual(union.No, union.WithNo);
            Assert.All([union.No, union.WithNo], no => Assert.Equal(union.Value, crowd.Single(each => each.No == no).Keys[union.Step]));
            Assert.Equal(union.OneNo, unions.Single(each => each.No == union.WithNo).OneNo);
        }
        return [.. unions.GroupBy(union => union.OneNo).OrderBy(group => group.Key).Select(group => string.Join(' ', group.Select(union => union.No).Order()))];
    }

    private static Candidate Of(long no, int source, int document = 0, int email = 0, int phone = 0, bool isWithin = false) => new(
        no, source, isWithin,
        new[] { (Document, document), (2, email), (3, phone) }.Where(each => each.Item2 > 0).ToDictionary(each => each.Item1, each => Value(each.Item2)));

    private static Guid Value(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
}
