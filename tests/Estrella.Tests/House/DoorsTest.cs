using System.Text.RegularExpressions;
using Xunit;

namespace Estrella.Tests.House;

/// <summary>Doors open one way: a room uses Foundation, Entities, Ledger and the rooms before it on the road of a row.</summary>
public sealed partial class DoorsTest
{
    // The road of a row. What comes later knows what came before; a row never turns round.
    private static readonly string[] Road = ["Foundation", "Entities", "Ledger", "Sources", "Staging", "Core", "Star", "Mart", "Questions"];

    [Fact]
    public void Rooms_know_only_the_rooms_before_them()
    {
        var wrong = new List<string>();
        foreach (var (room, file, used) in Uses())
        {
            var isAllowed = room switch
            {
                // A run walks the whole road; nothing on the road knows of runs.
                "Runs" => true,
                // The generator keeps books that prove the pipeline: it may share nothing with it.
                "Generator" => used == "Generator",
                _ => Array.IndexOf(Road, used) >= 0 && Array.IndexOf(Road, used) <= Array.IndexOf(Road, room),
            };
            if (!isAllowed)
            {
                wrong.Add($"{file} uses {used}");
            }
        }
        Assert.Empty(wrong);
    }

    [Theory]
    // A schema reads only the one before it: the star is told by core, answers by star and mart.
    [InlineData("Star", "staging|mart")]
    [InlineData("Mart", "staging|core")]
    [InlineData("Questions", "staging|core")]
    public void SQL_names_only_the_schema_before_it(string room, string forbidden)
    {
        var names = new Regex($@"\b({forbidden})\.""?[a-z_]+", RegexOptions.None, TimeSpan.FromSeconds(1));
        var wrong = Directory.GetFiles(Path.Combine(Repository.Root, "src", "Estrella", room), "*.sql", SearchOption.AllDirectories)
            .Select(file => (file, found: names.Match(Regex.Replace(File.ReadAllText(file), "--.*", "", RegexOptions.None, TimeSpan.FromSeconds(1)))))
            .Where(each => each.found.Success)
            .Select(each => $"{Path.GetFileName(each.file)} names {each.found.Value}");
        Assert.Empty(wrong);
    }

    private static IEnumerable<(string Room, string File, string Used)> Uses()
    {
        var library = Path.Combine(Repository.Root, "src", "Estrella");
        foreach (var file in Directory.EnumerateFiles(library, "*.cs", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(library, file).Split(Path.DirectorySeparatorChar);
            if (path.Length < 2 || path[0] is "bin" or "obj")
            {
                continue;
            }
            foreach (Match use in Using().Matches(File.ReadAllText(file)))
            {
                yield return (path[0], string.Join('/', path), use.Groups[1].Value);
            }
        }
    }

    [GeneratedRegex(@"^using (?:static )?Estrella\.([A-Za-z]+)", RegexOptions.Multiline)]
    private static partial Regex Using();
}
