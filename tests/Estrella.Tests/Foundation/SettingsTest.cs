using Estrella.Foundation;
using Xunit;

namespace Estrella.Tests.Foundation;

public class SettingsTest
{
    const string Whole = """
        estrella: 1
        shop: Tienda del Sur
        zone: America/Argentina/Buenos_Aires
        currency: ARS
        week: sunday
        language: es
        data: exports/
        terms: USD:blue
        budget: { rows: 500, ratio: 0.5 % }
        publish_wait: 30 s
        locale: es-MX
        identity:
          customer: [email, phone]
        authority:
          customer.country: [erp, crm]
        database: ${SHOP_DB}
        """;

    [Fact]
    public void Every_key_is_read()
    {
        using var folder = new TemporaryFolder();
        folder.Write("estrella.yml", Whole);
        var settings = Settings.Load(folder.Path, name => name == "SHOP_DB" ? "Host=db" : null);
        Assert.Equal("Tienda del Sur", settings.Shop);
        Assert.Equal("America/Argentina/Buenos_Aires", settings.Zone);
        Assert.Equal("ARS", settings.Currency);
        Assert.Equal(DayOfWeek.Sunday, settings.Week);
        Assert.Equal("es", settings.Language);
        Assert.Equal(Path.Combine(folder.Path, "exports"), settings.DataFolder);
        Assert.Equal("USD:blue", settings.Terms);
        Assert.Equal(new ErrorBudget(500, 0.005m), settings.Budget);
        Assert.Equal(TimeSpan.FromSeconds(30), settings.PublishWait);
        Assert.Equal("es-MX", settings.Locale);
        Assert.Equal(["email", "phone"], settings.Identity["customer"]);
        Assert.Equal(["erp", "crm"], settings.Authority["customer.country"]);
        Assert.Equal("Host=db", settings.Database);
    }

    [Fact]
    public void A_database_whose_variable_is_not_set_is_the_embedded_one()
    {
        using var folder = new TemporaryFolder();
        folder.Write("estrella.yml", Whole);
        Assert.Null(Settings.Load(folder.Path, _ => null).Database);
    }

    [Fact]
    public void A_variable_within_a_value_must_be_set()
    {
        using var folder = new TemporaryFolder();
        folder.Write("estrella.yml", "estrella: 1\ndatabase: Host=db;Password=${SHOP_PASSWORD}\n");
        var failure = Assert.Throws<EstrellaException>(() => Settings.Load(folder.Path, _ => null));
        Assert.Equal("estrella.yml:2:11: database: the environment variable SHOP_PASSWORD is not set", failure.Message);
        Assert.Equal("Host=db;Password=x", Settings.Load(folder.Path, _ => "x").Database);
    }

    [Fact]
    public void Everything_wrong_is_said_at_once_with_line_and_column()
    {
        using var folder = new TemporaryFolder();
        folder.Write("estrella.yml", "estrella: 2\ncurrncy: ARS\nzone: Mars/Olympus\nbudget: { row: 5, ratio: 200 % }\n");
        var failure = Assert.Throws<EstrellaException>(() => Settings.Load(folder.Path, _ => null));
        Assert.Equal(2, failure.ExitCode);
        Assert.Equal(
            [
                "estrella.yml:1:11: estrella is '2', expected 1: the version of this format",
                "estrella.yml:2:1: unknown key 'currncy'; did you mean 'currency'?",
                "estrella.yml:3:7: zone is 'Mars/Olympus', expected a time zone such as America/Argentina/Buenos_Aires",
                "estrella.yml:4:11: unknown key 'row'; did you mean 'rows'?",
                "estrella.yml:4:26: ratio is '200 %', expected a share of at most 100 %",
            ],
            failure.Message.Split('\n'));
    }

    [Theory]
    [InlineData("estrella: [1", "not YAML")]
    [InlineData("", "expected settings")]
    [InlineData("just words", "expected settings")]
    [InlineData("estrella: 1\nshop: a\nshop: b\n", "not YAML")]
    [InlineData("shop: a\n", "expected the format's version, `estrella: 1`")]
    [InlineData("estrella: 1\nweek: 1\n", "week is '1', expected a day such as monday")]
    [InlineData("estrella: 1\nlocale: spanish\n", "locale is 'spanish', expected a language and a country such as es-AR")]
    [InlineData("estrella: 1\npublish_wait: soon\n", "publish_wait is 'soon', expected a time such as `30 s`")]
    public void A_file_that_is_no_settings_is_refused(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        folder.Write("estrella.yml", text);
        var failure = Assert.Throws<EstrellaException>(() => Settings.Load(folder.Path, _ => null));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_project_is_the_nearest_folder_upwards_that_has_settings()
    {
        using var folder = new TemporaryFolder();
        folder.Write("shop/estrella.yml", "estrella: 1\n");
        var below = Directory.CreateDirectory(Path.Combine(folder.Path, "shop/data/2024")).FullName;
        var shop = Path.Combine(folder.Path, "shop");
        Assert.Equal(shop, Settings.FindProject(null, below));
        Assert.Equal(shop, Settings.FindProject("shop", folder.Path));
        Assert.Equal(folder.Path, Settings.FindProject(null, folder.Path));
        Assert.Equal(2, Assert.Throws<EstrellaException>(() => Settings.FindProject("none", folder.Path)).ExitCode);
    }

    [Theory]
    [InlineData("rnu", "run")]
    [InlineData("revenu", "revenue")]
    [InlineData("statsu", "status")]
    [InlineData("zzzzzz", null)]
    public void The_nearest_word_is_the_one_meant(string word, string? meant) =>
        Assert.Equal(meant, Spelling.Nearest(word, ["run", "plan", "ask", "status", "revenue"]));

    [Theory]
    [InlineData("postgres://me:p%40ss@db.example:6432/shop?sslmode=require", "db.example:6432/shop")]
    [InlineData("postgresql://me@localhost/shop", "localhost:5432/shop")]
    [InlineData("Host=localhost;Database=shop", "localhost:5432/shop")]
    public void A_database_is_written_as_address_or_as_connection_string(string text, string leadsTo) =>
        Assert.Equal(leadsTo, DatabaseAddress.Describe(DatabaseAddress.Parse(text, "--database")));
}
