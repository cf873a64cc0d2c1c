using LiveChat.Contacts;

namespace LiveChat.Sessions;

// Who is in a group. Each change is an entry of the log, and the members change in the same write.
public sealed partial class ChatSession
{
    /// <inheritdoc/>
    public async Task<Outcome<SessionView>> Invite(Caller caller, string[] userIds)
    {
        if (await ReadyToWrite() is { } away) return away;
        if (Refuse(caller, Deed.Invite) is { } refusal) return refusal;
        if (GroupRules.RefuseInvited(_state!, userIds, _options.MaxMembers) is { } tooMany) return tooMany;
        try
        {
            var strangers = Array.FindAll(userIds, userId => _state!.Member(userId) is null);
            if (await Known(caller, strangers) is not { } known) return NobodyKnown;
            if (known.Length == 0) return await ViewFor(caller);

            var draft = Draft();
            foreach (var member in known) draft.Join(member, caller);
            return (await Write(draft.ToAppend())).Refusal is { } refused ? refused : await ViewFor(caller);
        }
        catch (StoreUnavailableException fault)
        {
            return StoreAway(fault);
        }
    }

    /// <inheritdoc/>
    public async Task<Refusal?> RemoveMember(Caller caller, string userId)
    {
        if (await ReadyToWrite() is { } away) return away;
        var leaves = userId == caller.UserId;
        if (Refuse(caller, leaves ? Deed.LeaveGroup : Deed.RemoveMember) is { } refusal) return refusal;
        if (!leaves && GroupRules.RefuseRemoved(_state!, caller, userId) is { } refused) return refused;

        var member = _state!.Member(userId)!;
        var draft = Draft();
        if (!leaves) draft.Remove(member, caller);
        else if (_state.Members.Length == 1 && _state.Header.Status is not SessionStatus.Closed) draft.Close(caller, "empty");
        if (leaves) draft.Leave(member);
        if (leaves && GroupRules.HeirOf(_state, member) is { } heir) draft.SetRole(heir, GroupRole.Owner, caller);
        return (await Write(draft.ToAppend())).Refusal;
    }

    /// <inheritdoc/>
    public async Task<Outcome<SessionView>> SetRole(Caller caller, string userId, GroupRole role)
    {
        if (await ReadyToWrite() is { } away) return away;
        if (Refuse(caller, Deed.SetRole) is { } refusal) return refusal;
        if (GroupRules.RefuseRole(_state!, userId, role) is { } refused) return refused;

        var member = _state!.Member(userId)!;
        if (member.GroupRole != role)
        {
            var draft = Draft();
            draft.SetRole(member, role, caller);
            if ((await Write(draft.ToAppend())).Refusal is { } unwritten) return unwritten;
        }
        return await ViewOrRefusal(caller);
    }

    /// <inheritdoc/>
    public async Task<Outcome<MemberPage>> Members(Caller caller, string? after, int limit)
    {
        if (await Ready() is { } away) return away;
        if (Refuse(caller, Deed.See) is { } refusal) return refusal;
        if (limit is < 1 or > MemberPage.MostMembers) return Invalid($"limit must be from 1 to {MemberPage.MostMembers}.");

        var members = _state!.Members.Where(member => string.CompareOrdinal(member.UserId, after) > 0)
            .OrderBy(member => member.UserId, StringComparer.Ordinal).Take(limit + 1).ToArray();
        return members.Length <= limit
            ? new MemberPage(members, _state.Members.Length, null)
            : new MemberPage(members[..limit], _state.Members.Length, members[limit - 1].UserId);
    }

    /// <summary>These people, as members; null when the caller may not find one of them, or there is none.</summary>
    private async Task<SessionMember[]?> Known(Caller caller, string[] userIds)
    {
        var wanted = userIds.Where(userId => userId != caller.UserId).ToHashSet(StringComparer.Ordinal);
        if (wanted.Count == 0) return [];
        if (!wanted.All(MessageRules.IsUserId) || ContactRules.ScopeOf(caller) is not { } scope) return null;
        var found = await contacts.Among(scope, [.. wanted], CancellationToken.None);
        return found.Length == wanted.Count ? Array.ConvertAll(found, user => new SessionMember(user.UserId, user.Name, user.Role, 0)) : null;
    }

    private static Refusal NobodyKnown { get; } = new(RefusalCode.NotFound, "Some of these people do not exist, or you do not know them.");
}
