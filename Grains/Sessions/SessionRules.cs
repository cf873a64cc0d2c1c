namespace LiveChat.Sessions;

/// <summary>What somebody wants to do in a session.</summary>
internal enum Deed
{
    See, SeeNotes, Speak, Note, Type, MarkRead, Recall, React, Rate, Rename, Delete,
    RequestHuman, CancelRequest, Close, StopReply, RetryReply, Accept, Decline, Transfer,
    Invite, RemoveMember, LeaveGroup, SetRole,
}

/// <summary>Where somebody stands in a session.</summary>
internal enum Seat
{
    /// <summary>May not know that it exists.</summary>
    Stranger,

    /// <summary>An admin: sees all, touches nothing but what is deleted.</summary>
    Watcher,

    /// <summary>Works at the session's desk, does not have the session.</summary>
    Staff,

    /// <summary>Is in it.</summary>
    Member,

    /// <summary>The agent who has it.</summary>
    Assignee,
}

/// <summary>Who may do what. The one place that decides it.</summary>
internal static class SessionRules
{
    /// <summary>Where the caller stands.</summary>
    public static Seat SeatOf(SessionState? state, Caller caller)
    {
        if (state is null) return Seat.Stranger;
        if (caller.Role is UserRole.Admin) return Seat.Watcher;
        if (state.Header.AssigneeId == caller.UserId) return Seat.Assignee;
        if (state.Member(caller.UserId) is not null) return Seat.Member;
        return caller.WorksAt(state.Header.DeskId) ? Seat.Staff : Seat.Stranger;
    }

    /// <summary>Why the caller may not, or null.</summary>
    public static Refusal? Refuse(SessionState? state, Caller caller, Deed deed)
    {
        var seat = SeatOf(state, caller);
        if (seat is Seat.Stranger) return Refusal.NoSuchSession;
        var header = state!.Header;
        return deed switch
        {
            Deed.See => null,
            Deed.SeeNotes => seat is Seat.Watcher || IsStaff(seat, header, caller) ? null : Forbidden("Notes are for the desk's staff."),
            Deed.Note => IsStaff(seat, header, caller) ? null : Forbidden("Notes are for the desk's staff."),
            Deed.MarkRead => Participants(seat),
            Deed.Delete when seat is Seat.Watcher => null,
            Deed.Delete when header.Kind is SessionKind.Group => GroupRules.Refuse(state, caller, deed),
            Deed.Delete => header.CreatorId == caller.UserId ? null : Forbidden("Only who made the session may delete it."),
            Deed.Close => Participants(seat) ?? RefuseClosing(state, caller),
            Deed.Speak => RefuseSpeaking(seat, header),
            Deed.Accept => RefuseAccepting(seat, header, caller),
            Deed.Decline => IsStaff(seat, header, caller) ? Unless(Closed, header) : Forbidden("Offers are for the desk's agents."),
            Deed.Transfer => seat is Seat.Assignee ? Unless(Closed, header) : Forbidden("Only the agent who has the session may pass it on."),
            Deed.RequestHuman => Participants(seat) ?? RefuseAsking(seat, header),
            Deed.CancelRequest => Participants(seat) ?? RefuseCancelling(header, caller),
            Deed.RetryReply => Participants(seat) ?? Unless(Closed, header) ?? (header.Control is SessionControl.Assistant ? null : Conflict("The assistant does not answer here now.")),
            Deed.Rate => RefuseRating(header, caller),
            Deed.LeaveGroup => Participants(seat) ?? GroupRules.Refuse(state, caller, deed),
            Deed.Invite or Deed.RemoveMember or Deed.SetRole => Participants(seat) ?? GroupRules.Refuse(state, caller, deed) ?? Unless(Closed, header),
            Deed.Rename when header.Kind is SessionKind.Group => Participants(seat) ?? GroupRules.Refuse(state, caller, deed) ?? Unless(Closed, header),
            Deed.Type or Deed.Recall or Deed.React or Deed.Rename or Deed.StopReply => Participants(seat) ?? Unless(Closed, header),
            _ => throw new ArgumentOutOfRangeException(nameof(deed), deed, "No rule for it."),
        };
    }

    /// <summary>Why the caller may not make such a session, or null.</summary>
    public static Refusal? RefuseCreating(Caller caller, NewSession session, int maxMembers)
    {
        if (caller.Role is UserRole.Admin) return Forbidden("Admins watch sessions; they do not take part in them.");
        if (MessageRules.RefuseTitle(session.Title) is { } title) return title;
        return session.Kind switch
        {
            SessionKind.Assistant or SessionKind.Support when session.Others.Length > 0 => Invalid("This kind of session is between you and the desk."),
            SessionKind.Assistant => null,
            SessionKind.Support => session.DeskId is null ? Invalid("deskId must name the desk.") : null,
            SessionKind.Direct when session.Others is not [var other] || session.DirectKey != IDirectLine.KeyOf(caller.UserId, other.UserId) =>
                Invalid("A direct session has exactly two people."),
            SessionKind.Direct => session.Others[0].UserId == caller.UserId ? Invalid("You cannot talk to yourself.") : null,
            SessionKind.Group => Array.TrueForAll(session.Others, other => other.UserId == caller.UserId) || session.Others.Length >= maxMembers ? Invalid($"A group has 2 to {maxMembers} people.") : null,
            _ => Invalid("kind must be assistant, support, direct or group."),
        };
    }

    private static Refusal? RefuseSpeaking(Seat seat, SessionHeader header) => seat switch
    {
        Seat.Watcher => Forbidden("Admins watch; they do not speak."),
        Seat.Staff when header.Status is SessionStatus.Assigned => Conflict("Another agent has this session."),
        _ => Unless(Closed, header),
    };

    private static Refusal? RefuseAccepting(Seat seat, SessionHeader header, Caller caller)
    {
        if (!IsStaff(seat, header, caller) || header.CreatorId == caller.UserId) return Forbidden("Sessions are taken by the desk's agents.");
        if (header.Status is SessionStatus.Assigned && seat is not Seat.Assignee) return Conflict("Another agent has this session.");
        return Unless(Closed, header);
    }

    private static Refusal? RefuseClosing(SessionState state, Caller caller) => state.Header.Kind switch
    {
        SessionKind.Direct => Conflict("A direct session stays open."),
        SessionKind.Group => GroupRules.Refuse(state, caller, Deed.Close),
        _ => null,
    };

    private static Refusal? RefuseAsking(Seat seat, SessionHeader header) => header switch
    {
        { Kind: SessionKind.Direct or SessionKind.Group } => Conflict("People talk to each other here; there is no desk to ask."),
        { Status: SessionStatus.Assigned } => Conflict("An agent has this session already."),
        _ when seat is Seat.Assignee => Conflict("You are the agent here."),
        _ => Unless(Closed, header),
    };

    private static Refusal? RefuseCancelling(SessionHeader header, Caller caller) => header switch
    {
        { Kind: SessionKind.Direct or SessionKind.Group } => Conflict("People talk to each other here; there is no desk to leave."),
        _ when header.CreatorId != caller.UserId => Forbidden("Only the customer takes the wish for a person back."),
        { Status: SessionStatus.Assigned } => Conflict("An agent has this session already; tell them, or close it."),
        _ => Unless(Closed, header),
    };

    private static Refusal? RefuseRating(SessionHeader header, Caller caller) => header switch
    {
        { Kind: not SessionKind.Support } => Conflict("There is no service to rate here."),
        _ when header.CreatorId != caller.UserId => Forbidden("Only the customer rates the service."),
        { Status: SessionStatus.Closed } or { AssigneeId: not null } or { PreviousAgentId: not null } => null,
        _ => Conflict("The service can be rated once an agent had the session, or it has ended."),
    };

    private static bool IsStaff(Seat seat, SessionHeader header, Caller caller) =>
        seat is Seat.Assignee or Seat.Staff || caller.WorksAt(header.DeskId);

    private static Refusal? Participants(Seat seat) =>
        seat is Seat.Member or Seat.Assignee ? null : Forbidden("Only who is in the session may do this.");

    private static Refusal? Unless(Refusal closed, SessionHeader header) => header.Status is SessionStatus.Closed ? closed : null;

    private static Refusal Closed { get; } = new(RefusalCode.Closed, "The session has ended; it can be read only.");

    private static Refusal Forbidden(string reason) => new(RefusalCode.Forbidden, reason);

    private static Refusal Conflict(string reason) => new(RefusalCode.Conflict, reason);

    private static Refusal Invalid(string reason) => new(RefusalCode.Invalid, reason);
}
