using Estrella.Dashboard.Reading;
using Estrella.Questions;
using Xunit;

namespace Estrella.Tests.Dashboard;

/// <summary>What many readers ask at one moment is asked once; whoever gives up spoils nothing for the others.</summary>
public sealed class AnswerCacheTest
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Readers_of_one_moment_share_one_asking()
    {
        var cache = new AnswerCache();
        var (asked, gate) = (0, new TaskCompletionSource());
        var readers = Enumerable.Range(0, 20).Select(_ => cache.GetAsync("run 1 revenue", AskAsync, Cancellation)).ToList();
        gate.SetResult();
        var answers = await Task.WhenAll(readers);
        Assert.Equal(1, asked);
        Assert.All(answers, answer => Assert.Same(answers[0], answer));
        Assert.Same(answers[0], await cache.GetAsync("run 1 revenue", AskAsync, Cancellation));
        Assert.Equal(1, asked);
        await cache.GetAsync("run 2 revenue", AskAsync, Cancellation);
        Assert.Equal(2, asked);

        async Task<Answer> AskAsync()
        {
            asked++;
            await gate.Task;
            return Empty();
        }
    }

    [Fact]
    public async Task A_reader_who_waits_asks_himself_when_the_first_one_went_away()
    {
        var cache = new AnswerCache();
        var gate = new TaskCompletionSource<Answer>();
        var first = cache.GetAsync("revenue", () => gate.Task, Cancellation);
        var second = cache.GetAsync("revenue", () => Task.FromResult(Empty()), Cancellation);
        Assert.False(second.IsCompleted);
        gate.SetException(new OperationCanceledException("the page was closed"));
        await Assert.ThrowsAsync<OperationCanceledException>(() => first);
        Assert.Empty((await second).Rows);
    }

    [Fact]
    public async Task A_reader_who_goes_away_does_not_wait_for_the_others()
    {
        var cache = new AnswerCache();
        var gate = new TaskCompletionSource<Answer>();
        var first = cache.GetAsync("revenue", () => gate.Task, Cancellation);
        using var closed = new CancellationTokenSource();
        var second = cache.GetAsync("revenue", () => gate.Task, closed.Token);
        await closed.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        gate.SetResult(Empty());
        Assert.Empty((await first).Rows);
    }

    private static Answer Empty() => new(QuestionCatalog.Load(null).Get("revenue"), [], [], new Coverage(), [], 2);
}
