using Estrella.Cli.CommandLine;
using Estrella.Cli.Output;
using Estrella.Runs;

namespace Estrella.Cli.Commands;

/// <summary>What the contracts expect, as run and status tell it.</summary>
internal static class ExpectedExports
{
    public static Task<IReadOnlyList<ExpectedExport>> ReadAsync(Call call, string connectionString, CancellationToken cancellation) =>
        Expected.OfAsync(connectionString, call.Settings, TimeProvider.System, cancellation);

    /// <summary>Says which exports did not come; true where any did not.</summary>
    public static async Task<bool> LateAsync(Call call, string connectionString, CancellationToken cancellation)
    {
        var late = (await ReadAsync(call, connectionString, cancellation)).Where(each => each.IsLate).ToList();
        foreach (var each in late)
            call.Conversation.Warn(each.Message);
        return late.Count > 0;
    }

    public static Sheet Sheet(IReadOnlyList<ExpectedExport> exports) => new(
        ["source", "export", "expects", "state", "due_at", "last_at", "rows", "message"],
        [.. exports.Select(each => new object?[] { each.Source, each.Export, each.Expects, each.State, each.DueAt, each.LastAt, each.Rows, each.Message })])
    {
        WhenEmpty = "no contract says what it expects",
    };
}
