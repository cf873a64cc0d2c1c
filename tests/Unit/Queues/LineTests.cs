namespace LiveChat.Unit.Queues;

public sealed class LineTests
{
    private readonly QueueAtDesk _desk = new();

    [Fact]
    public void Who_came_first_stands_first()
    {
        _desk.Arrive(2, since: _desk.Now.AddSeconds(-5));
        _desk.Arrive(1, since: _desk.Now.AddSeconds(-9)).Position.Should().Be(1);
        _desk.Queue.PlaceOf(QueueAtDesk.Id(2))!.Position.Should().Be(2);
    }

    [Fact]
    public void Urgency_is_a_head_start()
    {
        _desk.Arrive(1);
        _desk.Arrive(2, urgency: 1).Position.Should().Be(1);
        _desk.Arrive(3, urgency: 3).Position.Should().Be(1);
        Line().Should().Equal(3, 2, 1);
    }

    [Theory]
    [InlineData(14 * 60, 1)]
    [InlineData(16 * 60, 2)]
    public void Nobody_starves_behind_the_urgent(int waitedSeconds, int placeOfTheUrgent)
    {
        _desk.Arrive(1);
        _desk.Pass(waitedSeconds);
        _desk.Arrive(2, urgency: 3).Position.Should().Be(placeOfTheUrgent);
    }

    [Theory]
    [InlineData(7, 3)]
    [InlineData(-2, 0)]
    public void Urgency_outside_its_range_counts_as_the_nearest(int urgency, int like)
    {
        _desk.Arrive(1, like);
        _desk.Arrive(2, urgency, since: _desk.Now.AddTicks(1));
        Line().Should().Equal(1, 2);
    }

    [Fact]
    public void Enqueued_again_it_keeps_its_place()
    {
        _desk.Arrive(1);
        _desk.Pass(1);
        _desk.Arrive(2);
        _desk.Pass(1);
        _desk.Arrive(1).Position.Should().Be(1);
        _desk.Queue.Snapshot().WaitingCount.Should().Be(2);
    }

    [Fact]
    public void Enqueued_again_as_more_urgent_it_moves_up_and_its_offer_stands()
    {
        _desk.Seat("amy");
        _desk.Arrive(1);
        _desk.Arrive(2);
        _desk.Arrive(1, urgency: 2);
        _desk.Told().Should().Equal("amy offered 1");
        _desk.Claim(1, "amy").Value!.Reason.Should().Be("least_load");
    }

    [Fact]
    public void Released_it_leaves_the_line_and_its_offer_is_withdrawn()
    {
        _desk.Seat("amy");
        _desk.Arrive(1);
        _desk.Arrive(2);
        _desk.Release(1);
        _desk.Told().Should().Equal("amy offered 1", "amy closed 1", "amy offered 2");
        _desk.Queue.PlaceOf(QueueAtDesk.Id(1)).Should().BeNull();
    }

    [Fact]
    public void Releasing_what_is_not_here_does_nothing()
    {
        var version = _desk.Queue.Version;
        _desk.Release(9);
        _desk.Queue.Version.Should().Be(version);
        _desk.Queue.IsEmpty.Should().BeTrue();
    }

    [Fact]
    public void A_snapshot_shows_the_first_two_hundred_and_counts_all()
    {
        for (var session = 1; session <= 205; session++) _desk.Arrive(session, since: _desk.Now.AddSeconds(session));
        var snapshot = _desk.Queue.Snapshot();
        snapshot.Waiting.Should().HaveCount(200);
        snapshot.WaitingCount.Should().Be(205);
        snapshot.Waiting[^1].Should().Match<LiveChat.Queues.WaitingSession>(entry => entry.Position == 200 && entry.SessionId == QueueAtDesk.Id(200));
    }

    private int[] Line() => [.. _desk.Queue.Snapshot().Waiting.Select(entry => BitConverter.ToInt32(entry.SessionId.ToByteArray()))];
}
