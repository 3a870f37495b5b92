using Estrella.Bench;

// Whole processes, in turn, on one server; results as ratios, so that a machine that is busy or slow changes little.
const string Usage = """
    usage: dotnet run -c Release --project bench/Estrella.Bench -- first|increments|readers [options]

      first        a first load beside the script of somebody who knows PostgreSQL well (bench/psql)
      increments   a small export of changes on a history of 1, 4 and 16 times --orders
      readers      the dashboard: first views, and --readers people clicking through it while a run publishes

      --orders N   orders of the shop (default: 100000; of increments the smallest history, default 12000)
      --rounds N   counted rounds after one that is not (default: 3)
      --readers N  at the same time (default: 50), for --seconds N (default: 60)
      --seed S     of the generated exports (default: 5)
      --folder F   where exports and the server lie (default: the system's temporary folder)
      --results F  where the result is written (default: bench/results)
    """;

var options = new Dictionary<string, string>(StringComparer.Ordinal);
for (var at = 1; at + 1 < args.Length; at += 2)
    options[args[at]] = args[at + 1];
string Option(string name, string otherwise) => options.TryGetValue(name, out var given) ? given : otherwise;
int Number(string name, int otherwise) => int.Parse(Option(name, $"{otherwise}"), System.Globalization.CultureInfo.InvariantCulture);

if (args.Length == 0 || args[0] is not ("first" or "increments" or "readers"))
{
    Console.Error.WriteLine(Usage);
    return 2;
}
var place = new Place(Option("--folder", Path.Combine(Path.GetTempPath(), "estrella-bench")), Number("--seed", 5));
var results = Option("--results", Path.Combine("bench", "results"));
var rounds = Number("--rounds", 3);
return args[0] switch
{
    "first" => await FirstLoad.RunAsync(place, Number("--orders", 100_000), rounds, results),
    "increments" => await Increments.RunAsync(place, Number("--orders", 12_000), rounds, results),
    _ => await Readers.RunAsync(place, Number("--orders", 100_000), Number("--readers", 50), Number("--seconds", 60), results),
};
