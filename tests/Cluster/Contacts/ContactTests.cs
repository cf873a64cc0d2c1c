using LiveChat.Contacts;
using LiveChat.Presence;
using LiveChat.Sessions;

namespace LiveChat.Cluster.Contacts;

public sealed class ContactTests : IAsyncLifetime
{
    private ChatCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        _cluster = await ChatCluster.Start();
        foreach (var person in new[] { People.Visitor, People.Buyer, People.Agent, People.Colleague, People.Admin }) _cluster.Stores.Users.Add(person);
        foreach (var agent in new[] { People.Agent, People.Colleague }) await _cluster.Stores.Desks.SaveSeat(new("m1", agent.UserId, agent.Name, 4), default);
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task People_find_whom_their_role_lets_them_find_and_never_an_admin()
    {
        (await Found(People.Visitor)).Should().BeEmpty();
        (await Found(People.Buyer)).Should().BeEquivalentTo("a1", "a2");
        (await Found(People.Agent)).Should().BeEquivalentTo("a2");
        (await Found(People.Admin)).Should().BeEquivalentTo("v-1", "b1", "a1", "a2");
        (await Found(People.Buyer, "ann")).Should().Equal("a1");
        (await Found(People.Buyer, "root")).Should().BeEmpty();
    }

    [Fact]
    public async Task The_presence_of_who_is_found_is_told()
    {
        await _cluster.Client.GetGrain<IUserPresence>("a2").Connect(People.Colleague, "front", "connection");
        await _cluster.Client.GetGrain<IUserPresence>("a2").SetStatus(People.Colleague, PresenceStatus.Busy);
        var found = (await Look(People.Agent)).Value!.Single();
        found.Presence.Should().Be(PresenceStatus.Busy);
    }

    [Fact]
    public async Task Nobody_looks_in_anothers_name_or_for_too_much()
    {
        var contacts = _cluster.Client.GetGrain<IContacts>("b1");
        (await contacts.Find(People.Agent, "", 10)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        (await contacts.Find(People.Buyer, "", 51)).Refusal!.Code.Should().Be(RefusalCode.Invalid);
        (await contacts.Find(People.Buyer, new('x', 101), 10)).Refusal!.Code.Should().Be(RefusalCode.TooLong);
        (await contacts.Find(People.Buyer, "a\0", 10)).Refusal!.Code.Should().Be(RefusalCode.Invalid);
    }

    [Fact]
    public async Task A_desks_customers_are_for_its_staff_and_admins()
    {
        var id = await _cluster.Create(People.Visitor, SessionKind.Support, "m1");
        await _cluster.Session(id).Send(People.Visitor, new("c1", "hello"));
        var desk = _cluster.Client.GetGrain<IDeskCustomers>("m1");
        foreach (var staff in new[] { People.Agent, People.Admin })
        {
            var customer = (await desk.List(staff, null, 10)).Value!.Customers.Single();
            (customer.Who.Id, customer.LastSession.SessionId, customer.Sessions).Should().Be(("v-1", id, 1));
        }
        foreach (var other in new[] { People.Visitor, People.Buyer, People.AgentElsewhere })
            (await desk.List(other, null, 10)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        (await desk.List(People.Agent, null, 0)).Refusal!.Code.Should().Be(RefusalCode.Invalid);
    }

    [Fact]
    public async Task A_database_that_is_away_is_told()
    {
        _cluster.Stores.Users.Away = true;
        (await Look(People.Buyer)).Refusal!.Code.Should().Be(RefusalCode.StoreUnavailable);
    }

    private Task<Outcome<Contact[]>> Look(Caller caller, string text = "") => _cluster.Client.GetGrain<IContacts>(caller.UserId).Find(caller, text, 50);

    private async Task<IEnumerable<string>> Found(Caller caller, string text = "") => (await Look(caller, text)).Value!.Select(contact => contact.Id);
}
