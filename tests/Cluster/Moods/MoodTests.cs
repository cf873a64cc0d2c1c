using LiveChat.Cluster.Sessions;
using LiveChat.Moods;
using LiveChat.Sessions;

namespace LiveChat.Cluster.Moods;

/// <summary>How a customer sounds: for the staff to see, and to hurry.</summary>
public sealed class MoodTests : IAsyncLifetime
{
    private SessionFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await SessionFixture.Start();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task The_staff_is_told_and_the_customer_is_not()
    {
        var id = await _fixture.Support();
        var (shared, notes) = (await _fixture.Cluster.Listen(id), await _fixture.Cluster.Listen<SessionEvent>(StreamNames.Notes(id)));
        await _fixture.Control(id).Feel(new Mood(1, -50));
        (await notes.Expect<MoodShown>()).Mood.Should().Be(new Mood(1, -50));
        shared.All.OfType<MoodShown>().Should().BeEmpty();

        _fixture.Cluster.Stores.Moods.Put(id, new Mood(1, -50), new Mood(4, 40));
        (await _fixture.Session(id).Moods(People.Agent)).Value!.Should().BeEquivalentTo(new { Moods = new[] { new Mood(1, -50), new Mood(4, 40) }, Current = 10 });
        (await _fixture.Session(id).Moods(People.Visitor)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
    }

    [Fact]
    public async Task Who_asks_for_a_person_in_anger_waits_more_urgently_and_the_staff_reads_why()
    {
        var id = await _fixture.Support();
        await _fixture.Session(id).Say(People.Visitor, "This is terrible, I am furious about your awful service!");
        await _fixture.Session(id).RequestHuman(People.Visitor, new(null, null));
        (await _fixture.Queue.Tickets.Expect<LiveChat.Queues.QueueTicket>(ticket => ticket.SessionId == id)).Urgency.Should().Be(2);
        var notes = (await _fixture.Session(id).Notes(People.Agent, new(null, null, 10))).Value!.Messages;
        notes.Should().ContainSingle().Which.Event!.Should().Match<SystemEvent>(raised => raised.Name == SystemEventName.UrgencyRaised && raised.Args["urgency"] == "2");
    }

    [Fact]
    public async Task What_a_model_heard_counts_more_than_words()
    {
        var (calm, bitter) = (await _fixture.Support(), await _fixture.Support());
        var (loud, polite) = (await _fixture.Session(calm).Say(People.Visitor, "This is terrible, I am furious!"), await _fixture.Session(bitter).Say(People.Visitor, "Lovely, thank you."));
        await _fixture.Control(calm).Feel(new Mood(loud.Seq, 0));
        await _fixture.Control(bitter).Feel(new Mood(polite.Seq, -80));
        foreach (var id in new[] { calm, bitter }) await _fixture.Session(id).RequestHuman(People.Visitor, new(null, null));
        (await _fixture.Queue.Tickets.Expect<LiveChat.Queues.QueueTicket>(ticket => ticket.SessionId == calm)).Urgency.Should().Be(0);
        (await _fixture.Queue.Tickets.Expect<LiveChat.Queues.QueueTicket>(ticket => ticket.SessionId == bitter)).Urgency.Should().Be(2);
    }

    [Fact]
    public async Task Who_asks_calmly_waits_as_usual()
    {
        var id = await _fixture.Support();
        await _fixture.Session(id).Say(People.Visitor, "How much is shipping?");
        await _fixture.Session(id).RequestHuman(People.Visitor, new(null, null));
        (await _fixture.Queue.Tickets.Expect<LiveChat.Queues.QueueTicket>(ticket => ticket.SessionId == id)).Urgency.Should().Be(0);
    }

    [Fact]
    public async Task A_mood_that_falls_while_waiting_hurries_once_and_never_back()
    {
        var id = await _fixture.Support();
        await _fixture.Session(id).Say(People.Visitor, "Hello?");
        await _fixture.Session(id).RequestHuman(People.Visitor, new(null, null));
        await _fixture.Control(id).Feel(new Mood(3, -40));
        (await _fixture.Queue.Tickets.Expect<LiveChat.Queues.QueueTicket>(ticket => ticket.SessionId == id && ticket.Urgency == 1)).Should().NotBeNull();
        await _fixture.Control(id).Feel(new Mood(4, -35));
        await _fixture.Control(id).Feel(new Mood(5, 80));
        await _fixture.Control(id).Feel(new Mood(6, -90));
        (await _fixture.Queue.Tickets.Expect<LiveChat.Queues.QueueTicket>(ticket => ticket.SessionId == id && ticket.Urgency == 2)).Should().NotBeNull();
        (await _fixture.Session(id).Read(People.Agent)).Value!.Header.Urgency.Should().Be(2);
        (await _fixture.Session(id).Notes(People.Agent, new(null, null, 10))).Value!.Messages.Count(note => note.Event?.Name == SystemEventName.UrgencyRaised).Should().Be(2);
    }

    [Fact]
    public async Task A_mood_costs_who_does_not_wait_nothing()
    {
        var id = await _fixture.Support();
        var notes = await _fixture.Cluster.Listen<SessionEvent>(StreamNames.Notes(id));
        await _fixture.Control(id).Feel(new Mood(1, -95));
        await notes.Expect<MoodShown>();
        (await _fixture.Session(id).Read(People.Agent)).Value!.Header.Urgency.Should().Be(0);
        _fixture.Queue.Tickets.All.Should().BeEmpty();
    }
}
