using Estrella.Dashboard.Pages;
using Estrella.Dashboard.Reading;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Estrella.Dashboard.Serving;

/// <summary>
/// The figures of every page, as one finds it before choosing anything, are asked for when the server starts
/// and when a run has ended: who comes first does not wait for them.
/// </summary>
internal sealed class FirstViews(PageCache pages, IServiceScopeFactory scopes) : IAsyncDisposable
{
    /// <summary>A run's figures may be looked for this late: a run takes longer.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    /// <summary>A question of a large shop may take longer than a reader would wait.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    // Data health as well: whoever reads contracts and ledger first waits until that is compiled.
    private static readonly IReadOnlyList<(string Path, Func<PageContext, Task> ReadAsync)> Pages =
    [
        .. PagePlan.All.Select(plan => (plan.Path, (Func<PageContext, Task>)(page => PageModel.ReadAsync(plan, page)))),
        ("/data", page => PageContext.TryAsync(() => DataModel.ReadAsync(page))),
    ];

    private readonly CancellationTokenSource end = new();
    private Task preparing = Task.CompletedTask;

    /// <summary>The last published run whose first views are at hand; null: none yet.</summary>
    public long? Run { get; private set; }

    public void Begin() => preparing = Task.Run(PrepareAsync);

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await preparing;
        end.Dispose();
    }

    private async Task PrepareAsync()
    {
        string? known = null;
        try
        {
            while (true)
            {
                try
                {
                    var ledger = await pages.LedgerAsync(end.Token);
                    if (ledger != known)
                    {
                        known = ledger;
                        Run = await AskAsync() ?? Run;
                    }
                }
                catch (Exception failure) when (!end.IsCancellationRequested)
                {
                    // The pages say it themselves; the database may be back a moment later.
                    System.Diagnostics.Trace.TraceWarning($"first views could not be prepared: {failure.Message}");
                    if (failure is NpgsqlException)
                        known = null;
                }
                await Task.Delay(Pause, end.Token);
            }
        }
        catch (Exception) when (end.IsCancellationRequested)
        {
            // The server ends.
        }
    }

    /// <summary>The run the figures are of; null: there are none.</summary>
    private async Task<long?> AskAsync()
    {
        long? run = null;
        foreach (var (path, readAsync) in Pages)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<PageReading>().Patience = Patience;
            // A reader without a choice of his own: answers are the same in every language.
            scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext =
                new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = end.Token, Request = { Path = path } };
            var page = scope.ServiceProvider.GetRequiredService<PageContext>();
            await page.LoadAsync();
            if (page.Trouble is not null)
                return null;
            await readAsync(page);
            run = page.Now?.Run;
        }
        return run;
    }
}
