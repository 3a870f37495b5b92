using System.CommandLine;
using System.Text;
using Estrella.Cli.CommandLine;
using Estrella.Dashboard.Serving;
using Estrella.Foundation;

namespace Estrella.Cli.Commands;

/// <summary>Makes the hash of a password; the password itself is kept nowhere.</summary>
internal sealed class PasswordCommand : Verb
{
    const int Shortest = 10;

    readonly Argument<string> user = new("NAME") { Description = "who signs in with it" };

    public PasswordCommand()
        : base(
            "password",
            "make the hash of a password, for users in estrella.yml",
            [
                new("estrella password ana", "asks for it, or reads it from stdin, and prints the line for estrella.yml"),
            ]) =>
        Add(user);

    protected override Task<int> RunAsync(Call call, CancellationToken cancellation)
    {
        var password = Console.IsInputRedirected ? Console.In.ReadLine() ?? "" : Typed(call);
        if (password.Length < Shortest)
            throw new EstrellaException(ExitCode.WrongUsage, $"the password has {password.Length} letters, expected at least {Shortest}", "choose a longer one");
        call.Results.WriteLine($"users: {{ {call.Value(user)}: {SignIn.Hash(call.Value(user)!, password)} }}");
        return Task.FromResult(ExitCode.Done);
    }

    static string Typed(Call call)
    {
        call.Conversation.Say("password (not shown):");
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace)
                typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar))
                typed.Append(key.KeyChar);
        }
        return typed.ToString();
    }
}
