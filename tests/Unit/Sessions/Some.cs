using LiveChat.Sessions;

namespace LiveChat.Unit.Sessions;

/// <summary>People and sessions that the tests talk about.</summary>
internal static class Some
{
    public const string Desk = "m1";

    public static readonly Guid Id = new("01900000-0000-7000-8000-000000000001");

    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static readonly Caller Visitor = new("v-1", "Vera", UserRole.Visitor, []);
    public static readonly Caller OtherVisitor = new("v-2", "Otto", UserRole.Visitor, []);
    public static readonly Caller Buyer = new("b1", "Bao", UserRole.Customer, []);
    public static readonly Caller Agent = new("a1", "Ann", UserRole.Agent, [Desk]);
    public static readonly Caller Colleague = new("a2", "Abe", UserRole.Agent, [Desk, "m2"]);
    public static readonly Caller AgentElsewhere = new("a3", "Ada", UserRole.Agent, ["m3"]);
    public static readonly Caller Admin = new("root", "Root", UserRole.Admin, []);

    /// <summary>The visitor's support session, in some status; assigned to <see cref="Agent"/> where assigned.</summary>
    public static SessionState Support(SessionStatus status = SessionStatus.Open) => new(
        new()
        {
            SessionId = Id,
            Kind = SessionKind.Support,
            Title = "",
            Status = status,
            DeskId = Desk,
            CreatorId = Visitor.UserId,
            AssigneeId = status is SessionStatus.Assigned or SessionStatus.Closed ? Agent.UserId : null,
            AssigneeName = status is SessionStatus.Assigned or SessionStatus.Closed ? Agent.Name : null,
            Control = status is SessionStatus.Open ? SessionControl.Assistant : status is SessionStatus.Assigned ? SessionControl.Agent : SessionControl.People,
            WaitingSince = status is SessionStatus.Open ? null : Now.AddMinutes(-5),
            LastSeq = 7,
            CreatedAt = Now.AddMinutes(-10),
            UpdatedAt = Now.AddMinutes(-1),
        },
        status is SessionStatus.Assigned or SessionStatus.Closed
            ? [new(Visitor.UserId, Visitor.Name, Visitor.Role, 3), new(Agent.UserId, Agent.Name, Agent.Role, 0)]
            : [new(Visitor.UserId, Visitor.Name, Visitor.Role, 3)]);

    /// <summary>A session of another kind between the visitor and the buyer.</summary>
    public static SessionState Between(SessionKind kind) => new(
        Support().Header with { Kind = kind, DeskId = null, Control = SessionControl.People },
        [new(Visitor.UserId, Visitor.Name, Visitor.Role, 0), new(Buyer.UserId, Buyer.Name, Buyer.Role, 0)]);

    /// <summary>A group: the visitor owns it, the agent is an admin, the buyer and the colleague are members.</summary>
    public static SessionState Group(SessionStatus status = SessionStatus.Open) => new(
        Support().Header with { Kind = SessionKind.Group, Status = status, DeskId = null, Control = SessionControl.People },
        [
            new(Visitor.UserId, Visitor.Name, Visitor.Role, 0, GroupRole.Owner),
            new(Agent.UserId, Agent.Name, Agent.Role, 0, GroupRole.Admin),
            new(Buyer.UserId, Buyer.Name, Buyer.Role, 0, GroupRole.Member),
            new(Colleague.UserId, Colleague.Name, Colleague.Role, 3, GroupRole.Member, JoinedSeq: 3),
        ]);

    public static OutgoingMessage Saying(string text, string id = "c1") => new(id, text);
}
