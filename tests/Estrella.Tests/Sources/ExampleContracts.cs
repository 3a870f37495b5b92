using Estrella.Sources;

namespace Estrella.Tests.Sources;

/// <summary>Contracts that between them use every word of the format.</summary>
internal static class ExampleContracts
{
    public static Contract Wholesale() => Contract.Parse(WholesaleYaml, "sources/mayorista.yml");

    public static Contract Shopify() => Contract.Parse(ShopifyYaml, "sources/shopify.yml");

    public const string WholesaleYaml =
        """
        # sources/mayorista.yml
        # One flat sales file a day: customers, products, orders, lines, returns and charges in the same rows
        contract: 1
        source: mayorista
        read: { encoding: [utf-8, windows-1252], delimiter: ";", decimal: ",", dates: [yyyy-MM-dd HH:mm, dd/MM/yyyy HH:mm] }
        zone: Europe/London
        currency: GBP

        exports:
          ventas:
            files: "ventas_{as_of:yyyyMMdd}.csv*"                 # the date is in the name; .gz and .zip too
            holds: changes
            control: Quantity * UnitPrice                         # the money that must balance
            budget: { rows: 100, ratio: 0.5 % }
            kinds:                                                # names for kinds of rows, used by `when`
              goods:    { StockCode: { matches: '^\d{5}[A-Za-z]*$' } }
              credit:   { InvoiceNo: { starts: C } }
              bad_debt: { InvoiceNo: { starts: A } }
            set_aside: [bad_debt]                                 # counted and kept, fed to nothing
            customer:
              repeats: first                                      # many rows, one customer: first filled cell wins, others go to the register
              when: [{ CustomerID: filled }, not bad_debt]
              id: { column: CustomerID, number: whole }           # 17850.0 is 17850
              country: { column: Country, map: { EIRE: IE, United Kingdom: GB, Unspecified: null }, else: keep }
            product:
              repeats: last by InvoiceDate
              when: goods
              id: { column: StockCode, case: upper }
              name: Description
              changed_at: InvoiceDate
            order:
              repeats: first
              when: [not credit, not bad_debt]
              id: InvoiceNo
              customer: { column: CustomerID, number: whole }     # blank: anonymous
              ordered_at: InvoiceDate
              status: { value: delivered }                        # a constant
              channel: { value: wholesale }
            order_line:
              when: [goods, not credit]
              id: [InvoiceNo, $nth]                               # nth row of that invoice
              order: InvoiceNo
              product: { column: StockCode, case: upper }
              quantity: Quantity
              unit_price: UnitPrice
            return:
              when: [goods, credit]                               # a credit note names no invoice: order stays unknown
              id: [InvoiceNo, $nth]
              customer: { column: CustomerID, number: whole }
              product: { column: StockCode, case: upper }
              returned_at: InvoiceDate
              quantity: { column: Quantity, negate: true }
              unit_price: UnitPrice
            order_charge:
              when: [not goods, not bad_debt]
              id: [InvoiceNo, $nth]
              order: { column: InvoiceNo, drop_prefix: C }
              kind: { column: StockCode, map: { POST: shipping, DOT: shipping, D: discount, BANK CHARGES: fee }, else: adjustment }
              amount: Quantity * UnitPrice
              charged_at: InvoiceDate
        """;

    public const string ShopifyYaml =
        """
        # sources/shopify.yml
        # Shopify's order export: one row a line item; the order's cells stand on its first row only
        contract: 1
        source: shopify
        read: { encoding: utf-8, delimiter: ",", decimal: ".", dates: yyyy-MM-dd HH:mm:ss zzz }
        prices_include_tax: false

        exports:
          orders:
            files: "orders_export*.csv"
            recognise: [Name, Financial Status, Fulfillment Status, Lineitem name, Lineitem quantity]
            holds: changes
            optional: [Phone, Discount Code, Refunded Amount]
            personal: [Email, Phone, "Billing *", "Shipping *"]
            control: Total
            customer:
              repeats: first
              when: { Email: filled }
              id: { column: Email, case: lower }
              email: Email
              phone: Phone
            address:                                        # an entity may be fed more than once by a row
              - repeats: first
                when: { Shipping Country: filled }
                id: [Name, { value: ship }]
                customer: { column: Email, case: lower }
                city: Shipping City
                region: Shipping Province
                country: Shipping Country
                postcode: { column: Shipping Zip, drop_prefix: "'" }
            order:
              repeats: first                                # blank cells on the order's later rows say nothing
              id: Name
              customer: { column: Email, case: lower }
              ordered_at: Created at
              cancelled_at: Cancelled at
              status:
                column: Fulfillment Status
                map: { fulfilled: shipped, partial: part_shipped, restocked: returned, unfulfilled: pending }
                blank: pending
              payment_status:
                column: Financial Status
                map: { paid: captured, partially_refunded: part_refunded, refunded: refunded, pending: pending, authorized: authorised, voided: voided }
              currency: Currency
              subtotal: Subtotal
              discount: Discount Amount
              coupon: Discount Code
              shipping: Shipping
              tax: Taxes
              total: Total
              ship_to: [Name, { value: ship }]
            product:
              repeats: first
              id: { first_of: [Lineitem sku, Lineitem name] }
              name: Lineitem name
            order_line:
              id: [Name, $nth]
              order: Name
              product: { first_of: [Lineitem sku, Lineitem name] }
              quantity: Lineitem quantity
              unit_price: Lineitem price
              discount: Lineitem discount

          campaigns:                                        # an ad platform's report, for the rest of the format
            files: "ads_{as_of:yyyy-MM}.csv"
            read: { skip_lines: 2, delimiter: ";", decimal: ",", dates: d/M/yyyy, empty: ["--"] }
            holds: all within Day                           # absent days inside the file's own range are gone
            skip: { Campaign: { starts: "Total" } }         # layout, not data
            campaign: { repeats: first, id: Campaign, name: Campaign, channel: { value: search } }
            campaign_spend:
              id: [Campaign, Day]
              campaign: { column: Campaign, by: name }
              day: Day
              amount: { column: Amount spent (USD), currency: USD }
        """;
}
