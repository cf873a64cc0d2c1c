using LiveChat.Silo.Ai.AskedData;

namespace LiveChat.Unit.Assistant.Tools;

public sealed class SelectRewriterTests
{
    private static readonly AskedView[] Views =
    [
        new() { Name = "orders_view", Columns = ["order_id", "placed_at", "total", "status"], Owner = "customer_id" },
        new() { Name = "shop.items_view", Columns = ["order_id", "item", "quantity"], Owner = "buyer" },
        new() { Name = "catalogue", Columns = ["item", "price"], LeastRole = UserRole.Customer },
    ];

    private const string Orders = "(select \"order_id\", \"placed_at\", \"total\", \"status\" from \"orders_view\" where \"customer_id\" = @asker)";

    [Theory]
    [InlineData("select * from orders_view", $"select * from {Orders} as \"orders_view\" limit 51")]
    [InlineData("SELECT order_id, total FROM orders_view WHERE status = 'paid' ORDER BY placed_at DESC LIMIT 3;",
        $"select \"order_id\", \"total\" from {Orders} as \"orders_view\" where \"status\" = 'paid' order by \"placed_at\" desc limit 4")]
    [InlineData("select count(*) as n, Sum(TOTAL) from orders_view o where o.Status in ('paid', 'it''s') and total between 1 and -2.5",
        $"select count(*) as \"n\", sum(\"total\") from {Orders} as \"o\" where \"o\".\"status\" in ('paid', 'it''s') and \"total\" between 1 and - 2.5 limit 51")]
    [InlineData("select price from catalogue where not (price is not null or item like '%茶%') limit 9999",
        "select \"price\" from (select \"item\", \"price\" from \"catalogue\") as \"catalogue\" where not (\"price\" is not null or \"item\" like '%茶%') limit 51")]
    [InlineData("select v.item from orders_view left join items_view as v on v.order_id = orders_view.order_id group by v.item having count(v.item) > 1 order by v.item asc",
        $"select \"v\".\"item\" from {Orders} as \"orders_view\" left join (select \"order_id\", \"item\", \"quantity\" from \"shop\".\"items_view\" where \"buyer\" = @asker) as \"v\" on \"v\".\"order_id\" = \"orders_view\".\"order_id\" group by \"v\".\"item\" having count(\"v\".\"item\") > 1 order by \"v\".\"item\" limit 51")]
    public void What_is_understood_is_written_anew_over_the_own_rows_and_with_a_bound(string sql, string rewritten) =>
        SelectRewriter.Rewrite(sql, Views, 50, isTSql: false).Should().Be(rewritten);

    [Fact]
    public void T_SQL_has_its_own_bound_and_texts() =>
        SelectRewriter.Rewrite("select item from catalogue where item = '茶'", Views, 50, isTSql: true)
            .Should().Be("select \"item\" from (select \"item\", \"price\" from \"catalogue\") as \"catalogue\" where \"item\" = N'茶' order by 1 offset 0 rows fetch next 51 rows only");

    [Theory]
    [InlineData("")]
    [InlineData("select")]
    [InlineData("drop table orders")]
    [InlineData("update orders_view set total = 0")]
    [InlineData("insert into orders_view values (1)")]
    [InlineData("delete from orders_view")]
    [InlineData("select * from secrets")]
    [InlineData("select * from main.orders_view")]
    [InlineData("select * from orders_view; select * from catalogue")]
    [InlineData("select * from orders_view -- where")]
    [InlineData("select/**/1 from orders_view")]
    [InlineData("select * from orders_view union select * from catalogue")]
    [InlineData("select (select item from catalogue) from orders_view")]
    [InlineData("select * from (select * from orders_view) x")]
    [InlineData("select * from orders_view where exists (select 1 from catalogue)")]
    [InlineData("select * from orders_view where order_id in (select order_id from items_view)")]
    [InlineData("with x as (select 1) select * from x")]
    [InlineData("select customer_id from orders_view")]
    [InlineData("select * from orders_view where customer_id = 'b2'")]
    [InlineData("select \"total\" from orders_view")]
    [InlineData("select [total] from orders_view")]
    [InlineData("select `total` from orders_view")]
    [InlineData("select @asker from orders_view")]
    [InlineData("select $1 from orders_view")]
    [InlineData("select :a from orders_view")]
    [InlineData("select load_extension('x') from orders_view")]
    [InlineData("select pg_sleep(10) from orders_view")]
    [InlineData("select pg_read_file('/etc/passwd') from orders_view")]
    [InlineData("select total::text from orders_view")]
    [InlineData("select cast(total as text) from orders_view")]
    [InlineData("select case when 1=1 then 1 end from orders_view")]
    [InlineData("select total into outfile from orders_view")]
    [InlineData("select * from orders_view for update")]
    [InlineData("select * from orders_view limit 1 offset 5")]
    [InlineData("select * from orders_view where status = 'a\\'")]
    [InlineData("select * from orders_view where status = 'a")]
    [InlineData("select * from orders_view, catalogue")]
    [InlineData("select * from orders_view cross join catalogue")]
    [InlineData("select * from orders_view natural join catalogue")]
    [InlineData("select order_id from orders_view join items_view on 1=1")]
    [InlineData("select * from orders_view join orders_view on 1=1")]
    [InlineData("select x.total from orders_view")]
    [InlineData("select * from orders_view where total like total")]
    [InlineData("select * from orders_view where 1.2.3 = 1")]
    [InlineData("select * from orders_view where \u0000")]
    [InlineData("select тotal from orders_view")]
    public void What_is_not_understood_or_not_allowed_is_refused(string sql)
    {
        var rewrite = () => SelectRewriter.Rewrite(sql, Views, 50, isTSql: false);
        rewrite.Should().Throw<SqlRefusedException>();
    }

    [Fact]
    public void Depth_and_length_have_an_end()
    {
        foreach (var sql in new[] { $"select {new string('(', 500)}1 from catalogue", "select " + string.Join('-', Enumerable.Repeat(" ", 300)) + "1 from catalogue", $"select '{new string('x', 3000)}' from catalogue" })
        {
            var rewrite = () => SelectRewriter.Rewrite(sql, Views, 50, isTSql: false);
            rewrite.Should().Throw<SqlRefusedException>();
        }
    }

    [Fact]
    public void Whatever_comes_in_nothing_but_what_was_understood_goes_out()
    {
        // Random pieces of SQL in a row: either they are refused, or only names that are allowed stand outside texts.
        string[] pieces = ["select", "*", "from", "orders_view", "where", "total", "=", "1", "'; drop --'", "or", "(", ")", "union", "secrets", ",", "order", "by", "limit", "5", "-", "not", "catalogue", "join", "on", "as", "x", "\"", ";", "and", "price", "count", "."];
        var random = new Random(20261120);
        for (var i = 0; i < 20_000; i++)
        {
            var sql = "select " + string.Join(' ', Enumerable.Range(0, random.Next(1, 14)).Select(_ => pieces[random.Next(pieces.Length)]));
            try
            {
                var rewritten = SelectRewriter.Rewrite(sql, Views, 50, isTSql: false);
                var bare = string.Concat(rewritten.Split('\'').Where((_, at) => at % 2 == 0));
                bare.Should().NotContainAny(["secrets", ";", "--", "union", "drop"], "{0} became {1}", sql, rewritten);
                rewritten.Should().MatchRegex(" limit [0-9]+$");
            }
            catch (SqlRefusedException)
            {
                // As it should be.
            }
        }
    }

    [Fact]
    public void A_view_is_for_the_roles_that_it_is_meant_for()
    {
        var visitor = new Caller("v", "V", UserRole.Visitor, []);
        var buyer = new Caller("b1", "B", UserRole.Customer, []);
        var agent = new Caller("m1", "M", UserRole.Agent, []);
        Views[0].IsFor(visitor).Should().BeFalse("it is of customers with orders");
        Views[0].IsFor(buyer).Should().BeTrue();
        new AskedView { Name = "everything" }.IsFor(buyer).Should().BeFalse("nobody owns its rows");
        new AskedView { Name = "everything" }.IsFor(agent).Should().BeTrue();
        Views[2].IsFor(buyer).Should().BeTrue();
    }

    [Fact]
    public void Settings_that_would_open_too_much_are_refused_by_name()
    {
        var validator = new AskedDatabaseOptionsValidator();
        validator.Validate(null, new()).Succeeded.Should().BeTrue("it is off");
        var result = validator.Validate(null, new() { Enabled = true, MaxRows = 0, Views = [new() { Name = "a;drop", Columns = ["x y"] }] });
        result.FailureMessage.Should().Contain("ConnectionString").And.Contain("MaxRows").And.Contain("a;drop").And.Contain("columns");
    }
}
