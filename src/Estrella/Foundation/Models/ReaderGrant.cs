using Npgsql;

namespace Estrella.Foundation.Models;

/// <summary>What a role may read of one relation.</summary>
/// <param name="Relation">With its schema: <c>star.dim_customer</c>.</param>
/// <param name="Withheld">The columns about people, which it may not.</param>
public sealed record GrantedRelation(string Relation, IReadOnlyList<string> Withheld);

/// <summary>
/// Lets an existing role read what the models published in star and mart, without the columns their headers call
/// personal. Views and tables that users made there are theirs to grant.
/// </summary>
public static class ReaderGrant
{
    private static readonly string[] Rooms = ["Star", "Mart"];

    /// <summary>Grants in one transaction; doing it again takes back what a newer model calls personal.</summary>
    /// <exception cref="EstrellaException">Exit code 2: there is no such role. Exit code 1: nothing is published yet.</exception>
    public static async Task<IReadOnlyList<GrantedRelation>> GiveAsync(NpgsqlConnection connection, string role, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var quoted = await QuotedAsync(connection, role, cancellation);
        var granted = new List<GrantedRelation>();
        foreach (var folder in Rooms.Select(ModelFolder.Load))
        {
            var published = await PublishedAsync(connection, folder.Schema, cancellation);
            if (published.Count == 0)
                continue;
            await connection.RunAsync($"grant usage on schema {folder.Schema} to {quoted}", cancellation);
            foreach (var model in folder.Models.Where(model => published.ContainsKey(model.Name)))
            {
                var relation = $"{folder.Schema}.{model.Name}";
                var withheld = published[model.Name].Intersect(model.PersonalColumns).ToList();
                await connection.RunAsync($"revoke all on {relation} from {quoted}", cancellation);
                var columns = withheld.Count == 0 ? "" : $" ({ModelTable.List(published[model.Name].Except(withheld))})";
                await connection.RunAsync($"grant select{columns} on {relation} to {quoted}", cancellation);
                granted.Add(new GrantedRelation(relation, withheld));
            }
        }
        if (granted.Count == 0)
            throw new EstrellaException(ExitCode.Failed, "there is nothing to grant: no run has published yet", "publish first: estrella run DIR");
        await transaction.CommitAsync(cancellation);
        return granted;
    }

    private static async Task<string> QuotedAsync(NpgsqlConnection connection, string role, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select quote_ident(rolname) from pg_roles where rolname = $1", connection);
        command.Parameters.AddWithValue(role);
        return await command.ExecuteScalarAsync(cancellation) as string
            ?? throw new EstrellaException(
                ExitCode.WrongUsage,
                $"the server has no role '{role}'",
                $"make it as you make roles, such as: create role {role} login, then grant again");
    }

    // The columns of each table and view, by its name. Months lie in another schema.
    private static async Task<Dictionary<string, List<string>>> PublishedAsync(NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            select relation.relname, attribute.attname
            from pg_class as relation
            join pg_attribute as attribute on attribute.attrelid = relation.oid
            where relation.relnamespace = to_regnamespace($1)
                and relation.relkind in ('r', 'p', 'v', 'm')
                and attribute.attnum > 0
                and not attribute.attisdropped
            order by relation.relname, attribute.attnum
            """,
            connection);
        command.Parameters.AddWithValue(schema);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var published = new Dictionary<string, List<string>>();
        while (await reader.ReadAsync(cancellation))
        {
            if (!published.TryGetValue(reader.GetString(0), out var columns))
                published[reader.GetString(0)] = columns = [];
            columns.Add(reader.GetString(1));
        }
        return published;
    }
}
