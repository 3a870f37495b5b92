namespace Estrella.Generator;

/// <summary>A cart line: the product put into a cart.</summary>
internal readonly record struct CartLine(int Cart, int Customer, Product Product, int Quantity, int Day, int Second);

/// <param name="IsVerified">The customer ordered the product on or before the day.</param>
internal readonly record struct Review(int Customer, Product Product, int Rating, int Day, int Second, bool IsVerified);

/// <param name="Customer">−1: only the session is known.</param>
internal readonly record struct Touch(int Customer, Campaign? Campaign, string Channel, int Day, int Second);

/// <summary>What surrounds a retail order: how the customer came, the cart it began as, carts left behind, reviews.</summary>
internal sealed class Visits(ShopCalendar calendar, CampaignPlan plan, Catalogue catalogue, Population population, Chance chance)
{
    private static readonly string[] Channels = ["search", "social", "email", "direct"];

    private int _carts;

    public List<Touch> Touches { get; } = [];

    public List<CartLine> Carts { get; } = [];

    public List<Review> Reviews { get; } = [];

    /// <param name="before">The customer's order before this one; −1: none.</param>
    public void Around(SoldOrder order, int before)
    {
        Touches.Clear();
        Carts.Clear();
        Reviews.Clear();
        if (order.IsWholesale)
        {
            return;
        }
        Meet(order);
        Leave(order.Day);
        if (order.Customer < 0)
        {
            return;
        }
        if (order.Lines.Count > 0 && order.State is not (OrderState.Cancelled or OrderState.Test or OrderState.Draft or OrderState.Failed) && chance.Permille(300))
        {
            Begin(order, before);
        }
        Review(order, before);
    }

    private void Meet(SoldOrder order)
    {
        if (order.Customer >= 0 && order.Campaign is { } campaign && chance.Permille(700))
        {
            Touches.Add(new Touch(order.Customer, campaign, campaign.Channel, order.Day, Math.Max(0, order.Second - chance.Between(60, 7200))));
        }
        if (chance.Permille(120))
        {
            var any = chance.Permille(500) ? plan.On(order.Day) : null;
            Touches.Add(new Touch(-1, any, any?.Channel ?? chance.Of<string>(Channels), order.Day, chance.Between(20_000, 86_000)));
        }
    }

    /// <summary>A cart that became this order, up to five days before it.</summary>
    private void Begin(SoldOrder order, int before)
    {
        var back = Math.Min(chance.Below(6), Math.Max(0, Math.Min(order.Day, order.Day - before - 1)));
        var second = back == 0 ? Math.Max(0, order.Second - chance.Between(60, 1500)) : chance.Between(26_000, 80_000);
        _carts++;
        foreach (var line in order.Lines)
        {
            Carts.Add(new CartLine(_carts, order.Customer, line.Product, line.Quantity, order.Day - back, second));
        }
    }

    /// <summary>A cart left behind, by somebody who has not bought that day so far.</summary>
    private void Leave(int day)
    {
        if (!chance.Permille(180))
        {
            return;
        }
        var customer = chance.Permille(100) ? -1 : population.AnyBefore(false, day, chance);
        _carts++;
        for (var lines = chance.Between(1, 3); lines > 0; lines--)
        {
            Carts.Add(new CartLine(_carts, customer, catalogue.Any(false, day, chance), chance.Between(1, 2), day, chance.Between(26_000, 86_000)));
        }
    }

    private void Review(SoldOrder order, int before)
    {
        if (order.State == OrderState.Delivered && order.Lines.Count > 0 && chance.Permille(140))
        {
            var line = order.Lines[chance.Below(order.Lines.Count)];
            var day = order.Day + chance.Between(0, 25);
            var rating = chance.Below(20) switch { < 9 => 5, < 14 => 4, < 17 => 3, < 19 => 2, _ => 1 };
            // A line that will be kept out proves no purchase; it draws all the same, so that dirt moves nothing else.
            if (!line.IsCorrupt && day <= calendar.Last)
            {
                Reviews.Add(new Review(order.Customer, line.Product, rating, day, 80_000, true));
            }
        }
        if (before < 0 && order.Day > 0 && chance.Permille(25))
        {
            // Written before the first order: nothing of it was bought.
            Reviews.Add(new Review(order.Customer, catalogue.Any(false, order.Day, chance), chance.Between(1, 5), order.Day - 1, 40_000, false));
        }
        if (chance.Permille(10))
        {
            Reviews.Add(new Review(-1, catalogue.Any(false, order.Day, chance), chance.Between(1, 5), order.Day, 50_000, false));
        }
    }
}
