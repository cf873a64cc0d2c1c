namespace LiveChat.Knowledge.Importing;

/// <summary>What a file has of one article: a draft, or why it is none.</summary>
/// <param name="Line">Where in the file it begins; the first line is 1.</param>
/// <param name="Draft">The article; null when it cannot be one.</param>
/// <param name="Fault">Why not.</param>
internal sealed record ImportRow(int Line, ArticleDraft? Draft, string? Fault)
{
    private static readonly char[] BetweenTags = [';', '|', ',', '；', '、', '，'];

    /// <summary>Names that a file may have for what an article has, in lower case.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["title"] = Title, ["question"] = Title, ["標題"] = Title, ["问题"] = Title, ["問題"] = Title, ["标题"] = Title,
        ["body"] = Body, ["answer"] = Body, ["text"] = Body, ["內容"] = Body, ["内容"] = Body, ["答案"] = Body, ["回答"] = Body,
        ["language"] = LanguageName, ["語言"] = LanguageName, ["语言"] = LanguageName,
        ["category"] = Category, ["分類"] = Category, ["分类"] = Category,
        ["tags"] = Tags, ["keywords"] = Tags, ["標籤"] = Tags, ["标签"] = Tags, ["關鍵字"] = Tags, ["关键字"] = Tags,
        ["kind"] = Kind, ["status"] = Status,
    };

    public const string Title = "title", Body = "body", LanguageName = "language", Category = "category", Tags = "tags", Kind = "kind", Status = "status";

    /// <summary>What a name in a file means; null when it means nothing to us.</summary>
    public static string? Meaning(string name) => Names.GetValueOrDefault(name.Trim());

    /// <summary>What cannot be an article.</summary>
    public static ImportRow Bad(int line, string fault) => new(line, null, fault);

    /// <summary>Makes an article of its fields, and of the file's where it does not say something itself.</summary>
    public static ImportRow Of(int line, IReadOnlyDictionary<string, string> fields, ImportFile file)
    {
        var (title, body) = (Value(Title) ?? "", Value(Body) ?? "");
        if (KindOf(Value(Kind), file.Kind) is not { } kind) return Bad(line, "kind is faq or article.");
        if (StatusOf(Value(Status), file.Status) is not { } status) return Bad(line, "status is draft or published.");
        if (LanguageOf(Value(LanguageName) ?? file.Language, $"{title}\n{body}") is not { } language) return Bad(line, $"language is one of {string.Join(", ", Language.All)}.");
        string[] tags = [.. (Value(Tags) ?? "").Split(BetweenTags, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        var draft = new ArticleDraft(kind, status, title, body, language, Value(Category) ?? file.Category, tags);
        return KnowledgeRules.Refuse(draft) is { } refusal ? Bad(line, refusal.Reason) : new(line, draft, null);

        string? Value(string name) => fields.TryGetValue(name, out var value) && value.Trim() is { Length: > 0 } given ? given : null;
    }

    private static ArticleKind? KindOf(string? word, ArticleKind otherwise) => word?.ToLowerInvariant() switch
    {
        null => otherwise,
        "faq" => ArticleKind.Faq,
        "article" => ArticleKind.Article,
        _ => null,
    };

    private static ArticleStatus? StatusOf(string? word, ArticleStatus otherwise) => word?.ToLowerInvariant() switch
    {
        null => otherwise,
        "draft" => ArticleStatus.Draft,
        "published" => ArticleStatus.Published,
        _ => null,
    };

    // Files name languages by countries more often than by scripts.
    private static string? LanguageOf(string? name, string text) => name?.ToLowerInvariant() switch
    {
        null => Language.Of(text) ?? Language.English,
        "zh-hant" or "zh-tw" or "zh-hk" or "zh-mo" => Language.Traditional,
        "zh-hans" or "zh-cn" or "zh-sg" or "zh" => Language.Simplified,
        "en" or "en-us" or "en-gb" => Language.English,
        _ => null,
    };
}
