using LiveChat.Cluster.Sessions;
using LiveChat.Desks;
using LiveChat.Sessions;
using LiveChat.Tickets;

namespace LiveChat.Cluster.Tickets;

/// <summary>A cluster with two agents at the desk m1 (Ann knows refunds) and one at m3; shared by the tests of a class.</summary>
public sealed class TicketFixture : IAsyncLifetime
{
    private SessionFixture _sessions = null!;

    public ChatCluster Cluster => _sessions.Cluster;

    public InMemoryTickets Tickets => Cluster.Stores.Tickets;

    public async Task InitializeAsync()
    {
        _sessions = await SessionFixture.Start();
        var stores = Cluster.Stores;
        await stores.Desks.Save(new("m3", "Toy shop"), default);
        foreach (var person in new[] { People.Visitor, People.OtherVisitor, People.Buyer, People.Agent, People.Colleague, People.AgentElsewhere, People.Admin }) stores.Users.Add(person);
        await stores.Desks.SaveSeat(new DeskSeat("m1", People.Agent.UserId, People.Agent.Name, 4) { Skills = ["refund", "退款"] }, default);
        await stores.Desks.SaveSeat(new DeskSeat("m1", People.Colleague.UserId, People.Colleague.Name, 4), default);
        await stores.Desks.SaveSeat(new DeskSeat("m3", People.AgentElsewhere.UserId, People.AgentElsewhere.Name, 4), default);
    }

    public async Task DisposeAsync() => await _sessions.DisposeAsync();

    public ITicket Ticket(Guid id) => Cluster.Client.GetGrain<ITicket>(id);

    /// <summary>A support session of somebody at a desk, in which something was said.</summary>
    public async Task<Guid> Chat(Caller customer, string deskId = "m1")
    {
        var id = await Cluster.Create(customer, SessionKind.Support, deskId);
        await Cluster.Session(id).Say(customer, "the tea pot came broken");
        return id;
    }

    /// <summary>Opens a ticket and expects it to be there.</summary>
    public async Task<Ticket> Open(Caller caller, NewTicket? wanted = null, Guid? id = null)
    {
        var opened = await Ticket(id ?? Guid.CreateVersion7()).Open(caller, wanted ?? New());
        opened.Refusal.Should().BeNull();
        return opened.Value!;
    }

    public static NewTicket New(string subject = "Broken pot", string deskId = "m1") => new(deskId, subject, "It came in pieces.");
}
