namespace LiveChat.Sessions;

/// <summary>Who of the staff looks at a session. Each is believed for a while, so that a page that died leaves nobody behind.</summary>
internal sealed class Viewers
{
    private static readonly TimeSpan BelievedFor = TimeSpan.FromSeconds(45);

    private readonly Dictionary<string, (Viewer Viewer, DateTimeOffset Until)> _viewers = new(StringComparer.Ordinal);

    /// <summary>Somebody looks, or ceased to.</summary>
    public void Set(Caller caller, bool isViewing, bool isTyping, DateTimeOffset now)
    {
        if (isViewing) _viewers[caller.UserId] = (new(caller.UserId, caller.Name, isTyping), now + BelievedFor);
        else _viewers.Remove(caller.UserId);
    }

    /// <summary>Who looks now, but for one.</summary>
    public Viewer[] Others(string userId, DateTimeOffset now)
    {
        foreach (var (gone, _) in _viewers.Where(entry => entry.Value.Until <= now).ToArray()) _viewers.Remove(gone);
        return [.. _viewers.Values.Select(entry => entry.Viewer).Where(viewer => viewer.UserId != userId).OrderBy(viewer => viewer.UserId, StringComparer.Ordinal)];
    }
}
