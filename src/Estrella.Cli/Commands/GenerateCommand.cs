using System.CommandLine;
using System.Globalization;
using Estrella.Cli.CommandLine;
using Estrella.Cli.Output;
using Estrella.Foundation;
using Estrella.Generator;

namespace Estrella.Cli.Commands;

/// <summary>Makes a shop's exports and its books.</summary>
internal sealed class GenerateCommand : Verb
{
    readonly Argument<string> folder = new("DIR") { Description = "where the exports go; made if it is not there" };

    readonly Option<int> orders = new("--orders")
    {
        HelpName = "N",
        Description = "how many orders, 10 or more (default: 5000)",
        DefaultValueFactory = _ => 5000,
    };

    readonly Option<int> seed = new("--seed")
    {
        HelpName = "S",
        Description = "the same seed gives the same files, byte for byte (default: 42)",
        DefaultValueFactory = _ => 42,
    };

    readonly Option<double> dirt = new("--dirt")
    {
        HelpName = "RATIO",
        Description = "defects planted a row, 0 to 0.2; the books say which (default: 0)",
    };

    public GenerateCommand()
        : base(
            "generate",
            "make a shop's exports of any size, with its books: the true answers",
            [
                new("estrella generate shop/data --orders 5000 --seed 42", "CSV exports of two years, and books/ with the true answers"),
                new("estrella generate big --orders 1000000 --seed 7", "a million orders, in bounded memory"),
                new("estrella generate dirty --orders 2000 --seed 3 --dirt 0.01", "one row in a hundred spoilt in a known way"),
            ])
    {
        Add(folder);
        Add(orders);
        Add(seed);
        Add(dirt);
        orders.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var count) && count < 10)
                result.AddError($"--orders is {token.Value}, expected 10 or more");
        });
        dirt.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio) && ratio is < 0 or > 0.2)
                result.AddError($"--dirt is {token.Value}, expected a ratio from 0 to 0.2");
        });
    }

    protected override Task<int> RunAsync(Call call, CancellationToken cancellation)
    {
        var named = call.Value(folder)!;
        var directory = Path.GetFullPath(named);
        if (Directory.Exists(directory) && Directory.EnumerateFiles(directory, "*.csv").Any())
        {
            throw new EstrellaException(
                ExitCode.WrongUsage,
                $"{directory} holds CSV files already",
                "name a new or empty folder: two shops in one folder could not be told apart");
        }
        var shop = ShopGenerator.Write(
            new GeneratorOptions(directory, call.Value(orders), call.Value(seed), call.Value(dirt)),
            new Momentary(call.Conversation),
            cancellation);
        SheetWriter.Write(
            new Sheet(["file", "rows", "bytes"], [.. shop.Files.Select(file => new object?[] { file.Name, file.Rows, file.Bytes })]),
            call.Format,
            call.Results);
        call.Conversation.Say($"{shop.Orders:N0} orders from {shop.FirstDay:yyyy-MM-dd} to {shop.LastDay:yyyy-MM-dd}, {shop.Customers:N0} customers, {shop.Defects:N0} defects planted; books in {shop.BooksDirectory}");
        call.Conversation.Say($"next: estrella run {named}");
        return Task.FromResult(ExitCode.Done);
    }
}
