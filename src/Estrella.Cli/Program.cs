using System.CommandLine;
using System.Text;
using Estrella.Cli.CommandLine;

// Line ends and letters are the same on every system: results are read by programs.
Console.Out.NewLine = "\n";
Console.Error.NewLine = "\n";
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

var parsing = new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null };
return await Outcome.OfAsync(CommandTree.Build().Parse(args, parsing));
