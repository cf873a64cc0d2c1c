using LiveChat.Sessions;

namespace LiveChat.Search;

/// <summary>
/// The index over what was said in all sessions. It follows the logs by itself, in the background: a message is found
/// moments after its commit. What was taken back, and what stands in a deleted session, is never answered.
/// </summary>
public interface ISearchIndex
{
    /// <summary>The newest messages that hold all of the terms and that the reader may read.</summary>
    /// <param name="reader">Who asks, and where to look.</param>
    /// <param name="terms">At least one; see <see cref="SearchTerms"/>. More than the terms promise is for the caller to check.</param>
    /// <param name="before">Only what stands before this position.</param>
    /// <param name="limit">At most so many.</param>
    /// <exception cref="StoreUnavailableException">The database is away.</exception>
    Task<FoundPage> Find(SearchReader reader, string[] terms, long before, int limit, CancellationToken token);
}

/// <summary>Whose search it is. What one may read is decided by the session as it stands in the database, as <c>SessionRules</c> decides it.</summary>
/// <param name="UserId">The user.</param>
/// <param name="SeesAll">An admin.</param>
/// <param name="Desks">The desks whose sessions the user may read.</param>
/// <param name="SessionId">The one session to look in, or null.</param>
public sealed record SearchReader(string UserId, bool SeesAll, string[] Desks, Guid? SessionId)
{
    /// <summary>What the caller may read.</summary>
    public static SearchReader Of(Caller caller, Guid? sessionId) =>
        new(caller.UserId, caller.Role is UserRole.Admin, caller.Role is UserRole.Agent ? caller.Desks : [], sessionId);
}

/// <summary>A message of the index.</summary>
/// <param name="Position">Its place among all messages: the newer, the higher.</param>
/// <param name="Message">The message as it stands in the log.</param>
/// <param name="Title">The session's title.</param>
public sealed record FoundEntry(long Position, Message Message, string Title);

/// <summary>What was found.</summary>
/// <param name="Entries">Newest first.</param>
/// <param name="Next">The position to go on before; null when nothing older holds the terms.</param>
public sealed record FoundPage(FoundEntry[] Entries, long? Next);
