namespace Estrella.Sources.Discovery;

/// <summary>Columns that hold passwords, by their names; a column taken for one by mistake only stays out.</summary>
internal static class SecretColumns
{
    private static readonly string[] Words = [.. new[] { "contrasena", "password", "passwd", "pwd", "senha", "secret" }.Select(Headings.Fold)];

    // A key as often as a password; in front of all others it is the key of the rows.
    private static readonly string Clave = Headings.Fold("clave");

    public static IReadOnlyList<ColumnProbe> Of(IReadOnlyList<ColumnProbe> columns)
    {
        var hasLogins = columns.Any(column => column.Emails * 2 > column.Filled);
        return [.. columns.Where(column => Headings.Fold(column.Name) is var name
            && (Array.Exists(Words, word => name.Contains(word, StringComparison.Ordinal)) || (name == Clave && hasLogins && column.Position > 0)))];
    }
}
