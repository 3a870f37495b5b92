using System.Data;
using Estrella.Foundation;
using Npgsql;

namespace Estrella.Questions;

/// <summary>Asks a question: one snapshot of the warehouse gives rows, coverage and notes.</summary>
public static class Answering
{
    // Column that carries notes for the reader instead of a figure.
    private const string NoteColumn = "note";

    /// <summary>Computes an answer. Money in its rows is not rounded yet; <see cref="AnswerWriter"/> does that, once.</summary>
    /// <exception cref="EstrellaException">
    /// Exit 2: a filter names a value nobody has. Exit 4: nothing was published, or no export feeds what is asked for, or the
    /// question rests on something this version builds and no run has built yet.
    /// </exception>
    public static async Task<Answer> AskAsync(NpgsqlDataSource database, QuestionFile question, Asking asking, CancellationToken cancellation)
    {
        await using var snapshot = await Snapshot.OpenAsync(database, cancellation);
        return await AskAsync(snapshot.Connection, await Warehouse.ReadAsync(snapshot.Connection, cancellation), question, asking, isWhole: true, cancellation);
    }

    /// <summary>Answers within a snapshot: several answers of one belong together.</summary>
    /// <param name="isWhole">False: the rows alone, without counting what they rest on and what is in no total.</param>
    internal static async Task<Answer> AskAsync(
        NpgsqlConnection connection, Warehouse warehouse, QuestionFile question, Asking asking, bool isWhole, CancellationToken cancellation)
    {
        var binding = await PrepareAsync(connection, warehouse, question, asking, cancellation);

        List<AnswerColumn> shape;
        List<IReadOnlyList<object?>> rows;
        try
        {
            (shape, var list) = await ShapeAsync(connection, question, binding, cancellation);
            rows = await RowsAsync(connection, question, binding, list, cancellation);
        }
        catch (PostgresException missing) when (missing.SqlState is PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn)
        {
            throw new EstrellaException(
                ExitCode.DecisionMissing,
                $"{question.Name} cannot be asked: {missing.MessageText}; {Path.GetFileName(question.Path)} misspells it, or an earlier Estrella published last",
                "estrella run DIR builds what this version asks, also without a new file",
                missing);
        }
        var coverage = await CoverageFigures.ReadAsync(connection, question, asking, binding, warehouse, isWhole, cancellation);
        var notes = new List<string>();
        if (isWhole)
            notes.AddRange(await AnswerNotes.ReadAsync(connection, question, asking, binding, coverage, cancellation));

        var noteAt = shape.FindIndex(column => column.Name == NoteColumn);
        if (noteAt >= 0)
            notes.AddRange(rows.Select(row => row[noteAt]).OfType<string>().Distinct());
        var shown = Enumerable.Range(0, shape.Count).Where(at => at != noteAt && IsShown(question, binding, shape[at])).ToList();
        return new Answer(
            question,
            [.. shown.Select(at => shape[at])],
            [.. rows.Select(row => (IReadOnlyList<object?>)[.. shown.Select(at => row[at])])],
            coverage,
            notes,
            Currencies.Decimals(coverage.Currency));
    }

    /// <summary>Checks what is asked against what the warehouse has, and binds every parameter.</summary>
    internal static async Task<Binding> PrepareAsync(
        NpgsqlConnection connection, Warehouse warehouse, QuestionFile question, Asking asking, CancellationToken cancellation)
    {
        var money = Resolving.Money(question, asking, warehouse);
        Refusal.Check(question, asking, money, warehouse);
        await Resolving.CheckRatesAsync(connection, asking.Terms, warehouse, cancellation);
        return await Resolving.BindAsync(connection, question, asking, money, warehouse, cancellation);
    }

    /// <summary>
    /// The columns, and the list that selects them. A numeric may have more digits than a decimal holds: twelve decimals
    /// are far below the last one anybody sees, and take away no more than the noise of a division.
    /// </summary>
    private static async Task<(List<AnswerColumn> Shape, string List)> ShapeAsync(
        NpgsqlConnection connection, QuestionFile question, Binding binding, CancellationToken cancellation)
    {
        await using var command = binding.Command(connection, question.Sql);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SchemaOnly, cancellation);
        var shape = new List<AnswerColumn>();
        var list = new List<string>();
        for (var at = 0; at < reader.FieldCount; at++)
        {
            var (name, type) = (reader.GetName(at), reader.GetDataTypeName(at).Split('(')[0]);
            var quoted = '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
            shape.Add(new AnswerColumn(name, ColumnKinds.Of(question, name, type)));
            list.Add(type is "numeric" or "real" or "double precision" ? $"round({quoted}::numeric, 12) as {quoted}" : quoted);
        }
        return (shape, string.Join(", ", list));
    }

    private static async Task<List<IReadOnlyList<object?>>> RowsAsync(
        NpgsqlConnection connection, QuestionFile question, Binding binding, string list, CancellationToken cancellation)
    {
        await using var command = binding.Command(connection, $"select {list} from (\n{question.Sql}\n) as answer");
        var rows = new List<IReadOnlyList<object?>>();
        await foreach (var row in Rows.ReadAsync(command, cancellation))
            rows.Add(row);
        return rows;
    }

    private static bool IsShown(QuestionFile question, Binding binding, AnswerColumn column) =>
        !question.ShownAtLevels.TryGetValue(column.Name, out var levels) || levels.Contains(binding.Level);
}
