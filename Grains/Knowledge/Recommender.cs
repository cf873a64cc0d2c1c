using LiveChat.Sessions;
using Orleans.Concurrency;

namespace LiveChat.Knowledge;

/// <inheritdoc cref="IRecommender"/>
[StatelessWorker]
public sealed class Recommender(IArticleIndex index) : Grain, IRecommender
{
    // What somebody said long ago is not what they are at.
    private const int Entries = 30;
    private const int LastSaid = 3;
    private const int LongestQuestion = KnowledgeRules.LongestQuery;

    /// <inheritdoc/>
    public async Task<Outcome<FoundArticles>> Recommend(Caller caller, int limit)
    {
        if (limit is < 1 or > IRecommender.Most) return new Refusal(RefusalCode.Invalid, $"limit is 1 to {IRecommender.Most}.");
        var history = await GrainFactory.GetGrain<IChatSession>(this.GetPrimaryKey()).History(caller, new(null, null, Entries));
        if (history.Value is not { } page) return history.Refusal!;
        string[] said = [.. page.Messages.Where(message => message.Type is MessageType.User && !message.Recalled && message.Content.Length > 0).TakeLast(LastSaid).Select(message => message.Content).Reverse()];

        try
        {
            var found = await Find(said, limit);
            return new FoundArticles([.. found.Where(article => caller.IsStaff || article.Confident)]);
        }
        catch (StoreUnavailableException)
        {
            return new Refusal(RefusalCode.StoreUnavailable, "The database is away; try again in a few seconds.");
        }
    }

    // The last words first; what came before helps where they say too little by themselves.
    private async Task<FoundArticle[]> Find(string[] said, int limit)
    {
        var finder = new ArticleFinder(index);
        FoundArticle[] guesses = [];
        for (var count = 1; count <= said.Length; count++)
        {
            var question = string.Join('\n', said.Take(count));
            if (question.Length > LongestQuestion) question = question[..LongestQuestion];
            var ranked = await finder.Find(question, new(Status: ArticleStatus.Published), limit, CancellationToken.None);
            FoundArticle[] found = [.. (await finder.Articles(ranked, CancellationToken.None)).Select(hit => ArticleSnippet.Of(hit, question))];
            if (found.Any(article => article.Confident)) return found;
            if (guesses.Length == 0) guesses = found;
        }
        return guesses;
    }
}
