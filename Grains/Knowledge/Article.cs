namespace LiveChat.Knowledge;

/// <summary>What the index needs of a knowledge entry.</summary>
/// <param name="Id">The entry's id.</param>
/// <param name="Language">The language it is written in (see <see cref="Knowledge.Language"/>).</param>
/// <param name="Title">The question that it answers.</param>
/// <param name="Body">The answer.</param>
/// <param name="Keywords">Other words that people use for it; may be empty.</param>
public sealed record Article(string Id, string Language, string Title, string Body, string Keywords = "");

/// <summary>An article found.</summary>
/// <param name="Article">The article.</param>
/// <param name="Score">BM25 score; it orders the hits of one search and means nothing across searches.</param>
/// <param name="Confidence">0 to 1: how much of what was asked (or of the article's title) the other covers, rare words counting most.</param>
public sealed record ArticleHit(Article Article, double Score, double Confidence);
