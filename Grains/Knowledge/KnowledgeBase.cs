using Microsoft.Extensions.Logging;

namespace LiveChat.Knowledge;

/// <summary>Finds the articles for what is asked; one for all silos, so that a change is seen by every answer after it.</summary>
public delegate Task<ArticleHit[]> ArticleSearch(string query, int limit);

/// <inheritdoc cref="IKnowledgeBase"/>
public sealed partial class KnowledgeBase(IFaqStore store, TimeProvider clock, ILogger<KnowledgeBase> logger) : Grain, IKnowledgeBase
{
    private const int MostHits = 20;

    private readonly KnowledgeIndex _index = new();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var faq in await store.All(cancellationToken)) _index.Put(faq);
        LogLoaded(_index.Count);
    }

    public Task<ArticleHit[]> Search(string query, int limit) =>
        Task.FromResult(_index.Search(query, Math.Clamp(limit, 1, MostHits)));

    public Task<Faq[]> List() =>
        Task.FromResult(_index.Articles.OrderByDescending(faq => faq.UpdatedAt).ThenByDescending(faq => faq.FaqId).ToArray());

    public async Task<Outcome<Faq>> Add(Caller caller, FaqDraft draft) =>
        KnowledgeRules.Refuse(caller, draft) is { } refusal ? refusal : await Write(Guid.CreateVersion7(clock.GetUtcNow()), draft);

    public async Task<Outcome<Faq>> Change(Caller caller, Guid faqId, FaqDraft draft)
    {
        if (KnowledgeRules.Refuse(caller, draft) is { } refusal) return refusal;
        return _index.Has(faqId) ? await Write(faqId, draft) : NoSuchEntry;
    }

    public async Task<Refusal?> Remove(Caller caller, Guid faqId)
    {
        if (KnowledgeRules.Refuse(caller) is { } refusal) return refusal;
        try
        {
            var stood = await store.Remove(faqId, CancellationToken.None);
            _index.Remove(faqId);
            return stood ? null : NoSuchEntry;
        }
        catch (StoreUnavailableException e)
        {
            return InDoubt(e);
        }
    }

    private static Refusal NoSuchEntry { get; } = new(RefusalCode.NotFound, "There is no such entry.");

    private async Task<Outcome<Faq>> Write(Guid faqId, FaqDraft draft)
    {
        var faq = new Faq(faqId, draft.Question.Trim(), draft.Answer.Trim(), draft.Language, [.. draft.Tags.Select(tag => tag.Trim())], clock.GetUtcNow());
        try
        {
            await store.Save(faq, CancellationToken.None);
            _index.Put(faq);
            return faq;
        }
        catch (StoreUnavailableException e)
        {
            return InDoubt(e);
        }
    }

    // It may have been written or not: only reading everything anew tells.
    private Refusal InDoubt(StoreUnavailableException e)
    {
        LogInDoubt(e);
        DeactivateOnIdle();
        return new Refusal(RefusalCode.StoreUnavailable, "The database is away. Look whether the change happened, and try again in a moment.");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Knowledge base loaded: {Count} entries")]
    private partial void LogLoaded(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A change of the knowledge base is in doubt; it is read anew")]
    private partial void LogInDoubt(Exception e);
}
