namespace LiveChat.Sessions;

/// <summary>Who may do what in a group. The one place that decides it; membership itself is decided by <see cref="SessionRules"/>.</summary>
internal static class GroupRules
{
    /// <summary>Why a member may not, or null.</summary>
    public static Refusal? Refuse(SessionState state, Caller caller, Deed deed)
    {
        if (state.Header.Kind is not SessionKind.Group) return new(RefusalCode.Conflict, "Only a group has people to invite, to remove and to give roles to.");
        return deed switch
        {
            Deed.LeaveGroup => null,
            Deed.Invite or Deed.RemoveMember or Deed.Rename => RoleOf(state, caller) >= GroupRole.Admin ? null : Forbidden("This is for the group's owners and admins."),
            _ => RoleOf(state, caller) is GroupRole.Owner ? null : Forbidden("This is for the group's owners."),
        };
    }

    /// <summary>Why these people cannot come in, or null.</summary>
    public static Refusal? RefuseInvited(SessionState state, string[] userIds, int maxMembers)
    {
        if (userIds.Length is 0 or > MemberPage.MostInvited) return new(RefusalCode.Invalid, $"Invite 1 to {MemberPage.MostInvited} people at a time.");
        var strangers = userIds.Distinct(StringComparer.Ordinal).Count(userId => state.Member(userId) is null);
        return state.Members.Length + strangers > maxMembers ? new(RefusalCode.Conflict, $"A group has at most {maxMembers} people.") : null;
    }

    /// <summary>Why the one who may remove people may not remove this one, or null.</summary>
    public static Refusal? RefuseRemoved(SessionState state, Caller caller, string userId)
    {
        if (state.Member(userId) is not { } member) return NotInGroup;
        return RoleOf(state, caller) is GroupRole.Owner || member.GroupRole is GroupRole.Member ? null : Forbidden("Only an owner removes owners and admins.");
    }

    /// <summary>Why this one does not get the role, or null.</summary>
    public static Refusal? RefuseRole(SessionState state, string userId, GroupRole role)
    {
        if (!Enum.IsDefined(role)) return new(RefusalCode.Invalid, "role must be owner, admin or member.");
        if (state.Member(userId) is not { } member) return NotInGroup;
        return member.GroupRole is GroupRole.Owner && role is not GroupRole.Owner && Owners(state) == 1
            ? new(RefusalCode.Conflict, "A group has an owner: name another one first.")
            : null;
    }

    /// <summary>Who owns the group once this one has left, when nobody else does: the first of the admins, else the first of all.</summary>
    public static SessionMember? HeirOf(SessionState state, SessionMember leaver)
    {
        if (leaver.GroupRole is not GroupRole.Owner || Owners(state) > 1) return null;
        return state.Members.Where(member => member.UserId != leaver.UserId)
            .OrderByDescending(member => member.GroupRole).ThenBy(member => member.JoinedSeq).ThenBy(member => member.UserId, StringComparer.Ordinal)
            .FirstOrDefault();
    }

    private static int Owners(SessionState state) => state.Members.Count(member => member.GroupRole is GroupRole.Owner);

    private static GroupRole? RoleOf(SessionState state, Caller caller) => state.Member(caller.UserId)?.GroupRole;

    private static Refusal NotInGroup { get; } = new(RefusalCode.NotFound, "There is no such person in the group.");

    private static Refusal Forbidden(string reason) => new(RefusalCode.Forbidden, reason);
}
