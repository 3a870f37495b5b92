using Estrella.Sources;
using Estrella.Sources.Discovery;
using Xunit;

namespace Estrella.Tests.Sources.Discovery;

/// <summary>Columns called as passwords stay out; a day on which one was made is none, whatever it is called.</summary>
public sealed class SecretColumnsTest
{
    [Theory]
    [InlineData("passwd", "x7Gh2", "p0Qr9", true)]
    [InlineData("last_passwd_gen", "2024-02-13 10:00:00", "2024-03-20 18:30:00", false)]
    [InlineData("password_changed_at", "2024-02-13", "2024-03-20", false)]
    // What it holds decides, not what it is called: words under a name of days may be passwords.
    [InlineData("password_date", "summer", "winter", true)]
    // Days under the name of a password may be ones somebody chose.
    [InlineData("password", "2024-02-13", "2024-03-20", true)]
    public void A_name_of_passwords_is_secret_unless_it_is_of_a_day_and_holds_days(string column, string first, string second, bool isSecret)
    {
        using var folder = new TemporaryFolder();
        folder.Write("customers.csv", $"id_customer,email,firstname,{column}\n1,ana@example.org,Ana,{first}\n2,leo@example.org,Leo,{second}\n3,mia@example.org,Mia,{second}\n");
        var contract = Contract.Parse(Discoverer.Discover(folder.Path, null, null, null, TestContext.Current.CancellationToken).Contract, "drafted");
        Assert.Equal(isSecret ? [column] : [], Assert.Single(contract.Exports).Secret);
    }
}
