using LiveChat.Sessions;
using LiveChat.WebFront.Wire;
using Orleans.Runtime;
using Orleans.Streams;

namespace LiveChat.WebFront.Realtime;

/// <summary>Carries stream events to this front's sockets: one subscription a stream while any socket follows it.</summary>
internal sealed partial class Relay(IClusterClient cluster, TimeProvider clock, ILogger<Relay> log)
{
    private static readonly TimeSpan LongestSubscribe = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<StreamId, Topic> _topics = [];
    private readonly Recalls _recalls = new(clock);

    /// <summary>Streams followed now.</summary>
    public int TopicCount
    {
        get { lock (_gate) return _topics.Count; }
    }

    /// <summary>Follows a session, held when new: release it once the answer to joining is on its way.</summary>
    public Task<Following> FollowSession(Socket socket, Guid sessionId) =>
        Follow(socket, StreamNames.Session(sessionId), () => new SessionTopic(sessionId, clock, OnFailed, OnSessionChanged, OnMembersChanged), held: true);

    /// <summary>Follows a session's notes, held when new.</summary>
    public Task<Following> FollowNotes(Socket socket, Guid sessionId) =>
        Follow(socket, StreamNames.Notes(sessionId), () => new NotesTopic(sessionId, OnFailed), held: true);

    public Task<Following> FollowUser(Socket socket) =>
        Follow(socket, StreamNames.User(socket.Caller.UserId), () => new UserTopic(socket.Caller.UserId, OnFailed, OnLeft), held: false);

    public Task<Following> FollowPresence(Socket socket, string userId) =>
        Follow(socket, StreamNames.Presence(userId), () => new PresenceTopic(userId, OnFailed), held: false);

    public Task<Following> FollowDesk(Socket socket, string deskId) =>
        Follow(socket, StreamNames.Desk(deskId), () => new DeskTopic(deskId, OnFailed), held: true);

    /// <summary>The socket's following of a session, or null.</summary>
    public Following? OfSession(Socket socket, Guid sessionId)
    {
        lock (_gate) return socket.Followings.GetValueOrDefault(StreamNames.Session(sessionId));
    }

    /// <summary>Lets one following end with another. False when that one has ended already.</summary>
    public bool Tie(Following companion, Following to)
    {
        lock (_gate)
        {
            if (to.Uses == 0) return false;
            (to.Companions ??= []).Add(companion);
            return true;
        }
    }

    /// <summary>Takes one use back; the last one ends the following, and the topic when nobody is left.</summary>
    public void Unfollow(Following following)
    {
        var left = new List<Topic>();
        lock (_gate) Release(following, left);
        CloseAll(left);
    }

    /// <summary>Ends a following however often it was asked for.</summary>
    public void End(Following following)
    {
        lock (_gate) following.Uses = Math.Min(following.Uses, 1);
        Unfollow(following);
    }

    /// <summary>Ends all that a socket follows, for good.</summary>
    public void Forget(Socket socket)
    {
        var left = new List<Topic>();
        lock (_gate)
        {
            socket.Forgotten = true;
            foreach (var following in socket.Followings.Values.ToArray())
            {
                following.Uses = Math.Min(following.Uses, 1);
                following.Companions = null;
                Release(following, left);
            }
        }
        CloseAll(left);
    }

    private async Task<Following> Follow(Socket socket, StreamId id, Func<Topic> make, bool held)
    {
        Following? following;
        Topic? fresh = null;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(socket.Forgotten, socket);
            if (socket.Followings.TryGetValue(id, out following)) following.Uses++;
            else
            {
                if (!_topics.TryGetValue(id, out var topic))
                {
                    _topics.Add(id, topic = fresh = make());
                    RealtimeMetrics.Opened();
                }
                following = new(topic, socket, held);
                topic.Add(following);
                socket.Followings.Add(id, following);
            }
        }
        if (fresh is not null) _ = fresh.Open(cluster.GetStreamProvider(StreamNames.Provider));
        try
        {
            if (!following.Topic.Ready.IsCompletedSuccessfully) await following.Topic.Ready.WaitAsync(LongestSubscribe);
            return following;
        }
        catch
        {
            Unfollow(following);
            throw;
        }
    }

    /// <summary>Under the lock.</summary>
    private void Release(Following following, List<Topic> left)
    {
        if (following.Uses == 0 || --following.Uses > 0) return;
        following.Socket.Followings.Remove(following.Topic.Id);
        if (!following.Topic.Remove(following) && _topics.GetValueOrDefault(following.Topic.Id) == following.Topic)
        {
            _topics.Remove(following.Topic.Id);
            RealtimeMetrics.Closed();
            left.Add(following.Topic);
        }
        foreach (var companion in following.Companions ?? []) Release(companion, left);
        following.Companions = null;
    }

    private void CloseAll(List<Topic> topics)
    {
        foreach (var topic in topics) _ = Close(topic);
    }

    private async Task Close(Topic topic)
    {
        try
        {
            await topic.Ready;
            await topic.Close();
        }
        catch (Exception e)
        {
            // Nobody follows it any more; at worst the stream finds its reader gone by itself.
            LogCloseFailed(topic.Id, e);
        }
    }

    /// <summary>
    /// Events were lost, and which is not known: the readers come back and resume by number. One after another, so that a silo
    /// that goes, with the streams of thousands, brings no storm; what comes meanwhile still reaches them.
    /// </summary>
    private void OnFailed(Topic topic, Exception error)
    {
        LogStreamFailed(topic.Id, error);
        foreach (var following in topic.Followings) _recalls.Add(following.Socket);
    }

    /// <summary>The session changed hands or is gone: those who may not follow it any more cease to.</summary>
    private void OnSessionChanged(SessionTopic topic, SessionStatus status)
    {
        foreach (var following in topic.Followings)
        {
            if (status == SessionStatus.Deleted) Expel(following, topic.SessionId, "deleted");
            else if (following.Socket.Caller.IsStaff) _ = ExpelIfRefused(following, topic.SessionId);
        }
    }

    private async Task ExpelIfRefused(Following following, Guid sessionId)
    {
        try
        {
            var asked = await cluster.GetGrain<IChatSession>(sessionId).Members(following.Socket.Caller, null, 1);
            if (asked.Refusal is not null) Expel(following, sessionId, "forbidden");
        }
        catch (Exception e)
        {
            // In doubt nobody keeps listening: the reader comes back and is asked anew.
            LogRecheckFailed(sessionId, e);
            following.Socket.Abort();
        }
    }

    private void Expel(Following following, Guid sessionId, string reason)
    {
        End(following);
        following.Socket.Push(new(HubFrames.Left(sessionId, reason), PlainFrames.System("LEFT", $"You are not in this session any more: {reason}.")));
    }

    [LoggerMessage(1, LogLevel.Warning, "Events of stream {StreamId} were lost; its readers are asked to come back")]
    private partial void LogStreamFailed(StreamId streamId, Exception error);

    [LoggerMessage(2, LogLevel.Warning, "The subscription to {StreamId} did not end in order")]
    private partial void LogCloseFailed(StreamId streamId, Exception error);

    [LoggerMessage(3, LogLevel.Warning, "Could not ask session {SessionId} who may follow it")]
    private partial void LogRecheckFailed(Guid sessionId, Exception error);
}
