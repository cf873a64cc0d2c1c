using LiveChat.Audit;
using LiveChat.Cluster.Sessions;
using LiveChat.Search;
using LiveChat.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Cluster.Search;

public sealed class SessionSearchTests : IAsyncLifetime
{
    private readonly ChatStores _stores = new();
    private InMemorySearchIndex _index = null!;
    private ChatCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        _index = new(_stores.Log);
        _cluster = await ChatCluster.Start(silo =>
        {
            new ScriptedAssistant().Install(silo);
            silo.Services.AddSingleton<ISearchIndex>(_index);
        }, _stores);
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task What_was_said_is_found_newest_first_page_by_page_with_its_marks()
    {
        var (first, second) = (await Assistant(People.Visitor), await Assistant(People.Visitor));
        foreach (var (id, text) in new[] { (first, "訂單 1"), (second, "my order"), (first, "订单 2"), (second, "訂單 3") })
        {
            _cluster.Time.Advance(TimeSpan.FromSeconds(1));
            await _cluster.Session(id).Say(People.Visitor, text);
        }

        var page = (await Search(People.Visitor, "訂單", limit: 2)).Value!;
        page.Hits.Select(hit => hit.Snippet).Should().Equal("訂單 3", "订单 2");
        page.Hits[0].Should().BeEquivalentTo(new { SessionId = second, SenderId = "v-1", SenderName = "Vera", Marks = new[] { new SearchMark(0, 2) } });
        var rest = (await Search(People.Visitor, "訂單", before: page.Next, limit: 2)).Value!;
        rest.Hits.Select(hit => hit.Snippet).Should().Equal("訂單 1");
        rest.Next.Should().BeNull();
        (await Search(People.Visitor, "order", second)).Value!.Hits.Should().ContainSingle();
        (await Search(People.Visitor, "order", first)).Value!.Hits.Should().BeEmpty();
    }

    [Fact]
    public async Task Nobody_finds_what_they_may_not_read()
    {
        var id = await Support();
        await _cluster.Session(id).Say(People.Visitor, "secret wish");
        foreach (var stranger in new[] { People.OtherVisitor, People.Buyer, People.AgentElsewhere })
        {
            (await Search(stranger, "secret")).Value!.Hits.Should().BeEmpty();
            (await Search(stranger, "secret", id)).Refusal.Should().Be(Refusal.NoSuchSession);
            (await Search(stranger, "secret", Guid.CreateVersion7())).Refusal.Should().Be(Refusal.NoSuchSession);
        }
        foreach (var reader in new[] { People.Visitor, People.Agent, People.Colleague, People.Admin })
        {
            (await Search(reader, "secret")).Value!.Hits.Should().ContainSingle();
            (await Search(reader, "secret", id)).Value!.Hits.Should().ContainSingle();
        }
        (await _cluster.Client.GetGrain<ISessionSearch>("v-1").Search(People.OtherVisitor, new("secret", null, null, 10))).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
    }

    [Theory]
    [InlineData("", null, 10, RefusalCode.Invalid)]
    [InlineData(" \t\n", null, 10, RefusalCode.Invalid)]
    [InlineData("x", null, 0, RefusalCode.Invalid)]
    [InlineData("x", null, 51, RefusalCode.Invalid)]
    [InlineData("x", "", 10, RefusalCode.Invalid)]
    [InlineData("x", "-1", 10, RefusalCode.Invalid)]
    [InlineData("x", "99999999999999999999", 10, RefusalCode.Invalid)]
    [InlineData("x", "1 or 1=1", 10, RefusalCode.Invalid)]
    public async Task What_is_no_search_is_refused(string query, string? before, int limit, string code) =>
        (await Search(People.Visitor, query, null, before, limit)).Refusal!.Code.Should().Be(code);

    [Fact]
    public async Task A_query_without_end_is_refused() =>
        (await Search(People.Visitor, new('x', 201))).Refusal!.Code.Should().Be(RefusalCode.TooLong);

    [Theory]
    [InlineData("\"")]
    [InlineData("AND")]
    [InlineData("*")]
    [InlineData("-")]
    [InlineData("\0")]
    [InlineData("' or 1=1 --")]
    public async Task Nothing_in_a_query_is_syntax(string query)
    {
        var id = await Assistant(People.Visitor);
        await _cluster.Session(id).Say(People.Visitor, "nothing of the kind");
        (await Search(People.Visitor, query)).Value!.Hits.Should().BeEmpty();
    }

    [Fact]
    public async Task An_admins_search_stands_in_the_trail_or_does_not_take_place()
    {
        var id = await Support();
        await _cluster.Session(id).Say(People.Visitor, "secret wish");
        await Search(People.Visitor, "secret");
        await Search(People.Agent, "secret");
        _stores.Audit.All.Should().BeEmpty();

        await Search(People.Admin, "secret");
        await Search(People.Admin, "secret", id);
        _stores.Audit.All.Select(entry => (entry.Action, entry.ActorId, entry.Target)).Should().Equal(
            (AuditAction.SessionSearched, "root", null), (AuditAction.SessionSearched, "root", id.ToString()));
        _stores.Audit.All.Should().OnlyContain(entry => entry.Detail.Count == 0, "what was sought is not kept");
        _stores.Audit.Away = true;
        (await Search(People.Admin, "secret")).Refusal!.Code.Should().Be(RefusalCode.StoreUnavailable);
    }

    [Fact]
    public async Task With_the_database_away_it_says_so()
    {
        await Assistant(People.Visitor);
        _stores.Log.Away = true;
        (await Search(People.Visitor, "x")).Refusal!.Code.Should().Be(RefusalCode.StoreUnavailable);
    }

    private Task<Outcome<SearchPage>> Search(Caller caller, string query, Guid? sessionId = null, string? before = null, int limit = 20) =>
        _cluster.Client.GetGrain<ISessionSearch>(caller.UserId).Search(caller, new(query, sessionId, before, limit));

    private Task<Guid> Assistant(Caller caller) => Made(_cluster.Create(caller));

    private Task<Guid> Support() => Made(_cluster.Create(People.Visitor, SessionKind.Support, "m1"));

    private async Task<Guid> Made(Task<Guid> creating)
    {
        var id = await creating;
        _index.Sessions.Add(id);
        return id;
    }
}
