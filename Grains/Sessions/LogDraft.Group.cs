namespace LiveChat.Sessions;

// Who comes into a group and goes.
internal sealed partial class LogDraft
{
    /// <summary>Somebody comes into the group. What was said before can be read, and does not count as unread.</summary>
    public void Join(SessionMember member, Caller by)
    {
        AddEvent(SystemEventName.Joined, $"{by.Name} added {member.Name}.", null,
            ("userId", member.UserId), ("name", member.Name), ("by", by.UserId), ("byName", by.Name));
        _members = [.. _members, member with { GroupRole = GroupRole.Member, JoinedSeq = Header.LastSeq, ReadSeq = Header.LastSeq }];
    }

    /// <summary>Somebody leaves the group.</summary>
    public void Leave(SessionMember member)
    {
        AddEvent(SystemEventName.Left, $"{member.Name} left.", null, ("userId", member.UserId), ("name", member.Name));
        _removed = [.. _removed, member.UserId];
    }

    /// <summary>Somebody is taken out of the group.</summary>
    public void Remove(SessionMember member, Caller by)
    {
        AddEvent(SystemEventName.Removed, $"{by.Name} removed {member.Name}.", null,
            ("userId", member.UserId), ("name", member.Name), ("by", by.UserId), ("byName", by.Name));
        _removed = [.. _removed, member.UserId];
    }

    /// <summary>Somebody may do more or less in the group.</summary>
    public void SetRole(SessionMember member, GroupRole role, Caller by)
    {
        var word = role switch { GroupRole.Owner => "owner", GroupRole.Admin => "admin", _ => "member" };
        AddEvent(SystemEventName.RoleChanged, $"{member.Name} is now {word}.", null,
            ("userId", member.UserId), ("name", member.Name), ("role", word), ("by", by.UserId), ("byName", by.Name));
        _members = [.. _members, member with { GroupRole = role }];
    }
}
