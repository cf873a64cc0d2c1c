namespace LiveChat.Search;

/// <summary>Finds what was said in the sessions that a user may read. Reads only.</summary>
/// <remarks>Key: the user's id.</remarks>
[Alias("ISessionSearch")]
public interface ISessionSearch : IGrainWithStringKey
{
    /// <summary>A page of hits, newest first. INVALID for an empty query, NOT_FOUND for a session that the caller may not know of.</summary>
    /// <param name="caller">Who asks; must be the key's user.</param>
    /// <param name="wanted">What is sought.</param>
    [Alias("Search")] Task<Outcome<SearchPage>> Search(Caller caller, SearchRequest wanted);
}

/// <summary>What is sought, and where.</summary>
/// <param name="Query">Words or parts of words, parted by spaces; a message must hold each of them. Nothing in it is syntax.</param>
/// <param name="SessionId">The one session to look in; null for all that the caller may read.</param>
/// <param name="Before">Where the last page ended; null for the newest.</param>
/// <param name="Limit">At most so many, 1 to <see cref="MostHits"/>.</param>
[GenerateSerializer, Immutable, Alias("SearchRequest")]
public sealed record SearchRequest(
    [property: Id(0)] string Query,
    [property: Id(1)] Guid? SessionId,
    [property: Id(2)] string? Before,
    [property: Id(3)] int Limit)
{
    /// <summary>The longest query, in characters.</summary>
    public const int LongestQuery = 200;

    /// <summary>The most hits of one answer.</summary>
    public const int MostHits = 50;

    /// <summary>What is given when no limit is named.</summary>
    public const int UsualHits = 20;
}

/// <summary>A message that holds what was sought.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Seq">Its place there.</param>
/// <param name="Snippet">The part of the text around the first find, on one line; plain text.</param>
/// <param name="Marks">Where in the snippet the finds are, rising and apart from each other.</param>
/// <param name="SenderId">Who said it.</param>
/// <param name="SenderName">The sender's name at that time.</param>
/// <param name="Title">The session's title; may be empty.</param>
/// <param name="CreatedAt">When it was said, in UTC.</param>
[GenerateSerializer, Immutable, Alias("SearchHit")]
public sealed record SearchHit(
    [property: Id(0)] Guid SessionId,
    [property: Id(1)] long Seq,
    [property: Id(2)] string Snippet,
    [property: Id(3)] SearchMark[] Marks,
    [property: Id(4)] string SenderId,
    [property: Id(5)] string SenderName,
    [property: Id(6)] string Title,
    [property: Id(7)] DateTimeOffset CreatedAt);

/// <summary>A find within a snippet.</summary>
/// <param name="Start">Where it begins, in UTF-16 units.</param>
/// <param name="Length">How long it is, in UTF-16 units.</param>
[GenerateSerializer, Immutable, Alias("SearchMark")]
public sealed record SearchMark([property: Id(0)] int Start, [property: Id(1)] int Length);

/// <summary>A page of hits.</summary>
/// <param name="Hits">Newest first.</param>
/// <param name="Next">Where to go on, or null at the end; that page may be empty.</param>
[GenerateSerializer, Immutable, Alias("SearchPage")]
public sealed record SearchPage([property: Id(0)] SearchHit[] Hits, [property: Id(1)] string? Next);
