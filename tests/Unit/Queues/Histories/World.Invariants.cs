using LiveChat.Queues;
using LiveChat.Sessions;

namespace LiveChat.Unit.Queues.Histories;

/// <summary>What must hold after every step.</summary>
internal sealed partial class World
{
    private void CheckInvariants()
    {
        var desk = _queue.Snapshot();
        NobodyForgotten(desk);
        OffersAreWhatAgentsWereTold(desk);
        NobodyOverCapacity(desk);
        LineIsInOrder(desk);
        NobodyWaitsBesideAFreeAgent(desk);
        WarningsAreOwed();
        Fault(desk.Opening!.Open == IsOpen(), $"the desk is open: {IsOpen()}, the queue says {desk.Opening.Open}");
        foreach (var agent in _agents) Fault(desk.Agents.Single(load => load.AgentId == agent.Id).OnShift == IsOnShift(agent), $"{agent.Id} works: {IsOnShift(agent)}");
    }

    private void NobodyForgotten(DeskSnapshot desk)
    {
        var waiting = desk.Waiting.Select(entry => entry.SessionId).ToHashSet();
        Fault(waiting.Count == desk.Waiting.Length && desk.WaitingCount == waiting.Count, "a session stands in line twice");
        foreach (var session in _sessions.Where(session => !_unsure.Contains(session.Id)))
            Fault(waiting.Contains(session.Id) == session.Status is SessionStatus.Waiting, $"{session.Id} is {session.Status}, in line: {waiting.Contains(session.Id)}");

        foreach (var agent in _agents)
        {
            var sure = _sessions.Count(session => session.Status is SessionStatus.Assigned && session.Assignee == agent.Id && !_unsure.Contains(session.Id));
            var active = desk.Agents.Single(load => load.AgentId == agent.Id).Active;
            Fault(active >= sure && active <= sure + _unsure.Count, $"{agent.Id} has {sure} sessions, the queue counts {active}");
        }
    }

    private void OffersAreWhatAgentsWereTold(DeskSnapshot desk)
    {
        foreach (var entry in desk.Waiting)
            Fault(entry.OfferedTo == (_standing.TryGetValue(entry.SessionId, out var told) ? told.AgentId : null), $"{entry.SessionId} is offered to {entry.OfferedTo}, told was {told.AgentId}");
        foreach (var (sessionId, offer) in _standing)
        {
            Fault(desk.Waiting.Any(entry => entry.SessionId == sessionId), $"{sessionId} does not wait, but an offer stands");
            Fault(offer.ExpiresAt > _now, $"the offer of {sessionId} ran out, but stands");
        }
    }

    private void NobodyOverCapacity(DeskSnapshot desk)
    {
        foreach (var agent in _agents) Fault(LoadOf(desk, agent) <= agent.Capacity, $"{agent.Id} has {LoadOf(desk, agent)} of {agent.Capacity}");
    }

    private void LineIsInOrder(DeskSnapshot desk)
    {
        for (var index = 1; index < desk.Waiting.Length; index++)
            Fault(Rank(desk.Waiting[index - 1]) <= Rank(desk.Waiting[index]), $"place {index} stands before a better one");
        foreach (var entry in desk.Waiting)
            Fault(_queue.PlaceOf(entry.SessionId)?.Position == entry.Position, $"{entry.SessionId} is at {entry.Position} and at {_queue.PlaceOf(entry.SessionId)}");
    }

    /// <summary>Unless it is spared: it refused lately, and no other free agent is there to go between.</summary>
    private void NobodyWaitsBesideAFreeAgent(DeskSnapshot desk)
    {
        var free = _agents.Where(agent => agent.Serves && IsOnShift(agent) && LoadOf(desk, agent) < agent.Capacity).ToArray();
        if (!IsOpen())
        {
            // Nobody waits at a closed desk without knowing: told just now, or lately and the word was lost.
            foreach (var entry in desk.Waiting.Where(entry => entry.OfferedTo is null))
                Fault(_toldAway.TryGetValue(entry.SessionId, out var at) && _now < at + _options.LostRepeat, $"{entry.SessionId} waits at a closed desk and was not told");
            return;
        }
        foreach (var entry in desk.Waiting.Where(entry => entry.OfferedTo is null))
            Fault(free.Length == 0 || (free.Length == 1 && Spared(entry.SessionId, free[0].Id)), $"{entry.SessionId} waits beside {string.Join(", ", free.Select(agent => agent.Id))}");
    }

    /// <summary>Whoever got an offer was spared all that stands before it.</summary>
    private void OffersWentByOrder(IEnumerable<OfferMade> offers)
    {
        if (!IsOpen()) return; // a closed desk offers to who is asked for by name alone
        var desk = _queue.Snapshot();
        foreach (var (agentId, offer) in offers)
        {
            if (desk.Waiting.SingleOrDefault(entry => entry.SessionId == offer.SessionId) is not { } offered || offered.OfferedTo != agentId) continue;
            foreach (var earlier in desk.Waiting.Where(entry => entry.OfferedTo is null && entry.Position < offered.Position))
                Fault(Spared(earlier.SessionId, agentId), $"{agentId} was offered {offer.SessionId} before {earlier.SessionId}");
        }
    }

    private bool Spared(Guid sessionId, string agentId) =>
        _refused.TryGetValue((sessionId, agentId), out var at) && _now < at + _options.DeclineCoolDown;

    private static int LoadOf(DeskSnapshot desk, Agent agent) =>
        desk.Agents.Where(load => load.AgentId == agent.Id).Sum(load => load.Active - load.Idle) + desk.Waiting.Count(entry => entry.OfferedTo == agent.Id);

    private static DateTimeOffset Rank(WaitingSession entry) => entry.WaitingSince - TimeSpan.FromMinutes(5 * entry.Urgency);

    private static void Fault(bool holds, string what)
    {
        if (!holds) throw new BrokenInvariantException(what);
    }
}

internal sealed class BrokenInvariantException(string what) : Exception(what);
