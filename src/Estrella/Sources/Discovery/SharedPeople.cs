using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>By what customers of several files are one, as the contract says it.</summary>
/// <param name="Line">The <c>identity</c> that holds; null: none does.</param>
/// <param name="Doubt">One that takes in what is ambiguous; it is written as a comment. Null: nothing is.</param>
internal sealed record DraftIdentity(string? Line, Proof? Proof, string? Doubt, Proof? DoubtProof);

/// <summary>
/// Looks for people whom several files tell under ids of their own: by documents, e-mails and phones, in the very form a run
/// compares them in. A value several customers of one file hold is a household's or the shop's own: it conflicts.
/// </summary>
internal sealed class SharedPeople
{
    /// <summary>Customers looked at a file; they are held with their ids, so this bounds the memory.</summary>
    private const int MostPeople = 500_000;

    // A step that would join the wrong people in more than one case of twenty is a person's to switch on.
    private const int MostConflicts = 20;

    private const int Documents = 1;

    private const decimal Enough = 0.80m;

    private static readonly Entity Customer = EntityCatalog.Get("customer");
    private static readonly string[] Steps = ["person", "tax_number", "email", "phone"];
    private static readonly string[] Beside = ["document_type", "country"];

    private readonly List<Person> people = [];
    private readonly List<string> names = [];
    private readonly LocaleJudge judge;

    private SharedPeople(LocaleJudge judge) => this.judge = judge;

    /// <param name="Keys">By step; null: the person has none.</param>
    private sealed record Person(string Id, HashSet<int> Files, Guid?[] Keys);

    private sealed record Step(string Name, HashSet<Person> Meeting, HashSet<Person> Conflicting, int Crowd)
    {
        public Proof Proof => Proof.Of(Meeting.Count, Meeting.Count + Conflicting.Count, "");

        /// <summary>Enough meet, and next to none conflict.</summary>
        public bool IsSure => Proof.Figure >= Enough && Conflicting.Count * MostConflicts <= Meeting.Count && Crowd <= 2;
    }

    /// <param name="values">Makes the keys people are compared by.</param>
    /// <param name="judge">Asks where files number their customers each for itself: within one source such ids would make them one.</param>
    /// <returns>Null: no two files tell of customers who share anything.</returns>
    public static DraftIdentity? Of(IReadOnlyList<(FileMeaning Meaning, DraftExport Export)> drafted, KeyValues values, LocaleJudge judge)
    {
        var found = new SharedPeople(judge);
        foreach (var (meaning, export) in drafted)
        {
            foreach (var feed in export.Feeds.Where(each => each.Entity == Customer && each.Fields.Exists(field => Steps.Contains(field.Field))))
                found.Read(meaning, feed, values);
        }
        return found.Judge();
    }

    private void Read(FileMeaning meaning, DraftFeed feed, KeyValues values)
    {
        var file = names.Count;
        names.Add(meaning.File.Name);
        List<ColumnProbe> Of(string cell) => [.. DraftCells.Columns(cell, meaning.File.Columns)];
        var id = Of(feed.Id!);
        var fields = Steps.Concat(Beside).Select(name => (Name: name, Column: feed.Fields.Find(field => field.Field == name) is { } field ? Of(field.Cell).FirstOrDefault() : null)).Where(each => each.Column is not null).ToList();
        var known = people.Where(each => each.Id.Length > 0).DistinctBy(each => each.Id).ToDictionary(each => each.Id);
        int row = 0, same = 0, other = 0;
        foreach (var cells in meaning.Rows.All([.. id, .. fields.Select(each => each.Column!)]))
        {
            row++;
            // The row number is nobody else's id.
            var own = id.Count == 0 ? $"{file}:{row}" : string.Join('\u001f', cells.Take(id.Count));
            if (own.Length == 0 || cells.Take(id.Count).All(cell => cell.Length == 0) && id.Count > 0)
                continue;
            if (!known.TryGetValue(own, out var person))
            {
                if (known.Count >= MostPeople * names.Count)
                    break;
                people.Add(known[own] = person = new Person(own, [], new Guid?[Steps.Length]));
            }
            person.Files.Add(file);
            var said = fields.Select((each, at) => (each.Name, Text: cells[id.Count + at])).ToDictionary(each => each.Name, each => each.Text.Length == 0 ? null : (string?)each.Text);
            var keys = Steps.Select(step => values.Of(Customer.Name, new IdentityStep(step), said)).ToArray();
            if (person.Files.Count > 1)
            {
                var told = Enumerable.Range(0, Steps.Length).Where(step => keys[step] is not null && person.Keys[step] is not null).Select(step => keys[step] == person.Keys[step]).ToList();
                same += told.Contains(true) ? 1 : 0;
                other += told.Count > 0 && !told.Contains(true) ? 1 : 0;
            }
            for (var step = 0; step < Steps.Length; step++)
                person.Keys[step] ??= keys[step];
        }
        if (other > 1 && other > same && id.Count > 0)
            Ask(meaning.File, id[0], same, other);
    }

    private void Ask(ProbedFile file, ColumnProbe id, int same, int other) => judge.Decide(new DraftQuestion(
        $"{file.Name}: {id.Name}",
        FormattableString.Invariant($"{other:N0} of {same + other:N0} ids that stand in another file of customers, too, are somebody else there, by document, e-mail and phone"), ["same"])
    {
        Key = $"{FileNames.Word(file.Name)}.{id.Name}",
        Meanings = ["the ids are one numbering, and their data has changed; else put the files of each shop into a folder of its own: each is a source"],
    });

    private DraftIdentity? Judge()
    {
        // Within one file only the source itself says that two of its ids are one person.
        var steps = Enumerable.Range(0, names.Distinct().Count() < 2 ? 1 : Steps.Length).Select(Look).Where(step => step.Meeting.Count > 0).ToList();
        if (steps.Count == 0)
            return null;
        var (sure, all) = (steps.Where(step => step.IsSure).ToList(), steps);
        return new DraftIdentity(
            sure.Count == 0 ? null : Line(sure), sure.Count == 0 ? null : Told(sure),
            sure.Count == all.Count ? null : Line(all), sure.Count == all.Count ? null : Told([.. all.Except(sure)]));
    }

    private Step Look(int at)
    {
        var step = new Step(Steps[at], [], [], 0);
        foreach (var group in people.Where(person => person.Keys[at] is not null).GroupBy(person => person.Keys[at]!.Value).Where(group => group.Skip(1).Any()))
        {
            var held = group.ToList();
            var crowd = Enumerable.Range(0, names.Count).Max(file => held.Count(person => person.Files.Contains(file)));
            var documents = held.Select(person => person.Keys[Documents]).OfType<Guid>().Distinct().Count();
            // One person may have an id an order.
            var isCrowd = crowd > 1 && at > 0;
            (isCrowd || documents > 1 ? step.Conflicting : step.Meeting).UnionWith(held);
            step = step with { Crowd = Math.Max(step.Crowd, isCrowd ? crowd : 1) };
        }
        // That persons have several ids at all shows that the column is no second id; then it tells of every customer.
        if (at == 0 && step.Meeting.Count > 0)
            step.Meeting.UnionWith(people.Where(person => person.Keys[0] is not null && !step.Conflicting.Contains(person)));
        return step;
    }

    private static string Line(IReadOnlyList<Step> steps) => $"identity: {{ customer: [{string.Join(", ", steps.Select(step => step.Name))}], within: customer }}";

    private Proof Told(IReadOnlyList<Step> steps)
    {
        var meeting = steps.SelectMany(step => step.Meeting).ToHashSet();
        var conflicting = steps.SelectMany(step => step.Conflicting).ToHashSet();
        meeting.ExceptWith(conflicting);
        var by = string.Join(", ", steps.Select(step => FormattableString.Invariant($"{step.Meeting.Count:N0} by {step.Name}{(step.Name == Steps[0] ? FormattableString.Invariant($": {step.Meeting.DistinctBy(person => person.Keys[0]).Count():N0} persons") : "")}")));
        var crowd = steps.Max(step => step.Crowd);
        return Proof.Of(meeting.Count, meeting.Count + conflicting.Count, FormattableString.Invariant(
            $"{meeting.Count:N0} customers of {people.Count:N0} in {names.Distinct().Count():N0} {(names.Distinct().Count() == 1 ? "file" : "files")} meet ({by}), {conflicting.Count:N0} would conflict{(crowd > 2 ? FormattableString.Invariant($"; one value stands at {crowd:N0} of a file") : "")}"));
    }
}
