namespace Estrella.Generator;

/// <summary>What lies in the retail shop's two warehouses: sold from, ordered anew, sometimes too late.</summary>
internal sealed class Stock
{
    private const int WarehouseCount = 2;

    private readonly Catalogue _catalogue;
    private readonly Chance _chance;
    private readonly int[] _onHand;
    private readonly int[] _weekly;
    private readonly int[] _arrivesOn;
    private readonly int[] _arrives;

    public Stock(Catalogue catalogue, int orders, Chance chance)
    {
        _catalogue = catalogue;
        _chance = chance;
        _onHand = new int[catalogue.RetailCount * WarehouseCount];
        _arrivesOn = new int[_onHand.Length];
        _arrives = new int[_onHand.Length];
        _weekly = new int[_onHand.Length];
        for (var at = 0; at < _onHand.Length; at++)
        {
            // About 2.2 pieces an order, 104 weeks; the first warehouse sends two thirds.
            var perWeek = orders * 22L / 10 * catalogue.RetailShare(catalogue.Products[at / WarehouseCount]) / 1_000_000 / 104;
            _weekly[at] = (int)Math.Max(1, perWeek * (at % WarehouseCount == 0 ? 2 : 1) / 3);
            _onHand[at] = (_weekly[at] * 6) + chance.Below(4);
        }
    }

    public int OnHand(int product, int warehouse) => _onHand[(product * WarehouseCount) + warehouse];

    /// <summary>What was ordered comes in; each Monday more is ordered. A few suppliers take two months.</summary>
    public void Morning(int day, int weekday)
    {
        for (var at = 0; at < _onHand.Length; at++)
        {
            if (_arrives[at] > 0 && _arrivesOn[at] <= day)
            {
                _onHand[at] += _arrives[at];
                _arrives[at] = 0;
            }
            if (weekday == 0 && _arrives[at] == 0 && _onHand[at] < _weekly[at] * 3)
            {
                _arrives[at] = (_weekly[at] * 7) - _onHand[at] + _chance.Below(5);
                _arrivesOn[at] = day + (_chance.Permille(120) ? _chance.Between(35, 65) : _chance.Between(6, 20));
            }
        }
    }

    /// <summary>The warehouse that has the pieces; −1: none has.</summary>
    public int Find(Product product, int quantity, int nearest)
    {
        for (var tried = 0; tried < WarehouseCount; tried++)
        {
            var warehouse = (nearest + tried) % WarehouseCount;
            if (OnHand(product.No, warehouse) >= quantity)
            {
                return warehouse;
            }
        }
        return -1;
    }

    public void Take(Product product, int quantity, int warehouse) => _onHand[(product.No * WarehouseCount) + warehouse] -= quantity;

    public IEnumerable<Product> Listed(int day) => _catalogue.Products.Take(_catalogue.RetailCount).Where(product => product.Launched <= day);
}
