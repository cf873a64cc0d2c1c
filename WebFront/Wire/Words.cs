using LiveChat.Presence;
using LiveChat.Sessions;

namespace LiveChat.WebFront.Wire;

/// <summary>The words of enums on the wire, for what is written by hand.</summary>
internal static class Words
{
    public static string Of(SessionStatus status) => status switch
    {
        SessionStatus.Open => "open",
        SessionStatus.Waiting => "waiting",
        SessionStatus.Assigned => "assigned",
        SessionStatus.Closed => "closed",
        SessionStatus.Deleted => "deleted",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    public static string Of(PresenceStatus status) => status switch
    {
        PresenceStatus.Offline => "offline",
        PresenceStatus.Online => "online",
        PresenceStatus.Busy => "busy",
        PresenceStatus.Away => "away",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    public static string Of(MessageType type) => type switch
    {
        MessageType.User => "user",
        MessageType.Ai => "ai",
        MessageType.Agent => "agent",
        MessageType.System => "system",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    /// <summary>A presence that an agent names; null for any other word.</summary>
    public static PresenceStatus? Presence(string? word) => word switch
    {
        "offline" => PresenceStatus.Offline,
        "online" => PresenceStatus.Online,
        "busy" => PresenceStatus.Busy,
        "away" => PresenceStatus.Away,
        _ => null,
    };

    /// <summary>Whether a system entry says that the session's status changed.</summary>
    public static bool ChangesStatus(string eventName) => eventName is
        SystemEventName.Waiting or SystemEventName.RequestCancelled or SystemEventName.DeskClosed or SystemEventName.Assigned or SystemEventName.Transferred or SystemEventName.Requeued or SystemEventName.Closed;
}
