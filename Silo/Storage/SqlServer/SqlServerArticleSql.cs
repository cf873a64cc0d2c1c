using System.Text.Json;
using LiveChat.Silo.Storage.Knowledge;
using LiveChat.Silo.Storage.Log;

namespace LiveChat.Silo.Storage.SqlServer;

/// <summary>The index over articles in SQL Server: a table of tokens and numbers. In every build, so that the tests parse it.</summary>
internal sealed class SqlServerArticleSql(Dialect dialect) : ArticleSql(dialect)
{
    private const string Text = "value collate Latin1_General_100_BIN2";

    public override string CountTokens =>
        """
        update f set f.articles = f.articles + c.change
        from article_frequencies as f join openjson(@changes) with (token nvarchar(64) '$[0]', change int '$[1]') as c on c.token collate Latin1_General_100_BIN2 = f.token;
        insert into article_frequencies (token, articles)
        select c.token, c.change from openjson(@changes) with (token nvarchar(64) '$[0]', change int '$[1]') as c
        where not exists (select 1 from article_frequencies as f where f.token = c.token collate Latin1_General_100_BIN2);
        """;

    public override string ForgetTokens =>
        "delete from article_frequencies where articles <= 0 and token in (select c.token collate Latin1_General_100_BIN2 from openjson(@changes) with (token nvarchar(64) '$[0]') as c)";

    public override string? IndexTokens => $"insert into article_tokens (token, number) select {Text}, @number from openjson(@tokens)";

    public override string? DeleteTokens => "delete from article_tokens where number = @number";

    public override string HoldingAll => $"select t.number from article_tokens as t {Holding}";

    public override string HoldingAny =>
        $"select t.number from article_tokens as t join (select distinct number from article_tokens where token in (select {Text} from openjson(@any))) as o on o.number = t.number {Holding}";

    public override object Sought(string[] any, string[] all, int count)
    {
        // One of several suffices where all but one of none is asked for: then the others are all that there is.
        var others = all.Length > 0 ? all : any;
        return new { any = List(any), all = List(others), wanted = all.Length > 0 ? all.Length : 1, count };
    }

    public override object List(string[] texts) => JsonSerializer.Serialize(texts, StoredJson.Default.StringArray);

    public override object List(long[] numbers) => JsonSerializer.Serialize(numbers, StoredJson.Default.Int64Array);

    public override object Tokens(string[] tokens) => List(tokens);

    public override object Changes((string Token, int Change)[] changes) =>
        JsonSerializer.Serialize([.. changes.Select(change => new[] { change.Token, change.Change.ToString(System.Globalization.CultureInfo.InvariantCulture) })], StoredJson.Default.StringArrayArray);

    protected override string Among(string column, string texts) => $"{column} in (select {Text} from openjson({texts}))";

    protected override string AmongNumbers(string column, string numbers) => $"{column} in (select cast(value as bigint) from openjson({numbers}))";

    private static string Holding =>
        $"""
        where t.token in (select {Text} from openjson(@all))
        group by t.number having count(*) >= @wanted
        order by t.number desc offset 0 rows fetch next @count rows only
        """;
}
