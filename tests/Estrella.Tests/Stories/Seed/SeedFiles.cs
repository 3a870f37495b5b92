using Xunit;

namespace Estrella.Tests.Stories.Seed;

/// <summary>Where the eleven real exports lie: beside the checkout, never in it.</summary>
public static class SeedFiles
{
    /// <summary>
    /// The folder, or a skip with its reason where a user's machine or a public workflow has none.
    /// Our own CI must have it: there its absence is a failure.
    /// </summary>
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data", "seed-ecommerce");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }
        var isPublic = Environment.GetEnvironmentVariable("GITHUB_ACTIONS") is { Length: > 0 };
        var isOurs = Environment.GetEnvironmentVariable("CI") == "true" && !isPublic;
        Assert.False(isOurs, "shared/data/seed-ecommerce must lie beside the checkout when CI=true");
        Assert.Skip("the eleven real exports (shared/data/seed-ecommerce beside the checkout) are not on this machine");
        return "";
    }
}
