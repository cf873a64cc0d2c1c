using LiveChat.Desks;
using LiveChat.Presence;
using LiveChat.Queues;
using LiveChat.Sessions;
using LiveChat.WebFront.Wire;

namespace LiveChat.WebFront.Realtime;

/// <summary>What agents and admins call.</summary>
internal sealed partial class ChatHub
{
    private static readonly Refusal StaffOnly = new(RefusalCode.Forbidden, "This is for a desk's staff.");
    private static readonly Refusal AdminsOnly = new(RefusalCode.Forbidden, "This is for admins.");

    public async Task SetStatus(string? status)
    {
        ThrowIf(Caller.IsStaff ? null : StaffOnly);
        if (Words.Presence(status) is not { } presence)
            throw new Refusal(RefusalCode.Invalid, "The status is one of online, busy, away, offline.").AsHubException();
        ThrowIf(await grains.GetGrain<IUserPresence>(Caller.UserId).SetStatus(Caller, presence));
        Socket.Chose(presence);
    }

    public async Task<JoinAnswer> Accept(Guid sessionId)
    {
        ThrowIf(Caller.IsStaff ? Socket.Limits.Join() : StaffOnly);
        return ValueOf(await door.Join(Socket, sessionId, (session, caller) => session.Accept(caller)));
    }

    public async Task Decline(Guid sessionId)
    {
        ThrowIf(Caller.IsStaff ? null : StaffOnly);
        ThrowIf(await SessionOf(sessionId).Decline(Caller));
    }

    public async Task Transfer(Guid sessionId, TransferBody? target)
    {
        ThrowIf(Caller.IsStaff ? null : StaffOnly);
        ThrowIf(Input.RefuseId(target?.DeskId, "deskId") ?? Input.RefuseId(target?.AgentId, "agentId") ?? Input.RefuseNul(target?.Note, "note"));
        if (target is null || target.DeskId is null == target.AgentId is null)
            throw new Refusal(RefusalCode.Invalid, "Name a desk or an agent, not both.").AsHubException();
        ThrowIf(await SessionOf(sessionId).Transfer(Caller, new(target.DeskId, target.AgentId, target.Note)));
    }

    public async Task<Receipt> Note(Guid sessionId, string? content, string? clientMessageId)
    {
        ThrowIf(Caller.IsStaff ? Socket.Limits.Send() : StaffOnly);
        var note = ValueOf(Outgoing.From(content, clientMessageId ?? Guid.CreateVersion7().ToString(), null));
        return ValueOf(await SessionOf(sessionId).Note(Caller, note));
    }

    public async Task<ViewerList> Viewing(Guid sessionId, bool isViewing, bool? isTyping)
    {
        ThrowIf(Caller.IsStaff ? null : StaffOnly);
        return ValueOf(await SessionOf(sessionId).View(Caller, isViewing, isTyping ?? false));
    }

    public async Task<JoinAnswer> Watch(Guid sessionId, long? afterSeq)
    {
        ThrowIf(Caller.Role is UserRole.Admin ? Socket.Limits.Join() : AdminsOnly);
        return ValueOf(await door.Join(Socket, sessionId, (session, caller) => session.Join(caller, afterSeq)));
    }

    public async Task<DeskSnapshot> WatchDesk(string? deskId)
    {
        ThrowIf(Caller.IsStaff ? Socket.Limits.Join() : StaffOnly);
        if (!await IsDesk(deskId)) throw new Refusal(RefusalCode.NotFound, "There is no such desk.").AsHubException();
        var desk = await relay.FollowDesk(Socket, deskId!);
        try
        {
            var snapshot = ValueOf(await grains.GetGrain<IAgentQueue>(deskId!).Snapshot(Caller));
            desk.Release();
            return snapshot;
        }
        catch
        {
            relay.Unfollow(desk);
            throw;
        }
    }

    private async Task<bool> IsDesk(string? deskId) =>
        deskId is not null && Array.Exists(await grains.GetGrain<IDesks>(IDesks.All).List(), desk => desk.DeskId == deskId);
}
