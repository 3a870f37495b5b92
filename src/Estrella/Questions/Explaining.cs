using Estrella.Entities;
using Estrella.Foundation;
using Npgsql;
using NpgsqlTypes;

namespace Estrella.Questions;

/// <summary>A record of an export that an answer's row rests on.</summary>
/// <param name="Entity">What it tells of: order_line, order, return, payment.</param>
/// <param name="Id">Its id as the source writes it.</param>
/// <param name="File">The file that said it; null: no export has said it yet.</param>
/// <param name="Line">Line of that file, 1 for the first.</param>
public sealed record BehindRow(string Entity, string Id, string Source, string? File, int? Line);

/// <summary>How an answer came to be.</summary>
/// <param name="Formula">Its figures in a sentence.</param>
/// <param name="Sql">The select with every parameter in its place: it runs in psql as it stands.</param>
/// <param name="RowsIn">Records the whole answer rests on, by entity; empty where the question does not tell.</param>
/// <param name="RowsOut">Rows of the answer.</param>
/// <param name="Rows">The records behind the row asked for, by file and line; empty when none was.</param>
public sealed record Explanation(
    QuestionFile Question, string Formula, string Sql, IReadOnlyDictionary<string, long> RowsIn, long RowsOut,
    IReadOnlyList<BehindRow> Rows, Coverage Coverage, IReadOnlyList<string> Notes);

/// <summary>Explains an answer: formula, SQL, and the records behind a row down to file and line.</summary>
public static class Explaining
{
    /// <param name="row">
    /// The row's key, such as a product id or the first day of a period; several parts joined by <c>|</c>. Null: no row.
    /// </param>
    /// <exception cref="EstrellaException">Exit 2: the question does not tell the rows behind it, or has no such row.</exception>
    public static async Task<Explanation> ExplainAsync(
        NpgsqlDataSource database, QuestionFile question, Asking asking, string? row, CancellationToken cancellation)
    {
        if (row is not null && question.Behind is null)
        {
            throw new EstrellaException(
                ExitCode.WrongUsage, $"{question.Name} does not tell the records behind a row",
                "best-sellers, revenue, customers, profitability, payments, stock-rotation, category-units and rfm do");
        }
        var answer = await Answering.AskAsync(database, question, asking, cancellation);
        await using var snapshot = await Snapshot.OpenAsync(database, cancellation);
        var warehouse = await Warehouse.ReadAsync(snapshot.Connection, cancellation);
        var binding = await Answering.PrepareAsync(snapshot.Connection, warehouse, question, asking, cancellation);

        var behind = question.Behind is null ? [] : await NumbersAsync(snapshot.Connection, question.Behind, binding, null, cancellation);
        var rows = row is null ? [] : await RowsAsync(snapshot.Connection, question.Behind!, binding, row, cancellation);
        if (row is not null && rows.Count == 0)
        {
            throw new EstrellaException(
                ExitCode.WrongUsage, $"nothing stands behind a row '{row}' of {question.Name}",
                $"a row is named by its {string.Join(" or ", question.Behind!.KeyColumns)}; several are joined by |");
        }
        return new Explanation(
            question, question.Formula, binding.Spell(question.Sql), behind.ToDictionary(each => each.Key, each => (long)each.Value.Count),
            answer.Rows.Count, rows, answer.Coverage, answer.Notes);
    }

    private static async Task<Dictionary<string, List<long>>> NumbersAsync(
        NpgsqlConnection connection, RowsBehind behind, Binding binding, string? row, CancellationToken cancellation)
    {
        var sql = QuestionCatalog.Embedded.Find($"Questions/Rows/{behind.Query}.sql")
            ?? throw new EstrellaException(ExitCode.WrongUsage, $"there is no query '{behind.Query}' for the records behind a row", "correct the question's 'rows'");
        await using var command = binding.Command(connection, sql, ("row", row, NpgsqlDbType.Text));
        var numbers = new Dictionary<string, List<long>>();
        await foreach (var cells in Questions.Rows.ReadAsync(command, cancellation))
        {
            var entity = (string)cells[0]!;
            if (!numbers.TryGetValue(entity, out var list))
                numbers.Add(entity, list = []);
            list.Add((long)cells[1]!);
        }
        return numbers;
    }

    private static async Task<List<BehindRow>> RowsAsync(
        NpgsqlConnection connection, RowsBehind behind, Binding binding, string row, CancellationToken cancellation)
    {
        var rows = new List<BehindRow>();
        foreach (var (name, numbers) in await NumbersAsync(connection, behind, binding, row, cancellation))
        {
            var entity = EntityCatalog.Get(name);
            await using var command = new NpgsqlCommand(
                $"""
                select said.{entity.IdColumn}, source.name, file.name, said.line
                from core."{entity.Name}" as said
                join estrella.source as source on source.source_no = said.source_no
                left join estrella.file as file on file.file_no = said.file_no
                where said.{entity.NumberColumn} = any ($1)
                """,
                connection)
            { CommandTimeout = 0 };
            command.Parameters.AddWithValue(numbers);
            await foreach (var cells in Questions.Rows.ReadAsync(command, cancellation))
                rows.Add(new BehindRow(name, (string)cells[0]!, (string)cells[1]!, (string?)cells[2], (int?)(long?)cells[3]));
        }
        return [.. rows.OrderBy(each => each.File, StringComparer.Ordinal).ThenBy(each => each.Line).ThenBy(each => each.Id, StringComparer.Ordinal)];
    }
}
