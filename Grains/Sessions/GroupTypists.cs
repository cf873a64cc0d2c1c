namespace LiveChat.Sessions;

/// <summary>Who types in a group. A few are shown, however many do: more than a few names tell nobody anything.</summary>
internal sealed class GroupTypists
{
    private const int MostShown = 5;

    // Clients repeat it every few seconds while it goes on, and believe it for as long.
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(6);

    private readonly Dictionary<string, DateTimeOffset> _since = new(StringComparer.Ordinal);

    /// <summary>Whether the others are to be told.</summary>
    public bool Shows(string userId, bool isTyping, DateTimeOffset now)
    {
        if (!isTyping) return _since.Remove(userId);
        foreach (var (who, since) in _since)
        {
            if (now - since > Believed) _since.Remove(who);
        }
        if (_since.Count >= MostShown && !_since.ContainsKey(userId)) return false;
        _since[userId] = now;
        return true;
    }
}
