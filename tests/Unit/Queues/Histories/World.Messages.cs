using LiveChat.Queues;
using LiveChat.Sessions;

namespace LiveChat.Unit.Queues.Histories;

/// <summary>What goes between the sessions and the queue: it arrives, arrives twice, or is lost.</summary>
internal sealed partial class World
{
    /// <summary>Offers that stand, by what the agents were told.</summary>
    private readonly Dictionary<Guid, (string AgentId, DateTimeOffset At, DateTimeOffset ExpiresAt)> _standing = [];

    private readonly Dictionary<(Guid SessionId, string AgentId), DateTimeOffset> _refused = [];
    private readonly Dictionary<Guid, string> _lastGrant = [];

    /// <summary>When each session was last told that the desk is closed.</summary>
    private readonly Dictionary<Guid, DateTimeOffset> _toldAway = [];

    /// <summary>Sessions of which a message was lost since the queue was last made equal to the store.</summary>
    private readonly HashSet<Guid> _unsure = [];

    private void Send(Session session, Action deliver)
    {
        if (_fate is Fate.Lost)
        {
            _unsure.Add(session.Id);
            return;
        }

        deliver();
        if (_fate is Fate.ArrivesTwice) deliver();
    }

    private void SendEnqueue(Session session)
    {
        var since = session.WaitingSince!.Value;
        Send(session, () => Enqueue(session, since));
    }

    private void Enqueue(Session session, DateTimeOffset since)
    {
        _queue.Tick(_now);
        DoEffects();
        NotePassedOn(session.Id);
        if (session.Status is not SessionStatus.Waiting) _unsure.Add(session.Id); // sent away between one word and its repetition
        var place = _queue.Enqueue(
            new QueueTicket(session.Id, "v", since, session.Urgency, session.Previous, session.Requested, session.Urgency > 0 ? "a late parcel" : null), _now);
        Fault(place.Position >= 1, $"{session.Id} was queued at {place.Position}");
    }

    /// <summary>Whoever is here and had it is not offered it at once again.</summary>
    private void NotePassedOn(Guid sessionId)
    {
        if (_lastGrant.Remove(sessionId, out var had) && _agents.Single(agent => agent.Id == had).Present) _refused[(sessionId, had)] = _now;
    }

    /// <summary>Asks the queue, and holds its answer against what the agents were told.</summary>
    private Outcome<Assignment> Claim(Agent agent, Session session)
    {
        _queue.Tick(_now);
        DoEffects();
        agent.ShowLife(_now);
        var before = _queue.Snapshot();
        var offered = _standing.TryGetValue(session.Id, out var offer) && offer.AgentId == agent.Id;
        var waits = before.Waiting.Any(waiting => waiting.SessionId == session.Id);
        var free = LoadOf(before, agent) < agent.Capacity;

        var outcome = _queue.Claim(session.Id, agent.Id, _now);
        if (waits)
        {
            Fault(outcome.Value is not null == (offered || free), $"{agent.Id} (free {free}, offered {offered}) claimed {session.Id}, which waits: {outcome}");
            Fault(outcome.Value is null || outcome.Value.Reason == "picked" != offered, $"offered {offered}, but granted as {outcome.Value?.Reason}");
        }
        else if (!free && session.Status is not SessionStatus.Assigned && !_unsure.Contains(session.Id))
        {
            Fault(outcome.Value is null, $"{agent.Id} is full and got {session.Id}");
        }

        if (outcome.Value is null) return outcome;
        Fault(_queue.Claim(session.Id, agent.Id, _now).Value == outcome.Value, "the same claim again is not granted the same again");
        if (offered) _standing.Remove(session.Id);
        _lastGrant[session.Id] = agent.Id;
        foreach (var other in _agents.Where(other => other != agent))
        {
            var second = new Agent(other.Id, other.Capacity);
            Fault(_queue.Claim(session.Id, second.Id, _now).Value is null, $"{session.Id} was given to {agent.Id} and to {other.Id}");
            other.ShowLife(_now);
        }

        return outcome;
    }

    private void DoEffects()
    {
        for (var effects = _queue.TakeEffects(); effects.Count > 0; effects = _queue.TakeEffects())
        {
            var known = _standing.Keys.ToHashSet();
            foreach (var effect in effects) Do(effect);
            OffersWentByOrder(effects.OfType<OfferMade>().Where(made => !known.Contains(made.Offer.SessionId)));
            foreach (var missed in effects.OfType<AgentMissed>()) Lose(missed.AgentId, missed.SessionId);
            foreach (var full in effects.OfType<ReturnedToNoSlot>()) Lose(full.AgentId, full.SessionId);
            foreach (var away in effects.OfType<SentAway>()) SendAway(away.SessionId);
        }
    }

    private void Do(QueueEffect effect)
    {
        switch (effect)
        {
            case OfferMade(var agentId, var offer):
                if (_standing.TryGetValue(offer.SessionId, out var known))
                {
                    Fault(known.AgentId == agentId && known.ExpiresAt == offer.ExpiresAt, $"{offer.SessionId} is offered to {known.AgentId} and to {agentId}");
                    break;
                }

                var at = offer.ExpiresAt - _options.OfferTimeout;
                Fault(_agents.Single(agent => agent.Id == agentId) is { Serves: true } free && IsOnShift(free), $"{agentId} does not serve, but was offered {offer.SessionId}");
                _standing[offer.SessionId] = (agentId, at, offer.ExpiresAt);
                break;
            case OfferEnded(var agentId, var sessionId, var reason):
                Fault(_standing.Remove(sessionId, out var ended) && ended.AgentId == agentId, $"no offer of {sessionId} to {agentId} stood, but it ended as {reason}");
                if (reason is "expired") _agents.Single(agent => agent.Id == agentId).Lapse(ended.At, _now, _options);
                if (reason is "expired" or "declined") _refused[(sessionId, agentId)] = _now;
                break;
            case AgentMissed(var agentId, _):
                var lost = _agents.Single(agent => agent.Id == agentId).AbsentSince + _options.PresenceGrace;
                Fault(lost <= _now, $"{agentId} counts as lost, but that begins {lost}");
                break;
            case ReturnedToNoSlot(var agentId, var sessionId):
                Fault(LoadOf(_queue.Snapshot(), _agents.Single(agent => agent.Id == agentId)) >= _agents.Single(agent => agent.Id == agentId).Capacity, $"{agentId} has a place free for {sessionId}");
                break;
            case SentAway(var sessionId, _):
                Fault(!IsOpen(), $"{sessionId} was sent away from an open desk");
                _toldAway[sessionId] = _now;
                break;
            case TargetsToJudge:
                _mustLook = true;
                break;
            case PromiseBroken(var miss):
                Broken(miss);
                break;
            default:
                throw new InvalidOperationException($"No such effect: {effect}.");
        }
    }
    /// <summary>As the session grain does it: ignored unless that agent has it.</summary>
    private void Lose(string agentId, Guid sessionId)
    {
        var session = _byId[sessionId];
        if (_fate is Fate.Lost || session.Status is not SessionStatus.Assigned || session.Assignee != agentId) return;
        session.Wait(session.WaitingSince ?? _now);
        SendEnqueue(session);
    }

    /// <summary>As the session grain does it: kept as a ticket, then the assistant's again.</summary>
    private void SendAway(Guid sessionId)
    {
        var session = _byId[sessionId];
        if (_fate is Fate.Lost || session.Status is not SessionStatus.Waiting) return;
        session.End(SessionStatus.Open, _now);
        Send(session, () => _queue.Release(session.Id, _now));
    }
}
