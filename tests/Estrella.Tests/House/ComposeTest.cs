using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Estrella.Tests.House;

/// <summary>compose.yaml as far as it can be judged without a container engine.</summary>
public partial class ComposeTest
{
    static readonly YamlMappingNode Services = (YamlMappingNode)Load("compose.yaml")["services"];

    [Fact]
    public void Postgres_18_keeps_its_data_where_its_image_looks_for_it()
    {
        Assert.Equal("postgres:18", Text(Services["postgres"]["image"]));
        Assert.Contains("postgres:/var/lib/postgresql", Texts(Services["postgres"]["volumes"]));
    }

    [Fact]
    public void Nothing_listens_beyond_this_machine() =>
        Assert.All(
            Services.Children.Values.OfType<YamlMappingNode>().Where(service => service.Children.ContainsKey("ports")).SelectMany(service => Texts(service["ports"])),
            port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));

    [Fact]
    public void Passwords_come_from_the_environment_and_must_be_chosen()
    {
        var secrets = Values(Services).Where(entry => entry.Key.Contains("PASSWORD", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(secrets);
        Assert.All(secrets, entry => Assert.Matches(@"^\$\{[A-Z_]+:\?", entry.Value));
        foreach (var line in Repository.Read(".env.example").Split('\n').Where(line => line.Contains("PASSWORD=", StringComparison.Ordinal)))
            Assert.EndsWith("=", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_variable_stands_in_the_example()
    {
        var example = Repository.Read(".env.example");
        foreach (var name in Variable().Matches(Repository.Read("compose.yaml")).Select(match => match.Groups["name"].Value).Distinct())
            Assert.Matches($"(?m)^{name}=", example);
    }

    [Fact]
    public void PgAdmin_is_registered_to_the_server_that_compose_starts()
    {
        using var servers = JsonDocument.Parse(Repository.Read("docker/servers.json"));
        var server = servers.RootElement.GetProperty("Servers").GetProperty("1");
        var postgres = (YamlMappingNode)Services["postgres"]["environment"];
        Assert.Equal("postgres", server.GetProperty("Host").GetString());
        Assert.Equal(Text(postgres["POSTGRES_USER"]), server.GetProperty("Username").GetString());
        Assert.Equal(Text(postgres["POSTGRES_DB"]), server.GetProperty("MaintenanceDB").GetString());
        var passfile = server.GetProperty("PassFile").GetString()!;
        Assert.Contains(Texts(Services["pgadmin"]["entrypoint"]), line => line.Contains($"> {passfile}", StringComparison.Ordinal));
        Assert.Contains("./docker/servers.json:/pgadmin4/servers.json:ro", Texts(Services["pgadmin"]["volumes"]));
    }

    [Fact]
    public void The_workflow_calls_ci_and_nothing_else_builds()
    {
        var steps = (YamlSequenceNode)Load(".github/workflows/ci.yml")["jobs"]["run"]["steps"];
        var commands = steps.OfType<YamlMappingNode>().Where(step => step.Children.ContainsKey("run")).Select(step => Text(step["run"])).ToList();
        Assert.StartsWith("bash .ci/run", commands[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(commands, command => command.Contains("dotnet ", StringComparison.Ordinal));
    }

    static YamlMappingNode Load(string file)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Repository.Read(file)));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    static string Text(YamlNode node) => ((YamlScalarNode)node).Value ?? "";

    static IEnumerable<string> Texts(YamlNode node) => ((YamlSequenceNode)node).Select(Text);

    static IEnumerable<(string Key, string Value)> Values(YamlMappingNode node) => node.Children.SelectMany(entry => entry.Value switch
    {
        YamlMappingNode below => Values(below),
        YamlScalarNode value => [(Text(entry.Key), value.Value ?? "")],
        _ => [],
    });

    [GeneratedRegex(@"(?<!\$)\$\{(?<name>[A-Z_]+)")]
    private static partial Regex Variable();
}
