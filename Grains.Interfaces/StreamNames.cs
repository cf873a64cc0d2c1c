using Orleans.Runtime;

namespace LiveChat;

/// <summary>Every stream that there is. A stream event is a hint: it may be lost or repeated, the log is the truth.</summary>
public static class StreamNames
{
    /// <summary>The stream provider.</summary>
    public const string Provider = "live";

    private const string SessionNamespace = "session";
    private const string NotesNamespace = "notes";
    private const string UserNamespace = "user";
    private const string PresenceNamespace = "presence";
    private const string DeskNamespace = "desk";
    private const string RevocationsNamespace = "revocations";

    /// <summary>What happens in a session, for all who are in it: <see cref="Sessions.SessionEvent"/>.</summary>
    public static StreamId Session(Guid sessionId) => StreamId.Create(SessionNamespace, sessionId);

    /// <summary>Private notes of a session, for staff only: <see cref="Sessions.SessionEvent"/>.</summary>
    public static StreamId Notes(Guid sessionId) => StreamId.Create(NotesNamespace, sessionId);

    /// <summary>What concerns one user wherever they are: <see cref="Presence.UserEvent"/>.</summary>
    public static StreamId User(string userId) => StreamId.Create(UserNamespace, userId);

    /// <summary>One user's coming and going, for those who talk to them: <see cref="Presence.PresenceView"/>.</summary>
    public static StreamId Presence(string userId) => StreamId.Create(PresenceNamespace, userId);

    /// <summary>What happens at a desk, for its staff: <see cref="Queues.DeskEvent"/>.</summary>
    public static StreamId Desk(string deskId) => StreamId.Create(DeskNamespace, deskId);

    /// <summary>Whose access tokens hold no more, for every front: <see cref="Accounts.AccessRevoked"/>.</summary>
    public static StreamId Revocations { get; } = StreamId.Create(RevocationsNamespace, "all");
}
