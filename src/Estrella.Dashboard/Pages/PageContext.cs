using Estrella.Dashboard.Reading;
using Estrella.Dashboard.Serving;
using Estrella.Dashboard.State;
using Estrella.Dashboard.Words;
using Estrella.Foundation;
using Estrella.Questions;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Estrella.Dashboard.Pages;

/// <summary>What all parts of one page share: its words, its numbers, its state, what it reads.</summary>
public sealed class PageContext(Shop shop, PageReading reading, IHttpContextAccessor accessor)
{
    private Task? loading;

    public Shop Shop => shop;

    public PageReading Reading => reading;

    public Preferences Preferences { get; } = Preferences.Of(accessor.HttpContext!.Request);

    public Vocabulary Words => Vocabulary.In(Preferences.Language);

    public NumberStyle Style { get; private set; } = null!;

    public PageState State { get; } = PageState.Of(accessor.HttpContext!.Request.Path, accessor.HttpContext.Request.Query.SelectMany(each => each.Value.Select(value => KeyValuePair.Create(each.Key, value))));

    public PageDays Days { get; private set; } = new(PageDays.DefaultPreset, default, null, false);

    /// <summary>The calendar's sales events, the newest first.</summary>
    public IReadOnlyList<SalesEvent> Events { get; private set; } = [];

    /// <summary>Null: nothing can be read; <see cref="Trouble"/> says why.</summary>
    public ShopNow? Now { get; private set; }

    public Trouble? Trouble { get; private set; }

    public CancellationToken Cancellation => accessor.HttpContext!.RequestAborted;

    /// <summary>Reads what every page needs, once.</summary>
    public Task LoadAsync() => loading ??= ReadAsync();

    /// <summary>Words of the address that stay from page to page: days, filters, how money is told.</summary>
    public string Link(string path) => State.On(path).Href;

    /// <summary>What is the server's trouble may be over a moment later: a page that tells of it is not kept.</summary>
    public void Meet(Trouble trouble)
    {
        if (trouble.Status >= StatusCodes.Status500InternalServerError)
            PageCache.Leave(accessor.HttpContext!);
    }

    /// <summary>An answer, or why there is none.</summary>
    public static async Task<(T? Answer, Trouble? Trouble)> TryAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return (await ask(), null);
        }
        catch (Exception failure) when (Trouble.Of(failure) is not null)
        {
            return (default, Trouble.Of(failure));
        }
    }

    private async Task ReadAsync()
    {
        Style = new NumberStyle(Words, ShopLocale.Of(shop.Settings, null, null, Words.Language));
        try
        {
            Now = await reading.NowAsync(Cancellation);
            Style = new NumberStyle(Words, ShopLocale.Of(shop.Settings, Now.Zone, Now.Currency, Words.Language));
            Events = await DimensionValues.EventsAsync(this);
            Days = PageDays.Of(State, Now.AsOf, Events);
        }
        catch (Exception failure) when (Trouble.Of(failure) is not null)
        {
            Trouble = Trouble.Of(failure);
        }
    }
}

/// <summary>Why something cannot be shown, and what to do about it.</summary>
/// <param name="Status">What an answer over HTTP says.</param>
public sealed record Trouble(int Status, string Key, string Message, string? Next)
{
    /// <summary>Null: a failure nobody expects.</summary>
    public static Trouble? Of(Exception failure) => failure switch
    {
        EstrellaException { ExitCode: ExitCode.WrongUsage } asked => new(StatusCodes.Status400BadRequest, "trouble.asked", asked.Message, asked.Next),
        EstrellaException { InnerException: PostgresException } broken => new(StatusCodes.Status500InternalServerError, "trouble.refused", broken.Message, broken.Next),
        EstrellaException missing => new(StatusCodes.Status422UnprocessableEntity, "trouble.missing", missing.Message, missing.Next),
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => new(StatusCodes.Status503ServiceUnavailable, "trouble.slow", "the query took too long", null),
        PostgresException refused => new(StatusCodes.Status500InternalServerError, "trouble.refused", $"{refused.MessageText} ({refused.SqlState})", refused.Hint),
        NpgsqlException unreachable => new(StatusCodes.Status503ServiceUnavailable, "trouble.unreachable", unreachable.InnerException?.Message ?? unreachable.Message, "estrella doctor"),
        _ => null,
    };
}
