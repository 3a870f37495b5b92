using System.Globalization;
using System.Text;

namespace Estrella.Tests.Stories.Histories;

/// <summary>Histories as folders of CSV files, one for each run, with a contract for each shop.</summary>
internal static class HistoryFolder
{
    public static void WriteContract(string project, string source, History history)
    {
        var text = new StringBuilder($$"""
            contract: 1
            source: {{source}}
            zone: America/Argentina/Buenos_Aires
            currency: ARS
            prices_include_tax: false
            read: { encoding: utf-8, delimiter: ",", decimal: ".", dates: yyyy-MM-dd HH:mm }
            exports:

            """);
        foreach (var export in history.Exports)
        {
            var holds = export.Holds switch { Holding.All => "all", Holding.Changes => "changes", _ => $"all within {ShopFields.Day[export.Entity]}" };
            text.AppendLine($$"""
                  {{export.Entity}}s:
                    files: "{{source}}_{{export.Entity}}_{{(export.IsDated ? "{as_of:yyyyMMdd}" : "")}}*.csv"
                    holds: {{holds}}
                {{(export.HasGone ? "    deleted_when: { gone: yes }" : "")}}
                    {{export.Entity}}: { id: id, {{(export.HasChanged ? "changed_at: changed, " : "")}}{{string.Join(", ", ShopFields.Of[export.Entity].Select(field => $"{field}: {field}"))}} }
                """);
        }
        Directory.CreateDirectory(Path.Combine(project, "sources"));
        File.WriteAllText(Path.Combine(project, "sources", $"{source}.yml"), text.ToString());
    }

    public static void WriteFiles(string folder, string source, History history, Func<ShopFile, bool> which)
    {
        foreach (var file in history.Files.Where(which))
            File.WriteAllText(Path.Combine(folder, $"{source}_{file.Name}.csv"), Csv(history.Export(file.Entity), file));
    }

    public static string Csv(ExportPlan export, ShopFile file)
    {
        var fields = ShopFields.Of[file.Entity];
        var text = new StringBuilder().AppendJoin(',', Cells("id", export.HasChanged ? "changed" : null, export.HasGone ? "gone" : null, fields)).Append('\n');
        foreach (var row in file.Rows)
        {
            var cells = fields.Select(field => row.Cells[field] ?? "").ToArray();
            text.AppendJoin(',', Cells(row.Id, Text(row.ChangedAt), export.HasGone ? row.IsGone ? "yes" : "no" : null, cells)).Append(row.IsUnreadable ? ",one cell too many" : "").Append('\n');
        }
        return text.ToString();
    }

    /// <summary>The history as a person reads it: what each export holds, and what came in which run.</summary>
    public static string Describe(History history)
    {
        var text = new StringBuilder();
        foreach (var file in history.Files.OrderBy(file => file.Runs[0]).ThenBy(file => file.Name, StringComparer.Ordinal))
        {
            var export = history.Export(file.Entity);
            text.Append(CultureInfo.InvariantCulture, $"run {string.Join(", ", file.Runs)}: {file.Name} as of {(file.AsOf is { } day ? $"{day:yyyy-MM-dd}" : "nothing")}, holds {export.Holds}\n");
            text.AppendJoin('\n', Csv(export, file).TrimEnd().Split('\n').Select(line => "    " + line)).Append('\n');
        }
        return text.ToString();
    }

    private static IEnumerable<string> Cells(string id, string? changed, string? gone, string[] fields) =>
        [id, .. changed is null ? (string[])[] : [changed], .. gone is null ? (string[])[] : [gone], .. fields];

    private static string? Text(DateTime? time) => time?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
