using System.CommandLine;
using Estrella.Cli.CommandLine;
using Estrella.Foundation;

namespace Estrella.Cli.Commands;

/// <summary>Makes a project's folder.</summary>
internal sealed class InitCommand : Verb
{
    readonly Argument<string> folder = new("DIR") { Description = "the new project's folder; made if it is not there" };

    public InitCommand()
        : base(
            "init",
            "make a project folder: estrella.yml, sources/, data/, questions/",
            [
                new("estrella init shop", "shop/estrella.yml and its folders; overwrites nothing"),
                new("estrella run exports/ --project shop", "reads exports that lie elsewhere into that project"),
            ]) =>
        Add(folder);

    protected override Task<int> RunAsync(Call call, CancellationToken cancellation)
    {
        var project = Path.GetFullPath(call.Value(folder)!);
        var written = ProjectFolder.Make(project);
        foreach (var path in written)
            call.Results.WriteLine(Path.Combine(call.Value(folder)!, path));
        call.Conversation.Say($"next: put the exports into {Path.Combine(project, "data")}, then: estrella run --project {call.Value(folder)}");
        return Task.FromResult(ExitCode.Done);
    }
}
