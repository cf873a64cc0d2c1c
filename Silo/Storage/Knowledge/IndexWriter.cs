using System.Data.Common;
using Dapper;
using LiveChat.Knowledge;

namespace LiveChat.Silo.Storage.Knowledge;

/// <summary>Writes the index over articles within one transaction, and at its end what changed in its figures.</summary>
internal sealed class IndexWriter(ArticleSql sql, DbConnection connection, DbTransaction transaction, CancellationToken token)
{
    private readonly Dictionary<string, int> _tokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _counters = new(StringComparer.Ordinal);

    /// <summary>Waits for the writers' turn and takes numbers; answers the one before the first.</summary>
    public async Task<long> Begin(int count)
    {
        await Execute(sql.TakeNumbers, new { count });
        return await connection.ExecuteScalarAsync<long>(Command(sql.LastNumber, null)) - count;
    }

    /// <summary>Puts an article in, where none of its number stands.</summary>
    public async Task Add(long number, ArticleTerms terms)
    {
        var row = new
        {
            number,
            shelf = terms.Shelf.ToString(),
            title_terms = terms.Title,
            tag_terms = terms.Tags,
            body_terms = terms.Body,
            length = (int)terms.Length,
            tokens = sql.Tokens([.. terms.Counted, .. terms.Others]),
        };
        await Execute(sql.Index, row);
        if (sql.IndexTokens is { } indexTokens) await Execute(indexTokens, row);
        Count(terms.Shelf, terms.Counted, 1, row.length);
    }

    /// <summary>Takes an article out, if it is in.</summary>
    public async Task Remove(long number)
    {
        if (await connection.QueryFirstOrDefaultAsync<TermsRow>(Command(sql.Indexed, new { number })) is not { } row) return;
        await Execute(sql.DeleteIndexed, new { number });
        if (sql.DeleteTokens is { } deleteTokens) await Execute(deleteTokens, new { number });
        Count(row.Shelf[0], row.Counted, -1, -row.Length);
    }

    /// <summary>Writes the figures.</summary>
    public async Task End()
    {
        (string Token, int Change)[] changes = [.. _tokens.Where(token => token.Value != 0).OrderBy(token => token.Key, StringComparer.Ordinal).Select(token => (token.Key, token.Value))];
        if (changes.Length > 0) await Execute(sql.CountTokens, new { changes = sql.Changes(changes) });
        var fallen = Array.FindAll(changes, change => change.Change < 0);
        if (fallen.Length > 0) await Execute(sql.ForgetTokens, new { changes = sql.Changes(fallen) });
        foreach (var (name, value) in _counters.Where(counter => counter.Value != 0))
        {
            if (await Execute(sql.Count, new { name, value }) == 0) await Execute(sql.BeginCounter, new { name, value });
        }
    }

    private void Count(char shelf, IEnumerable<string> counted, int articles, long length)
    {
        foreach (var counting in counted) _tokens[counting] = _tokens.GetValueOrDefault(counting) + articles;
        foreach (var (name, value) in new[] { (ShelfCounter.Articles(shelf), articles), (ShelfCounter.Length(shelf), length) })
            _counters[name] = _counters.GetValueOrDefault(name) + value;
    }

    private Task<int> Execute(string statement, object parameters) => connection.ExecuteAsync(Command(statement, parameters));

    private CommandDefinition Command(string statement, object? parameters) => new(statement, parameters, transaction, cancellationToken: token);
}

/// <summary>The names of a shelf's counters.</summary>
internal static class ShelfCounter
{
    private const string ArticlesOf = "articles:", LengthOf = "length:";

    public static string Articles(char shelf) => ArticlesOf + shelf;

    public static string Length(char shelf) => LengthOf + shelf;

    /// <summary>The shelf whose articles a counter counts; null for another counter.</summary>
    public static char? ShelfOf(string name) => name.StartsWith(ArticlesOf, StringComparison.Ordinal) ? name[^1] : null;
}
