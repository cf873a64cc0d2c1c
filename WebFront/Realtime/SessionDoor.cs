using LiveChat.Sessions;
using LiveChat.WebFront.Wire;

namespace LiveChat.WebFront.Realtime;

/// <summary>
/// How a socket comes into a session: it follows the streams first, held, then asks the session, so that nothing is
/// missed between; who is refused has heard nothing.
/// </summary>
internal sealed partial class SessionDoor(Relay relay, IGrainFactory grains, Draining draining, ILogger<SessionDoor> log)
{
    /// <summary>Why nobody comes in any more; null while the door is open.</summary>
    public Refusal? Closed => draining.Begun ? Draining.Refusal : null;

    /// <summary>Joins; the caller releases <see cref="JoinAnswer.Held"/> when the answer is on its way.</summary>
    /// <param name="socket">Who.</param>
    /// <param name="sessionId">Where.</param>
    /// <param name="call">The session's own answer: joining or accepting.</param>
    public async Task<Outcome<JoinAnswer>> Join(Socket socket, Guid sessionId, Func<IChatSession, Caller, Task<Outcome<JoinedSession>>> call)
    {
        if (Closed is { } closed) return closed;
        var known = relay.OfSession(socket, sessionId);
        if (known is null && socket.Followings.Count >= Socket.MostSessions)
            return new Refusal(RefusalCode.RateLimited, $"One connection follows at most {Socket.MostSessions} things. Leave some.");

        var session = known ?? await relay.FollowSession(socket, sessionId);
        Outcome<JoinedSession> outcome;
        try
        {
            if (known is null && socket.Caller.IsStaff) await FollowNotes(session, sessionId);
            outcome = await call(grains.GetGrain<IChatSession>(sessionId), socket.Caller);
        }
        catch
        {
            if (known is null) relay.End(session);
            throw;
        }
        if (outcome.Value is not { } joined)
        {
            relay.End(session);
            return outcome.Refusal!;
        }
        if (joined.Notes is null) DropNotes(session);
        if (known is null) _ = FollowPresences(session, joined.Session);
        return JoinAnswer.From(joined, session);
    }

    /// <summary>Ceases to follow.</summary>
    public void Leave(Socket socket, Guid sessionId)
    {
        if (relay.OfSession(socket, sessionId) is { } session) relay.End(session);
    }

    private async Task FollowNotes(Following session, Guid sessionId)
    {
        var notes = await relay.FollowNotes(session.Socket, sessionId);
        if (relay.Tie(notes, session)) session.Notes = notes;
        else relay.Unfollow(notes);
    }

    private void DropNotes(Following session)
    {
        if (session.Notes is not { } notes) return;
        session.Notes = null;
        relay.End(notes);
    }

    /// <summary>The others' presence: from now on by events, and once as it is. Comes after the answer; joining never waits for it.</summary>
    private async Task FollowPresences(Following session, SessionView view)
    {
        if (view.MemberCount > Relay.MostMembersWithPresence) return;
        try
        {
            foreach (var member in view.Members)
            {
                if (member.UserId != session.Socket.Caller.UserId && !await relay.FollowPresence(session, member.UserId)) return;
            }
        }
        catch (ObjectDisposedException)
        {
            // The socket went meanwhile; nobody is left to be told.
        }
        catch (Exception e)
        {
            // Presence is a courtesy: the conversation goes on without it.
            LogPresenceFailed(view.Header.SessionId, e);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Could not follow who is present in session {SessionId}")]
    private partial void LogPresenceFailed(Guid sessionId, Exception error);
}
