namespace Estrella.Generator;

/// <summary>Decides everything an order is: who, what, for how much, and what becomes of it.</summary>
internal sealed class OrderMaker(
    int seed, ShopCalendar calendar, Prices prices, CampaignPlan plan, Catalogue catalogue, Population population,
    Stock stock, RetailExports retail, WholesaleExports wholesale, int wholesaleCustomers, Chance chance)
{
    private readonly Cashier _cashier = new(calendar, chance);
    private readonly Carriage _carriage = new(calendar, chance);

    /// <param name="atOnce">Paid and sent the same day by a known customer: the first and the last order, so that every question has facts on both days.</param>
    public void Make(SoldOrder order, int no, int day, int second, bool atOnce)
    {
        order.Begin(no, day, second);
        var campaign = plan.On(day);
        order.IsExtra = campaign is not null && !atOnce && chance.Below(1000 + campaign.EffectPermille) < campaign.EffectPermille;
        order.IsWholesale = !atOnce && !order.IsExtra && chance.Permille(110);
        order.IsDollar = !atOnce && !order.IsWholesale && chance.Permille(112);
        order.Channel = order.IsWholesale ? 3 : chance.Below(20) switch { < 11 => 0, < 17 => 1, _ => 2 };
        Tag(order, campaign);
        if (order.IsWholesale)
        {
            WholesaleBuyer(order);
        }
        else
        {
            RetailBuyer(order, atOnce);
        }
        var warehouse = Fill(order, atOnce);
        Price(order);
        Settle(order, warehouse, atOnce);
    }

    private void Tag(SoldOrder order, Campaign? campaign)
    {
        if (order.IsWholesale)
        {
            return;
        }
        if (campaign is not null && (order.IsExtra ? chance.Permille(800) : chance.Permille(120)))
        {
            order.Campaign = campaign;
        }
        else if (campaign is null && chance.Permille(30))
        {
            // A tag that is used after its campaign is over.
            order.Campaign = plan.Campaigns.LastOrDefault(each => each.To < order.Day && each.To > order.Day - 15);
        }
        order.HasCoupon = order.Campaign is not null && chance.Permille(500);
    }

    private void RetailBuyer(SoldOrder order, bool atOnce)
    {
        if (chance.Permille(40))
        {
            // Signed up, and has not bought so far.
            SignUp(order.Day - chance.Below(3), false);
        }
        if (!atOnce && chance.Permille(40))
        {
            if (chance.Permille(800))
            {
                order.City = Places.Any(chance, order.Day > 365);
                order.ShipTo = "DG" + order.No.ToString("0000000");
                retail.Address(seed, order.ShipTo, -1, order.City, order.No);
            }
            return;
        }
        var customer = chance.Permille(430 - (210 * order.Day / calendar.Days)) ? -1 : population.AnyBefore(false, order.Day, chance);
        if (customer < 0)
        {
            customer = SignUp(order.Day - chance.Between(1, 20), order.Day > 365);
        }
        else
        {
            MaybeMove(customer, order.Day);
        }
        order.Customer = customer;
        order.City = population.City(customer);
        population.Ordered(customer, order.Day);
        if (!atOnce && chance.Permille(90))
        {
            // Fetched in the shop: no address.
            return;
        }
        if (!atOnce && chance.Permille(30) && population.HasRoomForAddress(customer))
        {
            // A present for somebody elsewhere.
            order.City = Places.Any(chance, false);
            order.ShipTo = Population.AddressId(customer, false, population.NextAddress(customer));
            retail.Address(seed, order.ShipTo, customer, order.City, order.No);
            return;
        }
        if (population.Home(customer) == 0)
        {
            population.LivesAt(customer, order.City, population.HasRoomForAddress(customer) ? population.NextAddress(customer) : byte.MaxValue);
            retail.Address(seed, Population.AddressId(customer, false, population.Home(customer)), customer, order.City, customer);
        }
        order.ShipTo = Population.AddressId(customer, false, population.Home(customer));
    }

    private int SignUp(int day, bool later)
    {
        var customer = population.Add(false, Places.Any(chance, later), day);
        retail.Customer(seed, customer, population.City(customer), day, day, chance.Between(26_000, 80_000));
        return customer;
    }

    /// <summary>Between two orders a customer may have moved: a later row with the same id.</summary>
    private void MaybeMove(int customer, int day)
    {
        var last = population.LastOrder(customer);
        if (last < 0 || day - last < 3 || !population.HasRoomForAddress(customer) || !chance.Permille(30))
        {
            return;
        }
        var city = Places.Any(chance, day > 365);
        if (city == population.City(customer))
        {
            return;
        }
        population.LivesAt(customer, city, population.NextAddress(customer));
        var moved = chance.Between(last + 1, day - 1);
        // In the night, when nobody orders: a day and an instant tell the same.
        retail.Customer(seed, customer, city, population.Registered(customer), moved, chance.Between(10_900, 14_000));
        retail.Address(seed, Population.AddressId(customer, false, population.Home(customer)), customer, city, customer + 7);
    }

    private void WholesaleBuyer(SoldOrder order)
    {
        var isNew = population.WholesaleCount == 0 || (population.WholesaleCount < wholesaleCustomers && chance.Permille(250));
        var customer = isNew ? -1 : population.AnyBefore(true, order.Day, chance);
        if (customer < 0)
        {
            customer = population.Add(true, Places.Any(chance, false), order.Day - chance.Between(1, 20));
            wholesale.Customer(seed, customer, population.City(customer), population.Registered(customer));
        }
        order.Customer = customer;
        order.City = population.City(customer);
        population.Ordered(customer, order.Day);
        order.BillTo = Population.AddressId(customer, true, 2);
        order.ShipTo = chance.Permille(700) ? Population.AddressId(customer, true, 1) : "";
    }

    /// <summary>Puts goods into the order; the warehouse that sends them.</summary>
    private int Fill(SoldOrder order, bool atOnce)
    {
        var nearest = order.City >= 0 && Places.Cities[order.City].Remote is 1 or 2 ? 1 : 0;
        var warehouse = -1;
        if (!order.IsWholesale && !atOnce && chance.Permille(6))
        {
            // A repair: the header knows a total, and there are no lines.
            order.Total = chance.Between(4_000, 40_000) * 100L;
            order.IsDollar = false;
            // Fetched in the shop, whatever was said before.
            order.ShipTo = "";
            order.City = order.Customer < 0 ? -1 : population.City(order.Customer);
            return nearest;
        }
        var count = order.IsWholesale ? chance.Between(2, 7) : chance.Below(100) switch { < 27 => 1, < 57 => 2, < 79 => 3, < 92 => 4, < 98 => 5, _ => 6 };
        var sale = calendar.IsSale(order.Day, "Hot Sale") || calendar.IsSale(order.Day, "CyberMonday");
        for (var tries = 0; order.Lines.Count < count && tries < count * 4; tries++)
        {
            var product = catalogue.Any(order.IsWholesale, order.Day, chance);
            if (order.Lines.Exists(line => line.Product == product))
            {
                continue;
            }
            var quantity = order.IsWholesale ? chance.Between(1, 8) : chance.Below(20) switch { < 15 => 1, < 19 => 2, _ => 3 };
            if (!order.IsWholesale)
            {
                var found = stock.Find(product, quantity, nearest);
                if (found < 0 && order.Lines.Count + tries > 0 && !chance.Permille(60))
                {
                    continue;
                }
                warehouse = warehouse < 0 ? Math.Max(found, 0) : warehouse;
                stock.Take(product, quantity, Math.Max(found, 0));
            }
            var price = product.PriceOn(order.Day).Price;
            if (order.IsDollar)
            {
                price = Math.Max(1, price * 10_000 / prices.Official(order.Day));
            }
            var isCut = sale ? chance.Permille(600) : chance.Permille(150);
            var discount = isCut ? quantity * price * chance.Between(sale ? 12 : 5, sale ? 35 : 25) / 100 : 0;
            order.Lines.Add(new SoldLine(product, quantity, price, discount, !order.IsWholesale && !chance.Permille(10)));
        }
        return Math.Max(warehouse, 0);
    }

    private void Price(SoldOrder order)
    {
        if (order.Lines.Count == 0)
        {
            return;
        }
        var subtotal = 0L;
        var tax = 0L;
        foreach (var line in order.Lines)
        {
            var amount = (line.Quantity * line.UnitPrice) - line.Discount;
            subtotal += amount;
            tax += amount * line.Product.TaxPermille / 1000;
        }
        order.Subtotal = subtotal;
        if (order.HasCoupon || chance.Permille(order.IsWholesale ? 150 : 80))
        {
            order.Discount = subtotal * chance.Between(3, 15) / 100;
        }
        var level = prices.Index(calendar.Month(order.Day));
        var pesos = order.ShipTo.Length == 0 ? 0 : (chance.Between(2_500, 6_000) + (order.City >= 0 ? 1_800 * Places.Cities[order.City].Remote : 0)) * level / 100_0000;
        var rate = order.IsDollar ? prices.Official(order.Day) : 10_000;
        order.Shipping = pesos * 100 * 10_000 / rate;
        order.Fee = !order.IsWholesale && chance.Permille(120) ? subtotal * 2 / 100 : 0;
        order.Tax = order.IsWholesale ? tax - (order.Discount * tax / Math.Max(1, subtotal)) : 0;
        order.Total = subtotal - order.Discount + order.Shipping + order.Fee + order.Tax;
    }

    private void Settle(SoldOrder order, int warehouse, bool atOnce)
    {
        var fate = atOnce ? 1000 : chance.Below(1000);
        if (fate < 3)
        {
            order.State = fate < 1 ? OrderState.Test : OrderState.Draft;
            return;
        }
        if (fate < 12)
        {
            order.State = OrderState.Failed;
            _cashier.Pay(order, false);
            return;
        }
        if (fate < 62 && _carriage.Cancel(order))
        {
            _cashier.Pay(order, false);
            _cashier.RefundCancelled(order);
            return;
        }
        var paid = _cashier.Pay(order, atOnce);
        _carriage.Send(order, order.IsWholesale ? order.Day + chance.Below(5) : paid, warehouse, atOnce);
        if (!atOnce)
        {
            _carriage.Return(order, order.IsWholesale ? 30 : 65);
            Credit(order);
        }
    }

    /// <summary>What the returned goods came to; the wholesale shop's credit notes state it.</summary>
    private void Credit(SoldOrder order)
    {
        var sum = 0L;
        for (var at = 0; at < order.Returns.Count; at++)
        {
            var back = order.Returns[at];
            var line = order.Lines[back.Line];
            var paid = (line.Quantity * line.UnitPrice) - line.Discount;
            paid -= order.Discount * paid / Math.Max(1, order.Subtotal ?? 1);
            var amount = paid * back.Quantity / line.Quantity;
            sum += amount;
            if (order.IsWholesale)
            {
                order.Returns[at] = back with { Amount = amount };
            }
        }
        _cashier.RefundReturned(order, sum, order.State == OrderState.Returned);
    }
}
