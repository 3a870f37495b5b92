using Estrella.Foundation;
using Estrella.Sources.Workbooks;

namespace Estrella.Sources;

/// <summary>What carries one table: a file, a member of an archive, or a sheet of a workbook.</summary>
/// <param name="FullPath">The file on disk.</param>
/// <param name="Name">Path below the folder, with slashes; that of a member or sheet stands behind a colon: <c>sales.xlsx:January</c>.</param>
/// <param name="Part">The member or sheet; null: the file, or the one member of its archive, is the table.</param>
/// <param name="IsHidden">A sheet that is not shown; read only where a contract names it.</param>
public sealed record TableFile(string FullPath, string Name, string? Part = null, bool IsHidden = false)
{
    private const string NoTable = "is no table";

    private static readonly string[] Texts = [".csv", ".tsv", ".txt", ".tab", ".psv"];

    internal static bool IsWorkbookName(string path) => path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".xlsm", StringComparison.OrdinalIgnoreCase);

    internal static bool IsArchiveName(string path) => path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);

    internal static bool IsTextName(string path) => Array.Exists(Texts, ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>The name ends as a table's does: a text, packed or not, or a workbook.</summary>
    internal static bool IsTableName(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        // Locks of office programs, and what macOS leaves beside files.
        return !name.StartsWith("~$", StringComparison.Ordinal) && !name.StartsWith('.')
            && (IsTextName(name) || IsWorkbookName(name) || IsArchiveName(name) || (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) && IsTextName(name[..^3])));
    }

    /// <summary>The slash behind the folder in the name, or -1; a member's own folders are part of its name.</summary>
    internal int FolderEnd => (Name.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? Name[..colon] : Name).LastIndexOf('/');

    /// <summary>The name by which a glob finds the table: of the file, or of one member among several.</summary>
    internal string File => IsWorkbook ? Name[..^(Part!.Length + 1)] : IsArchive && Name.EndsWith($":{Part}", StringComparison.Ordinal) ? Part! : Name;

    /// <summary>What the names of file and sheet say.</summary>
    internal string Title => IsWorkbook ? $"{Path.GetFileNameWithoutExtension(File)} {Part}" : Path.GetFileNameWithoutExtension(File);

    internal bool IsWorkbook => IsWorkbookName(FullPath);

    internal bool IsArchive => IsArchiveName(FullPath);

    /// <summary>Why a file whose name is no table's is left, and what to do; null: it is nobody's, such as what an office program leaves beside its files.</summary>
    internal static string? WhyLeft(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name.StartsWith('.') || name.StartsWith("~$", StringComparison.Ordinal) ? null : Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".xls" or ".xlsb" or ".ods" or ".numbers" => "is a workbook of another kind: open it and save it as .xlsx or CSV",
            ".json" or ".jsonl" or ".xml" or ".parquet" or ".avro" or ".html" or ".htm" or ".dbf" or ".mdb" or ".sqlite" or ".sql" => "is no table Estrella reads: export it as CSV or .xlsx",
            ".gz" or ".rar" or ".7z" or ".tar" or ".bz2" or ".zst" => "is an archive of another kind: unpack it, and leave the CSV files in the folder",
            _ => NoTable,
        };
    }

    /// <summary>The file could hold a table, in a form that is not read.</summary>
    internal static bool IsLeft(string path) => WhyLeft(path) is { } why && why != NoTable;

    /// <summary>The tables a file carries, hidden sheets included.</summary>
    /// <exception cref="EstrellaException">Exit 4: a damaged archive or workbook, or one without a table.</exception>
    internal static IReadOnlyList<TableFile> Of(string path, string name)
    {
        var whole = new TableFile(path, name);
        if (whole.IsWorkbook)
        {
            using var workbook = new Workbook(path, name);
            return workbook.Sheets.Count > 0
                ? [.. workbook.Sheets.Select(sheet => new TableFile(path, $"{name}:{sheet.Name}", sheet.Name, sheet.IsHidden))]
                : throw PackedFile.Damaged(name, "the workbook has no sheet");
        }
        if (!whole.IsArchive)
        {
            return [whole];
        }
        using var archive = PackedFile.Archive(path, name);
        var members = archive.Entries.Where(entry => entry.Length > 0 && !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal)).Select(entry => entry.FullName).ToList();
        var tables = members.Where(member => IsTextName(member) && IsTableName(member)).ToList();
        return tables.Count switch
        {
            0 => throw new EstrellaException(
                ExitCode.DecisionMissing,
                members.Count == 0 ? $"{name}: the archive is empty, expected a CSV file in it" : $"{name}: the archive holds no CSV file, but {string.Join(", ", members.Take(5))}",
                "unpack it yourself, and leave in the folder what Estrella shall read"),
            1 => [whole with { Part = tables[0] }],
            _ => [.. tables.Select(member => whole with { Name = $"{name}:{member}", Part = member })],
        };
    }
}
