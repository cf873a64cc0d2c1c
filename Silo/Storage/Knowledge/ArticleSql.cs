namespace LiveChat.Silo.Storage.Knowledge;

/// <summary>
/// The statements of articles and their index. What finds articles by tokens, and how lists are handed over, is each
/// database's own; the rest is the same for all.
/// </summary>
internal abstract class ArticleSql(Dialect dialect)
{
    private const string Columns = "article_id, version, kind, status, language, category, title, body, tags, author_id, author_name, created_at, updated_at";

    private static readonly string[] Written =
        ["version", "kind", "status", "language", "category", "title", "body", "tags", "author_id", "author_name", "created_at", "updated_at"];

    public string Find { get; } = $"select {Columns} from articles where article_id = @articleId";

    public string Version { get; } = $"select {Columns} from article_versions where article_id = @articleId and version = @version";

    public string Versions { get; } = $"select {Columns} from article_versions where article_id = @articleId order by version desc {dialect.First("@count")}";

    public string Categories { get; } =
        $"select category, count(*) as articles from articles where category <> '' group by category order by count(*) desc, category {dialect.First("@count")}";

    public string Insert { get; } = Dialect.Insert("articles", ["article_id", "number", .. Written, "edition"]);

    public string Update { get; } =
        $"update articles set {string.Join(", ", Written.Append("edition").Select(column => $"{column} = @{column}"))} where article_id = @article_id and version = @version - 1";

    public string InsertVersion { get; } = Dialect.Insert("article_versions", ["article_id", .. Written]);

    public string Delete { get; } = "delete from articles where article_id = @articleId";

    public string DeleteVersions { get; } = "delete from article_versions where article_id = @articleId";

    public string NumberOf { get; } = "select number from articles where article_id = @articleId";

    /// <summary>Takes numbers, and with them the writers' turn until the transaction ends.</summary>
    public string TakeNumbers { get; } = "update article_counters set value = value + @count where name = 'number'";

    public string LastNumber { get; } = "select value from article_counters where name = 'number'";

    public string Counters { get; } = "select name, value from article_counters";

    public string Count { get; } = "update article_counters set value = value + @value where name = @name";

    public string BeginCounter { get; } = Dialect.Insert("article_counters", "name", "value");

    public string Indexed { get; } = "select number, shelf, title_terms, tag_terms, body_terms, length from article_index where number = @number";

    public string DeleteIndexed { get; } = "delete from article_index where number = @number";

    /// <summary>Articles that the index has not cut by these rules.</summary>
    public string Stale { get; } = $"select {Columns} from articles where edition <> @edition order by number {dialect.First("@count")}";

    public string MarkIndexed { get; } = "update articles set edition = @edition where article_id = @articleId and version = @version and edition <> @edition";

    /// <summary>How many articles hold some tokens: <c>@tokens</c>.</summary>
    public string Frequencies => $"select token, articles from article_frequencies where {Among("token", "@tokens")}";

    /// <summary>The terms of some articles: <c>@numbers</c>.</summary>
    public string Terms => $"select number, title_terms, tag_terms, body_terms from article_index where {AmongNumbers("number", "@numbers")}";

    /// <summary>Some articles with their numbers: <c>@numbers</c>.</summary>
    public string Articles => $"select number, {Columns} from articles where {AmongNumbers("number", "@numbers")}";

    /// <summary>Articles by title: <c>@language</c>, <c>@titles</c>.</summary>
    public string Titled => $"select {Columns} from articles where language = @language and {Among("title", "@titles")}";

    /// <summary>A page with every condition that there is.</summary>
    public string PageFiltered => Page(new(LiveChat.Knowledge.ArticleKind.Faq, LiveChat.Knowledge.ArticleStatus.Draft, "a", "a", "a"));

    /// <summary>Adds to the frequencies of tokens: <c>@changes</c>, see <see cref="Changes"/>.</summary>
    public abstract string CountTokens { get; }

    /// <summary>Lets go of tokens that no article holds any more: <c>@changes</c>.</summary>
    public abstract string ForgetTokens { get; }

    /// <summary>Writes an article's terms, and its tokens where they stand in the same row: <c>@tokens</c>.</summary>
    public virtual string Index { get; } = Dialect.Insert("article_index", "number", "shelf", "title_terms", "tag_terms", "body_terms", "length");

    /// <summary>Writes an article's tokens, where they do not stand with its terms.</summary>
    public virtual string? IndexTokens => null;

    /// <summary>Takes an article's tokens out, where they do not stand with its terms.</summary>
    public virtual string? DeleteTokens => null;

    /// <summary>Numbers of articles with all of the tokens <c>@all</c>, the highest first, <c>@count</c> of them.</summary>
    public abstract string HoldingAll { get; }

    /// <summary>The same with any of <c>@any</c> too.</summary>
    public abstract string HoldingAny { get; }

    /// <summary>How this database takes what <see cref="HoldingAny"/> asks for.</summary>
    public abstract object Sought(string[] any, string[] all, int count);

    /// <summary>How this database takes a list of texts.</summary>
    public abstract object List(string[] texts);

    /// <summary>How this database takes a list of numbers.</summary>
    public abstract object List(long[] numbers);

    /// <summary>How this database takes an article's tokens.</summary>
    public abstract object Tokens(string[] tokens);

    /// <summary>How this database takes changes of frequencies.</summary>
    public abstract object Changes((string Token, int Change)[] changes);

    public string Page(LiveChat.Knowledge.ArticleFilter filter)
    {
        // What is not asked for is left out, so that each index serves where it can.
        var conditions = new List<string> { "(updated_at < @beforeTime or (updated_at = @beforeTime and article_id < @beforeId))" };
        if (filter.Kind is not null) conditions.Add("kind = @kind");
        if (filter.Status is not null) conditions.Add("status = @status");
        if (filter.Language is not null) conditions.Add("language = @language");
        if (filter.Category is not null) conditions.Add("category = @category");
        if (filter.Tag is not null) conditions.Add("lower(tags) like @tag escape '!'");
        return $"select {Columns} from articles where {string.Join(" and ", conditions)} order by updated_at desc, article_id desc {dialect.First("@count")}";
    }

    /// <summary>That a column is one of a list of texts.</summary>
    protected abstract string Among(string column, string texts);

    /// <summary>That a column is one of a list of numbers.</summary>
    protected abstract string AmongNumbers(string column, string numbers);
}
