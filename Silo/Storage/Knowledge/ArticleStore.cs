using System.Data.Common;
using System.Text.Json;
using Dapper;
using LiveChat.Audit;
using LiveChat.Knowledge;
using LiveChat.Silo.Storage.Log;

namespace LiveChat.Silo.Storage.Knowledge;

/// <summary>Articles with their versions, and the index that is written with them.</summary>
internal sealed class ArticleStore(Database database) : IArticleStore
{
    private readonly ArticleSql _sql = database.Dialect.Articles;

    public Task<Article?> Find(Guid articleId, CancellationToken token) => One(_sql.Find, new { articleId }, token);

    public Task<Article?> Version(Guid articleId, int version, CancellationToken token) => One(_sql.Version, new { articleId, version }, token);

    public Task<Article[]> Versions(Guid articleId, int limit, CancellationToken token) => Many(_sql.Versions, new { articleId, count = limit }, token);

    public Task<CategoryCount[]> Categories(int limit, CancellationToken token) => database.Read(async connection =>
        (await connection.QueryAsync<(string Category, int Articles)>(new CommandDefinition(_sql.Categories, new { count = limit }, cancellationToken: token)))
            .Select(row => new CategoryCount(row.Category, row.Articles)).ToArray(), token);

    public async Task<ArticlePage> Page(ArticleFilter filter, string? after, int limit, CancellationToken token)
    {
        var position = PagePosition.Parse(after);
        var found = await Many(_sql.Page(filter), new
        {
            beforeTime = position.UpdatedAt,
            beforeId = position.SessionId,
            kind = (int?)filter.Kind,
            status = (int?)filter.Status,
            language = filter.Language,
            category = filter.Category,
            tag = filter.Tag is { } tag ? Dialect.Within(JsonSerializer.Serialize(tag, StoredJson.Default.String)) : null,
            count = limit + 1,
        }, token);
        return found.Length <= limit ? new(found, null) : new(found[..limit], new PagePosition(found[limit - 1].UpdatedAt, found[limit - 1].ArticleId).ToString());
    }

    public async Task<Article[]> Titled((string Language, string Title)[] titles, CancellationToken token)
    {
        List<Article> found = [];
        foreach (var some in titles.GroupBy(title => title.Language, title => title.Title, StringComparer.Ordinal))
            found.AddRange(await Many(_sql.Titled, new { language = some.Key, titles = _sql.List([.. some]) }, token));
        return [.. found];
    }

    public async Task<bool> Save(Article[] articles, AuditEntry? deed, Guid? answers, CancellationToken token)
    {
        foreach (var article in articles)
        {
            StoredText.Require(article.Title, article.Body, article.Language, article.Category, article.AuthorId, article.AuthorName);
            StoredText.Require(article.Tags);
        }
        // Cutting the texts takes longer than writing them; it is done before anybody has to wait.
        var terms = Array.ConvertAll(articles, ArticleTerms.Of);
        try
        {
            return await database.Write(async (connection, transaction) =>
            {
                var index = new IndexWriter(_sql, connection, transaction, token);
                var number = await index.Begin(articles.Count(article => article.Version == 1));
                foreach (var (article, cut) in articles.Zip(terms)) await Save(article, cut, article.Version == 1 ? ++number : null, index, connection, transaction, token);
                await index.End();
                if (deed is not null) await AuditLog.Append(connection, transaction, deed, token);
                if (answers is { } questionId) await UnansweredStore.Answer(connection, transaction, questionId, articles[0].ArticleId, token);
                return true;
            }, token);
        }
        catch (Exception exception) when (exception is RowNotFoundException || database.FaultOf(exception) == StoreFault.Taken)
        {
            return false;
        }
    }

    public Task<bool> Remove(Guid articleId, AuditEntry deed, CancellationToken token) => database.Write(async (connection, transaction) =>
    {
        var index = new IndexWriter(_sql, connection, transaction, token);
        await index.Begin(0);
        if (await NumberOf(articleId, connection, transaction, token) is not { } number) return false;
        await index.Remove(number);
        await index.End();
        await connection.ExecuteAsync(new CommandDefinition(_sql.Delete, new { articleId }, transaction, cancellationToken: token));
        await connection.ExecuteAsync(new CommandDefinition(_sql.DeleteVersions, new { articleId }, transaction, cancellationToken: token));
        await AuditLog.Append(connection, transaction, deed, token);
        return true;
    }, token);

    /// <summary>Cuts some articles anew that the index has by older rules, or not yet.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> IndexStale(int limit, CancellationToken token)
    {
        var stale = await Many(_sql.Stale, new { edition = ArticleTerms.Edition, count = limit }, token);
        if (stale.Length == 0) return 0;
        var terms = Array.ConvertAll(stale, ArticleTerms.Of);
        await database.Write(async (connection, transaction) =>
        {
            var index = new IndexWriter(_sql, connection, transaction, token);
            await index.Begin(0);
            foreach (var (article, cut) in stale.Zip(terms))
            {
                // Another silo, or an editor, may have been here meanwhile.
                var mark = new { edition = ArticleTerms.Edition, articleId = article.ArticleId, version = article.Version };
                if (await connection.ExecuteAsync(new CommandDefinition(_sql.MarkIndexed, mark, transaction, cancellationToken: token)) == 0) continue;
                var number = (await NumberOf(article.ArticleId, connection, transaction, token))!.Value;
                await index.Remove(number);
                await index.Add(number, cut);
            }
            await index.End();
            return true;
        }, token);
        return stale.Length;
    }

    private async Task Save(Article article, ArticleTerms terms, long? fresh, IndexWriter index, DbConnection connection, DbTransaction transaction, CancellationToken token)
    {
        var row = ArticleRow.Of(article, fresh ?? 0);
        if (await connection.ExecuteAsync(new CommandDefinition(fresh is null ? _sql.Update : _sql.Insert, row, transaction, cancellationToken: token)) == 0)
            throw new RowNotFoundException($"Version {article.Version - 1} of article {article.ArticleId}");
        await connection.ExecuteAsync(new CommandDefinition(_sql.InsertVersion, row, transaction, cancellationToken: token));
        var number = fresh ?? (await NumberOf(article.ArticleId, connection, transaction, token))!.Value;
        if (fresh is null) await index.Remove(number);
        await index.Add(number, terms);
    }

    private Task<long?> NumberOf(Guid articleId, DbConnection connection, DbTransaction transaction, CancellationToken token) =>
        connection.QueryFirstOrDefaultAsync<long?>(new CommandDefinition(_sql.NumberOf, new { articleId }, transaction, cancellationToken: token));

    private Task<Article?> One(string statement, object parameters, CancellationToken token) => database.Read(async connection =>
        (await connection.QueryFirstOrDefaultAsync<ArticleRow>(new CommandDefinition(statement, parameters, cancellationToken: token)))?.ToArticle(), token);

    private Task<Article[]> Many(string statement, object parameters, CancellationToken token) => database.Read(async connection =>
        (await connection.QueryAsync<ArticleRow>(new CommandDefinition(statement, parameters, cancellationToken: token))).Select(row => row.ToArticle()).ToArray(), token);
}
