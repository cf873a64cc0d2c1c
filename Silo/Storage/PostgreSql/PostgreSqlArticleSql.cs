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

    // What many articles hold is found among the newest numbers, and only what is not, among all: the rows of every match
    // would be read otherwise, only to be sorted. So many are looked at first that either way reads equally few at the worst.
    // To the planner the tokens are a query's result, of which it knows nothing, so that it takes them for neither frequent
    // nor as good as impossible, and meets the two indexes; the sum keeps it from walking through the numbers.
    public override string HoldingAll =>
        """
        with bounds as materialized (
            select max(number) as last, max(number) - cast(sqrt(max(number) * @count) as bigint) as first from article_index),
        newest as materialized (
            select number from article_index
            where tokens @> (select @all) and number between (select first from bounds) and (select last from bounds)),
        older as materialized (
            select number from article_index
            where tokens @> (select @all) and number + 0 < (select first from bounds) and (select count(*) from newest) < @count)
        select number from (select number from newest union all select number from older) as found order by number desc limit @count
        """;

    // Few articles hold any of them. They are found first and ordered then: the planner would walk through all numbers otherwise.
    public override string HoldingAny =>
        """
        with found as materialized (select number from article_index where tokens && @any and tokens @> @all)
        select number from found order by number desc limit @count
        """;

    public override object Sought(string[] any, string[] all, int count) => new { any, all, count };

    public override object List(string[] texts) => texts;

    public override object List(long[] numbers) => numbers;

    public override object Tokens(string[] tokens) => tokens;

    public override object Changes((string Token, int Change)[] changes) =>
        changes.Select(change => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{change.Token} {change.Change}")).ToArray();

    protected override string Among(string column, string texts) => $"{column} = any({texts})";

    protected override string AmongNumbers(string column, string numbers) => Among(column, numbers);
}
