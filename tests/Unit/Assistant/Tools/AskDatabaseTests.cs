using LiveChat.Assistant.Tools;
using LiveChat.Silo.Ai.AskedData;
using LiveChat.Unit.Assistant.Injection;

namespace LiveChat.Unit.Assistant.Tools;

public sealed class AskDatabaseTests : IAsyncLifetime
{
    private readonly AskedFile _file = new();
    private readonly Workshop _shop = new();

    public async Task InitializeAsync()
    {
        await _file.Fill();
        _shop.Tools.Add(_file.Tool);
    }

    public Task DisposeAsync() => _file.DisposeAsync().AsTask();

    [Fact]
    public async Task Everybody_sees_their_own_rows()
    {
        (await Ask("select order_id, total from orders_view order by order_id")).Value.Should().BeEquivalentTo(
            new AskedRows(["order_id", "total"], [["10001", "5"], ["10002", "7"]], HasMore: false));
        (await Ask("select sum(total) as sum from orders_view")).Data.Should().Contain("12");
        var other = await _shop.For(Workshop.Buyer with { UserId = "b2" }).Use("ask_database", ToolArguments.Of("sql", "select order_id from orders_view"), default);
        other.Data.Should().Contain("20002").And.NotContain("10001");
    }

    [Fact]
    public async Task Rows_have_an_end_and_it_says_so()
    {
        _file.Settings.MaxRows = 1;
        var rows = (await Ask("select order_id from orders_view order by order_id limit 100")).Value.Should().BeOfType<AskedRows>().Subject;
        (rows.Rows.Length, rows.HasMore).Should().Be((1, true));
    }

    [Fact]
    public async Task A_question_that_takes_too_long_is_broken_off()
    {
        await _file.Execute("insert into orders with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000) select i, 'b1', 'x', 1 from n");
        _file.Settings.Timeout = TimeSpan.FromMilliseconds(50);
        var answer = await Ask("select count(*) from orders_view a join orders_view b on a.total = b.total join orders_view c on c.total = b.total").WaitAsync(Asking.Patience);
        answer.Outcome.Should().Be(ToolOutcome.Timeout);
    }

    [Fact]
    public async Task What_the_database_does_not_take_is_refused_without_its_words()
    {
        var answer = await Ask("select sum(abs(note, note)) from orders_view");
        answer.Outcome.Should().Be(ToolOutcome.Refused);
        answer.Data.Should().NotContain("SQLite").And.NotContain("argument");
    }

    [Fact]
    public async Task Nothing_can_be_written_even_past_the_grammar()
    {
        using var database = new AskedDatabase(Microsoft.Extensions.Options.Options.Create(_file.Settings));
        foreach (var sql in new[] { "delete from orders", "pragma query_only = off; delete from orders", "create table x (y)" })
        {
            var ask = () => database.Ask(sql, "b1", default);
            await ask.Should().ThrowAsync<System.Data.Common.DbException>(sql);
        }

        (await _file.Count("orders")).Should().Be(3);
    }

    [Fact]
    public void It_is_off_until_it_is_turned_on_and_never_for_who_may_ask_about_nothing()
    {
        _shop.For(Workshop.Buyer).Offers("ask_database").Should().BeTrue();
        _shop.For(Workshop.Visitor).Offers("ask_database").Should().BeFalse();
        _file.Settings.Enabled = false;
        _shop.For(Workshop.Buyer).Offers("ask_database").Should().BeFalse();
        new AskedDatabaseOptions().Enabled.Should().BeFalse();
    }

    private Task<ToolAnswer> Ask(string sql) => _shop.For(Workshop.Buyer).Use("ask_database", ToolArguments.Of("sql", sql), default);
}
