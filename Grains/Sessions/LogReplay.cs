using System.Globalization;

namespace LiveChat.Sessions;

/// <summary>
/// What the entries of a session's log say of its header, read in their order: for checking a stored header against its
/// log, and for making one of a log that ends earlier. What no entry has said yet is null.
/// </summary>
/// <param name="kind">The session's kind: one with the assistant alone belongs to a desk only while a person is wanted.</param>
public sealed class LogReplay(SessionKind kind)
{
    /// <summary>The newest entry that was read; 0 before the first.</summary>
    public long LastSeq { get; private set; }

    /// <summary>When the newest entry was taken.</summary>
    public DateTimeOffset? UpdatedAt { get; private set; }

    /// <summary>Where the session stands.</summary>
    public SessionStatus? Status { get; private set; }

    /// <summary>Who answers.</summary>
    public SessionControl? Control { get; private set; }

    /// <summary>Whether any entry has said whose it is.</summary>
    public bool IsDeskTold { get; private set; }

    /// <summary>The desk to which it was last given; null when it went back to the assistant alone.</summary>
    public string? DeskId { get; private set; }

    /// <summary>The agent who has it, or had it when it ended.</summary>
    public (string Id, string Name)? Assignee { get; private set; }

    /// <summary>The agent who was lost last.</summary>
    public string? PreviousAgentId { get; private set; }

    /// <summary>Since when it waits or waited.</summary>
    public DateTimeOffset? WaitingSince { get; private set; }

    /// <summary>The reason that was given for waiting; empty for none.</summary>
    public string? WaitingReason { get; private set; }

    /// <summary>Its title since the last renaming.</summary>
    public string? Title { get; private set; }

    /// <summary>What the customer thinks.</summary>
    public Rating? Rating { get; private set; }

    /// <summary>Reads the next entry.</summary>
    public void Read(Message entry)
    {
        (LastSeq, UpdatedAt) = (entry.Seq, entry.CreatedAt);
        if (entry.Event is not { } said) return;
        switch (said.Name)
        {
            case SystemEventName.Waiting:
                (Status, Control) = (SessionStatus.Waiting, SessionControl.People);
                (WaitingSince, WaitingReason) = (entry.CreatedAt, said.Args["reason"]);
                Give(said.Args["deskId"]);
                break;
            case SystemEventName.RequestCancelled or SystemEventName.DeskClosed:
                (Status, Control) = (SessionStatus.Open, SessionControl.Assistant);
                (WaitingSince, WaitingReason) = (null, null);
                Give(kind is SessionKind.Assistant ? null : said.Args["deskId"]);
                break;
            case SystemEventName.Assigned:
                (Status, Control) = (SessionStatus.Assigned, SessionControl.Agent);
                Assignee = (said.Args["agentId"], said.Args["agentName"]);
                break;
            case SystemEventName.Transferred:
                WaitAgain(entry.CreatedAt);
                PreviousAgentId = null;
                if (said.Args.TryGetValue("deskId", out var desk)) Give(desk);
                break;
            case SystemEventName.Requeued:
                WaitAgain(entry.CreatedAt);
                PreviousAgentId = said.Args["agentId"];
                break;
            case SystemEventName.Closed:
                (Status, Control) = (SessionStatus.Closed, SessionControl.People);
                break;
            case SystemEventName.Renamed:
                Title = said.Args["title"];
                break;
            case SystemEventName.Rated:
                Rating = new(int.Parse(said.Args["score"], CultureInfo.InvariantCulture), said.Args["comment"] is { Length: > 0 } comment ? comment : null);
                break;
        }
    }

    private void Give(string? deskId) => (IsDeskTold, DeskId) = (true, deskId);

    private void WaitAgain(DateTimeOffset at)
    {
        (Status, Control, Assignee) = (SessionStatus.Waiting, SessionControl.People, null);
        WaitingSince ??= at;
    }
}
