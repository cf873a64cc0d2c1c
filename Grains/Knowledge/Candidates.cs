namespace LiveChat.Knowledge;

/// <summary>
/// The articles of a shelf that may be the best for some terms, few enough to be ranked one by one: all that hold a rare
/// term, and of those that hold common terms only, the ones that hold most of them, in their titles first. On a shelf of a
/// few hundred articles that is every article with any of the terms.
/// </summary>
internal sealed class Candidates(IArticleIndex index, char shelf, string[] filters)
{
    /// <summary>A term that fewer articles hold is rare: they are all looked at.</summary>
    public const int Rare = 200;

    private const int Enough = 50;
    private const int MostRareTerms = 40;
    private const int MostCommonTerms = 6;

    private readonly HashSet<long> _found = [];

    /// <summary>Finds them.</summary>
    /// <param name="terms">The terms that any article of the shelf holds, the rarest first, with how many hold each.</param>
    /// <param name="token">Gives up.</param>
    public async Task<long[]> For((string Term, int Articles)[] terms, CancellationToken token)
    {
        int rare = 0, sum = 0;
        while (rare < terms.Length && rare < MostRareTerms && sum + terms[rare].Articles <= Rare) sum += terms[rare++].Articles;
        if (rare > 0) await Add([.. terms[..rare].Select(term => ArticleTerms.Term(shelf, term.Term))], [], token);

        string[] common = [.. terms.Skip(rare).Take(MostCommonTerms).Select(term => term.Term)];
        for (var (count, had) = (common.Length, _found.Count); count > 0 && _found.Count - had < Enough; count--)
        {
            await Add([], [.. common[..count].Select(term => ArticleTerms.Titled(shelf, term))], token);
            await Add([], [.. common[..count].Select(term => ArticleTerms.Term(shelf, term))], token);
        }
        return [.. _found];
    }

    private async Task Add(string[] any, string[] all, CancellationToken token) =>
        _found.UnionWith(await index.Holding(any, [.. all, .. filters], Rare, token));
}
