using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Estrella.Cli.CommandLine;
using Estrella.Cli.Output;
using Estrella.Foundation;
using Estrella.Runs;

namespace Estrella.Cli.Commands;

/// <summary>The main job: a folder of exports becomes the published star.</summary>
internal sealed class RunCommand : Verb
{
    readonly Argument<string?> folder = new("DIR")
    {
        Description = "the exports; only read (default: the data folder of estrella.yml)",
        Arity = ArgumentArity.ZeroOrOne,
    };

    readonly Option<string?> asOf = new("--as-of")
    {
        HelpName = "DAY",
        Description = "the day the exports speak for, where neither their name nor their contract says it",
    };

    readonly Option<bool> noWait = new("--no-wait") { Description = "end with 7 when another run holds the lock, instead of waiting" };

    public RunCommand()
        : base(
            "run",
            "read, validate, unify, build, check and publish a folder of exports",
            [
                new("estrella run exports/", "each row is accounted for; the same folder again changes nothing"),
                new("estrella run", "the data folder of the project"),
                new("estrella run exports/ --as-of 2024-06-30", "exports that carry no date"),
                new("estrella run exports/ --quiet --no-wait", "every night, from cron"),
            ],
            ExitCode.TooManyRowsKeptOut,
            ExitCode.DecisionMissing,
            ExitCode.TotalsDiffer,
            ExitCode.NoDatabase,
            ExitCode.LockHeld)
    {
        Add(folder);
        Add(asOf);
        Add(noWait);
        asOf.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Day(token.Value) is null)
                result.AddError($"--as-of is '{token.Value}', expected a day such as 2024-06-30");
        });
    }

    public override string WhenCancelled => "cancelled; nothing was published";

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var options = For(call, call.Value(folder), await call.DatabaseAsync(cancellation)) with
        {
            AsOf = call.Value(asOf) is { } text ? Moment(Day(text)!.Value, call.Settings) : null,
            NoWait = call.Value(noWait),
        };
        var report = await RunPipeline.RunAsync(options, new RunConversation(call.Conversation), cancellation);
        Tell(call, report, clock.Elapsed);
        return ExitCode.Done;
    }

    /// <summary>A run of a folder, of the project's own when none is named.</summary>
    /// <exception cref="EstrellaException">Exit code 2: there is no such folder.</exception>
    public static RunOptions For(Call call, string? named, string connectionString)
    {
        var directory = named is null ? call.Settings.DataFolder : Path.GetFullPath(named);
        if (!Directory.Exists(directory))
        {
            throw new EstrellaException(
                ExitCode.WrongUsage,
                named is null ? $"no folder of exports was named, and the project has no {directory}" : $"{directory}: there is no such folder",
                $"name the folder of the exports: {Process} DIR");
        }
        return new RunOptions(call.Settings, connectionString, directory) { Command = $"{Process} {named ?? ""}".TrimEnd() };
    }

    const string Process = "estrella run";

    public static void Tell(Call call, RunReport report, TimeSpan took)
    {
        RunReportWriter.Write(report, call.Format, call.Results);
        foreach (var step in report.Steps)
            call.Conversation.Detail($"{step.Name}: {SheetWriter.Duration(step.Duration)}");
        call.Conversation.Say($"{report.Message} ({SheetWriter.Duration(took)})");
        if (report.Next.Length > 0)
            call.Conversation.Say($"next: {report.Next}");
    }

    static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    // A date means the start of that day in the shop's zone.
    static DateTime Moment(DateOnly day, Settings settings) =>
        TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), TimeZoneInfo.FindSystemTimeZoneById(settings.Zone ?? "UTC"));
}
