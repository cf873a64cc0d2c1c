using LiveChat.Silo.Storage.Knowledge;

namespace LiveChat.Silo.Storage.PostgreSql;

/// <summary>The index over articles in PostgreSQL: an inverted index (GIN) over the tokens of each.</summary>
internal sealed class PostgreSqlArticleSql(Dialect dialect) : ArticleSql(dialect)
{
    // In the order of the tokens, so that two writers never wait for each other.
    public override string CountTokens =>
        """
        insert into article_frequencies (token, articles) select split_part(c, ' ', 1), split_part(c, ' ', 2)::integer from unnest(@changes) as c order by 1
        on conflict (token) do update set articles = article_frequencies.articles + excluded.articles
        """;

    public override string ForgetTokens => "delete from article_frequencies where articles <= 0 and token in (select split_part(c, ' ', 1) from unnest(@changes) as c)";

    public override string Index =>
        """
        insert into article_index (number, shelf, title_terms, tag_terms, body_terms, length, tokens)
        values (@number, @shelf, @title_terms, @tag_terms, @body_terms, @length, @tokens)
        """;

    public override string HoldingAll => Holding("tokens @> @all");

    public override string HoldingAny => Holding("tokens && @any and tokens @> @all");

    public override object Sought(string[] any, string[] all, int count) => new { any, all, count };

    public override object List(string[] texts) => texts;

    public override object List(long[] numbers) => numbers;

    public override object Tokens(string[] tokens) => tokens;

    public override object Changes((string Token, int Change)[] changes) =>
        changes.Select(change => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{change.Token} {change.Change}")).ToArray();

    protected override string Among(string column, string texts) => $"{column} = any({texts})";

    protected override string AmongNumbers(string column, string numbers) => Among(column, numbers);

    // Found first and ordered then: the planner would walk through all numbers otherwise.
    private static string Holding(string condition) =>
        $"""
        with found as materialized (select number from article_index where {condition})
        select number from found order by number desc limit @count
        """;
}
