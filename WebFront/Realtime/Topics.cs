using System.Diagnostics;
using LiveChat.Presence;
using LiveChat.Queues;
using LiveChat.Sessions;
using LiveChat.Tracing;
using LiveChat.WebFront.Wire;
using Orleans.Runtime;

namespace LiveChat.WebFront.Realtime;

/// <summary>What happens in a session.</summary>
internal sealed class SessionTopic(
    Guid sessionId, TimeProvider clock, Action<Topic, Exception> failed, Action<SessionTopic, SessionStatus> changed, Action<SessionTopic, SystemEvent?> membersChanged)
    : Topic<SessionEvent>(StreamNames.Session(sessionId), failed)
{
    private Guid _streaming;
    private int _lastChunk = -1;
    private long _lastSeq;

    public Guid SessionId => sessionId;

    protected override void OnNext(SessionEvent happened)
    {
        var closingChunk = ClosingChunk(happened);
        using var span = happened is MessagesAppended { Trace: { } trace } ? LiveChatTrace.Source.StartActivity("session deliver", ActivityKind.Consumer, trace) : null;
        span?.SetTag("livechat.sockets", Followings.Length);
        if (HubFrames.Of(happened, closingChunk) is not { } hub) return;
        var frame = new Frame(hub, happened, closingChunk);
        if (happened is TypingChanged typing) DeliverToOthers(frame, typing.UserId);
        else Deliver(frame);

        if (happened is SessionChanged { Header.Status: var status }) changed(this, status);
        else if (happened is MessagesAppended appended && Array.Exists(appended.Messages, m => m.Event is { } e && Words.ChangesStatus(e.Name)))
            changed(this, appended.Status);
        if (happened is MessagesAppended { Durable: true, Messages.Length: > 0 } stored)
        {
            RealtimeMetrics.SetOut(clock.GetUtcNow() - stored.Messages[^1].CreatedAt);
            FollowMembers(stored.Messages);
        }
    }

    /// <summary>Who came and went. An entry that was lost on the way may have been somebody's removal.</summary>
    private void FollowMembers(Message[] entries)
    {
        if (_lastSeq > 0 && entries[0].Seq > _lastSeq + 1) membersChanged(this, null);
        _lastSeq = Math.Max(_lastSeq, entries[^1].Seq);
        foreach (var entry in entries)
        {
            if (entry.Event is { Name: SystemEventName.Joined or SystemEventName.Left or SystemEventName.Removed } change) membersChanged(this, change);
        }
    }

    /// <summary>Follows the chunks of an answer, to close them with one more when its final entry comes.</summary>
    private int ClosingChunk(SessionEvent happened)
    {
        switch (happened)
        {
            case ReplyChunked chunk:
                (_streaming, _lastChunk) = (chunk.ReplyId, chunk.ChunkIndex);
                return -1;
            case MessagesAppended appended when _lastChunk >= 0 && Array.Exists(appended.Messages, m => m.ReplyId == _streaming):
                var closing = _lastChunk + 1;
                _lastChunk = -1;
                return closing;
            default:
                return -1;
        }
    }
}

/// <summary>A session's private notes; followed by staff alone.</summary>
internal sealed class NotesTopic(Guid sessionId, Action<Topic, Exception> failed) : Topic<SessionEvent>(StreamNames.Notes(sessionId), failed)
{
    protected override void OnNext(SessionEvent happened)
    {
        if (HubFrames.Of(happened, -1) is not { } hub) return;
        if (happened is ViewingChanged viewing) DeliverToOthers(new(hub), viewing.UserId);
        else Deliver(new(hub));
    }
}

/// <summary>What concerns one user wherever they are.</summary>
internal sealed class UserTopic(string userId, Action<Topic, Exception> failed, Action<UserTopic, Guid> left) : Topic<UserEvent>(StreamNames.User(userId), failed)
{
    protected override void OnNext(UserEvent happened)
    {
        if (happened is SessionLeft parted) left(this, parted.SessionId);
        if (HubFrames.Of(happened) is { } hub) Deliver(new(hub));
    }
}

/// <summary>Somebody's coming and going.</summary>
internal sealed class PresenceTopic(string userId, Action<Topic, Exception> failed) : Topic<PresenceView>(StreamNames.Presence(userId), failed)
{
    protected override void OnNext(PresenceView happened) => Deliver(new(HubFrames.Of(happened)));
}

/// <summary>What happens at a desk.</summary>
internal sealed class DeskTopic(string deskId, Action<Topic, Exception> failed) : Topic<DeskEvent>(StreamNames.Desk(deskId), failed)
{
    protected override void OnNext(DeskEvent happened)
    {
        if (HubFrames.Of(happened) is { } hub) Deliver(new(hub));
    }
}
