using LiveChat.Presence;
using LiveChat.Sessions;
using LiveChat.WebFront.Wire;
using Orleans.Runtime;

namespace LiveChat.WebFront.Realtime;

// Who comes into a session and goes while it is followed: whoever goes hears nothing more, whoever comes is seen.
internal sealed partial class Relay
{
    /// <summary>Presence is shown in sessions of up to so many.</summary>
    public const int MostMembersWithPresence = 20;

    /// <summary>Lets a socket in a session see how a member can be reached, now and from now on. False when it is not in the session any more.</summary>
    public async Task<bool> FollowPresence(Following session, string userId)
    {
        var presence = await FollowPresence(session.Socket, userId);
        if (!Tie(presence, session))
        {
            Unfollow(presence);
            return false;
        }
        session.Deliver(new(HubFrames.Of(await cluster.GetGrain<IUserPresence>(userId).Read())));
        return true;
    }

    /// <summary>The members changed; with no word of how, an entry was lost on the way, and each reader is asked for anew.</summary>
    private void OnMembersChanged(SessionTopic topic, SystemEvent? change)
    {
        foreach (var following in topic.Followings)
        {
            if (change is null) _ = ExpelIfRefused(following, topic.SessionId);
            else if (!change.Args.TryGetValue("userId", out var userId)) continue;
            else if (change.Name is SystemEventName.Joined) _ = See(following, userId);
            else if (following.Socket.Caller.UserId == userId) Expel(following, topic.SessionId, change.Name);
            else Untie(following, StreamNames.Presence(userId));
        }
    }

    /// <summary>The same by the user's own stream: either may lose it.</summary>
    private void OnLeft(UserTopic topic, Guid sessionId)
    {
        foreach (var following in topic.Followings)
        {
            if (OfSession(following.Socket, sessionId) is { } session) End(session);
        }
    }

    private async Task See(Following session, string newcomerId)
    {
        if (session.Socket.Caller.UserId == newcomerId || !ShowsPresence(session)) return;
        try
        {
            await FollowPresence(session, newcomerId);
        }
        catch (ObjectDisposedException)
        {
            // The socket went meanwhile; nobody is left to be told.
        }
        catch (Exception e)
        {
            // Presence is a courtesy: the conversation goes on without it.
            LogNewcomerUnseen(newcomerId, e);
        }
    }

    private bool ShowsPresence(Following session)
    {
        lock (_gate) return session.Companions is { Count: > 0 and < MostMembersWithPresence };
    }

    private void Untie(Following session, StreamId companionId)
    {
        var left = new List<Topic>();
        lock (_gate)
        {
            if (session.Companions?.Find(companion => companion.Topic.Id == companionId) is not { } companion) return;
            session.Companions.Remove(companion);
            Release(companion, left);
        }
        CloseAll(left);
    }

    [LoggerMessage(4, LogLevel.Warning, "Could not follow the presence of {UserId}, who has just come in")]
    private partial void LogNewcomerUnseen(string userId, Exception error);
}
