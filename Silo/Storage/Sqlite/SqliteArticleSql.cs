using System.Text.Json;
using LiveChat.Silo.Storage.Knowledge;
using LiveChat.Silo.Storage.Log;

namespace LiveChat.Silo.Storage.Sqlite;

/// <summary>The index over articles in SQLite: an FTS5 table whose tokens are ours.</summary>
internal sealed class SqliteArticleSql(Dialect dialect) : ArticleSql(dialect)
{
    public override string CountTokens =>
        """
        insert into article_frequencies (token, articles) select json_extract(value, '$[0]'), cast(json_extract(value, '$[1]') as integer) from json_each(@changes) where true
        on conflict (token) do update set articles = articles + excluded.articles
        """;

    public override string ForgetTokens =>
        "delete from article_frequencies where articles <= 0 and token in (select json_extract(value, '$[0]') from json_each(@changes))";

    public override string? IndexTokens => "insert into article_tokens (rowid, tokens) values (@number, @tokens)";

    public override string? DeleteTokens => "delete from article_tokens where rowid = @number";

    public override string HoldingAll => "select rowid from article_tokens where article_tokens match @match order by rowid desc limit @count";

    public override string HoldingAny => HoldingAll;

    // Each token is quoted, and none holds a quotation mark or a space: nothing in it is syntax.
    public override object Sought(string[] any, string[] all, int count)
    {
        IEnumerable<string> parts = all.Select(Quoted);
        if (any.Length > 0) parts = parts.Append($"({string.Join(" OR ", any.Select(Quoted))})");
        return new { match = string.Join(" AND ", parts), count };
    }

    public override object List(string[] texts) => JsonSerializer.Serialize(texts, StoredJson.Default.StringArray);

    public override object List(long[] numbers) => JsonSerializer.Serialize(numbers, StoredJson.Default.Int64Array);

    public override object Tokens(string[] tokens) => string.Join(' ', tokens);

    public override object Changes((string Token, int Change)[] changes) =>
        JsonSerializer.Serialize([.. changes.Select(change => new[] { change.Token, change.Change.ToString(System.Globalization.CultureInfo.InvariantCulture) })], StoredJson.Default.StringArrayArray);

    protected override string Among(string column, string texts) => $"{column} in (select value from json_each({texts}))";

    protected override string AmongNumbers(string column, string numbers) => Among(column, numbers);

    private static string Quoted(string token) => $"\"{token}\"";
}
