namespace LiveChat.Sessions;

/// <summary>The one direct session of two people: found, or made when first asked for.</summary>
/// <remarks>Key: their ids, sorted, joined by <c>|</c> (see <see cref="KeyOf"/>).</remarks>
[Alias("IDirectLine")]
public interface IDirectLine : IGrainWithStringKey
{
    /// <summary>Finds or makes the session between the caller and the target; NOT_FOUND for an unknown target, INVALID for oneself.</summary>
    [Alias("Open")] Task<Outcome<SessionView>> Open(Caller caller, string targetId, string? title);

    /// <summary>The key for two users.</summary>
    static string KeyOf(string one, string other) =>
        string.CompareOrdinal(one, other) < 0 ? $"{one}|{other}" : $"{other}|{one}";
}

/// <summary>A user's sessions, newest first. Reads only.</summary>
/// <remarks>Key: the user's id.</remarks>
[Alias("ISessionList")]
public interface ISessionList : IGrainWithStringKey
{
    /// <summary>A page of the caller's own sessions.</summary>
    /// <param name="caller">Whose; must be the key's user.</param>
    /// <param name="next">Where the last page ended, or null.</param>
    /// <param name="limit">At most so many, 1 to 100.</param>
    [Alias("List")] Task<Outcome<SessionPage>> List(Caller caller, string? next, int limit);

    /// <summary>A page of everybody's sessions, the newest made first; FORBIDDEN to all but admins.</summary>
    /// <param name="caller">Who asks; must be the key's user.</param>
    /// <param name="filter">Which sessions.</param>
    /// <param name="next">Where the last page ended, or null.</param>
    /// <param name="limit">At most so many, 1 to 100.</param>
    [Alias("All")] Task<Outcome<SessionPage>> All(Caller caller, SessionFilter filter, string? next, int limit);
}

/// <summary>Which sessions are asked for; null passes all but the deleted.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Status">Where they stand.</param>
/// <param name="DeskId">The desk.</param>
/// <param name="Text">Part of the title or of somebody's name, or an id of somebody in it. Looked for among the newest <see cref="MostSearched"/>.</param>
[GenerateSerializer, Immutable, Alias("SessionFilter")]
public sealed record SessionFilter(
    [property: Id(0)] SessionKind? Kind = null,
    [property: Id(1)] SessionStatus? Status = null,
    [property: Id(2)] string? DeskId = null,
    [property: Id(3)] string? Text = null)
{
    /// <summary>How many sessions, from the page's beginning on, are looked through for a text.</summary>
    public const int MostSearched = 20_000;
}

/// <summary>A page of sessions.</summary>
/// <param name="Sessions">Newest first.</param>
/// <param name="Next">Where to go on, or null at the end.</param>
[GenerateSerializer, Immutable, Alias("SessionPage")]
public sealed record SessionPage([property: Id(0)] SessionView[] Sessions, [property: Id(1)] string? Next);
