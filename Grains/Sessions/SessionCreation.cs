namespace LiveChat.Sessions;

/// <summary>How a session begins: with a header and members, and an empty log.</summary>
internal static class SessionCreation
{
    /// <summary>The first write of a session.</summary>
    public static SessionAppend From(Guid id, Caller creator, NewSession session, SessionMember[] others, DateTimeOffset now) => new()
    {
        Created = true,
        Header = new()
        {
            SessionId = id,
            Kind = session.Kind,
            Title = session.Title ?? "",
            Status = SessionStatus.Open,
            DeskId = session.Kind is SessionKind.Assistant or SessionKind.Support ? session.DeskId : null,
            CreatorId = creator.UserId,
            Control = session.Kind is SessionKind.Assistant or SessionKind.Support ? SessionControl.Assistant : SessionControl.People,
            DirectKey = session.Kind is SessionKind.Direct ? session.DirectKey : null,
            CreatedAt = now,
            UpdatedAt = now,
        },
        Members = session.Kind is SessionKind.Group
            ? [Maker(creator) with { GroupRole = GroupRole.Owner }, .. others.Select(other => other with { GroupRole = GroupRole.Member })]
            : [Maker(creator), .. others],
    };

    private static SessionMember Maker(Caller creator) => new(creator.UserId, creator.Name, creator.Role, 0);
}
