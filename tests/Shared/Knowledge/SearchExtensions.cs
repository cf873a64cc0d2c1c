using LiveChat.Knowledge;

namespace LiveChat.Testing;

/// <summary>Asks an index as the knowledge base does for the assistant.</summary>
public static class SearchExtensions
{
    public static async Task<ArticleHit[]> Search(this IArticleIndex index, string question, int limit)
    {
        var finder = new ArticleFinder(index);
        var ranked = await finder.Find(question, new(Status: ArticleStatus.Published), limit, CancellationToken.None);
        return [.. (await finder.Articles(ranked, CancellationToken.None)).Select(hit => new ArticleHit(KnowledgeRules.FaqOf(hit.Article), hit.Rank.Score, hit.Rank.Confident))];
    }
}
