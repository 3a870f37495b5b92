namespace Estrella.Sources.Discovery;

/// <summary>Columns that hold passwords, by their names; a column taken for one by mistake only stays out.</summary>
internal static class SecretColumns
{
    private static readonly string[] Words = [.. new[] { "contrasena", "password", "passwd", "pwd", "senha", "secret" }.Select(Headings.Fold)];

    // A key as often as a password; in front of all others it is the key of the rows.
    private static readonly string Clave = Headings.Fold("clave");

    // When a password was made, not what it is.
    private static bool IsDayOf(ColumnProbe column) => (column.IsDate || column.Values == 0) && Wording.Cut(column.Name) is [.., "gen" or "date" or "at" or "time" or "changed" or "updated" or "validity" or "expires" or "fecha" or "data"];

    public static IReadOnlyList<ColumnProbe> Of(IReadOnlyList<ColumnProbe> columns)
    {
        var hasLogins = columns.Any(column => column.Emails * 2 > column.Filled);
        return [.. columns.Where(column => Headings.Fold(column.Name) is var name
            && !IsDayOf(column) && (Array.Exists(Words, word => name.Contains(word, StringComparison.Ordinal)) || (name == Clave && hasLogins && column.Position > 0)))];
    }
}
