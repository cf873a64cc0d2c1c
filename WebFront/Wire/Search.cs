using LiveChat.Search;

namespace LiveChat.WebFront.Wire;

/// <summary>A page of hits, newest first.</summary>
internal sealed record WireSearch(WireHit[] Hits, string? Next)
{
    public static WireSearch From(SearchPage page) => new(Array.ConvertAll(page.Hits, WireHit.From), page.Next);
}

/// <summary>A message that holds what was sought.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Seq">Its place there.</param>
/// <param name="Snippet">Plain text.</param>
/// <param name="Marks">Start and length of each find in the snippet, in UTF-16 units.</param>
/// <param name="SenderId">Who said it.</param>
/// <param name="SenderName">The sender's name then.</param>
/// <param name="Title">The session's title.</param>
/// <param name="CreatedAt">When.</param>
internal sealed record WireHit(
    Guid SessionId, long Seq, string Snippet, int[][] Marks, string SenderId, string SenderName, string Title, DateTimeOffset CreatedAt)
{
    public static WireHit From(SearchHit hit) => new(
        hit.SessionId, hit.Seq, hit.Snippet, Array.ConvertAll(hit.Marks, mark => new[] { mark.Start, mark.Length }),
        hit.SenderId, hit.SenderName, hit.Title, hit.CreatedAt);
}
