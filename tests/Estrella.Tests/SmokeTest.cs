using Xunit;

namespace Estrella.Tests;

public class SmokeTest
{
    [Fact]
    public void Skeleton_builds() => Assert.True(typeof(SmokeTest).Assembly is not null);
}
