using System.CommandLine;
using System.Net;
using Estrella.Cli.CommandLine;
using Estrella.Dashboard.Serving;
using Estrella.Foundation;

namespace Estrella.Cli.Commands;

/// <summary>The dashboard in a browser.</summary>
internal sealed class ServeCommand : Verb
{
    readonly Option<int> port = new("--port")
    {
        HelpName = "N",
        Description = $"the port (default: {ServeOptions.DefaultPort}; 0: any that is free)",
        DefaultValueFactory = _ => ServeOptions.DefaultPort,
    };

    readonly Option<string?> listen = new("--listen")
    {
        HelpName = "ADDRESS",
        Description = "the address to listen on (default: 127.0.0.1); any that other machines reach demands users in estrella.yml",
    };

    readonly Option<bool> login = new("--login") { Description = "demand a login on this machine's own address, too: for a proxy in front of it" };

    readonly Option<string?> role = new("--role")
    {
        HelpName = "ROLE",
        Description = $"the database role pages read with, made where it is not there (default: {ServeOptions.DefaultRole})",
    };

    public ServeCommand()
        : base(
            "serve",
            "the dashboard in a browser, and the questions over HTTP",
            [
                new("estrella serve", $"http://127.0.0.1:{ServeOptions.DefaultPort}, for this machine only"),
                new("estrella serve --port 0", "any free port; its address is printed"),
                new("estrella serve --listen 0.0.0.0", "for others, who sign in"),
                new("estrella password ana", "the line for estrella.yml that lets ana sign in"),
            ],
            ExitCode.DecisionMissing,
            ExitCode.NoDatabase)
    {
        listen.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !IPAddress.TryParse(token.Value, out _))
                result.AddError($"--listen is '{token.Value}', expected an address such as 127.0.0.1, 0.0.0.0 or ::1");
        });
        Add(listen);
        Add(login);
        Add(port);
        Add(role);
    }

    public override string WhenCancelled => "no longer serving";

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellation)
    {
        var options = new ServeOptions(call.Settings, await call.PublishedDatabaseAsync(cancellation))
        {
            Address = call.Value(listen) is { } address ? IPAddress.Parse(address) : IPAddress.Loopback,
            DemandsLogin = call.Value(login),
            Port = call.Value(port),
            Role = call.Value(role) ?? ServeOptions.DefaultRole,
        };
        await using var server = await DashboardServer.StartAsync(options, cancellation);
        call.Results.WriteLine(server.Address.ToString().TrimEnd('/'));
        call.Conversation.Say("open it in a browser; Ctrl-C ends it");
        if (!IPAddress.IsLoopback(options.Address))
            call.Conversation.Warn("passwords travel as they are typed: put a proxy with a certificate in front of it");
        await server.WaitAsync(cancellation);
        return ExitCode.Done;
    }
}
