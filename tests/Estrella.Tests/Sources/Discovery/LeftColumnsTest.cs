using Estrella.Sources.Discovery;
using Xunit;

namespace Estrella.Tests.Sources.Discovery;

/// <summary>What rows say of columns that feed no field: each rule where it just holds, and where it just does not.</summary>
public sealed class LeftColumnsTest : IDisposable
{
    private static readonly string[] Goods = ["Kettle", "Pan", "Cup", "Lid"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Column_without_a_cell_is_blank()
    {
        Write("orders", "order_id,order_date,customer_id,total,zurf,mopo", "1,2024-03-04,a,10.50,,", "2,2024-06-05,b,20.00,,7", "3,2024-06-06,b,30.00,,");
        // 3 of 3: (3 + 1) / (3 + 2).
        Assert.Equal("0.80: blank in 3 of 3 rows", Says("orders", "zurf", LeftIs.Blank));
        Assert.Equal(["mopo"], NotUnderstood("orders"));
    }

    [Fact]
    public void Column_that_always_says_the_same_is_constant_once_three_rows_say_it()
    {
        Write("orders", "order_id,order_date,customer_id,total,zurf,mopo,gondola", "1,2024-03-04,a,10.50,X,X,X", "2,2024-06-05,b,20.00,X,,X", "3,2024-06-06,b,30.00,X,X,X", "4,2024-06-06,b,30.00,,,Y");
        Assert.Equal("0.80: always X, in 3 of 4 rows", Says("orders", "zurf", LeftIs.Constant));
        Assert.Equal(["mopo", "gondola"], NotUnderstood("orders"));
    }

    [Fact]
    public void Constant_is_cut_to_a_few_letters_and_no_address_is_shown()
    {
        Write("orders", "order_id,order_date,customer_id,total,zurf,mopo", [.. Enumerable.Range(1, 3).Select(each => $"{each},2024-03-0{each},c{each},{each}0.50,abcdefghijklmnopqrstuvwxyz,ana@example.org")]);
        Assert.Equal("0.80: always abcdefghijklmnopqrstuvwx…, in 3 of 3 rows", Says("orders", "zurf", LeftIs.Constant));
        Assert.DoesNotContain("ana@", Discover().Contract, StringComparison.Ordinal);
    }

    [Fact]
    public void Copy_may_be_written_in_another_case_and_with_other_blanks()
    {
        Write("orders", "order_id;order_date;customer_id;total;zurf;mopo", "A 1;2024-03-04;a;10.50;a  1;A 1", "B 2;2024-06-05;b;20.00;b 2 ;B 2", "C 3;2024-06-06;b;30.00; C 3;C 4");
        Assert.Equal("0.80: the same as order_id in 3 of 3 rows", Says("orders", "zurf", LeftIs.Copy));
        // One row says another.
        Assert.Equal(["mopo"], NotUnderstood("orders"));
    }

    [Fact]
    public void Copy_of_a_number_or_a_day_may_be_written_in_another_way()
    {
        Write(
            "orders", "order_id;order_date;customer_id;total;zurf;mopo;gondola",
            "1;2024-03-14;a;12.50;12,5;14/03/2024;12,51", "2;2024-06-25;b;1200.00;1.200,00;25/06/2024;1.200,00", "3;2024-06-26;b;30.00;30;26/06/2024;30");
        Assert.Equal("0.80: the same as total in 3 of 3 rows", Says("orders", "zurf", LeftIs.Copy));
        Assert.Equal("0.80: the same as order_date in 3 of 3 rows", Says("orders", "mopo", LeftIs.Copy));
        Assert.Equal(["gondola"], NotUnderstood("orders"));
    }

    [Fact]
    public void Discount_in_percent_is_told_by_the_one_in_money()
    {
        Write(
            "items", "order_id,order_date,product_id,quantity,unit_price,discount,line_total,zurf,mopo",
            "1,2024-03-04,K,4,25.00,10.00,90.00,10,10", "1,2024-03-04,P,2,40.00,20.00,60.00,25,25", "2,2024-03-15,C,3,30.00,4.50,85.50,5,5", "3,2024-03-16,L,5,12.00,12.00,48.00,20,20",
            "4,2024-04-17,K,2,55.00,16.50,93.50,15,15", "4,2024-04-17,C,6,20.00,12.00,108.00,10,12", "5,2024-04-18,L,1,35.00,0.00,35.00,0,0");
        // 6 of 6: (6 + 1) / (6 + 2); of the other 5 of 6 only.
        Assert.Equal("0.88: line_total = quantity × unit_price × (1 − zurf %) in 6 of 6 rows with some", Says("items", "zurf", LeftIs.Sum));
        Assert.Equal(["mopo"], NotUnderstood("items"));
    }

    [Fact]
    public void Of_two_columns_that_say_the_same_the_first_stays_unknown()
    {
        Write("orders", "order_id,order_date,customer_id,total,zurf,mopo", "1,2024-03-04,a,10.50,x,x", "2,2024-06-05,b,20.00,y,y", "3,2024-06-06,b,30.00,x,x");
        Assert.Equal("0.80: the same as zurf in 3 of 3 rows", Says("orders", "mopo", LeftIs.Copy));
        Assert.Equal(["zurf"], NotUnderstood("orders"));
    }

    /// <summary>Fifty lines of four products; <paramref name="wrong"/> of them call the product otherwise than its list does.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void What_the_product_s_file_says_is_said_again_where_49_of_50_rows_agree(int wrong, bool isSaid)
    {
        Products();
        Write("order_lines", "order_id,line_number,product_id,quantity,unit_price,zurf", [.. Enumerable.Range(0, 50).Select(each => $"{each / 2},{(each % 2) + 1},p{each % 4},{(each % 3) + 1},{each}.50,{(each < wrong ? "other" : Name(each % 4).ToUpperInvariant())}")]);
        // One of two columns that differ has two names for a product, so nothing else is told of it either.
        if (!isSaid)
            Assert.Equal(["zurf"], NotUnderstood("order_lines"));
        else
            Assert.Equal("0.96: says again product.name of products.csv in 49 of 50 rows", Says("order_lines", "zurf", LeftIs.SaidElsewhere));
    }

    /// <summary>Twenty lines, of which some are remarks and name no product.</summary>
    [Theory]
    [InlineData(2, "0.95: says again product.name of products.csv in 18 of 18 rows; 2 more name none that is there")]
    [InlineData(3, null)]
    public void Rows_that_name_no_record_may_say_anything_where_they_are_few(int remarks, string? says)
    {
        Products();
        Write("order_lines", "order_id,line_number,product_id,quantity,unit_price,zurf", [.. Enumerable.Range(0, 20).Select(each => each < remarks ? $"{each / 2},{(each % 2) + 1},,1,{each}.50,call {each}" : $"{each / 2},{(each % 2) + 1},p{each % 4},{(each % 3) + 1},{each}.50,{Name(each % 4)}")]);
        if (says is null)
            Assert.NotEqual(LeftIs.SaidElsewhere, Left("order_lines", "zurf")?.Is);
        else
            Assert.Equal(says, Says("order_lines", "zurf", LeftIs.SaidElsewhere));
    }

    [Fact]
    public void Two_values_are_too_few_to_be_said_again()
    {
        Write("products", "product_id,product_name,price", "p0,Kettle,10.50", "p1,Pan,20.00");
        Write("order_lines", "order_id,line_number,product_id,quantity,unit_price,zurf", [.. Enumerable.Range(0, 10).Select(each => $"{each / 2},{(each % 2) + 1},p{each % 2},{(each % 3) + 1},{each}.50,{(each % 2 == 0 ? "Kettle" : "Pan")}")]);
        Assert.Equal(["zurf"], NotUnderstood("order_lines"));
    }

    /// <summary>The lines name the order, and the order its customer.</summary>
    [Fact]
    public void What_is_said_of_the_customer_of_a_line_s_order_is_found_by_way_of_the_order()
    {
        Write("customers", "customer_id,first_name,last_name,email", "c1,Ana,Paz,ana@example.org", "c2,Bea,Sol,bea@example.org", "c3,Cai,Rey,cai@example.org");
        Write("orders", "order_id,order_date,customer_id,status", "1,2024-03-04,c1,shipped", "2,2024-06-05,c2,shipped", "3,2024-06-06,c3,shipped");
        Write("order_lines", "order_id,line_number,product_id,quantity,unit_price,zurf", "1,1,K,1,10.50,Paz", "1,2,P,1,20.00,Paz", "2,1,P,2,20.00,Sol", "3,1,K,2,11.00,Rey");
        // 4 of 4: 5 / 6.
        Assert.Equal("0.83: says again customer.last_name of customers.csv, the customer of its order, in 4 of 4 rows", Says("order_lines", "zurf", LeftIs.SaidElsewhere));
    }

    /// <summary>
    /// Two lines an order, and one of two values, half of the orders each: the second line of an order would differ half of the
    /// time. 36 orders: 18 rows, 19 / 20 = 0.95; 32 orders: 16 rows, 17 / 18 = 0.94.
    /// </summary>
    [Theory]
    [InlineData(36, "0.95: tells of the order (order_id): 36 of them, one value each in 72 rows")]
    [InlineData(32, null)]
    public void What_is_the_same_within_enough_orders_tells_of_the_order(int orders, string? says)
    {
        Lines(orders, (order, line) => order % 2 == 0 ? "x" : "y");
        if (says is null)
            Assert.Equal(["zurf"], NotUnderstood("sales"));
        else
            Assert.Equal(says, Says("sales", "zurf", LeftIs.BelongsTo));
    }

    [Fact]
    public void One_row_that_differs_within_its_order_tells_of_no_order()
    {
        Lines(60, (order, line) => order == 59 && line == 2 ? "x" : order % 2 == 0 ? "x" : "y");
        Assert.Equal(["zurf"], NotUnderstood("sales"));
    }

    /// <summary>Two orders of sixty say yes: the rows that would have differed by accident are 58 × 4 / 120 + 2 × 116 / 120 = 3.9.</summary>
    [Fact]
    public void Column_that_nearly_always_says_the_same_tells_of_nothing()
    {
        Lines(60, (order, line) => order < 2 ? "yes" : "no");
        Assert.Equal(["zurf"], NotUnderstood("sales"));
    }

    /// <summary>
    /// Forty-eight orders of twelve customers, each of whom has a value of their own: of 48 orders 36 are a customer's second to
    /// fourth, and eleven of twelve would have differed: 33 rows, 34 / 35.
    /// </summary>
    [Fact]
    public void What_is_the_same_within_a_customer_tells_of_the_customer_and_not_of_their_orders()
    {
        Lines(48, (order, line) => $"v{order % 12}", customers: 12);
        Assert.Equal("0.97: tells of the customer (customer_id): 12 of them, one value each in 96 rows", Says("sales", "zurf", LeftIs.BelongsTo));
    }

    /// <summary>Each customer has one order: what is the order's cannot be told from what is theirs, and is the order's.</summary>
    [Fact]
    public void Customers_with_one_order_each_prove_nothing_beyond_the_order()
    {
        Lines(40, (order, line) => $"v{order}", customers: 40);
        Assert.Equal("0.98: tells of the order (order_id): 40 of them, one value each in 80 rows", Says("sales", "zurf", LeftIs.BelongsTo));
    }

    [Fact]
    public void Columns_of_a_list_of_customers_tell_of_them_anyhow_and_are_not_explained()
    {
        Write("customers", "customer_id,first_name,last_name,email,zurf", [.. Enumerable.Range(0, 30).Select(each => $"c{each},Ana,Paz{each},a{each}@example.org,{each % 7}x")]);
        Assert.Equal(["zurf"], NotUnderstood("customers"));
    }

    /// <param name="off">What the last row says more than the sum.</param>
    [Theory]
    [InlineData(5, 0, true)]
    [InlineData(4, 0, false)]
    [InlineData(6, 1, false)]
    public void Number_that_two_others_come_to_is_their_sum_where_five_rows_show_it(int rows, int off, bool isSum)
    {
        // The total is 10.25, 21.25 and so on; postage 1.50, 3.25, 5.50 and so on.
        Write("orders", "order_id,order_date,customer_id,total,shipping,zurf", [.. Enumerable.Range(1, rows).Select(each => FormattableString.Invariant(
            $"{each},2024-03-0{each},c{each},{(each * 11) - 0.75m:0.00},{(each * each) + 0.50m:0.00},{(each * 11) - 0.75m + (each * each) + 0.50m + (each == rows ? off : 0):0.00}"))]);
        if (isSum)
            Assert.Equal("0.86: = total + shipping in 5 of 5 rows", Says("orders", "zurf", LeftIs.Sum));
        else
            Assert.Equal(["zurf"], NotUnderstood("orders"));
    }

    [Fact]
    public void Number_may_be_what_one_is_less_another_or_one_times_another()
    {
        // The total less the postage; the postage times 3, 4, 5 … 8.
        Write("orders", "order_id,order_date,customer_id,total,shipping,zurf,mopo,gondola", [.. Enumerable.Range(1, 6).Select(each => FormattableString.Invariant(
            $"{each},2024-03-0{each},c{each},{(each * 111) - 0.75m:0.00},{(each * each) + 8.50m:0.00},{(each * 111) - 0.75m - ((each * each) + 8.50m):0.00},{each + 2},{(each + 2) * ((each * each) + 8.50m):0.00}"))]);
        Assert.Equal("0.88: = total − shipping in 6 of 6 rows", Says("orders", "zurf", LeftIs.Sum));
        Assert.Equal("0.88: = shipping × mopo in 6 of 6 rows", Says("orders", "gondola", LeftIs.Sum));
        Assert.Equal(["mopo"], NotUnderstood("orders"));
    }

    /// <summary>Two columns nobody knows differ by a third that is known: one of them is told by the other, not both by each other.</summary>
    [Fact]
    public void Two_unknown_numbers_do_not_explain_each_other()
    {
        Write("orders", "order_id,order_date,customer_id,total,zurf,mopo", [.. Enumerable.Range(1, 6).Select(each => FormattableString.Invariant(
            $"{each},2024-03-0{each},c{each},{(each * 11) - 0.75m:0.00},{(each * each) + 40.50m:0.00},{(each * 11) - 0.75m + (each * each) + 40.50m:0.00}"))]);
        Assert.Equal("0.88: = total + zurf in 6 of 6 rows", Says("orders", "mopo", LeftIs.Sum));
        Assert.Equal(["zurf"], NotUnderstood("orders"));
    }

    private void Write(string name, string header, params string[] rows) => folder.Write($"{name}.csv", string.Join('\n', rows.Prepend(header)) + "\n");

    private void Products() => Write("products", "product_id,product_name,price", "p0,Kettle,10.50", "p1,Pan,20.00", "p2,Cup,3.25", "p3,Lid,4.75");

    private static string Name(int product) => Goods[product];

    /// <summary>Orders of two lines in one flat file; each line is of another product, and dearer than the last.</summary>
    private void Lines(int orders, Func<int, int, string> zurf, int customers = 1) => Write(
        "sales", customers == 1 ? "order_id,order_date,line_number,product_id,quantity,unit_price,zurf" : "order_id,order_date,customer_id,line_number,product_id,quantity,unit_price,zurf",
        [.. Enumerable.Range(0, orders).SelectMany(order => Enumerable.Range(1, 2).Select(line =>
            $"o{order},2024-{(order % 12) + 1:00}-{(order % 28) + 1:00},{(customers == 1 ? "" : $"c{order % customers},")}{line},p{((order * 2) + line) % 7},{(line + order) % 3 + 1},{order}.{line}5,{zurf(order, line)}"))]);

    private Discovered Discover() => Discoverer.Discover(folder.Path, null, null, null, TestContext.Current.CancellationToken);

    private DiscoveredFile File(string name) => Discover().Files.Single(file => file.Name == $"{name}.csv");

    private LeftColumn? Left(string file, string column)
    {
        var found = File(file);
        Assert.Contains(column, found.Unmapped);
        return found.Explained.FirstOrDefault(left => left.Name == column);
    }

    private string? Says(string file, string column, LeftIs kind)
    {
        var left = Left(file, column);
        Assert.Equal((column, kind), (left?.Name, left?.Is));
        return left?.Says;
    }

    private IReadOnlyList<string> NotUnderstood(string file) => File(file).NotUnderstood;
}
