namespace Estrella.Generator.Books;

/// <summary>campaigns. How sure the lift is, is the question's own word: the books know its estimate and the truth.</summary>
internal sealed class CampaignsBook : IBook
{
    private const int DaysBefore = 28;

    private readonly ShopCalendar _calendar;
    private readonly CampaignPlan _plan;
    private readonly Terms _terms;
    private readonly Line[] _lines;

    /// <summary>Net sales of the whole shop by order day, reversals included.</summary>
    private readonly Int128[] _daily;

    public CampaignsBook(Asking asking, ShopCalendar calendar, Prices prices, CampaignPlan plan)
    {
        Asking = asking;
        _calendar = calendar;
        _plan = plan;
        _terms = Terms.Of(asking["terms"] ?? "nominal", asking["at"], calendar, prices);
        _lines = [.. plan.Campaigns.Select(_ => new Line(_terms))];
        _daily = new Int128[calendar.Days];
    }

    public Asking Asking { get; }

    /// <summary>Net sales of the orders that would not be there without the campaign.</summary>
    public decimal Planted(int campaign) => _lines[campaign].Extra.Value;

    public int PlantedOrders(int campaign) => _lines[campaign].ExtraOrders;

    public void Tell(BookedOrder order)
    {
        if (!Asking.IsIn(order) || !Asking.HasFacts(order))
        {
            return;
        }
        var net = Asking.Money == "lines" ? order.FinalNet : order.FinalHeaderNet;
        _daily[order.Day] += net;
        if (order.IsExtra)
        {
            var line = _lines[_plan.On(order.Day)!.No];
            line.ExtraOrders++;
            line.Extra.Add(order.Day, net);
        }
        if (order.Campaign is { } campaign)
        {
            var line = _lines[campaign.No];
            line.Orders++;
            line.Net.Add(order.Day, net);
            if (order.Day >= campaign.From && order.Day <= campaign.To)
            {
                line.InWindowOrders++;
                line.InWindowNet.Add(order.Day, net);
            }
        }
    }

    public IEnumerable<BookRow> Rows()
    {
        for (var at = 0; at < _lines.Length; at++)
        {
            var (campaign, line) = (_plan.Campaigns[at], _lines[at]);
            var spend = new Sum(_terms);
            for (var day = campaign.From; day <= campaign.To; day++)
            {
                spend.Add(day, _plan.Spent(day) * 1_000_000);
            }
            yield return new BookRow()
                .Text("campaign_id", campaign.Id)
                .Text("campaign", campaign.Name)
                .Text("channel", campaign.Channel)
                .Day("starts_on", _calendar.Date(campaign.From))
                .Day("ends_on", _calendar.Date(campaign.To))
                .Money("spend", spend.Value)
                .Whole("tagged_orders", line.Orders)
                .Money("tagged_net_sales", line.Net.Value)
                .Whole("in_window_orders", line.InWindowOrders)
                .Money("in_window_net_sales", line.InWindowNet.Value)
                .Ratio("roas", line.Net.Value, spend.Value)
                .Money("lift_net_sales", Lift(campaign));
        }
    }

    private decimal? Lift(Campaign campaign)
    {
        if (campaign.From < DaysBefore)
        {
            return null;
        }
        var byWeekday = new decimal[7];
        for (var day = campaign.From - DaysBefore; day < campaign.From; day++)
        {
            byWeekday[_calendar.Weekday(day)] += Told(day);
        }
        var lift = 0m;
        for (var day = campaign.From; day <= campaign.To; day++)
        {
            lift += Told(day) - (byWeekday[_calendar.Weekday(day)] / 4);
        }
        return lift;
    }

    private decimal Told(int day) => _terms.Tell(_terms.Slot(day), _daily[day]);

    private sealed class Line(Terms terms)
    {
        public int Orders { get; set; }
        public int InWindowOrders { get; set; }
        public int ExtraOrders { get; set; }
        public Sum Net { get; } = new(terms);
        public Sum InWindowNet { get; } = new(terms);
        public Sum Extra { get; } = new(terms);
    }
}
