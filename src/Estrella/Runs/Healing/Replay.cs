using Estrella.Sources;
using Npgsql;
using NpgsqlTypes;

namespace Estrella.Runs.Healing;

/// <summary>Rows of an earlier file that come again, corrected, as a file of their own in the ledger.</summary>
/// <param name="FileNo">The file that held them first.</param>
/// <param name="Origins">Where each row stood in it, in the order they come.</param>
/// <param name="LeavesRowsOut">Other rows of the file are still kept out: together they prove no absence.</param>
internal sealed record Replay(int FileNo, IReadOnlyList<RowOrigin> Origins, bool LeavesRowsOut)
{
    /// <summary>The number of a record whose id counts rows of the file, where the row had none before.</summary>
    public Func<Entities.Entity, string, string, int>? NextNumber { get; init; }

    /// <summary>Says within the publishing transaction which rows are loaded: all that were not kept out again.</summary>
    public async Task NoteAsync(NpgsqlConnection publishing, int byFileNo, CancellationToken cancellation)
    {
        await using var insert = new NpgsqlCommand(
            """
            insert into estrella.replayed_row (file_no, line, by_file_no)
            select $1, line, $2
            from unnest($3) as line
            where not exists (select from estrella.quarantine as again where again.file_no = $2 and again.line = line.line)
            """, publishing);
        insert.Parameters.Add(new() { Value = FileNo });
        insert.Parameters.Add(new() { Value = byFileNo });
        insert.Parameters.Add(new() { Value = Origins.Select(origin => origin.Line).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        await insert.ExecuteNonQueryAsync(cancellation);
    }
}
