using Estrella.Core;
using Estrella.Core.Unification;
using Estrella.Foundation;
using Estrella.Foundation.Models;
using Npgsql;

namespace Estrella.Runs;

/// <summary>
/// What is one thing, and where places are, is said by contracts, packs and estrella.yml, not by exports: where they say
/// something else than when it was published last, a run publishes although it read nothing new. So it does where this
/// version of Estrella builds something otherwise than the one that published: its questions rest on that.
/// </summary>
internal static class Renewal
{
    /// <param name="files">All files of the folder, for what their contracts say.</param>
    public static async Task<bool> IsDueAsync(NpgsqlConnection connection, Settings settings, IReadOnlyList<RunFile> files, CancellationToken cancellation)
    {
        if (!await connection.AskAsync<bool>("select exists (select from estrella.run where is_published)", cancellation))
            return false;
        var held = (await connection.ListAsync(
            "select source_no, identity from estrella.source", row => (No: row.GetInt32(0), Rules: row.IsDBNull(1) ? null : row.GetString(1)), cancellation)).ToDictionary(each => each.No, each => each.Rules);
        return files.Any(file => held[file.SourceNo] != file.Settings.Identity)
            || await Unification.IsStaleAsync(connection, settings, cancellation)
            || await PlaceTables.AreStaleAsync(connection, settings, cancellation)
            || !await ModelState.ArePublishedAsync(connection, ModelFolder.Load("Star").Models.Concat(ModelFolder.Load("Mart").Models), cancellation);
    }
}
