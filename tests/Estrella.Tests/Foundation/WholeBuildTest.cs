using Estrella.Foundation.Models;
using Xunit;

namespace Estrella.Tests.Foundation;

public class WholeBuildTest
{
    [Fact]
    public void Join_to_the_touched_keys_becomes_a_key_that_is_not_blank() => Assert.Equal(
        "select *\nfrom core.payment\njoin (select) as every_order on order_no is not null\nleft join star.order_state using (order_no)",
        WholeBuild.Of("select *\nfrom core.payment\njoin touched_order using (order_no)\nleft join star.order_state using (order_no)"));

    [Fact]
    public void Join_that_says_more_than_using_stays()
    {
        const string Text = "from core.return as returned join touched_order on touched_order.order_no = coalesce(line.order_no, 0)";
        Assert.Equal(Text, WholeBuild.Of(Text));
    }
}
