using Estrella.Foundation;

namespace Estrella.Questions;

/// <summary>What the exports cannot answer is refused with the export that is missing; it is never shown as a zero.</summary>
internal static class Refusal
{
    /// <exception cref="EstrellaException">Exit 4: no export ever fed what the question, its scope or its origin of money needs.</exception>
    public static void Check(QuestionFile question, Asking asking, string money, Warehouse warehouse)
    {
        foreach (var need in question.Needs.Where(each => !warehouse.IsFed(each)))
            throw Missing("cannot be answered", need);

        if (question.Takes.ContainsKey("money"))
        {
            Demand(warehouse, $"cannot be answered by {money}", money switch
            {
                "headers" => ["order.total", "order.subtotal"],
                "payments" => ["payment"],
                _ => ["order_line"],
            });
        }
        if (asking.Scope == "paid")
            Demand(warehouse, "cannot be answered in scope paid", ["payment", "order.payment_status"]);
        if (asking.Scope == "fulfilled")
            Demand(warehouse, "cannot be answered in scope fulfilled", ["shipment", "order.status"]);
        if (asking.Terms.Kind == TermsKind.Real)
            Demand(warehouse, "cannot be told in real terms", ["price_index"]);
        if (asking.Terms.Kind == TermsKind.Currency)
            Demand(warehouse, $"cannot be told in {asking.Terms.Text}", ["exchange_rate"]);
    }

    private static void Demand(Warehouse warehouse, string what, string[] anyOf)
    {
        if (!anyOf.Any(warehouse.IsFed))
            throw Missing(what, anyOf);
    }

    private static EstrellaException Missing(string what, params string[] needs)
    {
        var entity = needs[0].Split('.')[0];
        var reason = needs[0].Contains('.') ? "" : $"no {entity.Replace('_', ' ')} export (";
        var feeds = $"no export feeds {string.Join(" or ", needs)}";
        return new EstrellaException(
            ExitCode.DecisionMissing, $"{what}: {reason}{feeds}{(reason.Length > 0 ? ")" : "")}",
            $"add an export that feeds {needs[0]} to a contract in sources/, then estrella run");
    }
}
