namespace Estrella.Generator;

/// <summary>What happens after an order is paid: parcels, deliveries, cancellations, returns.</summary>
internal sealed class Carriage(ShopCalendar calendar, Chance chance)
{
    private static readonly int[] PromisedDays = [3, 5, 7, 9];

    /// <summary>Sends the parcels and sets the state the order has on the last day.</summary>
    /// <param name="ready">The day it can be packed; −1: it never was.</param>
    public void Send(SoldOrder order, int ready, int warehouse, bool atOnce)
    {
        if (ready < 0 || ready > calendar.Last)
        {
            order.State = OrderState.Pending;
            return;
        }
        if (order.ShipTo.Length == 0)
        {
            order.State = OrderState.Delivered;
            return;
        }
        var shipped = ready + (atOnce ? 0 : chance.Below(3));
        if (shipped > calendar.Last)
        {
            order.State = OrderState.Processing;
            return;
        }
        var isDelivered = Parcel(order, shipped, warehouse);
        order.State = isDelivered ? OrderState.Delivered : OrderState.Shipped;
        if (!atOnce && order.Lines.Count > 1 && chance.Permille(40))
        {
            var later = shipped + chance.Between(1, 3);
            if (later > calendar.Last)
            {
                order.State = OrderState.PartShipped;
            }
            else if (!Parcel(order, later, 1 - warehouse))
            {
                order.State = OrderState.Shipped;
            }
        }
    }

    /// <summary>Cancels within a week; a tenth of the cancellations carries no date. False: it comes after the last day.</summary>
    public bool Cancel(SoldOrder order)
    {
        var day = order.Day + chance.Below(8);
        if (day > calendar.Last)
        {
            return false;
        }
        order.State = OrderState.Cancelled;
        if (!chance.Permille(100))
        {
            order.CancelDay = day;
            order.CancelSecond = day == order.Day ? Math.Min(order.Second + chance.Between(60, 1800), 86_399) : chance.Between(30_000, 75_000);
        }
        return true;
    }

    /// <summary>Some of what was delivered comes back, in part or whole, once or twice.</summary>
    public void Return(SoldOrder order, int permille)
    {
        if (order.State != OrderState.Delivered || order.Lines.Count == 0 || !chance.Permille(permille))
        {
            return;
        }
        var arrived = order.Day;
        foreach (var parcel in order.Parcels)
        {
            arrived = Math.Max(arrived, parcel.Delivered);
        }
        var whole = chance.Permille(350);
        var left = 0;
        for (var at = 0; at < order.Lines.Count; at++)
        {
            var line = order.Lines[at];
            if (!whole && at > 0 && !chance.Permille(300))
            {
                left += line.Quantity;
                continue;
            }
            var quantity = whole ? line.Quantity : chance.Between(1, line.Quantity);
            var rest = line.Quantity - quantity;
            if (!Back(order, at, arrived, quantity))
            {
                left += line.Quantity;
                continue;
            }
            if (rest > 0 && chance.Permille(150) && Back(order, at, arrived + 5, 1))
            {
                rest--;
            }
            left += rest;
        }
        if (order.Returns.Count > 0)
        {
            order.State = left == 0 ? OrderState.Returned : OrderState.PartReturned;
        }
    }

    private bool Back(SoldOrder order, int line, int arrived, int quantity)
    {
        var day = arrived + chance.Between(1, 20);
        if (day > calendar.Last)
        {
            return false;
        }
        bool? restocked = chance.Below(20) switch { < 14 => true, < 19 => false, _ => null };
        order.Returns.Add(new ReturnedGoods(line, day, chance.Between(32_000, 70_000), quantity, restocked, null));
        return true;
    }

    private bool Parcel(SoldOrder order, int shipped, int warehouse)
    {
        var remote = Places.Cities[order.City].Remote;
        var carrier = remote == 0 && chance.Permille(350) ? 3 : chance.Below(3);
        // Andes Cargo is late in the Patagonia, Correo Austral in the north.
        var latePermille = (carrier, remote) switch { (1, 3) => 450, (0, 2) => 320, (_, 3) => 140, _ => 70 };
        var promisedDays = PromisedDays[remote];
        var days = chance.Permille(latePermille) ? promisedDays + chance.Between(1, 8) : chance.Between(1, promisedDays);
        var delivered = chance.Permille(8) ? calendar.Days : shipped + days;
        var promised = chance.Permille(30) ? -1 : shipped + promisedDays;
        var isDelivered = delivered <= calendar.Last;
        order.Parcels.Add(new Parcel(
            carrier, warehouse, shipped, shipped == order.Day ? Math.Min(order.Second + 1800, 86_399) : chance.Between(30_000, 64_000), promised,
            isDelivered ? delivered : -1, chance.Between(30_000, 75_000), (90_000 + (remote * 45_000)) * (long)chance.Between(80, 130) / 100));
        return isDelivered;
    }
}
