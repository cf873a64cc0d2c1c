using LiveChat.Cluster.Queues;
using LiveChat.Presence;
using LiveChat.Queues;
using LiveChat.Schedules;
using LiveChat.Sessions;

namespace LiveChat.Cluster.Schedules;

/// <summary>The desk m1 with real sessions and queue: hours that end, agents whose shift ends, promises, visitors who fall silent. The tickets are scripted.</summary>
public sealed class HoursTests : IAsyncLifetime
{
    private readonly ScriptedTickets _tickets = new();
    private DeskFixture _desk = null!;

    private DateTimeOffset Now => _desk.Chat.Time.GetUtcNow();

    public async Task InitializeAsync() => _desk = await DeskFixture.Start(null, _tickets.Install, People.Agent, People.Colleague);

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task When_the_hours_end_nobody_who_waits_is_forgotten()
    {
        await Set(Open(Now, hours: 2));
        var (asked, other) = (await _desk.Ask(People.Visitor), await _desk.Ask(People.Buyer));
        var tape = await _desk.Chat.Listen(asked);
        _desk.Pass(TimeSpan.FromHours(2));

        var closed = await tape.Expect<MessagesAppended>(appended => appended.Messages[0].Event?.Name == SystemEventName.DeskClosed);
        closed.Status.Should().Be(SessionStatus.Open);
        var args = closed.Messages[0].Event!.Args;
        args["ticketNumber"].Should().NotBeEmpty();
        DateTimeOffset.Parse(args["opensAt"], System.Globalization.CultureInfo.InvariantCulture).Should().Be(Now.AddHours(22 + (24 * 6)), "a week later at the same time");
        await _desk.Until(desk => desk.WaitingCount == 0);
        _tickets.All.Should().HaveCount(2).And.Contain(ticket => ticket.SessionIds[0] == asked && ticket.CustomerId == "v-1" && ticket.Description == "the parcel is late");
        _desk.Chat.Log.HeaderOf(other)!.Status.Should().Be(SessionStatus.Open);

        (await _desk.Chat.Session(asked).RequestHuman(People.Visitor, new(null, null))).Refusal!.Code.Should().Be(RefusalCode.DeskClosed);
        _desk.Chat.Log.HeaderOf(asked)!.Status.Should().Be(SessionStatus.Open);
    }

    [Fact]
    public async Task A_ticket_that_cannot_be_opened_now_is_opened_later_and_once_though_the_process_dies_meanwhile()
    {
        _tickets.Refusal = new(RefusalCode.StoreUnavailable, "away by the test's wish");
        await Set(Open(Now, hours: 2));
        var asked = await _desk.Ask(People.Visitor);
        _desk.Pass(TimeSpan.FromHours(2));
        await _tickets.Openings.Expect<(Guid, Caller, LiveChat.Tickets.NewTicket)>();
        _desk.Chat.Log.HeaderOf(asked)!.Status.Should().Be(SessionStatus.Waiting, "what it waits for is not kept yet");

        await _desk.Chat.KillAndRestart();
        _tickets.Refusal = null;
        await _desk.Snapshot(); // as its reminder would
        await Until(() => _desk.Chat.Log.HeaderOf(asked)!.Status is SessionStatus.Open);
        _tickets.All.Should().ContainSingle();
        _tickets.Openings.All.Select(opening => opening.TicketId).Distinct().Should().ContainSingle("the same wish has the same id");
        _desk.Chat.Log.All(asked).Count(entry => entry.Event?.Name == SystemEventName.DeskClosed).Should().Be(1);
    }

    [Fact]
    public async Task Where_no_ticket_can_be_opened_at_all_the_customer_is_told_all_the_same()
    {
        _tickets.Refusal = new(RefusalCode.Invalid, "by the test's wish");
        await Set(Open(Now, hours: 2));
        var asked = await _desk.Ask(People.Visitor);
        _desk.Pass(TimeSpan.FromHours(2));
        await Until(() => _desk.Chat.Log.HeaderOf(asked)!.Status is SessionStatus.Open);
        _desk.Chat.Log.All(asked)[^1].Event!.Args.Should().Contain("ticketNumber", "");
    }

    [Fact]
    public async Task The_end_of_the_last_shift_closes_the_desk_and_what_agents_have_stays_theirs()
    {
        await Set(DeskSchedule.Always("m1") with { Shifts = [new("a1", Spans(Now, 2), []), new("a2", Spans(Now, 2), [])] });
        var ann = await _desk.ComeOnline(People.Agent);
        var served = await _desk.Ask(People.Visitor);
        await ann.Expect<SessionOffered>();
        (await _desk.Chat.Session(served).Accept(People.Agent)).Refusal.Should().BeNull();
        _desk.Pass(TimeSpan.FromHours(2));

        await _desk.Until(desk => desk.Opening is { Open: false } && desk.Agents.All(agent => !agent.OnShift));
        _desk.Chat.Log.HeaderOf(served)!.AssigneeId.Should().Be("a1");
        var late = await _desk.Chat.Create(People.Buyer, SessionKind.Support, "m1");
        (await _desk.Chat.Session(late).RequestHuman(People.Buyer, new(null, null))).Refusal!.Code.Should().Be(RefusalCode.DeskClosed);
    }

    [Fact]
    public async Task The_desk_on_duty_gets_the_wishes_of_its_topics_and_of_closed_hours()
    {
        await Set(Open(Now, hours: 2) with { Duty = [new("m2", [], ["refund"], false), new("m2", [], [], true)] });
        var (plain, topic) = (await _desk.Chat.Create(People.Visitor, SessionKind.Support, "m1"), await _desk.Chat.Create(People.Visitor, SessionKind.Support, "m1"));
        await _desk.Chat.Session(plain).RequestHuman(People.Visitor, new(null, "my parcel"));
        await _desk.Chat.Session(topic).RequestHuman(People.Visitor, new(null, "I want a REFUND"));
        _desk.Chat.Log.HeaderOf(plain)!.DeskId.Should().Be("m1");
        _desk.Chat.Log.HeaderOf(topic)!.DeskId.Should().Be("m2");
        _desk.Chat.Log.All(topic)[^1].Event!.Args.Should().Contain("askedDeskId", "m1");

        _desk.Pass(TimeSpan.FromHours(3));
        var night = await _desk.Chat.Create(People.Buyer, SessionKind.Support, "m1");
        (await _desk.Chat.Session(night).RequestHuman(People.Buyer, new(null, null))).Refusal.Should().BeNull();
        _desk.Chat.Log.HeaderOf(night)!.DeskId.Should().Be("m2");
    }

    [Fact]
    public async Task A_session_is_not_passed_on_to_a_desk_that_is_closed()
    {
        await Set(Open(Now, hours: 2) with { DeskId = "m2", Hours = [] });
        var ann = await _desk.ComeOnline(People.Agent);
        var id = await _desk.Ask(People.Visitor);
        await ann.Expect<SessionOffered>();
        await _desk.Chat.Session(id).Accept(People.Agent);
        (await _desk.Chat.Session(id).Transfer(People.Agent, new("m2", null, null)))!.Code.Should().Be(RefusalCode.DeskClosed);
        _desk.Chat.Log.HeaderOf(id)!.AssigneeId.Should().Be("a1");
    }

    [Fact]
    public async Task A_broken_promise_is_recorded_once_however_often_the_process_dies()
    {
        await Set(DeskSchedule.Always("m1") with { Targets = new(60, null, 50) });
        var id = await _desk.Ask(People.Visitor);
        _desk.Pass(TimeSpan.FromSeconds(30));
        await _desk.Until(desk => desk.Late is [{ Missed: false, Target: Target.FirstReply, CustomerName: "Vera" }]);
        _desk.Chat.Stores.Schedules.Misses.Should().BeEmpty();

        await _desk.Chat.KillAndRestart();
        _desk.Pass(TimeSpan.FromSeconds(30));
        await _desk.Until(desk => desk.Late is [{ Missed: true }]);
        await Until(() => _desk.Chat.Stores.Schedules.Misses.Length == 1);
        for (var times = 0; times < 2; times++)
        {
            await _desk.Chat.KillAndRestart();
            await _desk.Until(desk => desk.Late is [{ Missed: true }]);
        }
        _desk.Chat.Stores.Schedules.Misses.Should().ContainSingle().Which.Should().BeEquivalentTo(new { SessionId = id, DeskId = "m1", Target = Target.FirstReply });
    }

    [Fact]
    public async Task An_answer_in_time_keeps_the_promise_though_its_queue_died()
    {
        await Set(DeskSchedule.Always("m1") with { Targets = new(60, null, 50) });
        var ann = await _desk.ComeOnline(People.Agent);
        var id = await _desk.Ask(People.Visitor);
        await ann.Expect<SessionOffered>();
        await _desk.Chat.Session(id).Accept(People.Agent);
        _desk.Pass(TimeSpan.FromSeconds(59));
        (await _desk.Chat.Session(id).Send(People.Agent, new("c1", "Good morning"))).Refusal.Should().BeNull();

        await _desk.Chat.KillAndRestart();
        _desk.Pass(TimeSpan.FromMinutes(5));
        await _desk.Until(desk => desk is { Late: [], Agents: [{ Active: 1 }, ..] });
        _desk.Chat.Stores.Schedules.Misses.Should().BeEmpty();
    }

    [Fact]
    public async Task A_session_that_ends_while_the_queue_reads_what_was_said_broke_no_promise()
    {
        await Set(DeskSchedule.Always("m1") with { Targets = new(60, null, 50) });
        var ann = await _desk.ComeOnline(People.Agent);
        var id = await _desk.Ask(People.Visitor);
        await ann.Expect<SessionOffered>();
        await _desk.Chat.Session(id).Accept(People.Agent);
        (await _desk.Chat.Session(id).Send(People.Agent, new("c1", "Good morning"))).Refusal.Should().BeNull();

        await _desk.Chat.KillAndRestart();
        _desk.Pass(TimeSpan.FromMinutes(5));
        var looks = 0;
        _desk.Chat.Log.BeforeWords = async () =>
        {
            if (Interlocked.Increment(ref looks) > 1) return;
            await _desk.Chat.Log.Append(new() { Header = _desk.Chat.Log.HeaderOf(id)! with { Status = SessionStatus.Closed } }, CancellationToken.None);
        };
        await _desk.Ask(People.Buyer);

        // What the first look found broken, a later one would have recorded.
        await Until(() => Volatile.Read(ref looks) >= 5);
        _desk.Chat.Stores.Schedules.Misses.Should().BeEmpty();
    }

    [Fact]
    public async Task A_silent_visitors_slot_is_free_and_taken_again_but_never_twice()
    {
        await _desk.Seat(People.Agent, capacity: 1);
        var ann = await _desk.ComeOnline(People.Agent);
        var silent = await _desk.Ask(People.Visitor);
        await ann.Expect<SessionOffered>();
        await _desk.Chat.Session(silent).Accept(People.Agent);
        await _desk.Chat.Session(silent).Send(People.Agent, new("c1", "Are you there?"));
        var next = await _desk.Ask(People.Buyer);
        (await _desk.Snapshot()).Waiting.Single().OfferedTo.Should().BeNull();

        _desk.Pass(TimeSpan.FromMinutes(15));
        await ann.Expect<SessionOffered>(offered => offered.Offer.SessionId == next);
        (await _desk.Chat.Session(next).Accept(People.Agent)).Refusal.Should().BeNull();
        await _desk.Until(desk => desk.Agents.Single(agent => agent.AgentId == "a1") is { Active: 2, Idle: 1 });

        (await _desk.Chat.Session(silent).Send(People.Visitor, new("v1", "I am back"))).Refusal.Should().BeNull();
        await Until(() => _desk.Chat.Log.HeaderOf(silent)!.Status is SessionStatus.Waiting);
        _desk.Chat.Log.All(silent)[^1].Event!.Args.Should().Contain("reason", "full");
        await _desk.Until(desk => desk.Agents.Single(agent => agent.AgentId == "a1") is { Active: 1, Idle: 0 });
    }

    private async Task Set(DeskSchedule schedule) =>
        (await _desk.Chat.Client.GetGrain<ISchedule>(schedule.DeskId).Change(People.Admin, schedule with { Revision = 0 })).Refusal.Should().BeNull();

    /// <summary>A desk that is open from now on for so many hours, once a week.</summary>
    private static DeskSchedule Open(DateTimeOffset now, int hours) => DeskSchedule.Always("m1") with { Hours = Spans(now, hours) };

    private static WeeklySpan[] Spans(DateTimeOffset from, int hours)
    {
        var begin = (from.Hour * 60) + from.Minute;
        return [new(from.DayOfWeek, begin, (begin + (hours * 60) - 1) % (24 * 60) + 1)];
    }

    private static async Task Until(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(ChatCluster.Patience);
        while (!holds())
        {
            if (patience.IsCancellationRequested) throw new TimeoutException("It never became so.");
            await Task.Delay(ChatCluster.Tick, CancellationToken.None);
        }
    }
}
