using Dapper;
using LiveChat.Knowledge;

namespace LiveChat.Silo.Storage.Knowledge;

/// <summary>Reads the index over articles.</summary>
internal sealed class ArticleIndex(Database database) : IArticleIndex
{
    private readonly ArticleSql _sql = database.Dialect.Articles;

    public Task<Dictionary<char, (int Articles, double Length)>> Shelves(CancellationToken token) => database.Read(async connection =>
    {
        var counters = (await connection.QueryAsync<(string Name, long Value)>(new CommandDefinition(_sql.Counters, cancellationToken: token)))
            .ToDictionary(counter => counter.Name, counter => counter.Value, StringComparer.Ordinal);
        return counters.Keys.Select(ShelfCounter.ShelfOf).OfType<char>().ToDictionary(shelf => shelf, shelf =>
            ((int)counters[ShelfCounter.Articles(shelf)], (double)counters.GetValueOrDefault(ShelfCounter.Length(shelf))));
    }, token);

    public async Task<Dictionary<string, int>> Frequencies(string[] tokens, CancellationToken token) => tokens.Length == 0 ? [] : await database.Read(async connection =>
        (await connection.QueryAsync<(string Token, int Articles)>(new CommandDefinition(_sql.Frequencies, new { tokens = _sql.List(tokens) }, cancellationToken: token)))
            .ToDictionary(row => row.Token, row => row.Articles, StringComparer.Ordinal), token);

    public Task<long[]> Holding(string[] any, string[] all, int limit, CancellationToken token)
    {
        if (any.Length == 0) ArgumentOutOfRangeException.ThrowIfZero(all.Length, nameof(all));
        return database.Read(async connection => (await connection.QueryAsync<long>(new CommandDefinition(
            any.Length > 0 ? _sql.HoldingAny : _sql.HoldingAll, _sql.Sought(any, all, limit), cancellationToken: token))).ToArray(), token);
    }

    public Task<IndexedTerms[]> Terms(long[] numbers, CancellationToken token) => database.Read(async connection =>
        (await connection.QueryAsync<TermsRow>(new CommandDefinition(_sql.Terms, new { numbers = _sql.List(numbers) }, cancellationToken: token)))
            .Select(row => new IndexedTerms(row.Number, row.TitleTerms, row.TagTerms, row.BodyTerms)).ToArray(), token);

    public Task<(long Number, Article Article)[]> Articles(long[] numbers, CancellationToken token) => database.Read(async connection =>
        (await connection.QueryAsync<ArticleRow>(new CommandDefinition(_sql.Articles, new { numbers = _sql.List(numbers) }, cancellationToken: token)))
            .Select(row => (row.Number, row.ToArticle())).ToArray(), token);
}
