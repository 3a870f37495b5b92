using Estrella.Foundation;

namespace Estrella.Sources.Discovery;

/// <summary>All tables of a folder and those below it, those that are one put together, and what else lies there.</summary>
/// <param name="Files">Files that are no table, or a damaged one, with the reason.</param>
/// <param name="Bytes">Read of all files, as they lie on disk.</param>
internal sealed record FolderProbe(IReadOnlyList<ProbedFile> Tables, IReadOnlyList<UnmatchedFile> Files, long Bytes)
{
    /// <param name="progress">Told of each file before it is read.</param>
    /// <param name="known">Full paths of files a contract takes: they are not looked at.</param>
    public static FolderProbe Look(string directory, Action<string>? progress, CancellationToken cancellation, IReadOnlySet<string>? known = null)
    {
        var left = new List<UnmatchedFile>();
        var glances = new List<TableGlance>();
        var tables = new List<ProbedFile>();
        var room = new DistinctRoom(DistinctRoom.OfFolder);
        long bytes = 0;
        foreach (var path in Directory.EnumerateFiles(directory, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden }).Order(StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            var name = Path.GetRelativePath(directory, path).Replace('\\', '/');
            if (known?.Contains(Path.GetFullPath(path)) == true)
                continue;
            if (!TableFile.IsTableName(name))
            {
                if (TableFile.WhyLeft(name) is { } why)
                    left.Add(new UnmatchedFile(path, name, why));
                continue;
            }
            progress?.Invoke(name);
            Try(path, name, () =>
            {
                foreach (var table in TableFile.Of(path, name).Where(table => !table.IsHidden))
                    Try(path, table.Name, () => glances.Add(TableGlance.Of(table)));
            });
        }
        foreach (var group in TableGroups.Of(glances))
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Invoke(group[0].Table.Name);
            Try(group[0].Table.FullPath, group[0].Table.Name, () => tables.Add(FileProbe.Look(group, room)));
            bytes += group.Select(glance => glance.Table.FullPath).Distinct().Sum(path => new FileInfo(path).Length);
        }
        return new FolderProbe(Named(tables), left, bytes);

        void Try(string path, string name, Action look)
        {
            try
            {
                look();
            }
            catch (EstrellaException unreadable) when (unreadable.ExitCode == ExitCode.DecisionMissing)
            {
                left.Add(new UnmatchedFile(path, name, unreadable.Message));
            }
        }
    }

    /// <summary>Exports go by the names of their files: the folder, and then a number, tells those of one name apart.</summary>
    private static IReadOnlyList<ProbedFile> Named(IReadOnlyList<ProbedFile> tables)
    {
        var words = new HashSet<string>();
        return [.. tables.Select(table =>
        {
            var title = words.Contains(FileNames.Word(table.Title)) ? $"{Path.GetDirectoryName(table.Table.File)?.Replace('/', ' ')} {table.Title}".Trim() : table.Title;
            for (var number = 2; !words.Add(FileNames.Word(title)); number++)
                title = $"{table.Title} {number}";
            return table with { Title = title };
        })];
    }
}
