namespace LiveChat.Moods;

/// <summary>The stored moods. They follow the logs in the background: a message has its mood a moment after it was said.</summary>
public interface IMoodStore
{
    /// <summary>The newest moods of a session, rising by sequence number.</summary>
    Task<Mood[]> Of(Guid sessionId, int count, CancellationToken token);
}
