using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;
using Sylvan.Data.Csv;

namespace Estrella.Tests.Stories.Seed;

/// <summary>
/// The raw files in tables of text, a number beside each row, and plain SQL over them:
/// the second way to every figure, which shares nothing with the product but the CSV.
/// </summary>
public sealed partial class RawShop(NpgsqlDataSource database)
{
    public static async Task<RawShop> LoadAsync(NpgsqlDataSource database, string directory)
    {
        await using var connection = await database.OpenConnectionAsync();
        await ExecuteAsync(connection, "create schema raw");
        foreach (var path in Directory.GetFiles(directory, "*.csv").Order(StringComparer.Ordinal))
        {
            await CopyAsync(connection, path);
        }
        await ExecuteAsync(connection, Sql("raw"));
        return new RawShop(database);
    }

    /// <summary>The rows of one oracle query, every number as it is written.</summary>
    public async Task<List<Dictionary<string, object?>>> AskAsync(string oracle, string scope, string basis, string money)
    {
        await using var command = database.CreateCommand(Sql(oracle));
        command.Parameters.Add(new NpgsqlParameter("scope", NpgsqlDbType.Text) { Value = scope });
        command.Parameters.Add(new NpgsqlParameter("basis", NpgsqlDbType.Text) { Value = basis });
        command.Parameters.Add(new NpgsqlParameter("money", NpgsqlDbType.Text) { Value = money });
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<Dictionary<string, object?>>();
        while (await reader.ReadAsync())
        {
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(
                reader.GetName, at => reader.IsDBNull(at) ? null : reader.GetValue(at)));
        }
        return rows;
    }

    private static string Sql(string name)
    {
        var assembly = typeof(RawShop).Assembly;
        using var stream = assembly.GetManifestResourceStream($"Stories/Seed/{name}.sql")
            ?? throw new InvalidOperationException($"no oracle {name}");
        return new StreamReader(stream).ReadToEnd();
    }

    private static async Task CopyAsync(NpgsqlConnection connection, string path)
    {
        using var csv = await CsvDataReader.CreateAsync(path);
        var table = Path.GetFileNameWithoutExtension(path).Split('.')[1].ToLowerInvariant();
        // Another test looks for the password in every byte of this server: the oracle must not be who wrote it.
        var told = Enumerable.Range(0, csv.FieldCount).Where(at => csv.GetName(at) != "Contraseña").ToList();
        var columns = told.Select(at => Plain(csv.GetName(at))).ToList();
        await ExecuteAsync(connection, $"create table raw.{table} (row_no int, {string.Join(", ", columns.Select(each => each + " text"))})");
        await using var import = await connection.BeginBinaryImportAsync($"copy raw.{table} from stdin (format binary)");
        for (var row = 1; await csv.ReadAsync(); row++)
        {
            await import.StartRowAsync();
            await import.WriteAsync(row, NpgsqlDbType.Integer);
            foreach (var at in told)
            {
                await import.WriteAsync(csv.GetString(at), NpgsqlDbType.Text);
            }
        }
        await import.CompleteAsync();
    }

    private static string Plain(string header) =>
        NotWord().Replace(string.Concat(header.Normalize(NormalizationForm.FormD)
            .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)), "").ToLowerInvariant();

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    [GeneratedRegex("[^A-Za-z0-9_]")]
    private static partial Regex NotWord();
}
