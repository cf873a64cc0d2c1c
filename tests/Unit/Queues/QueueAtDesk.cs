using LiveChat.Desks;
using LiveChat.Presence;
using LiveChat.Queues;
using LiveChat.Schedules;
using LiveChat.Sessions;

namespace LiveChat.Unit.Queues;

/// <summary>A desk's queue with a clock moved by hand. Sessions are numbered, and agents are named by their id.</summary>
internal sealed class QueueAtDesk
{
    public const string DeskId = "platform";
    private readonly List<DeskSeat> _seats = [];

    public QueueAtDesk(QueueOptions? options = null) => Queue = new DeskQueue(DeskId, options ?? Patient);

    /// <summary>The defaults, but an agent's presence need not be repeated.</summary>
    public static QueueOptions Patient { get; } = new() { AvailabilityLease = TimeSpan.FromDays(1) };

    public DeskQueue Queue { get; private set; }

    public DateTimeOffset Now { get; private set; } = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    public static Guid Id(int session) => new(session, 0, 0, new byte[8]);

    public QueueAtDesk Seat(string agentId, int capacity = 1, PresenceStatus? status = PresenceStatus.Online, params string[] skills)
    {
        _seats.RemoveAll(seat => seat.UserId == agentId);
        _seats.Add(new DeskSeat(DeskId, agentId, agentId, capacity) { Skills = skills });
        Queue.SetSeats(_seats, Now);
        if (status is { } known) Tell(agentId, known);
        return this;
    }

    public void Unseat(string agentId)
    {
        _seats.RemoveAll(seat => seat.UserId == agentId);
        Queue.SetSeats(_seats, Now);
    }

    public void Tell(string agentId, PresenceStatus status, bool present = true) =>
        Queue.SetAvailability(new AgentAvailability(agentId, agentId, status, present), Now);

    public void Leave(string agentId) => Tell(agentId, PresenceStatus.Online, present: false);

    public QueuePlace Arrive(int session, int urgency = 0, string? preferred = null, string? requested = null, DateTimeOffset? since = null) =>
        Queue.Enqueue(new QueueTicket(Id(session), $"visitor {session}", since ?? Now, urgency, preferred, requested, "late parcel"), Now);

    public Outcome<Assignment> Claim(int session, string agentId) => Queue.Claim(Id(session), agentId, Now);

    public Refusal? Decline(int session, string agentId) => Queue.Decline(Id(session), agentId, Now);

    public void Release(int session) => Queue.Release(Id(session), Now);

    public void Pass(double seconds)
    {
        Now += TimeSpan.FromSeconds(seconds);
        Queue.Tick(Now);
    }

    public void SetBack(double seconds)
    {
        Now -= TimeSpan.FromSeconds(seconds);
        Queue = Queue.Anew(Now);
    }

    public void Sweep(params SessionHeader[] headers) => Sweep(Now, headers);

    /// <summary>A sweep that also reads when people last spoke.</summary>
    public void Sweep(SessionHeader[] headers, params LastWords[] words) =>
        Queue.Sweep(headers, headers.ToDictionary(header => header.SessionId, header => "visitor " + header.CreatorId), Now, Now, words.ToDictionary(said => said.SessionId));

    public void Schedule(DeskSchedule schedule) => Queue.SetSchedule(schedule with { DeskId = DeskId }, Now);

    public void Sweep(DateTimeOffset readAt, params SessionHeader[] headers) =>
        Queue.Sweep(headers, headers.ToDictionary(header => header.SessionId, header => "visitor " + header.CreatorId), readAt, Now);

    public SessionHeader Waits(int session, DateTimeOffset? since = null, int urgency = 0) =>
        Header(session, SessionStatus.Waiting) with { WaitingSince = since ?? Now, Urgency = urgency };

    public SessionHeader Has(string agentId, int session) => Header(session, SessionStatus.Assigned) with { AssigneeId = agentId, AssigneeName = agentId };

    /// <summary>To whom a session is offered; null when to nobody.</summary>
    public string? OfferedTo(int session) => Queue.Snapshot().Waiting.Single(entry => entry.SessionId == Id(session)).OfferedTo;

    public int Active(string agentId) => Queue.Snapshot().Agents.Single(agent => agent.AgentId == agentId).Active;

    /// <summary>What happened since the last time this was asked, as short words.</summary>
    public string[] Told() =>
    [
        .. Queue.TakeEffects().Select(effect => effect switch
        {
            OfferMade made => $"{made.AgentId} offered {Number(made.Offer.SessionId)}",
            OfferEnded ended => $"{ended.AgentId} {ended.Reason} {Number(ended.SessionId)}",
            SentAway away => $"{Number(away.SessionId)} sent away",
            ReturnedToNoSlot full => $"{full.AgentId} full for {Number(full.SessionId)}",
            TargetsToJudge => "to judge",
            PromiseBroken broken => $"{broken.Miss.Target} broken for {Number(broken.Miss.SessionId)}",
            AgentMissed missed => $"{missed.AgentId} missed in {Number(missed.SessionId)}",
            _ => effect.ToString(),
        }),
    ];

    private static int Number(Guid session) => BitConverter.ToInt32(session.ToByteArray());

    private SessionHeader Header(int session, SessionStatus status) => new()
    {
        SessionId = Id(session), Kind = SessionKind.Support, Title = "", Status = status, DeskId = DeskId,
        CreatorId = session.ToString(System.Globalization.CultureInfo.InvariantCulture), CreatedAt = Now, UpdatedAt = Now,
    };
}
