using LiveChat.Presence;
using LiveChat.Queues;
using LiveChat.Sessions;

namespace LiveChat.Cluster.Queues;

public sealed class ShowingTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Visitors_are_told_when_they_move_up()
    {
        await using var desk = await DeskFixture.Start();
        var first = await desk.Ask(People.Visitor);
        desk.Pass(Moment);
        var second = await desk.Chat.Create(People.OtherVisitor, SessionKind.Support, DeskFixture.Desk);
        var told = await desk.Chat.Listen(second);
        await desk.Chat.Session(second).RequestHuman(People.OtherVisitor, new(null, null));
        desk.Pass(Moment);
        await told.Expect<QueueMoved>(moved => moved.Place.Position == 2);

        await desk.Chat.Session(first).Close(People.Visitor, null);
        desk.Pass(Moment);
        await told.Expect<QueueMoved>(moved => moved.Place.Position == 1);
        told.All.OfType<QueueMoved>().Should().HaveCount(2, "a place that did not change is not told again");
    }

    [Fact]
    public async Task The_staff_is_told_of_changes_and_many_at_once_are_told_together()
    {
        await using var desk = await DeskFixture.Start(null, People.Agent);
        var told = await desk.Chat.Listen<DeskEvent>(StreamNames.Desk(DeskFixture.Desk));
        await desk.Ask(People.Visitor);
        await told.Expect<QueueChanged>(); // the first is told at once, the clock stands still
        foreach (var visitor in new[] { People.OtherVisitor, People.Buyer }) await desk.Ask(visitor);
        var before = told.All.OfType<QueueChanged>().Count();

        desk.Pass(Moment);
        var changed = await told.Expect<QueueChanged>(changed => changed.WaitingCount == 3);
        changed.Waiting.Should().HaveCount(2, "the first has been told already");
        told.All.OfType<QueueChanged>().Count().Should().Be(before + 1);
    }

    [Fact]
    public async Task A_returning_agent_sees_the_standing_offer_again()
    {
        await using var desk = await DeskFixture.Start(null, People.Agent);
        var before = await desk.ComeOnline(People.Agent);
        var id = await desk.Ask(People.Visitor);
        var first = await before.Expect<SessionOffered>();
        await desk.GoAway(People.Agent);
        await desk.Until(now => now.Agents.Single().Status is PresenceStatus.Offline);

        desk.Pass(TimeSpan.FromSeconds(5));
        var after = await desk.ComeOnline(People.Agent);
        var again = await after.Expect<SessionOffered>();
        again.Offer.SessionId.Should().Be(id);
        again.Offer.ExpiresAt.Should().Be(first.Offer.ExpiresAt);
    }

    [Fact]
    public async Task While_the_store_is_away_a_new_queue_says_so_and_works_once_it_is_back()
    {
        await using var desk = await DeskFixture.Start(null, People.Agent);
        desk.Chat.Log.Away = true;
        var ask = () => desk.Queue.PlaceOf(Guid.CreateVersion7());
        await ask.Should().ThrowAsync<Exception>();
        desk.Chat.Log.Away = false;
        (await desk.Queue.PlaceOf(Guid.CreateVersion7())).Should().BeNull();
    }

    [Fact]
    public async Task A_running_queue_outlives_a_store_that_goes_away()
    {
        await using var desk = await DeskFixture.Start(null, People.Agent);
        var id = Guid.CreateVersion7();
        await desk.Queue.Enqueue(new(id, "Vera", desk.Chat.Time.GetUtcNow(), 0, null, null, null));
        desk.Chat.Log.Away = true;
        (await desk.Queue.Claim(id, People.Agent)).Value!.AgentId.Should().Be("a1");
        await desk.Queue.Release(id);
        (await desk.Queue.PlaceOf(id)).Should().BeNull();
    }
}
