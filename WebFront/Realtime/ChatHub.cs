using LiveChat.Queues;
using LiveChat.Sessions;
using LiveChat.WebFront.Safety;
using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Wire;
using Microsoft.AspNetCore.SignalR;

namespace LiveChat.WebFront.Realtime;

/// <summary>The hub's methods. Each binds the caller, asks the grain, and returns its answer: no rule lives here.</summary>
/// <remarks>Methods of staff stand in the other half. What each answers is told in docs/protocol.md.</remarks>
internal sealed partial class ChatHub(IGrainFactory grains, Sockets sockets, SessionDoor door, Relay relay, RevokedTokens revoked, SendGate gate, Patiently patiently) : Hub
{
    private const int LongestReason = 500;

    /// <summary>This connection.</summary>
    public Socket Socket => field ??= Context.Features.Get<Socket>()!;

    private Caller Caller => Socket.Caller;

    public override async Task OnConnectedAsync()
    {
        ThrowIf(door.Closed);
        ThrowIf(await sockets.Enter(Socket));
        // From here on a change of access closes the socket; what changed since the token was read is seen here.
        if (Context.User?.Identity is CallerIdentity identity && !revoked.Hold(identity)) throw RevokedTokens.Refusal.AsHubException();
    }

    public async Task<JoinAnswer> Join(Guid sessionId, long? afterSeq)
    {
        ThrowIf(Socket.Limits.Join());
        return ValueOf(await door.Join(Socket, sessionId, (session, caller) => patiently.Call((session, caller, afterSeq), static a => a.session.Join(a.caller, a.afterSeq))));
    }

    public void Leave(Guid sessionId) => door.Leave(Socket, sessionId);

    public async Task<Receipt> Send(SendBody? message)
    {
        var outgoing = ValueOf(Outgoing.From(message));
        ThrowIf(Socket.Limits.Send());
        // Whether it may come in was asked where it was read.
        using var passage = gate.Enter(Socket.Limits);
        return ValueOf(await patiently.Call((Session: SessionOf(message!.SessionId), Caller, outgoing), static a => a.Session.Send(a.Caller, a.outgoing)));
    }

    public async Task Typing(Guid sessionId, bool isTyping) => ThrowIf(await SessionOf(sessionId).Typing(Caller, isTyping));

    public async Task MarkRead(Guid sessionId, long seq) => ThrowIf(await SessionOf(sessionId).MarkRead(Caller, seq));

    public async Task Recall(Guid sessionId, long seq) => ThrowIf(await SessionOf(sessionId).Recall(Caller, seq));

    public async Task React(Guid sessionId, long seq, string? emoji, bool on)
    {
        ThrowIf(Socket.Limits.Send());
        ThrowIf(await SessionOf(sessionId).React(Caller, seq, emoji ?? "", on));
    }

    public async Task Rate(Guid sessionId, RatingBody? rating)
    {
        ThrowIf(Socket.Limits.Send());
        ThrowIf(await SessionOf(sessionId).Rate(Caller, new(rating?.Score ?? 0, Input.Given(rating?.Comment))));
    }

    public async Task StopReply(Guid sessionId) => ThrowIf(await SessionOf(sessionId).StopReply(Caller));

    public async Task RetryReply(Guid sessionId) => ThrowIf(await SessionOf(sessionId).RetryReply(Caller));

    public async Task<QueuePlace> RequestHuman(Guid sessionId, HumanBody? request)
    {
        ThrowIf(Input.RefuseId(request?.DeskId, "deskId") ?? Input.RefuseText(request?.Reason, "reason", LongestReason));
        return ValueOf(await SessionOf(sessionId).RequestHuman(Caller, new(request?.DeskId, request?.Reason)));
    }

    public async Task CancelRequest(Guid sessionId) => ThrowIf(await SessionOf(sessionId).CancelRequest(Caller));

    public async Task Close(Guid sessionId, CloseBody? request)
    {
        ThrowIf(Input.RefuseText(request?.Reason, "reason", LongestReason));
        ThrowIf(await SessionOf(sessionId).Close(Caller, request?.Reason));
    }

    private IChatSession SessionOf(Guid sessionId) => grains.GetGrain<IChatSession>(sessionId);

    private static T ValueOf<T>(Outcome<T> outcome) where T : class => outcome.Value ?? throw outcome.Refusal!.AsHubException();

    private static void ThrowIf(Refusal? refusal)
    {
        if (refusal is not null) throw refusal.AsHubException();
    }
}
