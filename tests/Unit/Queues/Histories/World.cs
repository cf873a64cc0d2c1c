using LiveChat.Desks;
using LiveChat.Presence;
using LiveChat.Queues;
using LiveChat.Schedules;
using LiveChat.Sessions;

namespace LiveChat.Unit.Queues.Histories;

/// <summary>A desk with its agents, the sessions as they would be stored, and the queue under test between them.</summary>
internal sealed partial class World
{
    private const string Desk = "platform";
    private static readonly int[] Capacities = [1, 2, 3, 1, 2];

    /// <summary>The days of the desk: always; from eight to ten; all in short shifts, so that it closes between them; two of them in shifts; nobody at all.</summary>
    private static readonly DeskSchedule[] Schedules =
    [
        DeskSchedule.Always(Desk),
        DeskSchedule.Always(Desk) with { Targets = new(60, 900, 50), Hours = [.. Enum.GetValues<DayOfWeek>().Select(day => new WeeklySpan(day, 8 * 60, 10 * 60))] },
        DeskSchedule.Always(Desk) with { Targets = new(30, null, 80), Shifts = [Shifts("a0", 0), Shifts("a1", 5), Shifts("a2", 0), Shifts("a3", 5), Shifts("a4", 0)] },
        DeskSchedule.Always(Desk) with { Targets = new(null, 600, 100), Shifts = [Shifts("a0", 0), Shifts("a1", 15)] },
        DeskSchedule.Always(Desk) with { Targets = new(60, 60, 50), Hours = [] },
    ];

    private static readonly DeskSchedule AtFirst = DeskSchedule.Always(Desk) with { Targets = new(120, 1200, 75), Revision = 1 };

    private readonly QueueOptions _options = new();
    private readonly List<Session> _sessions = [];
    private readonly Dictionary<Guid, Session> _byId = [];
    private readonly Agent[] _agents = [.. Capacities.Select((capacity, index) => new Agent($"a{index}", capacity))];
    private (SessionHeader[] Headers, Dictionary<Guid, LastWords> Words, DateTimeOffset At)? _read;
    private DeskSchedule _schedule = AtFirst;
    private DeskQueue _queue;
    private DateTimeOffset _now = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
    private Fate _fate;

    public World()
    {
        foreach (var agent in _agents) agent.AbsentSince = _now;
        _queue = new DeskQueue(Desk, _options);
        _queue.SetSchedule(_schedule, _now);
        _queue.SetSeats(Seats(), _now);
    }

    public void Do(Step step)
    {
        _fate = step.Fate;
        var agent = _agents[step.One % _agents.Length];
        switch (step.Kind)
        {
            case StepKind.Arrive: Arrive(step.One % 4, step.Other); break;
            case StepKind.AnswerOffer: if (AnyOffer(step.One) is { } offer) Accept(offer.Agent, offer.Session); break;
            case StepKind.PickByHand: if (AnySession(step.Other) is { } picked) Accept(agent, picked); break;
            case StepKind.Decline: Decline(agent, step.Other); break;
            case StepKind.Close: if (AnySession(step.Other) is { } closed) Close(closed); break;
            case StepKind.Transfer: if (AnySession(step.Other) is { } passed) Transfer(passed, step.One); break;
            case StepKind.Escalate: if (AnySession(step.Other) is { } urgent) Escalate(urgent, step.One % 4); break;
            case StepKind.Status: Tell(agent, (PresenceStatus)(step.Other % 4), agent.Connected); break;
            case StepKind.Disconnect: Tell(agent, agent.Status, present: false); break;
            case StepKind.Reconnect: Tell(agent, step.Other % 5 == 0 ? agent.Status : PresenceStatus.Online, present: true); break;
            case StepKind.Repeat: foreach (var connected in _agents.Where(a => a.Connected)) Tell(connected, connected.Status, present: true); break;
            case StepKind.Wait: Wait(TimeSpan.FromSeconds((step.Other % 13) switch { 0 => 300, 1 => 61, 2 => 31, var few => few })); break;
            case StepKind.Silence: Silence(); break;
            case StepKind.CustomerSays: if (AnySession(step.Other) is { } spoke) CustomerSays(spoke); break;
            case StepKind.AgentSays: if (AnySession(step.Other) is { } answered) AgentSays(answered); break;
            case StepKind.Reschedule: Reschedule(step.One); break;
            case StepKind.ReadHeaders: _read = (Headers(), Words(), _now); break;
            case StepKind.Sweep: Sweep(); break;
            case StepKind.Settle: Settle(); break;
            case StepKind.EndOfDay: EndOfDay(); break;
            case StepKind.Restart: Restart(step.Other); break;
            default: throw new InvalidOperationException($"No such step: {step.Kind}.");
        }

        DoEffects();
        LookIfAsked();
        CheckInvariants();
    }

    private void Arrive(int urgency, int preferred)
    {
        var session = new Session(new Guid(_sessions.Count + 1, 0, 0, new byte[8])) { Urgency = urgency, Previous = preferred % 3 == 0 ? _agents[preferred % _agents.Length].Id : null };
        _sessions.Add(session);
        _byId.Add(session.Id, session);
        session.Wait(_now);
        SendEnqueue(session);
    }

    /// <summary>As the session grain does it: it knows who has it; else it asks the queue and stores what is granted.</summary>
    private void Accept(Agent agent, Session session)
    {
        if (session.Status is SessionStatus.Closed) return;
        var outcome = Claim(agent, session);
        if (outcome.Value is null) return;
        if (session.Status is SessionStatus.Assigned && session.Assignee != agent.Id)
        {
            Fault(_unsure.Contains(session.Id), $"{session.Id} was given to {agent.Id} although {session.Assignee} has it");
            return;
        }

        if (_fate is Fate.Lost) _unsure.Add(session.Id); // the grant never reached the session, or could not be stored
        else session.Assign(agent.Id);
    }

    private void Decline(Agent agent, int which)
    {
        var mine = _standing.Where(offer => offer.Value.AgentId == agent.Id).Select(offer => offer.Key).Order().ToArray();
        var sessionId = mine.Length > 0 ? mine[which % mine.Length] : AnySession(which)?.Id ?? Guid.Empty;
        _queue.Tick(_now);
        DoEffects();
        var stands = _standing.TryGetValue(sessionId, out var offer) && offer.AgentId == agent.Id;
        if (stands) agent.ShowLife(_now);
        var refusal = _queue.Decline(sessionId, agent.Id, _now);
        Fault(refusal is null == stands, $"declining {sessionId} by {agent.Id} answered {refusal}, an offer stands: {stands}");
    }

    private void Close(Session session)
    {
        if (session.Status is SessionStatus.Closed) return;
        session.End(SessionStatus.Closed, _now);
        Send(session, () => _queue.Release(session.Id, _now));
    }

    private void Transfer(Session session, int target)
    {
        if (session.Status is not SessionStatus.Assigned) return;
        session.Wait(target % 2 == 0 ? _now : session.WaitingSince ?? _now);
        session.Requested = target % 3 == 0 ? null : _agents[target % _agents.Length].Id;
        SendEnqueue(session);
    }

    private void Escalate(Session session, int urgency)
    {
        if (session.Status is not SessionStatus.Waiting) return;
        session.Urgency = urgency;
        SendEnqueue(session);
    }

    private void Tell(Agent agent, PresenceStatus status, bool present)
    {
        _queue.Tick(_now);
        DoEffects();
        agent.Told(status, present, _now);
        _queue.SetAvailability(new AgentAvailability(agent.Id, agent.Id, status, present), _now);
    }

    private void Wait(TimeSpan time)
    {
        _now += time;
        foreach (var agent in _agents) agent.Wait(_now, _options);
        _queue.Tick(_now);
    }

    private void Sweep()
    {
        if (_read is not var (headers, words, at))
        {
            Look();
            return;
        }
        _read = null;
        _unheard.UnionWith(_sessions.Where(session => session.Said.Exists(said => said.ByStaff && said.At >= at)).Select(session => session.Id));
        _queue.Sweep(headers, new Dictionary<Guid, string>(), at, _now, words);
    }

    private void Reschedule(int which)
    {
        _schedule = Schedules[which % Schedules.Length] with { Revision = _schedule.Revision + 1 };
        _queue.SetSchedule(_schedule, _now);
        _said.Clear(); // promises that end and begin anew are noticed anew; what was recorded already is not recorded twice
    }

    /// <summary>Nobody says a word for longer than makes a visitor idle; who is connected stays so, and the queue looks at the store from time to time.</summary>
    private void Silence()
    {
        for (var waited = TimeSpan.Zero; waited <= _options.IdleAfter; waited += TimeSpan.FromSeconds(50))
        {
            Wait(TimeSpan.FromSeconds(50));
            foreach (var connected in _agents.Where(agent => agent.Connected)) Tell(connected, connected.Status, present: true);
            DoEffects();
        }
        Sweep();
    }

    /// <summary>As the session grain does it: stored, then the queue is told, until it has heard.</summary>
    private void CustomerSays(Session session)
    {
        if (session.Status is SessionStatus.Closed) return;
        session.Said.Add(new(ByStaff: false, _now));
        if (session.Status is SessionStatus.Assigned) _queue.VisitorBack(session.Id, _now);
    }

    /// <summary>After all messages had their time, one sweep makes queue and store equal, whatever was lost.</summary>
    private void Settle()
    {
        _fate = Fate.Arrives;
        Wait(_options.SettleTime);
        DoEffects();
        Wait(TimeSpan.FromSeconds(1));
        DoEffects();
        _read = null;
        Sweep();
        _unsure.Clear();
    }

    /// <summary>Everybody goes home: whatever happened before, in the end all that agents had waits again, in line.</summary>
    private void EndOfDay()
    {
        Settle();
        foreach (var agent in _agents) Tell(agent, agent.Status, present: false);
        Wait(_options.PresenceGrace + TimeSpan.FromSeconds(1));
        DoEffects();
        Fault(_sessions.All(session => session.Status is not SessionStatus.Assigned), "a lost agent keeps a session");
        Fault(_standing.Count == 0, "a lost agent keeps an offer");
    }

    /// <summary>The process died: a new queue knows only what is stored, and some of the agents.</summary>
    private void Restart(int known)
    {
        (_queue, _read) = (new DeskQueue(Desk, _options), null);
        _queue.SetSeats(Seats(), _now);
        _standing.Clear();
        _refused.Clear();
        _unsure.Clear();
        _said.Clear();
        foreach (var agent in _agents) agent.Forgotten(_now);
        _queue.SetSchedule(_schedule, _now);
        Look();
        for (var index = 0; index < _agents.Length; index++)
            if ((known >> index) % 2 == 0) Tell(_agents[index], PresenceStatus.Online, present: true);
    }

    /// <summary>Every other quarter of an hour, so many minutes later.</summary>
    private static AgentShifts Shifts(string agentId, int later) => new(agentId,
        [.. Enum.GetValues<DayOfWeek>().SelectMany(day => Enumerable.Range(0, 48).Select(part => new WeeklySpan(day, (part * 30) + later, (part * 30) + later + 15)))], []);

    /// <summary>By the clock, without any of the code under test.</summary>
    private bool IsOnShift(Agent agent) => Array.Find(_schedule.Shifts, shifts => shifts.AgentId == agent.Id) is not { } shifts
        || Array.Exists(shifts.Weekly, span => span.Day == _now.DayOfWeek && _now.TimeOfDay.TotalMinutes >= span.From && _now.TimeOfDay.TotalMinutes < span.To);

    private bool IsOpen() =>
        (_schedule.Hours is null || Array.Exists(_schedule.Hours, span => span.Day == _now.DayOfWeek && _now.TimeOfDay.TotalMinutes >= span.From && _now.TimeOfDay.TotalMinutes < span.To))
        && _agents.Any(IsOnShift);

    private DeskSeat[] Seats() => [.. _agents.Select((agent, at) => new DeskSeat(Desk, agent.Id, agent.Id, agent.Capacity) { Skills = at % 2 == 0 ? ["parcel"] : [] })];

    private SessionHeader[] Headers() =>
        [.. _sessions.Where(session => session.Status is SessionStatus.Waiting or SessionStatus.Assigned).Select(session => session.Header(Desk))];

    private Dictionary<Guid, LastWords> Words() => _sessions.Where(session => session.Said.Count > 0).ToDictionary(session => session.Id, session => new LastWords(session.Id, [.. session.Said]));

    private Session? AnySession(int which) => _sessions.Count == 0 ? null : _sessions[^(1 + (which % Math.Min(_sessions.Count, 12)))];

    private (Agent Agent, Session Session)? AnyOffer(int which)
    {
        if (_standing.Count == 0) return null;
        var (sessionId, offer) = _standing.OrderBy(o => o.Key).ElementAt(which % _standing.Count);
        return (_agents.Single(agent => agent.Id == offer.AgentId), _byId[sessionId]);
    }
}
