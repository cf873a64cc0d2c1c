using LiveChat.Audit;

namespace LiveChat.Knowledge;

// What editors change. The database decides who was first, so any silo may write.
public sealed partial class KnowledgeBase
{
    public async Task<Outcome<Article>> Create(Caller caller, ArticleDraft draft, Guid? answers)
    {
        if (KnowledgeRules.Refuse(caller, draft) is { } refusal) return refusal;
        var article = KnowledgeRules.Begin(Guid.CreateVersion7(clock.GetUtcNow()), draft, caller, Now);
        return await Save(caller, article, AuditAction.ArticleWritten, answers);
    }

    public async Task<Outcome<Article>> Rewrite(Caller caller, Guid articleId, ArticleDraft draft, int? version) =>
        KnowledgeRules.Refuse(caller, draft) is { } refusal ? refusal : await Rewrite(caller, articleId, version, AuditAction.ArticleWritten, _ => Task.FromResult<ArticleDraft?>(draft));

    public async Task<Outcome<Article>> Restore(Caller caller, Guid articleId, int earlier, int? version) =>
        KnowledgeRules.Refuse(caller) is { } refusal ? refusal : await Rewrite(caller, articleId, version, AuditAction.ArticleRestored, async article =>
            await store.Version(article.ArticleId, earlier, CancellationToken.None) is { } found ? KnowledgeRules.DraftOf(found) : null);

    public async Task<Refusal?> Discard(Caller caller, Guid articleId)
    {
        if (KnowledgeRules.Refuse(caller) is { } refusal) return refusal;
        try
        {
            return await store.Remove(articleId, Audited.Deed(clock, caller, AuditAction.ArticleRemoved, articleId.ToString()), CancellationToken.None) ? null : NoSuchArticle;
        }
        catch (StoreUnavailableException e)
        {
            return InDoubt(e);
        }
    }

    public async Task<Outcome<Faq>> Add(Caller caller, FaqDraft draft) =>
        AsFaq(KnowledgeRules.Refuse(caller, draft) is { } refusal ? refusal : await Create(caller, KnowledgeRules.ArticleOf(draft), answers: null));

    public async Task<Outcome<Faq>> Change(Caller caller, Guid faqId, FaqDraft draft) =>
        AsFaq(KnowledgeRules.Refuse(caller, draft) is { } refusal ? refusal : await Rewrite(caller, faqId, null, AuditAction.ArticleWritten, article =>
            Task.FromResult(article.Kind is ArticleKind.Faq ? KnowledgeRules.ArticleOf(draft) with { Category = article.Category } : null)));

    public Task<Refusal?> Remove(Caller caller, Guid faqId) => Discard(caller, faqId);

    private async Task<Outcome<Article>> Rewrite(Caller caller, Guid articleId, int? version, string action, Func<Article, Task<ArticleDraft?>> rewrite)
    {
        try
        {
            if (await store.Find(articleId, CancellationToken.None) is not { } article) return NoSuchArticle;
            if (version is { } seen && seen != article.Version) return ChangedMeanwhile(article);
            if (await rewrite(article) is not { } draft) return NoSuchArticle;
            return await Save(caller, KnowledgeRules.Follow(article, draft, caller, Now), action, answers: null);
        }
        catch (StoreUnavailableException e)
        {
            return InDoubt(e);
        }
    }

    private async Task<Outcome<Article>> Save(Caller caller, Article article, string action, Guid? answers)
    {
        var deed = Audited.Deed(clock, caller, action, article.ArticleId.ToString(),
            ("version", article.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("status", article.Status.ToString().ToLowerInvariant()));
        try
        {
            return await store.Save([article], deed, answers, CancellationToken.None) ? article : ChangedMeanwhile(await store.Find(article.ArticleId, CancellationToken.None));
        }
        catch (StoreUnavailableException e)
        {
            return InDoubt(e);
        }
    }

    // Databases keep microseconds: an article is read as it was written.
    private DateTimeOffset Now
    {
        get
        {
            var now = clock.GetUtcNow();
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        }
    }

    private static Outcome<Faq> AsFaq(Outcome<Article> written) =>
        written.Value is { } article ? KnowledgeRules.FaqOf(article) : written.Refusal!;

    private static Refusal ChangedMeanwhile(Article? article) => article is null
        ? NoSuchArticle
        : new(RefusalCode.Conflict, $"{article.AuthorName} has written version {article.Version} meanwhile. Read it, and save again.");

    // It may have been written or not.
    private Refusal InDoubt(StoreUnavailableException e)
    {
        LogInDoubt(e);
        return new Refusal(RefusalCode.StoreUnavailable, "The database is away. Look whether the change happened, and try again in a moment.");
    }
}
