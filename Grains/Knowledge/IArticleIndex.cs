namespace LiveChat.Knowledge;

/// <summary>
/// The index over articles: which hold which tokens, and how many do. It holds what <see cref="ArticleTerms"/> cuts, and
/// knows nothing of ranking, so that every database finds the same.
/// </summary>
public interface IArticleIndex
{
    /// <summary>How many articles stand on each shelf, and how long they are together.</summary>
    Task<Dictionary<char, (int Articles, double Length)>> Shelves(CancellationToken token);

    /// <summary>How many articles hold each token; those without any may be left out.</summary>
    Task<Dictionary<string, int>> Frequencies(string[] tokens, CancellationToken token);

    /// <summary>Articles that hold any of some tokens (if some are given) and all of others, the newest first.</summary>
    /// <param name="any">Tokens of which one suffices; empty for no such condition.</param>
    /// <param name="all">Tokens that must all be there.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="token">Gives up.</param>
    Task<long[]> Holding(string[] any, string[] all, int limit, CancellationToken token);

    /// <summary>The terms of articles, in any order.</summary>
    Task<IndexedTerms[]> Terms(long[] numbers, CancellationToken token);

    /// <summary>The articles of these numbers, in any order.</summary>
    Task<(long Number, Article Article)[]> Articles(long[] numbers, CancellationToken token);
}

/// <summary>What ranking asks of an article: its terms, as often as they stand there.</summary>
/// <param name="Number">The article's number in the index.</param>
/// <param name="Title">Of the title, parted by spaces.</param>
/// <param name="Tags">Of the tags.</param>
/// <param name="Body">Of the text.</param>
public sealed record IndexedTerms(long Number, string Title, string Tags, string Body);
