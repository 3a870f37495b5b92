using Estrella.Entities;

namespace Estrella.Sources.Discovery;

/// <summary>
/// How ids are spelled: where a reference finds its ids only in another case, without a prefix, or as numbers without
/// leading zeros, both are read the same way.
/// </summary>
internal sealed class KeyForms
{
    private const int MostValues = 200_000;
    private const string Upper = "case: upper";

    private readonly Dictionary<Entity, (string How, Proof Proof)> ofEntity = [];
    private readonly Dictionary<ColumnProbe, string> prefixes = [];
    private readonly Dictionary<ColumnProbe, Proof> proofs = [];

    /// <summary>The ids of orders are series and number: both stand in every file that names orders.</summary>
    public bool OrdersHaveSeries { get; init; }

    /// <summary>Looks for the form under which a reference's values are ids.</summary>
    /// <param name="key">The column of the ids.</param>
    public void Compare(Entity entity, FileMeaning target, ColumnProbe key, FileMeaning file, ColumnProbe reference)
    {
        if (key.Shared(reference) * 2 >= reference.Distinct || reference.Distinct == 0 || reference.Cut is not null || key.Cut is not null)
            return;
        var ids = Values(target, key);
        var named = Values(file, reference);
        foreach (var (how, form) in new (string, Func<string, string>)[] { (Upper, each => each.ToUpperInvariant()), ("number: whole", Whole) })
        {
            var known = ids.Select(form).ToHashSet();
            var found = named.Count(each => known.Contains(form(each)));
            if (found * 5 < named.Count * 4 || (how[0] == 'n' && !ids.Concat(named).All(IsWhole)))
                continue;
            ofEntity[entity] = (how, Discovery.Proof.Of(found, named.Count, FormattableString.Invariant($"{found:N0} of {named.Count:N0} values of {reference.Name} in {file.File.Name} are ids only so")));
            return;
        }
        if (!TryPrefix(ids, named, reference, file) && Prefix(ids) is { Length: > 0 } prefix)
        {
            var known = ids.Select(each => each[prefix.Length..]).ToHashSet();
            var bare = named.Count(known.Contains);
            if (bare * 5 >= named.Count * 4)
                Say(key, prefix, Discovery.Proof.Of(bare, named.Count, FormattableString.Invariant($"{reference.Name} of {file.File.Name} names {bare:N0} of {named.Count:N0} without")));
        }
    }

    /// <summary>The cell of an id or a reference to an entity.</summary>
    public string Cell(ColumnProbe column, Entity entity)
    {
        var how = new List<string>(column.Cut?.Words ?? []);
        if (prefixes.TryGetValue(column, out var prefix))
            how.Add($"drop_prefix: {Yaml.Text(prefix)}");
        if (ofEntity.TryGetValue(entity, out var form))
            how.Add(form.How);
        else if (column.WithZero > 0 && column.WithZero == column.Filled)
            how.Add("number: whole");
        return how.Count == 0 ? Yaml.Text(column.Name) : $"{{ column: {Yaml.Text(column.Name)}, {string.Join(", ", how)} }}";
    }

    /// <summary>An id or a reference as its cell will be read: what names a record comes to the same as its id.</summary>
    public string Read(ColumnProbe column, Entity entity, string text)
    {
        text = column.Cut?.Of(text) ?? text;
        if (prefixes.TryGetValue(column, out var prefix) && text.StartsWith(prefix, StringComparison.Ordinal))
            text = text[prefix.Length..];
        if (ofEntity.TryGetValue(entity, out var form))
            return form.How == Upper ? text.ToUpperInvariant() : Whole(text);
        return column.WithZero > 0 && column.WithZero == column.Filled ? Whole(text) : text;
    }

    public Proof? Proof(ColumnProbe column, Entity entity) =>
        proofs.GetValueOrDefault(column) ?? (ofEntity.TryGetValue(entity, out var form) ? form.Proof : null);

    /// <summary>Whether the values of a column, cut at a sign, name ids of the entity: a product key that carries its category.</summary>
    public static (string Cell, Proof Proof)? Carried(FileMeaning file, ColumnProbe column, FileMeaning target, ColumnProbe key)
    {
        var ids = Values(target, key);
        var carrying = Values(file, column);
        foreach (var sign in "-_./:")
        {
            foreach (var part in new[] { 1, -1 })
            {
                var found = carrying.Count(each => each.Contains(sign) && ids.Contains(part == 1 ? each.Split(sign)[0] : each.Split(sign)[^1]));
                if (found > 0 && found * 10 >= carrying.Count * 9)
                    return ($"{{ column: {Yaml.Text(column.Name)}, split: {Yaml.Text(sign.ToString())}, part: {part} }}", Discovery.Proof.Of(found, carrying.Count, FormattableString.Invariant($"in {found:N0} of {carrying.Count:N0} this part is an id of {target.File.Name}")));
            }
        }
        return null;
    }

    private bool TryPrefix(HashSet<string> ids, HashSet<string> named, ColumnProbe reference, FileMeaning file)
    {
        if (Prefix(named) is not { Length: > 0 } prefix)
            return false;
        var found = named.Count(each => ids.Contains(each[prefix.Length..]));
        if (found * 5 < named.Count * 4)
            return false;
        Say(reference, prefix, Discovery.Proof.Of(found, named.Count, FormattableString.Invariant($"without it {found:N0} of {named.Count:N0} are ids; {file.File.Name} writes them with")));
        return true;
    }

    private void Say(ColumnProbe column, string prefix, Proof proof)
    {
        prefixes[column] = prefix;
        proofs[column] = proof;
    }

    /// <summary>What all values begin with, up to the first digit.</summary>
    private static string? Prefix(HashSet<string> values)
    {
        if (values.Count < 2)
            return null;
        var first = values.First();
        var length = first.TakeWhile(letter => !char.IsDigit(letter)).Count();
        return length > 0 && length < first.Length && values.All(each => each.Length > length && each.StartsWith(first[..length], StringComparison.Ordinal)) ? first[..length] : null;
    }

    private static string Whole(string text)
    {
        var whole = (text.EndsWith(".0", StringComparison.Ordinal) ? text[..^2] : text).TrimStart('0');
        return whole.Length == 0 ? "0" : whole;
    }

    // number: whole reads what a bigint holds.
    private static bool IsWhole(string text) => Whole(text) is { Length: <= 18 } whole && whole.All(char.IsAsciiDigit);

    private static HashSet<string> Values(FileMeaning file, ColumnProbe column) =>
        [.. file.Rows.All([column]).Select(cells => cells[0]).Where(each => each.Length > 0).Distinct().Take(MostValues)];
}
