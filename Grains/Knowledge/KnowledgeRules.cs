using System.Text;

namespace LiveChat.Knowledge;

/// <summary>Who may write knowledge, and what an article may hold.</summary>
public static class KnowledgeRules
{
    /// <summary>Characters of a title.</summary>
    public const int LongestTitle = 300;

    /// <summary>Characters of a text.</summary>
    public const int LongestBody = 8000;

    /// <summary>Characters of a category.</summary>
    public const int LongestCategory = 60;

    /// <summary>Tags of an article.</summary>
    public const int MostTags = 20;

    /// <summary>Characters of a tag.</summary>
    public const int LongestTag = 40;

    /// <summary>Characters of what is searched for.</summary>
    public const int LongestQuery = 500;

    /// <summary>Why this caller may not write; null when they may.</summary>
    public static Refusal? Refuse(Caller caller) =>
        caller.IsStaff ? null : new Refusal(RefusalCode.Forbidden, "Only agents and admins may change the knowledge base.");

    /// <summary>Why this caller may not write this; null when they may.</summary>
    public static Refusal? Refuse(Caller caller, FaqDraft draft) => Refuse(caller, ArticleOf(draft));

    /// <summary>Why this caller may not write this; null when they may.</summary>
    public static Refusal? Refuse(Caller caller, ArticleDraft draft) => Refuse(caller) ?? Refuse(draft);

    /// <summary>Why this cannot be an article; null when it can.</summary>
    public static Refusal? Refuse(ArticleDraft draft) => draft switch
    {
        _ when string.IsNullOrWhiteSpace(draft.Title) => Invalid("The question or title is empty."),
        _ when string.IsNullOrWhiteSpace(draft.Body) => Invalid("The answer or text is empty."),
        _ when draft.Title.Length > LongestTitle => TooLong($"A question or title has at most {LongestTitle} characters."),
        _ when draft.Body.Length > LongestBody => TooLong($"An answer or text has at most {LongestBody} characters."),
        _ when !Language.All.Contains(draft.Language) => Invalid($"The language is one of {string.Join(", ", Language.All)}."),
        _ when !Enum.IsDefined(draft.Kind) => Invalid("The kind is faq or article."),
        _ when !Enum.IsDefined(draft.Status) => Invalid("The status is draft or published."),
        _ when draft.Category is null => Invalid("The category is missing; it may be empty."),
        _ when draft.Category.Length > LongestCategory => TooLong($"A category has at most {LongestCategory} characters."),
        _ when draft.Tags is null => Invalid("The list of tags is missing; it may be empty."),
        _ when draft.Tags.Length > MostTags => Invalid($"An article has at most {MostTags} tags."),
        _ when draft.Tags.Any(string.IsNullOrWhiteSpace) => Invalid("A tag is empty."),
        _ when draft.Tags.Any(tag => tag.Length > LongestTag) => TooLong($"A tag has at most {LongestTag} characters."),
        _ when !draft.Tags.Append(draft.Title).Append(draft.Body).Append(draft.Category).All(Storable) => Invalid("The text holds U+0000 or half a character, which cannot be stored."),
        _ => null,
    };

    /// <summary>The first version of an article.</summary>
    public static Article Begin(Guid articleId, ArticleDraft draft, Caller author, DateTimeOffset now) =>
        new(articleId, 1, draft.Kind, draft.Status, draft.Title.Trim(), draft.Body.Trim(), draft.Language, draft.Category.Trim(), TagsOf(draft), author.UserId, author.Name, now, now);

    /// <summary>The version of an article that follows it.</summary>
    public static Article Follow(Article article, ArticleDraft draft, Caller author, DateTimeOffset now) =>
        Begin(article.ArticleId, draft, author, now) with { Version = article.Version + 1, CreatedAt = article.CreatedAt };

    /// <summary>What an editor would write to have an article stand as it does.</summary>
    public static ArticleDraft DraftOf(Article article) =>
        new(article.Kind, article.Status, article.Title, article.Body, article.Language, article.Category, article.Tags);

    /// <summary>Whether an article says the same as another.</summary>
    public static bool SaysTheSame(Article one, Article other) =>
        one.Kind == other.Kind && one.Status == other.Status && one.Title == other.Title && one.Body == other.Body
        && one.Language == other.Language && one.Category == other.Category && one.Tags.AsSpan().SequenceEqual(other.Tags);

    /// <summary>A question with its answer, as the article that it is.</summary>
    public static ArticleDraft ArticleOf(FaqDraft draft) =>
        new(ArticleKind.Faq, ArticleStatus.Published, draft.Question, draft.Answer, draft.Language, "", draft.Tags);

    /// <summary>An article as a question with its answer.</summary>
    public static Faq FaqOf(Article article) =>
        new(article.ArticleId, article.Title, article.Body, article.Language, article.Tags, article.UpdatedAt);

    // PostgreSQL stores neither; refused here for every database, so that all behave alike.
    private static bool Storable(string text) => !text.Contains('\0') && text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar);

    private static string[] TagsOf(ArticleDraft draft) => [.. draft.Tags.Select(tag => tag.Trim()).Distinct(StringComparer.Ordinal)];

    private static Refusal Invalid(string reason) => new(RefusalCode.Invalid, reason);

    private static Refusal TooLong(string reason) => new(RefusalCode.TooLong, reason);
}
