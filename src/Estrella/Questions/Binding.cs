using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Estrella.Questions;

/// <summary>Every parameter of a question's SQL with its value: what was asked, with the gaps filled from the warehouse.</summary>
internal sealed record Binding
{
    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    /// <summary>First day with a fact of the question.</summary>
    public required DateOnly DataFrom { get; init; }

    /// <summary>The day after the last.</summary>
    public required DateOnly DataTo { get; init; }

    /// <summary>Whether any day is known at all; if not, the range is an empty stand-in.</summary>
    public required bool HasDays { get; init; }

    public required DateOnly AsOf { get; init; }

    public string? By { get; init; }

    public required string Scope { get; init; }

    public required string Basis { get; init; }

    public required string Money { get; init; }

    public required AskedTerms Terms { get; init; }

    /// <summary>First day of the month of real terms.</summary>
    public DateOnly? At { get; init; }

    public int? Top { get; init; }

    public string? Level { get; init; }

    public int? Window { get; init; }

    /// <summary>Decimals of the currency the answer is told in, for parts that must add up once they are rounded.</summary>
    public required int Decimals { get; init; }

    /// <summary>Values of the warehouse by dimension.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Filters { get; init; }

    public string FiltersJson => JsonSerializer.Serialize(Filters);

    /// <summary>The value of a placeholder and its type, which binds also what is null.</summary>
    public (object? Value, NpgsqlDbType Type) Value(string name) => name switch
    {
        "from" => (From, NpgsqlDbType.Date),
        "to" => (To, NpgsqlDbType.Date),
        "data_from" => (DataFrom, NpgsqlDbType.Date),
        "data_to" => (DataTo, NpgsqlDbType.Date),
        "as_of" => (AsOf, NpgsqlDbType.Date),
        "at" => (At, NpgsqlDbType.Date),
        "by" => (By, NpgsqlDbType.Text),
        "scope" => (Scope, NpgsqlDbType.Text),
        "basis" => (Basis, NpgsqlDbType.Text),
        "money" => (Money, NpgsqlDbType.Text),
        "terms" => (Terms.Text, NpgsqlDbType.Text),
        "level" => (Level, NpgsqlDbType.Text),
        "top" => (Top, NpgsqlDbType.Integer),
        "window" => (Window, NpgsqlDbType.Integer),
        "decimals" => (Decimals, NpgsqlDbType.Integer),
        "filters" => (FiltersJson, NpgsqlDbType.Jsonb),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no parameter of that name"),
    };

    /// <summary>The text with every value in its place.</summary>
    public string Spell(string sql) => QuestionFile.Spell(sql, name => Value(name) switch
    {
        (null, var type) => $"null::{TypeName(type)}",
        (DateOnly day, _) => $"date '{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'",
        (int number, _) => number.ToString(CultureInfo.InvariantCulture),
        (var value, var type) => $"'{value.ToString()!.Replace("'", "''", StringComparison.Ordinal)}'{(type == NpgsqlDbType.Jsonb ? "::jsonb" : "")}",
    });

    /// <summary>A command with every placeholder of its text bound, and one more that is no parameter of a question.</summary>
    public NpgsqlCommand Command(NpgsqlConnection connection, string sql, (string Name, object? Value, NpgsqlDbType Type) more)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var name in QuestionFile.Placeholders(sql))
        {
            var (value, type) = name == more.Name ? (more.Value, more.Type) : Value(name);
            command.Parameters.Add(new NpgsqlParameter(name, type) { Value = value ?? DBNull.Value });
        }
        return command;
    }

    /// <summary>A command with every placeholder of its text bound.</summary>
    public NpgsqlCommand Command(NpgsqlConnection connection, string sql) => Command(connection, sql, ("", null, NpgsqlDbType.Unknown));

    private static string TypeName(NpgsqlDbType type) => type switch
    {
        NpgsqlDbType.Date => "date",
        NpgsqlDbType.Integer => "integer",
        _ => "text",
    };
}
