using Estrella.Sources.Discovery;

namespace Estrella.Cli.Output;

/// <summary>Writes a profile: a page a file for people, one flat list for programs.</summary>
internal static class ProfileWriter
{
    static readonly string[] Heads = ["column", "kind", "filled", "missing", "distinct", "least", "most", "remarks"];

    public static void Write(Profile profile, string language, ResultFormat format, TextWriter to)
    {
        if (format is ResultFormat.Json or ResultFormat.Csv)
        {
            SheetWriter.Write(Flat(profile, language), format, to);
            return;
        }
        string Word(string word) => ProfileWords.Word(word, language);
        foreach (var file in profile.Files)
        {
            var taken = file.Entities.Length > 0 ? $"{Word("taken")} {file.Entities}" : Word("unknown");
            to.WriteLine(string.Format(ProfileWords.Culture(language), "{0}{1}: {2:N0} {3}, {4:N0} {5}; {6}", format == ResultFormat.Md ? "## " : "", file.Name, file.Rows, Word("rows"), file.Columns.Count, Word("columns"), taken));
            to.WriteLine();
            var sheet = new Sheet(
                [.. Heads.Select(Word)],
                [.. file.Columns.Select(column => new object?[]
                {
                    column.Name, Word(column.Kind), column.Filled, column.Missing, column.Distinct, column.Least, column.Most,
                    string.Join("; ", column.Findings.Select(finding => finding.Text(language))),
                })]);
            SheetWriter.Write(sheet, format, to);
            to.WriteLine();
            Lines(file.Findings.Concat(profile.Between.Where(finding => finding.File == file.Name)), language, to);
        }
        var all = profile.Between.Where(finding => finding.File is null).ToList();
        if (all.Count == 0)
            return;
        to.WriteLine($"{(format == ResultFormat.Md ? "## " : "")}{Word("between")}");
        to.WriteLine();
        Lines(all, language, to);
    }

    static void Lines(IEnumerable<Finding> findings, string language, TextWriter to)
    {
        foreach (var finding in findings)
            to.WriteLine(finding.Column is null ? $"- {finding.Text(language)}" : $"- {finding.Column}: {finding.Text(language)}");
        to.WriteLine();
    }

    static Sheet Flat(Profile profile, string language)
    {
        var rows = new List<object?[]>();
        foreach (var file in profile.Files)
        {
            rows.Add([file.Name, null, "file", file.Rows, null, null, null, null, file.Entities]);
            foreach (var column in file.Columns)
            {
                rows.Add([file.Name, column.Name, column.Kind, column.Filled, column.Missing, column.Distinct, column.Least, column.Most, null]);
                rows.AddRange(column.Findings.Select(finding => Row(finding, language)));
            }
            rows.AddRange(file.Findings.Select(finding => Row(finding, language)));
        }
        rows.AddRange(profile.Between.Select(finding => Row(finding, language)));
        return new Sheet(["file", "column", "what", "count", "missing", "distinct", "least", "most", "text"], rows);
    }

    static object?[] Row(Finding finding, string language) =>
        [finding.File, finding.Column, finding.Kind, finding.Values.OfType<long>().Select(count => (object?)count).FirstOrDefault(), null, null, null, null, finding.Text(language)];
}
