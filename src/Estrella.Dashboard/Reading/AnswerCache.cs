using Estrella.Questions;

namespace Estrella.Dashboard.Reading;

/// <summary>
/// Answers by the run that published what they rest on: until another run publishes, the same question has the same
/// answer. Bounded by cells; what was asked longest ago goes first. What several readers ask at the same moment, as after a
/// run, is asked once.
/// </summary>
internal sealed class AnswerCache(int cells = 2_000_000)
{
    private readonly Lock door = new();
    private readonly RecentlyUsed<Answer> known = new(cells, Size);
    private readonly Dictionary<string, TaskCompletionSource<Answer?>> asked = [];

    /// <summary>The answer that is kept, or that somebody is asking for already, or the one of <paramref name="ask"/>.</summary>
    public async Task<Answer> GetAsync(string key, Func<Task<Answer>> ask, CancellationToken cancellation)
    {
        while (true)
        {
            TaskCompletionSource<Answer?>? other;
            var own = new TaskCompletionSource<Answer?>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (door)
            {
                if (known.Find(key) is { } kept)
                    return kept;
                if (!asked.TryGetValue(key, out other))
                    asked[key] = own;
            }
            if (other is not null)
            {
                if (await other.Task.WaitAsync(cancellation) is { } theirs)
                    return theirs;
                // Theirs failed, perhaps only because they went away.
                continue;
            }
            Answer? answer = null;
            try
            {
                answer = await ask();
                known.Keep(key, answer);
                return answer;
            }
            finally
            {
                lock (door)
                    asked.Remove(key);
                own.SetResult(answer);
            }
        }
    }

    private static long Size(Answer answer) => 100 + (long)answer.Rows.Count * answer.Columns.Count;
}
