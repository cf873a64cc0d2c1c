using System.Globalization;
using LiveChat.Moods;
using LiveChat.Queues;

namespace LiveChat.Sessions;

// Waiting for a person, having one, and losing one.
internal sealed partial class LogDraft
{
    /// <summary>A person was asked for at a desk: why, and in short what was said before, for when no reason was given.</summary>
    public void Wait(string deskId, string? reason, string? gist = null, string? askedDeskId = null)
    {
        RaiseEpoch(SessionControl.People);
        Header = Header with { Status = SessionStatus.Waiting, DeskId = deskId, WaitingSince = now, WaitingReason = string.IsNullOrWhiteSpace(reason) ? gist : reason };
        (string, string)[] details = [("deskId", deskId), ("reason", reason ?? "")];
        AddEvent(SystemEventName.Waiting, "Waiting for an agent.", null, askedDeskId is null ? details : [.. details, ("askedDeskId", askedDeskId)]);
    }

    /// <summary>
    /// The customer does not want a person any more: the assistant answers again. A conversation with the assistant alone
    /// belonged to the desk for the sake of that wish only.
    /// </summary>
    public void CancelRequest()
    {
        AddEvent(SystemEventName.RequestCancelled, "The request for a person was taken back.", null, ("deskId", Header.DeskId!));
        ReturnToAssistant();
    }

    /// <summary>The desk closed before anybody came. What was wanted is kept as a ticket, where one could be opened.</summary>
    public void LeaveClosedDesk(KeptWish kept)
    {
        var ticket = kept.TicketNumber is { } number ? (Id: kept.WishId.ToString(), Number: Number(number)) : (Id: "", Number: "");
        AddEvent(SystemEventName.DeskClosed, "The desk has closed; nobody came.", null,
            ("deskId", kept.DeskId), ("opensAt", kept.OpensAt?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) ?? ""),
            ("ticketId", ticket.Id), ("ticketNumber", ticket.Number));
        ReturnToAssistant();
    }

    /// <summary>What was said lately may make the session more urgent; how it sounds may be known better than by the lexicon.</summary>
    public void Hurry(Message[] tail, IReadOnlyDictionary<long, int> felt)
    {
        var mood = MoodRules.Current([.. tail.Select(entry => MoodRules.Of(entry, felt)).OfType<Mood>()]);
        Hurry(MoodRules.Urgency(mood), mood);
    }

    /// <summary>A low mood makes the session more urgent; why is told to the staff alone.</summary>
    public void Hurry(int urgency, int mood)
    {
        if (urgency <= Header.Urgency) return;
        Header = Header with { Urgency = urgency };
        AddNote(SystemNote(SystemEventName.UrgencyRaised, "The customer's mood makes this more urgent.", ("urgency", Number(urgency)), ("mood", Number(mood))));
    }

    /// <summary>An agent gets the session and becomes a member. Why this agent is told to the staff alone.</summary>
    public void Assign(Assignment assignment, Caller agent)
    {
        RaiseEpoch(SessionControl.Agent);
        Header = Header with
        {
            Status = SessionStatus.Assigned,
            AssigneeId = agent.UserId,
            AssigneeName = agent.Name,
            RequestedAgentId = null,
        };
        AddEvent(SystemEventName.Assigned, $"{agent.Name} has joined.", null, ("agentId", agent.UserId), ("agentName", agent.Name));
        _members = [.. _members, new SessionMember(agent.UserId, agent.Name, agent.Role, state.Member(agent.UserId)?.ReadSeq ?? 0)];
        AddNote(SystemNote(SystemEventName.AssignmentExplained, $"{agent.Name} was chosen: {assignment.Reason}.",
            ("agentId", agent.UserId), ("agentName", agent.Name), ("reason", assignment.Reason), ("candidates", string.Join('\n', assignment.Candidates))));
    }

    /// <summary>The agent passes the session on; it waits at the front, by its old waiting time.</summary>
    public void Transfer(string deskId, string? agentId, Caller from)
    {
        LeaveAgent(deskId);
        // The one who passes it on is not the one to get it back.
        Header = Header with { PreviousAgentId = null, RequestedAgentId = agentId };
        (string, string) target = agentId is null ? ("deskId", deskId) : ("agentId", agentId);
        AddEvent(SystemEventName.Transferred, "The session was passed on.", null, ("fromAgentId", from.UserId), target);
    }

    /// <summary>The agent was lost, or has no place free for who came back; the session waits again at its old place.</summary>
    public void Requeue(bool full = false)
    {
        var agentId = Header.AssigneeId!;
        LeaveAgent(Header.DeskId!);
        Header = Header with { PreviousAgentId = agentId };
        AddEvent(SystemEventName.Requeued, full ? "The agent has no place free; waiting again." : "The agent was lost; waiting for another.", null,
            ("agentId", agentId), ("reason", full ? "full" : "lost"));
    }

    private void ReturnToAssistant()
    {
        RaiseEpoch(SessionControl.Assistant);
        Header = Header with
        {
            Status = SessionStatus.Open,
            DeskId = Header.Kind is SessionKind.Assistant ? null : Header.DeskId,
            WaitingSince = null,
            WaitingReason = null,
            RequestedAgentId = null,
        };
    }

    private void LeaveAgent(string deskId)
    {
        RaiseEpoch(SessionControl.People);
        _removed = [.. _removed, Header.AssigneeId!];
        Header = Header with
        {
            Status = SessionStatus.Waiting,
            DeskId = deskId,
            AssigneeId = null,
            AssigneeName = null,
            WaitingSince = Header.WaitingSince ?? now,
        };
    }
}
