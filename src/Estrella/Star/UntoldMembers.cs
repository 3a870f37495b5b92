using Estrella.Foundation;
using Estrella.Foundation.Models;
using Npgsql;

namespace Estrella.Star;

/// <summary>
/// Members of dimensions stay when nothing tells them any more, for facts of other days may point at them. Only when a run
/// is taken back do those go that it was the first to tell, after star and mart were rebuilt.
/// </summary>
public static class UntoldMembers
{
    /// <summary>Notes which members a run has numbered, beside the rows of core it has.</summary>
    public static async Task NoteAsync(NpgsqlConnection connection, int runNo, CancellationToken cancellation)
    {
        foreach (var model in Dimensions())
        {
            await connection.RunAsync($"""
                insert into estrella.numbered (run_no, entity, after_no, last_no, after_past_no, last_past_no)
                select {runNo}, '{model.Name}', after.no, last.no, 0, 0
                from (select coalesce(max(last_no), 0) as no from estrella.numbered where entity = '{model.Name}') as after
                cross join (select coalesce(max({model.Surrogate}), 0) as no from star.{model.Name}) as last
                where last.no > after.no
                """,
                cancellation);
        }
    }

    /// <summary>
    /// Removes the members nothing tells that no published run has numbered. Within the publishing transaction, after the
    /// run's journal is gone, as the last thing that is done to star and mart.
    /// </summary>
    public static async Task RemoveAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        foreach (var model in Dimensions())
        {
            var same = string.Join(" and ", model.Natural.Select(column => $"told.{column} is not distinct from member.{column}"));
            await connection.RunAsync($"""
                set local search_path = estrella, public, pg_temp;
                create temporary table told_{model.Name} on commit drop as {model.Body};
                delete from star.{model.Name} as member
                where {model.Surrogate} <> 0
                    and not exists (
                        select from estrella.numbered
                        where entity = '{model.Name}' and member.{model.Surrogate} > after_no and member.{model.Surrogate} <= last_no)
                    and not exists (select from told_{model.Name} as told where {same});
                set local search_path = public
                """,
                cancellation);
        }
    }

    private static IEnumerable<ModelFile> Dimensions() =>
        ModelFolder.Load("Star").Models.Where(model => model.Surrogate is not null && model.Chain is null);
}
