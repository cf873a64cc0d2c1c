using LiveChat.Assistant;
using LiveChat.Knowledge;
using LiveChat.Sessions;

namespace LiveChat.Silo.Ai;

/// <summary>A draft that needs no model: what the best article says to what the customer asked last, if there is a good one.</summary>
internal sealed class KnowledgeSuggestion(ArticleSearch search) : ISuggestion
{
    private const int Questions = 2;

    public async Task<Suggestion?> Draft(IReadOnlyList<Message> said, CancellationToken token)
    {
        var asked = said.Where(message => message.Type == MessageType.User).Select(message => message.Content).TakeLast(Questions).ToArray();
        if (asked.Length == 0) return null;
        var hits = await Search(asked[^1], token);
        // What was asked last may lean on what was asked before it.
        if (hits is not [{ Confident: true }, ..] && asked.Length > 1) hits = await Search(string.Join('\n', asked), token);
        return hits is [{ Confident: true, Article: var article }, ..] ? new(article.Answer, [new Citation(article.FaqId, article.Question)]) : null;
    }

    private async Task<ArticleHit[]> Search(string question, CancellationToken token)
    {
        try
        {
            return await search(question, 1).WaitAsync(token);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever keeps the knowledge base from answering is one thing to who asks.
            throw new AiFailureException(AiFailure.Unavailable, "The knowledge base does not answer.", e);
        }
    }
}
