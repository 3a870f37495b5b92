using Estrella.Entities;
using Estrella.Foundation;
using Estrella.Ledger;
using Npgsql;

namespace Estrella.Core;

/// <summary>What taking a run back did to an entity, in rows of core.</summary>
/// <param name="Removed">The run had given them their number.</param>
/// <param name="Restored">The run had written over them, or had given them their first record.</param>
/// <param name="Inferred">Rows of the run that later ones refer to: they are known by their id only.</param>
public sealed record EntityUndo(string Entity, long Removed, long Restored, long Inferred);

/// <summary>
/// Brings core to what it would be had a run never been, from what the run left in its journal, in the one publishing
/// transaction. Leaves a temporary <c>changed_ENTITY</c> behind for the star, as a merge does. Docs: decision 0010.
/// </summary>
/// <param name="connection">The publishing connection, in a transaction.</param>
/// <param name="runNo">A published run.</param>
public sealed class CoreUndo(NpgsqlConnection connection, int runNo)
{
    /// <summary>The published runs that must be taken back before; empty: none.</summary>
    public async Task<IReadOnlyList<UndoObstacle>> FindObstaclesAsync(CancellationToken cancellation = default)
    {
        await connection.RunAsync("set local work_mem = '256MB'; set local maintenance_work_mem = '512MB'", cancellation);
        await UndoKeys.PrepareAsync(connection, runNo, cancellation);
        return await new UndoObstacles(connection, runNo).FindAsync(cancellation);
    }

    /// <summary>Takes the run back, after <see cref="FindObstaclesAsync"/> found none, and its journal with it.</summary>
    /// <param name="byRunNo">The run that does it, as the ledger keeps it.</param>
    public async Task<IReadOnlyList<EntityUndo>> TakeBackAsync(int byRunNo, CancellationToken cancellation = default)
    {
        foreach (var entity in EntityCatalog.All)
            await connection.RunAsync(UndoSql.Find(entity, runNo), cancellation);
        foreach (var entity in EntityCatalog.All)
            await connection.RunAsync(UndoSql.FindParents(entity), cancellation);
        // Past records first: what refers to a row that goes must have gone itself.
        foreach (var entity in EntityCatalog.All)
            await connection.RunAsync(UndoSql.RemovePast(entity, runNo), cancellation);
        var restored = new Dictionary<string, long>();
        foreach (var entity in EntityCatalog.All)
            restored[entity.Name] = await connection.AskAsync<long>(UndoSql.Restore(entity, runNo), cancellation);
        var removal = new UndoRemoval(connection);
        var result = new List<EntityUndo>();
        foreach (var entity in EntityCatalog.All.Reverse())
        {
            var (removed, inferred) = await removal.RemoveAsync(entity, cancellation);
            if (removed + inferred + restored[entity.Name] > 0)
                result.Insert(0, new EntityUndo(entity.Name, removed, restored[entity.Name], inferred));
        }
        foreach (var entity in EntityCatalog.All)
            await removal.RemoveOrphansAsync(entity, cancellation);
        await removal.RestoreKeysAsync(cancellation);
        await connection.RunAsync(
            $"""
            delete from estrella.numbered where run_no = {runNo};
            delete from estrella.overwritten where run_no = {runNo};
            delete from estrella.repeated where run_no = {runNo};
            update estrella.run set state = 'undone', is_published = false, undone_by_run_no = {byRunNo} where run_no = {runNo}
            """, cancellation);
        await FullExports.UnhealAsync(connection, runNo, cancellation);
        await FedLedger.DeriveAsync(connection, byRunNo, cancellation);
        await SettingsLedger.DeriveAsync(connection, byRunNo, cancellation);
        return result;
    }

    /// <summary>Whether a run can be taken back at all.</summary>
    /// <exception cref="EstrellaException">Exit 2: no such run, or it is not published; exit 1: it kept no journal.</exception>
    public static async Task CheckAsync(NpgsqlConnection connection, int runNo, CancellationToken cancellation = default)
    {
        var found = await connection.ListAsync(
            $"""
            select state, undone_by_run_no, exists (select from estrella.run_feed where run_feed.run_no = run.run_no), exists (select from estrella.file where file.run_no = run.run_no),
                exists (select from estrella.file where file.run_no = run.run_no and file.state = 'read')
            from estrella.run where run_no = {runNo}
            """,
            row => (State: row.GetString(0), By: row.IsDBNull(1) ? (int?)null : row.GetInt32(1), HasJournal: row.GetBoolean(2), HasFiles: row.GetBoolean(3), HasRead: row.GetBoolean(4)), cancellation);
        const string List = "estrella status lists the runs";
        switch (found)
        {
            case []:
                throw new EstrellaException(ExitCode.WrongUsage, $"there is no run {runNo}", List);
            case [{ By: { } by }]:
                throw new EstrellaException(ExitCode.WrongUsage, $"run {runNo} was taken back already, by run {by}", "estrella run DIR loads its files again");
            case [{ State: not "published" }]:
                throw new EstrellaException(ExitCode.WrongUsage, $"run {runNo} published nothing: its state is {found[0].State}", List);
            case [{ HasJournal: true }]:
                return;
            case [{ HasFiles: false }]:
                throw new EstrellaException(ExitCode.WrongUsage, $"run {runNo} took another run back", "to have that one again, run its folder: estrella run DIR");
            case [{ HasRead: false }]:
                throw new EstrellaException(
                    ExitCode.WrongUsage, $"run {runNo} read nothing: it published other rules of contracts, packs or estrella.yml", "say there what was said before, and run again");
            default:
                throw new EstrellaException(
                    ExitCode.Failed, $"run {runNo} was published by an earlier version, which kept no journal: it cannot be taken back", "runs from now on can be");
        }
    }
}
