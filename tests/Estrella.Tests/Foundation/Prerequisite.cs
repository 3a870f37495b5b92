using Xunit;

namespace Estrella.Tests.Foundation;

/// <summary>What a test needs and a laptop may lack: there it is skipped, with the reason; in CI it fails.</summary>
internal static class Prerequisite
{
    public static bool IsCi => Environment.GetEnvironmentVariable("CI") == "true";

    public static void Need(bool given, string what)
    {
        if (given)
            return;
        if (IsCi)
            Assert.Fail($"CI must have {what}");
        Assert.Skip($"needs {what}");
    }
}
